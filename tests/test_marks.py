"""Both texts of a marked tree: what accepting and rejecting leave, written by hand."""

from __future__ import annotations

import pytest

from mouflow.document.marks import Standing, accepted, rejected, standing
from mouflow.document.markup import parse_markup, write_markup
from mouflow.document.tree import Element

MOVED = """
<p id="_was.a" data-revision="moved-from" data-change="c1" data-label="(1)" data-number="clause:1">two years</p>
<p id="b" data-label="(1)" data-number="clause:1" data-was="(2)">stays</p>
<p id="a" data-revision="moved-to" data-change="c1" data-label="(2)" data-number="clause:1"
><del data-change="c2">two</del><ins data-change="c2">three</ins> years</p>
"""


def _both(markup: str) -> tuple[str, str]:
    nodes = parse_markup(markup, "test")
    return write_markup(accepted(nodes)), write_markup(rejected(nodes))


def test_accepted__unwraps_insertions_and_drops_deletions() -> None:
    new, old = _both(
        '<p id="a" data-revision="changed" data-drift="en-HK">valid for <del data-change="c1">two</del>'
        '<ins data-change="c1"><strong>three</strong></ins> years</p>'
    )

    assert new == '<p id="a">valid for <strong>three</strong> years</p>'
    assert old == '<p id="a">valid for two years</p>'


def test_accepted__keeps_the_marks_that_a_template_wrote_itself() -> None:
    markup = "<p>it <ins>noted</ins> and <del>agreed</del></p>"

    assert _both(markup) == (markup, markup)


def test_rejected__puts_a_moved_block_back_with_its_old_words_id_and_number() -> None:
    new, old = _both(MOVED)

    assert new == (
        '<p id="b" data-label="(1)" data-number="clause:1">stays</p>'
        '<p id="a" data-label="(2)" data-number="clause:1">three years</p>'
    )
    assert old == (
        '<p id="a" data-label="(1)" data-number="clause:1">two years</p>'
        '<p id="b" data-label="(2)" data-number="clause:1">stays</p>'
    )


def test_rejected__gives_a_block_the_level_and_classes_it_had() -> None:
    new, old = _both(
        '<p id="a" class="numbered" data-number="clause:1" data-label="一" data-mark="、" '
        'data-was="" data-was-number="" data-was-class="plain">甲</p>'
    )

    assert new == '<p id="a" class="numbered" data-number="clause:1" data-label="一" data-mark="、">甲</p>'
    assert old == '<p id="a" class="plain">甲</p>'


def test_accepted__drops_groups_and_tables_with_all_they_hold() -> None:
    new, old = _both(
        '<section id="_was.s"><h2 id="_was.h" data-revision="deleted" data-change="c1">Costs</h2>'
        '<table id="_was.t"><colgroup><col data-width="1"/></colgroup><tbody>'
        '<tr data-revision="deleted" data-change="c1"><td><p data-revision="deleted" data-change="c1">a</p></td></tr>'
        "</tbody></table></section><hr/>"
    )

    assert new == "<hr>"
    assert old == (
        '<section id="s"><h2 id="h">Costs</h2><table id="t"><colgroup><col data-width="1"></colgroup>'
        "<tbody><tr><td><p>a</p></td></tr></tbody></table></section><hr>"
    )


def test_accepted__keeps_an_empty_cell_but_drops_a_marked_row() -> None:
    new, old = _both(
        '<table class="grid"><tbody><tr><td><p data-revision="deleted" data-change="c1">a</p></td></tr>'
        '<tr data-revision="inserted" data-change="c2"><td><p data-revision="inserted" data-change="c2">b</p></td></tr>'
        "</tbody></table>"
    )

    assert new == '<table class="grid"><tbody><tr><td></td></tr><tr><td><p>b</p></td></tr></tbody></table>'
    assert old == '<table class="grid"><tbody><tr><td><p>a</p></td></tr></tbody></table>'


def _columns(*cells: str) -> str:
    rows = "".join(f"<tr><td>{cell}</td><td></td></tr>" for cell in cells)
    return f'<table class="parallel"><thead><tr><th>English</th><th>中文</th></tr></thead><tbody>{rows}</tbody></table>'


def test_accepted__drops_rows_of_a_parallel_table_whose_blocks_are_gone() -> None:
    new, old = _both(_columns("<p>a</p>", '<p data-revision="deleted" data-change="c1">b</p>'))

    assert (new, old) == (_columns("<p>a</p>"), _columns("<p>a</p>", "<p>b</p>"))


def test_rejected__joins_parallel_tables_that_an_insertion_parted() -> None:
    new, old = _both(
        _columns("<p>a</p>") + '<p data-revision="inserted" data-change="c1">between</p>' + _columns("<p>b</p>")
    )

    assert new == _columns("<p>a</p>") + "<p>between</p>" + _columns("<p>b</p>")
    assert old == _columns("<p>a</p>", "<p>b</p>")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a</p>", Standing.BOTH),
        ('<p data-revision="changed">a</p>', Standing.BOTH),
        ("<div></div>", Standing.BOTH),
        ('<div><p data-revision="moved-to" data-change="c1">a</p></div>', Standing.NEW),
        ('<div><p data-revision="moved-to" data-change="c1">a</p><p>b</p></div>', Standing.BOTH),
    ],
)
def test_standing__of_a_group_is_that_of_what_it_holds(markup: str, expected: Standing) -> None:
    (element,) = parse_markup(markup, "test")
    assert isinstance(element, Element)

    assert standing(element) is expected
