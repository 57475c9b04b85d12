"""The ledger's file: one event to a line, as `- ` and a JSON object, which YAML reads too; to events and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error
from mouflow.model.ledger import Event
from mouflow.schema import read_record
from mouflow.source import decode
from mouflow.source.characters import refused_characters

LEDGER = "ledger.yaml"
"""Its name in the folder of an agreement."""

HEAD = """\
# What happened, one event to a line. mouflow adds lines and never changes one; `mouflow check` proves that.
# To take something back, add to it: `mouflow reopen`. Where a merge stops here, the lines of both sides belong in.
"""
KEYS = "id at by event of occurrence party date about until to share voids evidence note".split()
"""The keys of an event in the order in which they are written; those without a value are left out."""

MOST_TOLD = 100
"""More lines than this that are no events are counted, and not told one by one."""
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_WAY_BACK = (
    "take it back from git (`git diff` shows what changed), or add events with `mouflow done` and the like alone"
)


class Line(NamedTuple):
    """A line that holds an event: its place, the line without its end, and the event's keys and values as written."""

    place: Location
    text: str
    values: Mapping[str, object]


class _Values(dict[str, object]):
    """The keys and values of a line, with their places, which are looked for where something is wrong."""

    def __init__(self, values: Mapping[str, object], line: str, place: Location) -> None:
        super().__init__(values)
        self.location = place._replace(column=3)
        self._line = line

    @property
    def keys_at(self) -> dict[str, Location]:
        """Return the place of each key."""
        return {key: self.location._replace(column=self._line.find(json.dumps(key)) + 1) for key in self}


def read_ledger(data: bytes, path: str) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    """Read a ledger's bytes to its events, in the order in which they were written down, and what is wrong with it.

    A line that is no event is left out and told; one that stands there twice counts once.
    """
    lines, problems = read_lines(data, path)
    events: dict[str, Event] = {}
    for each in lines:
        try:
            events.setdefault(each.text, read_record(each.values, Event, path))
        except MouflowError as failed:
            problems.extend(replace(problem, hint=_WAY_BACK) for problem in failed.diagnostics)
    return tuple(sorted(events.values(), key=lambda each: (each.at, each.id))), tuple(problems)


def read_lines(data: bytes, path: str) -> tuple[list[Line], list[Diagnostic]]:
    """Part a ledger into the lines that hold events; what is neither an event, a comment nor blank is told."""
    try:
        text = decode(data, path)
    except MouflowError as failed:
        return [], list(failed.diagnostics)
    lines: list[Line] = []
    wrong: list[Diagnostic] = []
    untold = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _read(line, Location(path, number))
        if isinstance(found, Line):
            lines.append(found)
        elif found and len(wrong) < MOST_TOLD:
            wrong.append(found)
        elif found:
            untold += 1
    if untold:
        wrong.append(error("ledger-line", f"{untold} more lines are no events", Location(path), _WAY_BACK))
    return lines, [*refused_characters(text, path), *wrong]


def _read(line: str, place: Location) -> Line | Diagnostic | None:
    """Read a line that should hold an event; None for a comment or a blank."""
    if line.startswith("- {"):
        values = _values(line, place)
        return values if isinstance(values, Diagnostic) else Line(place, line, values)
    return _no_event(line, place) if line.strip() and not line.lstrip().startswith("#") else None


def event_lines(data: bytes) -> list[bytes]:
    """Return the lines of events, byte for byte but for their ends, whether they can be read or not."""
    return [line.rstrip(b"\r") for line in data.split(b"\n") if line.startswith(b"- ")]


def digest(values: Mapping[str, object]) -> str:
    """Return what the ``id`` of an event is: the first 16 hexadecimal digits of a SHA-256 over its other keys.

    They are taken as JSON with sorted keys and no blanks, in ASCII.
    """
    others = {key: value for key, value in values.items() if key != "id"}
    return sha256(json.dumps(others, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:16]


def event_line(values: Mapping[str, object]) -> str:
    """Return the line of an event without its end; ``values`` are its keys but for ``id``, with values for JSON."""
    whole = {"id": digest(values), **values}
    return "- " + json.dumps({key: whole[key] for key in KEYS if key in whole}, ensure_ascii=False)


def _values(line: str, place: Location) -> _Values | Diagnostic:
    """Read the keys and values of a line; or tell why that cannot be done."""
    try:
        values = json.loads(line[2:], object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        at = place._replace(column=min(problem.colno + 2, len(line)))
        return error("ledger-line", f"this is no event: {problem.msg}", at, _WAY_BACK)
    except (ValueError, RecursionError) as problem:
        return error("ledger-line", f"this is no event: {problem}", place, _WAY_BACK)
    if "\\u" in line and (refused := next(_refused(values), None)):
        return error(refused.code, refused.message, place, refused.hint)
    return _Values(values, line, place)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands in it twice")
    return values


def _refused(value: object) -> Iterator[Diagnostic]:
    """Find characters that no text may hold, which an escape has brought in."""
    if isinstance(value, str):
        yield from refused_characters(value, "")
    elif isinstance(value, Mapping | list):
        items: Iterable[object] = value.values() if isinstance(value, Mapping) else value
        for item in items:
            yield from _refused(item)


def _no_event(line: str, place: Location) -> Diagnostic:
    if line.startswith(_MARKERS):
        hint = "the lines of both sides belong in: delete the lines with <<<<<<<, ||||||| , ======= and >>>>>>> alone"
        return error("ledger-conflict", "a merge stopped here", place, hint)
    return error("ledger-line", "this is no event: one stands on one line, as mouflow wrote it", place, _WAY_BACK)
