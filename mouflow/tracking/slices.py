"""The few keys of a document that the register needs, cut out of its text: the rest of it need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as PlainMapping
from itertools import pairwise
from typing import TypeAlias

from mouflow.diagnostics import MouflowError
from mouflow.source import parse_yaml

Spans: TypeAlias = PlainMapping[str, tuple[int, int]]
"""Where each top-level key begins, and where its value ends."""

_TOP_LINE = re.compile(r"\n[^ \n#]")
"""The end of a line before one that is neither indented, blank nor a comment."""
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?=[ \t\n]|$)")
_WORD = re.compile(r"[\w-]+:[ ]+([a-z][a-z-]*)[ ]*(?:[ ]#.*)?\n(?:\s*(?:#.*)?(?:\n|$))*")
"""A key with a bare word, and nothing but comments and blank lines below it."""
_UNSAFE = re.compile(r"(?<![\w/])[&*!][\w.:/-]|<<:")
"""What could mean something that stands elsewhere: anchors, aliases, tags, merge keys."""


def top_level(text: str) -> Spans | None:
    """Return where each top-level key of a document begins and its value ends; None where it has to be read whole.

    That is the case where a line that is not indented begins with something else than a key, or a key stands twice.
    """
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


def word_of(text: str, spans: Spans, key: str) -> str | None:
    """Return the value of a key, where that is one bare word; else None."""
    found = _WORD.fullmatch(text, *spans[key]) if key in spans else None
    return found.group(1) if found else None


def sliced(
    text: str,
    shown: str,
    spans: Spans,
    wanted: Sequence[str],
    parse: Callable[[str, str], object] = parse_yaml,
) -> dict[str, object] | None:
    """Return the values of some top-level keys, with their places; those that are missing are left out.

    None where what was cut out is no YAML by itself, or leads elsewhere. ``parse`` makes values of text.
    """
    cut = sorted(span for key in wanted if (span := spans.get(key)))
    if any(_UNSAFE.search(text, *span) for span in cut):
        return None
    try:
        value = parse(_padded(text, cut), shown)
    except MouflowError:
        return None
    return value if isinstance(value, dict) else None


def _padded(text: str, cut: Sequence[tuple[int, int]]) -> str:
    """Join pieces of a text with as many line ends between them as stand there, so that every line keeps its number."""
    pieces, at = [], 0
    for start, end in cut:
        pieces += ["\n" * text.count("\n", at, start), text[start:end]]
        at = end
    return "".join(pieces)
