"""What a calendar says of one occurrence, apart from its date: titles, texts, states and reminders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mouflow.languages.dates import plain_date
from mouflow.languages.phrases import joined
from mouflow.languages.profiles import find_profile
from mouflow.register.records import Occurrence, Row
from mouflow.register.states import CLOSED
from mouflow.register.steps import Step

from .extract import Edition, Extract, Words, in_language

MAX_SUMMARY = 100
"""So many characters of a title in one language; the whole text stands in the description."""

Progress = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]
"""STATUS of a to-do (RFC 5545 3.8.1.11)."""

_PROGRESS: dict[str, Progress] = {
    "partial": "IN-PROCESS",
    "submitted": "IN-PROCESS",
    "done": "COMPLETED",
    "late": "COMPLETED",
    "waived": "CANCELLED",
    "lapsed": "CANCELLED",
    "ended": "CANCELLED",
}
_UNSAID = frozenset({"open", "overdue", "waiting", "standing"})
"""Statuses that every calendar shows by itself, or that change with the day alone: the file would change with it."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """The contents of an event or a to-do.

    ``remind`` are days before the date, ``attached`` the addresses of evidence, ``owner`` and ``email`` those of the
    officer in charge. An entry is ``tentative`` while its date depends on a renewal.
    """

    summary: str
    description: str
    categories: tuple[str, ...]
    progress: Progress = "NEEDS-ACTION"
    happens: bool = True
    tentative: bool = False
    completed: date | None = None
    share: int | None = None
    remind: tuple[int, ...] = ()
    attached: tuple[str, ...] = ()
    owner: str = ""
    email: str = ""
    internal: bool = True


def entry_of(extract: Extract, row: Row, edition: Edition, steps: Iterable[Step]) -> Entry:
    """Return what a calendar says of an occurrence; ``steps`` are those of its arithmetic that are told."""
    occurrence, owner = row.occurrence, row.occurrence.owner or ""
    progress = _PROGRESS.get(row.status, "NEEDS-ACTION")
    return Entry(
        summary=_summary(row, edition),
        description=_description(extract, row, edition, tuple(steps)),
        categories=_categories(occurrence, edition),
        progress=progress,
        happens=row.status not in ("waived", "ended"),
        tentative=_tentative(occurrence, edition),
        completed=occurrence.closed if progress == "COMPLETED" else None,
        share=occurrence.share if progress == "IN-PROCESS" else None,
        remind=() if row.status in CLOSED else tuple(sorted(occurrence.remind, reverse=True)),
        attached=_addresses(occurrence),
        owner=edition.person(owner or None),
        email=edition.directory.emails.get(owner, ""),
        internal=edition.internal,
    )


def _tentative(occurrence: Occurrence, edition: Edition) -> bool:
    return occurrence.known_from is not None and occurrence.known_from > edition.today


def _categories(occurrence: Occurrence, edition: Edition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.kind(occurrence.kind) for words in edition.words))


def _addresses(occurrence: Occurrence) -> tuple[str, ...]:
    found = (each.address for event in occurrence.events for each in event.evidence)
    return tuple(dict.fromkeys(each for each in found if each and _ADDRESS.fullmatch(each)))


def _summary(row: Row, edition: Edition) -> str:
    """Return what is to be done in every language, in brief, after what has become of it."""
    said = {words.key: _shortened(_title(row, words)) for words in edition.words}
    state = f"[{edition.status(row.status)}] " if row.status not in _UNSAID else ""
    return state + edition.joined(said, row.occurrence.name)


def _title(row: Row, words: Words) -> str:
    """Return what is handed over, else what is to be done in its first line, else the kind of the duty.

    What follows from the term, which has its clause's whole wording, is called by its name.
    """
    occurrence = row.occurrence
    if occurrence.source == "term":
        return words.heading(occurrence.id)
    texts = (occurrence.deliverable, row.wording, occurrence.wording)
    given = next((text for each in texts if (text := each.get(words.key))), "")
    return given.strip().partition("\n")[0] or words.kind(occurrence.kind)


def _shortened(text: str) -> str:
    """Cut a long text, at a space where there is one near the end."""
    one_line = " ".join(text.split())
    if len(one_line) <= MAX_SUMMARY:
        return one_line
    head = one_line[: MAX_SUMMARY - 1]
    space = head.rfind(" ")
    return (head[:space] if space > MAX_SUMMARY - 20 else head) + "…"


def _description(extract: Extract, row: Row, edition: Edition, steps: tuple[Step, ...]) -> str:
    """Return the whole text in each language in turn, and what only the office reads."""
    parts = ["\n".join(_told(extract, row, edition, words, steps)) for words in edition.words]
    owner = edition.person(row.occurrence.owner)
    own = (("owner", owner), ("note", row.occurrence.note))
    parts.append("\n".join(f"{edition.heading(name)}: {text}" for name, text in own if text))
    return "\n\n".join(part for part in parts if part)


def _told(extract: Extract, row: Row, edition: Edition, words: Words, steps: tuple[Step, ...]) -> Iterator[str]:
    """Give the lines of a description in one language: what is to be done, then what is to be known of it."""
    yield from filter(None, [row.wording.get(words.key) or row.occurrence.wording.get(words.key)])
    chinese = words.key.startswith("zh")
    known = {
        "agreement": in_language(extract.title, words.key) or extract.agreement,
        **_particulars(row, edition, words),
        "explanation": ("" if chinese else " ").join(words.steps(steps)),
        "reference": f"{extract.agreement}/{row.occurrence.id}",
    }
    yield from (f"{words.heading(name)}{'：' if chinese else ': '}{text}" for name, text in known.items() if text)


def _particulars(row: Row, edition: Edition, words: Words) -> dict[str, str]:
    occurrence, profile = row.occurrence, find_profile(words.key)
    bearers = (occurrence.party,) if occurrence.party else occurrence.bearers
    names = [edition.party(each, words.key) for each in bearers]
    certain = occurrence.known_from if _tentative(occurrence, edition) else None
    return {
        "place": row.place.get(words.key, ""),
        "bearers": joined(names, profile) if profile else ", ".join(names),
        "waiting-for": occurrence.waiting_for,
        "known-from": plain_date(certain, profile) if certain and profile else "",
        "status": words.status(row.status) if row.status not in _UNSAID else "",
    }
