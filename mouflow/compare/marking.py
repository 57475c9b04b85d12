"""The marks that a block, a row or a group bears as a whole, and what the old text's own blocks lose: links and ids."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mouflow.document import WAS, Element, children_of, mapped, walk
from mouflow.document.redline import Revision
from mouflow.document.subset import HEADINGS, TEXT_BLOCKS

from .inline import unlinked
from .pairs import rows_of

LEAVES = TEXT_BLOCKS | {"hr", "img"}
"""What bears a mark of its own; rows do beside these."""


def heading_of(group: Element) -> Element | None:
    """Return the first heading in a block or group."""
    return next((each for each in walk((group,)) if each.tag in HEADINGS), None)


def marked(element: Element, revision: Revision, change: str) -> Element:
    """Mark one block or row as a whole."""
    return element.with_attributes(data_revision=revision, data_change=change)


def all_marked(element: Element, revision: Revision, change: str) -> Element:
    """Put the same mark on every block and row of a group; groups and cells bear none.

    A block that came or went inside of what moved keeps its own mark.
    """

    def with_mark(each: Element) -> Element:
        bears = (each.tag in LEAVES or each.tag == "tr") and each.get("data-revision") in ("", "changed")
        return marked(each, revision, change) if bears else each

    return cast("tuple[Element]", mapped((element,), with_mark))[0]


def dead(element: Element) -> Element:
    """Take the links out of what only the old text has."""
    if element.tag in TEXT_BLOCKS:
        return replace(element, children=unlinked(element.children))
    return element.with_children(*(each if isinstance(each, str) else dead(each) for each in element.children))


def renamed(element: Element) -> Element:
    """Set the ids of what only the old text has apart from those of the new text."""

    def with_new_id(each: Element) -> Element:
        taken = not each.id or each.id.startswith(WAS)
        return each if taken else each.with_attributes(id=WAS + each.id)

    return cast("tuple[Element]", mapped((element,), with_new_id))[0]


def columns(table: Element) -> int:
    """Return how many cells the longest row of a table has."""
    return max((len(children_of(row)) for part in ("thead", "tbody") for row in rows_of(table, part)), default=0)
