"""The resolver by hand-written WordprocessingML, and a proof that fails when anything at all is amiss."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from mouflow.proof import accept_all, prove, reject_all
from mouflow.render.docx import render_docx
from mouflow.render.docx.reference import build_reference

from .docx_samples import ENGLISH
from .tracked_samples import both, document, edited_package, text

WHO = 'w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"'
CELLS = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>{}</w:tbl>'


def _paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def _change(tag: str, words: str) -> str:
    return f"<w:{tag} {WHO}>{_run(words, 'delText' if tag == 'del' else 't')}</w:{tag}>"


def _mark(tag: str) -> str:
    return f"<w:rPr><w:{tag} {WHO}/></w:rPr>"


def _row(content: str, mark: str = "") -> str:
    marked = f"<w:trPr><w:{mark} {WHO}/></w:trPr>" if mark else ""
    return f"<w:tr>{marked}<w:tc><w:tcPr/>{content}</w:tc></w:tr>"


def _both(body: str) -> tuple[list[str], list[str]]:
    data = edited_package(build_reference(), "word/document.xml", "<w:body>", f"<w:body>{body}")
    return [each.text or each.kind for each in accept_all(data).body], [
        each.text or each.kind for each in reject_all(data).body
    ]


@pytest.mark.parametrize(
    ("body", "new", "old"),
    [
        (_paragraph(_run("a ") + _change("del", "b") + _change("ins", "c")), ["a c"], ["a b"]),
        (
            _paragraph(_change("moveFrom", "a")) + _paragraph(_change("moveTo", "b")),
            ["paragraph", "b"],
            ["a", "paragraph"],
        ),
        (_paragraph(_change("del", "a"), _mark("del")) + _paragraph(_run("b")), ["b"], ["a", "b"]),
        (_paragraph(_run("a"), _mark("ins")) + _paragraph(_change("ins", "b")), ["a", "b"], ["a"]),
        (_paragraph(_run("a")) + _paragraph(_change("ins", "b"), _mark("ins")), ["a", "b"], ["a", "paragraph"]),
        (
            CELLS.format(_row(_paragraph(_change("ins", "a")), "ins")) + _paragraph(_run("b")),
            ["row", "cell", "a", "b"],
            ["b"],
        ),
        (CELLS.format(_row(_paragraph(_change("ins", "a")))), ["row", "cell", "a"], ["row", "cell", "paragraph"]),
        (
            _paragraph(_change("del", "a"), _mark("del")) + CELLS.format(_row(_paragraph(_run("b")))),
            ["row", "cell", "b"],
            ["a", "row", "cell", "b"],
        ),
    ],
)
def test_accept_all__and_reject_all_follow_the_standard(body: str, new: list[str], old: list[str]) -> None:
    assert _both(body) == (new, old)


def test_reject_all__gives_a_paragraph_the_number_it_had() -> None:
    number = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    body = _paragraph(_run("a"), f"<w:pPrChange {WHO}><w:pPr>{number}</w:pPr></w:pPrChange>")
    data = edited_package(build_reference(), "word/document.xml", "<w:body>", f"<w:body>{body}")

    assert [each.level for each in accept_all(data).body] == [""]
    assert [each.level for each in reject_all(data).body] == ["7, level 2"]


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("<w:t>three </w:t>", "<w:t>Three </w:t>", "new"),
        ('<w:delText xml:space="preserve">two </w:delText>', "<w:delText>two</w:delText>", "old"),
        ("<w:t>Visit</w:t>", "<w:t>visit</w:t>", "new old"),
        ('<w:ilvl w:val="1"/>', '<w:ilvl w:val="0"/>', "new old"),
        ("<w:cantSplit/><w:ins ", "<w:cantSplit/><w:hidden ", "old"),
    ],
)
def test_prove__finds_the_least_difference(old: str, new: str, failing: str) -> None:
    marked = document("single", (ENGLISH, text(ENGLISH)))
    before, after = map(render_docx, both(marked))
    whole = render_docx(marked)
    old = old if old.encode() in _body(whole) else old.replace("<w:t>", '<w:t xml:space="preserve">')
    broken = edited_package(whole, "word/document.xml", old, new)

    problems = prove(broken, before, after)

    assert prove(whole, before, after) == []
    assert [each.code for each in problems] == ["redline-proof"] * len(failing.split())
    assert [
        word for word in ("new", "old") for each in problems if f"the {word} text" in each.message
    ] == failing.split()


def test_prove__names_the_place_and_both_words() -> None:
    marked = document("single", (ENGLISH, text(ENGLISH)))
    before, after = map(render_docx, both(marked))
    broken = edited_package(render_docx(marked), "word/document.xml", "First report", "First reports")

    (problem,) = prove(broken, before, after)

    assert problem.message == (
        "rejecting all changes does not give the old text: in the text, paragraph 11 (row 2), "
        "'First reports' stands for 'First report'"
    )


def _body(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as zipped:
        return zipped.read("word/document.xml")
