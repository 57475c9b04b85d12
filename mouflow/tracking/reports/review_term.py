"""The term that a review of activity is about: its particulars, its dates, and what can be recommended."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.assembly.report import Data
from mouflow.register.exports.extract import Extract
from mouflow.register.records import TermPeriod

from .telling import Telling, Texts


def particulars(extract: Extract, term: TermPeriod, telling: Telling) -> Iterator[tuple[Texts, Texts]]:
    """Give what the agreement is, by name and value."""
    register = extract.register
    yield telling.heading("agreement"), telling.plain(extract.agreement)
    yield telling.heading("parties"), telling.parties(extract.parties)
    for name in ("signed", "in-effect"):
        days = register.events.get(name, ())
        yield telling.heading(f"event.{name}"), telling.day(days[0]) if days else []
    yield telling.heading("term-kind"), telling.texts(lambda voice: voice.word("term-kind", register.kind))
    yield telling.heading("term"), _span(term, telling)


def term_dates(term: TermPeriod, following: TermPeriod | None, telling: Telling) -> Iterator[tuple[Texts, Texts]]:
    """Give the dates of the window of notice, and the next term."""
    for name, day in (
        ("opens", term.opens),
        ("review-by", term.review_by),
        ("send-by", term.send_by),
        ("receive-by", term.receive_by),
        ("last", term.last),
    ):
        yield telling.heading(name), telling.day(day)
    yield telling.label("renewal.next-term"), _span(following, telling) if following else []


def _span(term: TermPeriod, telling: Telling) -> Texts:
    name = "renewal.span" if term.last else "renewal.span-open"
    return telling.texts(
        lambda voice: voice.book.say(name, number=term.number, first=voice.day(term.first), last=voice.day(term.last))
    )


def window_passed(term: TermPeriod, telling: Telling) -> Texts:
    """Say that no notice can be given any more, where that is so."""
    last = term.receive_by
    gone = last is not None and last < telling.edition.today
    return telling.on("renewal.window-passed", last) if gone else []


def choices(kind: str, term: TermPeriod, telling: Telling) -> Iterator[Texts]:
    """Give what can be recommended: to renew, to renew amended, to end, or to consult."""
    first = {"tacit": "tacit", "express": "same"}.get(kind, "fixed")
    yield telling.label(f"renewal.choice.{first}")
    yield telling.label("renewal.choice.amended")
    sent, received = term.send_by or term.receive_by, term.receive_by
    if sent and received and received >= telling.edition.today:
        yield telling.texts(
            lambda voice: voice.book.say("renewal.choice.end-by", day=voice.day(sent), last=voice.day(received))
        )
    else:
        yield telling.label("renewal.choice.terminate" if kind == "tacit" and received else "renewal.choice.end")
    yield telling.label("renewal.choice.consult")


def listed(facts: Iterator[tuple[Texts, Texts]]) -> list[Data]:
    """Return names and values for a table, without what has no value."""
    return [{"name": name, "value": value} for name, value in facts if value]
