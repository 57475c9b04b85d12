"""Tracked changes: who made each and when, ids that no other element bears, and the two ends of what moved.

ECMA-376 part 1, 17.13.5. LibreOffice 7.4 joins changes of one author that lie within a minute of each other, even
across a paragraph mark that did not change, and then joins the paragraphs when the change is rejected. So neighbours
are dated two minutes apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import pairwise

from mouflow.document import WAS, Authorship, Document, Element, Redline, Scheme, Wording, walk
from mouflow.document.marks import Standing, standing

_APART = timedelta(minutes=2)
_LONGEST_NAME = 255
_NOBODY = "?"
_MOVES = {"moved-from": Standing.OLD, "moved-to": Standing.NEW}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a tracked change says of a piece: in which text alone it stands, which change it is, whether it moved."""

    standing: Standing
    change: str = ""
    moved: bool = False

    @property
    def tag(self) -> str:
        """The element of the change: ``ins``, ``del``, ``moveTo`` or ``moveFrom``."""
        tags = ("moveTo", "moveFrom") if self.moved else ("ins", "del")
        return tags[self.standing is Standing.OLD]


def mark_of(element: Element) -> Mark | None:
    """Return the mark of a block, a row or an inline ``ins`` or ``del``; None where it stands in both texts."""
    where = standing(element)
    if where is Standing.BOTH or not element.get("data-change"):
        return None
    return Mark(where, element.get("data-change"), moved=element.get("data-revision") in _MOVES)


class Revisions:
    """Writes the tracked changes of one document; only the running ids change."""

    def __init__(self, document: Document, redline: Redline, ids: Iterator[int]) -> None:
        self._ids = ids
        self._authors = {change.id: change.authorship for change in redline.changes}
        self._default = _latest(document, redline)
        marked = [element for element in walk(document.blocks) if "data-change" in element.attributes]
        self._dates = _dates(marked, {**self._authors, "": self._default})
        self._moves = _Moves(marked)
        self._arrived = {block.id: mark for block in marked if (mark := _arrival(block))}
        self._wordings = {wording.profile.tag: wording for wording in redline.wordings}

    def wrapped(self, mark: Mark, runs: str) -> str:
        """Write runs inside of a change."""
        return f"<w:{mark.tag}{self._stamp(mark.change)}>{runs}</w:{mark.tag}>" if runs else ""

    def empty(self, mark: Mark) -> str:
        """Write the change of a paragraph mark or a row."""
        return f"<w:{mark.tag}{self._stamp(mark.change)}/>"

    def properties_changed(self, old: str, change: str = "") -> str:
        """Write the properties that a paragraph had."""
        return f"<w:pPrChange{self._stamp(change)}>{old}</w:pPrChange>"

    def mark(self, block: Element) -> Mark | None:
        """Return the mark of a block; what moved without another end is deleted or inserted instead."""
        mark = mark_of(block)
        if mark and mark.moved and id(block) not in self._moves.names:
            return Mark(mark.standing, mark.change)
        return mark

    def range(self, block: Element, mark: Mark | None) -> tuple[str, str]:
        """Return what opens and closes one end of a move (17.13.5.23 to 28); nothing for any other block."""
        if not mark or not mark.moved:
            return "", ""
        number, name = next(self._ids), self._moves.names[id(block)]
        facts = f' w:id="{number}" w:name="{name}"{self._author(mark.change)}'
        return f"<w:{mark.tag}RangeStart{facts}/>", f'<w:{mark.tag}RangeEnd w:id="{number}"/>'

    def twin(self, block: Element) -> Element | None:
        """Return the new place of a block that moved away: it knows which words were taken out."""
        return self._moves.new_places.get(id(block))

    def arrival(self, identifier: str) -> Mark | None:
        """Return the change that a block came by: a reference to it has nothing to lead to where that is rejected."""
        return self._arrived.get(identifier)

    def old_wording(self, wording: Wording) -> Wording:
        """Return the wording that a language had in the old document."""
        return self._wordings.get(wording.profile.tag, wording)

    def date(self, change: str = "") -> str:
        """Return the date of a change as the file has it: UTC."""
        return self._dates.get(change, self._dates[""])

    def _stamp(self, change: str) -> str:
        return f' w:id="{next(self._ids)}"{self._author(change)}'

    def _author(self, change: str) -> str:
        name = printable(self._authors.get(change, self._default).name)[:_LONGEST_NAME] or _NOBODY
        return f' w:author="{escape(name)}" w:date="{self.date(change)}"'


def with_old_schemes(document: Document, redline: Redline) -> Document:
    """Add the numbering schemes that only the old document has: what was deleted may be numbered by them."""
    old = {wording.profile.tag: wording.schemes for wording in redline.wordings}
    wordings = (
        replace(each, schemes=_longest(old.get(each.profile.tag, {}), each.schemes)) for each in document.wordings
    )
    return replace(document, wordings=tuple(wordings))


def _longest(old: Mapping[str, Scheme], new: Mapping[str, Scheme]) -> dict[str, Scheme]:
    """Of two schemes of one name take the new one, unless it lacks levels of the old one."""
    longer = {name: each for name, each in old.items() if name not in new or len(new[name].levels) < len(each.levels)}
    return {**new, **longer}


def printable(text: str) -> str:
    """Leave out what XML cannot hold: names and branches come from git, where anything may stand."""
    return "".join(filter(str.isprintable, text))


def _arrival(block: Element) -> Mark | None:
    mark = mark_of(block)
    return replace(mark, moved=False) if mark and mark.standing is Standing.NEW and block.id else None


def _latest(document: Document, redline: Redline) -> Authorship:
    """Return who stands for changes that no record names: of numbers, and of rows that only the layout has."""
    known = [change.authorship for change in redline.changes]
    alone = Authorship(document.metadata.author, redline.new.date or document.metadata.created)
    return max(known, key=lambda each: each.date, default=alone)


def _dates(marked: Iterable[Element], authors: Mapping[str, Authorship]) -> dict[str, str]:
    """Date every change; of neighbours in reading order none lies within a minute of the other."""
    order = ["", *(change for each in marked if (change := each.get("data-change")) in authors)]
    beside: dict[str, set[str]] = {change: set() for change in authors}
    for one, other in pairwise(order):
        if one != other and authors[one].name == authors[other].name:
            beside[one].add(other)
            beside[other].add(one)
    dated: dict[str, datetime] = {}
    for change in dict.fromkeys((*order, *authors)):
        taken = [dated[each] for each in beside[change] if each in dated]
        dated[change] = _apart(authors[change].date.astimezone(UTC), taken)
    return {change: f"{date:%Y-%m-%dT%H:%M:%SZ}" for change, date in dated.items()}


def _apart(date: datetime, taken: list[datetime]) -> datetime:
    while any(abs(date - other) < _APART for other in taken):
        date += _APART
    return date


class _Moves:
    """Pairs the two ends of every block that moved: by its id, or else by its place among those of one change."""

    def __init__(self, marked: Iterable[Element]) -> None:
        self.names: dict[int, str] = {}
        self.new_places: dict[int, Element] = {}
        ends: dict[str, tuple[list[Element], list[Element]]] = {}
        for block in marked:
            side = _MOVES.get(block.get("data-revision"))
            if side and block.tag != "tr":
                left, arrived = ends.setdefault(block.get("data-change"), ([], []))
                (left if side is Standing.OLD else arrived).append(block)
        for left, arrived in ends.values():
            self._pair(left, arrived)

    def _pair(self, left: list[Element], arrived: list[Element]) -> None:
        known = {block.id: block for block in arrived if block.id}
        pairs = [(block, known.pop(was)) for block in left if (was := block.id.removeprefix(WAS)) in known]
        paired = {id(block) for pair in pairs for block in pair}
        lone = [[block for block in blocks if id(block) not in paired] for blocks in (left, arrived)]
        if len(lone[0]) == len(lone[1]):
            pairs += zip(*lone, strict=True)
        for old, new in pairs:
            self.names[id(old)] = self.names[id(new)] = f"move{len(self.new_places) + 1}"
            self.new_places[id(old)] = new
