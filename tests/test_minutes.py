"""Minutes as their reader has them: attendance, numbering, actions, confirmation (domain.md section 3)."""

from __future__ import annotations

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import Document, Element, has_class, text_of, walk
from tests.packs import assembled, printed, problems, record

MINUTES = """\
kind: minutes
languages: [en, zh-Hant, zh-Hans]
body: {en: Board on Talent, zh-Hant: 人才委員會, zh-Hans: 人才委员会}
number: 7
term: {en: 2024-2026, zh-Hant: 二〇二四至二六年度, zh-Hans: 2024至2026年度}
date: 2024-06-08
start: "14:30"
end: "16:00"
venue: {en: Room 1, zh-Hant: 一號室, zh-Hans: 一号室}
present:
  - {name: {en: Miss Alice Ho, zh-Hant: 何愛麗小姐, zh-Hans: 何爱丽小姐}, role: secretary}
  - {person: anthony-lau}
  - {person: chris-sun, role: chairman}
absent:
  - {name: {en: "Mr TAM Siu-cheuk, JP", zh-Hant: 譚小卓先生，JP, zh-Hans: 谭小卓先生，JP}}
in_attendance:
  - organisation: lwb
    attendees:
      - name: {en: Ms Ann Lee, zh-Hant: 李安女士, zh-Hans: 李安女士}
        note: {en: Item II only, zh-Hant: 只限議程第二項, zh-Hans: 只限议程第二项}
  - by_invitation: true
    attendees: [{person: wang-weiming}]
agenda:
  - id: confirmation
    type: confirmation
    paragraphs:
      - id: confirmed
        decision: true
        en: The minutes were confirmed.
        zh-Hant: '{{ label("record") }}獲得通過。'
        zh-Hans: '{{ label("record") }}获得通过。'
  - id: plan
    heading: {en: Work plan, zh-Hant: 工作計劃, zh-Hans: 工作计划}
    papers: [{number: 3/2024}]
    paragraphs:
      - id: plan.views
        speaker: anthony-lau
        en: "Members spoke of:"
        zh-Hant: 成員談及：
        zh-Hans: 成员谈及：
        items:
          - {id: plan.views.cost, en: the cost; and, zh-Hant: 費用；以及, zh-Hans: 费用；以及}
          - {id: plan.views.staff, en: the staff., zh-Hant: 人手。, zh-Hans: 人手。}
      - id: plan.agreed
        en: Noting {{ ref("plan.views.cost") }}, members asked for a revised plan.
        zh-Hant: 備悉{{ ref("plan.views.cost") }}後，成員要求修訂計劃。
        zh-Hans: 知悉{{ ref("plan.views.cost") }}后，成员要求修订计划。
        actions:
          - {id: action.revise, owners: [hkte, lwb], due: 2024-07-31}
          - {id: action.report, owners: [lwb], note: {en: next meeting, zh-Hant: 下次會議, zh-Hans: 下次会议}}
next_meeting: {date: 2024-09-12, time: "10:00"}
"""
SINGLE = MINUTES.replace("number: 7\n", "")


def blocks(document: Document, identifier: str) -> list[Element]:
    return [each for each in walk(document.blocks) if each.id == identifier]


def test_minutes__read_line_by_line_in_english() -> None:
    assert [line for line in printed(MINUTES) if line] == [
        "Minutes of the 7th Meeting of the Board on Talent (2024-2026)",
        "Date: 8 June 2024 (Saturday)",
        "Time: 2:30 pm to 4 pm",
        "Venue: Room 1",
        "Present:",
        "Mr Chris Sun, Secretary for Labour and Welfare (Chairman)",
        "Mr Anthony Lau, Director of HKTE",
        "Miss Alice Ho (Secretary)",
        "Absent with Apologies:",
        "Mr TAM Siu-cheuk, JP",
        "In Attendance:",
        "Labour and Welfare Bureau",
        "Ms Ann Lee (Item II only)",
        "In Attendance by Invitation:",
        "Dr Wang Weiming, Director-General",
        "I. Confirmation of minutes",
        "1. Decision: The minutes were confirmed.",
        "II. Work plan",
        "(Paper No. 3/2024)",
        "2. Members spoke of:",
        "(a) the cost; and",
        "(b) the staff.",
        "3. Noting paragraph 2(a), members asked for a revised plan.",
        "Action: HKTE, LWB (by 31 July 2024)",
        "Action: LWB (next meeting)",
        "III. Date of next meeting",
        "4. The next meeting would be held on 12 September 2024 (Thursday) at 10 am.",
        "5. There being no other business, the meeting was adjourned at 4 pm.",
        "These minutes will be submitted to the next meeting for confirmation.",
        "______________________________",
        "Mr Chris Sun",
        "Chairman",
        "______________________________",
        "Miss Alice Ho",
        "Secretary",
    ]


def test_minutes__read_line_by_line_in_traditional_chinese() -> None:
    assert [line for line in printed(MINUTES, "zh-Hant") if line][:28] == [
        "人才委員會（二〇二四至二六年度）第七次會議記錄",
        "日期：2024年6月8日（星期六）",
        "時間：下午2時30分至下午4時正",
        "地點：一號室",
        "出席者：",
        "孫玉菡先生，勞工及福利局局長（主席）",
        "劉鎮漢先生，人才辦總監",
        "何愛麗小姐（秘書）",
        "因事缺席者：",
        "譚小卓先生，JP",
        "列席者：",
        "勞工及福利局",
        "李安女士（只限議程第二項）",
        "應邀出席者：",
        "王偉明博士，教育科技部部長",
        "一、通過上次會議記錄",
        "1. 決定：會議記錄獲得通過。",
        "二、工作計劃",
        "（文件第3/2024號）",
        "2. 成員談及：",
        "(a) 費用；以及",
        "(b) 人手。",
        "3. 備悉第2段(a)後，成員要求修訂計劃。",
        "負責者：人才辦、勞福局（2024年7月31日或之前）",
        "負責者：勞福局（下次會議）",
        "三、下次會議日期",
        "4. 下次會議定於2024年9月12日（星期四）上午10時正舉行。",
        "5. 議事完畢，會議於下午4時正結束。",
    ]


def test_minutes__list_people_after_the_body_on_the_mainland_only() -> None:
    mainland, office = printed(MINUTES, "zh-Hans-CN"), printed(MINUTES, "zh-Hans-HK")
    assert mainland.index("5. 议事完毕，会议于下午4时结束。") < mainland.index("出席：") < mainland.index("请假：")
    assert office.index("出席者：") < office.index("1. 决定：会议记录获得通过。")
    assert "孙玉菡先生，劳工及福利局局长（主持人）" in mainland
    assert "责任单位：人才办、劳福局（2024年7月31日前）" in mainland


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("記錄", ("第七次會議記錄", "第七次会议记录")),
        ("紀錄", ("第七次會議紀錄", "第七次会议记录")),
        ("紀要", ("第七次會議紀要", "第七次会议纪要")),
    ],
)
def test_record_term__names_the_record_everywhere(term: str, names: tuple[str, str]) -> None:
    text = MINUTES + f"record_term: {term}\n"
    for language, name in zip(("zh-Hant", "zh-Hans"), names, strict=True):
        lines = printed(text, language)
        assert lines[0].endswith(name)
        assert sum(name[3:] in line for line in lines) == 4


def test_record_term__mixed_is_told_at_its_place() -> None:
    text = MINUTES.replace("成員談及：", "成員談及上次會議紀錄：")
    found = [(each.code, str(each.location), each.message) for each in problems(text)]
    line = text[: text.index("成員談及")].count("\n") + 1
    assert found == [
        ("mixed-term", f"draft.yaml:{line}:24", "`會議紀錄` is mixed with the document's own 会议记录 / 會議記錄")
    ]


def test_title__of_a_single_meeting_has_no_number() -> None:
    assert printed(SINGLE)[0] == "Minutes of the Meeting of the Board on Talent (2024-2026)"
    assert printed(SINGLE, "zh-Hant")[0] == "人才委員會（二〇二四至二六年度）會議記錄"


def test_style__decision_keeps_only_what_was_decided_or_is_to_be_done() -> None:
    text = MINUTES.replace('ref("plan.views.cost")', "'it'") + "style: decision\n"
    numbered = [line for line in printed(text) if line[:2] in {"1.", "2.", "3.", "4.", "5."}]
    assert numbered[:3] == [
        "1. Decision: The minutes were confirmed.",
        "2. Noting it, members asked for a revised plan.",
        "3. The next meeting would be held on 12 September 2024 (Thursday) at 10 am.",
    ]


def test_style__verbatim_names_each_speaker() -> None:
    text = MINUTES + "style: verbatim\n"
    assert "2. Mr Lau: Members spoke of:" in printed(text)
    assert "2. 劉鎮漢先生：成員談及：" in printed(text, "zh-Hant")


def test_absent__prints_nil_for_an_empty_list_and_nothing_without_one() -> None:
    before, _, after = MINUTES.partition("absent:\n")
    without = before + after.partition("\n")[2]
    assert "Absent with Apologies:" not in printed(without)
    lines = printed(without + "absent: []\n")
    assert lines[lines.index("Absent with Apologies:") + 2] == "Nil"


def test_confirmation__names_the_day_and_every_chair() -> None:
    text = MINUTES.replace("{person: anthony-lau}", "{person: anthony-lau, role: co-chairman}").replace(
        "role: chairman", "role: co-chairman"
    )
    lines = [line for line in printed(text + "confirmed: 2024-09-12\n") if line]
    assert lines[lines.index("Confirmed on 12 September 2024.") + 1 :] == [
        "_" * 30, "Mr Anthony Lau", "Co-chairman",
        "_" * 30, "Mr Chris Sun", "Co-chairman",
        "_" * 30, "Miss Alice Ho", "Secretary",
    ]  # fmt: skip


def test_next_meeting__may_still_be_open() -> None:
    text = MINUTES.replace('{date: 2024-09-12, time: "10:00"}', "{}")
    assert "4. The date of the next meeting would be announced in due course." in printed(text)


def test_paragraph__and_action_keep_their_ids() -> None:
    document = assembled(MINUTES)
    for identifier in ("confirmed", "plan.views", "plan.views.cost", "action.revise", "action.report"):
        (block,) = blocks(document, identifier)
        assert block.tag == "p"
        assert identifier in document.places


def test_action__needs_an_id_and_an_owner() -> None:
    with pytest.raises(MouflowError) as failed:
        record(MINUTES.replace("id: action.revise, owners: [hkte, lwb]", "owners: []"))
    assert [each.message for each in failed.value.diagnostics] == ["`id` is missing", "`owners` needs at least 1"]


def test_action__of_an_unknown_owner_is_told() -> None:
    (problem,) = problems(MINUTES.replace("[hkte, lwb]", "[hkte, lbw]"))
    assert problem.code == "unknown-organisation"
    assert problem.hint.startswith("did you mean `lwb`?")


def test_attendee__is_either_known_or_written_in_place() -> None:
    with pytest.raises(MouflowError, match="either a person or a name"):
        record(MINUTES.replace("- {person: anthony-lau}", "- {role: member}"))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("{person: chris-sun}", "`chris-sun` is listed twice"),
        ("{person: wang-weiming}", "`wang-weiming` is listed twice"),
    ],
)
def test_attendee__listed_twice_is_told(more: str, message: str) -> None:
    text = MINUTES.replace("absent:\n", f"absent:\n  - {more}\n")
    assert [each.message for each in problems(text)] == [message]


def test_department__listed_twice_is_told() -> None:
    department = "  - {organisation: lwb, attendees: [{person: wang-weiming}]}\n"
    text = MINUTES.replace("  - by_invitation: true\n    attendees: [{person: wang-weiming}]\n", department)
    assert [each.message for each in problems(text)] == ["the department `lwb` is listed twice"]


def test_business__needs_a_heading() -> None:
    with pytest.raises(MouflowError, match="needs a heading"):
        record(MINUTES.replace("    type: confirmation\n", ""))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("due: 2024-07-31", "due: 2024-05-31", "action `action.revise` is dated 2024-05-31, before the meeting"),
        ("date: 2024-09-12", "date: 2023-09-12", "the next meeting is dated 2023-09-12, before the meeting"),
    ],
)
def test_days__out_of_order_are_told(old: str, new: str, message: str) -> None:
    assert [each.message for each in problems(MINUTES.replace(old, new))] == [message]


def test_end__before_the_start_is_told_where_it_stands() -> None:
    with pytest.raises(MouflowError) as failed:
        record(MINUTES.replace('end: "16:00"', 'end: "14:00"'))
    (told,) = failed.value.diagnostics
    assert (str(told), told.hint) == (
        "draft.yaml:8:6: error: the meeting ends at 14:00, before it starts [wrong-order]",
        "mend `start` or `end`",
    )


def test_chairman__a_second_one_is_told() -> None:
    (told,) = problems(MINUTES.replace("{person: anthony-lau}", "{person: anthony-lau, role: chairman}"))
    assert (told.code, "co-chairman" in told.hint) == ("two-chairmen", True)


def test_action_table__stands_once_in_parallel_with_texts_side_by_side() -> None:
    document = assembled(MINUTES, "en", "zh-Hant", layout="parallel")
    (table,) = (each for each in document.blocks if has_class(each, "action"))
    head, *rows = (each for each in walk((table,)) if each.tag == "tr")
    assert [text_of(each) for each in head.children] == ["Matters discussed", "討論事項", "Action\n負責者"]
    agreed = next(row for row in rows if "revised plan" in text_of(row))
    english, chinese, action = (each for each in agreed.children if isinstance(each, Element))
    assert [english.get("lang"), chinese.get("lang"), action.get("lang")] == ["en-HK", "zh-Hant-HK", ""]
    assert [(each.id, text_of(each)) for each in walk(action.children) if each.tag == "p"] == [
        ("action.revise~en-HK", "HKTE, LWB\n(by\N{NO-BREAK SPACE}31 July 2024)"),
        ("action.revise~zh-Hant-HK", "人才辦、勞福局\n（2024年7月31日或之前）"),
        ("action.report~en-HK", "LWB\n(next meeting)"),
        ("action.report~zh-Hant-HK", "勞福局\n（下次會議）"),
    ]
