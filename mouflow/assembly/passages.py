"""The passages of a marked text that differ: each in its current and its amended form, with who changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mouflow.document import WAS, Authorship, Change, Element, Node, Redline, children_of, has_class, walk
from mouflow.document.block_ids import permanent_id, without_language
from mouflow.document.marks import PARALLEL
from mouflow.document.places import Numbers
from mouflow.document.subset import TEXT_BLOCKS

_OLD, _NEW = "del", "ins"
_STRONG = frozenset({"strong", "em", "dfn"})


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a passage in one version: its number, and its words as (text, whether they differ, emphasis)."""

    label: str
    pieces: tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that differs: a block, a row of a table, or all that came, went or moved as one.

    ``id`` is that of its first block without language tag; a version in which it does not stand has no lines.
    """

    id: str
    current: tuple[Line, ...]
    amended: tuple[Line, ...]
    authors: tuple[Authorship, ...]
    moved_from: str = ""


def passages_of(
    blocks: Sequence[Element], tag: str, redline: Redline, numbers: Mapping[str, Numbers]
) -> Iterator[Passage]:
    """Give the passages of one language (its tag) in reading order; what moved stands where it moved to."""
    reader = _Reader({each.id: each for each in redline.changes}, numbers)
    units = enumerate(_units(blocks, tag))
    for _, group in groupby(units, key=lambda numbered: _whole(numbered[1]) or numbered[0]):
        members = list(group)
        unit = [block for _, each in members for block in each]
        if any(each.get("data-revision") for each in unit) and unit[0].get("data-revision") != "moved-from":
            passage = reader.passage(unit)
            yield passage if passage.id else replace(passage, id=f"_{members[0][0]}")


def _units(nodes: Sequence[Node], tag: str) -> Iterator[list[Element]]:
    """Give the text blocks of a language, those of a table's row together."""
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag in TEXT_BLOCKS:
            if node.get("lang") == tag:
                yield [node]
        elif node.tag == "table" and not has_class(node, PARALLEL):
            rows = (row for part in children_of(node, "thead", "tbody") for row in children_of(part, "tr"))
            cells = ([each for unit in _units(row.children, tag) for each in unit] for row in rows)
            yield from _units(children_of(node, "caption"), tag)
            yield from filter(None, cells)
        else:
            yield from _units(node.children, tag)


def _whole(unit: Sequence[Element]) -> str:
    """Return the change that a unit came, went or moved with as a whole; an empty text where it kept its place."""
    return f"{unit[0].get('data-revision')} {unit[0].get('data-change')}" if unit[0].get("data-change") else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    changes: Mapping[str, Change]
    numbers: Mapping[str, Numbers]

    def passage(self, unit: Sequence[Element]) -> Passage:
        first = unit[0]
        revision = first.get("data-revision")
        changes = [self.changes[name] for name in _changes_in(unit) if name in self.changes]
        number = self._number(first, changes)
        current = () if revision == "inserted" else self._lines(unit, _OLD, number.old)
        amended = () if revision == "deleted" else self._lines(unit, _NEW, number.new)
        return Passage(
            id=permanent_id(next((each.id for each in unit if each.id), "")),
            current=current,
            amended=amended,
            authors=tuple(dict.fromkeys(each.authorship for each in changes)),
            moved_from=number.old if revision == "moved-to" else "",
        )

    def _number(self, block: Element, changes: Sequence[Change]) -> Numbers:
        """Return the numbers of a block in both versions, those of its clause where it has none."""
        if block.id in self.numbers:
            return self.numbers[block.id]
        clause = changes[0].clause if changes else ""
        suffix = block.id.removeprefix(without_language(block.id))
        return self.numbers.get(clause + suffix) or self.numbers.get(WAS + clause + suffix) or Numbers()

    def _lines(self, unit: Sequence[Element], mark: str, number: str) -> tuple[Line, ...]:
        """Write the blocks of one version; the first bears the whole number, the others their own labels."""
        lines = []
        for at, block in enumerate(unit):
            label = block.get("data-was", block.get("data-label")) if mark == _OLD else block.get("data-label")
            differs = block.get("data-revision") in ("inserted", "deleted")
            pieces = tuple(_pieces(block.children, mark, differs=differs, strong=False))
            if pieces:
                lines.append(Line(number if at == 0 else label + (label and block.get("data-mark")), pieces))
        return tuple(lines)


def _changes_in(unit: Sequence[Element]) -> list[str]:
    found = (each.get("data-change") for each in walk(tuple(unit)))
    return list(dict.fromkeys(filter(None, found)))


def _pieces(nodes: Sequence[Node], mark: str, *, differs: bool, strong: bool) -> Iterator[tuple[str, bool, bool]]:
    """Give the words of one version: those in its own mark differ, those in the other's are left out."""
    for node in nodes:
        if isinstance(node, str):
            yield node, differs, strong
        elif node.tag == "br":
            yield "\n", differs, strong
        elif node.tag not in (_OLD, _NEW) or node.tag == mark:
            own = differs or (node.tag == mark and bool(node.get("data-change")))
            yield from _pieces(node.children, mark, differs=own, strong=strong or node.tag in _STRONG)
