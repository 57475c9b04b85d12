"""Which Word style shows which block: by its class first, then by its element and by where it stands."""

from __future__ import annotations

from mouflow.document import Element

from .context import Surroundings
from .numbering import numbered_as

_CLASSES = {
    "headline": "Headline",
    "title": "Title",
    "original": "Original",
    "recital": "Recital",
    "testimonium": "Testimonium",
    "signature-line": "Signature Line",
    "stars": "Stars",
    "quotation": "Quotation",
    "decision": "Decision",
    "indent": "Body Text First Indent",
    "small": "Small Text",
    "draft": "Draft",
}
_ELEMENTS = {
    "h1": "heading 1",
    "h2": "heading 1",
    "h3": "heading 2",
    "h4": "heading 3",
    "figcaption": "caption",
    "caption": "Table Caption",
    "th": "Table Heading",
    "hr": "Rule",
}
"""The title stands above the outline, so the second level of HTML opens Word's outline."""

_INSIDE = {"signatures": "Signature", "witnesses": "Signature", "ending": "Ending"}
_TABLE_STYLES = {
    "parallel": "Parallel Columns",
    "signatures": "Signatures",
    "witnesses": "Signatures",
    "fields": "Fields",
    "attendance": "Fields",
    "action": "Fields",
    "grid": "Table Grid",
}
_DEEPEST = 5


def role_of(block: Element, around: Surroundings) -> str:
    """Name the role of a text block; of its classes the one that stands first in the table decides."""
    if block.tag == "caption" and around.role == "Signature":
        return "Signature Caption"
    words = block.get("class").split()
    if role := next((role for word, role in _CLASSES.items() if word in words), None):
        return role
    if block.get("scope") == "row":
        return around.role
    if block.tag in _ELEMENTS:
        return _ELEMENTS[block.tag]
    if block.get("data-label") and around.role == "Body Text":
        return f"Numbered {min(max(numbered_as(block)[1], 1), _DEEPEST)}"
    return around.role


def role_inside(block: Element, outer: str) -> str:
    """Name the role of plain paragraphs inside a block that holds others."""
    for word in block.get("class").split():
        if word in _INSIDE:
            return _INSIDE[word]
    return outer


def table_style(table: Element) -> str:
    """Name the table style of a table."""
    words = table.get("class").split()
    return next((_TABLE_STYLES[word] for word in words if word in _TABLE_STYLES), "Table Grid")


def cell_role(table: Element) -> str:
    """Name the role of plain paragraphs in a table's cells: body text where the table only lays text out."""
    style = table_style(table)
    if style == "Signatures":
        return "Signature"
    return "Body Text" if {"parallel", "action"} & set(table.get("class").split()) else "Table Text"
