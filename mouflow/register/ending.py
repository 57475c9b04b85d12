"""An end before the time: by agreement, or by a notice of termination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, warning

from .arithmetic import add
from .moments import Moment, happened
from .steps import Step

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

    from .calendars import Calendars

_DAY = timedelta(days=1)


def early_end(
    term: Term | None, events: Sequence[Event], calendars: Calendars, problems: list[Diagnostic]
) -> Moment | None:
    """Return the first end that was agreed or that a notice of termination brings; a later renewal undoes a notice.

    Notice of termination of a tacit term that has no such notice of its own is notice that it is not to be renewed.
    """
    renewed = max((at for at, event in enumerate(events) if event.event == "renewed"), default=-1)
    ends: list[Moment] = []
    for at, event in enumerate(events):
        if event.event == "terminated":
            ends.append(happened("terminated", event.date, "ledger"))
        elif event.event == "notice" and event.about == "termination" and at > renewed:
            if term and term.termination:
                ends += _terminated(term, event, calendars)
            elif term is None or term.kind != "tacit":
                hint = "add `term.termination` with its length, or enter the end with `mouflow terminated`"
                message = "nothing says when a notice of termination ends the agreement"
                problems.append(warning("no-termination", message, event.location, hint))
    return min(ends, key=lambda each: each.day, default=None)


def _terminated(term: Term, event: Event, calendars: Calendars) -> Iterator[Moment]:
    """Give the last day after a notice of termination: the corresponding date, the day of the notice not counted.

    Where the notice counts from its own day on (`inclusive`), it is the day before.
    """
    assert term.termination
    inclusive = term.termination.counting == "inclusive"
    day, steps = add(event.date, term.termination.length.units(), "next" if inclusive else "clamp", calendars)
    if day:
        last = day - _DAY if inclusive else day
        counted = (Step("last-day", last),) if inclusive else ()
        received = happened("notice.termination", event.date, "ledger")
        named = Step("event", last, {"event": "terminated", "source": "term"})
        yield Moment(last, (*received.steps, *steps, *counted, named), event.date)
