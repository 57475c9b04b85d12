"""The cover of a redline: what it counts, lists, links to and says, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mouflow.assembly.contexts import context_of, shortened
from mouflow.assembly.cover import cover, dressed
from mouflow.assembly.cover_data import MOST_PLACES, MOST_ROWS
from mouflow.diagnostics import MouflowError
from mouflow.document import Change, Document, Element, Side, children_of, text_of, walk
from mouflow.document.markup import parse_markup
from mouflow.document.review import WORKING_FILES
from mouflow.document.subset import check_subset
from mouflow.document.tree import Layout
from mouflow.model.labels import Labels
from tests.reviewed_samples import CHAN, DUTY, material, redline, reviewed

SHAPES: list[tuple[tuple[str, ...], Layout]] = [
    (("en",), "single"),
    (("zh-Hant",), "single"),
    (("zh-Hans",), "single"),
    (("en", "zh-Hant"), "parallel"),
    (("zh-Hans", "en"), "sequential"),
]


def part(document: Document, name: str) -> Element:
    return next(each for each in walk(dressed_cover(document)) if each.id == f"_redline.{name}")


def dressed_cover(document: Document) -> tuple[Element, ...]:
    assert document.redline
    return document.redline.cover or cover(document, material())


def rows(document: Document, name: str) -> list[list[str]]:
    body = next(each for each in children_of(part(document, name)) if each.tag == "tbody")
    return [[" | ".join(map(text_of, children_of(cell))) for cell in children_of(row)] for row in children_of(body)]


def lines_below(document: Document, name: str) -> list[str]:
    """The paragraphs between a heading of the cover and the next."""
    (section,) = dressed_cover(document)
    children = children_of(section)
    at = next(at for at, each in enumerate(children) if each.id == f"_redline.{name}")
    found = []
    for each in children[at + 1 :]:
        if each.tag != "p":
            break
        found.append(text_of(each))
    return found


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_cover__keeps_to_the_subset_bears_languages_and_links_to_blocks(keys: tuple[str, ...], shape: Layout) -> None:
    document = reviewed(*keys, shape=shape)
    blocks = dressed_cover(document)
    assert not check_subset(blocks)
    ids = {each.id for each in walk(document.blocks) if each.id}
    links = {each.get("href")[1:] for each in walk(blocks) if each.get("href")}
    assert len(links) > 8
    assert links <= ids
    paragraphs = [each for each in walk(blocks) if each.tag in ("p", "h1", "h2", "th")]
    assert all(each.get("lang") for each in paragraphs)


def test_cover__tells_the_two_versions_and_who_made_the_changes() -> None:
    assert rows(reviewed("en", "zh-Hant", shape="parallel"), "versions") == [
        ["Document", "Memorandum of Understanding"],
        ["Earlier version", "v1, 1 April 2024 (0a1b2c3d4e)"],
        ["Later version", "v2, 7 May 2024 (5f4e3d2c1b)"],
        ["Changes made by", "Chan Tai Man and 李明"],
    ]


def test_cover__counts_kinds_by_language_the_gravest_first() -> None:
    assert rows(reviewed("en", "zh-Hant", shape="parallel"), "counts") == [
        ["Substance", "5", "5", "Paragraph 3; Paragraph 4; Paragraph 3 (old); Paragraph 6"],
        ["Obligation (will, shall, may)", "1", "1", "Paragraph 2(2)"],
        ["Value (number, date, name)", "3", "2", "Paragraph 2(1); Paragraph 2(2); Paragraph 6"],
        ["Script and spelling", "0", "1", "Paragraph 5"],
        ["Typography", "1", "0", "Paragraph 5"],
        ["Moved", "1", "1", "Paragraph 4"],
        ["Consequential (numbers)", "1", "1", "Paragraph 5"],
        ["All", "12", "11", ""],
    ]


def test_cover__names_places_as_chinese_does() -> None:
    assert rows(reviewed("zh-Hant"), "counts")[0] == ["實質修訂", "5", "第三條；第四條；原第三條；第六條"]


def test_cover__lists_what_has_to_be_decided_with_the_words_around_it() -> None:
    listed = rows(reviewed("en", "zh-Hant", shape="parallel"), "list")
    assert listed[0] == [
        "Paragraph 2(1) | Value (number, date, name) · English and Traditional Chinese",
        "…remains in force for twothree years. | 本備忘錄有效期為兩三年。",
        "Chan Tai Man, 6 May 2024 | Agreed at the meeting of 3 May | 李明, 7 May 2024",
    ]
    assert [row[0].partition(" |")[0] for row in listed] == [
        *("Paragraph 2(1)", "Paragraph 2(2)", "Paragraph 2(2)", "Paragraph 3", "Paragraph 4", "Paragraph 4"),
        *("Paragraph 3 (old)", "Paragraph 6", "Paragraph 6", "Paragraph 6"),
    ]
    assert listed[7][1] == "Kick-off meeting: MayJuly 2024 | 啟動會議：2024年57月"
    (moved,) = (row for row in listed if "Moved" in row[0])
    assert moved[1] == "moved here from Paragraph 5"
    assert not any("Typography" in row[0] for row in listed), "counted above, marked in the text"


def test_cover__tells_duties_drift_and_layout_in_words() -> None:
    document = reviewed("en", "zh-Hant", shape="parallel")
    assert lines_below(document, "duties") == [f"– {DUTY}"]
    assert lines_below(document, "drifts") == [
        "≠ Paragraph 2(2): changed in English, not in Traditional Chinese and Simplified Chinese"
    ]
    (layout_change,) = lines_below(document, "layout")
    assert "templates/mou/style.css" in layout_change
    legend = lines_below(document, "legend")
    assert legend[0] == "put in · taken out · moved from here · moved to here"
    assert "≠" in legend[1]


def test_cover__sets_new_numbers_beside_old_ones_in_each_language() -> None:
    assert rows(reviewed("zh-Hans", "en", shape="sequential"), "numbers") == [
        ["第五条 | Paragraph 5", "第四条 | Paragraph 4", "联络人 | Contact points"],
        ["第四条 | Paragraph 4", "第五条 | Paragraph 5", "检讨 | Review"],
    ]


@pytest.mark.parametrize(
    ("key", "title", "kinds"),
    [("zh-Hant", "修訂對照", "修訂類別"), ("zh-Hans", "修订对照", "修订类别"), ("en", "Comparison", "Changes by kind")],
)
def test_cover__speaks_the_leading_language(key: str, title: str, kinds: str) -> None:
    document = reviewed(key)
    assert text_of(part(document, "title")) == title
    assert text_of(part(document, "kinds")) == kinds
    assert document.leading.running_title != redline(key).leading.running_title
    assert title in document.leading.running_title
    assert document.metadata.title == document.leading.running_title


def changed(document: Document, change: Callable[[Change], Change]) -> Document:
    assert document.redline
    changes = tuple(map(change, document.redline.changes))
    return replace(document, redline=replace(document.redline, changes=changes, cover=()))


def many(count: int, word: str) -> Document:
    """A redline of as many paragraphs, in each of which a word was replaced; ``{}`` in it is the paragraph's number."""
    block = (
        '<p id="p{0}" lang="en-HK" data-number="clause:1" data-label="({0})" data-revision="changed">The {1} meets.</p>'
    )
    words = '<del data-change="c{0}">Bureau</del><ins data-change="c{0}">{1}</ins>'
    marked = (block.format(at, words.format(at, word.format(at))) for at in range(1, count + 1))
    blocks = parse_markup("".join(marked), "sample")
    changes = tuple(
        Change(f"c{at}", "substantive", "replaced", "en-HK", f"p{at}", "", "Bureau", word.format(at), 4, 4, CHAN)
        for at in range(1, count + 1)
    )
    document = redline("en")
    assert document.redline
    marks = replace(document.redline, changes=changes, renumberings=(), drifts=(), duties=())
    return replace(document, blocks=tuple(each for each in blocks if isinstance(each, Element)), redline=marks)


def test_cover__tells_one_edit_in_many_places_once_and_names_the_first_of_them() -> None:
    document = many(40, "Office")
    (listed,) = rows(document, "list")
    assert listed[0].startswith("(1); (2); (3); ")
    assert f"and {40 - MOST_PLACES} more" in listed[0]
    assert listed[1] == "The BureauOffice meets."
    assert rows(document, "counts") == [["Substance", "40", listed[0].partition(" |")[0]]]


def test_cover__of_thousands_of_changes_stays_a_cover() -> None:
    document = many(3000, "Office {}")
    assert len(rows(document, "list")) == MOST_ROWS
    (section,) = dressed_cover(document)
    assert f"And {3000 - MOST_ROWS} more, which are marked in the text." in map(text_of, children_of(section, "p"))


def test_cover__words_the_files_as_they_are_and_what_nobody_recorded() -> None:
    document = changed(redline("zh-Hant"), lambda change: replace(change, authorship=replace(CHAN, name="", commit="")))
    assert document.redline
    unrecorded = replace(document, redline=replace(document.redline, new=Side(WORKING_FILES)))
    assert rows(unrecorded, "versions")[2] == ["修訂版本", "現有檔案"]
    assert rows(unrecorded, "list")[0][2].startswith("尚未記錄")
    assert "v1與現有檔案修訂對照" in dressed(unrecorded, material()).leading.running_title


def test_cover__of_equal_versions_says_so() -> None:
    document = redline("en")
    assert document.redline
    empty = replace(document.redline, changes=(), renumberings=(), drifts=(), layout_changes=(), duties=())
    (section,) = cover(replace(document, redline=empty), material())
    assert text_of(children_of(section)[-1]) == "The two versions do not differ."
    styled = replace(empty, layout_changes=("templates/mou/style.css",))
    (section,) = cover(replace(document, redline=styled), material())
    assert "do not differ" not in text_of(section)


def test_cover__markup_in_names_and_reasons_stays_text() -> None:
    def hostile(change: Change) -> Change:
        return replace(change, authorship=replace(CHAN, name="<b>A</b>", reason="{{ 1 }} & more"))

    document = changed(redline("en"), hostile)
    listed = rows(document, "list")
    assert listed[0][2] == "<b>A</b>, 6 May 2024 | {{ 1 }} & more"


def test_dressed__signs_of_markup_in_a_title_are_written_once() -> None:
    document = redline("en")
    titled = replace(document, wordings=(replace(document.leading, running_title="Terms & Conditions"),))
    assert dressed(titled, material()).leading.running_title == "Comparison of v1 and v2: Terms & Conditions"


def test_dressed__a_document_without_a_redline_stays_as_it_is() -> None:
    plain = replace(redline("en"), redline=None)
    assert dressed(plain, material()) is plain


def test_dressed__a_missing_label_is_named() -> None:
    labels = material().labels
    fewer = Labels(labels={name: text for name, text in labels.labels.items() if name != "who"})
    with pytest.raises(MouflowError, match="no label `who` in en"):
        dressed(redline("en"), replace(material(), labels=fewer))


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("The Participants meet once a year.", 100, "The Participants meet once a year."),
        ("The Participants meet once a year.", 20, "The Participants…"),
        ("雙方每年輪流舉行會議", 8, "雙方每年…"),
        ("Costs\nEach bears its own.", 100, "Costs / Each bears its own."),
    ],
)
def test_shortened__cuts_between_words(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


def test_context_of__shows_the_new_text_around_a_change() -> None:
    markup = (
        '<p id="a">One two three four five six seven <del data-change="c1">old</del><ins data-change="c1">new</ins>, '
        'then <del data-change="c2">x</del><ins data-change="c2">y</ins>.</p>'
    )
    (block,) = parse_markup(markup, "sample")
    assert isinstance(block, Element)
    change = Change("c1", "value", "replaced", "en-HK", "a", "", "old", "new", 0, 0, CHAN)
    assert context_of(block, change) == ("…three four five six seven ", ", then y.")
