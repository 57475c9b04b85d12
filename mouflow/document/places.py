"""Where the blocks and changes of a marked document stand: numbers in both versions, and ids that links lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .redline import WAS, Redline
from .subset import TEXT_BLOCKS
from .tree import Document, Element, Level, walk

_GONE = frozenset({"deleted", "moved-from"})
_COME = frozenset({"inserted", "moved-to"})


@dataclass(frozen=True, slots=True)
class Numbers:
    """A block's number with those above it, as a reference prints it: ``Paragraph 9(2)``; empty where it has none."""

    old: str = ""
    new: str = ""

    @property
    def current(self) -> str:
        """The number in the new version; that in the old one where the block is gone."""
        return self.new or self.old


class _Version:
    """Running numbers of one version: for each language and scheme the levels and labels down to the last block."""

    def __init__(self) -> None:
        self._chains: dict[tuple[str, str], list[tuple[Level, str] | None]] = {}

    def enter(self, document: Document, language: str, number: str, label: str) -> str:
        name, _, depth = number.partition(":")
        scheme = document.wording(language).schemes.get(name)
        if scheme is None or not label:
            return label
        at = int(depth)
        above = self._chains.get((language, name), [])[:at]
        chain = [*above, *[None] * (at - len(above)), (scheme.levels[at], label.rstrip("."))]
        self._chains[language, name] = chain
        return "".join(level.reference.format(label=own) for level, own in filter(None, chain))


def numbers_of(document: Document) -> dict[str, Numbers]:
    """Return the numbers of every numbered block, by its id as the document has it."""
    old, new = _Version(), _Version()
    found: dict[str, Numbers] = {}
    for block in walk(document.blocks):
        number, language = block.get("data-number"), block.get("lang")
        label, revision = block.get("data-label"), block.get("data-revision")
        before = (block.get("data-was-number", number), block.get("data-was", label))
        if not block.id or not (number or before[0]):
            continue
        found[block.id] = Numbers(
            "" if revision in _COME else old.enter(document, language, *before),
            "" if revision in _GONE else new.enter(document, language, number, label),
        )
    return {name: _with_old(name, numbers, found) for name, numbers in found.items()}


def _with_old(name: str, numbers: Numbers, found: Mapping[str, Numbers]) -> Numbers:
    """Give what moved the number it had at its old place."""
    return numbers if numbers.old or WAS + name not in found else Numbers(found[WAS + name].old, numbers.new)


def marked_blocks(document: Document, redline: Redline) -> Mapping[str, Element]:
    """Return the first block that bears each change, by the id of the change; of what moved, the place it moved to.

    Where the block itself has no id, as the heading of a column, it is the innermost element around it that has one.
    """
    known = {each.id for each in redline.changes}
    found: dict[str, Element] = {}
    left: dict[str, Element] = {}
    around: dict[str, Element] = {}
    for block in walk(document.blocks):
        changes = known.intersection(_changes_in(block)) if block.id else ()
        if block.tag not in TEXT_BLOCKS and not block.get("data-change"):
            around.update(dict.fromkeys(changes, block))
            continue
        places = left if block.get("data-revision") == "moved-from" else found
        for change in changes:
            places.setdefault(change, block)
    return {**around, **left, **found}


def _changes_in(block: Element) -> Iterable[str]:
    return filter(None, (each.get("data-change") for each in walk((block,))))
