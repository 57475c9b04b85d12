"""Block ids in Word: a bookmark per block, and a record that leads from each bookmark back to its id.

Bookmarks carry the ids because LibreOffice mishandles tracked paragraphs inside block content controls, while a
bookmark survives edits, tracked or not, and is what a REF field needs in any case. Names of bookmarks take 40 letters,
digits and underscores, ids are longer and freer; so a name is a readable beginning and a digest of the whole id, and a
custom XML part, which Word and LibreOffice keep, records the ids in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import count

from lxml import etree

BLOCKS_NAMESPACE = "https://mouflow.org/blocks"
"""Namespace of the custom XML part ``<blocks><block bookmark="…" id="…"/></blocks>``."""

FIRST_ID = 1001
"""Ids of bookmarks and drawings begin here, above those that a letterhead's own parts bear."""

_RECORD_ID = "{4D6F7566-6C6F-4757-8B6C-6F636B730001}"
_LONGEST = 40
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


@lru_cache(maxsize=4096)
def bookmark_name(identifier: str) -> str:
    """Name the bookmark of a block: legal, at most 40 characters, the same for the same id, distinct for others.

    It begins with a letter: Word hides names that begin with an underscore and refuses those that begin with a digit.
    """
    digest = sha256(identifier.encode()).hexdigest()[:8]
    readable = "b_" + _UNFIT.sub("_", identifier)
    return f"{readable[: _LONGEST - 9].rstrip('_')}_{digest}"


def block_record(identifiers: Iterable[str]) -> bytes:
    """Write the record of the bookmarks of a document."""
    blocks = etree.Element(f"{{{BLOCKS_NAMESPACE}}}blocks", nsmap={None: BLOCKS_NAMESPACE})
    for identifier in identifiers:
        entry = {"bookmark": bookmark_name(identifier), "id": identifier}
        etree.SubElement(blocks, f"{{{BLOCKS_NAMESPACE}}}block", entry)
    written: bytes = etree.tostring(blocks, encoding="UTF-8", standalone=True)
    return written


def record_properties() -> bytes:
    """Write the properties of the record's part (ECMA-376 part 1, 22.5.2.1): its permanent item id and its schema."""
    datastore = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    item = etree.Element(f"{{{datastore}}}datastoreItem", nsmap={"ds": datastore})
    item.set(f"{{{datastore}}}itemID", _RECORD_ID)
    schemas = etree.SubElement(item, f"{{{datastore}}}schemaRefs")
    etree.SubElement(schemas, f"{{{datastore}}}schemaRef").set(f"{{{datastore}}}uri", BLOCKS_NAMESPACE)
    written: bytes = etree.tostring(item, encoding="UTF-8", standalone=False)
    return written


def read_block_record(data: bytes) -> dict[str, str]:
    """Read a record back: bookmark name to block id."""
    blocks = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return {each.get("bookmark"): each.get("id") for each in blocks}


class Bookmarks:
    """Writes the bookmarks of one document and numbers them."""

    def __init__(self, numbers: Iterator[int] | None = None) -> None:
        self.identifiers: list[str] = []
        self._numbers = numbers or count(FIRST_ID)

    def around(self, identifier: str) -> tuple[str, str]:
        """Return the markup that opens and closes the bookmark of a block; nothing for a block without id."""
        if not identifier:
            return "", ""
        number = next(self._numbers)
        self.identifiers.append(identifier)
        name = bookmark_name(identifier)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
