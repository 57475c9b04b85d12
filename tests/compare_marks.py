"""Comparisons written as a reader would see them: ``for [-two-]{+three+}<value> years``."""

from __future__ import annotations

import re

from mouflow.compare.words import compare_text

_MARK = re.compile(r"(?:\[-(?P<old>.*?)-\])?(?:\{\+(?P<new>.*?)\+\})?<(?P<kind>[a-z]+)>")


def texts_of(marked: str) -> tuple[str, str]:
    """Return the old and the new text that a marked one holds."""
    old = _MARK.sub(lambda found: found["old"] or "", marked)
    new = _MARK.sub(lambda found: found["new"] or "", marked)
    return old, new


def marked(old: str, new: str, names: frozenset[str] = frozenset()) -> str:
    """Compare two texts and write the changes, each with its kind, into the old one."""
    written, done = "", 0
    for change in compare_text(old, new, names):
        written += old[done : change.old_offset]
        written += f"[-{change.old}-]" if change.old else ""
        written += f"{{+{change.new}+}}" if change.new else ""
        written += f"<{change.kind}>"
        done = change.old_offset + len(change.old)
    return written + old[done:]
