"""What is wrong with what was said about renewal: notices too early or too late, renewals agreed after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from mouflow.model.ledger import Event
    from mouflow.model.obligations import Term

    from .records import TermPeriod

_SLIP = "; a slip is struck out with `mouflow void`"


def not_renewable(event: Event, period: TermPeriod, term: Term) -> Diagnostic:
    """Tell of a renewal that the term does not provide for."""
    why = f"`kind: {term.kind}`" if term.kind in ("fixed", "indefinite") else f"`renewals: {term.renewals}`"
    hint = "mend the term in obligations.yaml, as the parties agreed"
    return warning("not-renewable", f"term {period.number} cannot be renewed: {why}", event.location, hint)


def renewed_late(event: Event, period: TermPeriod) -> Diagnostic:
    """Tell of a renewal that was agreed when the term was over."""
    assert period.last
    over = (event.date - period.last).days
    message = (
        f"term {period.number} ended on {period.last.isoformat()}, and was renewed {over} days later, "
        f"on {event.date.isoformat()}: the agreement counts as never interrupted"
    )
    hint = f"enter the day on which the renewal was agreed; what begins anew is an agreement of its own{_SLIP}"
    return warning("late-renewal", message, event.location, hint)


def renewed_twice(event: Event, before: Event, period: TermPeriod) -> Diagnostic:
    """Tell of a renewal after one that came late: both can be meant for one term, and count for two."""
    message = (
        f"`renewed` of {event.date.isoformat()} renews term {period.number}, as that of {before.date.isoformat()}, "
        f"which came late, renewed term {period.number - 1}"
    )
    hint = "where both mean one renewal, strike one out: `mouflow void AGREEMENT EVENT`"
    return warning("renewed-twice", message, event.location, hint)


def too_early(event: Event, period: TermPeriod, missed: TermPeriod | None) -> Diagnostic:
    """Tell of a notice that was given before the window opened; ``missed`` is the term for which it was too late."""
    late = f"too late for term {missed.number} and " if missed else ""
    opens = period.opens.isoformat() if period.opens else ""
    message = f"{_notice(event)} came {late}too early for term {period.number}: it can be given from {opens} on"
    return warning("early-notice", message, event.location, "give it again within the window, and enter it then")


def too_late(event: Event, period: TermPeriod, word: Event | None) -> Diagnostic:
    """Tell of a notice that came too late, and holds for no later term either."""
    since = f", and a renewal was agreed on {word.date.isoformat()}" if word and word.event == "renewed" else ""
    hint = f"it changes nothing; where the sides let the notice hold all the same, enter `mouflow terminated`{_SLIP}"
    return warning("late-notice", f"{_late(event, period)}{since}", event.location, hint)


def counts_later(event: Event, missed: TermPeriod, period: TermPeriod) -> Diagnostic:
    """Tell of a notice that came too late for a term, and holds for a later one."""
    assert period.last
    message = f"{_late(event, missed)}; it holds for term {period.number}, which ends on {period.last.isoformat()}"
    hint = f"where the sides let it hold for the earlier term all the same, enter `mouflow terminated`{_SLIP}"
    return warning("late-notice", message, event.location, hint)


def _late(event: Event, period: TermPeriod) -> str:
    last = period.receive_by.isoformat() if period.receive_by else ""
    return f"{_notice(event)} came too late for term {period.number}, whose last day for it was {last}"


def _notice(event: Event) -> str:
    return f"the notice on {event.date.isoformat()}"
