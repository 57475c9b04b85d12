"""The vocabulary of WordprocessingML that python-docx lacks: elements, properties in schema order, runs, fields."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree

Xml: TypeAlias = Any  # lxml ships no types
Properties: TypeAlias = "dict[str, Xml | dict[str, str] | str | None]"

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

# ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59 and 17.4.69: the order of the children is part of the type.
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
).split()
TABLE_ORDER = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
).split()
CELL_ORDER = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
).split()
_ORDERS = {"pPr": PARAGRAPH_ORDER, "rPr": RUN_ORDER, "tblPr": TABLE_ORDER, "tcPr": CELL_ORDER}


@lru_cache(maxsize=512)
def qualified(name: str) -> str:
    """Return the name lxml knows: ``w:p`` or, in the main namespace, plain ``p``."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


def fragment(xml: str) -> Xml:
    """Parse one element written with the prefixes of :data:`NAMESPACES`."""
    root = etree.fromstring(f"<root {_DECLARED}>{xml}</root>")
    (child,) = root
    root.remove(child)
    etree.cleanup_namespaces(child, keep_ns_prefixes=["w", "w14"])
    return child


def serialized(element: Xml) -> bytes:
    """Write an element as a part of a package."""
    written: bytes = etree.tostring(element, encoding="UTF-8", standalone=True)
    return written


def root(name: str) -> Xml:
    """Make an element that stands alone and declares the prefixes its descendants need."""
    return etree.Element(qualified(name), nsmap={prefix: NAMESPACES[prefix] for prefix in ("w", "r")})


def element(name: str, /, **attributes: str) -> Xml:
    """Make an element of the main namespace that stands alone; its attributes are of that namespace too."""
    return etree.Element(qualified(name), {qualified(key): value for key, value in attributes.items()})


def add(parent: Xml, name: str, /, **attributes: str) -> Xml:
    """Append a child of the main namespace; its attributes are of that namespace too."""
    if not attributes:
        return etree.SubElement(parent, qualified(name))
    return etree.SubElement(parent, qualified(name), {qualified(key): value for key, value in attributes.items()})


def add_properties(parent: Xml, name: str, properties: Properties) -> Xml | None:
    """Append ``pPr``, ``rPr``, ``tblPr`` or ``tcPr`` with its children in the order of the schema.

    A value is the text of ``w:val``, a mapping of attributes, a ready element, or None for a bare element.
    """
    if not properties:
        return None
    holder = add(parent, name)
    for child in sorted(properties, key=_ORDERS[name].index) if len(properties) > 1 else properties:
        value = properties[child]
        if value is None:
            add(holder, child)
        elif isinstance(value, str):
            add(holder, child, val=value)
        elif isinstance(value, dict):
            add(holder, child, **value)
        else:
            holder.append(value)
    return holder


def add_run(parent: Xml, text: str, properties: Properties) -> Xml:
    """Append a run of text; a newline becomes a line break, a tab a tab."""
    run = add(parent, "r")
    add_properties(run, "rPr", properties)
    for at, line in enumerate(text.split("\n")):
        if at:
            add(run, "br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                add(run, "tab")
            if piece:
                _add_text(run, "t", piece)
    return run


def add_field(parent: Xml, instruction: str, shown: str, properties: Properties) -> None:
    """Append a complex field (ECMA-376 part 1, 17.16.18) with the text it shows until it is updated."""
    _field_character(parent, "begin", properties)
    run = add(parent, "r")
    add_properties(run, "rPr", properties)
    _add_text(run, "instrText", f" {instruction} ")
    _field_character(parent, "separate", properties)
    add_run(parent, shown, properties)
    _field_character(parent, "end", properties)


def _field_character(parent: Xml, kind: str, properties: Properties) -> None:
    run = add(parent, "r")
    add_properties(run, "rPr", properties)
    add(run, "fldChar", fldCharType=kind)


def _add_text(run: Xml, name: str, text: str) -> None:
    node = add(run, name)
    node.text = text
    if text != text.strip():
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def ids_in(elements: Iterable[Xml], attribute: str) -> set[int]:
    """Collect the whole numbers that elements bear as an id."""
    return {int(each.get(qualified(attribute))) for each in elements}
