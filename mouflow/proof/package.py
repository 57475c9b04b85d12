"""The parts of a Word document that hold text, straight from its bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZipFile

from lxml import etree

Xml: TypeAlias = Any  # lxml ships no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_NUMBERING = "word/numbering.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """The body, the headers and footers as the sections name them, and the name of each list."""

    body: Xml
    margins: tuple[tuple[str, Xml], ...]
    lists: dict[str, str]

    def stories(self) -> Iterator[Xml]:
        """Give everything that holds text."""
        yield self.body
        yield from (story for _, story in self.margins)


def open_package(data: bytes) -> Package:
    """Open a document that mouflow wrote: its parts have their usual names."""
    with ZipFile(BytesIO(data)) as zipped:
        body = _parsed(zipped.read(_DOCUMENT)).find(f"{W}body")
        targets = {each.get("Id"): each.get("Target") for each in _parsed(zipped.read(_RELATIONS))}
        margins = []
        for reference in body.iter(f"{W}headerReference", f"{W}footerReference"):
            name = posixpath.normpath(posixpath.join("word", targets[reference.get(f"{_R}id")])).lstrip("/")
            kind = etree.QName(reference).localname.removesuffix("Reference")
            margins.append((f"{kind} ({reference.get(f'{W}type')})", _parsed(zipped.read(name))))
        lists = _list_names(zipped.read(_NUMBERING)) if _NUMBERING in zipped.namelist() else {}
    return Package(body, tuple(margins), lists)


def _parsed(data: bytes) -> Xml:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _list_names(data: bytes) -> dict[str, str]:
    """Lead from the number of a list to the name of its definition: numbers differ from file to file."""
    numbering = _parsed(data)
    names = {}
    for abstract in numbering.iter(f"{W}abstractNum"):
        name = abstract.find(f"{W}name")
        identifier = abstract.get(f"{W}abstractNumId")
        names[identifier] = name.get(f"{W}val") if name is not None else identifier
    return {
        number.get(f"{W}numId"): names.get(number.find(f"{W}abstractNumId").get(f"{W}val"), "")
        for number in numbering.iter(f"{W}num")
    }
