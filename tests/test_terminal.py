"""A redline in a terminal: what is shown of it, how it wraps, and that nothing raw gets out."""

from __future__ import annotations

import re
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.document import Change, Document, Redline, Side
from mouflow.document.markup import parse_markup
from mouflow.document.tree import Element
from mouflow.render.terminal import render_terminal
from mouflow.render.terminal.cells import cells, lines_of
from mouflow.render.terminal.names import block_name, on_one_line
from mouflow.render.terminal.runs import in_context, runs_of
from tests.redline_samples import CHAN, EN, LEE, ZH, change, paragraph, redline, redlined
from tests.render_samples import mou

SGR = re.compile("\x1b\\[[0-9;]*m")


def shown(document: Document, width: int = 100) -> str:
    return render_terminal(document, width)


def passage(document: Document, width: int = 100) -> str:
    """Return what stands between the head and the summary."""
    return shown(document, width).rpartition("Changes\n")[2].partition("\n\n")[2].rpartition("\n\n")[0]


def one(old: str, new: str, before: str = "", after: str = "") -> Document:
    """Return a paragraph in which one edit was made."""
    edit = (f'<del data-change="c1">{old}</del>' if old else "") + (f'<ins data-change="c1">{new}</ins>' if new else "")
    return paragraph(f"{before}{edit}{after}", change("c1", "substantive", "aim.text", old, new))


def test_render_terminal__tells_everything_once_and_the_languages_together() -> None:
    assert (
        shown(redlined())
        == """\
Memorandum
old: v1 (0f1e2d3c4b, 2024-06-01)
new: the files as they are

Changes
               en-HK  zh-Hant-HK
  substantive  2      0
  value        2      0
  moved        1      0
  drift: 1 place where the languages no longer agree, marked below
  5 changes: Chan Tai Man, 2024-06-03, 1a2b3c4d5e: Longer term

What is owed
  Our Office owes a report by 30 June.

Layout
  templates/mou/style.css

Numbers
  en-HK       Paragraph 2  → Paragraph 1  Term
  zh-Hant-HK  第二條       → 第一條       期限

Paragraph 1 Costs  [costs]  en-HK  moved
    [moved to Paragraph 2, with what stands under it]

Paragraph 2(1) → Paragraph 1(1) Term  [term.length]  en-HK  value
    This Memorandum is valid for [-two (2)-]{+three (3)+} years.
    ! drift: changed in en-HK, not in zh-Hant-HK

第二條一 → 第一條一 期限  [term.length]  zh-Hant-HK  drift
    本備忘錄有效期為兩年。
    ! drift: changed in en-HK, not in zh-Hant-HK

Paragraph 1 → Paragraph 2 Costs  [costs]  en-HK  substantive, moved
    [moved from Paragraph 1, with what stands under it]
    Paragraph 2 Costs
    Each bears [-two thirds-]{+half+}.

dates.report  en-HK  substantive
    {+Report | 30 June+}

dates.visit  en-HK  value
    Visit | 30 [-June-]{+September+}

5 changes: 2 substantive, 2 value, 1 moved; drift in 1 place; 2 new numbers; 1 change of layout
"""
    )


def test_render_terminal__colour_is_not_the_only_sign() -> None:
    told = render_terminal(redlined(), 100, colour=True, name="x/mou")
    assert told.startswith("\x1b[1mx/mou\x1b[0m\n")
    assert "for \x1b[9;31mtwo (2)\x1b[0m\x1b[4;32mthree (3)\x1b[0m years." in told
    plain = SGR.sub("", told)
    assert "\x1b" not in plain
    assert "for two (2)three (3) years." in plain


def test_render_terminal__no_style_goes_over_the_end_of_a_line() -> None:
    told = render_terminal(one("", "new words " * 40), 40, colour=True)
    lines = [line for line in told.splitlines() if "words" in line]
    assert len(lines) > 5
    for line in lines:
        assert line.count("\x1b[4;32m") == line.count("\x1b[0m") == 1


def test_render_terminal__names_authors_at_passages_where_there_are_several() -> None:
    first, second, *others = redline().changes
    marks = replace(redline(), changes=(first, replace(second, authorship=LEE), *others))
    told = shown(redlined(marks=marks))
    assert "  1 change: 李小明, 2024-06-05, not recorded yet: 轉移會商機制" in told
    assert "value\n  李小明, 2024-06-05, not recorded yet: 轉移會商機制\n    This Memorandum" in told


def test_render_terminal__shows_only_what_was_selected() -> None:
    values = tuple(each for each in redline().changes if each.kind == "value")
    told = shown(redlined(marks=Redline(Side("v1"), Side("v2"), values)))
    assert "[term.length]  en-HK  value" in told
    assert "  3 changes of other kinds left out" in told
    assert "half" not in told
    assert "drift" not in told


def test_render_terminal__no_changes() -> None:
    assert shown(redlined(marks=Redline(Side("v1"), Side("v2")))).endswith("\nno changes\n")


def test_render_terminal__a_document_that_is_no_redline() -> None:
    with pytest.raises(ValueError, match="without a redline"):
        shown(mou("en"))


def test_render_terminal__a_clause_that_came_is_told_once_with_its_paragraphs() -> None:
    markup = (
        '<section id="fees.clause"><h2 id="fees" lang="en-HK" data-number="clause:0" data-label="Paragraph 3" '
        'data-revision="inserted" data-change="c1">Fees</h2><p id="fees.none" lang="en-HK" data-number="clause:1" '
        'data-label="(1)" data-revision="inserted" data-change="c1">None are due.</p></section>'
    )
    marks = Redline(Side("v1"), Side("v2"), (change("c1", "substantive", "fees", "", "Fees\nNone are due."),))
    assert passage(redlined(markup, marks)) == (
        "Paragraph 3 Fees  [fees]  en-HK  substantive\n    Paragraph 3 {+Fees+}\n    (1) {+None are due.+}"
    )


def test_render_terminal__a_picture_that_came() -> None:
    markup = (
        '<figure id="f"><img id="i" lang="en-HK" src="a.png" alt="Signing" data-revision="inserted" '
        'data-change="c1"/></figure>'
    )
    marks = Redline(Side("v1"), Side("v2"), (change("c1", "typographic", "i", "", ""),))
    assert passage(redlined(markup, marks)).endswith("{+(picture: Signing)+}")


def test_render_terminal__parallel_layout_shows_a_passage_in_both_languages_together() -> None:
    def cell(block: str, language: str, identifier: str) -> str:
        edit = f'Text<ins data-change="{identifier}">!</ins>'
        return f'<td><p id="{block}~{language}" lang="{language}" data-revision="changed">{edit}</p></td>'

    places = [("one", EN, "c1"), ("one", ZH, "c3"), ("two", EN, "c2"), ("two", ZH, "c4")]
    one, also_one, two, also_two = (cell(*place) for place in places)
    markup = f'<table class="parallel"><tbody><tr>{one}{also_one}</tr><tr>{two}{also_two}</tr></tbody></table>'
    changes = (change(name, "typographic", at, "", "!", clause="", language=tag) for at, tag, name in places)
    told = passage(redlined(markup, Redline(Side("v1"), Side("v2"), tuple(changes))))
    headings = [line for line in told.splitlines() if "typographic" in line]
    assert headings == [f"{block}  {language}  typographic" for block, language, _ in places]


def test_render_terminal__a_change_in_one_language_stands_where_the_others_have_the_passage() -> None:
    english = (
        '<p id="one~en-HK" lang="en-HK">One</p><p id="two~en-HK" lang="en-HK">Two<ins data-change="c1">!</ins></p>'
    )
    chinese = '<p id="one~zh-Hant-HK" lang="zh-Hant-HK">一<ins data-change="c2">！</ins></p>'
    changes = (
        change("c1", "typographic", "two", "", "!", clause=""),
        change("c2", "typographic", "one", "", "！", clause="", language=ZH),
    )
    told = passage(redlined(english + chinese, Redline(Side("v1"), Side("v2"), changes)))
    assert told.index("一{+！+}") < told.index("Two{+!+}")


def test_render_terminal__a_row_is_known_by_the_first_id_in_it() -> None:
    markup = (
        '<table id="facts"><tbody><tr><th lang="en-HK">Time:</th><td id="time"><p lang="en-HK">11:'
        '<del data-change="c1">00</del><ins data-change="c1">30</ins></p><p lang="zh-Hant-HK">上午</p></td></tr>'
        "</tbody></table>"
    )
    marks = Redline(Side("v1"), Side("v2"), (change("c1", "value", "time", "00", "30", clause=""),))
    assert passage(redlined(markup, marks)) == "time  en-HK  value\n    Time: | 11:[-00-]{+30+}"


def test_in_context__cuts_long_unchanged_stretches_only() -> None:
    words = " ".join(f"w{n}" for n in range(60))
    told = passage(one("old", "new", before=f"{words} ", after=f" {words}"))
    assert "    … w48 w49" in told
    assert "[-old-]{+new+} w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 …" in " ".join(told.split())


def test_in_context__counts_han_characters() -> None:
    told = passage(one("兩", "三", before="甲" * 80, after="乙" * 80)).replace("\n    ", "")
    assert told.endswith("…" + "甲" * 24 + "[-兩-]{+三+}" + "乙" * 24 + "…")


def test_in_context__leaves_short_text_whole() -> None:
    assert passage(one("兩", "三", "有效期為", "年。")).endswith("有效期為[-兩-]{+三+}年。")


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("", " ", "{+␣+}"),
        (" ", "&#160;", "[-␣-]{+⍽+}"),
        ("", "&#12288;", "{+<U+3000>+}"),
        ("", "<br/>", "{+↵"),
        ("&#8203;", "", "[-\ufffd-]"),
    ],
)
def test_in_context__shows_edits_that_no_one_would_see(old: str, new: str, seen: str) -> None:
    assert seen in passage(one(old, new, "a", "b"))


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x1b\x9b\x07\u202e\u2066\u200f\x08"))


@given(HOSTILE, st.integers(1, 60), st.booleans())
def test_render_terminal__nothing_reaches_the_terminal_raw(text: str, width: int, colour: bool) -> None:
    names = replace(CHAN, name=text, reason=text, commit=text)
    marks = Redline(
        Side(text, text),
        Side(text),
        (replace(change("c1", "value", "a", text, text), authorship=names),),
        layout_changes=(text,),
        duties=(text,),
    )
    block = Element("p", {"id": text or "a", "lang": "en-HK", "data-revision": "changed", "data-label": text}, (
        text, Element("del", {"data-change": "c1"}, (text,)), Element("ins", {"data-change": "c1"}, (text,)), text,
    ))  # fmt: skip
    told = render_terminal(replace(redlined(marks=marks), blocks=(block,)), width, colour=colour, name=text)
    plain = SGR.sub("", told) if colour else told
    assert all(sign.isprintable() or sign in "\n\u3000" or sign.isspace() for sign in plain)
    assert not set(plain) & set("\x1b\x9b\x07\x08\r\u202e\u2066\u200f\u2028\x85\x0b\x0c\x1c")
    assert all(cells(line) <= max(width, 20) for line in plain.split("\n"))


WORDS = st.text(st.sampled_from("ab 雙方年，。」「（.)[{+-]}é\u0301\n"), max_size=80)


@given(WORDS, st.integers(2, 30))
def test_lines_of__loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = [text[each] for each in lines_of(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


@given(
    st.lists(st.sampled_from(["雙方", "每年", "會面", "「人才」", "（上海）", "檢視進展，", "另議。"])).map("".join),
    st.integers(8, 30),
)
def test_lines_of__punctuation_stays_with_its_word(text: str, width: int) -> None:
    for line in (text[each] for each in lines_of(text, width)):
        assert line[0] not in "，。」）"
        assert line[-1] not in "「（"


def test_lines_of__marks_stay_with_their_words() -> None:
    text = "有效期為[-兩-]{+三+}年"
    for width in range(8, 20):
        for line in (text[each] for each in lines_of(text, width)):
            assert not line.endswith(("[-", "{+", "[", "{"))
            assert not line.startswith(("-]", "+}", "]", "}"))


@pytest.mark.parametrize(
    "text",
    ["甲" * 3_000_000, "word " * 2_000_000, "x" * 10_000_000, "e" + "\u0301" * 5_000_000],
    ids=["han", "words", "one word", "combining"],
)
def test_render_terminal__ten_megabytes_stay_quick(text: str) -> None:
    block = Element("p", {"id": "a", "lang": "en-HK", "data-revision": "changed"}, (
        text, Element("ins", {"data-change": "c1"}, ("new",)), text,
    ))  # fmt: skip
    document = replace(one("", "new"), blocks=(block,))
    started = perf_counter()
    told = render_terminal(document, 100)
    assert perf_counter() - started < 5
    assert len(told) < 3000


def test_render_terminal__ten_new_megabytes_are_shown_in_seconds() -> None:
    text = "雙方每年會面，檢視進展。" * 250_000
    changes: tuple[Change, ...] = (change("c1", "substantive", "a", "", text),)
    block = Element("p", {"id": "a", "lang": "zh-Hant-HK", "data-revision": "inserted", "data-change": "c1"}, (text,))
    document = replace(redlined(marks=Redline(Side("v1"), Side("v2"), changes)), blocks=(block,))
    started = perf_counter()
    told = render_terminal(document, 100, colour=True)
    assert perf_counter() - started < 20
    assert SGR.sub("", told).count("檢視進展") > 200_000


def test_runs_of__edits_inside_emphasis_and_references() -> None:
    (block,) = parse_markup('<p>a <strong>b<ins data-change="c1">c</ins></strong><a href="#x">d</a></p>', "sample")
    assert isinstance(block, Element)
    assert [(run.text, run.mark) for run in in_context(runs_of(block))] == [("a b", ""), ("c", "ins"), ("d", "")]


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("_witnesses.tbody2.tr3.td1.p1", "witnesses, row 3"),
        ("_title", "title"),
        ("areas.tr-first", "areas.tr-first"),
        ("work-plan.meeting", "work-plan.meeting"),
        ("", ""),
    ],
)
def test_block_name__is_no_path_in_the_tree(identifier: str, name: str) -> None:
    assert block_name(identifier) == name


def test_on_one_line__cuts_a_long_title_short() -> None:
    assert on_one_line("Memorandum\nbetween\nA and B") == "Memorandum between A and B"
    assert on_one_line("x" * 10_000_000) == "x" * 59 + "…"
    assert cells(on_one_line("備" * 61)) <= 60
