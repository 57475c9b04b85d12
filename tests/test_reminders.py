"""What has to be said of a row on a day, and to whom: reminder days, the ladder, windows, verification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mouflow.diagnostics import Severity
from mouflow.model.addresses import AddressError, checked_address
from mouflow.model.base import Localized
from mouflow.model.facts import Person
from mouflow.register.records import Occurrence
from mouflow.register.status import row_of
from mouflow.tracking.ladder import FIRST, Rung, reached
from mouflow.tracking.recipients import Directory, Recipient, address_problems, shared_out
from mouflow.tracking.reminders import Call, calls_of

DUE = date(2026, 6, 30)
ONE = Occurrence("talent", "obligation", "report", owner="ann", deputy="bo", remind=(30, 7, 1), due=DUE)
LADDER = (FIRST, Rung(7, "owner"), Rung(14, "deputy"), Rung(30, "head"))


def calls(days: int, one: Occurrence = ONE, within: int | None = None) -> list[Call]:
    """Return what is to be said so many days before the date; after it where they are negative."""
    today = DUE - timedelta(days=days)
    return list(calls_of(row_of(one, today, None), today, today + timedelta(days=within) if within else None, LADDER))


def reasons(days: int, one: Occurrence = ONE, within: int | None = None) -> list[str]:
    return [f"{each.reason} {each.to}" for each in calls(days, one, within)]


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        (31, None),
        (30, "before:30"),
        (8, "before:30"),
        (7, "before:7"),
        (6, "before:7"),
        (1, "before:1"),
        (0, "before:1"),
    ],
)
def test_calls_of__takes_the_nearest_day_that_has_come(left: int, reason: str | None) -> None:
    assert [each.reason for each in calls(left)] == ([reason] if reason else [])


def test_calls_of__within_adds_what_no_day_has_come_for() -> None:
    assert reasons(40, within=40) == ["within owner"]
    assert reasons(40, within=39) == []
    assert reasons(20, within=40) == ["before:30 owner"]


@pytest.mark.parametrize(
    ("overdue", "expected"),
    [
        (1, ["overdue:1 owner"]),
        (7, ["overdue:7 owner"]),
        (20, ["overdue:7 owner", "overdue:14 deputy"]),
        (400, ["overdue:7 owner", "overdue:14 deputy", "overdue:30 head"]),
    ],
)
def test_calls_of__climbs_the_ladder(overdue: int, expected: list[str]) -> None:
    assert reasons(-overdue) == expected


def test_calls_of__what_is_disputed_or_partial_and_late_climbs_too() -> None:
    assert reasons(-7, replace(ONE, state="disputed")) == ["overdue:7 owner"]
    assert reasons(-7, replace(ONE, state="partial", share=50)) == ["overdue:7 owner"]


def test_calls_of__a_notice_has_a_section_of_its_own_and_a_last_call() -> None:
    notice = replace(ONE, source="term", id="term.notice", key="1", lapses=DUE + timedelta(days=5))
    assert [(each.section, each.reason) for each in calls(7, notice)] == [("window", "before:7")]
    assert [(each.section, each.reason) for each in calls(-3, notice)] == [("window", "closing")]
    assert calls(-6, notice) == []


def test_calls_of__what_is_submitted_waits_for_a_second_person() -> None:
    submitted = replace(ONE, state="submitted", closed=date(2026, 6, 20))
    (call,) = calls(-50, submitted)
    assert (call.section, call.reason, call.day) == ("verify", "verify", date(2026, 6, 20))


@pytest.mark.parametrize("state", ["done", "waived"])
def test_calls_of__what_is_closed_asks_nothing(state: str) -> None:
    assert calls(-50, replace(ONE, state=state, closed=DUE)) == []  # type: ignore[arg-type]


def test_calls_of__what_waits_has_no_date_to_be_reminded_of() -> None:
    assert calls(5, replace(ONE, due=None, waiting_for="signed")) == []


def test_reached__gives_each_their_highest_step() -> None:
    assert reached((Rung(1, "owner"), Rung(3, "owner"), Rung(2, "bo")), 5) == (Rung(3, "owner"), Rung(2, "bo"))
    assert reached(LADDER, 0) == ()


def person(email: str | None) -> Person:
    return Person(name=Localized({}), email=email)


PEOPLE = {
    "ann": person("ann@x.example"),
    "bo": person("ANN@x.example"),
    "head": person(None),
    "bad": person("a@b\nBcc: c@d"),
}


def test_shared_out__several_steps_to_one_address_are_one_reminder() -> None:
    told = shared_out(calls(-20), Directory(PEOPLE, "office@x.example"))
    assert {to.address: [each.reason for each in own] for to, own in told.items()} == {"ann@x.example": ["overdue:14"]}


@pytest.mark.parametrize("owner", [None, "head", "bad", "gone"])
def test_shared_out__nothing_is_dropped(owner: str | None) -> None:
    told = shared_out(calls(7, replace(ONE, owner=owner)), Directory(PEOPLE, "office@x.example"))
    assert list(told) == [Recipient("office@x.example")]


@pytest.mark.parametrize(
    ("owner", "office", "codes"),
    [
        ("ann", None, []),
        (None, "o@x.example", []),
        (None, None, ["no-recipient"]),
        ("head", "o@x.example", ["no-address"]),
        ("bad", "o@x.example", ["bad-address"]),
        ("gone", None, ["unknown-person", "no-recipient"]),
    ],
)
def test_address_problems__tells_who_cannot_be_written_to(
    owner: str | None, office: str | None, codes: list[str]
) -> None:
    problems = address_problems(calls(7, replace(ONE, owner=owner)), Directory(PEOPLE, office), Severity.ERROR)
    assert [each.code for each in problems] == codes
    assert all(each.hint for each in problems)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a.b+c@X.Example", "a.b+c@x.example"),
        (" a@x.example ", "a@x.example"),
        ("a@香港.example", "a@xn--j6w193g.example"),
    ],
)
def test_checked_address__gives_what_goes_over_the_wire(written: str, sent: str) -> None:
    assert checked_address(written) == sent


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "@", "a@", "@b", "a@b@c.example", "a b@c.example", "a@b\nBcc: c@d", "a@b.example\r\nRCPT TO:<x@y>"),
        *(
            "<a@b.example>",
            "Ann <a@b.example>",
            "a@b.example,c@d.example",
            "李@b.example",
            "a@-b.example",
            "a@b..example",
        ),
        *(
            "a..b@c.example",
            '"a b"@c.example',
            "a@[127.0.0.1]",
            "a\0@b.example",
            "x" * 65 + "@b.example",
            "a@" + "b." * 130,
        ),
    ],
)
def test_checked_address__refuses_what_is_none(text: str) -> None:
    with pytest.raises(AddressError):
        checked_address(text)
