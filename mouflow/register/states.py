"""What can become of something that is due, in the words of the ledger and on a day."""

from __future__ import annotations

from typing import Literal

Source = Literal["obligation", "milestone", "action", "term"]
"""Where a duty stands: in obligations.yaml, in minutes, or it follows from the term (notice, review, end)."""

State = Literal["open", "partial", "disputed", "submitted", "done", "waived"]
"""What the ledger says of an occurrence; submitted is done, but not yet verified by a second person."""

Status = Literal[
    "overdue",
    "disputed",
    "partial",
    "submitted",
    "open",
    "waiting",
    "standing",
    "done",
    "late",
    "waived",
    "lapsed",
    "ended",
]
"""What an occurrence is on a given day, the gravest first.

Waiting: its event has not happened; standing: never due; late: done after its day; lapsed: a window that closed;
ended: the agreement ended before it was due.
"""

CLOSED: frozenset[Status] = frozenset({"done", "late", "waived", "lapsed", "ended"})
"""Statuses that ask nothing of anybody any more."""
