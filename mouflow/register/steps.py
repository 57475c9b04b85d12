"""The steps of a date's arithmetic: plain data, that an index can keep and a report word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ANOTHER = "*"
"""Stands for the id of a duty whose name is not for this reader; no id is written so."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a date's arithmetic: the rule by name, the day it led to, and what it counted with.

    A sentence for it stands in the labels of the register under `step.RULE`; ``values`` are plain data for that:
    days, numbers, ids, texts by language. Rules are listed in :data:`STEP_RULES`.
    """

    rule: str
    result: date | None = None
    values: Mapping[str, object] = field(default_factory=dict)


STEP_RULES: Mapping[str, tuple[str, ...]] = {
    "date": (),  # the day is written in obligations.yaml
    "action": ("document",),  # the day stands in the minutes
    "event": ("event", "source"),  # signed on …; source: ledger, memorandum, term
    "waiting": ("event",),  # the event has not happened
    "add": ("length", "back"),  # length: {"months": 6}; back: counted back
    "month-end": ("wanted", "mode"),  # no such day in the month; wanted: the number of the day
    "occurrence": ("number", "rule"),  # the n-th date of a recurrence; rule: as RFC 5545 has it, or {"months": 6}
    "completion": ("closed",),  # counts from the day the last was done
    "clear": ("length",),  # notice: the day itself does not count
    "inclusive": ("length",),
    "corresponding": ("length",),  # clear notice on this day would still hold by the rule of the corresponding date
    "closed": ("calendar", "place", "names", "weekend"),  # result: a day that is no business day on this calendar
    "roll": ("mode",),  # so it moves
    "foreseen": ("calendar", "place", "year"),  # holidays of that year are not announced in full, and may move the date
    "delivery": ("length",),  # a notice has to be sent so long before
    "extended": ("event",),  # the ledger gave a new date
    "renewed": ("number", "certain"),  # the n-th term; certain: known already
    "last-day": (),  # the day before the next term begins
}
"""Every rule of a step, with the names of its values."""
