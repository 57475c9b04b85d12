"""Blocks known again by their words: among siblings first, then anywhere; once for all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mouflow.document import Element, text_of, walk
from mouflow.document.subset import GROUPS

from .likeness import best_pairs
from .pairs import Pairs, family, ids_of, parts_of

LIKE = 0.45
"""Siblings at least this much alike are the same block, edited."""
LIKE_ELSEWHERE = 0.65
"""Blocks in different places must be more alike, and longer than a phrase, to count as one that moved."""
LONG_ENOUGH = 12

_HOLDERS = GROUPS | {"table", "figure"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the languages before gave: pairs of ids, and every id that they decided upon.

    Languages stand level and have one structure: what moved, came or went in one did so in all.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()

    def left_open(self, element: Element) -> bool:
        """Tell whether no language before had this block."""
        return self.decided.isdisjoint(ids_of(element))


class Words:
    """The words of each block of one version in all its languages together, by which blocks are known again."""

    def __init__(self, texts: Iterable[Sequence[Element]]) -> None:
        self._by_id: dict[str, list[str]] = {}
        for blocks in texts:
            for each in walk(tuple(blocks)):
                if each.id:
                    self._by_id.setdefault(each.id, []).append(text_of(each))

    def of(self, element: Element) -> str:
        """Return the words of a block, of a row without id those of the blocks in it."""
        found = [text for identifier in ids_of(element) for text in self._by_id.get(identifier, ())]
        return "\n".join(found) or text_of(element)


class Alike:
    """Pairs what ids have left over by its words."""

    def __init__(self, pairs: Pairs, known: Known, old: Words, new: Words) -> None:
        self._pairs = pairs
        self._known = known
        self._old, self._new = old, new

    def among_siblings(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        """Pair what is left among siblings, then go down into every pair of holders."""
        left, arrived = self._left(old, self._pairs.new_of), self._left(new, self._pairs.old_of)
        for kind in dict.fromkeys(map(family, left)):
            self._add([e for e in left if family(e) == kind], [e for e in arrived if family(e) == kind], LIKE)
        _add_same_place(self._pairs, left, arrived)
        self._inside(old)

    def elsewhere(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        """Pair what moved to another part of the text under a new id, whole groups before single blocks."""
        for kinds in (frozenset({"section", "div"}), frozenset({"p", "tr"})):
            left = [e for e in self._left(walk(tuple(old)), self._pairs.new_of) if e.tag in kinds and _long(e)]
            arrived = [e for e in self._left(walk(tuple(new)), self._pairs.old_of) if e.tag in kinds and _long(e)]
            self._add(left, arrived, LIKE_ELSEWHERE)
            self._inside(left)

    def _left(self, elements: Iterable[Element], counterpart: Callable[[Element], Element | None]) -> list[Element]:
        return [each for each in elements if counterpart(each) is None and self._known.left_open(each)]

    def _inside(self, old: Iterable[Element]) -> None:
        for each in old:
            counterpart = self._pairs.new_of(each)
            if counterpart is not None:
                self.among_siblings(parts_of(each), parts_of(counterpart))

    def _add(self, old: Sequence[Element], new: Sequence[Element], least: float) -> None:
        if old and new:
            for at, to in best_pairs([*map(self._old.of, old)], [*map(self._new.of, new)], least):
                self._pairs.add(old[at], new[to])


def _add_same_place(pairs: Pairs, old: Iterable[Element], new: Sequence[Element]) -> None:
    """Pair groups and tables that their place alone tells apart; their words may differ altogether."""
    places = {(family(each), each.id): each for each in new if each.id and each.tag in _HOLDERS}
    for each in old:
        counterpart = places.get((family(each), each.id))
        if counterpart is not None:
            pairs.add(each, counterpart)


def _long(element: Element) -> bool:
    return len(text_of(element)) >= LONG_ENOUGH
