"""Tracked changes: what accepting and rejecting give, by a resolver that is none of the writer's business."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given, settings

from mouflow.assembly.cover import worded
from mouflow.diagnostics import MouflowError
from mouflow.document import Document, Element, Side
from mouflow.document.tree import Layout
from mouflow.proof import prove
from mouflow.render.docx import render_docx
from mouflow.render.docx.reference import build_reference

from .docx_samples import ENGLISH, TRADITIONAL
from .ooxml import WP, W, check_package, open_package
from .reviewed_samples import material
from .tracked_samples import both, document, edited_package, marked_blocks, parsed, text

CHANGES = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "moveFromRangeStart", "moveToRangeStart")


def _tracked(markup: str) -> Any:
    """Return the body of a marked text in English, after its proof."""
    marked = document("single", (ENGLISH, parsed(markup)))
    assert _problems(marked) == []
    return open_package(render_docx(marked)).body


def _problems(marked: Document) -> list[str]:
    old, new = both(marked)
    tracked = render_docx(marked)
    return check_package(tracked) + [each.message for each in prove(tracked, render_docx(old), render_docx(new))]


def _words(body: Any, path: str) -> list[str]:
    found = body.iterfind(path.replace("w:", W))
    return ["".join(each.text or "" for each in one.iter(f"{W}t", f"{W}delText")) for one in found]


@given(blocks=marked_blocks())
@settings(max_examples=100)
def test_render_docx__any_redline_gives_both_texts(blocks: tuple[Element, ...]) -> None:
    assert _problems(document("single", (ENGLISH, blocks))) == []


@given(english=marked_blocks(), chinese=marked_blocks())
@settings(max_examples=40)
def test_render_docx__any_redline_in_columns_gives_both_texts(
    english: tuple[Element, ...], chinese: tuple[Element, ...]
) -> None:
    assert _problems(document("parallel", (ENGLISH, english), (TRADITIONAL, chinese))) == []


@given(english=marked_blocks(), chinese=marked_blocks())
@settings(max_examples=30)
def test_render_docx__any_redline_of_texts_in_a_row_gives_both(
    english: tuple[Element, ...], chinese: tuple[Element, ...]
) -> None:
    assert _problems(document("sequential", (ENGLISH, english), (TRADITIONAL, chinese))) == []


@pytest.mark.parametrize(
    ("layout", "tags"),
    [
        ("single", (ENGLISH,)),
        ("single", (TRADITIONAL,)),
        ("parallel", (ENGLISH, TRADITIONAL)),
        ("sequential", (TRADITIONAL, ENGLISH)),
    ],
)
def test_render_docx__gives_both_texts_in_every_layout(layout: Layout, tags: tuple[str, ...]) -> None:
    marked = document(layout, *((tag, text(tag)) for tag in tags))

    assert _problems(marked) == []
    assert render_docx(marked) == render_docx(marked)


def test_render_docx__words_that_changed() -> None:
    body = _tracked(
        '<p id="a" data-revision="changed">for <del data-change="c">two</del><ins data-change="c">three</ins></p>'
    )

    assert _words(body, ".//w:del") == ["two"]
    assert _words(body, ".//w:ins") == ["three"]
    assert body.find(f".//{W}del//{W}t") is None


MOVE = """
<p id="_was.a" data-revision="moved-from" data-change="m">valid for two years</p><p id="b">stays</p>
<p id="a" data-revision="moved-to" data-change="m">valid for <del data-change="c">two</del><ins
  data-change="c">three</ins> years</p><p id="z">end</p>
"""


def test_render_docx__shows_a_move_and_the_edits_inside_it() -> None:
    body = _tracked(MOVE)

    assert _words(body, ".//w:p/w:moveFrom") == ["valid for ", " years"]
    assert _words(body, ".//w:p/w:del") == ["two"]
    assert _words(body, ".//w:p/w:moveTo") == ["valid for ", " years"]
    assert _words(body, ".//w:p/w:ins") == ["three"]


def test_render_docx__pairs_the_ends_of_a_move_by_name() -> None:
    body = _tracked(MOVE)
    (left,), (arrived,) = (list(body.iter(f"{W}{end}RangeStart")) for end in ("moveFrom", "moveTo"))
    ends = [*body.iter(f"{W}moveFromRangeEnd"), *body.iter(f"{W}moveToRangeEnd")]

    assert left.get(f"{W}name") == arrived.get(f"{W}name") != ""
    assert all(each.get(f"{W}author") and each.get(f"{W}date") for each in (left, arrived))
    assert [dict(each.attrib) for each in ends] == [{f"{W}id": each.get(f"{W}id")} for each in (left, arrived)]


def test_render_docx__deletes_or_inserts_what_moved_without_another_end() -> None:
    body = _tracked(
        '<p id="a">stays</p><p id="_was.b" data-revision="moved-from" data-change="m">left</p><p id="c">z</p>'
    )

    assert _words(body, ".//w:p/w:del") == ["left"]
    assert body.find(f".//{W}moveFrom") is None


def test_render_docx__marks_a_row_with_its_words() -> None:
    body = _tracked(
        '<table class="grid" id="t"><tbody><tr><td><p>a</p></td></tr><tr data-revision="inserted" data-change="c">'
        '<td><p id="b" data-revision="inserted" data-change="c">new</p></td></tr></tbody></table><p id="z">end</p>'
    )
    rows = list(body.iter(f"{W}tr"))

    assert [row.find(f"{W}trPr/{W}ins") is not None for row in rows] == [False, True]
    assert _words(rows[1], ".//w:ins") == ["", "", "new"]


def test_render_docx__deleted_references_are_text_and_new_ones_live() -> None:
    body = _tracked(
        '<h2 id="term" data-number="clause:0" data-label="Paragraph 1">Term</h2>'
        '<p id="a" data-revision="changed">under <del data-change="c">Paragraph 4</del><ins data-change="c">'
        '<a class="ref" href="#term"><span data-of="term">Paragraph 1</span></a></ins></p>'
    )

    assert body.find(f".//{W}del//{W}instrText") is None
    assert body.find(f".//{W}del//{W}delInstrText") is None
    assert "REF b_term" in body.findtext(f".//{W}ins//{W}instrText")


def test_render_docx__a_reference_to_what_moved_leads_nowhere_in_the_old_text() -> None:
    body = _tracked(
        '<p id="_was.a" class="numbered" data-number="clause:1" data-label="(1)" data-revision="moved-from" '
        'data-change="m">moves</p><p id="b">under <a class="ref" href="#a"><span data-of="a">(1)</span></a></p>'
        '<p id="a" class="numbered" data-number="clause:1" data-label="(1)" data-revision="moved-to" '
        'data-change="m">moves</p><p id="z">end</p>'
    )

    assert _words(body, ".//w:p/w:del") == ["(1)"]
    assert "REF b_a_" in body.findtext(f".//{W}p/{W}ins//{W}instrText")


def test_render_docx__tracks_a_number_that_came() -> None:
    body = _tracked(
        '<p id="a" class="numbered" data-number="clause:1" data-label="(1)" data-was="" data-was-number="" '
        'data-was-class="plain">alone before</p><p id="z">end</p>'
    )
    (changed,) = body.iter(f"{W}pPrChange")

    assert changed.getparent().find(f"{W}numPr") is not None
    assert changed.find(f"{W}pPr/{W}numPr") is None


def test_render_docx__ties_the_mark_of_a_last_paragraph_to_the_one_before() -> None:
    body = _tracked('<p id="a">stays</p><p id="_was.b" data-revision="deleted" data-change="c">goes</p>')
    first, last = body.iterfind(f"{W}p")

    assert first.find(f"{W}pPr/{W}rPr/{W}del") is not None
    assert last.find(f"{W}pPr/{W}rPr") is None


def test_render_docx__gives_no_two_elements_one_id() -> None:
    package = open_package(render_docx(document("parallel", *((tag, text(tag)) for tag in (ENGLISH, TRADITIONAL)))))
    found: Counter[str] = Counter()
    for name in ("word/document.xml", "word/comments.xml"):
        part = package.parts[name]
        found.update(each.get(f"{W}id") for tag in CHANGES for each in part.iter(W + tag))
        found.update(each.get(f"{W}id") for tag in ("bookmarkStart", "comment") for each in part.iter(W + tag))
        found.update(each.get("id") for each in part.iter(f"{WP}docPr"))

    assert [identifier for identifier, count in found.items() if count > 1] == []


def test_render_docx__names_who_and_when_and_sets_neighbours_apart() -> None:
    body = _tracked(
        '<p id="a" data-revision="changed">a <ins data-change="c1">one</ins></p>'
        '<p id="b" data-revision="changed"><ins data-change="c2">two</ins> b</p>'
    )
    dates = [datetime.strptime(each.get(f"{W}date"), "%Y-%m-%dT%H:%M:%SZ") for each in body.iter(f"{W}ins")]

    assert {each.get(f"{W}author") for each in body.iter(f"{W}ins")} <= {"Chan", "李明"}
    assert abs(dates[0] - dates[1]) > timedelta(minutes=1)


def test_render_docx__tracks_a_running_title_that_changed() -> None:
    marked = document("single", (ENGLISH, parsed('<p id="a">stays</p>')))
    assert marked.redline
    was = tuple(replace(each, running_title="Old title", original_for="the Office") for each in marked.wordings)
    marked = replace(marked, redline=replace(marked.redline, wordings=was))
    header = open_package(render_docx(marked)).parts["word/header1.xml"]

    assert _problems(marked) == []
    assert (_words(header, ".//w:del"), _words(header, ".//w:ins")) == (["Old title"], ["Draft"])


def test_render_docx__keeps_the_number_of_a_scheme_that_only_the_old_text_has() -> None:
    gone = '<p id="_was.b" data-number="old:0" data-label="1." data-revision="deleted" data-change="c">b</p>'
    marked = document("single", (ENGLISH, parsed(f'<p id="a">a</p>{gone}<p id="z">z</p>')))
    assert marked.redline
    schemes = {"old": replace(marked.leading.schemes["annex"], name="old")}
    marked = replace(marked, redline=replace(marked.redline, wordings=(replace(marked.leading, schemes=schemes),)))

    assert _problems(marked) == []


def test_render_docx__comments_on_the_whole_and_where_a_language_stayed_behind() -> None:
    marked = document("parallel", *((tag, text(tag)) for tag in (ENGLISH, TRADITIONAL)))
    assert marked.redline
    marked = replace(marked, redline=replace(marked.redline, duties=("A report is due.",), new=Side("v9")))
    opened = docx.Document(BytesIO(render_docx(marked)))
    comments = [comment.text for comment in opened.comments]

    assert comments[0].splitlines()[0] == "Comparison: v1 → v9"
    assert "A report is due." in comments[0].splitlines()
    assert comments[1:] == [
        "Not changed here, though changed in 繁體中文.",
        "Not changed here, though changed in English.",
    ]
    assert {comment.author for comment in opened.comments} == {"mouflow"}


def test_render_docx__comments_in_the_words_of_the_labels() -> None:
    marked = document("single", (TRADITIONAL, text(TRADITIONAL)))
    comments = [each.text for each in docx.Document(BytesIO(render_docx(worded(marked, material())))).comments]

    assert comments[0].splitlines()[0] == "修訂對照：v1 → v2"
    assert _problems(worded(marked, material())) == []


def test_render_docx__goes_on_tracking() -> None:
    marked = document("single", (ENGLISH, text(ENGLISH)))
    anonymous = edited_package(
        build_reference(), "word/settings.xml", "<w:zoom", "<w:removePersonalInformation/><w:zoom"
    )
    opened = open_package(render_docx(replace(marked, reference=anonymous))).parts["word/settings.xml"]

    assert opened.find(f"{W}trackRevisions") is not None
    assert opened.find(f"{W}removePersonalInformation") is None


def test_render_docx__refuses_a_letterhead_under_review() -> None:
    change = '<w:sectPr><w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"/>'
    letterhead = edited_package(build_reference(), "word/document.xml", "<w:sectPr>", change)
    marked = document("single", (ENGLISH, text(ENGLISH)))

    with pytest.raises(MouflowError) as refused:
        render_docx(replace(marked, reference=letterhead))

    assert "tracked changes or comments" in str(refused.value)
