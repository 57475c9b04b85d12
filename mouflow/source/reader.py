"""Bytes to nodes: size, encoding, characters, syntax, each refusal a diagnostic with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error

from .builder import LOADER, Builder
from .characters import conflict_markers, place_in, refused_characters

MAX_BYTES = 5_000_000
_WIDE_COLON = re.compile(r"\s*(?:- )?[\w.-]+(：)")
_BARE_KEY = re.compile(r"(\s*)(?:- )?[\w.-]+()(?:[ ]+[^:]*)?")
_Mark: TypeAlias = Any
"""A mark of PyYAML's, or None; its stubs leave the type of a mark's place open."""


def read_yaml(data: bytes, shown: str) -> object:
    """Read a YAML file's bytes to ``Mapping``, ``Sequence``, ``Scalar`` or None (an empty value).

    ``shown`` is the path that diagnostics print.

    Raises:
        MouflowError: The bytes are not acceptable YAML; every problem found is in it.
    """
    if len(data) > MAX_BYTES:
        message = f"{len(data) / 1e6:.1f} MB is more than the {MAX_BYTES // 1_000_000} MB allowed"
        hint = "move what is not an agreement's text out of the YAML, or split it into annexes"
        raise MouflowError(error("file-too-big", message, Location(shown), hint))
    return parse_yaml(decode(data, shown), shown)


def decode(data: bytes, shown: str) -> str:
    """Decode UTF-8, with or without a byte order mark; every line end becomes a line feed.

    Raises:
        MouflowError: The bytes are not UTF-8; the place is the first wrong byte.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8", "replace")
        message = f"not UTF-8: byte 0x{data[problem.start]:02x}"
        place = place_in(before, len(before), shown)
        raise MouflowError(error("file-encoding", message, place, "save the file as UTF-8")) from None


def parse_yaml(text: str, shown: str) -> object:
    """Parse YAML text; see :func:`read_yaml`."""
    refused = [*refused_characters(text, shown), *conflict_markers(text, shown)]
    if refused:
        raise MouflowError(*refused)
    events = yaml.parse(text, Loader=LOADER)
    builder = Builder(events, text, shown)
    try:
        value = _document(events, builder, shown)
    except yaml.MarkedYAMLError as problem:
        raise MouflowError(*builder.problems, _syntax_error(problem, text, shown)) from None
    except yaml.YAMLError as problem:
        raise MouflowError(
            error("yaml-syntax", f"not YAML: {problem}", Location(shown), "mend it, or write it anew")
        ) from None
    if builder.problems:
        raise MouflowError(*builder.problems)
    return value


def _document(events: Iterator[yaml.Event], builder: Builder, shown: str) -> object:
    """Build the file's only document; None where it has none."""
    value: object = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1 and event.start_mark:
                place = Location(shown, event.start_mark.line + 1, event.start_mark.column + 1)
                hint = "one file holds one document: drop the `---`, or make a second file"
                builder.problems.append(error("yaml-syntax", "a second document begins here", place, hint))
                break
            value = builder.build(next(events))
    return value


def _syntax_error(problem: yaml.MarkedYAMLError, text: str, shown: str) -> Diagnostic:
    mark: _Mark = problem.problem_mark or problem.context_mark
    place = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    message = (problem.problem or str(problem)).strip()
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in message:
        place = Location(shown, place.line, max(line.find("\t"), 0) + 1)
        return error("yaml-tab", "a tab indents this line", place, "indent with spaces")
    if found := _missing_colon(lines, mark, shown):
        return found
    hint = "check the indentation, the colon after the key, and that every quotation mark is closed"
    if problem.context_mark and problem.context_mark.line + 1 < place.line:
        hint += f"; what does not end here begins on line {problem.context_mark.line + 1}"
    if problem.context:
        message = f"{message} ({problem.context.strip()})"
    return error("yaml-syntax", message, place, hint)


def _missing_colon(lines: list[str], mark: _Mark, shown: str) -> Diagnostic | None:
    """Find the key without a colon that YAML stumbles over only on the next line."""
    for number in _lines_before(lines, mark.line if mark else -1):
        wide = _WIDE_COLON.match(lines[number])
        if wide:
            place = Location(shown, number + 1, wide.start(1) + 1)
            return error("yaml-syntax", "a full-width colon after a key", place, "write `: `, a colon and a space")
        bare = _BARE_KEY.fullmatch(lines[number])
        if bare:
            place = Location(shown, number + 1, bare.start(2) + 1)
            return error("yaml-syntax", "a key without a colon", place, "write `: ` after the key")
    return None


def _lines_before(lines: list[str], last: int) -> list[int]:
    """Return the line of a mark, if it is there, and the nearest one before it that holds something."""
    filled = [at for at, line in enumerate(lines[: last + 1]) if line.strip() and not line.lstrip().startswith("#")]
    return filled[:-3:-1]
