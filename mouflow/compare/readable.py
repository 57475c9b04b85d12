"""Edits as a person would mark them: no confetti, and edges where words, clauses and sentences end.

Sizes are counted in half words: a Han character is 1, a word, number or name 2. Values and modal words are what a
reviewer looks for, so an edit of nothing else is never joined to others, and one that stays is never marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from .alignment import Edit
from .natures import Nature
from .units import Unit

_LARGEST_ISLAND = 4
"""What stays between two edits is swallowed up to two words or four Han characters."""
_ANCHOR = 8
"""Four words or eight Han characters that stay hold a text together."""
_REWRITTEN = 0.34
"""A stretch of three or more edits that keeps less than this of its words was written anew."""
_NOTHING_LEFT = 0.2
"""A text that keeps less than this of its content was replaced as a whole."""

_WORDS = 4
"""The longest run of words, or of Han characters, that is told apart from the value or modal word beside it."""

_SENTENCE = frozenset(".。!?！？;；:：")
_CLAUSE = frozenset(",、，")
_LINKS_CHINESE = frozenset("及和与或并而的在于之等")
_LINKS = frozenset("a an and as at by for from in into of on or such that the this to under with".split())
_OPENING = frozenset("(（[《〈")
_CLOSING = frozenset(")）]》〉")


def readable(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Join, slide and part edits until they read well; nothing that differs is ever left out."""
    if not edits:
        return []
    if _nothing_left(edits, old, new):
        return [_whole(old, new)]
    joined = _without_islands(edits, old, new)
    joined = _without_confetti(joined, old, new)
    slid = _slid(joined, old, new)
    return [part for edit in slid for part in _parted(edit, old, new)]


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
        common = sum(map(_size_of, old[whole.old.start : whole.old.stop])) - sum(
            _size_of(old[at]) for edit in group for at in edit.old
        )
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


def _slid(edits: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
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
    """Say how well an edit may begin or end before a unit: 6 at the ends of the text, 0 where it tears."""
    if at in {0, len(text)}:
        return 6
    before, after = text[at - 1], text[at]
    if before.key in _SENTENCE:
        return 5
    if before.key in _CLAUSE:
        return 4
    if before.key in _CLOSING or after.key in _OPENING or after.key in {"and", "or", "及", "和", "与", "或", "并"}:
        return 3
    if "mark" in (before.nature, after.nature):
        return 1
    return 1 if "han" in (before.kind, after.kind) else 2


def _parted(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> list[Edit]:
    """Part modal words and values from the prose beside them where both texts begin or end with one.

    ``will pay`` to ``shall settle`` is a change of modality and a change of words, and a reviewer asks for each.
    """
    here, there = ([unit.nature for unit in _of(part, text)] for part, text in ((edit.old, old), (edit.new, new)))
    if len({*here, *there}) < 2:
        return [edit]
    runs, others = _runs(here), _runs(there)
    if [nature for nature, _ in runs] == [nature for nature, _ in others] and max(_lengths(runs, others)) <= _WORDS:
        return _run_by_run(edit, runs, others)
    head = _leading(here, there)
    if any(head):
        first, rest = _cut(edit, *head)
        return [first, *_parted(rest, old, new)]
    tail = _leading(here[::-1], there[::-1])
    if any(tail) and tail[0] < len(here) and tail[1] < len(there):
        rest, last = _cut(edit, len(here) - tail[0], len(there) - tail[1])
        return [*_parted(rest, old, new), last]
    return [edit]


def _runs(said: Sequence[Nature]) -> list[tuple[Nature, int]]:
    """Count neighbours of one nature; marks go with the prose around them."""
    natures: Iterable[Nature] = ("prose" if nature == "mark" else nature for nature in said)
    return [(nature, sum(1 for _ in run)) for nature, run in groupby(natures)]


def _lengths(*sides: list[tuple[Nature, int]]) -> list[int]:
    return [length for side in sides for _, length in side]


def _run_by_run(edit: Edit, old: list[tuple[Nature, int]], new: list[tuple[Nature, int]]) -> list[Edit]:
    """Part an edit whose two sides are built alike: ``new two posts`` to ``fresh three rooms``."""
    parts = []
    for (_, here), (_, there) in zip(old, new, strict=True):
        part, edit = _cut(edit, here, there)
        parts.append(part)
    return parts


def _cut(edit: Edit, old: int, new: int) -> tuple[Edit, Edit]:
    return Edit(edit.old[:old], edit.new[:new]), Edit(edit.old[old:], edit.new[new:])


def _leading(here: Sequence[Nature], there: Sequence[Nature]) -> tuple[int, int]:
    """Count the units of one nature, modality or value, that both begin with."""
    if not here or not there or here[0] != there[0] or here[0] not in {"modality", "value"}:
        return 0, 0
    counts = [next((at for at, each in enumerate(side) if each != side[0]), len(side)) for side in (here, there)]
    return counts[0], counts[1]


def _span(edits: Sequence[Edit]) -> Edit:
    first, last = edits[0], edits[-1]
    return Edit(range(first.old.start, last.old.stop), range(first.new.start, last.new.stop))


def _is_lone(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Tell whether an edit holds no prose: a value, a modal word or a mark alone."""
    return all(unit.nature != "prose" for unit in (*_of(edit.old, old), *_of(edit.new, new)))


def _holds(unit: Unit) -> bool:
    return unit.nature in {"value", "modality"} or unit.kind == "reference" or unit.key in _SENTENCE


def _of(part: range, text: Sequence[Unit]) -> Sequence[Unit]:
    return text[part.start : part.stop]


def _size(edit: Edit, old: Sequence[Unit], new: Sequence[Unit]) -> int:
    return max(sum(map(_size_of, _of(edit.old, old))), sum(map(_size_of, _of(edit.new, new))))


def _size_of(unit: Unit) -> int:
    return 1 if unit.kind in {"han", "mark"} else 2


def _size_kept(unit: Unit) -> int:
    """Count a linking character like a word: 及 between two edits is where one ends and the next begins."""
    return 2 if unit.kind == "mark" or unit.key in _LINKS_CHINESE else _size_of(unit)


def _is_link(unit: Unit) -> bool:
    return unit.nature == "mark" or unit.key in _LINKS or unit.key in _LINKS_CHINESE
