"""The few keys of a document that the register needs, cut out of its text: the rest of it need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mouflow.diagnostics import MouflowError
from mouflow.source import Mapping, parse_yaml

_TOP_LINE = re.compile(r"\n[^ \n#]")
"""The end of a line before one that is neither indented, blank nor a comment."""
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?=[ \t\n]|$)")
_UNSAFE = re.compile(r"(?<![\w/])[&*!][\w.:/-]|<<:")
"""What could mean something that stands elsewhere: anchors, aliases, tags, merge keys."""


def sliced(text: str, shown: str, wanted: Sequence[str]) -> Mapping | None:
    """Return the values of some top-level keys of a document, with their places; None where it has to be read whole.

    That is the case where a line that is not indented begins with something else than a key, where a key stands there
    twice, or where what was cut out is no YAML by itself or leads elsewhere. Keys that are missing are left out.
    """
    places = _places(text)
    if places is None:
        return None
    cut = sorted(span for key in wanted if (span := places.get(key)))
    if any(_UNSAFE.search(text, *span) for span in cut):
        return None
    try:
        value = parse_yaml(_padded(text, cut), shown)
    except MouflowError:
        return None
    return value if isinstance(value, Mapping) else None


def _places(text: str) -> dict[str, tuple[int, int]] | None:
    """Return where each top-level key begins and its value ends; None where keys cannot be told by their lines."""
    starts = [found.start() + 1 for found in _TOP_LINE.finditer(text)]
    starts = [0, *starts] if text[:1] not in ("", " ", "\n", "#") else starts
    places: dict[str, tuple[int, int]] = {}
    last = ""
    for start, end in pairwise([*starts, len(text)]):
        if text.startswith(("- ", "-\n"), start) and last:
            places[last] = (places[last][0], end)  # the items of a list may stand below its key without indentation
            continue
        found = _KEY.match(text, start, end)
        last = found.group().rstrip(": \t") if found else ""
        if not found or last in places:
            return None
        places[last] = (start, end)
    return places


def _padded(text: str, cut: Sequence[tuple[int, int]]) -> str:
    """Join pieces of a text with as many line ends between them as stand there, so that every line keeps its number."""
    pieces, at = [], 0
    for start, end in cut:
        pieces += ["\n" * text.count("\n", at, start), text[start:end]]
        at = end
    return "".join(pieces)
