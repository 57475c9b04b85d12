"""Layouts: what stands beside what, what stands once, and that no block loses its id or its language."""

from __future__ import annotations

import pytest

from mouflow.assembly import layout
from mouflow.assembly.stacking import stacked
from mouflow.document import Element, has_class, text_of, walk
from mouflow.document.markup import parse_markup
from mouflow.languages.profiles import PROFILES

ENGLISH, CHINESE, SIMPLIFIED = PROFILES["en-HK"], PROFILES["zh-Hant-HK"], PROFILES["zh-Hans-CN"]

TEXTS = {
    ENGLISH: """
        <header class="cover together" id="cover"><h1 class="title" id="title">Minutes</h1></header>
        <section class="clause" id="aim.clause"><h2 id="aim">Aim</h2>
          <p id="aim.text">See <a href="#aim">Aim</a>.</p></section>
        <section class="annex" id="annex.section"><h2 id="annex">Annex</h2></section>
        <figure id="photo"><img src="a.png" alt="A"/><figcaption id="photo.caption">Photo</figcaption></figure>
        <table class="signatures together" id="sign"><tbody><tr>
          <td><p id="for">For A</p><p class="signature-line" id="line"></p></td></tr></tbody></table>""",
    CHINESE: """
        <header class="cover together" id="cover"><h1 class="title" id="title">紀錄</h1></header>
        <section class="clause" id="aim.clause"><h2 id="aim">目的</h2><p id="aim.text">見<a href="#aim">目的</a>。</p>
          <p id="aim.more">補充。</p></section>
        <section class="annex" id="annex.section"><h2 id="annex">附件</h2></section>
        <figure id="photo"><img src="a.png" alt="甲"/><figcaption id="photo.caption">圖片</figcaption></figure>
        <table class="signatures together" id="sign"><tbody><tr>
          <td><p id="for">甲方代表</p><p class="signature-line" id="line"></p></td></tr></tbody></table>""",
}
ACTIONS = """
    <table class="action" id="table">
      <colgroup><col data-width="80"/><col data-width="20"/></colgroup>
      <thead><tr><th>{said}</th><th class="action shared">{who}</th></tr></thead>
      <tbody>
        <tr><td><h2 id="item">{said} 1</h2></td><td class="action shared"></td></tr>
        <tr><td><p id="first">{said} 2</p></td><td class="action shared"><p id="act">{who} 2</p></td></tr>
        {more}
      </tbody>
    </table>"""


def parts(texts: dict[object, str]) -> list[layout.Part]:
    return [(profile, parse_markup(text, "draft")) for profile, text in texts.items()]  # type: ignore[misc]


def cells(row: Element) -> list[str]:
    return [text_of(cell) for cell in row.children]


def rows_of(blocks: tuple[Element, ...]) -> list[Element]:
    return [each for each in walk(blocks) if each.tag == "tr"]


def test_single__puts_its_language_on_every_text_and_keeps_ids() -> None:
    blocks = layout.single(parts(TEXTS)[0])
    texts = [each for each in walk(blocks) if each.tag in {"h1", "h2", "p", "figcaption"}]
    assert {each.get("lang") for each in texts} == {"en-HK"}
    assert [each.id for each in texts[:3]] == ["title", "aim", "aim.text"]


def test_sequential__gives_each_text_whole_with_ids_of_its_own() -> None:
    blocks = layout.sequential(parts(TEXTS))
    assert [(block.tag, block.get("class"), block.get("lang")) for block in blocks] == [
        ("section", "document", "en-HK"),
        ("section", "document", "zh-Hant-HK"),
    ]
    identifiers = [each.id for each in walk(blocks) if each.id]
    assert len(identifiers) == len(set(identifiers))
    links = [each.get("href") for each in walk(blocks) if each.tag == "a"]
    assert links == ["#aim~en-HK", "#aim~zh-Hant-HK"]


def test_parallel__puts_block_beside_block() -> None:
    found = [cells(row) for row in rows_of(layout.parallel(parts(TEXTS))) if len(row.children) == 2]
    assert found == [
        ["English", "繁體中文"],
        ["Aim", "目的"],
        ["See Aim.", "見目的。"],
        ["", "補充。"],
        ["Annex", "附件"],
    ]


def test_parallel__starts_an_annex_on_a_new_page() -> None:
    rows = rows_of(layout.parallel(parts(TEXTS)))
    assert [cells(row)[0] for row in rows if has_class(row, "page-start")] == ["Annex"]


def test_parallel__prints_once_what_stands_together() -> None:
    blocks = layout.parallel(parts(TEXTS))
    title = next(each for each in blocks if each.tag == "header")
    assert [(each.get("lang"), text_of(each)) for each in walk((title,)) if each.tag == "h1"] == [
        ("en-HK", "Minutes"),
        ("zh-Hant-HK", "紀錄"),
    ]
    assert len([each for each in walk(blocks) if each.tag == "img"]) == 1
    caption = next(each for each in walk(blocks) if each.tag == "figcaption")
    assert [each.get("lang") for each in walk(caption.children) if each.tag == "span"] == ["en-HK", "zh-Hant-HK"]
    lines = [each for each in walk(blocks) if has_class(each, "signature-line")]
    assert len(lines) == 1


def actions(said: str, who: str, more: str = "") -> str:
    return ACTIONS.format(said=said, who=who, more=more)


def test_parallel__lays_texts_of_an_action_table_side_by_side_and_owners_once() -> None:
    texts = {ENGLISH: actions("Said", "Who"), CHINESE: actions("說", "誰")}
    (table,) = layout.parallel(parts(texts))
    assert [cells(row) for row in rows_of((table,))] == [
        ["Said", "說", "Who\n誰"],
        ["Said 1", "說 1", ""],
        ["Said 2", "說 2", "Who 2誰 2"],
    ]
    assert [each.get("data-width") for each in walk((table,)) if each.tag == "col"] == ["40", "40", "20"]
    assert (table.id, table.get("class")) == ("table~en-HK", "parallel action")


def test_parallel__keeps_an_action_row_that_one_language_lacks() -> None:
    more = '<tr><td><p id="second">說 3</p></td><td class="action shared"><p id="act.second">誰 3</p></td></tr>'
    texts = {ENGLISH: actions("Said", "Who"), CHINESE: actions("說", "誰", more)}
    (table,) = layout.parallel(parts(texts))
    last = rows_of((table,))[-1]
    assert cells(last) == ["", "說 3", "誰 3"]
    assert [each.get("lang") for each in last.children if isinstance(each, Element)] == ["en-HK", "zh-Hant-HK", ""]


@pytest.mark.parametrize("count", [2, 3])
def test_parallel__shares_the_width_among_its_languages(count: int) -> None:
    profiles = (ENGLISH, CHINESE, SIMPLIFIED)[:count]
    (table,) = layout.parallel([(profile, parse_markup('<p id="a">x</p>', "draft")) for profile in profiles])  # type: ignore[list-item]
    assert sum(float(each.get("data-width")) for each in walk((table,)) if each.tag == "col") == pytest.approx(
        100, abs=0.1
    )


def test_stacked__texts_that_read_alike_stand_once() -> None:
    texts = ('<div id="a"><p>HK$500</p><p>fee</p></div>', '<div id="a"><p>HK$500</p><p>費用</p><p>只有中文</p></div>')
    english, chinese = (parse_markup(text, "draft")[0] for text in texts)
    assert isinstance(english, Element)
    assert isinstance(chinese, Element)
    assert [text_of(child) for child in stacked([english, chinese]).children] == ["HK$500", "fee", "費用", "只有中文"]


ATTENDANCE = """
    <table class="attendance" id="present"><tbody>
      <tr><td><p id="a">{a}</p><p id="a.post">{post}</p></td></tr>
      <tr><td><p id="b">{b}</p></td></tr>
    </tbody></table>"""


def test_parallel__each_person_stands_beside_the_same_person() -> None:
    english = ATTENDANCE.format(a="Ms Chan", post="Director of a long name", b="Mr Ho")
    chinese = ATTENDANCE.format(a="陳女士", post="總監", b="何先生")
    (table,) = layout.parallel(parts({ENGLISH: english, CHINESE: chinese}))
    _, _, body = table.children
    assert isinstance(body, Element)
    rows = [[text_of(cell).split() for cell in row.children] for row in body.children if isinstance(row, Element)]
    assert rows == [[["Ms", "ChanDirector", "of", "a", "long", "name"], ["陳女士總監"]], [["Mr", "Ho"], ["何先生"]]]


def test_parallel__a_person_in_one_language_alone_moves_nobody_else() -> None:
    english = ATTENDANCE.format(a="Ms Chan", post="Director", b="Mr Ho")
    chinese = '<table class="attendance" id="present"><tbody><tr><td><p id="b">何先生</p></td></tr></tbody></table>'
    (table,) = layout.parallel(parts({ENGLISH: english, CHINESE: chinese}))
    beside = [[text_of(cell) for cell in row.children] for row in rows_of((table,)) if len(row.children) == 2]
    assert [" ".join("".join(texts).split()) for texts in beside[1:]] == ["Ms ChanDirector", "Mr Ho何先生"]
