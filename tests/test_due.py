"""Due rules as they are written: which keys go together, and what is said where they do not."""

from __future__ import annotations

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.model.due import DueRule
from mouflow.schema import read_record
from mouflow.source import parse_yaml

PATH = "agreements/first/obligations.yaml"


def due(text: str) -> DueRule:
    return read_record(parse_yaml(text, PATH), DueRule, PATH)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{every: {months: 0}, from: 2026-01-01}", "an interval of nothing never comes round"),
        ("{every: {years: 0, months: 0}, from: signed}", "an interval of nothing never comes round"),
        ("{every: {months: 6}, from: 2026-01-01, basis: completion, except: [2026-07-01]}", "counts from completion"),
        ("{rrule: FREQ=DAILY, from: 2026-01-01, basis: completion}", "has an interval"),
        ("{every: {days: 99999999999}, from: 2026-01-01}", "`99999999999` is beyond any number"),
        ("{after: signed, months: 999999999999999999999}", "is beyond any number"),
        ("{after: signed, months: 1.5}", "expected a whole number, found `1.5`"),
        ("{after: signed, months: 06}", "expected a whole number, found `06`"),
        ("{every: {months: 1}}", "needs a first date"),
        ("{date: 2026-01-01, until: 2027-01-01}", "`until` belongs to a recurrence"),
        ("{after: signed, every: {months: 1}}", "follows one rule, not after and every"),
    ],
)
def test_due_rule__tells_what_does_not_go_together(text: str, said: str) -> None:
    with pytest.raises(MouflowError) as raised:
        due(text)
    (told,) = raised.value.diagnostics
    assert said in told.message
    assert told.hint
    assert told.location


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("{every: {months: 1}, from: 2026-01-31}", "clamp"),
        ("{after: signed, months: 1}", "clamp"),
        ("{rrule: FREQ=MONTHLY, from: 2026-01-31}", "skip"),
        ("{rrule: FREQ=MONTHLY, from: 2026-01-31, month_end: next}", "next"),
        ("{every: {months: 1}, from: 2026-01-31, month_end: skip}", "skip"),
    ],
)
def test_missing_day__is_skipped_by_rules_of_rfc_5545_alone(text: str, missing: str) -> None:
    assert due(text).missing_day == missing
