"""What a place is called on a line of a terminal: a heading on one line, a block by the id that a person gave it."""

from __future__ import annotations

import re

from .cells import cells

LONGEST = 60
"""So many cells of a heading are shown."""
_IN_TABLE = re.compile(r"\.(?:t(?:head|body|r|d|h)\d+)(?=\.|$).*$")
_ROW = re.compile(r"\.tr(\d+)(?=\.|$)")


def block_name(identifier: str) -> str:
    """Name a block by its permanent id; in a table without ids by the table and the row: ``witnesses, row 3``.

    Ids that begin with _ are those of templates, which no YAML has.
    """
    named = _IN_TABLE.sub("", identifier).removeprefix("_")
    row = _ROW.search(identifier)
    return f"{named}, row {row[1]}" if row else named


def on_one_line(heading: str) -> str:
    """Set a heading of several lines on one, and cut a long one short."""
    text = " ".join(heading.split())
    start = text[: LONGEST + 1]  # a character takes a cell at least, but for accents
    if start == text and cells(text) <= LONGEST:
        return text
    while cells(start) >= LONGEST:
        start = start[:-1]
    return f"{start.rstrip()}…"
