"""A redlined document to text for a terminal of a given width, with colour or with marks in its stead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from mouflow.diagnostics import printable
from mouflow.document import KINDS, Document, Redline

from . import head
from .cells import lines_of
from .names import block_name, on_one_line
from .passages import Passage, passages_of
from .runs import Mark, Run

_SGR = {"ins": "4;32", "del": "9;31", "title": "1", "warning": "1;33", "quiet": "2"}
"""Select Graphic Rendition (ECMA-48): insertions are underlined and green, deletions struck and red."""

_SIGNS: dict[Mark, tuple[str, str]] = {"": ("", ""), "del": ("[-", "-]"), "ins": ("{+", "+}")}
_INDENT = "    "
_NARROWEST = 20
_BLANKS = str.maketrans("\N{NO-BREAK SPACE}\t", "  ")

Styled = list[tuple[str, str]]
"""Pieces of text, each with the name of its style or nothing."""


def render_terminal(document: Document, width: int = 80, *, colour: bool = False, name: str = "") -> str:
    """Return the redline of a document as lines of at most ``width`` cells.

    Only passages that bear a change or a drift of the document's redline are shown, long unchanged stretches cut to
    context. With ``colour`` edits bear ANSI attributes, else they stand in ``[-old-]{+new+}``. No control character of
    a text comes through. ``name`` is what the document is called, ``agreement/document``.

    Raises:
        ValueError: The document is no redline.
    """
    if document.redline is None:
        raise ValueError("a document without a redline has no changes to show")
    writer = _Writer(max(width, _NARROWEST), colour)
    redline = document.redline
    body = _body(writer, document, redline)
    parts = chain(_head(writer, document, redline, name), body, writer.text(head.summary(redline), "title"))
    return "\n".join(parts) + "\n"


class _Writer:
    """Wraps and styles text; the one place through which everything goes out, so nothing raw does."""

    def __init__(self, width: int, colour: bool) -> None:
        self._width = width
        self._colour = colour

    def text(self, text: str, style: str = "", indent: str = "") -> Iterator[str]:
        """Give the lines of a text of one style."""
        return self.pieces([(text, style)], indent)

    def pieces(self, pieces: Styled, indent: str = "") -> Iterator[str]:
        """Give the lines of pieces that follow each other."""
        whole = _clean("".join(text for text, _ in pieces))
        styles = [(len(text), style if self._colour else "") for text, style in pieces if text]
        at, piece = 0, 0
        for line in lines_of(whole, self._width - len(indent)):
            shown, place = [indent], line.start
            while piece < len(styles) and at < line.stop:
                length, style = styles[piece]
                end = min(at + length, line.stop)
                if end > place:
                    shown.append(self._styled(whole[max(at, place) : end], style))
                if at + length > line.stop:
                    break
                at, piece = at + length, piece + 1
            yield "".join(shown).rstrip(" ")

    def runs(self, runs: Iterable[Run]) -> Iterator[str]:
        """Give the lines of a passage's runs."""
        pieces: Styled = []
        for run in runs:
            opening, closing = ("", "") if self._colour else _SIGNS[run.mark]
            pieces.append((f"{opening}{run.text}{closing}", run.mark))
        return self.pieces(pieces, _INDENT)

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style else text


def _clean(text: str) -> str:
    """Replace, one for one, every character that a terminal would obey; only newlines stay."""
    return "\n".join(printable(line) for line in text.split("\n")).translate(_BLANKS)


def _head(writer: _Writer, document: Document, redline: Redline, name: str) -> Iterator[str]:
    yield from writer.text(name or document.metadata.title, "title")
    yield from writer.text(head.side_line("old:", redline.old))
    yield from writer.text(head.side_line("new:", redline.new))
    sections = {
        "Changes": [*head.count_lines(document, redline), *head.author_lines(redline)],
        "What is owed": redline.duties,
        "Layout": redline.layout_changes,
        "Numbers": list(head.number_lines(document, redline)),
    }
    for title, lines in sections.items():
        if lines:
            yield ""
            yield from writer.text(title, "title")
            for line in lines:
                yield from writer.text(line, indent="  ")
    yield ""


def _body(writer: _Writer, document: Document, redline: Redline) -> Iterator[str]:
    several = len({change.authorship for change in redline.changes}) > 1

    def together(passage: Passage) -> tuple[str, ...]:
        own = "" if passage.whole else passage.block
        return passage.key, passage.language, passage.whole, own

    for _, group in groupby(passages_of(document, redline), together):
        passages = list(group)
        yield from _heading(writer, passages, several)
        for each in passages:
            yield from _text(writer, each, labelled=len(passages) > 1)
        yield ""


def _heading(writer: _Writer, passages: Sequence[Passage], several: bool) -> Iterator[str]:
    """Tell where passages stand and of which kinds their changes are; who made them, where several did."""
    first = passages[0]
    place = " ".join(filter(None, (first.number, on_one_line(first.heading))))
    kinds = [kind for kind in (*KINDS, "drift") if any(kind in each.kinds for each in passages)]
    named = block_name(first.block)
    block = (f"  [{named}]" if named else "", "quiet") if place else (named, "title")
    yield from writer.pieces([(place, "title"), block, (f"  {first.language}  {', '.join(kinds)}", "")])
    if several:
        for who in dict.fromkeys(chain.from_iterable(each.authorships for each in passages)):
            yield from writer.text(head.authorship(who), "quiet", indent="  ")


def _text(writer: _Writer, passage: Passage, *, labelled: bool) -> Iterator[str]:
    label = [Run(passage.label)] if labelled else []
    if passage.note:
        yield from writer.text(passage.note, indent=_INDENT)
    yield from writer.runs([*label, *passage.runs])
    if passage.drift:
        changed, unchanged = ", ".join(passage.drift.changed), ", ".join(passage.drift.unchanged)
        yield from writer.text(f"! drift: changed in {changed}, not in {unchanged}", "warning", _INDENT)
