"""Press releases line by line, in the form of info.gov.hk (domain.md section 1, rules by their numbers)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import text_of, walk
from mouflow.workspace import find_workspace, load_agreement, load_ground
from tests.packs import assembled, printed, problems, record

HEAD = """\
kind: press-release
languages: [en, zh-Hant, zh-Hans]
issued: {date: 2024-06-08, time: "12:30"}
title:
  en: Hong Kong and Shanghai sign MOU
  zh-Hant: 滬港簽署合作備忘錄　深化人才交流
  zh-Hans: 沪港签署合作备忘录　深化人才交流
"""
BODY = """\
paragraphs:
  - id: lead
    en: '{{ introduce("hkte") }} {{ today() }} signed an MOU, after {{ 160000 | number }} applications.'
    zh-Hant: '{{ introduce("hkte") }}{{ today() }}簽署備忘錄，此前收到{{ 160000 | number }}宗申請。'
    zh-Hans: '{{ introduce("hkte") }}{{ today() }}签署备忘录，此前收到{{ 160000 | number }}宗申请。'
  - id: witnesses
    en: The signing was witnessed by {{ dignitaries(["wang-weiming", "anthony-lau", "chris-sun"]) }}.
    zh-Hant: '{{ dignitaries(["wang-weiming", "anthony-lau", "chris-sun"]) }}見證簽署。'
    zh-Hans: '{{ dignitaries(["wang-weiming", "anthony-lau", "chris-sun"]) }}见证签署。'
  - id: speech
    quotation:
      speaker: chris-sun
      indirect: [zh-Hant]
      paragraphs:
        - {id: speech.first, en: Both places gain., zh-Hant: 兩地得益。, zh-Hans: 两地得益。}
        - id: speech.last
          en: Talent moves ‘southbound and northbound’.
          zh-Hant: 便利「南下、北上」人才流動。
          zh-Hans: 便利{{ quoted("南下、北上") }}人才流动。
"""
TWO_PHOTOGRAPHS = """\
photographs:
  - {file: photos/a.png, caption: {en: Photo shows A., zh-Hant: 圖示甲。, zh-Hans: 图示甲。}}
  - {file: photos/b.jpg, caption: {en: Photo shows B., zh-Hant: 圖示乙。, zh-Hans: 图示乙。}}
"""
RELEASE = HEAD + BODY
WITNESSES = (
    "     The signing was witnessed by the Director-General, Dr Wang Weiming; "
    "the Director of HKTE, Mr Anthony Lau; and the Secretary for Labour and Welfare, Mr Chris Sun."
)
SHORT = HEAD + "paragraphs: [{en: '%s', zh-Hant: '%s', zh-Hans: '%s'}]\n"


def one_line(en: str, hant: str = "一", hans: str = "一") -> str:
    return SHORT % (en, hant, hans)


def test_release__reads_line_by_line_in_english() -> None:
    assert printed(RELEASE + TWO_PHOTOGRAPHS) == [
        "Hong Kong and Shanghai sign MOU (with photos)",
        "*********************************************",
        "",
        "     Hong Kong Talent Engage (HKTE) today (June 8) signed an MOU, after 160 000 applications.",
        "",
        WITNESSES,
        "",
        "     Mr Sun said, “Both places gain.",
        "",
        "     “Talent moves ‘southbound and northbound’.”",
        "",
        "Ends/Saturday, June 8, 2024",
        "Issued at HKT 12:30",
        "NNNN",
        "",
        "Photos",
        "",
        "Photo shows A.",
        "",
        "Photo shows B.",
    ]


def test_release__reads_line_by_line_in_traditional_chinese() -> None:
    assert printed(RELEASE + TWO_PHOTOGRAPHS, "zh-Hant")[:14] == [
        "滬港簽署合作備忘錄　深化人才交流（附圖）",
        "********************",
        "",
        "　　香港人才服務辦公室（人才辦）今日（六月八日）簽署備忘錄，此前收到160 000宗申請。",
        "",
        "　　教育科技部部長王偉明博士、人才辦總監劉鎮漢和勞工及福利局局長孫玉菡見證簽署。",
        "",
        "　　孫玉菡表示，兩地得益。",
        "",
        "　　便利「南下、北上」人才流動。",
        "",
        "完",
        "2024年6月8日（星期六）",
        "香港時間12時30分",
    ]


@pytest.mark.parametrize(
    ("tag", "day", "quotation"),
    [
        ("zh-Hans-CN", "今天（6月8日）", ["　　孙玉菡说：“两地得益。", "", "　　“便利“南下、北上”人才流动。”"]),
        ("zh-Hans-HK", "今日（六月八日）", ["　　孙玉菡说：「两地得益。", "", "　　「便利「南下、北上」人才流动。」"]),
    ],
)
def test_release__keeps_the_marks_and_days_of_each_simplified_profile(tag: str, day: str, quotation: list[str]) -> None:
    lines = printed(RELEASE, tag)
    assert day in lines[3]
    assert lines[7:10] == quotation
    assert lines[-3:] == ["完", "2024年6月8日（星期六）", "香港时间12时30分"]


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans-CN"])
@pytest.mark.parametrize("more", ["", "videos: 1\n", TWO_PHOTOGRAPHS])
def test_release__has_one_asterisk_per_character_of_its_title(language: str, more: str) -> None:
    title, stars, *_ = printed(RELEASE + more, language)
    assert stars == "*" * len(title)


def test_release__counts_an_escaped_character_once() -> None:
    text = RELEASE.replace("en: Hong Kong and Shanghai sign MOU", "en: R&D <Fund> grows by {{ 12000 | number }}")
    assert printed(text)[:2] == ["R&D <Fund> grows by 12 000", "*" * 26]


@pytest.mark.parametrize(
    ("photographs", "videos", "suffixes"),
    [
        (0, 0, ("", "")),
        (1, 0, (" (with photo)", "（附圖）")),
        (2, 0, (" (with photos)", "（附圖）")),
        (2, 1, (" (with photos/video)", "（附圖／短片）")),
        (1, 2, (" (with photo/videos)", "（附圖／短片）")),
        (0, 1, (" (with video)", "（附短片）")),
    ],
)
def test_suffix__follows_what_is_issued(photographs: int, videos: int, suffixes: tuple[str, str]) -> None:
    listed = TWO_PHOTOGRAPHS.splitlines()[: photographs + 1] if photographs else []
    text = "\n".join([RELEASE + f"videos: {videos}", *listed])
    english, chinese = suffixes
    assert printed(text)[0] == "Hong Kong and Shanghai sign MOU" + english
    assert printed(text, "zh-Hant")[0] == "滬港簽署合作備忘錄　深化人才交流" + chinese


def test_ending__is_what_readers_of_info_gov_hk_look_for() -> None:
    text = "\n".join(printed(RELEASE.replace('date: 2024-06-08, time: "12:30"', "date: 2025-03-12, time: '09:05'")))
    assert re.search(r"^Ends/\w+,\s+\w+\s+\d{1,2},\s+\d{4}$", text, re.MULTILINE)
    assert re.search(r"^Issued at HKT \d{2}:\d{2}$", text, re.MULTILINE)
    assert re.search(r"\bNNNN\b", text)
    assert "Ends/Wednesday, March 12, 2025\nIssued at HKT 09:05" in text


def test_ending__has_one_id_for_one_fact_in_every_language() -> None:
    found = [
        {each.id: text_of(each) for each in walk(assembled(RELEASE, language).blocks) if each.id.startswith("_ending.")}
        for language in ("en", "zh-Hant")
    ]
    assert [lines["_ending.date"] for lines in found] == ["Ends/Saturday, June 8, 2024", "2024年6月8日（星期六）"]
    assert [lines["_ending.time"] for lines in found] == ["Issued at HKT 12:30", "香港時間12時30分"]
    assert [lines["_ending.mark"] for lines in found] == ["NNNN", "完"]


def test_ending__writes_minutes_in_two_digits_in_chinese() -> None:
    text = RELEASE.replace('"12:30"', '"16:00"')
    assert printed(text, "zh-Hant")[-1] == "香港時間16時00分"


@pytest.mark.parametrize(("language", "opening", "closing"), [("en", "“", "”"), ("zh-Hans-HK", "「", "」")])
def test_quotation__opens_at_each_paragraph_and_closes_once(language: str, opening: str, closing: str) -> None:
    three = RELEASE + "        - {en: Third one., zh-Hant: 三。, zh-Hans: 三。}\n"
    first, _, second, _, third = printed(three, language)[7:12]
    assert opening in first
    assert not first.endswith(closing)
    assert second.strip().startswith(opening)
    assert not second.endswith(closing)
    assert third.strip().startswith(opening)
    assert third.endswith(closing)


def test_quotation__takes_straight_marks_and_other_words_before_it() -> None:
    introduction = "introduction: {en: 'The Secretary added:', zh-Hant: 他又說：, zh-Hans: 他又说：}"
    text = RELEASE.replace("      indirect: [zh-Hant]", f"      {introduction}") + "quotation_marks: straight\n"
    lines = printed(text)
    assert lines[7:10] == [
        '     The Secretary added: "Both places gain.',
        "",
        '     "Talent moves ‘southbound and northbound’."',
    ]
    assert printed(text, "zh-Hant")[7] == "　　他又說：「兩地得益。"


def test_release__says_for_whom_it_is_issued() -> None:
    text = RELEASE + "on_behalf_of: lwb\n"
    assert printed(text)[3] == "     The following is issued on behalf of the Labour and Welfare Bureau:"
    assert printed(text, "zh-Hant")[3] == "　　下稿代勞工及福利局發出："


def test_heading__stands_on_a_line_without_indent() -> None:
    text = RELEASE + "  - {heading: true, en: Background, zh-Hant: 背景, zh-Hans: 背景}\n"
    assert printed(text)[11] == "Background"
    assert printed(text, "zh-Hant")[11] == "背景"


def test_draft__says_so_first() -> None:
    assert printed(RELEASE + "status: draft\n")[:3] == ["Draft", "", "Hong Kong and Shanghai sign MOU"]


def test_today__can_be_a_local_day_elsewhere() -> None:
    text = one_line('It opened {{ yesterday("London") }}.', "展覽{{ yesterday('倫敦') }}開幕。".replace("'", "''"))
    assert printed(text)[3] == "     It opened yesterday (June 7, London time)."
    assert printed(text, "zh-Hant")[3] == "　　展覽昨日（倫敦時間六月七日）開幕。"


def test_photograph__shows_its_file_with_words_for_those_who_cannot_see_it() -> None:
    text = RELEASE + TWO_PHOTOGRAPHS.replace("Photo shows A.", "'{{ name(\"chris-sun\") }} & **A**'")
    images = [each for each in walk(assembled(text).blocks) if each.tag == "img"]
    assert [(each.get("src"), each.get("alt")) for each in images] == [
        ("photos/a.png", "Mr Sun & A"),
        ("photos/b.jpg", "Photo shows B."),
    ]


def test_release__names_its_pictures_for_the_loader() -> None:
    pictures = list(record(RELEASE + TWO_PHOTOGRAPHS).pictures())
    assert [(name, place.line) for name, place in pictures] == [("photos/a.png", 28), ("photos/b.jpg", 29)]


def test_paragraph__with_text_and_quotation_is_refused_at_its_place() -> None:
    with pytest.raises(MouflowError) as failed:
        record(HEAD + "paragraphs:\n  - {id: lead}\n")
    assert str(failed.value) == "draft.yaml:9:5: error: a paragraph has either a text or a quotation [wrong-type]"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Hong Kong signs MOU.", "title-stop"),
        ("Hong Kong signs MOU (with photos)", "title-suffix"),
        ("港滬簽署備忘錄（附圖）", "title-suffix"),
    ],
)
def test_title__with_a_stop_or_a_suffix_of_its_own_is_told(title: str, code: str) -> None:
    text = RELEASE.replace("en: Hong Kong and Shanghai sign MOU", f"en: {title}")
    assert [(each.code, each.location and each.location.line) for each in problems(text)] == [(code, 5)]


def quoting(language: str, text: str, marks: str = "") -> str:
    """A release with one quotation, in one language."""
    return f"""\
kind: press-release
languages: [{language}]
issued: {{date: 2024-06-08, time: "12:30"}}
title: {{{language}: Title}}
paragraphs:
  - quotation:
      speaker: chris-sun
      paragraphs: [{{id: said, {language}: {text}}}]{marks}
"""


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "“It opens a chapter.”", ["typed-marks", "typed-marks"]),
        ("en", "'\"It opens a chapter.'", ["typed-marks"]),
        ("en", "It opens “a chapter” of trade.", ["nested-marks"]),
        ("en", "‘Trade’ opens a chapter.", []),
        ("en", "'It opens {{ short(\"hkte\") }} a chapter.'", []),
        ("zh-Hant", "「揭開新一頁。」", ["typed-marks", "typed-marks"]),
        ("zh-Hant", "稱為「人才」計劃。", ["nested-marks"]),
        ("zh-Hant", "稱為『人才』計劃。", []),
        ("zh-Hans-CN", "称为“人才”计划。", ["nested-marks"]),
    ],
)
def test_quotation__with_marks_of_its_own_is_told(language: str, text: str, codes: list[str]) -> None:
    assert [each.code for each in problems(quoting(language, text))] == codes


def test_quotation__reported_keeps_its_marks() -> None:
    indirect = "\n      indirect: [zh-Hant]"
    assert problems(quoting("zh-Hant", "稱為「人才」計劃。", indirect)) == []


def test_release__with_unknown_speaker_and_organisation_is_told() -> None:
    text = RELEASE.replace("chris-sun\n", "chris-son\n") + "on_behalf_of: lbw\n"
    assert {(each.code, each.hint.split(" (")[0]) for each in problems(text)} == {
        ("unknown-person", "did you mean `chris-sun`?"),
        ("unknown-organisation", "did you mean `lwb`?"),
    }


def test_release__lays_languages_beside_each_other() -> None:
    document = assembled(RELEASE + TWO_PHOTOGRAPHS, "en", "zh-Hant", layout="parallel")
    rows = [each for each in walk(document.blocks) if each.tag == "tr"]
    ids = [[each.id for each in walk(row.children) if each.tag in {"p", "div"}][:2] for row in rows]
    assert ["lead~en-HK", "lead~zh-Hant-HK"] in ids
    assert len([each for each in walk(document.blocks) if each.tag == "img"]) == 2


def test_example__has_its_pictures() -> None:
    opened = find_workspace(Path(__file__).parent.parent)
    loaded = load_agreement(opened, "hk-shanghai-talent-2024", load_ground(opened))
    assert loaded.diagnostics == ()
    assert set(loaded.images["press-release"]) == {"photos/signing.svg", "photos/session.png"}
