"""The diff itself: which units of one text stand in the other, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .units import Unit


@dataclass(frozen=True, slots=True)
class Edit:
    """Units of the old text that units of the new one replace; one of the two may be empty."""

    old: range
    new: range


def within(part: range, text: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units of one side of an edit."""
    return text[part.start : part.stop]


def differing(old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Return the edits that turn the old units into the new ones with the longest common subsequence kept."""
    from rapidfuzz.distance import Indel

    codes: dict[str, str] = {}
    here, there = ("".join(codes.setdefault(unit.key, chr(len(codes))) for unit in side) for side in (old, new))
    edits: list[Edit] = []
    for step in Indel.opcodes(here, there):
        if step.tag == "equal":
            continue
        at, to = step.src_start, step.dest_start
        if edits and (edits[-1].old.stop, edits[-1].new.stop) == (at, to):
            before = edits.pop()
            at, to = before.old.start, before.new.start
        edits.append(Edit(range(at, step.src_end), range(to, step.dest_end)))
    return edits
