"""What is due, and what happened, as the tables of a report print it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from mouflow.assembly.report import Data
from mouflow.register.records import Row, TermPeriod

from .telling import Lines, Telling, Texts

if TYPE_CHECKING:
    from mouflow.model.ledger import Event


def duty_data(row: Row, parties: Collection[str], telling: Telling) -> Data:
    """Return a row of a table of duties; who sees to it only where the report stays in the office."""
    one = row.occurrence
    deliverable = telling.texts(lambda voice: _deliverable(row, telling, voice.key))
    return {
        "reference": one.name,
        "wording": telling.wording(row),
        "deliverable": [
            {**each, "text": _say(telling, str(each["tag"]), "report.deliverable", text=each["text"])}
            for each in deliverable
        ],
        "bearers": telling.bearers(row, parties),
        "owner": _owner(row, telling) if telling.edition.internal else [],
        "due": telling.day(one.due),
        "due_notes": list(_due_notes(row, telling)),
        "status": telling.status(row.status),
        "status_notes": list(_status_notes(row, telling)),
        "place": telling.written(row.place),
        "overdue": row.overdue > 0,
    }


def _say(telling: Telling, tag: str, name: str, **values: object) -> str:
    voice = next((each for each in telling.voices if each.book.profile.tag == tag), telling.voices[0])
    return voice.book.say(name, **values)


def _deliverable(row: Row, telling: Telling, key: str) -> str:
    """Return the deliverable in a language, where the wording is another text."""
    text = row.occurrence.deliverable.get(key, "")
    told = [each["text"] for each in telling.wording(row)]
    return "" if text in told else text


def _owner(row: Row, telling: Telling) -> Texts:
    names, owner = telling.person(row.occurrence.owner), row.occurrence.owner
    return telling.texts(
        lambda voice: (
            voice.book.say("report.owner", name=names.get(voice.key) or next(iter(names.values()), owner))
            if owner
            else ""
        )
    )


def _due_notes(row: Row, telling: Telling) -> Iterator[Texts]:
    one = row.occurrence
    if one.waiting_for and one.due is None:
        yield telling.texts(lambda voice: voice.book.say("report.counted-from", event=voice.event(one.waiting_for)))
    if one.original and one.original != one.due:
        yield telling.on("report.original", one.original)
    if one.known_from and one.known_from > telling.edition.today:
        yield telling.label("report.if-renewed")


def _status_notes(row: Row, telling: Telling) -> Iterator[Texts]:
    one = row.occurrence
    if row.overdue:
        yield telling.label("report.days-overdue-one" if row.overdue == 1 else "report.days-overdue", days=row.overdue)
    if one.closed:
        yield telling.day(one.closed)
    if one.share is not None and not one.closed:
        yield telling.label("report.share", share=one.share)
    if one.expected and not one.closed:
        yield telling.on("report.expected", one.expected)


def term_data(term: TermPeriod, telling: Telling) -> Data:
    """Return a row of the table of terms."""
    expected = term.known_from is not None and term.known_from > telling.edition.today
    name = "gantt.expected" if expected else "gantt.term"
    days = (term.first, term.last, term.opens, term.review_by, term.send_by, term.receive_by)
    cells = [telling.day(day) for day in days]
    if term.last is None:
        cells[1] = telling.label("report.indefinite")
    return {"name": telling.label(name, number=term.number), "days": cells}


TERM_HEADINGS = ("term", "first", "last", "opens", "review-by", "send-by", "receive-by")
"""The columns of :func:`term_data`."""


def event_data(event: Event, telling: Telling) -> Data:
    """Return a row of the ledger; why, with what evidence and by whom only where the report stays in the office."""
    key = f"@{event.occurrence}" if event.occurrence else ""
    party = f"/{event.party}" if event.of and event.party else ""
    return {
        "date": telling.day(event.date),
        "event": telling.heading(f"event.{event.event}"),
        "reference": f"{event.of}{key}{party}" if event.of else "",
        "details": [each for each in _details(event, telling) if each],
        "by": event.by.partition(" <")[0] if telling.edition.internal else "",
    }


def _details(event: Event, telling: Telling) -> Lines:
    told = [
        telling.party(event.party) if event.party and not event.of else [],
        telling.heading(f"about.{event.about}") if event.about else [],
        telling.on("report.until", event.until) if event.until else [],
        telling.label("report.share", share=event.share) if event.share is not None else [],
    ]
    if not telling.edition.internal:
        return told
    evidence = [telling.plain(text) for text in evidence_of((event,))]
    return [*told, *evidence, telling.plain(event.note or "")]


def evidence_of(events: Iterable[Event]) -> list[str]:
    """Return the files and addresses that show that something was done, in order."""
    return [text for event in events for each in event.evidence if (text := each.path or each.address)]
