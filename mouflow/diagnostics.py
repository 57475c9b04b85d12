"""Problems as values: where a problem is, what it is, what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Location:
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


class MouflowError(Exception):
    """Expected failure that carries every diagnostic found so far; the front ends print them."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics is an error."""
    return any(each.severity is Severity.ERROR for each in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, each problem once; problems without a place come first."""
    nowhere = Location("", 0, 0)
    return sorted(dict.fromkeys(diagnostics), key=lambda each: (each.location or nowhere, each.code))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or list them all when none is near and they are few."""
    names = sorted(known)
    near: Sequence[str] = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return "none is defined"
    return "known here: " + ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
