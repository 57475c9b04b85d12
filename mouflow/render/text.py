"""Document to plain text, as an office pastes it into a message or a wire service takes it.

The text is a row of stanzas parted by blank lines; a stanza is one paragraph, or lines that belong together.
"""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.document import Document, Element, Wording, children_of, has_class, text_of, walk
from mouflow.document.subset import TEXT_BLOCKS

_BLANK = "_" * 30
_PLAIN = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": None})


def render_text(document: Document) -> bytes:
    """Render one language as UTF-8 text, with U+0020 for a no-break space."""
    writer = _Writer(document.leading)
    stanzas = (stanza for block in document.blocks for stanza in writer.stanzas(block))
    return ("\n\n".join(stanzas).translate(_PLAIN) + "\n").encode()


class _Writer:
    """Writes the blocks of one language; a release's paragraphs begin with five spaces or two U+3000 (domain.md 1)."""

    def __init__(self, wording: Wording) -> None:
        profile = wording.profile
        self._decision = wording.decision
        self._indent = "\N{IDEOGRAPHIC SPACE}" * 2 if profile.chinese else " " * 5
        self._space, self._comma, self._colon = ("", "，", "：") if profile.chinese else (" ", ", ", ": ")

    def stanzas(self, element: Element) -> Iterator[str]:
        """Give the stanzas of a block."""
        if element.tag in TEXT_BLOCKS:
            yield self._line(element)
        elif element.tag == "table":
            yield from self._table(element)
        elif has_class(element, "ending") or any(has_class(child, "stars") for child in children_of(element)):
            yield "\n".join(self._inside(element))
        else:
            yield from self._inside(element)

    def _inside(self, element: Element) -> Iterator[str]:
        for child in children_of(element):
            yield from self.stanzas(child)

    def _line(self, element: Element) -> str:
        text = text_of(element)
        if not text and has_class(element, "signature-line"):
            return _BLANK
        indent = self._indent if has_class(element, "indent") else ""
        label, mark = element.get("data-label"), element.get("data-mark")
        gap = self._gap(element) if label and not mark else ""
        lead = self._decision + self._space if has_class(element, "decision") else ""
        return f"{indent}{label}{mark}{gap}{lead}{text}"

    def _gap(self, element: Element) -> str:
        """Part a number from its text; a full-width Chinese label needs that only in a heading."""
        if self._space or element.get("data-label").isascii():
            return " "
        return "\N{IDEOGRAPHIC SPACE}" if element.tag.startswith("h") else ""

    def _table(self, table: Element) -> Iterator[str]:
        rows = [row for part in children_of(table, "thead", "tbody") for row in children_of(part)]
        yield from (self._line(each) for each in children_of(table, "caption"))
        if has_class(table, "action"):
            yield from self._action_rows(rows)
        elif has_class(table, "fields") or has_class(table, "attendance"):
            yield "\n".join(self._list_row(row) for row in rows)
        elif has_class(table, "grid"):
            yield "\n".join("\t".join(" ".join(self.stanzas(cell)) for cell in children_of(row)) for row in rows)
        elif has_class(table, "signatures") and _paired(rows):
            yield from self._signature_blocks(rows)
        else:
            yield from ("\n".join(self.stanzas(cell)) for row in rows for cell in children_of(row))

    def _signature_blocks(self, rows: list[Element]) -> Iterator[str]:
        """Write the block of each party whole, also where its name stands in a row above its signature."""
        names: list[Element] = []
        for row in rows:
            cells = children_of(row)
            if not any(has_class(line, "signature-line") for line in walk(row.children)):
                names = cells
                continue
            for at, cell in enumerate(cells):
                above = self.stanzas(names[at]) if at < len(names) else ()
                yield "\n".join([*above, *self.stanzas(cell)])
            names = []

    def _list_row(self, row: Element) -> str:
        """Write a person, or a label and its value, on one line."""
        cells = (self._comma.join(filter(None, self.stanzas(cell))) for cell in children_of(row))
        return self._space.join(filter(None, cells))

    def _action_rows(self, rows: list[Element]) -> Iterator[str]:
        """Write each paragraph of minutes, and below it who acts, led by the heading of the action column."""
        heading = self._line(children_of(rows[0])[-1])
        for row in rows[1:]:
            *said, acting = children_of(row)
            for cell in said:
                yield from self._inside(cell)
            if lines := list(self._inside(acting)):
                yield "\n".join(heading + self._colon + line.replace("\n", self._space) for line in lines)


def _paired(rows: list[Element]) -> bool:
    """Tell whether rows go two by two, with as many cells in both."""
    pairs = zip(rows[::2], rows[1::2], strict=False)
    return len(rows) % 2 == 0 and all(len(children_of(upper)) == len(children_of(lower)) for upper, lower in pairs)
