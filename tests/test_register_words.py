"""The words of the register: every status, kind, event and step in three languages, as an officer reads them."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.diagnostics import MouflowError
from mouflow.languages.profiles import TEXT_KEYS, find_profile
from mouflow.model.labels import Labels
from mouflow.model.ledger import About, AgreementVerb, DutyVerb
from mouflow.model.obligations import Kind
from mouflow.register.arithmetic import add, roll
from mouflow.register.calendars import Calendars, find_calendar
from mouflow.register.states import Source, Status
from mouflow.register.steps import STEP_RULES, Step
from mouflow.schema import read_record
from mouflow.source import parse_yaml
from mouflow.tracking.voices import load_voices
from mouflow.tracking.words.lengths import every_words, length_words
from mouflow.tracking.words.register_words import LABELS, RegisterWords
from mouflow.workspace import find_workspace
from mouflow.workspace.templates import TemplateLoader
from tests.docs import ROOT

WORKSPACE = find_workspace(ROOT)
PROFILES = [profile for key in TEXT_KEYS if (profile := find_profile(key))]
VOICES = {words.key: words for words in load_voices(WORKSPACE, PROFILES)}
DAY = date(2024, 12, 8)
HOLIDAY = {"calendar": "HK", "place": {"en": "Hong Kong", "zh-Hant": "香港", "zh-Hans": "香港"}, "weekend": False}
GOOD_FRIDAY = {"en": "Good Friday", "zh-Hant": "耶穌受難節", "zh-Hans": "耶稣受难节"}

WORDED = [
    (
        Step("corresponding", date(2025, 9, 30), {"length": {"months": 4}}),
        (
            "A notice on 30 September 2025 still holds, as the date that corresponds to it four months later lies in "
            "the term; the day before leaves the time whole."
        ),
        "2025年9月30日收到的通知仍屬有效，因4個月後的對應日仍在有效期內；前一日收到者，其間方為足期。",
        "2025年9月30日收到的通知仍然有效，因4个月后的对应日仍在有效期内；前一日收到的，其间方为足期。",
    ),
    (
        Step("event", date(2024, 6, 8), {"event": "signed", "source": "memorandum"}),
        "Signed on 8 June 2024 (memorandum).",
        "2024年6月8日簽署（備忘錄）。",
        "2024年6月8日签署（备忘录）。",
    ),
    (
        Step("event", DAY, {"event": "notice.termination", "source": "ledger"}),
        "Notice of termination was received on 8 December 2024 (ledger).",
        "2024年12月8日收到終止通知（履行記錄）。",
        "2024年12月8日收到终止通知（履行记录）。",
    ),
    (
        Step("event", DAY, {"event": "notice.other", "source": "ledger"}),
        "Notice was received on 8 December 2024 (ledger).",
        "2024年12月8日收到通知（履行記錄）。",
        "2024年12月8日收到通知（履行记录）。",
    ),
    (
        Step("event", DAY, {"event": "guide", "source": "ledger"}),
        "“guide” was done on 8 December 2024 (ledger).",
        "「guide」於2024年12月8日完成（履行記錄）。",
        "“guide”于2024年12月8日完成（履行记录）。",
    ),
    (
        Step("add", DAY, {"length": {"months": 6}, "back": False}),
        "Six months after that: 8 December 2024.",
        "其後6個月：2024年12月8日。",
        "其后6个月：2024年12月8日。",
    ),
    (
        Step("add", DAY, {"length": {"years": 1, "months": 1}, "back": True}),
        "One year and one month before that: 8 December 2024.",
        "其前1年1個月：2024年12月8日。",
        "其前1年1个月：2024年12月8日。",
    ),
    (
        Step("closed", date(2026, 4, 3), {**HOLIDAY, "names": GOOD_FRIDAY}),
        "3 April 2026 is a holiday: Good Friday (Hong Kong).",
        "2026年4月3日是香港假期（耶穌受難節）。",
        "2026年4月3日是香港假日（耶稣受难节）。",
    ),
    (
        Step("roll", date(2024, 12, 9), {"mode": "next"}),
        "So it moves to the next business day: 9 December 2024 (Monday).",
        "故順延至下一個工作日：2024年12月9日（星期一）。",
        "故顺延至下一个工作日：2024年12月9日（星期一）。",
    ),
    (
        Step("month-end", date(2026, 2, 28), {"wanted": 31, "mode": "clamp"}),
        "February 2026 has no day 31, so its last day counts: 28 February 2026.",
        "2026年2月沒有31日，以該月最後一日為準：2026年2月28日。",
        "2026年2月没有31日，以该月最后一日为准：2026年2月28日。",
    ),
    (
        Step("month-end", date(2026, 3, 1), {"wanted": 31, "mode": "next"}),
        "February 2026 has no day 31, so the first day of the next month counts: 1 March 2026.",
        "2026年2月沒有31日，以下月首日為準：2026年3月1日。",
        "2026年2月没有31日，以下月首日为准：2026年3月1日。",
    ),
    (
        Step("waiting", None, {"event": "annual-meeting"}),
        "No date yet: it is counted from the doing of “annual-meeting”, which has not happened.",
        "日期待定：由「annual-meeting」完成起計，而此事尚未發生。",
        "日期待定：自“annual-meeting”完成起计算，而此事尚未发生。",
    ),
    (
        Step("delivery", DAY, {"length": {"business_days": 1}}),
        "Allowing one business day for delivery, it has to be sent by 8 December 2024.",
        "預留1個工作日送達，故最遲須於2024年12月8日發出。",
        "预留1个工作日送达，故最迟须于2024年12月8日发出。",
    ),
    (
        Step("renewed", DAY, {"number": 2, "certain": False}),
        "If the agreement is renewed, the 2nd term begins on 8 December 2024.",
        "如獲續期，第2期由2024年12月8日開始。",
        "如获续期，第2期自2024年12月8日开始。",
    ),
    (
        Step("occurrence", DAY, {"number": 3, "rule": {"years": 1}}),
        "Due every year; the 3rd time: 8 December 2024.",
        "每年，第3次：2024年12月8日。",
        "每年，第3次：2024年12月8日。",
    ),
]
"""Steps and the sentences that tell them."""

PLAIN: dict[str, dict[str, Any]] = {
    **{rule: {} for rule in ("date", "completion", "clear", "inclusive", "last-day")},
    "action": {"document": "minutes"},
    "extended": {"event": "0123456789abcdef"},
    "foreseen": {
        "calendar": "CN",
        "place": {"en": "Chinese Mainland", "zh-Hant": "內地", "zh-Hans": "内地"},
        "year": 2029,
    },
}
"""Values of the rules whose sentences hold little more than a day."""


@pytest.mark.parametrize(("step", "english", "traditional", "simplified"), WORDED)
def test_step__reads_as_an_officer_would_write_it(step: Step, english: str, traditional: str, simplified: str) -> None:
    assert [VOICES[key].step(step) for key in TEXT_KEYS] == [english, traditional, simplified]


@pytest.mark.parametrize("key", TEXT_KEYS)
def test_step__every_rule_has_its_sentence(key: str) -> None:
    told = {step.rule for step, *_ in WORDED} | set(PLAIN)
    assert told == set(STEP_RULES)
    for rule, values in PLAIN.items():
        said = VOICES[key].step(Step(rule, DAY, values))
        assert said.endswith("." if key == "en" else "。"), said
        assert VOICES[key].day(DAY) in said or rule == "foreseen"


def test_steps__tell_why_a_day_is_closed_in_two_places_and_once_where_the_reason_is_the_same() -> None:
    places = Calendars(tuple(found for name in ("HK", "CN") if (found := find_calendar(name, {}))))
    _, steps = roll(date(2025, 5, 31), "previous", places)
    assert VOICES["en"].steps(steps) == (
        "31 May 2025 is a holiday: Tuen Ng Festival (Hong Kong).",
        "31 May 2025 is a holiday: Dragon Boat Festival (Chinese Mainland).",
        "So it moves to the business day before: 30 May 2025 (Friday).",
    )
    weekend = VOICES["zh-Hant"].steps(roll(date(2024, 12, 8), "next", places)[1])
    assert weekend == ("2024年12月8日是星期日（香港和內地）。", "故順延至下一個工作日：2024年12月9日（星期一）。")


def test_steps__a_week_without_calendars_names_no_place() -> None:
    _, steps = roll(DAY, "next", Calendars())
    assert VOICES["en"].steps(steps)[0] == "8 December 2024 is a Sunday."


def test_steps__a_day_that_there_is_not() -> None:
    _, steps = add(date(2026, 1, 31), {"months": 1}, "skip", Calendars())
    assert VOICES["en"].steps(steps) == (
        "One month after that there is no such day.",
        "That month has no day 31, so nothing is due in it.",
    )
    assert VOICES["zh-Hant"].steps(steps)[-1] == "該月沒有31日，當月不設限期。"


def test_step__an_office_calendar_is_no_place() -> None:
    values = {**HOLIDAY, "calendar": "our-office", "place": {"en": "Our office"}, "names": {"en": "Typhoon"}}
    assert VOICES["en"].step(Step("closed", DAY, values)) == "8 December 2024 is a day off: Typhoon (Our office)."


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month, on the last day of the month", "每月最後一日"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month, on the last Friday", "每月最後一個星期五"),
        (
            "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15",
            "every year, in March and September, on the 15th",
            "每年3月和9月15日",
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every two weeks, on Monday", "每2星期星期一"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month, on the 2nd Tuesday", "每月第2個星期二"),
        (
            "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
            "by the recurrence FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
            "按循環規則FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1",
        ),
    ],
)
def test_every_words__recurrence_rules(rule: str, english: str, chinese: str) -> None:
    assert every_words(rule, VOICES["en"].book) == english
    assert every_words(rule, VOICES["zh-Hant"].book) == chinese


def test_length_words__singular_and_plural() -> None:
    book = VOICES["en"].book
    assert [length_words({"days": count}, book) for count in (1, 2, 10, 11)] == [
        "one day",
        "two days",
        "ten days",
        "11 days",
    ]
    assert length_words({"days": 0}, book) == "no time"
    assert length_words({"weeks": 2}, VOICES["zh-Hans"].book) == "2周"


@pytest.mark.parametrize("key", TEXT_KEYS)
def test_words__nothing_is_left_without_a_name(key: str) -> None:
    words = VOICES[key]
    named = [words.status(status) for status in get_args(Status)]
    assert len(set(named)) == len(named)
    for kind in (*get_args(Kind), "milestone", "action"):
        assert words.kind(kind) != kind
    for source in get_args(Source):
        assert words.word("source", source) != source
    for verb in (*get_args(DutyVerb), *get_args(AgreementVerb)):
        assert words.heading(f"event.{verb}") != f"event.{verb}"
    for about in get_args(About):
        assert words.heading(f"about.{about}") != f"about.{about}"


def test_labels__each_is_there_in_every_language() -> None:
    labels = VOICES["en"].book.labels
    missing = [
        (name, profile.key) for name in labels.labels for profile in PROFILES if not labels.find(name, "", profile)
    ]
    assert not missing


def test_heading__a_name_without_a_label_stands_for_itself() -> None:
    assert VOICES["en"].heading("no-such-column") == "no-such-column"
    assert VOICES["en"].word("owner", "chan") == "chan"


def test_event__what_dates_are_counted_from() -> None:
    assert VOICES["en"].event("in-effect") == "coming into effect"
    assert VOICES["zh-Hans"].event("notice.termination") == "收到终止通知"
    assert VOICES["en"].event("notice.other") == "a notice"
    assert VOICES["zh-Hant"].event("guide") == "「guide」完成"


def test_say__a_label_that_is_not_there() -> None:
    with pytest.raises(MouflowError, match=r"no label `status\.gone` in en"):
        VOICES["en"].status("gone")  # type: ignore[arg-type]


def voice_of(labels: str) -> RegisterWords:
    own = read_record(parse_yaml(labels, "labels.yaml"), Labels, "labels.yaml")
    return RegisterWords(PhraseBook(PROFILES[0], own, TemplateLoader(WORKSPACE), LABELS))


def test_say__values_are_never_read_as_markup_or_gaps() -> None:
    words = voice_of("labels:\n  moment.duty: {en: 'done: {{ name }}'}\n")
    assert words.event("<b>{{ name }}\ue000name\ue001") == "done: <b>{{ name }}\ue000name\ue001"


def test_say__a_label_that_is_wrong() -> None:
    with pytest.raises(MouflowError, match="nothing"):
        voice_of("labels:\n  status.done: {en: '{{ nothing }}'}\n").status("done")


def test_labels__stand_in_their_own_folder() -> None:
    assert (ROOT / "templates" / LABELS / "labels.yaml").is_file()
