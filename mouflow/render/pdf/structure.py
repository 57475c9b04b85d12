"""The structure tree of a PDF: marginal text made artifacts, empty elements dropped, a language on each element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_MCID = re.compile(rb"/MCID (\d+)")
_KEPT_EMPTY = frozenset({"/TD", "/TH", "/Figure", "/Link", "/Document"})
_LAYOUT_ROLES = {"/Table": "/Div", "/TBody": "/Div", "/THead": "/Div", "/TR": "/Div", "/TD": "/Div"}


class Structure:
    """The structure elements of a PDF by object number, from its root down (ISO 32000-1 14.7)."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._top = self._object(self._root["K"][0])
        self._below: dict[int, list[Any]] = {}

    def mark_artifacts(self) -> None:
        """Make marked content outside the tree an artifact: page numbers and running titles (ISO 14289-1 7.1).

        WeasyPrint marks such text as content and leaves its elements hanging beside the tree.
        """
        import pydyf

        inside = {id(element) for element in self._walk(self._top)} | {id(self._top)}
        nums = self._object(self._root["ParentTree"])["Nums"]
        contents = {page["StructParents"]: self._object(page["Contents"]) for page in self._pages()}
        for key, owners in zip(nums[::2], nums[1::2], strict=True):
            if not isinstance(owners, pydyf.Array):
                continue
            outside = {mcid for mcid, owner in enumerate(owners) if id(self._object(owner)) not in inside}
            for mcid in outside:
                self._object(owners[mcid]).clear()
                owners[mcid] = "null"
            if outside:
                _as_artifacts(contents[key].stream, outside)

    def prune(self) -> None:
        """Drop elements that hold nothing: a rule, a blank line to sign on, an anonymous box."""
        self._prune(self._top)

    def _prune(self, element: Any) -> None:
        for child in self._children(element):
            self._prune(child)
        kept = [kid for kid in element["K"] if not self._is_hollow(kid)]
        if len(kept) < len(element["K"]):
            element["K"][:] = kept
            del self._below[id(element)]

    def _is_hollow(self, kid: Any) -> bool:
        element = self._element(kid)
        return element is not None and not element["K"] and element["S"] not in _KEPT_EMPTY

    def mend_layout_tables(self) -> None:
        """Retag tables without header cells, which are there for their layout, and captions outside of tables."""
        for element in list(self._walk(self._top)):
            below = list(self._walk(element)) if element["S"] == "/Table" else []
            if below and not any(each["S"] == "/TH" for each in below):
                for each in (element, *below):
                    each["S"] = _LAYOUT_ROLES.get(each["S"], each["S"])
                    if each["S"] == "/Div":
                        each.pop("A", None)
            if element["S"] == "/Caption" and self._object(element["P"])["S"] not in {"/Table", "/Figure"}:
                element["S"] = "/P"

    def spread_languages(self, leading: str) -> None:
        """Give each element without a language that of the element above it; the document has the leading one."""
        import pydyf

        self._top["Lang"] = pydyf.String(leading)
        for element in self._walk(self._top):
            if "Lang" not in element:
                element["Lang"] = pydyf.String(self._object(element["P"])["Lang"].string)

    def _walk(self, element: Any) -> Iterator[Any]:
        """Give every element below, in reading order."""
        waiting = self._children(element)[::-1]
        while waiting:
            child = waiting.pop()
            yield child
            waiting += self._children(child)[::-1]

    def _children(self, element: Any) -> list[Any]:
        if id(element) not in self._below:
            children = (self._element(kid) for kid in element["K"])
            self._below[id(element)] = [child for child in children if child is not None]
        return self._below[id(element)]

    def _element(self, kid: Any) -> Any:
        """Return the element that a kid refers to; None for marked content and object references."""
        if isinstance(kid, int):
            return None
        found = self._object(kid)
        return found if found.get("Type") == "/StructElem" else None

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _pages(self) -> Iterator[Any]:
        return (self._object(reference) for reference in self._pdf.page_references)


def _as_artifacts(operations: list[Any], mcids: set[int]) -> None:
    """Rewrite the operators that begin marked content with these ids (ISO 32000-1 14.8.2.2)."""
    for at, operation in enumerate(operations):
        if operation == b"BDC":
            found = _MCID.search(operations[at - 1].data)
            if found and int(found[1]) in mcids:
                operations[at - 2] = b"/Artifact"
                operations[at - 1] = b"<</Type /Pagination>>"
