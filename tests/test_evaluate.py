"""The register as a whole: who owes what, calendars and rolls, actions, completion, order, bounds, speed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mouflow.register.basis import Basis, as_of
from mouflow.register.calendars import find_calendar
from mouflow.register.evaluate import evaluate
from mouflow.register.steps import STEP_RULES
from tests.promised_samples import (
    action,
    basis,
    codes,
    due_days,
    event,
    found,
    one_duty,
    promises,
    register,
    rules,
)

TACIT = "term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}}}"


def test_evaluate__each_of_several_bearers_owes_it_for_itself() -> None:
    text = """\
obligations:
  - {id: report, en: R, due: 2026-05-01}
  - {id: own, en: O, bearer: [hkte], due: 2026-05-01}
"""
    of = register(text)
    told = [(each.name, each.party, each.bearers) for each in of.occurrences]
    assert told == [
        ("report/hkte", "hkte", ("hkte",)),
        ("report/smtwb", "smtwb", ("smtwb",)),
        ("own", None, ("hkte",)),
    ]


def test_evaluate__joint_duties_are_owed_once() -> None:
    (report,) = found(one_duty("2026-05-01"))
    assert (report.name, report.party, report.bearers) == ("report", None, ("hkte", "smtwb"))


def test_evaluate__takes_everything_from_the_obligation() -> None:
    text = """\
remind: [20, 2]
obligations:
  - id: report
    clause: work-plan.report
    document: annex
    kind: report
    bearer: [hkte]
    owner: chan
    deputy: lee
    zh-Hant-HK: 報告
    en: Report
    deliverable: {en: A report, zh-Hans: 报告}
    evidence: {required: true, verified: true}
    note: Ask first.
    due: 2026-05-01
"""
    (one,) = found(register(text))
    assert (one.source, one.kind, one.clause, one.document) == ("obligation", "report", "work-plan.report", "annex")
    assert (one.owner, one.deputy, one.note, one.remind) == ("chan", "lee", "Ask first.", (20, 2))
    assert one.wording == {"en": "Report", "zh-Hant": "報告"}
    assert one.deliverable == {"en": "A report", "zh-Hans": "报告"}
    assert (one.needs_evidence, one.needs_verifying, one.state) == (True, True, "open")
    texts = (one.id, one.kind, one.clause, one.owner, one.note)
    assert all(type(each) is str for each in texts)  # plain data, without places in files
    with pytest.raises(FrozenInstanceError):
        one.due = None  # type: ignore[misc]


def test_evaluate__a_standing_duty_has_no_date() -> None:
    (one,) = found(register("obligations: [{id: report, en: R, joint: true}]"))
    assert (one.due, one.waiting_for, one.steps) == (None, "", ())


def test_evaluate__actions_of_minutes_are_duties() -> None:
    of = evaluate(
        Basis(
            "hk-shanghai",
            ("hkte",),
            promises(""),
            (action("draft", ["hkte", "smtwb"], date(2026, 6, 30)), action("ask", ["smtwb"])),
        ),
        date(2027, 1, 1),
    )
    draft, ask = of.occurrences
    assert (draft.source, draft.kind, draft.document, draft.clause) == (
        "action",
        "action",
        "minutes-2026-06-01",
        "matters.2",
    )
    assert (draft.bearers, draft.party, draft.due, draft.owner) == (("hkte", "smtwb"), None, date(2026, 6, 30), None)
    assert (rules(draft), draft.steps[0].values) == (["action"], {"document": "minutes-2026-06-01"})
    assert (ask.due, ask.steps) == (None, ())


def test_evaluate__dates_can_count_from_actions() -> None:
    text = "obligations: [{id: report, en: R, joint: true, due: {after: draft, days: 7}}]"
    of = evaluate(
        Basis(
            "a", ("hkte",), promises(text), (action("draft", ["hkte"]),), (event("done", date(2026, 7, 1), "draft"),)
        ),
        date(2027, 1, 1),
    )
    assert due_days(of) == ["2026-07-08"]


# Calendars


@pytest.mark.parametrize(
    ("rule", "places", "due", "closed"),
    [
        # 1 October 2026, a Thursday: National Day in both places; the Mainland rests until Wednesday 7 October
        ("{date: 2026-10-01, roll: next}", "HK", "2026-10-02", ["HK"]),
        ("{date: 2026-10-01, roll: next}", "HK CN", "2026-10-08", None),
        ("{date: 2026-10-01, roll: previous}", "HK CN", "2026-09-30", ["HK", "CN"]),
        # 17 February 2026: Lunar New Year's Day; 14 February is a Saturday that the Mainland works
        ("{date: 2026-02-14, roll: next}", "CN", "2026-02-14", []),
        ("{date: 2026-02-14, roll: next}", "HK", "2026-02-16", ["HK", "HK"]),
        # Good Friday, 3 April 2026, the day after it, Easter Sunday, Easter Monday and the day after Ching Ming
        ("{date: 2026-04-03, roll: next}", "HK", "2026-04-08", None),
        ("{date: 2027-07-31, roll: modified}", "HK", "2027-07-30", None),
        ("{date: 2027-07-31, roll: none}", "HK", "2027-07-31", []),
    ],
)
def test_evaluate__rolls_on_the_calendars_of_both_places(
    rule: str, places: str, due: str, closed: list[str] | None
) -> None:
    (one,) = found(one_duty(rule, places=places.split()))
    assert str(one.due) == due
    assert one.nominal == one.steps[0].result
    if closed is not None:
        assert [step.values["calendar"] for step in one.steps if step.rule == "closed"] == closed


def test_evaluate__calendars_of_the_rule_come_before_those_of_the_file_and_of_the_parties() -> None:
    found_calendars = {name: calendar for name in ("HK", "CN") if (calendar := find_calendar(name, {}))}

    def due(rule: str, file: str = "") -> str:
        text = f"{file}\nobligations: [{{id: report, en: R, joint: true, due: {{date: 2026-07-01, roll: next{rule}}}}}]"
        ready = Basis("a", ("hkte",), promises(text), calendars=found_calendars, party_calendars=("HK",))
        return due_days(evaluate(ready, date(2027, 1, 1)))[0]

    assert due("") == "2026-07-02"  # 1 July is a holiday in Hong Kong alone
    assert due("", "calendars: [CN]") == "2026-07-01"
    assert due(", calendars: [HK]", "calendars: [CN]") == "2026-07-02"


def test_evaluate__keys_are_the_days_before_rolling() -> None:
    of = one_duty("{every: {months: 1}, from: 2026-05-31, until: 2026-08-31, roll: previous}")
    assert [(each.key, str(each.due)) for each in found(of)] == [
        ("2026-05-31", "2026-05-29"),
        ("2026-06-30", "2026-06-30"),
        ("2026-07-31", "2026-07-31"),
        ("2026-08-31", "2026-08-31"),
    ]
    assert rules(found(of)[0]) == ["date", "occurrence", "closed", "closed", "roll"]
    assert rules(found(of)[1]) == ["date", "occurrence", "month-end"]


def test_evaluate__what_rolls_back_over_the_horizon_is_there() -> None:
    rule = "{every: {months: 1}, from: 2026-05-31, roll: previous}"
    assert due_days(one_duty(rule, until=date(2026, 5, 29))) == ["2026-05-29"]
    assert due_days(one_duty(rule, until=date(2026, 5, 28))) == []


# Counting from completion


def test_completion__each_counts_from_the_day_the_last_was_done() -> None:
    rule = "{every: {months: 6}, from: 2026-03-31, basis: completion}"
    assert [(each.key, str(each.due)) for each in found(one_duty(rule))] == [("1", "2026-03-31")]
    done = [event("done", date(2026, 4, 20), "report", occurrence="1")]
    done.append(event("done", date(2026, 10, 15), "report", occurrence="2"))
    third = found(one_duty(rule, *done))[2]
    assert (third.key, str(third.due), third.state) == ("3", "2027-04-15", "open")
    assert [(step.rule, str(step.result)) for step in third.steps] == [
        ("completion", "2026-10-15"),
        ("add", "2027-04-15"),
    ]


def test_completion__is_each_party_s_own() -> None:
    text = "obligations: [{id: report, en: R, due: {every: {months: 6}, from: 2026-03-31, basis: completion}}]"
    of = register(text, event("done", date(2026, 4, 20), "report", occurrence="1", party="hkte"))
    told = [(each.name, str(each.due)) for each in found(of)]
    assert told == [
        ("report@1/hkte", "2026-03-31"),
        ("report@2/hkte", "2026-10-20"),
        ("report@1/smtwb", "2026-03-31"),
    ]


def test_completion__goes_on_after_a_waiver_and_ends_with_the_term() -> None:
    rule = "{every: {years: 2}, from: 2026-03-31, basis: completion}"
    waived = event("waive", date(2026, 4, 1), "report", occurrence="1")
    assert due_days(one_duty(rule, waived)) == ["2026-03-31", "2028-04-01"]
    assert due_days(one_duty(rule, waived, term="term: {kind: fixed, length: {years: 1}}")) == ["2026-03-31"]


# Milestones


def test_milestones__due_before_what_they_follow_are_told() -> None:
    text = """\
milestones:
  - {id: group, en: Group, joint: true, due: 2026-06-30}
  - {id: guide, en: Guide, joint: true, due: 2026-06-15, follows: [group]}
  - {id: fair, en: Fair, joint: true, due: {after: guide, months: 1}, follows: [guide]}
"""
    of = register(text)
    assert codes(of) == ["due-before"]
    place = of.problems[0].location
    assert place
    assert place.line == 3
    assert [(each.id, each.kind, each.follows) for each in of.occurrences][1] == ("guide", "milestone", ("group",))


# As a whole


def test_as_of__leaves_out_what_had_not_happened() -> None:
    events = (event("signed", date(2026, 3, 1)), event("done", date(2026, 5, 1), "report"))
    assert as_of(events, date(2026, 4, 30)) == events[:1]
    text = "obligations: [{id: report, en: R, joint: true, due: 2026-06-01}]"
    then = evaluate(basis(text, *as_of(events, date(2026, 4, 30))), date(2027, 1, 1))
    assert [each.state for each in then.occurrences] == ["open"]


RULES = st.sampled_from(
    [
        "2026-09-30",
        "{after: signed, months: 6, roll: previous}",
        "{after: second, days: 10}",
        "{before: term-end, months: 3, roll: modified}",
        "{every: {months: 1}, from: 2026-01-31, roll: next}",
        "{every: {years: 1}, from: in-effect, month_end: skip}",
        "{every: {months: 3}, from: 2026-02-28, basis: completion}",
        '{rrule: "FREQ=MONTHLY;BYDAY=-1FR", from: 2026-01-01, roll: previous}',
        "{after: notice, business_days: 10}",
    ]
)
KINDS = st.sampled_from(["fixed", "tacit", "express", "indefinite"])
SAID = st.sampled_from(["done", "waive", "dispute", "partial", "reopen", "verify", "late", "note"])


@settings(max_examples=150, deadline=None)
@given(
    kind=KINDS,
    due=st.lists(RULES, min_size=2, max_size=4),
    said=st.lists(st.tuples(SAID, st.integers(0, 900)), max_size=6),
    until=st.integers(0, 2000),
)
def test_evaluate__is_whole_whatever_happens(
    kind: str, due: list[str], said: list[tuple[str, int]], until: int
) -> None:
    """Every duty is there, under a name of its own, with steps that lead to its date and say all they should."""
    length = "" if kind == "indefinite" else ", length: {years: 1}"
    lines = [
        f"  - {{id: {name}, en: R, due: {rule}}}"
        for name, rule in zip(("first", "second", "third", "fourth"), due, strict=False)
    ]
    text = f"term: {{kind: {kind}{length}}}\nobligations:\n" + "\n".join(lines)
    start = date(2026, 1, 1)
    events = [
        event(verb, start + timedelta(days=days), "first", party="hkte", occurrence="2026-03-31") for verb, days in said
    ]
    horizon = start + timedelta(days=until)
    of = register(text, *events, until=horizon, places=["HK"])
    names = [each.name for each in of.occurrences]
    assert len(set(names)) == len(names)
    kept = {each.id for each in of.occurrences}
    assert {"second", "first"} - kept <= {
        name for name, rule in zip(("first", "second"), due, strict=False) if "every" in rule or "rrule" in rule
    }
    for each in of.occurrences:
        assert all(set(step.values) == set(STEP_RULES[step.rule]) for step in each.steps)
        assert (each.due is None) <= bool(each.waiting_for)
        dated = [step.result for step in each.steps if step.result and step.rule != "closed"]
        if each.due and dated:
            assert dated[-1] == each.due
    assert all(one.last and one.last < other.first for one, other in pairwise(of.terms))
    assert of == register(text, *events[::-1], until=horizon, places=["HK"])  # events count in their own order


def test_evaluate__of_nothing_is_empty() -> None:
    of = evaluate(Basis("a", (), promises("")), date(2027, 1, 1))
    assert (of.terms, of.occurrences, of.problems, of.ended, of.kind) == ((), (), (), None, "")


def test_evaluate__keeps_an_agreement_within_bounds() -> None:
    lines = "\n".join(f"  - {{id: r{at}, en: R, due: {{every: {{days: 1}}, from: 2020-01-01}}}}" for at in range(9))
    of = register(f"{TACIT}\nobligations:\n{lines}\n", until=date(2028, 12, 31))
    assert (len(of.occurrences), codes(of)) == (20_000, ["too-many-dates"])


def test_evaluate__takes_dates_up_to_the_year_2999() -> None:
    of = one_duty("{every: {years: 100}, from: 2026-01-31}", term=TACIT, until=date(2999, 12, 31))
    assert due_days(of)[-1] == "2926-01-31"
    assert due_days(one_duty("2999-12-31")) == ["2999-12-31"]
