"""The sample that a redline is accepted by: a clause moves, two periods and a date change, one of them in one language.

Tools of the field hide the edit inside what moved, mark whole Chinese phrases, count new numbers as edits, and none
tells that one language stayed behind.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mouflow.build.compared import Redlined
from mouflow.build.redline import Choice
from mouflow.build.review import review
from mouflow.document import Authorship
from mouflow.workspace import find_workspace
from tests.conftest import FILES, write_files

HEAD = """\
kind: mou
languages: [en, zh-Hant]
instrument: {en: Memorandum of Understanding, zh-Hant: 合作備忘錄}
subject: {en: Talent, zh-Hant: 人才}
parties: [hkte, smtwb]
signing: {date: 2024-06-08, place: {en: Hong Kong, zh-Hant: 香港}}
clauses:
"""
AIM = """\
  - id: aim
    heading: {en: Aim, zh-Hant: 目的}
    paragraphs:
      - id: aim.text
        en: The Participants will promote exchanges of talent and academic research.
        zh-Hant: 雙方將促進人才及學術交流。
"""
TERM = """\
  - id: term
    heading: {en: Term, zh-Hant: 有效期}
    paragraphs:
      - id: term.text
        en: This Memorandum will remain in effect for two (2) years.
        zh-Hant: 本備忘錄的有效期為兩年。
"""
NOTICE = """\
  - id: notice
    heading: {en: Termination, zh-Hant: 終止}
    paragraphs:
      - id: notice.text
        en: Either Participant may end it by six (6) months' written notice under {{ ref("term") }}.
        zh-Hant: 任何一方可根據{{ ref("term") }}提前六個月以書面通知終止本備忘錄。
"""
MEETING = """\
  - id: meeting
    heading: {en: Meetings, zh-Hant: 會議}
    paragraphs:
      - id: meeting.text
        en: The Participants will meet once a year and keep the milestones below.
        zh-Hant: 雙方每年舉行一次會議，並備存下列里程碑。
        table:
          columns:
            - {heading: {en: Milestone, zh-Hant: 里程碑}}
            - {heading: {en: Date, zh-Hant: 日期}}
          rows:
            - {id: plan, cells: [{en: Work plan, zh-Hant: 工作計劃}, {en: 2026-03-31, zh-Hant: 2026-03-31}]}
            - {id: report, cells: [{en: First report, zh-Hant: 首份報告}, {en: 2026-06-30, zh-Hant: 2026-06-30}]}
"""
OLD = HEAD + AIM + TERM + NOTICE + MEETING
NEW_ROW = "            - {id: visit, cells: [{en: Visit, zh-Hant: 考察}, {en: 2026-05-15, zh-Hant: 2026-05-15}]}\n"
NEW = (
    HEAD
    + AIM
    + MEETING.replace("            - {id: report", NEW_ROW + "            - {id: report").replace("06-30", "09-30")
    + TERM.replace("two (2)", "three (3)").replace("兩年", "三年")
    + NOTICE.replace("six (6)", "three (3)")
)


@pytest.fixture(scope="module")
def redlined(tmp_path_factory: pytest.TempPathFactory) -> Redlined:
    folder = tmp_path_factory.mktemp("acceptance")
    for name, text in (("old", OLD), ("new", NEW)):
        write_files(folder / name, {**FILES, "agreements/x/mou.yaml": text})
    choice = Choice(layouts=("parallel",))
    asking = Authorship("Chan Tai Man", datetime(2026, 1, 5, tzinfo=UTC))
    (found,) = review(find_workspace(folder / "new"), "x", ("../old", None), choice, asking, folder / "new")
    return found


def test_redline__exactly_these_edits_in_english(redlined: Redlined) -> None:
    assert _edits(redlined, "en-HK") == [
        ("moved", "meeting", "", ""),
        ("substantive", "visit", "", "Visit\n2026-05-15"),
        ("value", "report.td2.p1", "2026-06-30", "2026-09-30"),
        ("value", "term.text", "two", "three"),
        ("value", "term.text", "2", "3"),
        ("value", "notice.text", "six", "three"),
        ("value", "notice.text", "6", "3"),
        ("consequential", "notice.text", "Paragraph 2", "Paragraph 3"),
    ]


def test_redline__exactly_these_edits_in_chinese(redlined: Redlined) -> None:
    assert _edits(redlined, "zh-Hant-HK") == [
        ("moved", "meeting", "", ""),
        ("substantive", "visit", "", "考察\n2026-05-15"),
        ("value", "report.td2.p1", "2026-06-30", "2026-09-30"),
        ("value", "term.text", "兩", "三"),
        ("consequential", "notice.text", "第二條", "第三條"),
    ]


def _edits(redlined: Redlined, language: str) -> list[tuple[str, str, str, str]]:
    """Return kind, block and words of each change; what moved without its words."""
    return [
        (change.kind, change.block, *(("", "") if change.kind == "moved" else (change.old, change.new)))
        for change in redlined.redline.changes
        if change.language == language
    ]


def test_redline__one_drift_where_one_language_stayed_behind(redlined: Redlined) -> None:
    (drift,) = redlined.redline.drifts
    assert (drift.clause, drift.block) == ("notice", "notice.text")
    assert (drift.changed, drift.unchanged) == (("en-HK",), ("zh-Hant-HK",))


def test_redline__new_numbers_are_a_table_and_no_edits(redlined: Redlined) -> None:
    moved = [
        (each.block, each.old, each.new) for each in redlined.redline.renumberings if each.language == "zh-Hant-HK"
    ]
    assert moved == [
        ("meeting", "第四條", "第二條"),
        ("term", "第二條", "第三條"),
        ("notice", "第三條", "第四條"),
    ]
