"""One scalar of a YAML file set in place: comments, layout, line ends and byte order mark stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from mouflow.diagnostics import Location, MouflowError, error

from .nodes import Mapping
from .reader import decode, read_yaml
from .spans import Block, blocks

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_OTHER_THAN_TEXT = re.compile(r"[0-9][0-9_eE-]*|0[box][0-9a-f_]+|true|false|yes|no|on|off|null|y|n", re.IGNORECASE)
"""Plain words that some YAML reader takes for a number, a day, a truth value or nothing (YAML 1.1 and 1.2)."""


class Edit(NamedTuple):
    """A value for a key of the mapping that begins at a place; where the key is new, it follows the key ``after``."""

    place: Location
    key: str
    value: str
    after: str = ""


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def set_values(data: bytes, edits: Iterable[Edit], shown: str) -> bytes:
    """Return the bytes of a YAML file with the values set; ``shown`` is the path that diagnostics print.

    What comes out is read again, and holds the same as before but for these values.

    Raises:
        MouflowError: The bytes are not YAML that mouflow reads, no mapping begins at a place, or the file is written
            in a way in which the value cannot be set without touching another one (an alias, a list in its place).
    """
    wanted = list(edits)
    before = read_yaml(data, shown)
    text = decode(data, shown)
    found = blocks(text)
    changes = [_change(text, found, each) for each in wanted]
    after = _spliced(data, text, changes)
    expected = _plain(before)
    for each in wanted:
        _set_at(before, expected, each)
    try:
        same = _plain(read_yaml(after, shown)) == expected
    except MouflowError:
        same = False
    if not same:
        raise _refused(wanted[0])
    return after


def _change(text: str, found: dict[tuple[int, int], Block], edit: Edit) -> _Change:
    block = found.get((edit.place.line, edit.place.column))
    if block is None:
        raise _refused(edit)
    value = _scalar(edit.value)
    if edit.key in block.values:
        return _replaced(text, block, edit, value)
    line = f"{edit.key}: {value}"
    anchor = block.values.get(edit.after)
    if anchor is None or not anchor.scalar:
        return _first(block, line)
    if block.flow:
        return _Change(anchor.end, anchor.end, f", {line}")
    return _below(text, anchor.end, " " * block.column + line)


def _replaced(text: str, block: Block, edit: Edit, value: str) -> _Change:
    span = block.values[edit.key]
    if not span.scalar:
        raise _refused(edit)
    if span.start < span.end:
        ending = "\n" if text[span.start : span.end].endswith("\n") else ""  # a block scalar takes its line end along
        return _Change(span.start, span.end, value + ending)
    colon = text.index(":", span.key_end) + 1
    return _Change(colon, colon, f" {value}")


def _first(block: Block, line: str) -> _Change:
    """Put a key before all others of its mapping."""
    if block.flow:
        start = block.start + 1
        return _Change(start, start, f"{line}, " if block.values else line)
    return _Change(block.start, block.start, f"{line}\n{' ' * block.column}")


def _below(text: str, end: int, line: str) -> _Change:
    """Put a line below the one that a value ends on, whatever comment follows the value there."""
    stop = end - 1 if text[:end].endswith("\n") else text.find("\n", end)  # a block scalar ends below its last line
    return _Change(len(text), len(text), f"\n{line}") if stop < 0 else _Change(stop + 1, stop + 1, f"{line}\n")


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and not _OTHER_THAN_TEXT.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _spliced(data: bytes, text: str, changes: Sequence[_Change]) -> bytes:
    """Carry changes of the text, whose lines end in a line feed, over to the bytes, whose lines may end otherwise."""
    raw = data.decode("utf-8-sig")
    mark = data[: len(data) - len(raw.encode())]
    ends = re.findall(r"\r\n|\r|\n", raw)
    usual = ends[0] if ends else "\n"
    longer = list(accumulate((len(each) - 1 for each in ends), initial=0))
    for start, end, new in sorted(changes, reverse=True):
        first, last = (at + longer[text.count("\n", 0, at)] for at in (start, end))
        raw = raw[:first] + new.replace("\n", usual) + raw[last:]
    return mark + raw.encode()


def _set_at(node: object, copy: object, edit: Edit) -> None:
    """Set the value in the copy of the mapping that begins at the place."""
    for inner, its_copy in _pairs(node, copy):
        if isinstance(inner, Mapping) and isinstance(its_copy, dict) and inner.location[1:] == edit.place[1:]:
            its_copy[edit.key] = edit.value
            return


def _pairs(node: object, copy: object) -> Iterator[tuple[object, object]]:
    """Walk a value and its copy side by side."""
    yield node, copy
    if isinstance(node, Mapping) and isinstance(copy, dict):
        for key, item in node.items():
            yield from _pairs(item, copy[key])
    elif isinstance(node, list) and isinstance(copy, list):
        for item, its_copy in zip(node, copy, strict=True):
            yield from _pairs(item, its_copy)


def _plain(value: object) -> object:
    """Copy a value to plain dictionaries, lists and texts; what an alias shares is copied for each place."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None else str(value)


def _refused(edit: Edit) -> MouflowError:
    message = f"`{edit.key}` cannot be set here without touching what stands beside it"
    hint = f"write `{edit.key}: {_scalar(edit.value)}` by hand"
    return MouflowError(error("yaml-edit", message, edit.place, hint))
