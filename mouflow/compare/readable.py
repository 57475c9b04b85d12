"""Edits as a person would mark them: no confetti, and edges where words, clauses and sentences end.

Sizes are counted in half words: a Han character is 1, a word, number or name 2. Values and modal words are what a
reviewer looks for, so an edit of nothing else is never joined to others, and one that stays is never marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .alignment import Edit, within
from .edges import SENTENCE_ENDS, slid
from .parting import parted
from .units import Unit

_LARGEST_ISLAND = 4
"""What stays between two edits is swallowed up to two words or four Han characters."""
_ANCHOR = 8
"""Four words or eight Han characters that stay hold a text together."""
_REWRITTEN = 0.34
"""A stretch of three or more edits that keeps less than this of its words was written anew."""
_NOTHING_LEFT = 0.2
"""A text that keeps less than this of its content was replaced as a whole."""

_LINKS_CHINESE = frozenset("及和与或并而的在于之等")
_LINKS = frozenset("a an and as at by for from in into of on or such that the this to under with".split())


def readable(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Join, slide and part edits until they read well; nothing that differs is ever left out."""
    if not edits:
        return []
    if _nothing_left(edits, old, new):
        return [_whole(old, new)]
    joined = _without_confetti(_without_islands(edits, old, new), old, new)
    return [part for edit in slid(joined, old, new) for part in parted(edit, old, new)]


def _without_islands(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Swallow what stays between two edits where it is smaller than either of them."""
    kept: list[Edit] = []
    for edit in edits:
        kept.append(edit)
        while len(kept) > 1 and _is_island(kept[-2], kept[-1], old, new):
            kept[-2:] = [_span(kept[-2:])]
    return kept


def _is_island(left: Edit, right: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    between = old[left.old.stop : right.old.start]
    if any(map(_holds, between)) or _is_lone(left, old, new) or _is_lone(right, old, new):
        return False
    if _one_way([left, right]):
        return False
    size = sum(map(_size_kept, between))
    smaller = min(_size(left, old, new), _size(right, old, new))
    return size <= _LARGEST_ISLAND and (size < smaller or size == 1)


def _one_way(edits: Sequence[Edit]) -> bool:
    """Tell whether edits only put in or only take out, which reads well as it is."""
    return not any(edit.old for edit in edits) or not any(edit.new for edit in edits)


def _without_confetti(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Join the edits of every stretch that was written anew."""
    kept: list[Edit] = []
    for group in _stretches(edits, old, new):
        whole = _span(group)
        gone = sum(_size_of(old[at]) for edit in group for at in edit.old)
        common = sum(map(_size_of, within(whole.old, old))) - gone
        anew = len(group) > 2 and not _one_way(group) and common < _REWRITTEN * _size(whole, old, new)
        kept += [whole] if anew else group
    return kept


def _stretches(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> Iterable[list[Edit]]:
    """Group edits that nothing parts: no value, modal word, end of a sentence or run of words that stayed."""
    group = [edits[0]]
    for left, right in pairwise(edits):
        between = old[left.old.stop : right.old.start]
        lone = _is_lone(left, old, new) or _is_lone(right, old, new)
        if lone or any(map(_holds, between)) or sum(map(_size_of, between)) >= _ANCHOR:
            yield group
            group = []
        group.append(right)
    yield group


def _nothing_left(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    gone = {at for edit in edits for at in edit.old}
    kept = sum(_size_of(unit) for at, unit in enumerate(old) if at not in gone and not _is_link(unit))
    largest = max(sum(map(_size_of, old)), sum(map(_size_of, new)))
    return len(edits) > 2 and largest >= _ANCHOR and kept < _NOTHING_LEFT * largest


def _whole(old: Sequence[Unit], new: Sequence[Unit]) -> Edit:
    """Replace everything but a mark at the end that both texts have."""
    same_end = old[-1].key == new[-1].key and old[-1].nature == "mark"
    return Edit(range(len(old) - same_end), range(len(new) - same_end))


def _span(edits: Sequence[Edit]) -> Edit:
    first, last = edits[0], edits[-1]
    return Edit(range(first.old.start, last.old.stop), range(first.new.start, last.new.stop))


def _is_lone(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Tell whether an edit holds no prose: a value, a modal word or a mark alone."""
    return all(unit.nature != "prose" for unit in (*within(edit.old, old), *within(edit.new, new)))


def _holds(unit: Unit) -> bool:
    return unit.nature in {"value", "modality"} or unit.kind == "reference" or unit.key in SENTENCE_ENDS


def _size(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> int:
    return max(sum(map(_size_of, within(edit.old, old))), sum(map(_size_of, within(edit.new, new))))


def _size_of(unit: Unit) -> int:
    return 1 if unit.kind in {"han", "mark"} else 2


def _size_kept(unit: Unit) -> int:
    """Count a linking character like a word: 及 between two edits is where one ends and the next begins."""
    return 2 if unit.kind == "mark" or unit.key in _LINKS_CHINESE else _size_of(unit)


def _is_link(unit: Unit) -> bool:
    return unit.nature == "mark" or unit.key in _LINKS or unit.key in _LINKS_CHINESE
