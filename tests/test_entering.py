"""Which event may follow which: nothing is done twice, nothing verified that is not done, nobody verifies himself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from mouflow.model.ledger import Event, Evidence
from mouflow.register.entering import Draft, refuse_agreement_event, refuse_duty_event, same_person
from mouflow.register.records import Occurrence
from mouflow.register.states import State

CHAN, LEE = "Chan Tai Man <chan@example.org>", "李大文 <lee@example.org>"
DAY = date(2026, 3, 31)


def event(verb: str, by: str = CHAN, **more: object) -> Event:
    values = {"id": "0" * 16, "at": datetime(2026, 3, 31, tzinfo=UTC), "by": by, "event": verb, "date": DAY}
    return Event.model_validate({**values, **more})


def duty(state: State = "open", events: Iterable[Event] = (), **more: object) -> Occurrence:
    values = {"due": DAY, "closed": DAY if state in {"done", "waived", "submitted"} else None, **more}
    return Occurrence("talent", "obligation", "report", "2026-03-31", state=state, events=tuple(events), **values)  # type: ignore[arg-type]


def codes(draft: Draft, occurrence: Occurrence, author: str = LEE) -> list[str]:
    problems = list(refuse_duty_event(draft, author, occurrence))
    assert all(each.hint for each in problems)
    return [each.code for each in problems]


@pytest.mark.parametrize(
    ("verb", "state", "code"),
    [
        ("done", "open", None),
        ("done", "partial", None),
        ("done", "disputed", None),
        ("done", "done", "entered-twice"),
        ("done", "submitted", "entered-twice"),
        ("done", "waived", "entered-twice"),
        ("waive", "done", "entered-twice"),
        ("dispute", "done", None),
        ("dispute", "disputed", "entered-twice"),
        ("partial", "waived", "entered-twice"),
        ("late", "done", "entered-twice"),
        ("reopen", "open", "not-closed"),
        ("reopen", "done", None),
        ("verify", "open", "nothing-to-verify"),
        ("verify", "done", "nothing-to-verify"),
        ("verify", "submitted", None),
        ("reassign", "waived", "entered-twice"),
        ("note", "done", None),
    ],
)
def test_refuse_duty_event__by_what_happened_before(verb: str, state: State, code: str | None) -> None:
    assert codes(Draft(verb, DAY), duty(state)) == ([code] if code else [])


def test_refuse_duty_event__says_who_did_it_when_and_the_way_out() -> None:
    (problem,) = refuse_duty_event(Draft("done", DAY), LEE, duty("done", [event("done")]))
    assert problem.message == f"report@2026-03-31 is done since 2026-03-31 ({CHAN})"
    assert "mouflow reopen report@2026-03-31" in problem.hint


def test_refuse_duty_event__done_without_the_evidence_that_the_rule_asks_for() -> None:
    occurrence = duty(needs_evidence=True)
    assert codes(Draft("done", DAY), occurrence) == ["evidence-required"]
    assert codes(Draft("done", DAY, evidence=(Evidence(address="https://example.org"),)), occurrence) == []


@pytest.mark.parametrize(
    ("author", "code"),
    [(CHAN, "verified-by-doer"), ("Somebody <CHAN@example.org>", "verified-by-doer"), (LEE, None)],
)
def test_refuse_duty_event__verified_by_the_doer(author: str, code: str | None) -> None:
    occurrence = duty("submitted", [event("done", LEE), event("reopen"), event("done", CHAN), event("note", LEE)])
    assert codes(Draft("verify", DAY), occurrence, author) == ([code] if code else [])


def test_refuse_duty_event__extension_of_what_has_no_date_or_that_date() -> None:
    assert codes(Draft("extend", DAY, until=date(2026, 6, 30)), duty()) == []
    assert codes(Draft("extend", DAY, until=DAY), duty()) == ["entered-twice"]
    assert codes(Draft("extend", DAY, until=date(2026, 3, 30)), duty()) == ["bad-extension"]
    slip = duty(due=date(2062, 6, 30), original=DAY)
    assert codes(Draft("extend", DAY, until=date(2026, 6, 30)), slip) == []
    assert codes(Draft("extend", DAY, until=date(2026, 3, 30)), slip) == ["bad-extension"]
    assert codes(Draft("extend", DAY, until=DAY), duty(due=None, waiting_for="signed")) == ["no-date"]


def test_refuse_agreement_event__once_and_by_a_party() -> None:
    parties = ("hkte", "smtwb")
    signed, notice = Draft("signed", DAY), Draft("notice", DAY, party="hkte", about="non-renewal")
    before = [event("signed"), event("notice", party="hkte", about="non-renewal")]
    assert [each.code for each in refuse_agreement_event(signed, parties, before)] == ["entered-twice"]
    assert [each.code for each in refuse_agreement_event(notice, parties, before)] == ["entered-twice"]
    assert list(refuse_agreement_event(Draft("notice", DAY, party="smtwb", about="other"), parties, before)) == []
    assert [each.code for each in refuse_agreement_event(signed, parties, [], date(2026, 3, 30))] == ["entered-twice"]
    assert list(refuse_agreement_event(signed, parties, [], DAY)) == []
    note = event("note")
    assert list(refuse_agreement_event(Draft("note", DAY), parties, [note])) == []
    (problem,) = refuse_agreement_event(Draft("notice", DAY, party="hkt", about="other"), parties, before)
    assert (problem.code, problem.hint) == ("unknown-party", "did you mean `hkte`?")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (CHAN, CHAN, True),
        (CHAN, "Tai Man Chan <Chan@Example.org>", True),
        (CHAN, "Chan Tai Man <office@example.org>", False),
        (CHAN, "Chan Tai Man", True),
        ("Our Office", "our office", True),
        ("Our Office", CHAN, False),
    ],
)
def test_same_person__by_address_else_by_name(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
