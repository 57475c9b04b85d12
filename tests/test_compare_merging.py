"""Two trees to one: what stayed, came, went, moved; accepting everything gives the new tree, rejecting the old one."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mouflow.compare.comparison import Comparison, compare
from mouflow.document import Authorship, Element, text_of, walk
from mouflow.document.marks import accepted, rejected
from mouflow.document.markup import parse_markup, write_markup
from mouflow.document.subset import TEXT_BLOCKS

NOW = datetime(2024, 6, 8, tzinfo=UTC)

SOMEBODY = Authorship("Chan Tai-man", NOW, "Agreed at the second round")


def compared(old: str, new: str, language: str = "en") -> Comparison:
    return compare({language: blocks(old)}, {language: blocks(new)}, lambda *_: SOMEBODY)


def blocks(markup: str) -> tuple[Element, ...]:
    return tuple(node for node in parse_markup(markup, "test") if isinstance(node, Element))


def shown(comparison: Comparison, language: str = "en") -> str:
    """Return the marked tree in short: ids, revisions, words in [-…-] and {+…+}."""
    markup = write_markup(comparison.blocks[language])
    markup = re.sub(r' data-change="c\d+"', "", markup)
    return markup.replace("<del>", "[-").replace("</del>", "-]").replace("<ins>", "{+").replace("</ins>", "+}")


def test_compare__words_inside_a_paragraph() -> None:
    found = compared(
        '<p id="term">This Memorandum will remain in effect for two years.</p>',
        '<p id="term">This Memorandum will remain in effect for three years.</p>',
    )
    assert shown(found) == (
        '<p id="term" data-revision="changed">This Memorandum will remain in effect for [-two-]{+three+} years.</p>'
    )
    (change,) = found.changes
    assert (change.kind, change.operation, change.old, change.new) == ("value", "replaced", "two", "three")
    assert change.old_offset == change.new_offset == len("This Memorandum will remain in effect for ")


def test_compare__equal_texts_have_no_change() -> None:
    text = '<section id="a.clause"><h2 id="a" data-label="1.">Aim</h2><p id="a.1">They will meet.</p></section>'
    found = compared(text, text)
    assert not found.changes
    assert not found.renumberings
    assert found.blocks["en"] == blocks(text)


def test_compare__a_moved_clause_with_an_edit_inside() -> None:
    first = '<section id="a.clause"><h2 id="a">Aim</h2><p id="aim">They will promote exchanges of talent.</p></section>'
    second = '<section id="b.clause"><h2 id="b">Term</h2><p id="time">It lasts {} years.</p></section>'
    found = compared(first + second.format("two"), second.format("three") + first)
    assert [(c.kind, c.operation, c.block) for c in found.changes] == [
        ("moved", "moved", "b"),
        ("value", "replaced", "time"),
    ]
    text = shown(found)
    assert '<p id="time" data-revision="moved-to">It lasts [-two-]{+three+} years.</p>' in text
    assert '<p id="_was.time" data-revision="moved-from">It lasts two years.</p>' in text
    assert text.count("moved-to") == text.count("moved-from") == 2


def test_compare__a_new_clause_is_one_change() -> None:
    kept = '<section id="a.clause"><h2 id="a">Aim</h2></section>'
    new = '<section id="b.clause"><h2 id="b">Costs</h2><p id="b.1">Each side bears its own.</p></section>'
    (change,) = compared(kept, kept + new).changes
    assert (change.operation, change.block, change.clause) == ("inserted", "b", "b")
    assert change.new == "Costs\nEach side bears its own."


def test_compare__renumbering_is_no_edit() -> None:
    heading = '<h2 id="{}" data-label="{}." data-number="clause:0">{}</h2>'
    old = heading.format("a", 1, "Aim") + heading.format("b", 2, "Term")
    new = heading.format("n", 1, "Meaning") + heading.format("a", 2, "Aim") + heading.format("b", 3, "Term")
    found = compared(old, new)
    assert [c.block for c in found.changes] == ["n"]
    assert [(r.block, r.old, r.new, r.heading) for r in found.renumberings] == [
        ("a", "1.", "2.", "Aim"),
        ("b", "2.", "3.", "Term"),
    ]
    assert 'data-was="1."' in shown(found)


def test_compare__a_reference_that_only_changed_its_number_is_consequential() -> None:
    link = '<a class="ref" href="#x">Paragraph <span data-of="x">{}</span></a>'
    text = f'<p id="p">As {link} says.</p><p id="x">X marks it.</p>'
    (change,) = compared(text.format("4"), text.format("5")).changes
    assert (change.kind, change.old, change.new) == ("consequential", "Paragraph 4", "Paragraph 5")


def test_compare__a_deleted_reference_is_no_link() -> None:
    link = '<a class="ref" href="#x">Paragraph <span data-of="x">4</span></a>'
    text = f'<p id="p">See {link}.</p><p id="y">Left alone here.</p>'
    found = compared(text, '<p id="y">Left alone here.</p>')
    assert '<p id="_was.p" data-revision="deleted">See <span class="ref">Paragraph 4</span>.</p>' in shown(found)


def test_compare__a_paragraph_that_was_alone_gets_a_number() -> None:
    found = compared(
        '<section id="a"><p id="a.one" class="plain">One thing.</p></section>',
        '<section id="a"><p id="a.one" class="numbered" data-number="clause:1" data-label="1.1">One thing.</p>'
        '<p id="a.two" class="numbered" data-number="clause:1" data-label="1.2">Another matter.</p></section>',
    )
    assert [c.block for c in found.changes] == ["a.two"]
    assert 'data-was="" data-was-number="" data-was-class="plain"' in shown(found)


def test_compare__rows_come_go_and_change_by_id() -> None:
    row = '<tr id="{0}"><td><p id="{0}.p">{1}</p></td><td><p id="{0}.q">{2}</p></td></tr>'
    table = '<table id="t" class="grid"><tbody>{}</tbody></table>'
    old = table.format(row.format("r1", "First report", "2026-06-30") + row.format("r2", "Visit", "2027-01-31"))
    new = table.format(
        row.format("r1", "First report", "2026-09-30") + row.format("r3", "Review meeting", "2028-02-28")
    )
    found = compared(old, new)
    assert [(c.kind, c.operation, c.old, c.new) for c in found.changes] == [
        ("value", "replaced", "2026-06-30", "2026-09-30"),
        ("substantive", "deleted", "Visit\n2027-01-31", ""),
        ("substantive", "inserted", "", "Review meeting\n2028-02-28"),
    ]
    assert '<tr id="_was.r2" data-revision="deleted">' in shown(found)
    assert '<tr id="r3" data-revision="inserted">' in shown(found)


def test_compare__blocks_that_only_their_place_names_are_known_by_their_words() -> None:
    found = compared(
        '<p id="_p1">The signing took place in Hong Kong.</p><p id="_p2">Talent moves both ways.</p>',
        '<p id="_p1">A word of welcome opened the ceremony.</p><p id="_p2">The signing took place in Hong Kong.</p>'
        '<p id="_p3">Talent moves both ways.</p>',
    )
    assert [(c.operation, c.new) for c in found.changes] == [("inserted", "A word of welcome opened the ceremony.")]


def test_compare__drift_is_told_at_the_block_in_both_languages() -> None:
    old = {"en": blocks('<p id="n">Six months of notice.</p>'), "zh-Hant-HK": blocks('<p id="n">六個月通知。</p>')}
    new = {"en": blocks('<p id="n">Three months of notice.</p>'), "zh-Hant-HK": blocks('<p id="n">六個月通知。</p>')}
    found = compare(old, new, lambda *_: SOMEBODY)
    (drift,) = found.drifts
    assert (drift.block, drift.changed, drift.unchanged) == ("n", ("en",), ("zh-Hant-HK",))
    assert all(found.blocks[tag][0].get("data-drift") == "zh-Hant-HK" for tag in new)


def test_compare__both_languages_changed_is_no_drift() -> None:
    old = {"en": blocks('<p id="n">Six months.</p>'), "zh-Hant-HK": blocks('<p id="n">六個月。</p>')}
    new = {"en": blocks('<p id="n">Three months.</p>'), "zh-Hant-HK": blocks('<p id="n">三個月。</p>')}
    assert not compare(old, new, lambda *_: SOMEBODY).drifts


WORDS = st.lists(
    st.sampled_from("the Participants will may report yearly 雙方 將 二 三 2 3 a , .".split()), min_size=1, max_size=8
)
IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])


@st.composite
def trees(draw: st.DrawFn) -> tuple[Element, ...]:
    names = draw(st.lists(IDS, unique=True, max_size=6))
    made: list[Element] = []
    for name in names:
        texts = [" ".join(draw(WORDS)) for _ in range(draw(st.integers(1, 3)))]
        match draw(st.integers(0, 3)):
            case 0:
                made.append(Element("p", {"id": name}, (texts[0],)))
            case 1:
                lines = tuple(Element("p", {"id": f"{name}.p{at}"}, (text,)) for at, text in enumerate(texts, 1))
                made.append(
                    Element("section", {"id": f"{name}.clause"}, (Element("h2", {"id": name}, ("Head",)), *lines))
                )
            case 2:
                rows = tuple(
                    Element("tr", {}, (Element("td", {}, (Element("p", {"id": f"{name}.r{at}"}, (text,)),)),))
                    for at, text in enumerate(texts)
                )
                made.append(Element("table", {"id": name}, (Element("tbody", {}, rows),)))
            case _:
                made += [Element("p", {"id": f"_p{len(made) + 1}"}, (texts[0],))]
    return tuple(made)


@given(trees(), trees())
def test_compare__accepting_gives_the_new_and_rejecting_the_old_text(
    old: tuple[Element, ...], new: tuple[Element, ...]
) -> None:
    found = compare({"en": old}, {"en": new}, lambda *_: SOMEBODY)
    assert texts(accepted(found.blocks["en"])) == texts(new)
    assert texts(rejected(found.blocks["en"])) == texts(old)


@given(trees(), trees())
def test_compare__ids_stand_once(old: tuple[Element, ...], new: tuple[Element, ...]) -> None:
    merged = compare({"en": old}, {"en": new}, lambda *_: SOMEBODY).blocks["en"]
    ids = [each.id for each in walk(merged) if each.id]
    assert len(ids) == len(set(ids))


@given(trees())
def test_compare__a_tree_with_itself_has_no_change(tree: tuple[Element, ...]) -> None:
    found = compare({"en": tree}, {"en": tree}, lambda *_: SOMEBODY)
    assert not found.changes
    assert found.blocks["en"] == tree


def texts(nodes: tuple[object, ...]) -> list[tuple[str, str]]:
    elements = walk(tuple(node for node in nodes if isinstance(node, Element)))
    return [(each.tag, text_of(each)) for each in elements if each.tag in TEXT_BLOCKS or each.tag == "tr"]


def test_compare__the_same_one_of_two_blocks_moved_in_every_language() -> None:
    long, short = "The first of these paragraphs is the longer one in English by far.", "A short one."
    words = {"en": (long, short), "zh-Hant-HK": ("首段。", "次段在中文本中反而較長。")}
    old = {tag: blocks(f'<p id="a">{a}</p><p id="b">{b}</p>') for tag, (a, b) in words.items()}
    new = {tag: blocks(f'<p id="b">{b}</p><p id="a">{a}</p>') for tag, (a, b) in words.items()}
    assert {change.block for change in compare(old, new, lambda *_: SOMEBODY).changes} == {"b"}


def test_compare__a_reference_to_a_block_that_has_another_id_now_is_the_same() -> None:
    link = '<a class="ref" href="#{0}.x">Paragraph 4</a>'
    text = '<p id="{0}.x">Exactly what this paragraph says.</p>' + f'<p id="{{0}}.p">See {link}.</p>'
    assert not compared(text.format("old"), text.format("new")).changes


def test_compare__the_asterisks_under_a_title_follow_from_it() -> None:
    text = '<h1 id="title">Talent{}</h1><p id="stars" class="stars">{}</p>'
    found = compared(text.format("", "******"), text.format(" hub", "**********"))
    assert [(change.block, change.kind) for change in found.changes] == [
        ("title", "substantive"),
        ("stars", "consequential"),
    ]


def test_compare__a_table_with_another_column_is_gone_and_come() -> None:
    old = '<table id="t"><tbody><tr id="r"><td><p id="a">Report</p></td></tr></tbody></table>'
    new = (
        '<table id="t"><tbody><tr id="r"><td><p id="a">Report</p></td><td><p id="b">June</p></td></tr></tbody></table>'
    )
    assert [change.operation for change in compared(old, new).changes] == ["deleted", "inserted"]


def test_compare__another_picture_or_its_description_is_gone_and_come() -> None:
    figure = '<figure id="f"><img src="{}" alt="{}"/><figcaption>The signing</figcaption></figure>'
    for new in (figure.format("b.png", "Two people"), figure.format("a.png", "Three people")):
        found = compared(figure.format("a.png", "Two people"), new)
        assert [(change.operation, change.kind) for change in found.changes] == [
            ("deleted", "substantive"),
            ("inserted", "substantive"),
        ]
