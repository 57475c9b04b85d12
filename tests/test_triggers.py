"""What counts from events: waiting until they happen, once or again and again, and rings of those that wait."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.register.triggers import rings
from tests.promised_samples import codes, due_days, event, found, one_duty, register, rules

FIXED = "term: {kind: fixed, length: {years: 3}}"
TACIT = "term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}}}"


def duties(**due: str) -> str:
    """Obligations that both parties bear jointly, by their ids; one of which stands without `due:`."""
    lines = [
        f"  - {{id: {name.replace('_', '-')}, en: Do it, joint: true{f', due: {rule}' if rule else ''}}}"
        for name, rule in due.items()
    ]
    return "obligations:\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("{after: signed}", "2026-03-01"),
        ("{after: signed, months: 6}", "2026-09-01"),
        ("{after: signed, years: 1, months: 6}", "2027-09-01"),
        ("{after: signed, weeks: 2}", "2026-03-15"),
        ("{after: signed, days: 30}", "2026-03-31"),
        ("{before: signed, days: 1}", "2026-02-28"),
        ("{after: in-effect, days: 30}", "2026-03-31"),
        ("{before: term-end, months: 6}", "2028-08-28"),
        ("{after: term-end, months: 1}", "2029-03-28"),
    ],
)
def test_events__dates_count_from_them(rule: str, wanted: str) -> None:
    of = one_duty(rule, term=FIXED)
    assert (due_days(of), codes(of)) == ([wanted], [])
    assert found(of)[0].key == ""


def test_events__signed_tells_where_it_stands() -> None:
    memorandum = found(one_duty("{after: signed, days: 1}", term=FIXED))[0]
    assert memorandum.steps[0].values == {"event": "signed", "source": "memorandum"}
    assert str(memorandum.known_from) == "2026-03-01"  # until then it is only announced
    ledger = found(one_duty("{after: signed, days: 1}", event("signed", date(2026, 3, 4)), term=FIXED))[0]
    assert ledger.steps[0].values == {"event": "signed", "source": "ledger"}
    assert (str(ledger.due), ledger.known_from) == ("2026-03-05", None)


@pytest.mark.parametrize(
    "name", ["signed", "in-effect", "renewed", "terminated", "notice", "notice.amendment", "term-end", "other"]
)
@pytest.mark.parametrize("rule", ["{{after: {}, days: 30}}", "{{every: {{years: 1}}, from: {}}}"])
def test_events__that_have_not_happened_are_waited_for(name: str, rule: str) -> None:
    text = "term: {kind: indefinite}\n" + duties(report=rule.format(name), other="")
    (waiting,) = found(register(text, signed=None))
    assert (waiting.due, waiting.waiting_for, rules(waiting)) == (None, name, ["waiting"])
    assert waiting.steps[0].values == {"event": name}


def test_events__completion_waits_for_its_first_event() -> None:
    (waiting,) = found(one_duty("{every: {months: 6}, from: signed, basis: completion}", signed=None))
    assert (waiting.name, waiting.waiting_for) == ("report@1", "signed")


@pytest.mark.parametrize(
    ("name", "hint"), [("sigend", "`signed`"), ("notice.renewal", "notice.non-renewal"), ("reprot", "`meeting`")]
)
def test_events__that_there_are_not_are_told_and_waited_for(name: str, hint: str) -> None:
    text = duties(report=f"{{after: {name}, days: 30}}", meeting="2026-06-01")
    of = register(text)
    assert [each.waiting_for for each in found(of)] == [name]
    assert codes(of) == ["unknown-event"]
    (problem,) = of.problems
    assert problem.location
    assert (problem.location.line, problem.location.column) == (2, 55)
    assert hint.strip("`").split(".")[0] in problem.hint


def test_notices__give_an_occurrence_for_each_day() -> None:
    """Two notices about amendments on one day are answered once."""
    notices = [event("notice", date(2026, 5, day), about="amendment", party="hkte") for day in (4, 4, 20)]
    other = event("notice", date(2026, 6, 1), about="procedures")
    of = one_duty("{after: notice.amendment, days: 30}", *notices, other, term=FIXED)
    assert [(each.key, str(each.due)) for each in found(of)] == [
        ("2026-05-04", "2026-06-03"),
        ("2026-05-20", "2026-06-19"),
    ]
    every = one_duty("{after: notice, days: 30}", *notices, other, term=FIXED)
    assert [each.key for each in found(every)] == ["2026-05-04", "2026-05-20", "2026-06-01"]


def test_duties__count_from_the_day_on_which_another_was_done() -> None:
    text = duties(report="2026-06-30", payment="{after: report, days: 30}")
    before = register(text)
    assert [each.waiting_for for each in found(before, "payment")] == ["report"]
    done = register(text, event("done", date(2026, 6, 15), "report"))
    assert due_days(done, "payment") == ["2026-07-15"]
    assert found(done, "payment")[0].steps[0].values == {"event": "report", "source": "ledger"}


def test_duties__wait_until_all_have_done_it() -> None:
    text = """\
obligations:
  - {id: report, en: R, due: 2026-06-30}
  - {id: payment, en: P, joint: true, due: {after: report, days: 30}}
"""
    one = event("done", date(2026, 6, 15), "report", party="hkte")
    assert due_days(register(text, one), "payment") == [""]
    both = register(text, one, event("done", date(2026, 6, 20), "report", party="smtwb"))
    assert due_days(both, "payment") == ["2026-07-20"]


def test_duties__wait_again_for_what_was_reopened_and_not_for_what_was_waived() -> None:
    text = duties(report="2026-06-30", payment="{after: report, days: 30}")
    done = event("done", date(2026, 6, 15), "report")
    assert due_days(register(text, done, event("reopen", date(2026, 6, 16), "report")), "payment") == [""]
    assert due_days(register(text, event("waive", date(2026, 6, 16), "report")), "payment") == [""]


def test_duties__of_a_series_give_an_occurrence_for_each_day_and_wait_for_the_next() -> None:
    text = f"{FIXED}\n" + duties(meeting="{every: {years: 1}, from: 2026-12-08}", report="{after: meeting, months: 1}")
    assert [(each.name, each.waiting_for) for each in found(register(text))] == [("report", "meeting")]
    held = event("done", date(2026, 12, 10), "meeting", occurrence="2026-12-08")
    of = register(text, held)
    assert [(each.name, str(each.due)) for each in found(of)] == [
        ("report@2026-12-10", "2027-01-10"),
        ("report", "None"),
    ]


def test_renewals__give_an_occurrence_each() -> None:
    of = one_duty("{after: renewed, months: 1}", event("signed", date(2026, 3, 1)), term=TACIT, until=date(2033, 1, 1))
    assert [(each.key, str(each.due), str(each.known_from)) for each in found(of)] == [
        ("2029-03-01", "2029-04-01", "2028-09-01"),
        ("2032-03-01", "2032-04-01", "2031-09-01"),
    ]


def test_term_end__is_counted_back_from_for_each_term_that_may_be_the_last() -> None:
    of = one_duty("{before: term-end, months: 3}", term=TACIT, until=date(2033, 1, 1))
    assert [(each.key, str(each.due)) for each in found(of)] == [
        ("2029-02-28", "2028-11-28"),
        ("2032-02-29", "2031-11-29"),
    ]
    beyond = one_duty("{before: term-end, months: 3}", term=TACIT, until=date(2027, 1, 1))
    assert due_days(beyond) == ["2028-11-28"]


def test_term_end__is_counted_from_once_it_is_known() -> None:
    rule = "{after: term-end, months: 1}"
    assert [each.waiting_for for each in found(one_duty(rule, term=TACIT))] == ["term-end"]
    stopped = one_duty(rule, event("notice", date(2028, 6, 1), about="non-renewal"), term=TACIT)
    (report,) = found(stopped)
    assert (str(report.due), str(report.known_from), report.survives) == ("2029-03-28", "2028-06-01", True)


def test_term_end__what_counts_from_it_outlives_the_agreement() -> None:
    text = f"{FIXED}\n" + duties(
        close="{after: term-end, months: 1}",
        pay="{after: close, days: 30}",
        stand="",
        late="2030-01-31",
        wait="{after: notice}",
    )
    of = register(text)
    survives = {each.id: each.survives for each in of.occurrences if each.source == "obligation"}
    assert survives == {"close": True, "pay": True, "stand": False, "late": True, "wait": False}


def test_month_ends__of_what_is_counted() -> None:
    signed = date(2026, 8, 31)
    assert due_days(one_duty("{after: signed, months: 6}", signed=signed)) == ["2027-02-28"]
    assert due_days(one_duty("{after: signed, months: 6, month_end: next}", signed=signed)) == ["2027-03-01"]
    none = one_duty("{after: signed, months: 6, month_end: skip}", signed=signed)
    assert (due_days(none), codes(none)) == ([""], ["no-such-day"])


def test_dates__out_of_range_are_told() -> None:
    of = one_duty("{after: signed, years: 999999}")
    assert (due_days(of), codes(of)) == ([""], ["bad-date"])
    back = one_duty("{before: signed, days: 999999999}")
    assert (due_days(back), codes(back)) == ([""], ["bad-date"])


# Rings


def test_rings__are_told_with_their_names_and_evaluation_goes_on() -> None:
    text = duties(
        a="{after: b, days: 1}",
        b="{after: c, days: 1}",
        c="{after: a, days: 1}",
        d="{after: d}",
        e="{after: a}",
        f="2026-05-01",
    )
    of = register(text)
    assert codes(of) == ["waits-for-itself", "waits-for-itself"]
    assert [each.message for each in of.problems] == [
        "in a circle, `a` waits for `b` waits for `c` waits for `a`",
        "in a circle, `d` waits for `d`",
    ]
    assert [each.waiting_for for each in of.occurrences] == ["b", "c", "a", "d", "a", ""]


def test_rings__go_through_the_coming_into_effect() -> None:
    text = "term: {kind: fixed, length: {years: 1}, effect: {on: notifications, notifications: [notify]}}\n"
    of = register(text + duties(notify="{after: in-effect, days: 30}"))
    assert [each.message for each in of.problems] == ["in a circle, `notify` waits for `in-effect` waits for `notify`"]
    assert of.problems[0].code == "waits-for-itself"


def test_rings__what_was_done_all_the_same_counts() -> None:
    of = register(duties(a="{after: b}", b="{after: a, days: 1}"), event("done", date(2026, 5, 1), "a"))
    assert due_days(of, "b") == ["2026-05-02"]


def test_rings__of_a_chain_as_long_as_a_file() -> None:
    graph = {str(at): (str(at + 1),) for at in range(3000)}
    began = perf_counter()
    assert list(rings(graph)) == []
    assert [len(each) for each in rings({**graph, "3000": ("0",)})] == [3001]
    assert perf_counter() - began < 5


@given(st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 12).map(lambda to: (str(to),)), max_size=13))
def test_rings__are_each_found_once(graph: dict[str, tuple[str, ...]]) -> None:
    """Where each waits for one at most, who comes back to itself is in a ring."""
    returning = set()
    for start in graph:
        at, seen = graph[start][0], set()
        while at in graph and at != start and at not in seen:
            seen.add(at)
            at = graph[at][0]
        returning.update({start} if at == start else ())
    given_rings = list(rings(graph))
    assert sorted(name for ring in given_rings for name in ring) == sorted(returning)
    assert all(
        graph[one] == (other,) for ring in given_rings for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
