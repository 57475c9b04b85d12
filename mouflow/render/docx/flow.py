"""What stands in a body or a cell, piece by piece, and how its paragraph marks are tracked (ECMA-376 part 1, 17.13.5).

A paragraph mark ends its paragraph, and when the mark goes the text joins what follows. So a paragraph that vanishes
takes its own mark along; but the last one before a table or the end of a cell has nothing to join: there the mark of
the paragraph before it goes instead, and the last mark takes over that paragraph's properties, as a tracked change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mouflow.document.marks import Standing

from .ooxml import Properties, holder
from .revisions import Mark, Revisions

_OPENED = re.compile("</w:pPr>(?!</w:pPrChange>)")
"""Where the first paragraph of a table begins its content."""

_NOT_TRACKED = ("rPr", "sectPr")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its properties, its runs, its mark in a redline, and the properties it had where they differ.

    ``mixed`` holds other changes besides its own. LibreOffice 7.4 then lets the next paragraph take over the style of
    the one that vanishes, unless the mark before it goes.
    """

    properties: Properties
    content: str = ""
    mark: Mark | None = None
    before: Properties | None = None
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the mark of all its rows where the whole of it came or went."""

    markup: str
    mark: Mark | None = None


Piece = Paragraph | Table
Flow = list[Piece]


def standing_of(piece: Piece) -> Standing:
    """Tell in which texts a piece stands."""
    return piece.mark.standing if piece.mark else Standing.BOTH


def last_in(flow: Sequence[Piece], side: Standing) -> Piece | None:
    """Return the last piece that stands in one of the texts."""
    return next((piece for piece in reversed(flow) if standing_of(piece).includes(side)), None)


def is_closed(flow: Sequence[Piece], sides: Standing) -> bool:
    """Tell whether a paragraph ends a body or cell in every text that it stands in."""
    return bool(flow) and isinstance(flow[-1], Paragraph) and standing_of(flow[-1]) in (sides, Standing.BOTH)


def close(flow: Flow, nothing: Paragraph, gap: Paragraph, sides: Standing) -> None:
    """End a body or cell with a paragraph in every text it stands in: one of its own where it is empty."""
    empty, tabular = Standing.NEITHER, Standing.NEITHER
    for side in (Standing.OLD, Standing.NEW):
        last = last_in(flow, side) if sides.includes(side) else gap
        empty |= side if last is None else Standing.NEITHER
        tabular |= side if isinstance(last, Table) else Standing.NEITHER
    for where, end in ((empty, nothing), (tabular, gap)):
        if where:
            flow.append(end if where is sides else replace(end, mark=_alike(flow, where)))


def _alike(flow: Sequence[Piece], where: Standing) -> Mark:
    """Return the nearest mark of a piece that stands in the other text, as what ends a cell comes when that goes."""
    other = Standing.BOTH & ~where
    near = next((piece.mark for piece in reversed(flow) if piece.mark and piece.mark.standing is other), None)
    return Mark(where, near.change if near else "")


def written(flow: Iterable[Piece], revisions: Revisions | None = None, sides: Standing = Standing.BOTH) -> str:
    """Write the pieces of a body or a cell that stands in these texts."""
    if revisions is None:
        return "".join([piece.markup if isinstance(piece, Table) else _paragraph(piece) for piece in flow])
    parts = list(_parts(flow))
    markup = []
    for at, part in enumerate(parts):
        paragraphs = [piece for piece in part if isinstance(piece, Paragraph) and _shared(piece, sides)]
        markup += [piece.markup for piece in part if isinstance(piece, Table)]
        markup.append(_tracked(paragraphs, revisions, sides, closes=at == len(parts) - 1))
    return "".join(markup)


def _parts(flow: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Part a flow where no paragraph mark can join: at tables, and where a section ends."""
    part: list[Piece] = []
    for piece in flow:
        if part and (_ends_section(part[-1]) or isinstance(piece, Table) is not isinstance(part[-1], Table)):
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def _shared(piece: Piece, sides: Standing) -> bool:
    return sides is Standing.BOTH or standing_of(piece).includes(sides)


def _ends_section(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and "sectPr" in piece.properties


def with_bookmark(flow: Flow, begin: int, start: str, end: str) -> None:
    """Mark the pieces from ``begin`` on: from the first paragraph to the last, or only the first's beginning.

    The latter where tables or pictures are in the way: LibreOffice loses bookmarks that stand beside a table instead
    of in a paragraph, and those that lead from a picture into another paragraph. Word knows both.
    """
    first, last = flow[begin], flow[-1]
    if isinstance(first, Paragraph) and isinstance(last, Paragraph) and "<w:drawing>" not in first.content:
        flow[-1] = replace(last, content=last.content + end)
        end = ""
        first = flow[begin]
    if isinstance(first, Paragraph):
        flow[begin] = replace(first, content=start + end + first.content)
    else:
        flow[begin] = replace(first, markup=_OPENED.sub(lambda found: found[0] + start + end, first.markup, count=1))


def _paragraph(paragraph: Paragraph) -> str:
    return f"<w:p>{holder('pPr', paragraph.properties)}{paragraph.content}</w:p>"


def _tracked(run: Sequence[Paragraph], revisions: Revisions, sides: Standing, *, closes: bool) -> str:
    """Write paragraphs that follow each other; two whose common mark stands in neither text become one."""
    stays = _surviving(run, sides, closes=closes)
    markup, pending = [], ""
    for at, paragraph in enumerate(run):
        pending += paragraph.content
        if stays[at]:
            properties = _properties(run, at, stays[at], revisions)
            markup.append(_paragraph(Paragraph(properties, pending)))
            pending = ""
    return "".join(markup)


def _surviving(run: Sequence[Paragraph], sides: Standing, *, closes: bool) -> list[Standing]:
    """Tell of each paragraph mark in which texts it stands."""
    stays = [Standing.NEITHER] * len(run)
    for side in (Standing.OLD, Standing.NEW):
        if sides.includes(side):
            for at in _kept_in(run, side, closes=closes):
                stays[at] |= side
    return stays


def _kept_in(run: Sequence[Paragraph], side: Standing, *, closes: bool) -> Iterator[int]:
    """Give the marks that stand in one text: between two paragraphs one, at the end the last."""
    present = [at for at, paragraph in enumerate(run) if standing_of(paragraph).includes(side)]
    for at, following in pairwise(present):
        shared = standing_of(run[at]) is Standing.BOTH
        yield following - 1 if shared and any(each.mixed for each in run[at + 1 : following]) else at
    if run and (present or closes):
        yield len(run) - 1


def _properties(run: Sequence[Paragraph], at: int, stays: Standing, revisions: Revisions) -> Properties:
    new = _taken_over(run, at, Standing.NEW).properties
    was = _taken_over(run, at, Standing.OLD)
    old = was.properties if was.before is None else was.before
    if stays is Standing.BOTH:
        return new if new == old else {**new, "pPrChange": revisions.properties_changed(_of_paragraph(old))}
    mark = revisions.empty(_mark_of(run, at, stays))
    return {**(new if stays is Standing.NEW else old), "rPr": f"<w:rPr>{mark}</w:rPr>"}


def _taken_over(run: Sequence[Paragraph], at: int, side: Standing) -> Paragraph:
    """Return the paragraph whose text ends at a mark in one of the texts; one of no height where there is none."""
    return next((run[up] for up in range(at, -1, -1) if standing_of(run[up]).includes(side)), _NOTHING)


_NOTHING = Paragraph({"pStyle": '<w:pStyle w:val="Gap"/>'})
"""What is left after a table where the paragraphs at the end of a text are gone: a number must not stay."""


def _mark_of(run: Sequence[Paragraph], at: int, stays: Standing) -> Mark:
    """Return the change that takes a mark away: its paragraph's own, or that of the text it parts from the next."""
    own = run[at].mark
    if own and own.standing is stays:
        return own
    marks = (each.mark for each in (*run[at + 1 :], *reversed(run[:at])))
    other = next((mark for mark in marks if mark and mark.standing is stays), None)
    return replace(other, moved=False) if other else Mark(stays)


def _of_paragraph(properties: Properties) -> str:
    return holder("pPr", {name: value for name, value in properties.items() if name not in _NOT_TRACKED}) or "<w:pPr/>"
