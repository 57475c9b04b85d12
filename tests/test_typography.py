"""Typography: marks for line breaks and punctuation widths, and a text that stays as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.document import Element, has_class, text_of, walk
from mouflow.document.markup import parse_markup, write_markup
from mouflow.languages.profiles import PROFILES
from mouflow.render.typography import WORD_JOINER, Manner, typeset

PAPER = Manner(punctuation=True)
SCREEN = Manner(punctuation=False)


def set_text(markup: str, tag: str = "zh-Hant-HK", manner: Manner = PAPER) -> Element:
    (block,) = parse_markup(f'<p lang="{tag}">{markup}</p>', "test")
    assert isinstance(block, Element)
    return typeset((block,), PROFILES, manner)[0]


def marked(block: Element, name: str) -> list[str]:
    return [text_of(each) for each in walk((block,)) if has_class(each, name)]


@pytest.mark.parametrize(
    ("text", "unbroken"),
    [
        ("截至2024年6月8日下午2時30分為止", ["2024年6月8日", "下午2時30分"]),
        ("於二〇二四年六月八日簽署", ["二〇二四年六月八日"]),
        ("今日（六月八日）舉行，上午10時正開始", ["六月八日", "上午10時正"]),
        ("逾160 000宗，12:30前", ["160 000", "12:30"]),
        ("2024年12月第一次", ["2024年12月"]),
        ("（2024年7月31日或之前）", ["2024年7月31日", "或之前"]),
        ("五月天與十分鐘", []),
    ],
)
def test_typeset__dates_times_and_grouped_numbers_typed_in_chinese_do_not_break(text: str, unbroken: list[str]) -> None:
    assert marked(set_text(text), "nowrap") == unbroken


def test_typeset__english_keeps_numbers_and_times_whole_but_lets_dates_break() -> None:
    block = set_text("By 2:30 pm on 8 June 2024, 160 000 people at 10 am", "en-HK")
    assert marked(block, "nowrap") == ["2:30 pm", "160 000", "10 am"]


def test_typeset__a_hyphenated_given_name_does_not_break() -> None:
    assert marked(set_text("Professor Fong Wing-yan and Dr Ho Siu-ming, 2025-27", "en-HK"), "nowrap") == [
        "Wing-yan",
        "Siu-ming",
    ]


@pytest.mark.parametrize(
    ("tag", "title", "last"),
    [
        ("zh-Hant-HK", "大嶼—錦海聯合委員會（2025-2027年度）第三次會議紀錄", "會議紀錄"),
        ("en-HK", "Minutes of the 3rd Meeting of the Joint Committee", "Joint Committee"),
    ],
)
def test_typeset__a_title_does_not_end_in_a_line_of_one_sign(tag: str, title: str, last: str) -> None:
    (block,) = parse_markup(f'<h1 lang="{tag}">{title}</h1>', "test")
    assert isinstance(block, Element)
    assert marked(typeset((block,), PROFILES, PAPER)[0], "nowrap")[-1] == last


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("（「甲」、「乙」除外）。", ["「", "」", "「", "）"]),
        ("他說：「好。」", ["「", "。"]),
        ("《甲》（乙）", ["》"]),
        ("甲，乙。丙", []),
        ("真的？」", []),
    ],
)
def test_typeset__of_two_marks_with_a_bracket_one_is_halved(text: str, halved: list[str]) -> None:
    assert marked(set_text(text), "halt") == halved


def test_typeset__mainland_question_marks_shrink_too() -> None:
    assert marked(set_text("真的？”", "zh-Hans-CN"), "halt") == ["？"]


def test_typeset__pairs_across_elements_are_seen() -> None:
    block = set_text("<strong>「甲」</strong>「乙」")
    assert marked(block, "halt") == ["」"]
    assert text_of(block) == "「甲」「乙」"


def test_typeset__interpunct_and_dash_are_joined_to_what_stands_before() -> None:
    assert text_of(set_text("約翰·史密斯——主席")) == f"約翰{WORD_JOINER}·史密斯{WORD_JOINER}——主席"


def test_typeset__a_foreign_run_stays_as_it_is() -> None:
    run = '<span lang="en-HK">A·B (8月1日)</span>'
    assert run in write_markup((set_text(f"甲{run}乙"),))


def test_typeset__what_is_marked_already_is_not_marked_again() -> None:
    assert marked(set_text('<span class="nowrap">2024年6月8日</span>'), "nowrap") == ["2024年6月8日"]


def test_typeset__browsers_get_no_characters_and_no_halved_marks() -> None:
    block = set_text("「甲」——「乙·丙」", manner=SCREEN)
    assert write_markup((block,)) == '<p lang="zh-Hant-HK">「甲」——「乙·丙」</p>'


@given(st.text(alphabet="甲乙「」『』（），。、；？！·—…“”0123456789年月日時分 :ab", max_size=40), st.integers(0, 40))
def test_typeset__never_changes_the_text_but_for_word_joiners(text: str, cut: int) -> None:
    children = (text[:cut], Element("strong", {}, (text[cut:],)))
    block = Element("p", {"lang": "zh-Hans-CN"}, children)
    (done,) = typeset((block,), PROFILES, PAPER)
    assert text_of(done).replace(WORD_JOINER, "") == text
