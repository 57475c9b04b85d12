"""What occurrences are on a day, and the order of views."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.register.records import Occurrence, Register
from mouflow.register.states import CLOSED, State, Status
from mouflow.register.status import row_of, rows, status_on

TODAY = date(2026, 9, 30)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def occurrence(identifier: str = "report", **more: Any) -> Occurrence:
    return Occurrence("hk-shanghai", "obligation", identifier, **more)


@pytest.mark.parametrize(
    ("given", "ended", "status", "overdue"),
    [
        ({"due": TODAY}, None, "open", 0),
        ({"due": YESTERDAY}, None, "overdue", 1),
        ({"due": date(2025, 9, 30)}, None, "overdue", 365),
        ({"due": TOMORROW}, None, "open", 0),
        ({}, None, "standing", 0),
        ({"waiting_for": "signed"}, None, "waiting", 0),
        ({"due": TODAY, "state": "done", "closed": TODAY}, None, "done", 0),
        ({"due": YESTERDAY, "state": "done", "closed": TODAY}, None, "late", 0),
        ({"state": "done", "closed": TODAY}, None, "done", 0),
        ({"due": YESTERDAY, "state": "submitted", "closed": YESTERDAY}, None, "submitted", 0),
        ({"due": YESTERDAY, "state": "waived", "closed": TODAY}, None, "waived", 0),
        ({"due": TOMORROW, "state": "partial", "share": 50}, None, "partial", 0),
        ({"due": YESTERDAY, "state": "partial", "share": 50}, None, "overdue", 1),
        ({"due": TOMORROW, "state": "disputed"}, None, "disputed", 0),
        ({"due": YESTERDAY, "state": "disputed"}, None, "disputed", 1),
        ({"due": YESTERDAY, "expected": TOMORROW}, None, "overdue", 1),
        # the agreement ended
        ({"due": TOMORROW}, YESTERDAY, "ended", 0),
        ({"due": TOMORROW}, TODAY, "ended", 0),
        ({"due": TOMORROW}, TOMORROW, "open", 0),
        ({"due": YESTERDAY}, YESTERDAY, "overdue", 1),
        ({"due": TOMORROW, "survives": True}, YESTERDAY, "open", 0),
        ({"due": TOMORROW, "original": YESTERDAY}, YESTERDAY, "open", 0),  # extended beyond the end
        ({"due": TOMORROW, "state": "done", "closed": TODAY}, YESTERDAY, "done", 0),
        ({}, YESTERDAY, "ended", 0),
        ({}, TODAY, "standing", 0),
        ({"waiting_for": "notice"}, YESTERDAY, "ended", 0),
        ({"waiting_for": "final-report", "survives": True}, YESTERDAY, "waiting", 0),
        # windows
        ({"due": YESTERDAY, "lapses": TODAY}, None, "overdue", 1),
        ({"due": YESTERDAY, "lapses": YESTERDAY}, None, "lapsed", 0),
        ({"due": YESTERDAY, "lapses": YESTERDAY, "state": "done", "closed": YESTERDAY}, None, "done", 0),
    ],
)
def test_status_on__a_day(given: dict[str, Any], ended: date | None, status: Status, overdue: int) -> None:
    assert status_on(occurrence(**given), TODAY, ended) == (status, overdue)


@pytest.mark.parametrize("name", ["term.notice", "term.end"])
def test_status_on__nobody_owes_a_notice(name: str) -> None:
    """Between the last day for sending it and that for its receipt it may still be handed over."""
    assert status_on(occurrence(name, due=YESTERDAY, lapses=TODAY), TODAY, None) == ("open", 0)
    assert status_on(occurrence(name, due=YESTERDAY, lapses=YESTERDAY), TODAY, None) == ("lapsed", 0)


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(state=st.sampled_from(get_args(State)), due=DAYS, closed=DAYS, ended=DAYS, lapses=DAYS, waiting=st.booleans())
def test_status_on__is_always_one_and_overdue_only_when_open(
    state: State, due: date | None, closed: date | None, ended: date | None, lapses: date | None, waiting: bool
) -> None:
    one = occurrence(state=state, due=due, closed=closed, lapses=lapses, waiting_for="signed" if waiting else "")
    standing = status_on(one, TODAY, ended)
    assert standing.status in get_args(Status)
    assert standing.overdue == 0 or (standing.status in ("overdue", "disputed") and due and due < TODAY)
    assert (standing.status in ("done", "late", "waived")) == (state in ("done", "waived"))
    assert standing.overdue == 0 or standing.status not in CLOSED


def test_rows__come_overdue_first_and_closed_last() -> None:
    every = (
        occurrence("standing"),
        occurrence("waiting", waiting_for="signed"),
        occurrence("done", due=date(2026, 1, 1), state="done", closed=date(2026, 1, 1)),
        occurrence("soon", due=TOMORROW),
        occurrence("series", key="10", due=date(2027, 1, 1)),
        occurrence("series", key="9", due=date(2027, 1, 1)),
        occurrence("overdue", due=YESTERDAY),
        occurrence("contested", due=date(2026, 8, 1), state="disputed"),
        occurrence("oldest", due=date(2026, 1, 1)),
    )
    told = [row.occurrence.name for row in rows(Register("hk-shanghai", occurrences=every), TODAY)]
    order = "oldest contested overdue soon series@9 series@10 waiting standing done"
    assert told == order.split()


def test_rows__know_the_end_of_the_agreement() -> None:
    (row,) = rows(Register("hk-shanghai", occurrences=(occurrence(due=TOMORROW),), ended=YESTERDAY), TODAY)
    assert (row, row.status) == (row_of(row.occurrence, TODAY, YESTERDAY), "ended")


def test_status__imports_nothing_that_takes_long() -> None:
    """What answers out of the index has to start at once."""
    heavy = "{'pydantic', 'yaml', 'jinja2', 'holidays', 'dateutil', 'rich', 'git'}"
    code = f"import sys, mouflow.register.status; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
