"""Objects of a PDF to bytes, each once: pydyf brings them to bytes for the file and again for the file's identifier."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

LEVEL = 4
"""Of zlib: level 9 takes four times as long, for four per cent less."""


def write_objects(pdf: Any) -> None:
    """Bring every object of a PDF to the bytes that pydyf would give it, and compress its streams."""
    import pydyf

    class Written(pydyf.Object):  # type: ignore[misc]
        def __init__(self, number: int, data: bytes) -> None:
            super().__init__()
            self.number = number
            self._data = data

        @property
        def data(self) -> bytes:
            return self._data

    for at, each in enumerate(pdf.objects):
        if isinstance(each, pydyf.Stream):
            _compress(each)
        elif each.free != "f":
            pdf.objects[at] = Written(at, _data(each))


def _data(value: Any) -> bytes:
    """Return the bytes of a value, as pydyf writes it; containers and text, nearly all there is, by a shorter way."""
    kind = type(value).__name__
    if kind == "bytes":
        return bytes(value)
    if kind == "Dictionary":
        return b"<<" + b"".join([_name(key) + _data(each) for key, each in value.items()]) + b">>"
    if kind == "Array":
        return b"[" + b" ".join([_data(each) for each in value]) + b"]"
    if kind == "str":
        return str(value).encode("ascii")
    if kind == "int":
        return b"%d" % value
    return _string(value.string) if kind == "String" else _other(value)


@lru_cache(maxsize=512)
def _name(key: str) -> bytes:
    return f"/{key} ".encode("ascii")


@lru_cache(maxsize=512)
def _string(text: str) -> bytes:
    """Return a string; most are the same few names of languages."""
    import pydyf

    return bytes(pydyf.String(text).data)


def _other(value: Any) -> bytes:
    import pydyf

    return bytes(value.data) if isinstance(value, pydyf.Object) else bytes(pydyf.Array([value]).data[1:-1])


def _compress(stream: Any) -> None:
    import pydyf

    if stream.compress:
        lines = (line.data if isinstance(line, pydyf.Object) else line for line in stream.stream)
        plain = b"\n".join(line if isinstance(line, bytes) else str(line).encode() for line in lines)
        stream.stream = [zlib.compress(plain, level=LEVEL)]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False
