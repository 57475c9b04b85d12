"""What the ledger makes of occurrences, and what is told of events that do not fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.model.ledger import Event
from mouflow.register.folding import folded
from mouflow.register.records import Occurrence, Register
from tests.promised_samples import CHAN, LEE, codes, event, found, one_duty, register

DAY = date(2026, 5, 20)


def one(*events: Event, **more: Any) -> tuple[Occurrence, list[str]]:
    """A report due on 1 June 2026, after some events; and what is told of these."""
    plain = {"due": date(2026, 6, 1), "nominal": date(2026, 6, 1), "bearers": ("hkte", "smtwb"), **more}
    (given, *_), problems = folded([Occurrence("hk-shanghai", "obligation", "report", **plain)], events)
    assert all(each.location and each.hint for each in problems)
    return given, [each.code for each in problems]


def said(verb: str, **keys: Any) -> Event:
    return event(verb, keys.pop("day", DAY), "report", **keys)


def test_folded__done_closes_it() -> None:
    done = said("done")
    given, problems = one(done)
    assert (given.state, given.closed, given.events, problems) == ("done", DAY, (done,), [])


def test_folded__waive_partial_late_and_dispute() -> None:
    waived, _ = one(said("waive"))
    assert (waived.state, waived.closed) == ("waived", DAY)
    partial, _ = one(said("partial", share=60, until=date(2026, 7, 1)))
    assert (partial.state, partial.share, str(partial.expected)) == ("partial", 60, "2026-07-01")
    late, _ = one(said("partial", share=60), said("late", until=date(2026, 8, 1)))
    assert (late.state, late.share, str(late.expected)) == ("partial", 60, "2026-08-01")
    disputed, _ = one(said("done"), said("dispute"))
    assert (disputed.state, disputed.closed) == ("disputed", None)
    done, _ = one(said("partial", share=60, until=date(2026, 7, 1)), said("done"))
    assert (done.state, done.share, done.expected) == ("done", None, None)


def test_folded__reopen_and_do_again() -> None:
    given, problems = one(said("done"), said("reopen"), said("done", day=date(2026, 5, 30)))
    assert (given.state, given.closed, len(given.events), problems) == ("done", date(2026, 5, 30), 3, [])


def test_folded__extend_keeps_the_first_date() -> None:
    given, problems = one(said("extend", until=date(2026, 7, 1)), said("extend", until=date(2026, 8, 1)))
    assert (str(given.due), str(given.original), str(given.nominal)) == ("2026-08-01", "2026-06-01", "2026-06-01")
    assert ([str(step.result) for step in given.steps], problems) == (["2026-07-01", "2026-08-01"], [])


@pytest.mark.parametrize(
    ("until", "more"),
    [
        (date(2026, 5, 31), {}),
        (None, {}),
        (date(2026, 7, 1), {"due": None}),
        (date(2026, 7, 1), {"due": None, "waiting_for": "signed"}),
    ],
)
def test_folded__tells_an_extension_that_is_none(until: date | None, more: dict[str, Any]) -> None:
    given, problems = one(said("extend", **({"until": until} if until else {})), **more)
    assert (given.original, given.events, problems) == (None, (), ["bad-extension"])


def test_folded__reassign_to_somebody() -> None:
    assert one(said("reassign", to="lee"))[0].owner == "lee"
    given, problems = one(said("reassign"), owner="chan")
    assert (given.owner, problems) == ("chan", ["unknown-person"])


def test_folded__reassign_to_nobody_known() -> None:
    text = "obligations: [{id: report, en: R, joint: true, owner: chan, due: 2026-06-01}]"
    of = register(text, said("reassign", to="leee"), people=frozenset({"chan", "lee"}))
    assert ([each.owner for each in of.occurrences], codes(of)) == (["chan"], ["unknown-person"])
    assert of.problems[0].hint == "did you mean `lee`?"


def test_folded__a_second_person_verifies() -> None:
    submitted, _ = one(said("done"), needs_verifying=True)
    assert (submitted.state, submitted.closed) == ("submitted", DAY)
    verified, problems = one(said("done", by=CHAN), said("verify", by=LEE), needs_verifying=True)
    assert (verified.state, verified.closed, problems) == ("done", DAY, [])


@pytest.mark.parametrize("by", [CHAN, "Somebody Else <CHAN@office.example>"])
def test_folded__who_did_it_cannot_verify_it(by: str) -> None:
    given, problems = one(said("done", by=CHAN), said("verify", by=by), needs_verifying=True)
    assert (given.state, problems) == ("submitted", ["verified-by-doer"])


@pytest.mark.parametrize(
    ("verbs", "code", "state"),
    [
        (["done", "done"], "entered-twice", "done"),
        (["waive", "done"], "entered-twice", "waived"),
        (["done", "extend"], "entered-twice", "done"),
        (["dispute", "dispute"], "entered-twice", "disputed"),
        (["reopen"], "not-closed", "open"),
        (["verify"], "not-closed", "open"),
        (["done", "verify"], "not-closed", "done"),
    ],
)
def test_folded__tells_what_comes_twice_or_too_early(verbs: list[str], code: str, state: str) -> None:
    given, problems = one(*(said(each, until=date(2026, 9, 1)) for each in verbs))
    assert (given.state, problems) == (state, [code])


def test_folded__tells_who_came_first_where_two_people_did_it_at_once() -> None:
    first, second = said("done", by=CHAN), said("done", by=LEE)
    ((given,), (problem,)) = folded([Occurrence("a", "obligation", "report")], [second, first])
    assert given.events == (first,)
    assert problem.location == second.location
    assert "Lee Siu Ming" in problem.message
    assert "Chan Tai Man" in problem.message


def test_folded__counts_an_event_that_stands_twice_once() -> None:
    done = said("done")
    assert one(done, done)[1] == []


def test_folded__done_without_the_evidence_that_it_asks_for_is_told() -> None:
    given, problems = one(said("done"), needs_evidence=True)
    assert (given.state, problems) == ("done", ["evidence-required"])
    evidence = [{"address": "https://office.example/report.pdf"}]
    assert one(said("done", evidence=evidence), needs_evidence=True)[1] == []


YEARLY = "{every: {years: 1}, from: 2026-06-01, until: 2028-12-31}"


def test_folded__one_of_a_series_is_closed_and_the_series_lives_on() -> None:
    of = one_duty(YEARLY, said("done", occurrence="2027-06-01"))
    assert [(each.key, each.state) for each in found(of)] == [
        ("2026-06-01", "open"),
        ("2027-06-01", "done"),
        ("2028-06-01", "open"),
    ]


def test_folded__what_was_done_stays_when_the_rule_drops_it() -> None:
    of = one_duty(YEARLY, said("done", occurrence="2025-03-31"))
    kept = found(of)[-1]
    assert (kept.name, kept.state, str(kept.due), kept.closed) == ("report@2025-03-31", "done", "2025-03-31", DAY)
    assert codes(of) == ["unknown-occurrence"]
    assert (of.problems[0].severity, of.problems[0].location) == ("warning", kept.events[0].location)
    assert "report@2026-06-01, report@2027-06-01" in of.problems[0].hint


def test_folded__what_was_done_stays_when_the_obligation_is_gone() -> None:
    done = event("done", DAY, "old-report")
    of = one_duty(YEARLY, done)
    assert [(each.state, each.events) for each in found(of, "old-report")] == [("done", (done,))]
    assert [(each.severity, each.code) for each in of.problems] == [("warning", "unknown-occurrence")]


def test_folded__an_event_about_nothing_is_told() -> None:
    typo = one_duty(YEARLY, event("note", DAY, "reprot"))
    assert [(each.severity, each.code, each.hint) for each in typo.problems] == [
        ("error", "unknown-occurrence", "did you mean `report`?")
    ]
    assert len(typo.occurrences) == 3
    key = one_duty(YEARLY, said("note", occurrence="2026-06-02"))
    assert [each.severity for each in key.problems] == ["warning"]


def test_folded__a_duty_verb_names_its_duty() -> None:
    of = one_duty(YEARLY, event("done", DAY), event("note", DAY, note="Kept by the registry"))
    assert codes(of) == ["event-of-nothing"]


def test_folded__the_party_may_be_named_where_it_is_the_only_one() -> None:
    text = "obligations: [{id: report, en: R, bearer: [hkte], due: 2026-06-01}]"
    assert states(register(text, said("done", party="hkte"))) == ["done"]
    other = register(text, said("done", party="smtwb"))
    assert (states(other), codes(other)) == (["open", "done"], ["unknown-occurrence"])


def test_folded__each_of_several_closes_its_own() -> None:
    text = "obligations: [{id: report, en: R, due: 2026-06-01}]"
    assert states(register(text, said("done", party="smtwb"))) == ["open", "done"]


def states(of: Register) -> list[str]:
    return [each.state for each in of.occurrences]


VERBS = st.sampled_from(
    ["done", "waive", "dispute", "partial", "late", "reopen", "reassign", "extend", "verify", "note"]
)


@given(verbs=st.lists(VERBS, max_size=12), needs_verifying=st.booleans())
def test_folded__loses_no_event_without_a_word(verbs: list[str], needs_verifying: bool) -> None:
    events = [said(verb, to="lee", until=date(2027, 1, 1), by=CHAN if at % 2 else LEE) for at, verb in enumerate(verbs)]
    given, problems = one(*events, needs_verifying=needs_verifying)
    assert len(given.events) + len(problems) == len(events)
    assert (given.state in ("done", "submitted", "waived")) == (given.closed is not None)
    assert one(*events[::-1], needs_verifying=needs_verifying)[0] == given
