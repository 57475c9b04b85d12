"""Two trees and their pairs to one tree that holds both texts, marked as ``document/redline.py`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mouflow.document import Element, children_of, text_of, walk
from mouflow.document.redline import Revision
from mouflow.document.subset import HEADINGS, TEXT_BLOCKS

from .marking import LEAVES, all_marked, columns, dead, heading_of, marked, renamed
from .order import staying
from .pairs import Pairs, rows_of
from .recorder import Recorder
from .text_blocks import merged_text


class Merger:
    """Merges the trees of one language; every change goes to the recorder as it is met, in reading order.

    ``weights`` say by id how much text a block of the new version is in all languages together, so that in all of them
    the same one of two blocks that changed places is the one that moved.
    """

    def __init__(self, pairs: Pairs, weights: Mapping[str, int], recorder: Recorder) -> None:
        self._pairs = pairs
        self._weights = weights
        self._recorder = recorder
        self._moves: dict[int, str] = {}

    def siblings(self, old: Sequence[Element], new: Sequence[Element]) -> tuple[Element, ...]:
        """Merge neighbours: what stayed in its order, and between, what went before what came."""
        places = {id(each): at for at, each in enumerate(old)}
        anchors = self._anchors(places, new)
        merged: list[Element] = []
        arrived: list[Element] = []
        at = 0
        for each in new:
            if id(each) not in anchors:
                arrived.append(each)
                continue
            merged += self._between(old[at : anchors[id(each)]], arrived)
            at = anchors[id(each)] + 1
            arrived = []
            merged += self._kept(old[at - 1], each)
        merged += self._between(old[at:], arrived)
        return tuple(merged)

    def _anchors(self, places: dict[int, int], new: Sequence[Element]) -> dict[int, int]:
        """Return the new siblings that kept their place, with the old place of each."""
        both = [(each, self._pairs.old_of(each)) for each in new]
        shared = [(each, places[id(was)]) for each, was in both if was is not None and id(was) in places]
        ranks = {place: rank for rank, place in enumerate(sorted(place for _, place in shared))}
        weights = [self._weight(each) for each, _ in shared]
        stay = staying([ranks[place] for _, place in shared], weights)
        return {id(each): place for at, (each, place) in enumerate(shared) if at in stay}

    def _weight(self, element: Element) -> int:
        """Weigh a block by its id, a row by the ids in it, what has none by its own text."""
        ids = [element.id] if element.id else [each.id for each in walk(element.children) if each.id]
        return sum(self._weights.get(each, 0) for each in ids) or len(text_of(element)) + 1

    def _between(self, gone: Iterable[Element], arrived: Iterable[Element]) -> Iterator[Element]:
        for each in gone:
            yield self._one_sided(each, "deleted", "moved-from")
        for each in arrived:
            yield self._one_sided(each, "inserted", "moved-to")

    def _replaced(self, old: Element, new: Element) -> Iterator[Element]:
        """Mark two that are known for the same, but cannot be shown as one, as gone and come."""
        self._pairs.part(old)
        yield from self._between([old], [new])

    def _kept(self, old: Element, new: Element) -> Iterator[Element]:
        """Merge two that are a pair and stand in the same place."""
        if new.tag in TEXT_BLOCKS:
            yield self._text(old, new)
        elif new.tag == "table":
            yield from self._table(old, new)
        elif new.tag == "tr":
            yield from self._row(old, new)
        elif new.tag == "img" and (old.get("src"), old.get("alt")) != (new.get("src"), new.get("alt")):
            yield from self._replaced(old, new)
        elif new.tag in LEAVES:
            yield new
        else:
            with self._recorder.inside():
                yield new.with_children(*self.siblings(children_of(old), children_of(new)))

    def _text(self, old: Element, new: Element, revision: Revision = "changed", change: str = "") -> Element:
        """Merge two text blocks; ``revision`` and ``change`` tell of a move."""
        self._enter(new)
        merged = merged_text(old, new, self._pairs.ids, self._recorder)
        if revision != "changed":
            return marked(merged, revision, change)
        return merged

    def _table(self, old: Element, new: Element) -> Iterator[Element]:
        if columns(old) != columns(new):
            yield from self._replaced(old, new)
            return
        for was, now in zip(rows_of(old, "thead"), rows_of(new, "thead"), strict=False):
            self._pairs.add(was, now)
        parts: list[Element] = []
        parts += self.siblings(children_of(old, "caption"), children_of(new, "caption"))
        parts += children_of(new, "colgroup")
        for part in ("thead", "tbody"):
            rows = self.siblings(rows_of(old, part), rows_of(new, part))
            parts += [Element(part, {}, rows)] if rows else []
        yield new.with_children(*parts)

    def _row(self, old: Element, new: Element) -> Iterator[Element]:
        if _cell_tags(old) != _cell_tags(new):
            yield from self._replaced(old, new)
            return
        yield new.with_children(*self._cells(old, new))

    def _cells(self, old: Element, new: Element) -> Iterator[Element]:
        for was, now in zip(children_of(old), children_of(new), strict=True):
            if now.tag == "th":
                yield self._text(was, now)
            else:
                self._pair_in_order(children_of(was), children_of(now))
                yield now.with_children(*self.siblings(children_of(was), children_of(now)))

    def _pair_in_order(self, old: Iterable[Element], new: Iterable[Element]) -> None:
        """Pair what is left in a cell, however little alike: a cell is the place of its value."""
        left = [each for each in old if self._pairs.new_of(each) is None]
        arrived = [each for each in new if self._pairs.old_of(each) is None]
        for was, now in zip(left, arrived, strict=False):
            if was.tag == now.tag:
                self._pairs.add(was, now)

    def _one_sided(self, element: Element, alone: Revision, moved: Revision, move: str = "") -> Element:
        """Mark what stands only in one of the texts, or in another place there; ``move`` is that of what holds it."""
        other = self._counterpart(element, alone)
        if element.tag in LEAVES or element.tag == "tr":
            self._enter(element)
            move = move or (self._move(element, other, alone) if other is not None else "")
            return self._leaf(element, other, alone, moved, move)
        with self._recorder.inside():
            self._enter(heading_of(element) or element)
            move = move or (self._move(element, other, alone) if other is not None else "")
            if other is None and not any(self._counterpart(each, alone) is not None for each in walk(element.children)):
                return self._whole(element, alone)
            children = (self._one_sided_child(each, alone, moved, move) for each in element.children)
            named = renamed(element) if alone == "deleted" else element
            return named.with_children(*children)

    def _one_sided_child(self, node: Element | str, alone: Revision, moved: Revision, move: str) -> Element | str:
        if isinstance(node, str) or node.tag in ("colgroup", "col"):
            return node
        inner = move if node.tag in ("thead", "tbody") or self._counterpart(node, alone) is not None else ""
        return self._one_sided(node, alone, moved, inner)

    def _leaf(self, element: Element, other: Element | None, alone: Revision, moved: Revision, move: str) -> Element:
        if other is None:
            return self._whole(element, alone)
        if alone == "deleted":
            return renamed(dead(all_marked(element, moved, move)))
        if element.tag == "tr":
            if _cell_tags(other) == _cell_tags(element):
                element = element.with_children(*self._cells(other, element))
            return all_marked(element, moved, move)
        return self._text(other, element, moved, move) if element.tag in TEXT_BLOCKS else marked(element, moved, move)

    def _whole(self, element: Element, alone: Revision) -> Element:
        """Mark a block or group that only one text has: one change, however many blocks it holds."""
        change = self._recorder.block("deleted" if alone == "deleted" else "inserted", element)
        whole = all_marked(element, alone, change)
        return renamed(dead(whole)) if alone == "deleted" else whole

    def _counterpart(self, element: Element, alone: Revision) -> Element | None:
        return self._pairs.new_of(element) if alone == "deleted" else self._pairs.old_of(element)

    def _move(self, element: Element, other: Element, alone: Revision) -> str:
        """Return the change that both ends of a move share; it is recorded when the first end is met."""
        old, new = (element, other) if alone == "deleted" else (other, element)
        if id(old) not in self._moves:
            self._moves[id(old)] = self._recorder.move(old, new)
        return self._moves[id(old)]

    def _enter(self, block: Element) -> None:
        if block.tag in HEADINGS:
            self._recorder.clause = block.id


def _cell_tags(row: Element) -> list[str]:
    return [cell.tag for cell in children_of(row)]
