"""Pictures: their parts in the package, and the drawing that shows one at its size with its alternative text."""

from __future__ import annotations

from html import escape
from typing import Any

from mouflow.document import Document, Element, Image, walk

from .context import Context, PictureParts
from .ooxml import TWIP
from .placeholder import grey_png

PIXEL = 9525
"""English Metric Units in a pixel at 96 to the inch."""

TALLEST = 5_040_000
"""Fourteen centimetres: a tall picture leaves room for its caption and some text."""

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_WORD_2016 = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_picture_parts(word: Any, document: Document) -> dict[str, PictureParts]:
    """Put every picture that the document shows into the package; return their relationship ids by source."""
    shown = dict.fromkeys(each.get("src") for each in walk(document.blocks) if each.tag == "img")
    return {source: _parts(word, document.images[source], at) for at, source in enumerate(shown, 1)}


def _parts(word: Any, image: Image, number: int) -> PictureParts:
    name = f"/word/media/picture{number}"
    if image.media_type != "image/svg+xml":
        return PictureParts(_related(word, f"{name}.{_EXTENSIONS[image.media_type]}", image.media_type, image.data))
    instead = grey_png(image.width, image.height)
    return PictureParts(
        _related(word, f"{name}.png", "image/png", instead),
        _related(word, f"{name}.svg", image.media_type, image.data),
    )


def _related(word: Any, name: str, media_type: str, data: bytes) -> str:
    """Add a part as it is: python-docx's own way in refuses SVG, and JPEG files without a JFIF or Exif header."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    identifier: str = word.part.relate_to(Part(PackURI(name), media_type, data, word.part.package), _IMAGE)
    return identifier


def picture(context: Context, element: Element, width: int) -> str:
    """Write a run with the picture, at its own size or as wide as there is room (twentieths of a point)."""
    image, parts = context.document.images[element.get("src")], context.pictures[element.get("src")]
    size = _size(image, width * TWIP)
    shown = _drawing(_blip(parts.shown, parts.vector), next(context.drawings), element.get("alt"), size)
    if parts.vector:
        plain = _drawing(_blip(parts.vector), next(context.drawings), element.get("alt"), size)
        shown = _alternatives(shown, plain)
    return f"<w:r>{shown}</w:r>"


def _size(image: Image, widest: int) -> tuple[int, int]:
    across, down = image.width * PIXEL, image.height * PIXEL
    scale = min(1.0, widest / across, TALLEST / down)
    return round(across * scale), round(down * scale)


def _alternatives(word: str, others: str) -> str:
    """Word takes the first, which its namespace ``w16se`` marks; LibreOffice before 7.6 only knows the SVG as such.

    Markup compatibility: ECMA-376 part 3, 7.5.
    """
    return (
        f'<mc:AlternateContent><mc:Choice xmlns:w16se="{_WORD_2016}" Requires="w16se">{word}</mc:Choice>'
        f"<mc:Fallback>{others}</mc:Fallback></mc:AlternateContent>"
    )


def _blip(shown: str, vector: str = "") -> str:
    """Name the picture's part; an SVG is an extension of the picture that older programs show instead of it."""
    svg = f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip r:embed="{vector}"/></a:ext></a:extLst>'
    return f'<a:blip r:embed="{shown}">{svg if vector else ""}</a:blip>'


def _drawing(blip: str, number: int, alt: str, size: tuple[int, int]) -> str:
    """Compose ``w:drawing`` (ECMA-376 part 1, 20.4.2.8)."""
    name = f'id="{number}" name="Picture {number}" descr="{escape(alt)}"'
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
