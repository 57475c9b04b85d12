"""Calendars: what the register computed is what a calendar program shows, under ids that outlive a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import recurring_ical_events
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from mouflow.model.due import DueRule
from mouflow.register.exports.extract import Extract
from mouflow.register.exports.ics import to_ics
from mouflow.register.records import Row
from mouflow.register.status import rows as rows_of
from mouflow.register.steps import Step
from tests.export_samples import TODAY, due_rule, edition, event, extract, occurrence, row, series
from tests.promised_samples import event as ledger_event
from tests.promised_samples import found as found_in
from tests.promised_samples import one_duty, promises

YEARLY = due_rule(every={"years": "1"}, **{"from": "2025-03-31"})
REPORTS = [date(year, 3, 31) for year in (2025, 2026, 2027)]


def calendar(found: Extract, **options: Any) -> Any:
    return Calendar.from_ical(to_ics([found], edition(), "Register", **options))


def parts(found: Extract, name: str) -> list[Any]:
    return list(calendar(found).walk(name))


def shown(found: Extract, name: str) -> list[date]:
    """The dates that a calendar program shows; of a to-do the date on which it is due."""
    occurrences: list[Component] = recurring_ical_events.of(calendar(found), components=[name]).between(
        date(1990, 1, 1), date(2500, 1, 1)
    )
    dated = [each for each in occurrences if "DTSTART" in each or "DUE" in each]
    return sorted(each["DUE" if name == "VTODO" else "DTSTART"].dt for each in dated)


def due_dates(rows: Sequence[Row]) -> list[date]:
    return sorted(each.occurrence.due for each in rows if each.occurrence.due)


def test_to_ics__an_all_day_event_that_leaves_the_day_free() -> None:
    (made,) = parts(extract([row(occurrence(due=date(2026, 12, 31)))]), "VEVENT")
    assert made["DTSTART"].to_ical() == b"20261231"
    assert made["DTSTART"].params["VALUE"] == "DATE"
    assert (made["TRANSP"], made["STATUS"], made["SEQUENCE"]) == ("TRANSPARENT", "CONFIRMED", 4)
    assert made["UID"] == "event--hk-shanghai--report@register.mouflow"
    assert made["DTSTAMP"].dt == made["LAST-MODIFIED"].dt == datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
    assert made["SUMMARY"] == "Send the yearly report / 提交年度報告"
    assert made["CATEGORIES"].to_ical().decode() == "report,〔report〕"


def test_to_ics__a_description_in_each_language_tells_the_clause_and_why_this_date() -> None:
    steps = (Step("date", date(2026, 12, 31)),)
    (made,) = parts(extract([row(occurrence(due=date(2026, 12, 31), steps=steps))]), "VEVENT")
    english, chinese = made["DESCRIPTION"].split("\n\n")
    assert "place:en: Paragraph 5(2)" in english
    assert "explanation:en: date 2026-12-31." in english
    assert "bearers:zh-Hant：香港人才服務辦公室" in chinese
    assert "第五條第二款" in chinese


@pytest.mark.parametrize(
    ("status", "more", "said"),
    [
        ("open", {}, ("NEEDS-ACTION", None, None)),
        ("overdue", {}, ("NEEDS-ACTION", None, None)),
        ("partial", {"share": 40}, ("IN-PROCESS", 40, None)),
        ("submitted", {"closed": date(2026, 9, 2)}, ("IN-PROCESS", None, None)),
        ("done", {"closed": date(2026, 9, 2)}, ("COMPLETED", 100, date(2026, 9, 2))),
        ("late", {"closed": date(2026, 9, 2)}, ("COMPLETED", 100, date(2026, 9, 2))),
        ("waived", {"closed": date(2026, 9, 2)}, ("CANCELLED", None, None)),
        ("ended", {}, ("CANCELLED", None, None)),
    ],
)
def test_to_ics__a_todo_tells_how_far_it_is(status: Any, more: Any, said: tuple[Any, ...]) -> None:
    (made,) = parts(extract([row(occurrence(due=date(2026, 9, 1), **more), status)]), "VTODO")
    done = made.get("COMPLETED")
    assert (made["STATUS"], made.get("PERCENT-COMPLETE"), done.dt.date() if done else None) == said
    assert made["DUE"].to_ical() == b"20260901"
    assert "DTSTART" not in made


def test_to_ics__what_waits_for_an_event_is_a_todo_without_a_date() -> None:
    found = extract([row(occurrence(waiting_for="notice"), "waiting")])
    (made,) = parts(found, "VTODO")
    assert "DUE" not in made
    assert "waiting-for:en: notice" in made["DESCRIPTION"]
    assert parts(found, "VEVENT") == []


def test_to_ics__a_standing_duty_is_in_no_calendar() -> None:
    assert len(calendar(extract([row(occurrence(), "standing")])).subcomponents) == 0


def test_to_ics__a_yearly_report_is_one_series() -> None:
    found = extract(series(REPORTS), {"report": YEARLY})
    (made,) = parts(found, "VEVENT")
    assert made["RRULE"].to_ical() == b"FREQ=YEARLY;UNTIL=20270331;BYMONTHDAY=31;BYMONTH=3"
    assert shown(found, "VEVENT") == shown(found, "VTODO") == REPORTS


def test_to_ics__done_in_2026_leaves_2025_and_2027_to_do() -> None:
    first, second, third = series(REPORTS)
    done = row(replace(second.occurrence, state="done", closed=date(2026, 3, 30)), "done")
    made = parts(extract([first, done, third], {"report": YEARLY}), "VTODO")
    assert [(each["STATUS"], "RECURRENCE-ID" in each) for each in made] == [
        ("NEEDS-ACTION", False),
        ("COMPLETED", True),
    ]
    assert made[1]["RECURRENCE-ID"].to_ical() == b"20260331"
    assert made[0]["UID"] == made[1]["UID"]


def test_to_ics__a_date_that_rolled_or_was_extended_overrides_its_place_in_the_series() -> None:
    first, second, third = series(REPORTS)
    rolled = row(replace(second.occurrence, due=date(2026, 4, 2)))
    extended = row(replace(third.occurrence, due=date(2027, 6, 30), original=date(2027, 3, 31)))
    found = extract([first, rolled, extended], {"report": YEARLY})
    moved = [(each["RECURRENCE-ID"].dt, each["DTSTART"].dt) for each in parts(found, "VEVENT")[1:]]
    assert moved == [(date(2026, 3, 31), date(2026, 4, 2)), (date(2027, 3, 31), date(2027, 6, 30))]
    assert shown(found, "VEVENT") == [date(2025, 3, 31), date(2026, 4, 2), date(2027, 6, 30)]
    assert shown(found, "VTODO") == shown(found, "VEVENT")


def test_to_ics__a_date_left_out_of_a_series_is_excluded() -> None:
    rows = series([REPORTS[0], REPORTS[2]])
    found = extract(rows, {"report": YEARLY})
    made = parts(found, "VEVENT")[0]
    assert made["EXDATE"].to_ical() == b"20260331"
    assert made["EXDATE"].params["VALUE"] == "DATE"
    assert shown(found, "VEVENT") == due_dates(rows)


def test_to_ics__moving_a_date_keeps_the_id_and_raises_the_sequence() -> None:
    before = extract([row(occurrence(due=date(2026, 12, 31)))], revision=4)
    after = extract([row(occurrence(due=date(2027, 1, 31), original=date(2026, 12, 31)))], revision=5)
    for name in ("VEVENT", "VTODO"):
        (old,), (new,) = parts(before, name), parts(after, name)
        assert old["UID"] == new["UID"]
        assert new["SEQUENCE"] > old["SEQUENCE"]


def test_to_ics__moving_a_whole_series_keeps_its_id() -> None:
    later = [day + timedelta(days=30) for day in REPORTS]
    april = due_rule(every={"years": "1"}, **{"from": "2025-04-30"})
    before, after = extract(series(REPORTS), {"report": YEARLY}), extract(series(later), {"report": april})
    assert parts(before, "VEVENT")[0]["UID"] == parts(after, "VEVENT")[0]["UID"]


def test_to_ics__what_counts_from_completion_is_one_entry_each() -> None:
    rule = due_rule(every={"months": "6"}, basis="completion", **{"from": "2025-01-15"})
    days = [date(2025, 1, 15), date(2025, 7, 20)]
    rows = [row(occurrence(key=str(number), due=day)) for number, day in enumerate(days, 1)]
    made = parts(extract(rows, {"report": rule}), "VEVENT")
    assert [each["UID"] for each in made] == [
        "event--hk-shanghai--report@register.mouflow",
        "event--hk-shanghai--report--2@register.mouflow",
    ]
    assert "RRULE" not in made[0]


def test_to_ics__each_bearer_has_a_series_of_its_own() -> None:
    rows = [each for party in ("hkte", "smtwb") for each in series(REPORTS, party=party, bearers=("hkte", "smtwb"))]
    made = parts(extract(rows, {"report": YEARLY}), "VEVENT")
    assert [each["UID"].split("--")[-1] for each in made] == ["hkte@register.mouflow", "smtwb@register.mouflow"]


def test_to_ics__every_id_is_given_once() -> None:
    rows = [*series(REPORTS), row(occurrence(waiting_for="notice"), "waiting"), row(occurrence("plan", due=TODAY))]
    made = calendar(extract(rows, {"report": YEARLY})).subcomponents
    ids = [(each["UID"], each["RECURRENCE-ID"].to_ical() if "RECURRENCE-ID" in each else b"") for each in made]
    assert len(set(ids)) == len(ids)


def test_to_ics__a_date_that_depends_on_a_renewal_is_tentative() -> None:
    first, second, third = series(REPORTS)
    uncertain = row(replace(third.occurrence, known_from=date(2026, 12, 8)))
    made = parts(extract([first, second, uncertain], {"report": YEARLY}), "VEVENT")
    assert [each["STATUS"] for each in made] == ["CONFIRMED", "TENTATIVE"]
    assert shown(extract([first, second, uncertain], {"report": YEARLY}), "VEVENT") == REPORTS


def test_to_ics__what_nobody_owes_is_an_event_alone() -> None:
    window = occurrence("term.notice", source="term", key="1", kind="notice", due=date(2026, 12, 7))
    found = extract([row(window)])
    assert parts(found, "VTODO") == []
    (made,) = parts(found, "VEVENT")
    assert made["SUMMARY"] == "term.notice:en / term.notice:zh-Hant"


def test_to_ics__a_row_of_a_table_is_called_by_its_first_line() -> None:
    wording = {"en": "Recruitment fair\nBoth sides\nApril 2025"}
    (made,) = parts(extract([row(occurrence(due=TODAY, wording=wording))]), "VEVENT")
    assert made["SUMMARY"] == "Recruitment fair / 〔report〕"
    assert "Both sides" in made["DESCRIPTION"]


def test_to_ics__alarms_before_the_date_until_it_is_done() -> None:
    due = date(2026, 12, 31)
    made = calendar(extract([row(occurrence(due=due, remind=(7, 30, 1)))]))
    for name, related in (("VEVENT", "START"), ("VTODO", "END")):
        alarms = [each for part in made.walk(name) for each in part.walk("VALARM")]
        assert [each["TRIGGER"].to_ical() for each in alarms] == [b"-P30D", b"-P7D", b"-P1D"]
        assert {(each["ACTION"], each["TRIGGER"].params["RELATED"]) for each in alarms} == {("DISPLAY", related)}
    done = extract([row(occurrence(due=due, remind=(7,), state="done", closed=due), "done")])
    assert parts(done, "VALARM") == []


def test_to_ics__names_the_owner_and_the_evidence_for_the_office() -> None:
    evidence = [
        {"address": "https://records.example/7?a=1,2;b"},
        {"address": "room 3"},
        {"path": "evidence/report.pdf"},
    ]
    told = event(event="done", of="report", date="2026-09-01", evidence=evidence)
    kept = occurrence(due=TODAY, owner="chan", note="Call first", events=(told,))
    (made,) = parts(extract([row(kept)]), "VEVENT")
    assert made["ATTENDEE"] == made["ORGANIZER"] == "mailto:chan@office.example"
    assert made["ATTENDEE"].params["CN"] == "Chan Tai Man / 陳大文"
    assert made["ATTACH"] == "https://records.example/7?a=1,2;b"
    assert made["DESCRIPTION"].endswith(
        "owner:en / owner:zh-Hant: Chan Tai Man / 陳大文\nnote:en / note:zh-Hant: Call first"
    )
    assert made["CLASS"] == "CONFIDENTIAL"


def test_to_ics__events_or_todos_alone() -> None:
    found = extract([row(occurrence(due=TODAY))])
    assert [each.name for each in calendar(found, parts=("events",)).subcomponents] == ["VEVENT"]
    assert [each.name for each in calendar(found, parts=("todos",)).subcomponents] == ["VTODO"]


def test_to_ics__is_named_for_new_and_old_programs() -> None:
    made = calendar(extract([]))
    assert made["NAME"] == made["X-WR-CALNAME"] == "Register"
    assert made["VERSION"] == "2.0"


TEXTS = st.text(
    st.sampled_from("香港人才服務辦公室𠮷é,;:\\\n\"' ab") | st.characters(categories=["L", "N", "P", "Zs", "So"]),
    min_size=1,
)


@given(TEXTS, TEXTS)
def test_to_ics__folds_at_75_octets_and_splits_no_character(wording: str, note: str) -> None:
    kept = occurrence(due=TODAY, wording={"en": wording, "zh-Hant": "提交年度報告" * 40}, note=note)
    written = to_ics([extract([row(kept, place={})])], edition(), wording)
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [line.decode("utf-8") for line in lines]
    (made,) = Calendar.from_ical(written).walk("VEVENT")
    assert note in made["DESCRIPTION"]
    assert wording in made["DESCRIPTION"]


def test_to_ics__a_long_text_is_cut_in_the_title_and_whole_in_the_description() -> None:
    long = {"en": "Send the report " * 20, "zh-Hant": "提交年度報告" * 40}
    (made,) = parts(extract([row(occurrence(due=TODAY, wording=long))]), "VEVENT")
    english, chinese = made["SUMMARY"].split(" / ")
    assert english.endswith(("Send…", "the…", "report…"))
    assert len(english) <= 100
    assert chinese == ("提交年度報告" * 40)[:99] + "…"
    assert long["zh-Hant"] in made["DESCRIPTION"]


def test_to_ics__same_bytes_every_time_and_whatever_the_order_of_rows() -> None:
    rows = [*series(REPORTS), row(occurrence("plan", due=TODAY))]
    first = to_ics([extract(rows, {"report": YEARLY})], edition(), "Register")
    assert first == to_ics([extract(rows[::-1], {"report": YEARLY})], edition(), "Register")


def test_to_ics__does_not_change_with_the_day_alone() -> None:
    rows = [row(occurrence(due=date(2026, 9, 29)), "overdue", overdue=1)]
    tomorrow = [row(occurrence(due=date(2026, 9, 29)), "overdue", overdue=2)]
    before = to_ics([extract(rows)], edition(), "Register")
    assert before == to_ics([extract(tomorrow)], edition(today=TODAY + timedelta(days=1)), "Register")


# --- any due rule: the calendar shows the register's own dates


def _months(anchor: date, count: int, months: int, mode: str) -> list[date]:
    """Dates counted from the anchor each time, as the register does; `skip` leaves out months without the day."""
    counted = [(anchor + relativedelta(months=months * number)) for number in range(count)]
    if mode == "skip":
        return [day for day in counted if day.day == anchor.day]
    late = [day if day.day == anchor.day else day + timedelta(days=1) for day in counted]
    return late if mode == "next" else counted


@st.composite
def fixed_series(draw: st.DrawFn) -> tuple[DueRule, list[date]]:
    """A due rule with dates that follow it, by arithmetic of the test's own."""
    anchor = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    mode = draw(st.sampled_from(["clamp", "skip", "next"]))
    unit = draw(st.sampled_from(["years", "months", "weeks", "days", "business_days"]))
    step, count = draw(st.integers(1, 14)), draw(st.integers(1, 20))
    rule = due_rule(every={unit: str(step)}, month_end=mode, **{"from": anchor.isoformat()})
    if unit in ("years", "months"):
        return rule, _months(anchor, count, step * (12 if unit == "years" else 1), mode)
    length = {"weeks": 7, "days": 1, "business_days": 1}[unit] * step
    days = [anchor + timedelta(days=length * number) for number in range(count)]
    return rule, [day for day in days if unit != "business_days" or day.weekday() < 5] or days[:1]


@st.composite
def written_series(draw: st.DrawFn) -> tuple[DueRule, list[date]]:
    text = draw(
        st.sampled_from(
            [
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYDAY=2TU;INTERVAL=2",
                "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15",
                "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9",
                "FREQ=YEARLY;BYDAY=-1FR;BYMONTH=6;UNTIL=20310101",
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ]
        )
    )
    anchor = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    rule = due_rule(rrule=text, **{"from": anchor.isoformat()})
    expanded = rrulestr(text, dtstart=datetime(anchor.year, anchor.month, anchor.day))
    count = draw(st.integers(1, 15))
    return rule, [moment.date() for moment, _ in zip(expanded, range(count), strict=False)]


@settings(max_examples=60)
@given(fixed_series() | written_series(), st.data())
def test_to_ics__shows_the_registers_own_dates(found: tuple[DueRule, list[date]], data: st.DataObject) -> None:
    rule, nominal = found
    kept = [day for day in nominal if data.draw(st.integers(0, 9)) > 0]
    moved = [day + timedelta(days=data.draw(st.sampled_from([0, 0, 0, 1, 40]))) for day in kept]
    rows = [row(occurrence(key=str(day), nominal=day, due=due)) for day, due in zip(kept, moved, strict=True)]
    taken = extract(rows, {"report": rule})
    assert shown(taken, "VEVENT") == due_dates(rows)
    assert shown(taken, "VTODO") == due_dates(rows)


@given(st.integers(29, 31), st.sampled_from([1, 2, 3, 6, 12]))
def test_to_ics__the_end_of_the_month_is_a_rule_and_no_heap_of_dates(day: int, months: int) -> None:
    days = _months(date(2024, 1, day), 30, months, "clamp")
    rule = due_rule(every={"months": str(months)}, **{"from": f"2024-01-{day}"})
    made = parts(extract(series(days), {"report": rule}), "VEVENT")
    assert len(made) == 1
    assert "EXDATE" not in made[0]


RULES = st.sampled_from(
    [
        "every: {months: 1}",
        "every: {months: 5}",
        "every: {years: 1}",
        "every: {weeks: 2}",
        "every: {days: 45}",
        "every: {business_days: 10}",
        "every: {months: 4}, basis: completion",
        'rrule: "FREQ=MONTHLY;BYDAY=-1FR"',
        'rrule: "FREQ=MONTHLY;BYMONTHDAY=30"',
        'rrule: "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"',
        'rrule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR"',
    ]
)


@settings(max_examples=30)
@given(
    RULES,
    st.dates(date(2026, 3, 1), date(2027, 12, 31)) | st.just("signed"),
    st.sampled_from(["none", "next", "previous", "modified"]),
    st.sampled_from(["clamp", "skip", "next"]),
    st.data(),
)
def test_to_ics__shows_what_the_register_computes(
    rule: str, start: object, roll: str, month_end: str, data: st.DataObject
) -> None:
    """Whatever the rule, the holidays of two places, and what was done or extended."""
    due = f"{{{rule}, from: {start}, roll: {roll}, month_end: {month_end}, calendars: [HK, CN]}}"
    planned = [each for each in found_in(one_duty(due, places=("HK", "CN"), until=date(2029, 6, 30))) if each.due]
    events = []
    if planned and "completion" not in rule:
        for each in data.draw(st.lists(st.sampled_from(planned), max_size=3, unique_by=lambda each: each.key)):
            verb, more = data.draw(st.sampled_from([("done", {}), ("waive", {}), ("extend", {"until": "2029-12-24"})]))
            events.append(ledger_event(verb, date(2026, 3, 1), "report", occurrence=each.key, **more))
    register = one_duty(due, *events, places=("HK", "CN"), until=date(2029, 6, 30))
    promised = promises(f"obligations:\n  - {{id: report, en: Report, joint: true, due: {due}}}\n").obligations[0].due
    assert promised is not None
    taken = extract(rows_of(register, TODAY), {"report": promised}, register=register)
    wanted = sorted(each.due for each in register.occurrences if each.due)
    assert shown(taken, "VEVENT") == shown(taken, "VTODO") == wanted
    closed = [each for each in parts(taken, "VTODO") if each["STATUS"] in ("COMPLETED", "CANCELLED")]
    assert len(closed) == sum(each.state in ("done", "waived") for each in register.occurrences)
