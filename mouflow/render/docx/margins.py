"""Running header and footer: one language in the middle, two at the ends; titles that changed are tracked too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from mouflow.document import Wording
from mouflow.document.marks import Standing

from .context import Surroundings
from .flow import Paragraph, written
from .ooxml import empty, field, holder, run
from .paragraphs import gap
from .revisions import Mark, Revisions
from .styles import style_id

Lines = Callable[[Wording], Sequence[str]]
"""The lines of one language; ``{page}`` and ``{pages}`` stand for the numbers."""

_PLAIN = Surroundings("", 0)
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PIECES = re.compile(r"(\{pages?\})")
_OLD, _NEW = Mark(Standing.OLD), Mark(Standing.NEW)


def header_lines(wording: Wording) -> Sequence[str]:
    """Return the running title."""
    return [wording.running_title]


def footer_lines(wording: Wording) -> Sequence[str]:
    """Return whose original it is, where it says so, and the page below it."""
    return [wording.original_for, wording.page_of] if wording.original_for else [wording.page_of]


class Margins:
    """Writes what stands in the margins of one section in its languages, ``width`` twentieths of a point wide."""

    def __init__(self, wordings: Sequence[Wording], width: int, revisions: Revisions | None) -> None:
        self._wordings = wordings
        self._width = width
        self._revisions = revisions

    def header(self) -> str:
        """Write the content of ``w:hdr``."""
        return self._set("header", header_lines)

    def footer(self) -> str:
        """Write the content of ``w:ftr``."""
        return self._set("footer", footer_lines)

    def _set(self, role: str, lines: Lines) -> str:
        """Set the lines of one language in the middle of the margin, those of two at its ends, as the PDF does."""
        if len(self._wordings) == 1:
            return self._language(role, self._wordings[0], lines, "center")
        half = self._width // len(self._wordings)
        cells = ""
        for at, wording in enumerate(self._wordings):
            content = self._language(role, wording, lines, "right" if at else "left")
            cells += f"<w:tc><w:tcPr>{empty('tcW', w=half, type='dxa')}</w:tcPr>{content}</w:tc>"
        properties = {
            "tblStyle": empty("tblStyle", val=style_id("Margins")),
            "tblW": empty("tblW", w=half * len(self._wordings), type="dxa"),
            "tblLayout": empty("tblLayout", type="fixed"),
        }
        grid = empty("gridCol", w=half) * len(self._wordings)
        table = f"<w:tbl>{holder('tblPr', properties)}<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        return table + written([gap(_PLAIN)])

    def _language(self, role: str, wording: Wording, lines: Lines, alignment: str) -> str:
        properties = {"pStyle": empty("pStyle", val=style_id(role, wording.profile))}
        if alignment != "center":
            properties["jc"] = empty("jc", val=alignment)
        if self._revisions is None:
            return written([Paragraph(properties, _live(line)) for line in lines(wording)])
        old = lines(self._revisions.old_wording(wording))
        tracked = _tracked(old, lines(wording), self._revisions)
        return written([Paragraph(properties, content, mark) for content, mark in tracked], self._revisions)


def _tracked(old: Sequence[str], new: Sequence[str], revisions: Revisions) -> Iterator[tuple[str, Mark | None]]:
    """Hold the lines of both texts against each other, the page at the end with the page."""
    for was, now in reversed(list(zip_longest(reversed(old), reversed(new)))):
        gone = revisions.wrapped(_OLD, run(_PIECES.sub("1", was), kind="delText")) if was and was != now else ""
        come = revisions.wrapped(_NEW, _live(now)) if now else ""
        if was == now:
            yield _live(now), None
        else:
            yield gone + come, _NEW if was is None else _OLD if now is None else None


def _live(line: str) -> str:
    """Write a line, its page numbers as fields."""
    pieces = [piece for piece in _PIECES.split(line) if piece]
    return "".join(field(_FIELDS[piece], "1") if piece in _FIELDS else run(piece) for piece in pieces or [""])
