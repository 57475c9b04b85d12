"""Events about what no rule makes due: what they closed stays, as an occurrence of its own, and all of it is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
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


ById = Mapping[str, Sequence[Occurrence]]
"""The occurrences of each id, in the order of their keys."""


def by_id(occurrences: Iterable[Occurrence]) -> ById:
    """Return occurrences by their ids; a ledger may speak of thousands that are not among them."""
    found: dict[str, list[Occurrence]] = {}
    for each in sorted(occurrences, key=_order):
        found.setdefault(each.id, []).append(each)
    return found


def closed_alone(place: Place, known: ById, agreement: str) -> Occurrence:
    """Return the occurrence that events mean, as it would be; due on the day that its key names, if it names one."""
    identifier, key, party = place
    like = next(iter(known.get(identifier, ())), None)
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


def about_unmatched(one: Occurrence, event: Event, known: ById, *, kept: bool) -> Diagnostic:
    """Tell of an event about what no rule makes due.

    It is an error only where the id is unknown too, and nothing is kept: what was closed may have been amended since,
    and a ledger is not changed afterwards.
    """
    same = known.get(one.id)
    if same:
        message, hint = (
            f"the ledger speaks of {one.name}, which is not due by its rule",
            f"there are: {_near(one, same)}",
        )
    else:
        message = f"the ledger speaks of `{one.id}`, which nothing promises"
        hint = did_you_mean(one.id, known)
    severity = Severity.WARNING if same or kept else Severity.ERROR
    message += f"; it is kept as {one.state}" if kept else ""
    return Diagnostic(severity, "unknown-occurrence", message, event.location, hint)


def _near(one: Occurrence, same: Sequence[Occurrence]) -> str:
    """List the occurrences around the place that a key would have among them."""
    at = bisect_left(same, _order(one), key=_order)
    first = max(0, min(at - _MOST_LISTED // 2, len(same) - _MOST_LISTED))
    shown = [each.name for each in same[first : first + _MOST_LISTED]]
    return ", ".join(shown) + (", …" if len(shown) < len(same) else "")


def _order(one: Occurrence) -> tuple[int, str]:
    return len(one.key), one.key


def _day(key: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(key) if len(key) == 10 else None
    return None
