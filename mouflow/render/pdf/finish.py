"""The last touch on a PDF before it is written: tags, artifacts, attachments and the names of its standards.

Works on pydyf's public objects. ISO 32000-1 is PDF 1.7, ISO 19005-3 PDF/A-3, ISO 14289-1 PDF/UA-1.
"""

from __future__ import annotations

from typing import Any

from mouflow.document import Document, text_of, walk

from .metadata import name_standards
from .objects import write_objects
from .structure import Structure

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
    write_objects(pdf)


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
