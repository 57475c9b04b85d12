"""Kinds of changes: modal words and words that only look so, values, marks, forms of one value."""

from __future__ import annotations

import pytest

from mouflow.compare.kinds import KIND_DESCRIPTIONS, gravest, is_modal
from mouflow.compare.words import compare_text
from mouflow.document import KINDS


def kinds(old: str, new: str, *names: str) -> list[str]:
    return [change.kind for change in compare_text(old, new, frozenset(names))]


def test_kind_descriptions__name_every_kind_in_order() -> None:
    assert tuple(KIND_DESCRIPTIONS) == KINDS


def test_gravest() -> None:
    assert gravest(["typographic", "value", "modality"]) == "modality"
    assert gravest(["orthographic", "typographic"]) == "orthographic"
    assert gravest([]) == "typographic"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("they will meet", "they shall meet"),
        ("they may meet", "they must meet"),
        ("they should meet", "they will meet"),
        ("they shall not meet", "they shall meet"),
        ("they cannot meet", "they can meet"),
        ("they may meet", "they should meet"),
        ("雙方將合作", "雙方應合作"),
        ("雙方將合作", "雙方須合作"),
        ("双方应合作", "双方可合作"),
        ("雙方必須合作", "雙方應當合作"),
        ("雙方可披露", "雙方不得披露"),
        ("雙方擬合作", "雙方將合作"),
        ("雙方宜合作", "雙方應合作"),
        ("雙方須披露", "雙方無須披露"),
        ("雙方可以合作", "雙方可合作"),
        ("雙方會合作", "雙方將合作"),
    ],
)
def test_kinds__modality(old: str, new: str) -> None:
    assert set(kinds(old, new)) == {"modality"}


@pytest.mark.parametrize(
    "text",
    [
        "the will of the people",
        "of their own free will",
        "in May 2024",
        "since May",
        "on 3 May",
        "May 3",
        "有此可能",
        "許可",
        "認可",
        "不可抗力",
        "將來",
        "將軍",
        "反應",
        "相應",
        "供應",
        "獲得",
        "取得",
        "使得",
        "適宜",
        "事宜",
        "委員會",
        "會議",
        "社會",
    ],
)
def test_is_modal__only_looks_so(text: str) -> None:
    assert not is_modal(text)


@pytest.mark.parametrize(
    "text",
    [
        "will meet",
        "May the Participants agree?",
        "shall",
        "must not",
        "將舉行",
        "将举行",
        "不得",
        "應當",
        "可提前",
        "須予保密",
    ],
)
def test_is_modal(text: str) -> None:
    assert is_modal(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two years", "three years"),
        ("two years", "two months"),
        ("one year", "one year and six months"),
        ("30 days", "30 working days"),
        ("five per cent", "six per cent"),
        ("a daily report", "a weekly report"),
        ("by June", "by July"),
        ("on Monday", "on Tuesday"),
        ("at 2:30 pm", "at 2:30 am"),
        ("HK$5", "US$5"),
        ("1,000", "1.000"),
        ("兩年", "兩個月"),
        ("30日", "30個工作日"),
        ("每年", "每月"),
        ("每年", "每半年"),
        ("五萬港元", "五萬美元"),
        ("百分之五", "百分之十"),
        ("5%", "5‰"),
        ("星期六", "星期日"),
        ("上午10時正", "下午2時30分"),
        ("自June 2024起", "自July 2024起"),
        ("2024年6月8日", "2024年6月9日"),
    ],
)
def test_kinds__value(old: str, new: str) -> None:
    assert set(kinds(old, new)) == {"value"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HKTE and the Bureau agree", "the Bureau and HKTE agree"),
        ("本人才辦與上海局同意", "上海局與本人才辦同意"),
    ],
)
def test_kinds__parties_that_change_places_are_values_out_and_in(old: str, new: str) -> None:
    changes = compare_text(old, new, frozenset({"HKTE", "the Bureau", "本人才辦", "上海局"}))
    assert {change.kind for change in changes} == {"value"}


def test_kinds__modal_words_that_change_places_bear_modality() -> None:
    assert "modality" in kinds("The group Should and could act", "The group Could and should act")


def test_kinds__party_is_a_value_when_it_is_named() -> None:
    assert kinds("甲方負責", "乙方負責", "甲方", "乙方") == ["value"]
    assert kinds("甲方負責", "乙方負責") == ["substantive"]
    assert kinds("Talent Engage pays", "Talent Work Bureau pays", "Talent Engage", "Talent Work Bureau") == ["value"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("意見一致", "意見不一"),
        ("the year", "the venue"),
        ("business partners", "partners"),
        ("為期兩年", "為期多年"),
        ("within two years", "after two years"),
        ("今年", "明年"),
        ("千萬不可", "不可"),
        ("Paragraph 6(a)", "Paragraph 6(b)"),
        ("re-sign it", "resign it"),
        ("a prize", "a prise"),
        ("一幅畫", "一幅劃"),
    ],
)
def test_kinds__substantive(old: str, new: str) -> None:
    assert "substantive" in kinds(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MOU", "MoU"),
        ("two years", "2 years"),
        ("兩年", "2年"),
        ("二年", "兩年"),
        ("two (2) years", "2 years"),
        ("2 years", "two (2) years"),
        ("兩（2）年", "兩年"),
        ("8 June 2024", "June 8, 2024"),
        ("1,000", "1 000"),
        ("雙方同意，", "雙方同意；"),
        ("雙方 同意", "雙方同意"),
        ("the “MOU”", 'the "MOU"'),
        ("a – b", "a - b"),
        ("Areas of co-operation", "Areas of cooperation"),
        ("the Mainland-Hong Kong ties", "the Mainland–Hong Kong ties"),
        ("by e-mail", "by email"),
    ],
)
def test_kinds__typographic(old: str, new: str) -> None:
    assert set(kinds(old, new)) == {"typographic"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("備忘錄", "备忘录"),
        ("臺灣", "台灣"),
        ("人才計劃的經驗", "人才計畫的經驗"),
        ("an organisation of authorised bodies", "an organization of authorized bodies"),
        ("they analyse it", "they analyze it"),
        ("雙方，同意", "雙方,同意"),
        ("（甲）", "(甲)"),
        ("「雙方」", "“雙方”"),
        ("ＭＯＵ", "MOU"),
        ("兩年", "两年"),
        ("之後，雙方", "之后，双方"),
    ],
)
def test_kinds__orthographic(old: str, new: str) -> None:
    assert set(kinds(old, new)) == {"orthographic"}


@pytest.mark.parametrize(("old", "new"), [("修訂後", "修訂后"), ("理髮", "理發"), ("標準", "標准"), ("幹部", "干部")])
def test_kinds__another_traditional_word_is_never_mere_spelling(old: str, new: str) -> None:
    assert kinds(old, new) == ["substantive"]
