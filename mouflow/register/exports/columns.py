"""The columns of the register's tables: what each is called, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from mouflow.register.records import Row, TermPeriod

from .extract import Edition, Extract, Words, in_language

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

Cell: TypeAlias = str | int | date | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: the name of its heading, what stands in it, and the words of its language where it is in one alone."""

    name: str
    cell: Callable[[Extract, T], Cell]
    words: Words | None = None


def duty_columns(edition: Edition) -> Iterator[Column[Row]]:
    """Give the columns of what is due; the last are for the office alone."""
    yield Column("agreement", lambda extract, _: extract.agreement)
    yield Column("reference", lambda _, row: row.occurrence.name)
    yield Column("kind", lambda _, row: edition.kind(row.occurrence.kind))
    yield from _in_each("wording", edition, _wording)
    yield from _in_each("deliverable", edition, lambda _, row, words: row.occurrence.deliverable.get(words.key))
    yield from _in_each("place", edition, lambda _, row, words: row.place.get(words.key))
    yield from _in_each("bearers", edition, lambda _, row, words: _bearers(row, edition, words))
    yield Column("status", lambda _, row: edition.status(row.status))
    yield Column("due", lambda _, row: row.occurrence.due)
    yield Column("overdue", lambda _, row: row.overdue or None)
    yield Column("original", lambda _, row: row.occurrence.original)
    yield Column("waiting-for", lambda _, row: row.occurrence.waiting_for)
    yield Column("known-from", lambda _, row: _later(row.occurrence.known_from, edition.today))
    yield Column("share", lambda _, row: row.occurrence.share)
    yield Column("expected", lambda _, row: row.occurrence.expected)
    yield Column("closed", lambda _, row: row.occurrence.closed)
    yield Column("follows", lambda _, row: ", ".join(row.occurrence.follows))
    yield from _in_each("explanation", edition, lambda _, row, words: _lines(words.steps(row.occurrence.steps)))
    if edition.internal:
        yield from _own_duty_columns(edition)


def _own_duty_columns(edition: Edition) -> Iterator[Column[Row]]:
    yield Column("owner", lambda _, row: edition.person(row.occurrence.owner))
    yield Column("deputy", lambda _, row: edition.person(row.occurrence.deputy))
    yield Column("evidence", lambda _, row: _evidence(row.occurrence.events))
    yield Column("note", lambda _, row: row.occurrence.note)


def _wording(_: Extract, row: Row, words: Words) -> str | None:
    return row.wording.get(words.key) or row.occurrence.wording.get(words.key)


def _bearers(row: Row, edition: Edition, words: Words) -> str:
    occurrence = row.occurrence
    bearers = (occurrence.party,) if occurrence.party else occurrence.bearers
    return _lines(edition.party(each, words.key) for each in bearers)


def term_columns(edition: Edition) -> Iterator[Column[TermPeriod]]:
    """Give the columns of terms."""
    yield Column("agreement", lambda extract, _: extract.agreement)
    yield from _in_each("title", edition, lambda extract, _, words: in_language(extract.title, words.key))
    yield Column("term", lambda _, term: term.number)
    yield Column("first", lambda _, term: term.first)
    yield Column("last", lambda _, term: term.last)
    yield Column("known-from", lambda _, term: _later(term.known_from, edition.today))
    yield Column("opens", lambda _, term: term.opens)
    yield Column("receive-by", lambda _, term: term.receive_by)
    yield Column("send-by", lambda _, term: term.send_by)
    yield Column("review-by", lambda _, term: term.review_by)


def event_columns(edition: Edition) -> Iterator[Column[Event]]:
    """Give the columns of what happened; the last are for the office alone."""
    yield Column("agreement", lambda extract, _: extract.agreement)
    yield Column("date", lambda _, event: event.date)
    yield Column("event", lambda _, event: edition.heading(f"event.{event.event}"))
    yield Column("reference", lambda _, event: _reference(event))
    yield from _in_each("party", edition, lambda _, event, words: event.party and edition.party(event.party, words.key))
    yield Column("about", lambda _, event: event.about and edition.heading(f"about.{event.about}"))
    yield Column("until", lambda _, event: event.until)
    yield Column("share", lambda _, event: event.share)
    if edition.internal:
        yield from _own_event_columns(edition)


def _own_event_columns(edition: Edition) -> Iterator[Column[Event]]:
    yield Column("to", lambda _, event: edition.person(event.to))
    yield Column("evidence", lambda _, event: _evidence((event,)))
    yield Column("note", lambda _, event: event.note)
    yield Column("by", lambda _, event: event.by)
    yield Column("at", lambda _, event: f"{event.at:%Y-%m-%dT%H:%M:%SZ}")
    yield Column("id", lambda _, event: event.id)


def _reference(event: Event) -> str:
    """Return what an event is about as commands call it; empty for what happened to the agreement."""
    key = f"@{event.occurrence}" if event.occurrence else ""
    return f"{event.of}{key}" if event.of else ""


def _in_each(name: str, edition: Edition, tell: Callable[[Extract, T, Words], Cell]) -> Iterator[Column[T]]:
    """Give a column for each language of the edition."""
    for words in edition.words:
        yield Column(name, _in(words, tell), words)


def _in(words: Words, tell: Callable[[Extract, T, Words], Cell]) -> Callable[[Extract, T], Cell]:
    return lambda extract, item: tell(extract, item, words)


def _later(day: date | None, today: date) -> date | None:
    """Return a day from which something is certain, as long as that lies ahead."""
    return day if day and day > today else None


def _evidence(events: Iterable[Event]) -> str:
    return _lines(each.path or each.address or "" for event in events for each in event.evidence)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
