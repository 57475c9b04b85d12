"""Tables: fixed columns, header rows that repeat, rows that may or may not break, one part for each new page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mouflow.document import Element, Node, children_of, has_class, walk
from mouflow.document.marks import Standing
from mouflow.render.measure import is_short_row

from .context import Context, Surroundings
from .flow import Flow, Table, close, is_closed, written
from .ooxml import empty, holder
from .paragraphs import gap, paragraph, text_block
from .revisions import Mark
from .roles import cell_role, role_of, table_style
from .rows import Rows
from .styles import style_id

AddBlocks = Callable[[Context, Flow, Sequence[Node], Surroundings], None]

_FIRST_SHARE = {"fields": 24, "attendance": 70, "action": 82}
"""Share of the first column, in percent, where a table of two columns of that class does not say."""

_CELL_MARGINS = 280


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the rows of one table share: widths of its columns, whether it stays on one page, whether its rows break."""

    widths: tuple[int, ...]
    role: str
    whole: bool
    breaks: bool
    around: Surroundings
    add_blocks: AddBlocks


def add_table(
    context: Context, flow: Flow, table: Element, around: Surroundings, add_blocks: AddBlocks, mark: Mark | None
) -> None:
    """Append a table, its caption before it; a row that starts a page begins a new part with the header rows again.

    ``mark`` is that of the whole table in a redline, where all of it came or went.
    """
    for caption in children_of(table, "caption"):
        lang = caption.get("lang") or around.lang
        held = replace(around, lang=lang, keep=True, role=cell_role(table))
        flow.append(text_block(context, caption, held))
    whole = around.keep or table_style(table) == "Signatures"
    plan = _Plan(
        _widths(table, around.width), cell_role(table), whole, has_class(table, "parallel"), around, add_blocks
    )
    heads = [row for head in children_of(table, "thead") for row in children_of(head, "tr")]
    rows = [row for body in children_of(table, "tbody") for row in children_of(body, "tr")]
    marks = Rows(context, table, rows, mark)
    for at, part in enumerate(_parts(rows)):
        starts_page = has_class(part[0], "page-start")
        if at or starts_page:
            flow.append(gap(replace(around, starts_page=starts_page, keep=True), marks.of_part(part)))
        headed = heads if starts_page or not at else []
        flow.append(_part(context, table, plan, headed, part, marks))


def _parts(rows: list[Element]) -> Iterator[list[Element]]:
    """Part the rows where a page starts, and before the testimonium.

    LibreOffice breaks no page inside a table on request, and keeps only a whole table with what follows, as the
    testimonium must stay with the signatures.
    """
    starts = [0, *(at for at, row in enumerate(rows) if at and _begins_part(row)), len(rows)]
    yield from (rows[begin:end] for begin, end in pairwise(starts) if begin < end)


def _begins_part(row: Element) -> bool:
    return has_class(row, "page-start") or any(has_class(block, "testimonium") for block in walk(row.children))


def _widths(table: Element, width: int) -> tuple[int, ...]:
    """Return the widths of the columns in twentieths of a point; together they fill the width."""
    shares = [
        float(col.get("data-width") or 0) for group in children_of(table, "colgroup") for col in children_of(group)
    ]
    if not shares or 0 in shares:
        shares = _default_shares(table)
    edges = [round(width * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _default_shares(table: Element) -> list[float]:
    rows = [row for part in children_of(table) for row in children_of(part, "tr")]
    count = max((sum(_span(cell) for cell in row.children) for row in rows), default=1)
    first = next((share for word, share in _FIRST_SHARE.items() if has_class(table, word)), None)
    return [first, 100 - first] if first and count == 2 else [1.0] * count


def _span(cell: Node) -> int:
    return int(cell.get("colspan") or 1) if isinstance(cell, Element) else 0


def _part(
    context: Context, table: Element, plan: _Plan, heads: list[Element], rows: list[Element], marks: Rows
) -> Table:
    properties = {
        "tblStyle": empty("tblStyle", val=style_id(table_style(table))),
        "tblW": empty("tblW", w=sum(plan.widths), type="dxa"),
        "tblLayout": empty("tblLayout", type="fixed"),
        "tblLook": empty("tblLook", val="0020" if heads else "0000", firstRow=int(bool(heads))),
    }
    grid = "".join(empty("gridCol", w=width) for width in plan.widths)
    header = "".join(
        _row(context, head, plan, marks.of_head(head, rows), header=True, last=False)
        for head in heads
        if marks.shows_head(rows)
    )
    body = "".join(_row(context, row, plan, marks.of(row), header=False, last=row is rows[-1]) for row in rows)
    markup = f"<w:tbl>{holder('tblPr', properties)}<w:tblGrid>{grid}</w:tblGrid>{header}{body}</w:tbl>"
    return Table(markup, marks.of_part(rows))


def _row(context: Context, row: Element, plan: _Plan, mark: Mark | None, *, header: bool, last: bool) -> str:
    settings = {}
    if not plan.breaks or header or is_short_row(row):
        settings["cantSplit"] = "<w:cantSplit/>"
    if header:
        settings["tblHeader"] = "<w:tblHeader/>"
    if mark and context.revisions:
        settings["ins" if mark.standing is Standing.NEW else "del"] = context.revisions.empty(
            replace(mark, moved=False)
        )
    cells, column = "", 0
    for cell in row.children:
        if isinstance(cell, Element):
            width = sum(plan.widths[column : column + _span(cell)])
            inside = _inside(cell, width, plan, mark, last=last)
            cells += _cell(context, cell, width, inside, plan.add_blocks)
            column += _span(cell)
    return f"<w:tr>{holder('trPr', settings)}{cells}</w:tr>"


def _inside(cell: Element, width: int, plan: _Plan, mark: Mark | None, *, last: bool) -> Surroundings:
    return replace(
        plan.around,
        lang=cell.get("lang") or plan.around.lang,
        width=max(width - _CELL_MARGINS, 0),
        role="Action" if has_class(cell, "action") else plan.role,
        keep=plan.whole and not last,
        mark=mark or plan.around.mark,
    )


def _cell(context: Context, cell: Element, width: int, inside: Surroundings, add_blocks: AddBlocks) -> str:
    """Write a cell, which ends with a paragraph (ECMA-376 part 1, 17.4.65)."""
    properties = {"tcW": f'<w:tcW w:w="{width}" w:type="dxa"/>'}
    if _span(cell) > 1:
        properties["gridSpan"] = empty("gridSpan", val=_span(cell))
    flow: Flow = []
    if cell.tag == "th":
        flow.append(text_block(context, cell, inside))
    else:
        add_blocks(context, flow, cell.children, inside)
    if not is_closed(flow, inside.sides):
        nothing = paragraph(style_id(role_of(cell, inside), context.profile(inside.lang)), inside)
        close(flow, nothing, gap(inside), inside.sides)
    return f"<w:tc>{holder('tcPr', properties)}{written(flow, context.revisions, inside.sides)}</w:tc>"
