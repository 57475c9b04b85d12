"""The vocabulary of WordprocessingML that python-docx lacks: elements, properties in schema order, runs, fields.

Markup is composed as text and parsed once, a whole body at a time: that takes a tenth of the time of as many calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, TypeAlias

from lxml import etree

Xml: TypeAlias = Any  # lxml ships no types
Properties: TypeAlias = "Mapping[str, str]"
"""The children of a holder of properties: from local name to markup."""

TWIP = 635
"""English Metric Units in a twentieth of a point."""

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())

# ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69 and 17.4.81: the order of the children is part of the type.
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
_RUN = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()
_TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
).split()
_CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
).split()
_ROW = (
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del"
).split()
_ORDERS = {
    name: {child: place for place, child in enumerate(order)}
    for name, order in (("pPr", _PARAGRAPH), ("rPr", _RUN), ("tblPr", _TABLE), ("tcPr", _CELL), ("trPr", _ROW))
}


@lru_cache(maxsize=256)
def qualified(name: str) -> str:
    """Return the name lxml knows: ``w:p`` or, in the main namespace, plain ``p``."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


def fragment(markup: str) -> Xml:
    """Parse one element written with the prefixes of :data:`NAMESPACES`."""
    root = etree.fromstring(f"<root {_DECLARED}>{markup}</root>")
    (child,) = root
    root.remove(child)
    etree.cleanup_namespaces(child, keep_ns_prefixes=["w", "r"])
    return child


def parsed(name: str, content: str) -> Xml:
    """Parse a large element of the main namespace: it declares every prefix itself, and no node is touched twice."""
    return etree.fromstring(f"<w:{name} {_DECLARED}>{content}</w:{name}>")


def serialized(element: Xml, *, alone: bool = True) -> bytes:
    """Write an element as a part of a package, or as markup within one."""
    written: bytes = etree.tostring(
        element, encoding="UTF-8", standalone=True if alone else None, xml_declaration=alone
    )
    return written


def empty(name: str, /, **attributes: str | int) -> str:
    """Write an element of the main namespace without children; its attributes are of that namespace too."""
    written = "".join([f' w:{key}="{escape(str(value))}"' for key, value in attributes.items()])
    return f"<w:{name}{written}/>"


def holder(name: str, properties: Properties) -> str:
    """Write a holder such as ``pPr`` with its children in the order of the schema; nothing if it has none."""
    if not properties:
        return ""
    ordered = sorted(properties, key=_ORDERS[name].__getitem__) if len(properties) > 1 else properties
    return f"<w:{name}>{''.join([properties[child] for child in ordered])}</w:{name}>"


def run(text: str, properties: str = "", kind: str = "t") -> str:
    """Write a run of text with its ``rPr``; a newline becomes a line break, a tab a tab.

    ``kind`` is ``delText`` within a tracked deletion (ECMA-376 part 1, 17.3.3.7).
    """
    content = _text(kind, text) if "\n" not in text and "\t" not in text else _lines(text, kind)
    return f"<w:r>{properties}{content}</w:r>"


def _lines(text: str, kind: str) -> str:
    lines = (
        "<w:tab/>".join(_text(kind, piece) if piece else "" for piece in line.split("\t")) for line in text.split("\n")
    )
    return "<w:br/>".join(lines)


def field(instruction: str, shown: str, properties: str = "") -> str:
    """Write a complex field (ECMA-376 part 1, 17.16.18) with the text it shows until it is updated."""
    mark = f'<w:r>{properties}<w:fldChar w:fldCharType="%s"/></w:r>'
    code = f"<w:r>{properties}{_text('instrText', f' {instruction} ')}</w:r>"
    return f"{mark % 'begin'}{code}{mark % 'separate'}{run(shown, properties)}{mark % 'end'}"


def _text(name: str, text: str) -> str:
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<w:{name}{space}>{escape(text, quote=False)}</w:{name}>"


def ids_in(elements: Iterable[Xml], attribute: str) -> set[int]:
    """Collect the whole numbers that elements bear as an id."""
    return {int(each.get(qualified(attribute))) for each in elements}
