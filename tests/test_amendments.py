"""The table of amendments: its rows in one language and two, and what Word, PDF and HTML make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import docx
import pikepdf
import pytest

from mouflow.assembly.amendments import amendments
from mouflow.document import Document, Element, children_of, text_of, walk
from mouflow.document.markup import parse_markup
from mouflow.document.tree import Layout
from mouflow.render import FORMATS
from tests.reviewed_samples import material, redline


def table_of(*keys: str, shape: Layout = "single", languages: Sequence[str] = ()) -> Document:
    return amendments(redline(*keys, shape=shape), material(), languages)


def rows_of(document: Document) -> list[list[str]]:
    """The texts of the cells, row by row, the heading row first; lines of a cell parted by a bar."""
    (table,) = (each for each in walk(document.blocks) if each.tag == "table")
    rows = [row for part in children_of(table, "thead", "tbody") for row in children_of(part)]
    return [[_cell(cell) for cell in children_of(row)] for row in rows]


def _cell(cell: Element) -> str:
    lines = children_of(cell, "p")
    return " | ".join(map(text_of, lines)) if lines else text_of(cell)


def marked(document: Document, tag: str) -> list[str]:
    return [text_of(each) for each in walk(document.blocks) if each.tag == tag]


def test_amendments__english_leads_from_the_current_to_the_amended_text_and_tells_the_reason() -> None:
    head, first, *_ = rows_of(table_of("en"))
    assert head == ["Current text", "Amended text", "Reason"]
    assert first == [
        "Paragraph 2(1) This Memorandum remains in force for two years.",
        "Paragraph 2(1) This Memorandum remains in force for three years.",
        "Agreed at the meeting of 3 May | Chan Tai Man, 6 May 2024",
    ]


def test_amendments__chinese_begins_with_the_amended_text() -> None:
    head, first, *_ = rows_of(table_of("zh-Hant"))
    assert head == ["修訂條文", "現行條文", "修訂理由"]
    assert [each[-4:] for each in first[:2]] == ["為三年。", "為兩年。"]
    assert first[2] == "李明，2024年5月7日"


def test_amendments__a_row_for_each_passage_that_changed_and_no_other() -> None:
    _, *rows = rows_of(table_of("en"))
    assert [row[0].partition(" The ")[0][:24] for row in rows] == [
        "Paragraph 2(1) This Memo",
        "Paragraph 2(2) Either Pa",
        "(new)",
        "Paragraph 5 Contact poin",
        "Paragraph 3 Costs | Each",
        "Paragraph 4",
        "Paragraph 6 Kick-off mee",
        "Paragraph 6 First report",
        "(new)",
    ]
    assert [row[1] for row in rows if row[1].startswith("(")] == ["(deleted)", "(deleted)"]


def test_amendments__what_moved_bears_both_numbers_its_edit_and_a_word() -> None:
    (moved,) = (row for row in rows_of(table_of("en")) if "Contact points" in row[0])
    assert moved == [
        "Paragraph 5 Contact points | The contact points meet once a year.",
        "Paragraph 4 Contact points | The contact points meet at least once a year.",
        "moved here from Paragraph 5 | Agreed at the meeting of 3 May | Chan Tai Man, 6 May 2024",
    ]


def test_amendments__marks_what_goes_in_one_column_and_what_comes_in_the_other() -> None:
    document = table_of("en")
    assert marked(document, "del")[:3] == ["two", "may", "six"]
    assert marked(document, "ins")[:3] == ["three", "shall", "three"]
    assert not any("data-change" in each.attributes for each in walk(document.blocks))
    assert document.redline is None


@pytest.mark.parametrize("shape", ["parallel", "sequential"])
def test_amendments__languages_stand_below_each_other(shape: Layout) -> None:
    head, first, *rows = rows_of(table_of("en", "zh-Hant", shape=shape))
    assert head == ["Current text / 現行條文", "Amended text / 修訂條文", "Reason / 修訂理由"]
    assert first[0].startswith("Paragraph 2(1) This")
    assert first[0].endswith("有效期為兩年。")
    assert "Chan Tai Man, 6 May 2024 | 李明, 7 May 2024" in first[2]
    assert len(rows) == 8
    one, *_ = rows_of(table_of("en", "zh-Hant", shape=shape, languages=("zh-Hant-HK",)))
    assert one == ["修訂條文", "現行條文", "修訂理由"]


def test_passages_of__number_the_paragraphs_of_a_clause_as_the_text_does() -> None:
    """A clause that came with two numbered paragraphs, in Chinese."""
    more = 'lang="zh-Hant-HK" data-revision="inserted" data-change="c1"'
    markup = (
        f'<h2 id="a" data-number="clause:0" data-label="第三條" {more}>宣傳</h2>'
        f'<p id="a.1" data-number="clause:1" data-label="一" data-mark="、" {more}>雙方發出<em>聯合</em>新聞稿。</p>'
        f'<p id="a.2" data-number="clause:1" data-label="二" data-mark="、" {more}>雙方另行議定。</p>'
    )
    document = redline("zh-Hant")
    blocks = tuple(each for each in parse_markup(markup, "sample") if isinstance(each, Element))
    _, *rows = rows_of(amendments(replace(document, blocks=blocks), material()))
    assert [row[:2] for row in rows] == [["第三條 宣傳 | 一、雙方發出聯合新聞稿。 | 二、雙方另行議定。", "（新增）"]]


def test_amendments__need_a_redline() -> None:
    with pytest.raises(ValueError, match="redline"):
        amendments(table_of("en"), material())


def test_amendments__word_shows_them_on_pages_that_lie_with_plain_marks() -> None:
    data = FORMATS["docx"].render(table_of("en", "zh-Hant", shape="parallel"))
    word = docx.Document(BytesIO(data))
    section = word.sections[-1]
    assert section.page_width > section.page_height
    markup = word.element.xml
    assert "<w:strike/>" in markup
    assert not re.search("<w:(ins|del) ", markup), "a table is read, not accepted or rejected"
    (table,) = word.tables
    assert table.cell(0, 0).text == "Current text / 現行條文"
    assert sum(col.width for col in table.columns) <= section.page_width - section.left_margin - section.right_margin


def test_amendments__pdf_lies_on_its_side_and_repeats_its_heading_row() -> None:
    with pikepdf.open(BytesIO(FORMATS["pdf"].render(table_of("en", "zh-Hant", shape="parallel")))) as pdf:
        boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
        assert len(boxes) > 1
        assert all(right > top for _, _, right, top in boxes)
        assert str(pdf.docinfo["/Title"]).startswith("Table of Amendments: Memorandum")
