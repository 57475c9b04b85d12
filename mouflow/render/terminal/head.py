"""What stands before the changed passages: the versions, who and when, counts, duties, layout, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mouflow.document import KINDS, Authorship, Document, Redline, Renumbering, Side, walk
from mouflow.render.findings import Findings

from .cells import cells

MAX_AUTHORS = 20
"""So many authors are named; a longer list hides what changed."""


def side_line(word: str, side: Side) -> str:
    """Tell of one version its name, commit and day."""
    facts = [each for each in (side.commit[:10], f"{side.date:%Y-%m-%d}" if side.date else "") if each]
    return f"{word} {side.name}" + (f" ({', '.join(facts)})" if facts else "")


def author_lines(redline: Redline) -> Iterator[str]:
    """Give a line for each author and commit, with the number of changes."""
    counts = Counter(change.authorship for change in redline.changes)
    for who, count in list(counts.items())[:MAX_AUTHORS]:
        yield f"{counted(count, 'change')}: {authorship(who)}"
    if len(counts) > MAX_AUTHORS:
        yield f"… and {len(counts) - MAX_AUTHORS} more commits"


def authorship(who: Authorship) -> str:
    """Tell who made a change, when, in which commit, and why; or that nobody can be named."""
    if not who.known:
        return "not known who"
    facts = ", ".join(filter(None, (who.name, f"{who.date:%Y-%m-%d}", who.commit[:10] or "not recorded yet")))
    return f"{facts}: {who.reason}" if who.reason else facts


def count_lines(document: Document, redline: Redline) -> Iterator[str]:
    """Give the rows of a table: kinds of changes against languages, then drift."""
    tags = [each.profile.tag for each in document.wordings]
    counts = Counter((change.kind, change.language) for change in redline.changes)
    rows = [
        [kind, *(str(counts[kind, tag]) for tag in tags)] for kind in KINDS if any(counts[kind, tag] for tag in tags)
    ]
    if rows:
        yield from _table([["", *tags], *rows])
    if redline.drifts:
        yield f"drift: {counted(len(redline.drifts), 'place')} where the languages no longer agree, marked below"
    hidden = {each.get("data-change") for each in walk(document.blocks)} - {change.id for change in redline.changes}
    if left_out := len(hidden - {""}):
        yield f"{counted(left_out, 'change')} of other kinds left out"


def number_lines(document: Document, redline: Redline) -> Iterator[str]:
    """Give the concordance of numbers: old and new, with the heading."""
    findings = Findings(document)

    def row(each: Renumbering) -> list[str]:
        full = findings.numbers(each.block, each.language)
        old, new = full.old or each.old or "(none)", full.new or each.new or "(none)"
        return [each.language, old, f"→ {new}", each.heading]

    yield from _table([row(each) for each in redline.renumberings])


def summary(redline: Redline) -> str:
    """Tell in one line how much changed."""
    counts = Counter(change.kind for change in redline.changes)
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    told = [counted(len(redline.changes), "change") + (f": {kinds}" if kinds else "")]
    told += [f"drift in {counted(len(redline.drifts), 'place')}"] if redline.drifts else []
    told += [counted(len(redline.renumberings), "new number")] if redline.renumberings else []
    told += [counted(len(redline.layout_changes), "change") + " of layout"] if redline.layout_changes else []
    told += [counted(len(redline.obligations), "change") + " of obligations"] if redline.obligations else []
    return "; ".join(told) if redline.changes or len(told) > 1 else "no changes"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align columns, whatever the width of their characters."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
