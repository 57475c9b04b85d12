"""Problems as values: where a problem is, what it is, what to do about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote


class Severity(StrEnum):
    """How much a problem weighs; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(NamedTuple):
    """A place in a text file; line and column count from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: its place, its permanent code, what is wrong and the way out."""

    severity: Severity
    code: str
    message: str
    location: Location | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        return f"{place}{self.severity}: {self.message} [{self.code}]"


def error(code: str, message: str, location: Location | None = None, hint: str = "") -> Diagnostic:
    """Make a diagnostic that stops the build."""
    return Diagnostic(Severity.ERROR, code, message, location, hint)


def warning(code: str, message: str, location: Location | None = None, hint: str = "") -> Diagnostic:
    """Make a diagnostic that stops the build only under ``--strict``."""
    return Diagnostic(Severity.WARNING, code, message, location, hint)


def place_of(value: object, otherwise: Location) -> Location:
    """Return the place that a value read from a file keeps, or another one where it keeps none."""
    found = getattr(value, "location", None)
    return found if isinstance(found, Location) else otherwise


class MouflowError(Exception):
    """Expected failure that carries every diagnostic found so far; the front ends print them."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics

    def __reduce__(self) -> tuple[type[MouflowError], tuple[Diagnostic, ...]]:
        """Travel whole between processes."""
        return type(self), self.diagnostics


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics is an error."""
    return any(each.severity is Severity.ERROR for each in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, each problem once; problems without a place come first."""
    nowhere = Location("", 0, 0)
    return sorted(dict.fromkeys(diagnostics), key=lambda each: (each.location or nowhere, each.code))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or list them all when none is near and they are few."""
    names = sorted(set(known))
    word = word[:100]
    near: Sequence[str] = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return "none is defined"
    return "known here: " + ", ".join(names[:12]) + (", …" if len(names) > 12 else "")


MAX_SHOWN = 120
"""So many characters of a source line are shown; of a longer one, a window around the place."""


def format_text(diagnostic: Diagnostic, source_line: str | None = None) -> str:
    """Format for people: place and message, the line with a caret below it, the way out."""
    lines = [printable(str(diagnostic))]
    if source_line is not None and diagnostic.location:
        shown, column = _window(printable(source_line), diagnostic.location.column - 1)
        lines += [f"    {shown}", "    " + "".join(map(_blank, shown[:column])) + "^"]
    if diagnostic.hint:
        lines.append(f"    hint: {printable(diagnostic.hint)}")
    return "\n".join(lines)


def printable(text: str) -> str:
    """Replace what a terminal would obey or could not show: control characters, surrogates, changes of direction."""
    refused = (sign for sign in set(text) if not (sign.isprintable() or _is_blank(sign)))
    return text.translate(dict.fromkeys(map(ord, refused), "\N{REPLACEMENT CHARACTER}"))


def _is_blank(sign: str) -> bool:
    """Tell whether a character is a tab or a space of any width, which Python does not count as printable."""
    return sign == "\t" or unicodedata.category(sign) == "Zs"


def _window(line: str, column: int) -> tuple[str, int]:
    """Cut a long line to what stands around a column; return it with the column's new place."""
    if len(line) <= MAX_SHOWN:
        return line, column
    start = max(0, min(column, len(line)) - MAX_SHOWN // 2)
    end = start + MAX_SHOWN
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return f"{before}{line[start:end]}{after}", column - start + len(before)


def _blank(sign: str) -> str:
    """Return as much blank space as a character takes in a terminal."""
    if sign == "\t" or unicodedata.combining(sign):
        return sign if sign == "\t" else ""
    return "  " if unicodedata.east_asian_width(sign) in "WF" else " "


def as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """Return the stable shape that every command prints under ``--format json``."""
    place = diagnostic.location
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "hint": diagnostic.hint or None,
    }


def format_github(diagnostic: Diagnostic) -> str:
    """Format as a GitHub workflow command, which annotates the line in a review."""
    level = "notice" if diagnostic.severity is Severity.NOTE else str(diagnostic.severity)
    place = diagnostic.location
    where = f" file={place.path},line={place.line},col={place.column}" if place else ""
    text = f"{diagnostic.message} [{diagnostic.code}]" + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
    return f"::{level}{where}::" + text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_sarif(diagnostics: Iterable[Diagnostic], version: str) -> dict[str, object]:
    """Return a SARIF 2.1.0 log of one run."""
    return sarif_log(map(SarifResult, diagnostics), version)


class SarifResult(NamedTuple):
    """A diagnostic as a result of a SARIF log.

    ``clause`` is the id of what it concerns, whatever line that stands on; ``fingerprint`` tells the same result in
    two logs.
    """

    diagnostic: Diagnostic
    clause: str = ""
    fingerprint: str = ""


def sarif_log(
    results: Iterable[SarifResult], version: str, rules: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Return a SARIF 2.1.0 log of results; ``rules`` says what codes mean that are to be listed, found or not."""
    written = [_sarif_result(each) for each in results]
    said = {str(each["ruleId"]): "" for each in written} | dict(rules or {})
    listed = [
        {"id": code, **({"shortDescription": {"text": said[code]}} if said[code] else {})} for code in sorted(said)
    ]
    driver = {"name": "mouflow", "version": version, "rules": listed}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": written}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _sarif_result(result: SarifResult) -> dict[str, object]:
    diagnostic, place = result.diagnostic, result.diagnostic.location
    location: dict[str, object] = {}
    if place:
        region = {"startLine": place.line, "startColumn": place.column}
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(place.path)}, "region": region}
    if result.clause:
        location["logicalLocations"] = [{"fullyQualifiedName": result.clause, "kind": "element"}]
    written: dict[str, object] = {
        "ruleId": diagnostic.code,
        "level": str(diagnostic.severity),
        "message": {"text": diagnostic.message},
        "locations": [location] if location else [],
    }
    if result.fingerprint:
        written["partialFingerprints"] = {"mouflow/v1": result.fingerprint}
    return written
