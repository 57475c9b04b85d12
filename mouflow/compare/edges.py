"""Where an edit begins and ends: along what repeats, at the edge that reads best."""

from __future__ import annotations

from collections.abc import Sequence

from .alignment import Edit
from .units import Unit

SENTENCE_ENDS = frozenset(".。!?！？;；:：")
_CLAUSE_ENDS = frozenset(",、，")
_OPENING = frozenset("(（[《〈")
_CLOSING = frozenset(")）]》〉")
BEFORE_ADDITION = frozenset({"and", "or", "及", "和", "与", "或", "并"})
"""Words between the parts of a list."""


def slid(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Move insertions and deletions along what repeats, to where their edges read best."""
    kept: list[Edit] = []
    for place, edit in enumerate(edits):
        first = kept[-1] if kept else Edit(range(0), range(0))
        after = edits[place + 1].old.start if place + 1 < len(edits) else len(old)
        room = (edit.old.start - first.old.stop, after - edit.old.stop)
        kept.append(edit if edit.old and edit.new else _best_place(edit, room, old, new))
    return kept


def _best_place(edit: Edit, room: tuple[int, int], old: Sequence[Unit], new: Sequence[Unit]) -> Edit:
    text, part = (new, edit.new) if edit.new else (old, edit.old)
    left = right = 0
    while left < room[0] and text[part.start - left - 1].key == text[part.stop - left - 1].key:
        left += 1
    while right < room[1] and text[part.start + right].key == text[part.stop + right].key:
        right += 1
    places = range(-left, right + 1)
    best = max(places, key=lambda by: (_edge(text, part.start + by) + _edge(text, part.stop + by), by))
    return Edit(_moved(edit.old, best), _moved(edit.new, best))


def _moved(part: range, by: int) -> range:
    return range(part.start + by, part.stop + by)


def _edge(text: Sequence[Unit], at: int) -> int:
    """Say how well an edit may begin or end before a unit: 6 at the ends of the text, 1 where it tears."""
    if at in {0, len(text)}:
        return 6
    before, after = text[at - 1], text[at]
    if before.key in SENTENCE_ENDS:
        return 5
    if before.key in _CLAUSE_ENDS:
        return 4
    if before.key in _CLOSING or after.key in _OPENING or after.key in BEFORE_ADDITION:
        return 3
    if "mark" in (before.nature, after.nature):
        return 1
    return 1 if "han" in (before.kind, after.kind) else 2
