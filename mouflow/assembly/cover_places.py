"""Places of a marked document as the cover names them: by number, by the number of the clause, or by first words."""

from __future__ import annotations

from dataclasses import dataclass

from mouflow.document import WAS, Change, Document, Element, Redline, text_of, walk
from mouflow.document.block_ids import SEPARATOR, without_language
from mouflow.document.places import marked_blocks, numbers_of

from .contexts import new_text, row_headings, shortened
from .report import Speaker

_NAME = 24
"""Half-width characters of a text that has no number, where its first words name it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the cover names: the id a link leads to, and what it is called."""

    id: str
    name: str

    def data(self) -> dict[str, object]:
        """Return plain data for a template."""
        return {"id": self.id, "name": self.name}


class Places:
    """Names places in the language of one voice; ``numbers`` and ``blocks`` are those of the document."""

    def __init__(self, document: Document, redline: Redline, voice: Speaker) -> None:
        self.numbers = numbers_of(document)
        self.blocks = marked_blocks(document, redline)
        self._document = document
        self._voice = voice
        self._elements = {each.id: each for each in walk(document.blocks) if each.id}
        self._rows = row_headings(document.blocks)
        self._order = {
            name: at for at, name in enumerate(dict.fromkeys(without_language(each) for each in self._elements))
        }
        self._tags = [wording.profile.tag for wording in document.wordings]

    def at(self, block: str) -> int:
        """Return where a block stands in reading order, by its id without language tag."""
        return self._order.get(block, len(self._order))

    def id(self, block: str, tag: str) -> str:
        """Return the id of a block in a language as this layout has it; an empty one where it has none."""
        return next((each for each in (f"{block}{SEPARATOR}{tag}", block) if each in self._elements), "")

    def named(self, change: Change) -> Place:
        """Return the place of a change: it leads to the block in the language of the change."""
        block = self.blocks.get(change.id)
        if block is None:
            return self.place(change.block, change.clause)
        name = self._name(without_language(block.id), change.clause)
        is_gone = block.get("data-revision") == "deleted" and block.id in self.numbers
        return Place(block.id, self._voice.words("old-place", place=name) if is_gone else name)

    def place(self, block: str, clause: str) -> Place:
        """Return the place of a block, or of its clause, by ids without language tag."""
        found = (self.id(name, tag) for name in (block, WAS + block, clause) for tag in self._tags)
        return Place(next(filter(None, found), ""), self._name(block, clause))

    def _name(self, block: str, clause: str) -> str:
        """Name a place in the language of the cover: by its number, that of its clause, or its first words."""
        ids = [found for name in (block, clause) for tag in self._tags if (found := self.id(name, tag))]
        numbers = (self.numbers[each].current for each in ids if each in self.numbers)
        if number := next(filter(None, numbers), ""):
            return number[0].upper() + number[1:]
        opening, closing, *inner = self._voice.profile.quotes
        words = (new_text(self._elements[each].children) or text_of(self._elements[each]) for each in ids)
        first = next(filter(None, words), block).strip("".join((opening, closing, *inner)))
        return f"{opening}{shortened(first, _NAME)}{closing}"

    def left(self, block: Element) -> str:
        """Return the number at the place that a block moved away from, in the language of the cover."""
        ids = filter(None, (self.id(without_language(block.id), tag) for tag in self._tags))
        return next((self.numbers[each].old for each in ids if each in self.numbers), "")

    def row(self, block: Element, change: Change) -> str:
        """Return what begins the row of a table that a change stands in, with a colon."""
        heading = shortened(self._rows.get(block.id, ""), _NAME * 2)
        colon = "：" if self._document.wording(change.language).profile.chinese else ": "
        return heading + colon if heading else ""
