"""The last touch on a PDF before it is written: tags, artifacts, attachments and the names of its standards.

Works on pydyf's public objects. ISO 32000-1 is PDF 1.7, ISO 19005-3 PDF/A-3, ISO 14289-1 PDF/UA-1.
"""

from __future__ import annotations

import zlib
from typing import Any

from mouflow.document import Document, text_of, walk

from .metadata import name_standards
from .structure import Structure

LEVEL = 6
"""Of zlib: level 9 takes a third longer for one per cent less."""
YAML = "/application#2fyaml"
"""The media type of YAML (RFC 9512) as a PDF name; what the system's own table says differs between machines."""


def finish(pdf: Any, document: Document) -> None:
    """Finish a PDF in place."""
    structure = Structure(pdf)
    structure.mark_artifacts()
    structure.prune()
    structure.mend_layout_tables()
    structure.spread_languages(document.leading.profile.tag)
    _describe_links(pdf, document)
    _settle_attachments(pdf)
    name_standards(pdf)
    _write_once(pdf)


def _describe_links(pdf: Any, document: Document) -> None:
    """Give each link the words it is set on as its description (ISO 14289-1 7.18.5), not the id it leads to."""
    import pydyf

    words = {each.get("href")[1:]: text_of(each) for each in walk(document.blocks) if each.get("href")}
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and each.get("Subtype") == "/Link" and "Dest" in each:
            target = each["Dest"].string
            each["Contents"] = pydyf.String(words.get(target, target))


def _settle_attachments(pdf: Any) -> None:
    """Name each attachment once in /AF, and type the sources alike on every machine."""
    import pydyf

    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/EmbeddedFile":
            each.extra["Subtype"] = YAML


def _write_once(pdf: Any) -> None:
    """Bring each object to its bytes now; pydyf would do so twice, once for the identifier that it computes."""
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
            pdf.objects[at] = Written(at, each.data)


def _compress(stream: Any) -> None:
    import pydyf

    if stream.compress:
        lines = (line.data if isinstance(line, pydyf.Object) else line for line in stream.stream)
        plain = b"\n".join(line if isinstance(line, bytes) else str(line).encode() for line in lines)
        stream.stream = [zlib.compress(plain, level=LEVEL)]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False
