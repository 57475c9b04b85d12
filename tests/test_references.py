"""Names of what is due, as a person types them: read, cut short, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.register.entering import FOLLOWS
from mouflow.register.records import Occurrence
from mouflow.register.references import Reference, find_occurrence, read_reference
from mouflow.register.states import State

TODAY = date(2026, 6, 30)


def yearly(year: int, state: State = "open", party: str | None = None) -> Occurrence:
    day = date(year, 3, 31)
    bearers = (party,) if party else ("hkte", "smtwb")
    return Occurrence(
        "talent", "obligation", "report", day.isoformat(), party, bearers, due=day, nominal=day, state=state
    )


def numbered(number: int) -> Occurrence:
    return Occurrence("talent", "obligation", "review", str(number), due=date(2026, number, 1))


PLAN = Occurrence("talent", "milestone", "plan", bearers=("hkte",), due=date(2026, 1, 31))
REPORTS = [yearly(2025, "done"), yearly(2026), yearly(2027), PLAN]


def can_be_done(occurrence: Occurrence) -> bool:
    return occurrence.state in FOLLOWS["done"]


def found(name: str, occurrences: list[Occurrence], today: date = TODAY) -> str:
    return find_occurrence(read_reference(name)[-1], occurrences, today, can_be_done).name


def refusal(name: str, occurrences: list[Occurrence], today: date = TODAY) -> tuple[str, str, str]:
    with pytest.raises(MouflowError) as failed:
        found(name, occurrences, today)
    (problem,) = failed.value.diagnostics
    return problem.code, problem.message, problem.hint


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("report", [("", "report", "", "")]),
        ("report@2026", [("", "report", "2026", "")]),
        ("report@2026-03-31/hkte", [("", "report", "2026-03-31", "hkte")]),
        ("talent/report@2026", [("talent", "report", "2026", "")]),
        ("talent/report@2026/hkte", [("talent", "report", "2026", "hkte")]),
        ("talent/report", [("talent", "report", "", ""), ("", "talent", "", "report")]),
        ("talent/report/hkte", [("talent", "report", "", "hkte")]),
        ("滬港人才/report@2", [("滬港人才", "report", "2", "")]),
    ],
)
def test_read_reference__takes_every_form(name: str, meant: list[tuple[str, ...]]) -> None:
    assert [tuple(each) for each in read_reference(name)] == meant


@pytest.mark.parametrize(
    "name", ["", "/", "a/", "@2026", "a@", "a@@b", "a@b@c", "a/b/c/d", "a b", "a\n", "../a", "x" * 500]
)
def test_read_reference__refuses_what_is_no_name(name: str) -> None:
    with pytest.raises(MouflowError, match="names nothing"):
        read_reference(name)


def test_reference__is_written_as_it_is_read() -> None:
    for name in ("report", "report@2026", "talent/report@2026/hkte", "report@1/hkte"):
        assert str(read_reference(name)[0]) == name
    assert str(Reference("a", "b", "", "c")) == "a/b/c"


@pytest.mark.parametrize("name", ["report@2027-03-31", "report@2027", "report@2027-0"])
def test_find_occurrence__takes_a_key_and_its_beginning(name: str) -> None:
    assert found(name, REPORTS) == "report@2027-03-31"


def test_find_occurrence__a_whole_key_wins_over_those_that_begin_so() -> None:
    assert found("review@1", [numbered(number) for number in range(1, 13)]) == "review@1"


def test_find_occurrence__tells_several_that_begin_so() -> None:
    code, said, hint = refusal("report@202", REPORTS)
    assert (code, said) == ("ambiguous-reference", "`report@202` can mean several")
    assert hint == "name one: report@2025-03-31, report@2026-03-31, report@2027-03-31"


def test_find_occurrence__without_a_key_takes_the_only_one_that_is_open_by_today() -> None:
    assert found("report", REPORTS) == "report@2026-03-31"
    assert found("plan", REPORTS) == "plan"


def test_find_occurrence__without_a_key_guesses_among_none_or_several() -> None:
    late = [yearly(2024), *REPORTS]
    code, said, hint = refusal("report", late)
    assert (code, said) == (
        "ambiguous-reference",
        "`report` happens again and again; 2 of it are open up to 2026-06-30",
    )
    assert hint == "name one: report@2024-03-31, report@2026-03-31, report@2027-03-31"
    code, said, hint = refusal("report", REPORTS, date(2026, 3, 30))
    assert "none of it is open up to 2026-03-30" in said
    assert hint == "name one: report@2026-03-31"


def test_find_occurrence__each_of_several_bearers_is_named() -> None:
    both = [yearly(2026, party="hkte"), yearly(2026, party="smtwb")]
    assert found("report@2026/smtwb", both) == "report@2026-03-31/smtwb"
    _, _, hint = refusal("report@2026", both)
    assert hint == "name one: report@2026-03-31/hkte, report@2026-03-31/smtwb"
    assert refusal("report@2026/hkt", both)[2] == "did you mean `hkte`?"
    assert found("plan/hkte", REPORTS) == "plan"
    code, said, hint = refusal("report@2026/hkte", [yearly(2026)])
    assert (code, said) == ("unknown-party", "`hkte` does not bear `report` alone")
    assert hint == "leave /hkte out: all bear it together"


def test_find_occurrence__suggests_what_is_there() -> None:
    assert refusal("reprot", REPORTS) == (
        "unknown-duty",
        "there is no obligation, milestone or action `reprot`",
        "did you mean `report`?",
    )
    assert refusal("report@1999", REPORTS) == (
        "unknown-occurrence",
        "`report` has no occurrence `1999`",
        "there are: report@2025-03-31, report@2026-03-31, report@2027-03-31",
    )
    _, _, hint = refusal("report@2031-06", [yearly(year) for year in range(2000, 2060)])
    assert "report@2031-03-31, report@2032-03-31" in hint
    assert "2000" not in hint
