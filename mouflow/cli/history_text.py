"""What log and blame print for people: a line for each commit, a line for each text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mouflow.diagnostics import printable
from mouflow.history import Commit, Key, Version
from mouflow.render.terminal.cells import cells
from mouflow.workspace.recording import Listing

_WIDEST = 24
"""So many cells a column takes at most before the next one stands out of line."""


def log_lines(listing: Listing) -> str:
    """Return a line for each commit, the newest first, with its versions."""
    listed = {each.sha for each in listing.commits}
    elsewhere = [each for each in reversed(listing.versions) if each.commit not in listed]
    rows: list[tuple[str, ...]] = []
    for commit in listing.commits:
        while elsewhere and elsewhere[0].date >= commit.date:
            rows.append(_version_row(elsewhere.pop(0)))
        names = ", ".join(listing.names_of(commit.sha))
        rows.append((names, commit.sha[:10], f"{commit.date:%Y-%m-%d}", commit.author, _why(commit, listing)))
    rows.extend(map(_version_row, elsewhere))
    return _columns(rows)


def _version_row(version: Version) -> tuple[str, ...]:
    """Return the row of a version that names a commit without changes here: one of another branch or agreement."""
    message = version.message.partition("\n")[0]
    return version.name, version.commit[:10], f"{version.date:%Y-%m-%d}", version.author, message


def _why(commit: Commit, listing: Listing) -> str:
    return commit.subject + (" (shared facts only)" if commit.sha in listing.shared else "")


def blame_lines(rows: Sequence[tuple[Key, Commit | None]]) -> str:
    """Return a line for each text, document by document.

    What has no language (a date, a party, a condition) is shown where its id has no text besides.
    """
    worded = {(key.document, key.id) for key, _ in rows if key.language}
    shown = [(key, commit) for key, commit in rows if key.language or (key.document, key.id) not in worded]
    lines = _columns([(key.id, key.language or "-", *_who(commit)) for key, commit in shown]).splitlines()
    texts: list[str] = []
    document = ""
    for (key, _), line in zip(shown, lines, strict=True):
        if key.document != document:
            texts += ["", key.document] if texts else [key.document]
            document = key.document
        texts.append(f"  {line}")
    return "".join(f"{text}\n" for text in texts)


def _who(commit: Commit | None) -> tuple[str, ...]:
    if commit is None:
        return ("", "", "not recorded yet", "")
    return commit.sha[:10], f"{commit.date:%Y-%m-%d}", commit.author, commit.subject


def _columns(rows: Iterable[tuple[str, ...]]) -> str:
    """Set rows in columns, by the cells that a terminal gives each character."""
    table = [tuple(printable(each) for each in row) for row in rows]
    widths = [min(max(map(cells, column)), _WIDEST) for column in zip(*table, strict=True)]
    return "".join(f"{_line(row, widths)}\n" for row in table)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    filled = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
    return "  ".join(filled).rstrip()
