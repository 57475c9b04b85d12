"""Events about what no rule makes due: what they closed stays, as an occurrence of its own, and all of it is told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mouflow.diagnostics import Diagnostic, Severity, did_you_mean

from .records import Occurrence

if TYPE_CHECKING:
    from mouflow.model.ledger import Event

_MOST_LISTED = 6

Place = tuple[str, str, str | None]
"""Which occurrence is meant: id, key, party."""


def closed_alone(place: Place, occurrences: Sequence[Occurrence], agreement: str) -> Occurrence:
    """Return the occurrence that events mean, as it would be; due on the day that its key names, if it names one."""
    identifier, key, party = place
    like = next((each for each in occurrences if each.id == identifier), None)
    day = _day(key)
    return replace(
        like or Occurrence(agreement, "obligation", identifier),
        key=key,
        party=party,
        bearers=(party,) if party else like.bearers if like else (),
        needs_verifying=False,
        nominal=day,
        due=day,
        original=None,
        known_from=None,
        waiting_for="",
        state="open",
        closed=None,
        steps=(),
        events=(),
    )


def about_unmatched(one: Occurrence, event: Event, occurrences: Sequence[Occurrence], *, kept: bool) -> Diagnostic:
    """Tell of an event about what no rule makes due.

    It is an error only where the id is unknown too, and nothing is kept: what was closed may have been amended since,
    and a ledger is not changed afterwards.
    """
    same = [each for each in occurrences if each.id == one.id]
    if same:
        message, hint = (
            f"the ledger speaks of {one.name}, which is not due by its rule",
            f"there are: {_near(one, same)}",
        )
    else:
        message = f"the ledger speaks of `{one.id}`, which nothing promises"
        hint = did_you_mean(one.id, {each.id for each in occurrences})
    severity = Severity.WARNING if same or kept else Severity.ERROR
    message += f"; it is kept as {one.state}" if kept else ""
    return Diagnostic(severity, "unknown-occurrence", message, event.location, hint)


def _near(one: Occurrence, same: Sequence[Occurrence]) -> str:
    """List the occurrences around the place that a key would have among them."""
    ordered = sorted(same, key=_order)
    at = sum(_order(each) < _order(one) for each in same)
    first = max(0, min(at - _MOST_LISTED // 2, len(ordered) - _MOST_LISTED))
    shown = [each.name for each in ordered[first : first + _MOST_LISTED]]
    return ", ".join(shown) + (", …" if len(shown) < len(ordered) else "")


def _order(one: Occurrence) -> tuple[int, str]:
    return len(one.key), one.key


def _day(key: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(key) if len(key) == 10 else None
    return None
