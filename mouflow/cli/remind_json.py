"""What remind prints for programs: every digest with its reminders (`mouflow schema remind` prints the shape)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mouflow.tracking.digest import Digest
from mouflow.tracking.reminders import Call
from mouflow.tracking.shape import VERSION, DigestShape, ReminderShape, RemindersShape

from .json_output import show_json


def show_digests(every: Sequence[Digest], today: date) -> None:
    """Print digests as JSON."""
    shape = RemindersShape(version=VERSION, today=today, digests=tuple(map(_digest, every)))
    show_json(shape.model_dump(mode="json"))


def _digest(digest: Digest) -> DigestShape:
    to = digest.recipient
    return DigestShape(address=to.address or None, person=to.person, reminders=tuple(map(_reminder, digest.calls)))


def _reminder(call: Call) -> ReminderShape:
    one = call.row.occurrence
    return ReminderShape(
        agreement=one.agreement,
        reference=one.name,
        section=call.section,
        reason=call.reason,
        day=call.day,
        overdue=call.row.overdue,
        wording=dict(call.row.wording),
    )
