"""Which block of the old text is which of the new one: by permanent id first, then by likeness (design.md law 2).

What leads: a block that has a permanent id is the block of that id, wherever it stands now. Ids that only a place
gave (``purpose.clause.p2``, ``_paragraph.3``) say nothing when a neighbour comes or goes, so such blocks are paired by
their words, inside the groups that are pairs first and anywhere else after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mouflow.document import Element, children_of, text_of, walk
from mouflow.document.subset import GROUPS, HEADINGS, TEXT_BLOCKS

from .likeness import best_pairs

LIKE = 0.45
"""Siblings at least this much alike are the same block, edited."""
LIKE_ELSEWHERE = 0.65
"""Blocks in different places must be more alike, and longer than a phrase, to count as one that moved."""
LONG_ENOUGH = 12

_BY_PLACE = re.compile(
    r"(?:^_|[._])(?:p|h[1-4]|section|header|footer|div|table|caption|figure|figcaption|hr|img|tr)?\d+$"
)
_HOLDERS = GROUPS | {"table", "figure"}


class Pairs:
    """Elements of the old tree and their counterparts in the new one; both known by identity."""

    def __init__(self) -> None:
        self._new: dict[int, Element] = {}
        self._old: dict[int, Element] = {}
        self.ids: dict[str, str] = {}
        """Ids in the old tree, with those that the same blocks have in the new one."""

    def add(self, old: Element, new: Element) -> None:
        """Make two elements a pair, unless one of them is part of a pair."""
        if id(old) not in self._new and id(new) not in self._old:
            self._new[id(old)] = new
            self._old[id(new)] = old
            if old.id:
                self.ids[old.id] = new.id

    def new_of(self, old: Element) -> Element | None:
        """Return the counterpart in the new tree."""
        return self._new.get(id(old))

    def old_of(self, new: Element) -> Element | None:
        """Return the counterpart in the old tree."""
        return self._old.get(id(new))


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


def paired(
    old: Sequence[Element], new: Sequence[Element], known: Known, words: tuple[Words, Words] | None = None
) -> Pairs:
    """Pair the elements of two trees; ``words`` are those of the old and the new version in all languages."""
    pairs = Pairs()
    _by_id(pairs, old, new)
    _as_known(pairs, old, new, known.ids)
    alike = _Alike(pairs, known, *(words or (Words([old]), Words([new]))))
    alike.among_siblings(old, new)
    alike.elsewhere(old, new)
    return pairs


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


def family(element: Element) -> str:
    """Name what an element can be a pair with: headings with headings, rows with rows."""
    if element.tag in HEADINGS:
        return "heading"
    return "group" if element.tag in GROUPS else element.tag


def is_permanent(identifier: str) -> bool:
    """Tell whether an id was given for good rather than by the place of its block."""
    return bool(identifier) and not _BY_PLACE.search(identifier)


def rows_of(table: Element, part: str = "tbody") -> list[Element]:
    """Return the rows of a part of a table."""
    return [row for body in children_of(table, part) for row in children_of(body, "tr")]


def parts_of(element: Element) -> list[Element]:
    """Return what is paired inside an element that is part of a pair: blocks, captions, rows, cells' blocks."""
    if element.tag == "table":
        return [*children_of(element, "caption"), *rows_of(element, "thead"), *rows_of(element)]
    if element.tag == "tr":
        return [block for cell in children_of(element, "td") for block in children_of(cell)]
    return [] if element.tag in TEXT_BLOCKS else children_of(element)


def _by_id(pairs: Pairs, old: Sequence[Element], new: Sequence[Element]) -> None:
    known = {_key(each): each for each in walk(tuple(old)) if is_permanent(_key(each)[1])}
    for each in walk(tuple(new)):
        counterpart = known.get(_key(each))
        if counterpart is not None:
            pairs.add(counterpart, each)


def _key(element: Element) -> tuple[str, str]:
    """Know a block by its id, a row without one by the first permanent id in it."""
    if element.tag == "tr" and not element.id:
        inside = (each.id for each in walk(element.children))
        return "row", next((identifier for identifier in inside if is_permanent(identifier)), "")
    return family(element), element.id


def _as_known(pairs: Pairs, old: Sequence[Element], new: Sequence[Element], known: Mapping[str, str]) -> None:
    by_id = {(family(each), identifier): each for each in walk(tuple(new)) for identifier in ids_of(each)}
    for each in walk(tuple(old)) if known else ():
        names = (known[identifier] for identifier in ids_of(each) if identifier in known)
        counterparts = (by_id[family(each), name] for name in names if (family(each), name) in by_id)
        counterpart = next(counterparts, None)
        if counterpart is not None:
            pairs.add(each, counterpart)


def ids_of(element: Element) -> Iterator[str]:
    """Give the id of a block, or the ids in a row that has none itself."""
    if element.id:
        yield element.id
    elif element.tag == "tr":
        yield from (each.id for each in walk(element.children) if each.id)


class _Alike:
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
