"""Tables of labels or people in parallel: one table for each row, so that a row stands beside its counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.document import Element, children_of, has_class, walk
from mouflow.document.block_ids import without_language

_LISTS = ("fields", "attendance")


def is_list(block: Element) -> bool:
    """Tell whether a block is a table without heads whose rows are to stand beside their counterparts."""
    listed = block.tag == "table" and any(has_class(block, name) for name in _LISTS)
    return listed and not children_of(block, "caption", "thead")


def one_row_tables(table: Element) -> Iterator[Element]:
    """Part a table into tables of one row and the same columns; each is known by the first id in its row."""
    columns = tuple(children_of(table, "colgroup"))
    for body in children_of(table, "tbody"):
        for row in children_of(body):
            first = next((each.id for each in walk((row,)) if each.id), table.id)
            name = f"{without_language(first)}.row{first.removeprefix(without_language(first))}"
            rows = Element("tbody", {}, (row,), body.origin)
            yield table.with_attributes(id=name).with_children(*columns, rows)
