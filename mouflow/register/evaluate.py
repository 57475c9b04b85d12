"""From what was promised and what happened to the register: terms, occurrences, what is wrong; pure, and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, error
from mouflow.languages.reading_dates import LAST_DAY

from .basis import Basis, in_order
from .course import course_of
from .duties import Duty, duties_of
from .folding import folded
from .ground import MOST_DATES, Ground
from .moments import agreement_moments, closings_of
from .occurrences import occurrences_of
from .promise_rules import clash_problems, order_problems, ring_problems
from .records import Occurrence, Register
from .term_rows import term_rows
from .triggers import Triggers
from .voiding import standing, void_problems

if TYPE_CHECKING:
    from mouflow.model.ledger import Event


def evaluate(basis: Basis, until: date) -> Register:
    """Return the register of an agreement, with what recurs, and its terms, up to a day.

    What is due once is there whenever it is due. All events of the basis count, whatever their dates: see ``as_of``.
    """
    events, duties = standing(in_order(basis.events)), duties_of(basis)
    ground = _ground(basis, events, duties, min(until, LAST_DAY))
    every = chain(term_rows(ground), chain.from_iterable(occurrences_of(duty, ground) for duty in duties))
    made = _bounded(tuple(islice(every, MOST_DATES + 1)), ground)
    occurrences, misfits = folded(made, events, basis.agreement, basis.people)
    course = ground.course
    return Register(
        agreement=basis.agreement,
        kind=course.kind,
        terms=course.periods,
        occurrences=occurrences,
        ended=course.ended,
        events={name: tuple(each.day for each in found) for name, found in ground.triggers.moments.items()},
        problems=(
            *course.problems,
            *ground.problems,
            *ring_problems(duties, basis.promises),
            *order_problems(occurrences, basis.promises),
            *clash_problems(events),
            *void_problems(basis.events),
            *misfits,
        ),
    )


def _ground(basis: Basis, events: Sequence[Event], duties: Sequence[Duty], until: date) -> Ground:
    """Follow the agreement and its terms through what happened to it, up to a day; dates are counted on that."""
    closings = closings_of(events)
    begun = agreement_moments(basis, events, closings)
    effect = next(iter(begun.get("in-effect", ())), None)
    course = course_of(basis.promises.term, effect, events, until, basis.calendars_of())
    triggers = Triggers({**begun, **course.moments}, closings, {duty.id: duty for duty in duties})
    return Ground(basis, course, triggers, until)


def _bounded(occurrences: tuple[Occurrence, ...], ground: Ground) -> tuple[Occurrence, ...]:
    if len(occurrences) > MOST_DATES:
        ground.problems.append(_too_many(ground))
    return occurrences[:MOST_DATES]


def _too_many(ground: Ground) -> Diagnostic:
    message = f"more than {MOST_DATES:,} dates by {ground.until.isoformat()}; the rest are left out"
    hint = "let something recur less often, or ask for dates up to an earlier day"
    return error("too-many-dates", message, ground.basis.promises.location, hint)
