"""The stylesheet as data: every role of text and tables, and how it looks before any language."""

from __future__ import annotations

from dataclasses import dataclass

BODY_SIZE = 24
"""Half-points of body text; indents in ems are counted from it unless the reference document sets another size."""

BODY_LINE = 360
"""Least height of a line of body text in twentieths of a point: the same for faces of every script."""

FIRST_LINE = '<w:ind w:firstLine="480"/>'
FIRST_LINE_CHINESE = '<w:ind w:firstLineChars="200" w:firstLine="480"/>'


@dataclass(frozen=True, slots=True)
class Role:
    """One role of a paragraph or of a piece of text; ``paragraph`` and ``run`` hold properties in schema order.

    ``justified`` roles are set flush on both sides in Chinese, whose lines have no ragged edge (domain.md 4.4).
    """

    name: str
    paragraph: str = ""
    run: str = ""
    parent: str = "Normal"
    kind: str = "paragraph"
    justified: bool = False


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int, line: str = "") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'


def _border(color: str, *sides: str) -> str:
    lines = (f'<w:{side} w:val="single" w:sz="4" w:space="2" w:color="{color}"/>' for side in sides)
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def _exactly(height: int) -> str:
    return f' w:line="{height}" w:lineRule="exact"'


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _body(name: str, paragraph: str = "") -> Role:
    return Role(name, paragraph, parent="BodyText", justified=True)


def _heading(level: int, before: int) -> Role:
    return Role(f"heading {level}", f'{_TOGETHER}{_space(before, 120)}<w:outlineLvl w:val="{level - 1}"/>', _BOLD)


_RED = "A11212"
_PALE = "F1EFE8"
_GREY = '<w:color w:val="444444"/>'
_BOLD = "<w:b/><w:bCs/>"
_CENTRED = '<w:jc w:val="center"/>'
_RIGHT = '<w:jc w:val="right"/>'
_WHOLE = "<w:keepLines/>"
_TOGETHER = f"<w:keepNext/>{_WHOLE}"
_SINGLE = ' w:line="240" w:lineRule="auto"'

ROLES: tuple[Role, ...] = (
    Role("Normal", parent=""),
    Role("Title", f"{_TOGETHER}{_space(240, 320)}{_CENTRED}", f"{_BOLD}{_size(32)}"),
    Role("Headline", f"{_TOGETHER}{_space(0, 0)}", f"{_BOLD}{_size(28)}"),
    _heading(1, 320),
    _heading(2, 240),
    _heading(3, 200),
    Role("Body Text", justified=True),
    _body("Body Text First Indent", FIRST_LINE),
    *(_body(f"Numbered {depth}") for depth in range(1, 6)),
    _body("Recital"),
    _body("Testimonium", f"{_TOGETHER}{_space(280, 140)}"),
    _body("Quotation", FIRST_LINE),
    _body("Decision", _shade(_PALE)),
    Role("Draft", f"{_border(_RED, 'top', 'left', 'bottom', 'right')}{_CENTRED}", f'{_BOLD}<w:color w:val="{_RED}"/>'),
    Role("Action", _space(0, 60), f"{_BOLD}{_size(20)}"),
    Role("Original", f"{_space(0, 240)}{_RIGHT}", _size(20)),
    Role("Stars", _space(0, 240), _size(20)),
    Role("Ending", f"{_WHOLE}{_space(0, 0)}"),
    Role("Small Text", run=_size(20)),
    Role("Signature", f"{_WHOLE}{_space(0, 40)}"),
    Role("Signature Caption", f"{_TOGETHER}{_space(400, 80)}", _BOLD),
    Role("Signature Line", f"{_border('auto', 'bottom')}{_space(840, 120)}"),
    Role("Table Text", _space(40, 40)),
    Role("Table Heading", f"<w:keepNext/>{_space(40, 40)}", _BOLD),
    Role("Table Caption", f"{_TOGETHER}{_space(160, 80)}", _BOLD),
    Role("Table Space", _space(0, 0, _exactly(160)), _size(2)),
    Role("caption", f"{_space(80, 240)}{_CENTRED}", _size(20)),
    Role("Picture", f"<w:keepNext/>{_space(240, 80)}{_CENTRED}"),
    Role("Rule", f"{_border('auto', 'bottom')}{_space(0, 240)}"),
    Role("Gap", _space(0, 0, _exactly(20)), _size(2)),
    Role("header", f"{_space(0, 0, _SINGLE)}{_CENTRED}", f"{_GREY}{_size(17)}"),
    Role("footer", f"{_space(0, 0, _SINGLE)}{_CENTRED}", f"{_GREY}{_size(17)}"),
    Role("Strong", run=_BOLD, parent="", kind="character"),
    Role("Emphasis", run="<w:i/><w:iCs/>", parent="", kind="character"),
    Role("Defined Term", run=_BOLD, parent="", kind="character"),
)
"""Every role; names in :data:`WORDS_OWN` are Word's own, which it shows in the language of its menus."""

WORDS_OWN = frozenset(
    {"Normal", "Title", "heading 1", "heading 2", "heading 3", "Body Text", "Body Text First Indent", "Signature"}
    | {"caption", "header", "footer", "Strong", "Emphasis", "Table Grid"}
)


def _rules(*sides: str) -> str:
    lines = (f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in sides)
    return f"<w:tblBorders>{''.join(lines)}</w:tblBorders>"


def _margins(left: int, right: int, top: int = 0) -> str:
    widths = {"top": top, "left": left, "right": right}
    sides = (f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths.items())
    return f"<w:tblCellMar>{''.join(sides)}</w:tblCellMar>"


def _table(properties: str, head: str = "") -> str:
    """Write table properties, and those of the cells of its heading rows."""
    first_row = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{head}</w:tcPr></w:tblStylePr>' if head else ""
    return f"<w:tblPr>{properties}</w:tblPr>{first_row}"


_BELOW_RULE = 50  # keeps text off the rule under a heading row on every page
_GRID = _rules("top", "left", "bottom", "right", "insideH", "insideV")
_RULED = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="333333"/></w:tcBorders>'

TABLE_STYLES: dict[str, str] = {
    "Table Grid": _table(_GRID + _margins(100, 100), _shade(_PALE)),
    "Parallel Columns": _table(_margins(120, 120, _BELOW_RULE), _RULED),
    "Fields": _table(_margins(0, 120, _BELOW_RULE), _RULED),
    "Signatures": _table(_margins(0, 480)),
    "Margins": _table(_margins(0, 0)),
}
"""Table styles by name, with their properties; cells that begin at the margin leave their white space at the end."""
