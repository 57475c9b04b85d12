"""CFFI spared the parsing of type names that are new with every font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LENGTH = re.compile(r"(?<=^hb_codepoint_t)\[\d+\]$")


@contextmanager
def open_arrays() -> Iterator[None]:
    """Write the type of a filled array without its length, which its values give.

    WeasyPrint names the length, and CFFI parses every new type name anew with all of its declarations (4 ms each, three
    to a font).
    """
    from weasyprint.text.ffi import ffi

    plain = ffi.new

    def new(declaration: str, values: Any = None) -> Any:
        return plain(declaration if values is None else _LENGTH.sub("[]", declaration), values)

    ffi.new = new
    try:
        yield
    finally:
        del ffi.new
