"""The tree as HTML writes it: labels, levels, rows and tables, and the style rules that go with them."""

from __future__ import annotations

from mouflow.document import Element, has_class, text_of, walk
from mouflow.render.page import written_blocks
from mouflow.render.pdf.margins import css_string, margin_css
from mouflow.render.pdf.markup import print_blocks
from mouflow.render.styles import generated_css

from .render_samples import document, mou


def written(blocks: tuple[Element, ...]) -> list[Element]:
    return list(walk(written_blocks(blocks, mou("en", "zh-Hant", shape="parallel"), str)))


def rows_with(blocks: list[Element], name: str) -> list[str]:
    return [text_of(each) for each in blocks if each.tag == "tr" and has_class(each, name)]


def test_written_blocks__a_label_stands_first_and_keeps_its_space_inside() -> None:
    labels = [text_of(each) for each in written(mou("en").blocks) if has_class(each, "number")]
    assert labels[:5] == ["Paragraph 1 ", "(1) ", "(2) ", "(a) ", "(b) "]


def test_written_blocks__the_mark_after_a_chinese_label_needs_no_space() -> None:
    labels = [text_of(each) for each in written(mou("zh-Hant").blocks) if has_class(each, "number")]
    assert labels[:3] == ["第一條 ", "一、", "二、"]


def test_written_blocks__a_label_wider_than_its_level_hangs_runs_on() -> None:
    items = "".join(f'<p class="numbered" id="i{at}" data-number="clause:2">x</p>' for at in range(1, 12))
    parts = walk(written_blocks((sample := document("mou", {"zh-Hant": items})).blocks, sample, str))
    long = [text_of(each) for each in parts if has_class(each, "long")]
    assert long == ["（十一） "], "（十） fills three ems, （十一） four"


def test_written_blocks__rows_that_lead_on_and_short_rows_are_marked() -> None:
    blocks = written(mou("en", "zh-Hant", shape="parallel").blocks)
    leading = rows_with(blocks, "with-next")
    assert sum("Joint mechanism" in row for row in leading) == 3
    assert sum("Signed in duplicate" in row for row in leading) == 1
    assert any("areas of co-operation" in row for row in rows_with(blocks, "keep"))
    assert sum("areas of co-operation are:" in row for row in leading) == 3, "a lead-in stays with its first item"


def test_written_blocks__a_lead_in_of_one_language_stays_with_its_items() -> None:
    leading = [text_of(each) for each in written(mou("zh-Hant").blocks) if has_class(each, "with-next")]
    assert leading == ["二、合作範疇如下："] * 3


def test_written_blocks__a_table_whose_first_row_starts_a_page_starts_it_itself() -> None:
    tables = [each for each in written(mou("en", "zh-Hant", shape="parallel").blocks) if has_class(each, "parallel")]
    assert [has_class(table, "page-start") for table in tables] == [False, True]


def test_print_blocks__only_what_links_and_rules_need_is_left() -> None:
    blocks = list(walk(print_blocks(mou("en"))))
    assert {each.id for each in blocks if each.id} == {"clause1.first"}
    assert not any("lang" in each.attributes for each in blocks), "all of it is in the language of the page"
    assert not any(each.tag == "span" and not each.attributes for each in blocks)


def test_generated_css__hangs_each_level_and_names_each_face() -> None:
    css = generated_css(mou("zh-Hant"))
    assert ".clause-2:lang(zh-Hant-HK){padding-inline-start:6em;text-indent:-3em}" in css
    assert '"Noto Serif CJK HK","Liberation Serif",serif' in css
    assert "em,i,cite" in css


def test_margin_css__chinese_numbers_stand_in_chinese_words() -> None:
    assert '"第" counter(page) "頁，共" counter(pages) "頁"' in margin_css(mou("zh-Hant"))


def test_css_string__cannot_be_left() -> None:
    assert css_string('a"b\\c</style>') == '"a\\22 b\\5c c\\3c /style>"'
