"""The memorandum as its reader has it: title, preamble, clauses, closing words, signatures (domain.md 2)."""

from __future__ import annotations

import re

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import text_of, walk
from mouflow.validation import validate
from tests.drafts import CLAUSE, HEAD, assembled, facts, found, mou, printed, text_at

DRAFT = HEAD + CLAUSE
THREE = DRAFT.replace("[hkte, smtwb]", "[hkte, smtwb, ministry]")
BILINGUAL = DRAFT.replace("languages: [en, zh-Hant, zh-Hans]", "languages: [en, zh-Hant]")


def signing(**changes: str) -> str:
    place = "place: {en: Hong Kong, zh-Hant: 香港, zh-Hans: 香港}"
    keys = ", ".join([place, *(f"{key}: {value}" for key, value in changes.items())])
    return re.sub(r"signing: .*", f"signing: {{{keys}}}", BILINGUAL)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (
            "en",
            (
                "Memorandum of Understanding between Hong Kong Talent Engage and"
                " the Shanghai Municipal Talent Work Bureau on Talent"
            ),
        ),
        ("zh-Hant", "香港人才服務辦公室與上海市人才工作局關於人才合作的合作備忘錄"),
        ("zh-Hans", "香港人才服务办公室与上海市人才工作局关于人才合作的合作备忘录"),
    ],
)
def test_title__names_both_parties_in_full(language: str, title: str) -> None:
    assert assembled(DRAFT, language).leading.running_title == title


def test_title__can_be_written_out() -> None:
    text = DRAFT + "title: {en: Arrangement on Talent, zh-Hant: 人才安排, zh-Hans: 人才安排}\n"
    assert text_at(assembled(text, "zh-Hant"), "_title") == "人才安排"


def test_title__keeps_a_name_with_commas_on_its_own_line() -> None:
    title = text_at(assembled(THREE), "_title")
    assert title.splitlines()[2:6] == [
        "Hong Kong Talent Engage,",
        "the Shanghai Municipal Talent Work Bureau",
        "and",
        "the Ministry of Trade, Industry and Labour",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "(hereinafter referred to as “the Participants”),"),
        ("zh-Hant", "香港人才服務辦公室與上海市人才工作局（以下簡稱「雙方」，單稱「一方」），"),
        ("zh-Hans", "香港人才服务办公室与上海市人才工作局（以下简称“双方”，单称“一方”），"),
        ("zh-Hans-HK", "香港人才服务办公室与上海市人才工作局（以下简称「双方」，单称「一方」），"),
    ],
)
def test_preamble__introduces_the_parties(language: str, words: str) -> None:
    assert text_at(assembled(DRAFT, language), "_parties").endswith(words)


def test_preamble__of_three_parties() -> None:
    assert text_at(assembled(THREE), "_parties") == (
        "Hong Kong Talent Engage; the Shanghai Municipal Talent Work Bureau; and the Ministry of Trade, Industry and"
        " Labour (hereinafter referred to as “the Participants”),"
    )
    assert "「各方」" in text_at(assembled(THREE, "zh-Hant"), "_parties")


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        (
            {"date": "2024-06-08"},
            (
                "Signed in duplicate at Hong Kong on 8 June 2024 in the English and Chinese languages, both texts"
                " being equally valid."
            ),
            "本備忘錄於二〇二四年六月八日在香港簽署，一式兩份，每份均以英文和中文寫成，兩種文本具有同等效力。",
        ),
        (
            {"date": "2024-06-08", "originals": "3", "prevailing": "en"},
            (
                "Signed in triplicate at Hong Kong on 8 June 2024 in the English and Chinese languages, both texts"
                " being equally valid. In case of any divergence in interpretation, the English text will prevail."
            ),
            (
                "本備忘錄於二〇二四年六月八日在香港簽署，一式三份，每份均以英文和中文寫成，兩種文本具有同等效力。"
                "如在解釋上有歧義，以英文文本為準。"
            ),
        ),
        (
            {"originals": "4"},
            (
                "Signed in four originals at Hong Kong on ____________________ in the English and Chinese languages,"
                " both texts being equally valid."
            ),
            "本備忘錄於________年____月____日在香港簽署，一式四份，每份均以英文和中文寫成，兩種文本具有同等效力。",
        ),
    ],
)
def test_testimonium__follows_the_data(changes: dict[str, str], english: str, chinese: str) -> None:
    text = signing(**changes)
    assert text_at(assembled(text), "_testimonium") == english
    assert text_at(assembled(text, "zh-Hant"), "_testimonium") == chinese


def test_testimonium__of_three_texts_names_both_scripts() -> None:
    assert text_at(assembled(DRAFT), "_testimonium").endswith(
        "in English, Traditional Chinese and Simplified Chinese, all three texts being equally valid."
    )
    assert text_at(assembled(DRAFT, "zh-Hans"), "_testimonium").endswith(
        "每份均以英文、繁体中文和简体中文写成，三种文本具有同等效力。"
    )


def test_testimonium__of_one_text_says_nothing_of_others() -> None:
    text = re.sub(r"languages: .*", "languages: [zh-Hant]", signing(date="2024-06-08", originals="1"))
    assert text_at(assembled(text, "zh-Hant"), "_testimonium") == (
        "本備忘錄於二〇二四年六月八日在香港簽署，正本一份，以中文寫成。"
    )


def test_profile__treaty_changes_every_computed_word() -> None:
    text = re.sub(r"short: .*", "short: {en: Agreement, zh-Hant: 協定}", BILINGUAL) + "profile: treaty\n"
    english, chinese = printed(text), printed(text, "zh-Hant")
    for words in (
        "“the Parties”",
        "have agreed as follows:",
        "Article 1 Aim",
        "Done in duplicate",
        "equally authentic",
    ):
        assert words in english
    for words in ("「雙方」", "議定如下：", "第一條", "本協定", "同等作準"):
        assert words in chinese


def test_profile__short_name_of_the_instrument_is_used_throughout() -> None:
    text = re.sub(r"short: .*", "short: {en: Arrangement, zh-Hant: 安排}", BILINGUAL)
    assert "in this Arrangement." in printed(text)
    assert "本安排於二〇二四年" in printed(text, "zh-Hant")


def test_profile__without_a_short_name_the_instrument_names_itself() -> None:
    text = re.sub(r"short: .*\n", "", BILINGUAL)
    assert "in this Memorandum of Understanding." in printed(text)
    assert "本合作備忘錄於二〇二四年" in printed(text, "zh-Hant")


@pytest.mark.parametrize(
    ("language", "block"),
    [
        ("en", "For Hong Kong Talent Engage\n______________________________\nMr Anthony Lau\nDirector of HKTE"),
        ("zh-Hant", "香港人才服務辦公室代表\n______________________________\n人才辦總監\n劉鎮漢"),
    ],
)
def test_signatures__have_full_name_and_post(language: str, block: str) -> None:
    assert block in printed(DRAFT, language)


def test_witnesses__are_listed_with_post_and_degree() -> None:
    text = DRAFT + "witnesses: [wang-weiming]\n"
    assert "Witnessed by\n\nDr Wang Weiming, Director-General" in printed(text)
    assert "見證人\n\n教育科技部部長王偉明博士" in printed(text, "zh-Hant")


def test_witnesses__can_have_a_line_to_sign_on() -> None:
    text = DRAFT + "witnesses: [wang-weiming]\nwitnesses_sign: true\n"
    assert "Witnessed by\n\n______________________________\nDr Wang Weiming\nDirector-General" in printed(text)


def test_signatures__of_three_parties_stand_in_one_row() -> None:
    cells = [each for each in walk((found(assembled(THREE), "_signatures"),)) if each.tag == "td"]
    assert len(cells) == 6


def test_draft__says_so_on_its_cover_and_in_its_running_title() -> None:
    document = assembled(DRAFT + "status: draft\n", "zh-Hant")
    assert text_at(document, "_draft") == "草稿"
    assert document.leading.running_title.startswith("【草稿】香港")


CLAUSES = """\
clauses:
  - id: meaning
    heading: {en: Definitions, zh-Hant: 釋義, zh-Hans: 定义}
    paragraphs:
      - {en: "In this Memorandum:", zh-Hant: 在本備忘錄中：, zh-Hans: 在本备忘录中：,
         definitions: [{id: meaning.talent, term: talent, en: skilled persons., zh-Hant: 專才。, zh-Hans: 专才。}]}
  - id: areas
    heading: {en: Areas, zh-Hant: 範疇, zh-Hans: 领域}
    paragraphs:
      - {id: areas.first, en: First, zh-Hant: 甲, zh-Hans: 甲}
      - id: areas.second
        en: Second
        zh-Hant: 乙
        zh-Hans: 乙
        items:
          - id: areas.item
            en: item
            zh-Hant: 項
            zh-Hans: 项
            items:
              - id: areas.sub
                en: sub
                zh-Hant: 目
                zh-Hans: 目
                items: [{id: areas.subsub, en: subsub, zh-Hant: 細目, zh-Hans: 细目}]
annexes:
  - id: plan
    heading: {en: Plan, zh-Hant: 計劃, zh-Hans: 计划}
    paragraphs:
      - id: plan.one
        en: See {{ ref("plan.two") }}.
        zh-Hant: 見{{ ref("plan.two") }}。
        zh-Hans: 见{{ ref("plan.two") }}。
      - id: plan.two
        en: Table
        zh-Hant: 表
        zh-Hans: 表
        table:
          caption: {en: Steps, zh-Hant: 步驟, zh-Hans: 步骤}
          columns:
            - {heading: {en: Step, zh-Hant: 步驟, zh-Hans: 步骤}, width: 60}
            - {heading: {en: By, zh-Hant: 期限, zh-Hans: 期限}}
          rows:
            - id: plan.step
              cells: [{en: Meet, zh-Hant: 會面, zh-Hans: 会面}, {en: May, zh-Hant: 五月, zh-Hans: 五月}]
"""


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Paragraph 1", "(a)", "Paragraph 2", "(1)", "(2)", "(a)", "(i)", "(A)", "Annex A", "1.", "2."]),
        ("zh-Hant", ["第一條", "（一）", "第二條", "一", "二", "（一）", "1.", "（1）", "附件一", "一", "二"]),
    ],
)
def test_clauses__are_numbered_to_five_levels(language: str, labels: list[str]) -> None:
    blocks = walk(assembled(HEAD + CLAUSES, language).blocks)
    assert [each.get("data-label") for each in blocks if each.get("data-label")] == labels


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "See Annex A, paragraph 2."), ("zh-Hans", "见附件一第二款。")]
)
def test_annexes__have_references_of_their_own(language: str, sentence: str) -> None:
    assert text_at(assembled(HEAD + CLAUSES, language), "plan.one") == sentence


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "“Talent” means skilled persons."), ("zh-Hant", "「人才」指專才。")]
)
def test_definitions__quote_the_term(language: str, sentence: str) -> None:
    assert text_at(assembled(HEAD + CLAUSES, language), "meaning.talent") == sentence


def test_tables__stand_once_in_a_parallel_text() -> None:
    document = assembled(HEAD + CLAUSES, "en", "zh-Hant", layout="parallel")
    grids = [each for each in walk(document.blocks) if "grid" in each.get("class")]
    assert len(grids) == 1
    rows = [each for each in walk(tuple(grids)) if each.id.startswith("plan.step~") and each.tag == "tr"]
    assert len(rows) == 1
    assert [each.get("lang") for each in walk((rows[0],)) if each.tag == "p"] == [
        "en-HK", "zh-Hant-HK", "en-HK", "zh-Hant-HK",
    ]  # fmt: skip


def test_tables__set_a_column_to_its_end_with_its_heading() -> None:
    aligned = CLAUSES.replace("zh-Hans: 期限}}", "zh-Hans: 期限}, align: end}")
    document = assembled(HEAD + aligned, "en")
    ends = [(each.tag, text_of(each)) for each in walk(document.blocks) if "end" in each.get("class").split()]
    assert ends == [("th", "By"), ("p", "May")]


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ("clauses: [{id: bare}]\n", "missing-key", 1),
        ("clauses: [{use: costs@1, id: Costs}]\n", "bad-id", 1),
        (CLAUSE + "annexes: [{id: a}]\n", "missing-key", 5),
        (CLAUSE + "recitals: [{id: mute}]\n", "missing-key", 5),
        (CLAUSE + "profile: binding\n", "wrong-value", 5),
        (CLAUSE.replace("en: The Participants will meet.", "en: \"{{ org('nobody') }}\""), "unknown-organisation", 4),
    ],
)
def test_mou__problems_name_their_place(lines: str, code: str, line: int) -> None:
    with pytest.raises(MouflowError) as failed:
        assembled(mou(HEAD + lines))
    problem = failed.value.diagnostics[0]
    assert (problem.code, problem.location and problem.location.path) == (code, "mou.yaml")
    assert problem.location
    assert problem.location.line - HEAD.count("\n") == line


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("cells: [{en: Meet, zh-Hant: 會面, zh-Hans: 会面}, ", "cells: ["), "table-row"),
        (("en: Second", "en: The Participants shall meet"), "treaty-wording"),
        (("zh-Hant: 乙", "zh-Hant: 雙方必須會面"), "treaty-wording"),
        (("{person: anthony-lau, party: hkte}, ", ""), "no-signatory"),
    ],
)
def test_validate__tables_are_full_and_every_party_signs_and_wording_fits(change: tuple[str, str], code: str) -> None:
    good = HEAD + CLAUSES
    assert change[0] in good
    for text, codes in ((good, []), (good.replace(*change), [code])):
        assert [each.code for each in validate(mou(text), facts())] == codes
