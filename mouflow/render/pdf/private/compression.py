"""The stream that holds most objects of a PDF, which pydyf itself makes at the end, compressed as the others are."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from mouflow.render.pdf.objects import LEVEL


@contextmanager
def quick_compression() -> Iterator[None]:
    """Let pydyf compress at our level, not at the highest, which takes it 12 ms of every file."""
    import pydyf

    plain = pydyf.zlib
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda **_: zlib.compressobj(level=LEVEL))
    try:
        yield
    finally:
        pydyf.zlib = plain
