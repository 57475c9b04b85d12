"""Characters that may not stand in a text, and merge conflicts left in a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from mouflow.diagnostics import Diagnostic, Location, error

MAX_REPORTED = 50
"""So many refused characters are told of one file; a binary file would give thousands."""

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\ud800-\udfff\ufeff\ufffe\uffff"  # surrogates, byte order marks, what is no character
    "\u2028\u2029"  # line separators, which count as line breaks in YAML and nowhere else
    "\u202a-\u202e\u2066-\u2069]"  # changes of direction, which can show a text other than it is
)
_CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)


def refused_characters(text: str, shown: str) -> Iterator[Diagnostic]:
    """Find the characters that no text of an agreement may hold; ``shown`` is the file's path."""
    for found in islice(_REFUSED.finditer(text), MAX_REPORTED):
        sign = found.group()
        name = unicodedata.name(sign, "a surrogate" if "\ud800" <= sign <= "\udfff" else "a control character")
        message = f"U+{ord(sign):04X} ({name}) may not stand in a text"
        yield error("yaml-character", message, place_in(text, found.start(), shown), "delete it")


def conflict_markers(text: str, shown: str) -> Iterator[Diagnostic]:
    """Find the markers that git leaves where a merge is not resolved."""
    for found in islice(_CONFLICT.finditer(text), MAX_REPORTED):
        place = place_in(text, found.start(), shown)
        yield error("yaml-conflict", "a merge conflict is not resolved here", place, "keep one side, drop the markers")


def place_in(text: str, index: int, shown: str) -> Location:
    """Return the line and column of an index into a text."""
    start = text.rfind("\n", 0, index) + 1
    return Location(shown, text.count("\n", 0, index) + 1, index - start + 1)
