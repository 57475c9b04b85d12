"""Rules for minutes: one word for the record, days in their order (domain.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.diagnostics import Diagnostic, error, warning
from mouflow.model.base import Prose, records_in, texts_in
from mouflow.model.facts import SharedFacts
from mouflow.model.minutes import Action, Attendee, Department, Minutes
from mouflow.model.pack import DocumentRecord

_RECORD = re.compile(r"會議(?:記錄|紀錄|紀要)|会议(?:记录|纪录|纪要)")
_SIMPLIFIED = {"記錄": "会议记录", "紀錄": "会议记录", "紀要": "会议纪要"}


def validate_record_term(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Chinese texts name the record as ``record_term`` does, and never in two ways (domain.md 3.2 rule 13)."""
    if not isinstance(record, Minutes):
        return
    wanted = {f"會議{record.record_term}", _SIMPLIFIED[record.record_term]}
    for text in texts_in(record):
        for key, prose in text.texts.items():
            if key.startswith("zh"):
                yield from _other_terms(prose, wanted)


def _other_terms(prose: Prose, wanted: set[str]) -> Iterator[Diagnostic]:
    for found in _RECORD.finditer(prose.text):
        if found.group() not in wanted:
            message = f"`{found.group()}` is mixed with the document's own {' / '.join(sorted(wanted))}"
            hint = "write {{ label('record') }}, or change `record_term`"
            yield error("mixed-term", message, prose.place(found.start()), hint)


def validate_attendance(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """Nobody is listed twice, as present and absent or under two departments; nor is a department."""
    if not isinstance(record, Minutes):
        return
    seen: set[tuple[str, bool]] = set()
    for each in records_in(record):
        if isinstance(each, Attendee) and each.person:
            key, shown = (each.person, False), f"`{each.person}`"
        elif isinstance(each, Department) and each.organisation:
            key, shown = (each.organisation, each.by_invitation), f"the department `{each.organisation}`"
        else:
            continue
        if key in seen:
            yield error("listed-twice", f"{shown} is listed twice", each.location, "keep one of the two")
        seen.add(key)


def validate_chairman(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """One person takes the chair (domain.md 3.2)."""
    chairmen = [each for each in record.present if each.role == "chairman"] if isinstance(record, Minutes) else []
    for other in chairmen[1:]:
        hint = "keep one `role: chairman`; two who share the chair are each `co-chairman`"
        yield warning("two-chairmen", "a second chairman", other.location, hint)


def validate_meeting_days(record: DocumentRecord, _facts: SharedFacts) -> Iterator[Diagnostic]:
    """The next meeting, the confirmation and the actions of a meeting come after it."""
    if not isinstance(record, Minutes):
        return
    later = [("the confirmation", record.confirmed, record.location)]
    if record.next_meeting:
        later.append(("the next meeting", record.next_meeting.date, record.next_meeting.location))
    actions = (each for each in records_in(record) if isinstance(each, Action))
    later += [(f"action `{action.id}`", action.due, action.location) for action in actions]
    for what, day, place in later:
        if day and day < record.date:
            yield warning("wrong-order", f"{what} is dated {day}, before the meeting", place, "mend the date")
