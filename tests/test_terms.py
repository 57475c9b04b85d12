"""Terms: their days by worked examples, each with its reason; windows for notice over thirty years; how they end."""

from __future__ import annotations

import itertools
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.model.ledger import Event
from mouflow.register.arithmetic import add
from mouflow.register.calendars import Calendars
from mouflow.register.records import TermPeriod
from mouflow.register.status import rows
from mouflow.register.steps import STEP_RULES
from tests.promised_samples import codes, event, found, one_duty, register, rules

DAY = timedelta(days=1)
THIRTY_YEARS = date(2056, 12, 31)
NO_CALENDARS = Calendars()


def tacit(**keys: str) -> str:
    given = {"kind": "tacit", "length": "{years: 3}", "notice": "{length: {months: 6}}", **keys}
    return f"term: {{{', '.join(f'{name}: {value}' for name, value in given.items())}}}"


def terms(text: str, *events: Event, until: date = THIRTY_YEARS, **more: Any) -> tuple[TermPeriod, ...]:
    return register(text, *events, until=until, **more).terms


def after(day: date, months: int, month_end: Any = "clamp") -> date:
    found, _ = add(day, {"months": months}, month_end, NO_CALENDARS)
    assert found
    return found


@pytest.mark.parametrize(
    ("first", "length", "last", "why"),
    [
        ("2026-03-01", "{years: 3}", "2029-02-28", "the day before 1 March 2029"),
        ("2025-03-01", "{years: 3}", "2028-02-29", "the day before 1 March 2028: a leap day belongs to the term"),
        ("2024-06-08", "{years: 3}", "2027-06-07", "the day before the third anniversary"),
        ("2026-01-01", "{years: 1}", "2026-12-31", "a calendar year"),
        ("2024-02-29", "{years: 1}", "2025-02-28", "a year ends with the month that has no 29th: 366 days, not 365"),
        ("2024-02-29", "{years: 4}", "2028-02-28", "the day before 29 February 2028, which there is"),
        ("2026-08-31", "{months: 6}", "2027-02-28", "February has no 31st: the last day of the sixth month"),
        ("2027-08-31", "{months: 6}", "2028-02-29", "the same in a leap year"),
        ("2026-08-30", "{months: 6}", "2027-02-28", "nor has it a 30th"),
        ("2026-03-31", "{months: 1}", "2026-04-30", "April has no 31st"),
        ("2026-01-31", "{years: 1, months: 6}", "2027-07-30", "the day before 31 July 2027"),
        ("2026-03-01", "{days: 90}", "2026-05-29", "the ninetieth day, the first one counted"),
        ("2026-03-02", "{weeks: 2}", "2026-03-15", "a fortnight of whole weeks, Monday to Sunday"),
    ],
)
def test_terms__end_on_the_day_before_the_next_would_begin(first: str, length: str, last: str, why: str) -> None:
    (term,) = terms(f"term: {{kind: fixed, length: {length}}}", signed=date.fromisoformat(first))
    assert (term.first.isoformat(), str(term.last)) == (first, last), why


@pytest.mark.parametrize(
    ("signed", "term", "receive_by", "why"),
    [
        ("2026-03-01", "{length: {months: 6}}", "2028-08-31", "clear: September to February lie between, whole"),
        ("2026-03-01", "{length: {months: 6}, counting: inclusive}", "2028-09-01", "the first day of these months"),
        ("2026-09-01", "{length: {months: 6}}", "2029-02-28", "six months before the end on 31 August 2029"),
        ("2025-09-01", "{length: {months: 6}}", "2028-02-29", "the same in a leap year: not 28 February"),
        ("2026-09-01", "{length: {months: 6}, counting: inclusive}", "2029-03-01", "1 March to 31 August"),
        ("2026-08-31", "{length: {months: 6}, counting: inclusive}", "2029-02-28", "31 February there is not"),
        ("2026-08-31", "{length: {months: 6}}", "2029-02-27", "the day before that"),
        ("2024-06-08", "{length: {months: 6}}", "2026-12-07", "8 December 2026 is the first of the six months"),
        ("2026-01-01", "{length: {days: 90}}", "2028-10-02", "3 October to 31 December 2028 are ninety days"),
        ("2026-01-01", "{length: {days: 90}, counting: inclusive}", "2028-10-03", "the day itself is one of them"),
        ("2024-02-29", "{length: {years: 1}}", "2026-02-28", "a year from 1 March 2026 to 28 February 2027"),
    ],
)
def test_terms__know_the_last_day_for_notice(signed: str, term: str, receive_by: str, why: str) -> None:
    first = terms(tacit(notice=term), signed=date.fromisoformat(signed))[0]
    assert str(first.receive_by) == receive_by, why


def test_terms__roll_the_window_forward_for_thirty_years() -> None:
    """Three years from 1 March 2026: the window of each term, not that of the last one only."""
    given = [(str(each.first), str(each.last), str(each.receive_by)) for each in terms(tacit())]
    assert given[:3] == [
        ("2026-03-01", "2029-02-28", "2028-08-31"),
        ("2029-03-01", "2032-02-29", "2031-08-31"),
        ("2032-03-01", "2035-02-28", "2034-08-31"),
    ]
    assert len(given) == 12  # ten terms begin by the end of 2055, the eleventh in 2056; and the one after
    assert all(receive_by == f"{int(last[:4]) - 1}-08-31" for _, last, receive_by in given)


def last_to_hold(term: TermPeriod, months: int, counting: str) -> date:
    """The last day of a notice that the register's day, or the rule of the corresponding date, allows."""
    assert term.receive_by
    assert term.last
    later = term.receive_by + DAY
    return later if counting == "clear" and after(later, months) <= term.last else term.receive_by


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(
    first=DAYS, months=st.integers(1, 60), notice=st.integers(1, 12), counting=st.sampled_from(["clear", "inclusive"])
)
def test_terms__keep_their_day_and_leave_whole_months_for_notice(
    first: date, months: int, notice: int, counting: str
) -> None:
    text = tacit(length=f"{{months: {months}}}", notice=f"{{length: {{months: {notice}}}, counting: {counting}}}")
    until = first + timedelta(days=366 * 30)
    every = terms(text, signed=first, until=until)
    assert every[-2].first <= until + timedelta(days=31 * months)
    for at, term in enumerate(every):
        assert term.first == after(first, at * months, "next")  # from the first each time: the day is never lost
        assert term.last
        assert term.last + DAY == after(first, (at + 1) * months, "next")
        assert term.receive_by
        starts = term.receive_by + DAY if counting == "clear" else term.receive_by
        assert after(starts, notice, "next") <= term.last + DAY  # so many whole months lie before the end
        assert after(starts + DAY, notice, "next") > term.last + DAY  # and a day later they do not
        if at:
            assert term.known_from == max(first, last_to_hold(every[at - 1], notice, counting) + DAY)


@given(first=DAYS, years=st.integers(1, 5))
def test_terms__are_years_without_a_gap(first: date, years: int) -> None:
    every = terms(tacit(length=f"{{years: {years}}}"), signed=first)
    assert all(one.last and one.last + DAY == other.first for one, other in itertools.pairwise(every))
    is_leap_day = (first.month, first.day) == (2, 29)
    for term in every:
        anniversary = (term.first.month, term.first.day)
        has_day = first.day <= monthrange(term.first.year, first.month)[1]
        assert anniversary == ((first.month, first.day) if has_day or not is_leap_day else (3, 1))


def test_terms__tell_the_window_of_notice_and_review() -> None:
    notice = "{length: {months: 6}, earliest: {months: 12}, delivery: {business_days: 5}}"
    (first, *_) = terms(tacit(notice=notice, review="{months: 3}"), places=["HK"])
    assert (str(first.opens), str(first.receive_by), str(first.review_by)) == ("2028-03-01", "2028-08-31", "2028-05-31")
    assert str(first.send_by) == "2028-08-24"  # Thursday 31 August, and five business days back
    assert [step.rule for step in first.steps["send_by"] if step.rule != "foreseen"][-2:] == ["clear", "delivery"]


def test_terms__a_notice_sent_in_time_arrives_on_a_business_day() -> None:
    """The last day for receipt is Sunday 31 August 2031: nobody takes a letter then, so it is Friday that counts."""
    second = terms(tacit(notice="{length: {months: 6}, delivery: {business_days: 5}}"), places=["HK"])[1]
    assert (str(second.receive_by), str(second.send_by)) == ("2031-08-31", "2031-08-22")
    day, _ = add(date(2031, 8, 22), {"business_days": 5}, "clamp", NO_CALENDARS)
    assert str(day) == "2031-08-29"
    closed = [step for step in second.steps["receive_by"] if step.rule == "closed"]
    assert [str(step.result) for step in closed] == ["2031-08-31"]  # which is told where the day itself stays


def test_terms__a_notice_that_arrived_in_time_is_done_in_time_whatever_day_it_was_to_be_sent() -> None:
    text = tacit(notice="{length: {months: 6}, delivery: {days: 7}}")
    for day, status in ((date(2028, 8, 31), "done"), (date(2028, 8, 20), "done")):
        of = register(text, event("notice", day, about="non-renewal"))
        assert [row.status for row in rows(of, date(2028, 9, 5)) if row.occurrence.id == "term.notice"] == [status]
    late = register(tacit(kind="express"), event("renewed", date(2029, 5, 1)))
    assert [row.status for row in rows(late, date(2029, 5, 5)) if row.occurrence.name == "term.notice@1"] == ["late"]


def test_terms__delivery_in_days_counts_days() -> None:
    (first, *_) = terms(tacit(notice="{length: {months: 6}, delivery: {days: 7}}"))
    assert str(first.send_by) == "2028-08-24"


def test_terms__every_day_has_its_steps() -> None:
    notice = "{length: {months: 6}, earliest: {months: 12}, delivery: {days: 7}}"
    for term in terms(tacit(notice=notice, review="{months: 3}", effect="{on: signature, delay: {days: 30}}")):
        for name, steps in term.steps.items():
            dated = [step for step in steps if step.rule not in ("closed", "foreseen")]
            assert dated[-1].result == getattr(term, name), name
            assert all(set(step.values) == set(STEP_RULES[step.rule]) for step in steps)
    assert [step.rule for step in terms(tacit())[0].steps["receive_by"]] == ["event", "event", "add", "add", "clear"]


# How terms follow each other


def test_terms__tacit_renewal_is_known_on_the_day_after_the_window() -> None:
    of = register(tacit(), event("signed", date(2026, 3, 1)))
    assert [str(each.known_from) for each in of.terms] == ["None", "2028-09-01", "2031-09-01"]
    assert of.ended is None
    assert [str(day) for day in of.events["renewed"]] == ["2029-03-01"]  # the next lies beyond the horizon


def test_terms__notice_in_time_ends_a_tacit_term() -> None:
    said = event("notice", date(2028, 8, 31), about="non-renewal")
    of = register(tacit(), said)
    assert (len(of.terms), str(of.ended), codes(of)) == (1, "2029-02-28", [])
    (window,) = found(of, "term.notice")
    assert (window.state, window.closed, window.events) == ("done", date(2028, 8, 31), (said,))


def test_terms__notice_too_late_for_one_term_holds_for_the_next() -> None:
    of = register(tacit(), event("notice", date(2028, 9, 1), about="non-renewal"))
    assert (str(of.ended), len(of.terms), codes(of)) == ("2032-02-29", 2, ["late-notice"])
    assert of.problems[0].message.endswith("it holds for term 2, which ends on 2032-02-29")
    assert [(each.state, each.closed) for each in found(of, "term.notice")] == [
        ("open", None),
        ("done", date(2028, 9, 1)),
    ]
    final = register(tacit(renewals="1"), event("notice", date(2028, 9, 1), about="non-renewal"))
    assert (str(final.ended), codes(final)) == ("2032-02-29", ["late-notice"])  # which ends it in any case
    assert "holds for" not in final.problems[0].message


@pytest.mark.parametrize(
    ("term", "day", "ended", "told", "why"),
    [
        # twelve months' notice of terms of a year: the first term can only be kept from being renewed before it began
        ("{years: 1} {years: 1} {months: 12}", "2026-03-01", "2028-02-29", [], "in time for the second term alone"),
        ("{years: 1} {years: 1} {months: 12}", "2027-02-28", "2028-02-29", [], "the last day for the second"),
        ("{years: 1} {years: 1} {months: 12}", "2027-03-01", "2029-02-28", [], "a day later, for the third"),
        # three years, renewed by half years, with six months' notice
        ("{years: 3} {months: 6} {months: 6}", "2028-08-31", "2029-02-28", [], "the last day for the first term"),
        ("{years: 3} {months: 6} {months: 6}", "2028-09-01", "2029-08-31", ["late-notice"], "a day late: the second"),
        ("{years: 3} {months: 6} {months: 6}", "2029-02-28", "2029-08-31", ["late-notice"], "the last day for that"),
        ("{years: 3} {months: 6} {months: 6}", "2029-03-01", "2030-02-28", [], "then the third"),
        # notice longer than two renewals
        (
            "{years: 1} {months: 3} {months: 7}",
            "2026-08-01",
            "2027-05-31",
            ["late-notice"],
            "a day late for the first; the second has until 31 October",
        ),
        ("{years: 1} {months: 3} {months: 7}", "2026-07-31", "2027-02-28", [], "the last day for the first term"),
        (
            "{years: 1} {months: 3} {months: 7}",
            "2027-01-31",
            "2027-08-31",
            ["late-notice"],
            "to the third, over the second",
        ),
    ],
)
def test_terms__notice_as_long_as_a_renewal_is_tied_to_the_first_term_it_is_in_time_for(
    term: str, day: str, ended: str, told: list[str], why: str
) -> None:
    length, renewal, notice = term.replace("} {", "}|{").split("|")
    text = tacit(length=length, renewal=renewal, notice=f"{{length: {notice}}}")
    of = register(text, event("notice", date.fromisoformat(day), about="non-renewal"))
    assert (str(of.ended), str(of.terms[-1].last), codes(of)) == (ended, ended, told), why


@given(
    first=DAYS,
    length=st.integers(1, 40),
    renewal=st.integers(1, 14),
    notice=st.integers(1, 26),
    after_first=st.integers(0, 3000),
    counting=st.sampled_from(["clear", "inclusive"]),
)
def test_terms__a_notice_ends_the_first_term_that_it_leaves_the_whole_length_of(
    first: date, length: int, renewal: int, notice: int, after_first: int, counting: str
) -> None:
    """The end of each term is tried in turn: the period from the notice has to be over with it, as is the agreement."""
    day = first + timedelta(days=after_first)
    ends = (after(first, length + n * renewal, "next") - DAY for n in itertools.count())
    over = after(day, notice, "clamp") if counting == "clear" else after(day, notice, "next") - DAY
    wanted = next(end for end in ends if end >= day and over <= end)
    text = tacit(
        length=f"{{months: {length}}}",
        renewal=f"{{months: {renewal}}}",
        notice=f"{{length: {{months: {notice}}}, counting: {counting}}}",
    )
    of = register(text, event("notice", day, about="non-renewal"), signed=first, until=day)
    assert of.ended == wanted == of.terms[-1].last


def test_terms__a_pending_notice_is_followed_beyond_the_horizon() -> None:
    text = tacit(length="{years: 1}", renewal="{months: 1}", notice="{length: {years: 5}}")
    of = register(text, event("notice", date(2026, 6, 15), about="non-renewal"), until=date(2027, 12, 31))
    assert str(of.ended) == "2031-06-30"


def test_terms__a_late_notice_is_undone_by_a_renewal_that_was_agreed_after_it() -> None:
    late, renewed = event("notice", date(2028, 10, 1), about="non-renewal"), event("renewed", date(2028, 11, 1))
    of = register(tacit(), late, renewed)
    assert (of.ended, codes(of)) == (None, ["late-notice"])
    again = event("notice", date(2028, 12, 1), about="non-renewal")
    assert str(register(tacit(), late, renewed, again).ended) == "2032-02-29"


def test_terms__a_late_notice_can_be_too_early_for_the_next_term() -> None:
    text = tacit(notice="{length: {months: 6}, earliest: {months: 12}}")
    of = register(text, event("notice", date(2028, 9, 1), about="non-renewal"))
    assert (of.ended, codes(of)) == (None, ["early-notice"])
    assert "too late for term 1 and too early for term 2" in of.problems[0].message


@pytest.mark.parametrize(
    ("signed", "length", "notice", "safe", "holds", "why"),
    [
        # Dodds v Walker [1981] 1 WLR 1027: four months from 30 September end on 30 January, the corresponding date
        ("2024-12-31", "{months: 13}", "{months: 4}", "2025-09-29", True, "30 September to 30 January, the last day"),
        (
            "2026-08-31",
            "{years: 3}",
            "{months: 6}",
            "2029-02-27",
            True,
            "28 February to 28 August; the term ends on the 30th",
        ),
        ("2026-03-29", "{years: 1}", "{months: 1}", "2027-02-27", True, "28 February to 28 March, the last day"),
        ("2024-02-29", "{years: 4}", "{months: 12}", "2027-02-27", True, "28 February 2027 to 28 February 2028"),
        ("2026-03-01", "{years: 3}", "{months: 6}", "2028-08-31", False, "1 September to 1 March: a day too long"),
        ("2026-01-01", "{years: 1}", "{days: 90}", "2026-10-02", False, "days have no corresponding date"),
    ],
)
def test_terms__notice_holds_where_the_corresponding_date_lies_in_the_term(
    signed: str, length: str, notice: str, safe: str, holds: bool, why: str
) -> None:
    """The register keeps to the day that leaves whole months; what came on the day after is not called late."""
    text, day = tacit(length=length, notice=f"{{length: {notice}}}"), date.fromisoformat(signed)
    first = terms(text, signed=day)[0]
    assert str(first.receive_by) == safe
    told = [str(step.result) for step in first.steps["receive_by"] if step.rule == "corresponding"]
    following = date.fromisoformat(safe) + DAY
    assert told == ([str(following)] if holds else []), why
    on_it = register(text, event("notice", following, about="non-renewal"), signed=day)
    assert ((on_it.ended == first.last), codes(on_it)) == (holds, [] if holds else ["late-notice"]), why
    day_later = register(text, event("notice", following + DAY, about="non-renewal"), signed=day)
    assert (day_later.ended == first.last, codes(day_later)) == (False, ["late-notice"])


def test_terms__notice_before_the_window_opens_does_not() -> None:
    text = tacit(notice="{length: {months: 6}, earliest: {months: 12}}")
    of = register(text, event("notice", date(2028, 2, 29), about="non-renewal"))
    assert (of.ended, codes(of)) == (None, ["early-notice"])
    assert register(text, event("notice", date(2028, 3, 1), about="non-renewal")).ended == date(2029, 2, 28)


def test_terms__the_last_word_about_renewal_counts() -> None:
    notice, renewed = event("notice", date(2028, 5, 1), about="non-renewal"), event("renewed", date(2028, 10, 1))
    of = register(tacit(), notice, renewed)
    assert of.ended is None
    assert [str(each.known_from) for each in of.terms[1:]] == ["2028-09-01", "2031-09-01"]
    other = register(
        tacit(), event("renewed", date(2028, 4, 1)), event("notice", date(2028, 5, 1), about="non-renewal")
    )
    assert str(other.ended) == "2029-02-28"


def test_terms__a_renewal_in_the_ledger_makes_the_next_term_certain_at_once() -> None:
    of = register(tacit(), event("renewed", date(2027, 6, 1)))
    assert [str(each.known_from) for each in of.terms[1:]] == ["2027-06-01", "2031-09-01"]
    assert [step.values["certain"] for each in of.terms[1:] for step in each.steps["first"][-1:]] == [True, False]


def test_terms__express_renewal_waits_for_a_decision() -> None:
    text = tacit(kind="express")
    assert [(each.number, str(each.last)) for each in terms(text)] == [(1, "2029-02-28")]
    renewed = register(text, event("renewed", date(2028, 6, 1)))
    assert [str(each.last) for each in renewed.terms] == ["2029-02-28", "2032-02-29"]
    assert (str(renewed.terms[1].known_from), str(renewed.ended)) == ("2028-06-01", "2032-02-29")
    assert [each.state for each in found(renewed, "term.notice")] == ["done", "open"]


def test_terms__express_renewal_can_be_entered_late() -> None:
    of = register(tacit(kind="express"), event("renewed", date(2029, 4, 1)))
    assert [str(each.first) for each in of.terms] == ["2026-03-01", "2029-03-01"]


def test_terms__can_be_renewed_so_often() -> None:
    of = register(tacit(renewals="1"), until=date(2026, 12, 31))
    assert str(of.ended) == "2032-02-29"  # whatever the horizon
    every = register(tacit(renewals="1"), event("renewed", date(2031, 1, 1)))
    assert ([each.number for each in every.terms], codes(every)) == ([1, 2], ["not-renewable"])
    assert every.terms[1].receive_by is None  # there is nothing left that a notice could prevent


def test_terms__renew_for_another_length_after_a_last_day_that_is_written() -> None:
    text = tacit(ends="2027-12-31", renewal="{years: 1}").replace("length: {years: 3}, ", "", 1)
    assert [(str(each.first), str(each.last)) for each in terms(text, until=date(2028, 6, 30))] == [
        ("2026-03-01", "2027-12-31"),
        ("2028-01-01", "2028-12-31"),
        ("2029-01-01", "2029-12-31"),
    ]


def test_terms__a_longer_first_term_does_not_move_the_day() -> None:
    every = terms(tacit(length="{years: 1, months: 6}", renewal="{months: 1}"), signed=date(2025, 7, 31))
    assert [str(each.first) for each in every[:5]] == "2025-07-31 2027-01-31 2027-03-01 2027-03-31 2027-05-01".split()


def test_terms__fixed_ends_for_certain() -> None:
    of = register("term: {kind: fixed, length: {years: 3}}", event("renewed", date(2028, 1, 1)))
    assert (str(of.ended), codes(of)) == ("2029-02-28", ["not-renewable"])


@pytest.mark.parametrize("kind", ["fixed", "indefinite"])
@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2031, 1, 1)])
def test_terms__tell_a_renewal_of_what_cannot_be_renewed(kind: str, day: date) -> None:
    length = ", length: {years: 3}" if kind == "fixed" else ""
    of = register(f"term: {{kind: {kind}{length}}}", event("renewed", day))
    assert (len(of.terms), codes(of)) == (1, ["not-renewable"])


def test_terms__indefinite_has_no_last_day() -> None:
    of = register("term: {kind: indefinite}")
    assert ([each.last for each in of.terms], of.ended, found(of, "term.end")) == ([None], None, [])


@pytest.mark.parametrize(
    ("termination", "day", "last", "why"),
    [
        ("{length: {months: 3}}", "2027-01-15", "2027-04-15", "the corresponding date, the day of receipt not counted"),
        ("{length: {months: 3}, counting: inclusive}", "2027-01-15", "2027-04-14", "the day of receipt counts"),
        ("{length: {months: 3}}", "2026-11-30", "2027-02-28", "February has no 30th"),
        ("{length: {months: 3}, counting: inclusive}", "2026-11-30", "2027-02-28", "the end of the third month"),
        ("{length: {days: 30}}", "2027-01-15", "2027-02-14", "thirty days after"),
        ("{length: {months: 6}}", "2026-08-31", "2027-02-28", "Dodds v Walker"),
    ],
)
@pytest.mark.parametrize("kind", ["indefinite", "tacit"])
def test_terms__notice_of_termination_ends_at_any_time(
    kind: str, termination: str, day: str, last: str, why: str
) -> None:
    text = (
        tacit(termination=termination) if kind == "tacit" else f"term: {{kind: indefinite, termination: {termination}}}"
    )
    of = register(text, event("notice", date.fromisoformat(day), about="termination"))
    assert (str(of.ended), str(of.terms[-1].last)) == (last, last), why
    assert of.terms[-1].steps["last"][-1].result == of.ended
    assert (of.events["terminated"], of.events["term-end"]) == ((of.ended,), (of.ended,))
    assert all(each.state == "open" for each in of.occurrences)  # the window of renewal is not made use of


def test_terms__termination_by_agreement_ends_them_on_the_day() -> None:
    of = register(tacit(), event("terminated", date(2030, 5, 15)))
    assert [(each.number, str(each.last)) for each in of.terms] == [(1, "2029-02-28"), (2, "2030-05-15")]
    assert (str(of.ended), of.events["renewed"]) == ("2030-05-15", (date(2029, 3, 1),))


def test_terms__a_notice_of_termination_is_undone_by_a_later_renewal() -> None:
    text = tacit(termination="{length: {months: 3}}")
    ended = event("notice", date(2027, 1, 15), about="termination")
    assert register(text, ended, event("renewed", date(2027, 2, 1))).ended is None


def test_terms__tell_a_termination_that_nothing_measures() -> None:
    of = register("term: {kind: fixed, length: {years: 3}}", event("notice", date(2027, 1, 1), about="termination"))
    assert (str(of.ended), codes(of)) == ("2029-02-28", ["no-termination"])


@pytest.mark.parametrize(
    ("kind", "day", "ended", "terminated", "why"),
    [
        ("tacit", "2028-08-01", "2029-08-01", "2029-08-01", "in time against renewal, but that is not what was given"),
        ("tacit", "2027-08-01", "2028-08-01", "2028-08-01", "within the first term"),
        ("tacit", "2029-01-10", "2030-01-10", "2030-01-10", "too late against renewal, all the same for its own time"),
        ("express", "2028-08-01", "2029-02-28", None, "the term ends before: nobody renewed it"),
        ("fixed", "2028-08-01", "2029-02-28", None, "the term ends before"),
    ],
)
def test_terms__notice_of_termination_with_a_time_of_its_own_is_no_notice_of_non_renewal(
    kind: str, day: str, ended: str, terminated: str | None, why: str
) -> None:
    text = tacit(kind=kind, termination="{length: {months: 12}}")
    of = register(text, event("notice", date.fromisoformat(day), about="termination"))
    assert (str(of.ended), str(of.terms[-1].last), codes(of)) == (ended, ended, []), why
    days = {name: [str(each) for each in of.events.get(name, ())] for name in ("terminated", "term-end")}
    assert days == {"terminated": [terminated] if terminated else [], "term-end": [ended]}, why


def test_terms__what_is_to_hold_at_the_end_of_the_term_too_is_given_as_two_notices() -> None:
    text = tacit(termination="{length: {months: 12}}")
    both = (event("notice", date(2028, 8, 1), about=about) for about in ("termination", "non-renewal"))
    of = register(text, *both)
    assert (str(of.ended), of.events.get("terminated")) == ("2029-02-28", None)


def test_terms__tell_of_a_renewal_that_was_agreed_after_the_end() -> None:
    of = register(tacit(kind="express"), event("renewed", date(2029, 5, 1)))
    assert (str(of.ended), codes(of)) == ("2032-02-29", ["late-renewal"])
    assert "ended on 2029-02-28, and was renewed 62 days later" in of.problems[0].message
    years = register(tacit(kind="express"), event("renewed", date(2031, 5, 1)))
    assert codes(years) == ["late-renewal"]
    ended = event("notice", date(2028, 8, 1), about="non-renewal")
    assert codes(register(tacit(), ended, event("renewed", date(2029, 3, 10)))) == ["late-renewal"]


def test_terms__tell_of_two_renewals_where_one_came_late() -> None:
    late, again = event("renewed", date(2029, 5, 1)), event("renewed", date(2029, 6, 1))
    of = register(tacit(kind="express"), late, again)
    assert (str(of.ended), codes(of)) == ("2035-02-28", ["late-renewal", "renewed-twice"])
    assert codes(register(tacit(kind="express"), late, event("renewed", date(2031, 6, 1)))) == ["late-renewal"]
    in_time = event("renewed", date(2028, 5, 1)), event("renewed", date(2028, 6, 1))
    assert (len(register(tacit(kind="express"), *in_time).terms), codes(register(tacit(kind="express"), *in_time))) == (
        2,
        [],
    )


# Coming into effect

NOTIFY = """
obligations:
  - {id: notify, kind: notification, en: Notify, due: {after: signed, months: 3}}
"""


def test_effect__on_signature_in_the_ledger_or_the_memorandum() -> None:
    text = "term: {kind: fixed, length: {years: 1}}"
    assert [str(each.first) for each in terms(text)] == ["2026-03-01"]
    assert [str(each.first) for each in terms(text, event("signed", date(2026, 3, 5)))] == ["2026-03-05"]
    assert terms(text, signed=None) == ()
    assert [str(each.known_from) for each in terms(text)] == ["2026-03-01"]  # the memorandum announces it


def test_effect__so_long_after_signature_or_on_a_date() -> None:
    delayed = terms("term: {kind: fixed, length: {years: 1}, effect: {on: signature, delay: {days: 30}}}")
    dated = terms("term: {kind: fixed, length: {years: 1}, effect: {on: date, date: 2026-04-01}}", signed=None)
    assert [str(each.first) for each in (*delayed, *dated)] == ["2026-03-31", "2026-04-01"]


def test_effect__on_the_later_of_the_notifications() -> None:
    effect = "{on: notifications, notifications: [notify], delay: {days: 30}}"
    text = f"term: {{kind: fixed, length: {{years: 1}}, effect: {effect}}}"
    one = event("done", date(2026, 4, 10), "notify", party="hkte")
    other = event("done", date(2026, 5, 1), "notify", party="smtwb")
    assert terms(text + NOTIFY, one) == ()
    assert [str(each.first) for each in terms(text + NOTIFY, one, other)] == ["2026-05-31"]
    waived = event("waive", date(2026, 6, 1), "notify", party="smtwb")
    assert [str(each.first) for each in terms(text + NOTIFY, one, waived)] == ["2026-05-10"]


def test_effect__in_the_ledger_comes_before_what_the_term_says() -> None:
    text = "term: {kind: fixed, length: {years: 1}, effect: {on: date, date: 2026-04-01}}"
    assert [str(each.first) for each in terms(text, event("in-effect", date(2026, 4, 9)))] == ["2026-04-09"]


def test_effect__entered_for_two_days_counts_once() -> None:
    of = register(
        "term: {kind: fixed, length: {years: 1}}", event("signed", date(2026, 3, 1)), event("signed", date(2026, 3, 2))
    )
    assert (str(of.terms[0].first), codes(of)) == ("2026-03-01", ["entered-twice"])


def test_term_rows__wait_until_the_agreement_is_in_effect() -> None:
    of = register(tacit(review="{months: 3}"), signed=None)
    assert [(each.name, each.waiting_for) for each in of.occurrences] == [
        ("term.review@1", "in-effect"),
        ("term.notice@1", "in-effect"),
        ("term.end@1", "in-effect"),
    ]


def test_term_rows__are_occurrences_of_each_term() -> None:
    notice = "{length: {months: 6}, delivery: {days: 7}, clause: duration.notice}"
    of = register(tacit(notice=notice, review="{months: 3}", clause="duration"), until=date(2029, 12, 31))
    told = [(each.name, str(each.due), str(each.lapses), each.clause, each.kind) for each in of.occurrences]
    assert told == [
        ("term.review@1", "2028-05-31", "2029-02-28", "duration.notice", "review"),
        ("term.review@2", "2031-05-31", "2032-02-29", "duration.notice", "review"),
        ("term.notice@1", "2028-08-24", "2028-08-31", "duration.notice", "notice"),
        ("term.notice@2", "2031-08-24", "2031-08-31", "duration.notice", "notice"),
        ("term.end@1", "2029-02-28", "2029-02-28", "duration", "other"),
        ("term.end@2", "2032-02-29", "2032-02-29", "duration", "other"),
    ]
    assert all(each.bearers == ("hkte", "smtwb") and each.party is None for each in of.occurrences)
    assert [str(each.known_from) for each in found(of, "term.end")] == ["None", "2028-09-01"]


def test_terms__that_end_before_they_begin_are_told() -> None:
    of = register("term: {kind: fixed, ends: 2025-12-31}")
    assert (of.terms, codes(of)) == ((), ["wrong-order"])


def test_terms__beyond_the_year_2999_are_no_crash() -> None:
    of = register("term: {kind: fixed, length: {years: 2000}}", until=date(2999, 12, 31))
    assert (of.terms[0].last, of.ended, codes(of)) == (None, None, ["bad-date"])
    every = register(tacit(), until=date.max)
    assert every.terms[-1].first.year > 2990


def test_terms__short_ones_are_bounded() -> None:
    of = register(tacit(length="{days: 1}", notice="{length: {days: 1}}"), until=date(2999, 12, 31))
    assert len(of.terms) == 5000


def test_recurrences__follow_renewals_and_end_with_the_agreement() -> None:
    due, until = "{every: {years: 1}, from: 2026-12-31}", date(2033, 12, 31)
    expected = one_duty(due, event("signed", date(2026, 3, 1)), term=tacit(), until=until)
    assert [(each.key[:4], str(each.known_from)) for each in found(expected)] == [
        ("2026", "None"),
        ("2027", "None"),
        ("2028", "None"),
        ("2029", "2028-09-01"),
        ("2030", "2028-09-01"),
        ("2031", "2028-09-01"),
        ("2032", "2031-09-01"),
        ("2033", "2031-09-01"),
    ]
    over = one_duty(due, event("notice", date(2028, 6, 1), about="non-renewal"), term=tacit(), until=until)
    assert [each.key[:4] for each in found(over)] == ["2026", "2027", "2028"]
    until_first = "{every: {years: 1}, from: 2026-12-31, until: first-term-end}"
    first = one_duty(until_first, term=tacit(), until=until)
    assert [each.key[:4] for each in found(first)] == ["2026", "2027", "2028"]


def test_recurrences__that_begin_after_the_end_are_told() -> None:
    of = one_duty(
        "{every: {years: 1}, from: 2030-01-01}", term="term: {kind: fixed, length: {years: 3}}", until=date(2040, 1, 1)
    )
    assert (found(of), codes(of)) == ([], ["after-the-end"])


def test_recurrences__that_count_from_the_end_need_an_end_of_their_own() -> None:
    term = "term: {kind: fixed, length: {years: 3}}"
    of = one_duty("{every: {years: 1}, from: term-end}", term=term)
    assert (found(of), codes(of)) == ([], ["after-the-end"])
    after = one_duty("{every: {years: 1}, from: term-end, until: 2030-12-31}", term=term)
    assert [(str(each.due), each.survives) for each in found(after)] == [("2030-02-28", True)]


def test_recurrences__rolled_beyond_the_end_are_owed_all_the_same() -> None:
    """The term ends on Sunday 28 February 2027; what is due on that day is done on Monday."""
    due = "{every: {months: 6}, from: 2026-08-28, roll: next}"
    of = one_duty(due, term="term: {kind: fixed, length: {years: 1}}")
    assert [(str(each.due), each.survives) for each in found(of)] == [("2026-08-28", False), ("2027-03-01", True)]
    assert rules(found(of)[1]) == ["date", "occurrence", "closed", "roll"]


def test_recurrences__until_a_day_after_the_end_outlive_the_agreement() -> None:
    due = "{every: {years: 1}, from: 2027-12-31, until: 2030-12-31}"
    of = one_duty(due, term="term: {kind: fixed, length: {years: 3}}")
    assert [each.survives for each in found(of)] == [False, False, True, True]
