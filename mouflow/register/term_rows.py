"""What follows from the term as occurrences: the window for notice, the review of activity, the end of each term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .ground import Ground
from .records import Occurrence, TermPeriod
from .steps import Step
from .windows import Window

if TYPE_CHECKING:
    from mouflow.model.obligations import Pinned


class _Sort(NamedTuple):
    """An occurrence of each term: its id and kind, the field with the day it is due and that with its last day."""

    id: str
    kind: str
    due: str
    lapses: str


_SORTS = (
    _Sort("term.review", "review", "review_by", "last"),
    _Sort("term.notice", "notice", "send_by", "receive_by"),
    _Sort("term.end", "other", "last", "last"),
)


def term_rows(ground: Ground) -> Iterator[Occurrence]:
    """Give what each term up to the horizon asks for, under the term's number; waiting until there is a first term.

    A notice is due on the last day on which it can be sent, and lapses after that on which it can be received; the
    review of activity lapses with the term. What answers a notice in the ledger closes it.
    """
    term = ground.basis.promises.term
    if term is None:
        return
    for sort in _SORTS:
        plain = _plain(sort, ground)
        if not ground.course.periods and _is_foreseen(sort, ground):
            yield plain.but(key="1", waiting_for="in-effect", steps=(Step("waiting", None, {"event": "in-effect"}),))
        for period in ground.course.periods:
            if period.number == 1 or period.first <= ground.until:
                yield from _row(sort, plain, period, ground)


def _is_foreseen(sort: _Sort, ground: Ground) -> bool:
    term = ground.basis.promises.term
    assert term
    if ground.course.ended is not None or term.kind == "indefinite":
        return False
    return sort.id == "term.end" or (term.notice is not None and (sort.id == "term.notice" or term.review is not None))


def _plain(sort: _Sort, ground: Ground) -> Occurrence:
    promises, pinned = ground.basis.promises, _pinned(sort, ground)
    return Occurrence(
        agreement=ground.basis.agreement,
        source="term",
        id=sort.id,
        bearers=ground.basis.parties,
        kind=sort.kind,
        clause=str(pinned.clause) if pinned.clause else None,
        document=str(pinned.document) if pinned.document else None,
        remind=promises.remind,
    )


def _pinned(sort: _Sort, ground: Ground) -> Pinned:
    """Return what names the clause: the notice, or the term where it names none."""
    term = ground.basis.promises.term
    assert term
    return term.notice if term.notice and term.notice.clause and sort.id != "term.end" else term


def _row(sort: _Sort, plain: Occurrence, period: TermPeriod, ground: Ground) -> Iterator[Occurrence]:
    lapses = getattr(period, sort.lapses)
    field = sort.due if getattr(period, sort.due) else sort.lapses
    if lapses is None or (sort.id == "term.review" and period.review_by is None):
        return
    row = plain.but(
        key=str(period.number),
        nominal=lapses if sort.id == "term.notice" else getattr(period, field),
        due=getattr(period, field),
        lapses=_holds_until(period, ground) if sort.id == "term.notice" else lapses,
        known_from=period.known_from if period.number > 1 else None,
        steps=period.steps.get(field, ()),
    )
    answer = ground.course.answers.get(period.number) if sort.id == "term.notice" else None
    yield row.but(state="done", closed=answer.date, events=(answer,)) if answer else row


def _holds_until(period: TermPeriod, ground: Ground) -> date | None:
    term = ground.basis.promises.term
    assert term
    return Window(term, ground.basis.calendars_of()).holds_until(period)
