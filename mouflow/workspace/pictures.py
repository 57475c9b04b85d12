"""Pictures: PNG, JPEG and SVG files checked before anything shows them."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

from mouflow.diagnostics import Location, MouflowError, error
from mouflow.document import Image

from .svg import read_svg

MAX_PIXELS = 50_000_000
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


def read_picture(data: bytes, path: str) -> Image:
    """Check a picture's bytes.

    Raises:
        MouflowError: The picture is broken, too big, of an unknown kind, or an SVG that reaches outside itself.
    """
    if path.lower().endswith(".svg"):
        return read_svg(data, path)
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
