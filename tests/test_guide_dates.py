"""The dates that agreements/README.md counts are those that the register counts."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

import pytest

from mouflow.model.obligations import Promises
from mouflow.register.basis import Basis
from mouflow.register.calendars import find_calendar
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Register
from mouflow.schema import read_record
from mouflow.source import parse_yaml
from tests.docs import ROOT

GUIDE = (ROOT / "agreements/README.md").read_text("utf-8")
ROWS = re.findall(r"^\| `(.+)` \| ([\d, …-]+) \|$", GUIDE, re.MULTILINE)
TERM = "{kind: tacit, length: {years: 3}, notice: {length: {months: 6}, counting: %s}}"


def register(promises: str, signed: date) -> Register:
    """The register of an agreement between a party in Hong Kong and one in Shanghai."""
    basis = Basis(
        agreement="draft",
        parties=("hkte", "smtwb"),
        promises=read_record(parse_yaml(promises, "obligations.yaml"), Promises, "obligations.yaml"),
        actions=(),
        events=(),
        signed=signed,
        languages=("en", "zh-Hant"),
        calendars={name: calendar for name in ("HK", "CN") if (calendar := find_calendar(name, {}))},
    )
    return evaluate(basis, date(2027, 12, 31))


def test_guide__shows_a_table_of_rules() -> None:
    assert len(ROWS) == 14


@pytest.mark.parametrize(("rule", "dates"), ROWS)
def test_guide__counts_dates_as_the_register_does(rule: str, dates: str) -> None:
    wanted = re.findall(r"\d{4}-\d\d-\d\d", dates)
    text = f"""\
term: {TERM % "clear"}
calendars: [HK, CN]
obligations: [{{id: report, en: Report, zh-Hant: 匯報, joint: true, due: {rule}}}]
"""
    found = register(text, date(2024, 6, 8))
    assert not found.problems
    due = (each.due for each in found.occurrences if each.id == "report")
    given = [day.isoformat() for day in islice(filter(None, due), len(wanted) + 1)]
    assert given[: len(wanted)] == wanted
    assert (len(given) > len(wanted)) == ("…" in dates)


@pytest.mark.parametrize(
    ("counting", "day"), re.findall(r"^\| `(clear|inclusive)` \| (\d{4}-\d\d-\d\d) \|", GUIDE, re.MULTILINE)
)
def test_guide__counts_notice_as_the_register_does(counting: str, day: str) -> None:
    first = register(f"term: {TERM % counting}\n", date(2026, 3, 1)).terms[0]
    assert (first.last, first.receive_by) == (date(2029, 2, 28), date.fromisoformat(day))
