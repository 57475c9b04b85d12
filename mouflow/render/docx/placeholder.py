"""A plain grey PNG of given proportions, for programs that cannot show an SVG."""

from __future__ import annotations

import zlib
from struct import pack

_LIGHT_GREY = 0xE8
_LONGEST = 64


def grey_png(width: int, height: int) -> bytes:
    """Return a small grey PNG (ISO/IEC 15948) with about the proportions of ``width`` to ``height``."""
    scale = min(1.0, _LONGEST / max(width, height))
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    row = b"\0" + bytes([_LIGHT_GREY]) * across
    header = pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * down)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
