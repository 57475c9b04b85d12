"""DOCX: valid packages, ids, references, numbers, headers and facts, read back from the XML."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree
from PIL import Image as Picture

from mouflow.diagnostics import MouflowError
from mouflow.document import Document, Element, Level, Scheme, mapped, walk
from mouflow.render.docx import render_docx
from mouflow.render.docx.identity import bookmark_name, read_block_record
from mouflow.render.docx.numbering import leaves_room
from mouflow.render.docx.placeholder import grey_png
from mouflow.render.docx.reference import build_reference

from .docx_samples import CASES, ENGLISH, SVG, TEXT, TRADITIONAL, sample
from .ooxml import W, check_package, open_package

ROOT = Path(__file__).parent.parent
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def english() -> Document:
    return sample("single", ENGLISH, clauses=2)


@pytest.fixture(scope="module")
def body(english: Document) -> Any:
    return open_package(render_docx(english)).body


def _texts(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _paragraph(body: Any, identifier: str) -> Any:
    (start,) = body.iterfind(f".//{W}bookmarkStart[@{W}name='{bookmark_name(identifier)}']")
    return start.getparent()


@pytest.mark.parametrize("case", CASES)
def test_render_docx__keeps_the_rules_of_ecma_376(case: str) -> None:
    layout, tags = CASES[case]

    assert check_package(render_docx(sample(layout, *tags, clauses=3))) == []


@pytest.mark.parametrize("case", ["single-en", "parallel-en-zh-Hant", "sequential-all"])
def test_render_docx__marks_every_block_with_its_id(case: str) -> None:
    layout, tags = CASES[case]
    document = sample(layout, *tags, clauses=2)
    package = open_package(render_docx(document))
    record = read_block_record(package.members["customXml/item1.xml"])
    names = [each.get(f"{W}name") for each in package.body.iter(f"{W}bookmarkStart")]

    assert [record[name] for name in names] == [block.id for block in walk(document.blocks) if block.id]


def test_bookmark_name__is_legal_distinct_and_stable() -> None:
    long = "a-very-long-clause-id.with-many-parts.and-more"
    names = {bookmark_name(each) for each in (long, long + "x", "a.b", "a-b", "a_b", "a.b~zh-Hant-HK")}

    assert len(names) == 6
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() and name[0].isalpha() for name in names)
    assert bookmark_name("mechanism.meeting~en-HK") == "b_mechanism_meeting_en_HK_cecd68d3"


def test_render_docx__writes_references_as_live_fields_with_their_cached_text(body: Any) -> None:
    paragraph = _paragraph(body, "c2.p1")
    codes = [(each.text or "").split() for each in paragraph.iter(f"{W}instrText")]

    assert codes[:3] == [["REF", bookmark_name(i), r"\n", r"\h"] for i in ("c2", "c2.p1", "c2.i2")]
    assert _texts(paragraph).endswith("in Paragraph 2(1)(b); Annex 1.")


def test_render_docx__numbers_natively_and_keeps_the_mark_as_text() -> None:
    package = open_package(render_docx(sample("single", TRADITIONAL, clauses=1)))
    paragraph = _paragraph(package.body, "c1.p1")
    number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    numbering = package.parts["word/numbering.xml"]
    abstract = numbering.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
    level = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl[@{W}ilvl='1']")

    assert _texts(paragraph).startswith("、每年")
    assert level.find(f"{W}lvlText").get(f"{W}val") == "%2"
    assert level.find(f"{W}numFmt").get(f"{W}val") == "chineseCountingThousand"
    assert level.find(f"{W}suff").get(f"{W}val") == "nothing"


def test_render_docx__sets_no_tab_where_wide_brackets_fill_the_hang() -> None:
    package = open_package(render_docx(sample("single", TRADITIONAL, clauses=1)))
    level = next(
        level
        for level in package.parts["word/numbering.xml"].iter(f"{W}lvl")
        if level.find(f"{W}lvlText").get(f"{W}val") == "（%3）"
    )

    assert level.find(f"{W}suff").get(f"{W}val") == "nothing"


def test_render_docx__repeats_header_rows_and_keeps_signatures_whole(body: Any) -> None:
    grid, signatures = (
        next(t for t in body.iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == style)
        for style in ("TableGrid", "Signatures")
    )

    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in grid.iter(f"{W}tr")] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in signatures.iter(f"{W}tr"))


def test_render_docx__lets_only_long_rows_of_the_parallel_table_break() -> None:
    document = sample("parallel", ENGLISH, TRADITIONAL, clauses=1)
    words = "The Participants will work together. " * 20
    long = mapped(document.blocks, lambda each: each.with_children(words) if each.id == f"c1.p1~{ENGLISH}" else each)
    package = open_package(render_docx(replace(document, blocks=long)))  # type: ignore[arg-type]
    table = next(package.body.iter(f"{W}tbl"))
    head, *rows = table.iterchildren(f"{W}tr")
    broken = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]

    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert [words.strip() in "".join(row.itertext()) for row in broken] == [True]
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_render_docx__starts_the_annex_on_a_new_page(body: Any) -> None:
    assert _paragraph(body, "annex").find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert _paragraph(body, "centre").find(f"{W}pPr/{W}pageBreakBefore") is None


def test_render_docx__starts_the_annex_on_a_new_page_in_columns() -> None:
    package = open_package(render_docx(sample("parallel", ENGLISH, TRADITIONAL, clauses=1)))
    table = next(_paragraph(package.body, "annex~en-HK").iterancestors(f"{W}tbl"))

    assert table.getprevious().find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_render_docx__holds_the_testimonium_to_the_signatures_in_columns() -> None:
    package = open_package(render_docx(sample("parallel", ENGLISH, TRADITIONAL, clauses=1)))
    table = next(_paragraph(package.body, "testimonium~en-HK").iterancestors(f"{W}tbl"))
    signatures = table.getnext().getnext()

    assert len(table.findall(f"{W}tr")) == 1
    assert table.getnext().find(f"{W}pPr/{W}keepNext") is not None
    assert signatures.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "Signatures"


def test_render_docx__lets_the_last_paragraph_of_what_is_kept_go(english: Document) -> None:
    def paragraph(identifier: str) -> Element:
        return Element("p", {"id": identifier, "lang": ENGLISH}, (identifier,))

    kept = Element("div", {"id": "kept", "class": "keep"}, (paragraph("first"), paragraph("last")))
    body = open_package(render_docx(replace(english, blocks=(kept, paragraph("after"))))).body
    held = [_paragraph(body, each).find(f"{W}pPr/{W}keepNext") is not None for each in ("first", "last", "after")]

    assert held == [True, False, False]


def test_render_docx__gives_each_language_of_a_sequence_its_own_header_and_footer() -> None:
    word = docx.Document(BytesIO(render_docx(sample("sequential", ENGLISH, TRADITIONAL, clauses=1))))

    assert [section.header.paragraphs[0].text for section in word.sections] == [
        TEXT[ENGLISH]["title"],
        TEXT[TRADITIONAL]["title"],
    ]
    assert [[line.text for line in section.footer.paragraphs] for section in word.sections] == [
        ["Original for the North Office", "1 / 1"],
        ["北方辦公室存本", "第1頁，共1頁"],
    ]


def test_render_docx__sets_the_margins_of_two_languages_at_the_two_ends() -> None:
    section = docx.Document(BytesIO(render_docx(sample("parallel", ENGLISH, TRADITIONAL, clauses=1)))).sections[0]
    cells = [section.footer.tables[0].cell(0, column) for column in (0, 1)]

    assert [cell.text for cell in cells] == ["Original for the North Office\n1 / 1", "北方辦公室存本\n第1頁，共1頁"]
    assert [cell.paragraphs[0].alignment for cell in cells] == [WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT]
    assert section.header.tables[0].cell(0, 1).text == TEXT[TRADITIONAL]["title"]


def test_render_docx__does_not_stretch_a_line_before_a_break() -> None:
    """Chinese text is justified; Word would set such a line flush on both sides."""
    for reference in (b"", _letterhead()):
        document = replace(sample("single", TRADITIONAL, clauses=1), reference=reference)
        settings = open_package(render_docx(document)).parts["word/settings.xml"]

        assert settings.find(f"{W}compat/{W}doNotExpandShiftReturn") is not None


def test_render_docx__shades_heading_rows_of_grids_only(body: Any) -> None:
    heads = {
        table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val"): table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow")
        for table in body.iter(f"{W}tbl")
    }
    shade = _styles(sample("single", ENGLISH, clauses=1))["TableGrid"].find(f"{W}tblStylePr/{W}tcPr/{W}shd")

    assert (heads["TableGrid"], heads["Signatures"]) == ("1", "0")
    assert shade.get(f"{W}fill") == "F1EFE8"


def test_render_docx__counts_pages_with_fields() -> None:
    package = open_package(render_docx(sample("single", TRADITIONAL, clauses=1)))
    footer = next(part for name, part in package.stories() if "footer" in name)

    assert [each.text.strip() for each in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_grey_png__has_the_proportions_of_the_picture_it_stands_for() -> None:
    picture = Picture.open(BytesIO(grey_png(800, 400)))

    assert (picture.size, picture.getpixel((0, 0))) == ((64, 32), 0xE8)


@pytest.mark.parametrize(
    ("label", "room"), [("(i)", True), ("一", True), ("一、", True), ("（一）", False), ("十一、", False)]
)
def test_leaves_room__knows_labels_that_overrun_their_hang(label: str, room: bool) -> None:
    assert leaves_room(label, 2.4) is room


def test_render_docx__shows_pictures_with_their_alternative_text(english: Document) -> None:
    package = open_package(render_docx(english))
    drawings = [each.get("descr") for each in package.body.iter(f"{WP}docPr")]

    assert drawings == ["Hall & people", "Seal", "Seal"]
    assert SVG in package.members.values()
    widest = max(int(each.get("cx")) for each in package.body.iter(f"{WP}extent"))
    assert widest <= (11906 - 2 * 1633) * 635


def test_render_docx__describes_the_file(english: Document) -> None:
    facts = replace(english.metadata, keywords=("talent", "人才"), subject="Exchanges")
    properties = docx.Document(BytesIO(render_docx(replace(english, metadata=facts)))).core_properties

    assert (properties.title, properties.author) == (TEXT[ENGLISH]["title"], "North Office")
    assert (properties.keywords, properties.subject) == ("talent, 人才", "Exchanges")
    assert properties.language == "en-HK"
    assert properties.created == properties.modified == english.metadata.created


def test_render_docx__cuts_a_title_longer_than_a_core_property_may_be(english: Document) -> None:
    document = replace(english, metadata=replace(english.metadata, title="x" * 300))

    assert docx.Document(BytesIO(render_docx(document))).core_properties.title == "x" * 255


def test_render_docx__gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys, hashlib; from mouflow.render.docx import render_docx; from tests.docx_samples import *;"
        "print(hashlib.sha256(render_docx(sample('parallel', ENGLISH, TRADITIONAL, clauses=2))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, stdout=-1
        ).stdout
        for seed in ("0", "4711")
    }

    assert len(digests) == 1


def test_reference_docx__is_what_the_builder_gives() -> None:
    committed = open_package((ROOT / "templates/shared/reference.docx").read_bytes())

    assert committed.members == open_package(build_reference()).members
    assert check_package(build_reference()) == []


def _letterhead() -> bytes:
    """Make what an office might send: its own heading colour, margins, and a header, in python-docx's template."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "North Office Letterhead"
    word.sections[0].left_margin = 1_800_225
    word.styles["Heading 1"].font.name = "Office Face"
    word.add_paragraph("A sample that is not to be printed")
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def test_render_docx__keeps_an_office_letterhead() -> None:
    document = replace(sample("sequential", ENGLISH, TRADITIONAL, clauses=1), reference=_letterhead())
    data = render_docx(document)
    word = docx.Document(BytesIO(data))

    assert check_package(data) == []
    assert [section.header.paragraphs[0].text for section in word.sections] == ["North Office Letterhead"] * 2
    assert [section.left_margin for section in word.sections] == [1_800_225] * 2
    assert word.sections[1].footer.paragraphs[0].text.startswith("北方辦公室存本")
    assert word.styles["Heading 1"].font.name == "Office Face"
    assert word.styles["heading 1 (zh-Hant-HK)"].base_style.style_id == "Heading1"
    assert not any("sample" in paragraph.text for paragraph in word.paragraphs)


def test_render_docx__knows_the_styles_of_a_word_in_another_language() -> None:
    word = docx.Document()
    for name, identifier in (("Heading 1", "1"), ("Title", "a3"), ("Table Grid", "a5")):
        word.styles[name].element.set(f"{W}styleId", identifier)
    word.styles["Title"].font.name = "Office Face"
    saved = BytesIO()
    word.save(saved)
    data = render_docx(replace(sample("single", ENGLISH, clauses=1), reference=saved.getvalue()))
    title = docx.Document(BytesIO(data)).styles["Title (en-HK)"]

    assert check_package(data) == []
    assert title.base_style.font.name == "Office Face"


@pytest.mark.parametrize("data", [b"no zip", b"PK\x05\x06" + bytes(18)], ids=["text", "empty-zip"])
def test_render_docx__refuses_a_broken_reference_document(english: Document, data: bytes) -> None:
    with pytest.raises(MouflowError) as failed:
        render_docx(replace(english, reference=data))

    (problem,) = failed.value.diagnostics
    assert (problem.code, str(problem.location)) == ("reference-document", "templates/shared/reference.docx:1:1")


def _styles(document: Document) -> dict[str, Any]:
    part = open_package(render_docx(document)).parts["word/styles.xml"]
    return {style.get(f"{W}styleId"): style for style in part.iter(f"{W}style")}


def _inherited(styles: dict[str, Any], name: str, path: str) -> Any:
    """Look a property up along the chain of styles a style is based on."""
    while name:
        found = styles[name].find(path)
        if found is not None:
            return found
        based = styles[name].find(f"{W}basedOn")
        name = based.get(f"{W}val") if based is not None else ""
    return None


@pytest.mark.parametrize(
    ("case", "languages", "han"),
    [
        ("single-en", {"en-HK zh-HK"}, {"Noto Serif CJK HK"}),
        ("single-zh-Hant", {"en-HK zh-HK"}, {"Noto Serif CJK HK"}),
        ("single-zh-Hans", {"en-GB zh-CN", "en-HK zh-HK"}, {"Noto Serif CJK SC", "Noto Serif CJK HK"}),
    ],
)
def test_render_docx__gives_every_run_a_language_and_a_han_face(case: str, languages: set[str], han: set[str]) -> None:
    layout, tags = CASES[case]
    document = sample(layout, *tags, clauses=1)
    styles, seen, faces = _styles(document), set(), set()
    for run in open_package(render_docx(document)).body.iter(f"{W}r"):
        paragraph = next(run.iterancestors(f"{W}p")).find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        if run.find(f"{W}t") is None:
            continue
        lang, fonts = (_of_run(run, styles, paragraph, tag) for tag in ("lang", "rFonts"))
        seen.add(f"{lang.get(f'{W}val')} {lang.get(f'{W}eastAsia')}")
        faces.add(fonts.get(f"{W}eastAsia"))

    assert seen == languages
    assert faces - {"Noto Sans CJK HK", "Noto Sans CJK SC"} == han


def _of_run(run: Any, styles: dict[str, Any], paragraph: str, tag: str) -> Any:
    own = run.find(f"{W}rPr/{W}{tag}")
    character = run.find(f"{W}rPr/{W}rStyle")
    if own is None and character is not None:
        own = _inherited(styles, character.get(f"{W}val"), f"{W}rPr/{W}{tag}")
    return own if own is not None else _inherited(styles, paragraph, f"{W}rPr/{W}{tag}")


def test_render_docx__indents_and_breaks_chinese_the_chinese_way() -> None:
    styles = _styles(sample("single", TRADITIONAL, clauses=1))
    indented = styles["BodyTextFirstIndent-zh-Hant-HK"]
    emphasis = styles["Emphasis-zh-Hant-HK"].find(f"{W}rPr")

    assert indented.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    assert indented.find(f"{W}pPr/{W}kinsoku") is not None
    assert emphasis.find(f"{W}i").get(f"{W}val") == "0"
    assert emphasis.find(f"{W}rFonts").get(f"{W}eastAsia") == "Noto Sans CJK HK"


def test_render_docx__never_names_a_japanese_face() -> None:
    package = open_package(render_docx(sample("parallel", ENGLISH, TRADITIONAL, clauses=1)))
    written = b"".join(package.members.values())

    assert not any(name.encode() in written for name in ("MS Mincho", "ＭＳ 明朝", "CJK JP", "ja-JP"))


def test_render_docx__shows_the_marks_of_a_redline(body: Any) -> None:
    marked = {
        etree.QName(mark).localname: _texts(run)
        for run in body.iter(f"{W}r")
        for mark in run.iterfind(f"{W}rPr/*")
        if etree.QName(mark).localname in {"u", "strike"}
    }

    assert marked == {"u": "noted", "strike": "agreed"}


def test_render_docx__widens_the_space_after_a_headings_number_but_not_the_number(body: Any) -> None:
    assert _texts(_paragraph(body, "c1")) == f"\u2002{TEXT[ENGLISH]['heading']}"


def test_render_docx__aligns_the_text_after_labels_that_overrun_the_hang(english: Document) -> None:
    roman = Scheme("agenda", (Level("upper-roman", "{n}.", indent=2, hanging=2),))
    wording = replace(english.leading, schemes={"agenda": roman})

    def hang_to(label: str) -> int:
        heading = Element("h2", {"lang": ENGLISH, "data-number": "agenda:0", "data-label": label}, ("Item",))
        data = render_docx(replace(english, blocks=(heading,), wordings=(wording,)))
        level = next(open_package(data).parts["word/numbering.xml"].iter(f"{W}lvl"))
        return int(level.find(f"{W}pPr/{W}ind").get(f"{W}hanging"))

    assert hang_to("III.") == 480
    assert hang_to("VIII.") > 520


def test_render_docx__keeps_words_that_must_not_part_on_one_line(english: Document) -> None:
    date = Element("span", {"class": "nowrap"}, ("12 December 2025",))
    line = Element("p", {"id": "act", "lang": ENGLISH}, ("The office (by\u00a0", date, ")"))
    body = open_package(render_docx(replace(english, blocks=(line,)))).body

    assert _texts(_paragraph(body, "act")) == "The office (by\u00a012\u00a0December\u00a02025)"


def test_render_docx__sets_signatures_at_the_start_and_their_caption_in_bold(english: Document) -> None:
    styles = _styles(english)

    assert _inherited(styles, "Signature-en-HK", f"{W}pPr/{W}jc") is None
    assert _inherited(styles, "SignatureCaption-en-HK", f"{W}rPr/{W}b") is not None


def test_render_docx__rules_only_the_heading_row_of_parallel_columns() -> None:
    style = _styles(sample("parallel", ENGLISH, TRADITIONAL, clauses=1))["ParallelColumns"]

    assert style.find(f"{W}tblPr/{W}tblBorders") is None
    assert [etree.QName(each).localname for each in style.iterfind(f".//{W}tcBorders/*")] == ["bottom"]
