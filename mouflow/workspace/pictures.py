"""Pictures: PNG, JPEG and SVG files checked before anything shows them."""

from __future__ import annotations

import re
import struct
import warnings
from io import BytesIO
from xml.parsers import expat

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.document import Image

MAX_PIXELS = 50_000_000
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_URL = re.compile(r"url\(\s*['\"]?\s*([^#'\"\s][^)'\"]*)|@import", re.IGNORECASE)
_FORBIDDEN = frozenset(
    "script foreignObject iframe audio video image feImage set animate animateMotion animateTransform".split()
)
_MAX_DEPTH = 100


def read_picture(data: bytes, path: str) -> Image:
    """Check a picture's bytes.

    Raises:
        MouflowError: The picture is broken, too big, of an unknown kind, or an SVG that reaches outside itself.
    """
    if path.lower().endswith(".svg"):
        return _svg(data, path)
    return _raster(data, path)


def _raster(data: bytes, path: str) -> Image:
    from PIL import Image as Pillow

    place = Location(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(BytesIO(data), formats=tuple(_TYPES))
            width, height = picture.size
            if width * height <= MAX_PIXELS:
                picture.load()
    except (OSError, SyntaxError, ValueError, struct.error, Pillow.DecompressionBombError):
        hint = "export it again as PNG, JPEG or SVG"
        raise MouflowError(error("picture-broken", "the picture is broken or of another kind", place, hint)) from None
    if width * height > MAX_PIXELS:
        hint = f"reduce it below {MAX_PIXELS // 1_000_000} megapixels"
        raise MouflowError(error("picture-too-big", f"{width} by {height} pixels is too big", place, hint))
    return Image(_TYPES[picture.format or ""], data, width, height)


def _svg(data: bytes, path: str) -> Image:
    """Accept an SVG that is well formed, declares nothing, runs nothing and links to nothing outside itself."""
    size: list[int] = []
    texts: list[list[str]] = []
    place = Location(path)

    def refuse(what: str) -> None:
        at = Location(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        hint = "embed what it needs as shapes, or export the picture as PNG"
        raise MouflowError(error("picture-unsafe", f"the SVG {what}", at, hint))

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        texts.append([])
        if len(texts) > _MAX_DEPTH:
            refuse(f"nests deeper than {_MAX_DEPTH}")
        if not size:
            if name != "svg":
                refuse("does not begin with <svg>")
            size.extend(_svg_size(attributes))
        if name in _FORBIDDEN:
            refuse(f"holds <{name}>")
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                refuse(f"runs code on `{key}`")
            linked = key.rpartition(":")[2] == "href" and not value.startswith("#")
            if linked or _URL.search(value) or (key == "style" and "\\" in value):
                refuse(f"refers to {value[:60]!r}")

    def text(content: str) -> None:
        texts[-1].append(content)

    def end(tag: str) -> None:
        content = "".join(texts.pop())
        is_style = tag.rpartition(":")[2] == "style"
        if _URL.search(content) or (is_style and "\\" in content):
            refuse(f"refers to {content.strip()[:60]!r}")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = lambda *_: refuse("declares a document type")
    parser.ProcessingInstructionHandler = lambda target, _data: refuse(f"holds the instruction <?{target}?>")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        at = Location(path, problem.lineno, problem.offset + 1)
        raise MouflowError(error("picture-broken", "the SVG is not well formed", at, "export it again")) from None
    if not size:
        raise MouflowError(error("picture-broken", "the SVG is empty", place, "export it again"))
    return Image("image/svg+xml", data, size[0], size[1])


def _svg_size(attributes: dict[str, str]) -> tuple[int, int]:
    """Read width and height, or those of the view box; 300 by 150 where neither is given, as browsers do."""
    box = re.findall(r"-?[\d.]+", attributes.get("viewBox", ""))
    measures = []
    for at, name in enumerate(("width", "height")):
        found = re.match(r"([\d.]+)(?:px)?$", attributes.get(name, "").strip())
        value = found.group(1) if found else box[2 + at] if len(box) == 4 else ("300", "150")[at]
        try:
            measures.append(max(1, round(float(value))))
        except (ValueError, OverflowError):
            measures.append((300, 150)[at])
    return measures[0], measures[1]
