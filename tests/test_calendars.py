"""Business days of places and offices: held against the lists that governments published, and the reasons they give."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.model.calendars import Calendars as OwnCalendars
from mouflow.model.calendars import OwnCalendar
from mouflow.register.arithmetic import add, roll
from mouflow.register.calendars import Calendar, Calendars, find_calendar
from mouflow.register.public_holidays import known_countries, year_of
from mouflow.schema import read_record
from mouflow.source import parse_yaml
from mouflow.workspace.calendars import load_calendars
from mouflow.workspace.folder import agreement_ids, open_workspace
from mouflow.workspace.near_misses import near_misses
from mouflow.workspace.recording import agreement_paths
from tests.conftest import FILES, MOU, write_files


def calendar(name: str) -> Calendar:
    found = find_calendar(name, {})
    assert found
    return found


def together(names: str) -> Calendars:
    return Calendars(tuple(calendar(name) for name in names.split()))


def days_of(year: int, written: str) -> set[date]:
    """Read days and spans of a year: ``1-1 2-10..2-17``."""
    days: set[date] = set()
    for span in written.split():
        first, _, last = span.partition("..")
        start, end = (date(year, *map(int, each.split("-"))) for each in (first, last or first))
        days.update(start + timedelta(days=number) for number in range((end - start).days + 1))
    return days


def every_day(year: int) -> Iterable[date]:
    return (
        date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    )


HONG_KONG = {
    2023: "1-2 1-23..1-25 4-5 4-7 4-8 4-10 5-1 5-26 6-22 7-1 9-30 10-2 10-23 12-25 12-26",
    2024: "1-1 2-10 2-12 2-13 3-29 3-30 4-1 4-4 5-1 5-15 6-10 7-1 9-18 10-1 10-11 12-25 12-26",
    2025: "1-1 1-29..1-31 4-4 4-18 4-19 4-21 5-1 5-5 5-31 7-1 10-1 10-7 10-29 12-25 12-26",
    2026: "1-1 2-17..2-19 4-3 4-4 4-6 4-7 5-1 5-25 6-19 7-1 9-26 10-1 10-19 12-25 12-26",
}
"""General holidays beside Sundays, as gazetted under the General Holidays Ordinance (Cap. 149) and listed at
www.gov.hk/en/about/abouthk/holiday."""

MAINLAND = {
    # 国办发明电〔2023〕7號
    2024: (
        "1-1 2-10..2-17 4-4..4-6 5-1..5-5 6-8..6-10 9-15..9-17 10-1..10-7",
        "2-4 2-18 4-7 4-28 5-11 9-14 9-29 10-12",
    ),
    # 国办发明电〔2024〕12號
    2025: ("1-1 1-28..2-4 4-4..4-6 5-1..5-5 5-31..6-2 10-1..10-8", "1-26 2-8 4-27 9-28 10-11"),
    # 国办发明电〔2025〕7號
    2026: (
        "1-1..1-3 2-15..2-23 4-4..4-6 5-1..5-5 6-19..6-21 9-25..9-27 10-1..10-7",
        "1-4 2-14 2-28 5-9 9-20 10-10",
    ),
}
"""Days off, and weekends at work, by the yearly notices of the General Office of the State Council."""


@pytest.mark.parametrize("year", HONG_KONG)
def test_closing__hong_kong_as_gazetted(year: int) -> None:
    found = {day for day in every_day(year) if (why := calendar("HK").closing(day)) and not why.weekend}
    assert found == days_of(year, HONG_KONG[year])


@pytest.mark.parametrize("year", MAINLAND)
def test_closing__mainland_as_the_state_council_notified(year: int) -> None:
    off, worked = (days_of(year, written) for written in MAINLAND[year])
    expected = {day for day in every_day(year) if day in worked or (day.weekday() < 5 and day not in off)}
    assert {day for day in every_day(year) if not calendar("CN").closing(day)} == expected


@pytest.mark.parametrize(
    ("day", "name", "closed"),
    [
        ("2025-01-28", "MO", False),  # the eve of the New Year, when offices close at noon
        ("2025-12-22", "MO", True),  # rest day for Establishment Day, a Saturday
        ("2025-02-08", "TW", False),  # a Saturday worked for 27 January
        ("2025-09-29", "TW", True),
        ("2025-08-25", "GB-ENG", True),
        ("2025-08-25", "GB-SCT", False),
        ("2006-12-30", "CN", False),  # a Saturday worked by the notice for the year after
        ("2015-09-03", "CN", True),
    ],
)
def test_closing__other_places(day: str, name: str, closed: bool) -> None:
    assert bool(calendar(name).closing(date.fromisoformat(day))) is closed


EXAMPLES = [
    # Lunar New Year
    ("HK CN", "2024-02-08", 5, "2024-02-22"),  # 9 Feb; then 19 to 22: Sunday 18 Feb is worked in the Mainland alone
    ("CN", "2024-02-08", 5, "2024-02-21"),
    ("HK", "2024-02-08", 5, "2024-02-19"),  # 10, 12, 13 Feb are gazetted
    ("HK CN", "2025-01-27", 1, "2025-02-05"),
    ("CN", "2025-01-24", 2, "2025-01-27"),  # Sunday 26 Jan is worked
    ("HK CN", "2026-02-13", 1, "2026-02-24"),
    ("CN", "2026-02-13", 2, "2026-02-24"),  # Saturday 14 Feb is worked
    ("HK", "2026-02-13", 2, "2026-02-20"),
    # National Day
    ("HK CN", "2024-09-30", 3, "2024-10-10"),
    ("HK", "2024-09-30", 3, "2024-10-04"),
    ("HK CN", "2024-10-10", 1, "2024-10-14"),  # 11 Oct is Chung Yeung in Hong Kong, Saturday 12 worked in the Mainland
    ("HK CN", "2025-09-30", 3, "2025-10-13"),
    ("CN", "2025-09-30", 3, "2025-10-11"),
    ("HK", "2025-09-30", 3, "2025-10-06"),
    ("HK CN", "2026-09-30", 1, "2026-10-08"),
    ("CN", "2026-09-30", 3, "2026-10-10"),
]
"""Business days counted by hand from the lists above."""


@pytest.mark.parametrize(("names", "day", "number", "expected"), EXAMPLES)
def test_add__business_days_over_long_holidays(names: str, day: str, number: int, expected: str) -> None:
    start, end, calendars = date.fromisoformat(day), date.fromisoformat(expected), together(names)
    assert add(start, {"business_days": number}, "clamp", calendars)[0] == end
    assert add(end, {"business_days": number}, "clamp", calendars, back=True)[0] == start


@pytest.mark.parametrize(
    ("names", "day", "mode", "expected"),
    [
        ("HK CN", "2024-10-01", "next", "2024-10-08"),
        ("HK CN", "2024-10-01", "previous", "2024-09-30"),
        ("HK CN", "2024-10-01", "modified", "2024-10-08"),
        ("HK CN", "2025-01-31", "modified", "2025-01-27"),  # the next one is 5 February
        ("HK", "2024-03-29", "modified", "2024-03-28"),  # Good Friday; Easter Monday is in April
        ("CN", "2024-03-29", "modified", "2024-03-29"),
        ("CN", "2025-01-26", "next", "2025-01-26"),
        ("HK CN", "2025-01-26", "next", "2025-01-27"),
        ("", "2024-06-08", "next", "2024-06-10"),
        ("HK", "2024-06-08", "next", "2024-06-11"),
        ("HK CN", "2024-10-01", "none", "2024-10-01"),
    ],
)
def test_roll__over_holidays(names: str, day: str, mode: str, expected: str) -> None:
    assert roll(date.fromisoformat(day), mode, together(names))[0] == date.fromisoformat(expected)


def test_closing__names_in_every_language() -> None:
    closing = calendar("HK").closing(date(2026, 4, 6))
    assert closing
    assert closing.place == {"en": "Hong Kong", "zh-Hant": "香港", "zh-Hans": "香港"}
    assert closing.names == {
        "en": "The day following Ching Ming Festival",
        "zh-Hant": "清明節翌日",
        "zh-Hans": "清明节翌日",
    }
    weekend = calendar("CN").closing(date(2026, 4, 4))
    assert weekend
    assert weekend.names["zh-Hant"] == "星期六"
    moved = calendar("CN").closing(date(2026, 2, 20))
    assert moved
    assert "2026-02-14" in moved.names["en"]
    assert "2026-02-14" in moved.names["zh-Hant"]


def test_closing__another_script_where_one_is_not_known() -> None:
    closing = calendar("GB-ENG").closing(date(2025, 8, 25))
    assert closing
    assert closing.place == {"en": "United Kingdom (ENG)", "zh-Hant": "英國（ENG）", "zh-Hans": "英国（ENG）"}
    assert set(closing.names.values()) == {"Late Summer Bank Holiday"}


def test_is_certain__until_the_notice_of_a_year_is_out() -> None:
    mainland, hong_kong = calendar("CN"), calendar("HK")
    assert mainland.is_certain(date(2026, 10, 1))
    assert not mainland.is_certain(date(2050, 10, 1))
    assert hong_kong.is_certain(date(2050, 10, 1))
    assert not hong_kong.is_certain(date(2150, 10, 1))
    assert mainland.closing(date(2050, 10, 3)), "statutory holidays are foreseen"
    assert hong_kong.closing(date(2150, 10, 1)) is None


def test_roll__says_that_holidays_are_only_foreseen() -> None:
    steps = roll(date(2050, 10, 3), "next", together("HK CN"))[1]
    assert [(step.rule, step.values["calendar"], step.values["year"]) for step in steps if step.rule == "foreseen"] == [
        ("foreseen", "CN", 2050)
    ]
    assert all(step.rule != "foreseen" for step in roll(date(2026, 10, 3), "next", together("HK CN"))[1])


def test_year_of__every_place_that_is_known() -> None:
    for code in known_countries():
        year = year_of(code, 2025)
        assert 0 < len(year.weekend) < 3, code
        assert all(all(names.values()) for names in year.holidays.values()), code


def test_calendars__import_the_holidays_when_asked_for() -> None:
    modules = "'holidays', 'dateutil', 'pydantic', 'yaml'"
    code = f"import sys, mouflow.register.arithmetic; sys.exit(any(each in sys.modules for each in ({modules})))"
    subprocess.run([sys.executable, "-c", code], check=True)


OWN = """\
office:
  name: {en: Our office, zh-Hant: 本辦事處}
  base: HK
  closed:
    - {date: 2024-09-06, name: {en: Super Typhoon Yagi, zh-Hant: 超強颱風摩羯}}
    - {date: 2024年10月2日, name: {en: Day after National Day}}
  open: [{date: 2024-10-12, name: {en: Make-up day}}, {date: 2024-10-11, name: {en: At work}}]
bare:
  name: {zh-Hans: 自订}
"""


def own(text: str) -> dict[str, OwnCalendar]:
    value = {"calendars": parse_yaml(text, "calendars.yaml")}
    return dict(read_record(value, OwnCalendars, "calendars.yaml").calendars)


def test_find_calendar__days_of_an_office() -> None:
    office = find_calendar("office", own(OWN))
    assert office
    assert office.names == {"en": "Our office", "zh-Hant": "本辦事處", "zh-Hans": "本辦事處"}
    yagi = office.closing(date(2024, 9, 6))
    assert yagi
    assert (yagi.names["zh-Hans"], yagi.place["en"], yagi.weekend) == ("超強颱風摩羯", "Our office", False)
    both = Calendars((office,))
    days = [date(2024, 10, day) for day in (1, 2, 3, 11, 12, 13)]
    assert [both.is_business(day) for day in days] == [False, False, True, True, True, False]


def test_find_calendar__without_a_base_only_weekends_are_closed() -> None:
    bare = find_calendar("bare", own(OWN))
    assert bare
    assert bare.names["en"] == "自订"
    assert not bare.closing(date(2024, 10, 1))
    assert bare.closing(date(2024, 10, 5))


@pytest.mark.parametrize("name", ["ZZ", "GB-XYZ", "HK-", "hk", "", "office"])
def test_find_calendar__there_is_none(name: str) -> None:
    assert find_calendar(name, {}) is None


def test_load_calendars__reads_the_file_of_the_workspace(tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "agreements/x/mou.yaml": MOU, "agreements/calendars.yaml": OWN})
    workspace = open_workspace(tmp_path)
    assert sorted(load_calendars(workspace)) == ["bare", "office"]
    assert agreement_ids(workspace) == ["x"]
    assert "agreements/calendars.yaml" in agreement_paths("x")


@pytest.mark.parametrize("text", ["", "# none yet\n", "{}\n"])
def test_load_calendars__none_yet(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {**FILES, "agreements/calendars.yaml": text})
    assert dict(load_calendars(open_workspace(tmp_path))) == {}


BOTH = ("closed", "open")


def test_load_calendars__tells_everything_that_is_wrong(tmp_path: Path) -> None:
    bases = ["Hong Kong", "hk", "GB-ENGLAND", "Atlantis", "內地"]
    wrong = "".join(f"c{number}:\n  name: {{en: C}}\n  base: {base}\n" for number, base in enumerate(bases))
    both = "c9:\n  name: {en: C}\n" + "".join(f"  {each}: [{{date: 2024-10-02, name: {{en: A}}}}]\n" for each in BOTH)
    write_files(tmp_path, {**FILES, "agreements/calendars.yaml": wrong + both})
    with pytest.raises(MouflowError) as refused:
        load_calendars(open_workspace(tmp_path))
    told = [(each.code, each.location and each.location.line, each.hint) for each in refused.value.diagnostics]
    assert told[:3] == [
        ("unknown-calendar", 3, "did you mean `HK`?"),
        ("unknown-calendar", 6, "did you mean `HK`?"),
        ("unknown-calendar", 9, "write `GB`: no part `ENGLAND` of it is known"),
    ]
    assert told[3][:2] == ("unknown-calendar", 12)
    assert "ISO 3166" in told[3][2]
    assert told[4] == ("unknown-calendar", 15, "did you mean `CN`?")
    assert told[5][:2] == ("closed-and-open", 19)


def test_near_misses__calendars_under_another_ending(tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "agreements/x/mou.yaml": MOU, "agreements/calendars.yml": OWN})
    (told,) = near_misses(open_workspace(tmp_path), "x")
    assert told.hint == "rename it to calendars.yaml"


def test_year_of__names_do_not_follow_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    (name,) = {names["en"] for day, names in year_of("CN", 2019).holidays.items() if day == date(2019, 10, 1)}
    assert name == "National Day"
