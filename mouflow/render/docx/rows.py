"""The rows of one table of a redline: which of them came or went, and with them its heading rows and its parts."""

from __future__ import annotations

from collections.abc import Sequence

from mouflow.document import Element, has_class, walk
from mouflow.document.marks import PARALLEL, Standing, row_standing, standing

from .context import Context
from .revisions import Mark


class Rows:
    """Tells the marks of rows; without a redline there are none.

    Rows of a parallel table bear the marks of the blocks in them, and its heading rows stand where its rows do.
    """

    def __init__(self, context: Context, table: Element, rows: Sequence[Element], mark: Mark | None) -> None:
        self._redline = context.revisions is not None
        self._parallel = has_class(table, PARALLEL)
        self._whole = mark
        self._heads = context.heads.get(id(table), Standing.BOTH)
        self._first = rows[0] if rows else None
        self._marks = {id(row): self._mark(row) for row in rows} if self._redline else {}

    def of(self, row: Element) -> Mark | None:
        """Return the mark of a row."""
        if not self._redline:
            return None
        return self._marks[id(row)] if id(row) in self._marks else self._mark(row)

    def _mark(self, row: Element) -> Mark | None:
        where = row_standing(row) if self._parallel else standing(row)
        return None if where is Standing.BOTH else Mark(where, _change(row, where))

    def of_part(self, rows: Sequence[Element]) -> Mark | None:
        """Return the mark that rows have in common."""
        marks = [self.of(row) for row in rows] if self._redline else []
        if not marks or None in marks or len({mark.standing for mark in marks if mark}) > 1:
            return None
        return marks[0]

    def of_head(self, head: Element, rows: Sequence[Element]) -> Mark | None:
        """Return the mark of a heading row above rows."""
        if not self._parallel or not self._redline:
            return self.of(head)
        mark = self.of_part(rows)
        where = (mark.standing if mark else Standing.BOTH) & self._carried(rows)
        if where in (Standing.BOTH, Standing.NEITHER):
            return None
        return mark if mark and mark.standing is where else Mark(where)

    def shows_head(self, rows: Sequence[Element]) -> bool:
        """Tell whether there is any text in which the heading rows stand above these rows."""
        mark = self.of_part(rows)
        return bool((mark.standing if mark else Standing.BOTH) & self._carried(rows))

    def _carried(self, rows: Sequence[Element]) -> Standing:
        """Return where a part does not carry on the table before: the first part alone can."""
        return self._heads if rows and rows[0] is self._first else Standing.BOTH


def _change(row: Element, where: Standing) -> str:
    changes = (each.get("data-change") for each in walk((row,)) if standing(each) is where)
    return next(filter(None, changes), "")
