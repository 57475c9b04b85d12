"""How many pages an output has, where its format has pages."""

from __future__ import annotations

import re
import zlib

_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n")
_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def count_pages(data: bytes, format_name: str) -> int | None:
    """Return the pages of a PDF of ours, whose page tree has one level; None for formats without pages."""
    if format_name != "pdf":
        return None
    compressed = [zlib.decompressobj().decompress(data[each.end() :]) for each in _OBJECTS.finditer(data)]
    found = next((each for part in (data, *compressed) if (each := _COUNT.search(part))), None)
    return int(found.group(1) or found.group(2)) if found else None
