"""The comparison of two texts of one language: what is equal, what came and went, and of which kind each change is.

Texts are held against each other by folded keys first. What has the same key and is written differently is a change
of its own (orthographic, typographic, consequential), so that a real edit in a text that also changed its script
stands out exactly (peers-tracking-and-redline.md 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from mouflow.document import Kind

from .alignment import differing
from .readable import readable
from .segments import Operation, Segment, segmented
from .tokens import TokenLike, tokens
from .units import units

__all__ = ["Operation", "Segment", "TextChange", "compare_text", "compare_tokens"]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A change between two plain texts; offsets count code points."""

    kind: Kind
    op: Operation
    old: str
    new: str
    old_offset: int
    new_offset: int


def compare_tokens(
    old: Sequence[TokenLike],
    new: Sequence[TokenLike],
    names: frozenset[str] = frozenset(),
    *,
    simplified: bool | None = None,
) -> tuple[Segment, ...]:
    """Return segments that cover both texts in order: equal runs and changes of one kind each.

    ``names`` are those whose change is one of value. ``simplified`` says whether one of the texts is in Simplified
    characters, for a caller who knows it of the whole document; else the texts themselves tell. Applying every change
    to the old tokens gives the new ones; equal texts give one equal segment, empty ones none.
    """
    if len(old) == len(new) and all(a.key == b.key and a.text == b.text for a, b in zip(old, new, strict=True)):
        return (Segment("equal", range(len(old)), range(len(new))),) if old else ()
    here, there = units(old, names), units(new, names)
    edits = readable(differing(here, there), here, there)
    return segmented(edits, (old, new), (here, there), simplified)


def compare_text(old: str, new: str, names: frozenset[str] = frozenset()) -> tuple[TextChange, ...]:
    """Return the changes from one text to another, in order."""
    before, after = tokens(old), tokens(new)
    at, to = ([*accumulate((len(token.text) for token in side), initial=0)] for side in (before, after))
    return tuple(
        TextChange(
            segment.kind,
            segment.op,
            old[at[segment.old.start] : at[segment.old.stop]],
            new[to[segment.new.start] : to[segment.new.stop]],
            at[segment.old.start],
            to[segment.new.start],
        )
        for segment in compare_tokens(before, after, names)
        if segment.kind is not None
    )
