"""The heading rows of parallel tables in a redline: in each text they stand once for all tables that follow on."""

from __future__ import annotations

from typing import TypeAlias

from mouflow.document import Document
from mouflow.document.marks import Standing, is_language_table, standing

Heads: TypeAlias = "dict[int, Standing]"
"""From a parallel table to the texts in which its heading rows stand; NEITHER where both have them further up.

What stands between two tables in one text alone parts them there alone: in the other the second carries on the first.
"""


def find_heads(document: Document) -> Heads:
    """Find out of every table of clauses in which texts its heading rows stand."""
    heads: Heads = {}
    for side in (Standing.OLD, Standing.NEW):
        carries_on = False
        for block in document.blocks:
            if standing(block).includes(side):
                if is_language_table(block):
                    heads[id(block)] = heads.get(id(block), Standing.NEITHER) | (
                        Standing.NEITHER if carries_on else side
                    )
                carries_on = is_language_table(block)
    return heads
