"""PDF: what independent readers (pikepdf, pdftotext, pdffonts) find in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mouflow.diagnostics import MouflowError
from mouflow.document import Image
from mouflow.document.tree import Layout
from mouflow.render.pages import count_pages
from mouflow.render.pdf import render_pdf

from .render_samples import document, mou, pdf_of

SHAPES: list[tuple[tuple[str, ...], Layout]] = [
    (("en",), "single"),
    (("zh-Hant",), "single"),
    (("en", "zh-Hant"), "parallel"),
    (("en", "zh-Hans"), "sequential"),
]
TAGS = {"en": "en-HK", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans-CN"}


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def text_of_page(data: bytes, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-layout", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().replace("\u2060", "")


def whole_text(data: bytes) -> str:
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Walk the whole structure tree, the document element first."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__every_structure_element_carries_a_language(keys: tuple[str, ...], shape: Layout) -> None:
    pdf = opened(pdf_of(*keys, shape=shape))
    languages = Counter(str(each.get("/Lang")) for each in structure(pdf))
    assert set(languages) == {TAGS[key] for key in keys}
    assert min(languages.values()) > 30


def test_render_pdf__headings_and_cells_carry_the_language_of_their_own_text() -> None:
    pdf = opened(pdf_of("en", "zh-Hant", shape="parallel"))
    headings = [str(each.Lang) for each in structure(pdf) if each.S == "/H2"]
    assert headings[:4] == ["en-HK", "zh-Hant-HK", "en-HK", "zh-Hant-HK"]


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__all_marked_content_is_in_the_tree_or_an_artifact(keys: tuple[str, ...], shape: Layout) -> None:
    pdf = opened(pdf_of(*keys, shape=shape))
    owned = Counter((each.Pg.objgen, int(kid)) for each in structure(pdf) for kid in kids(each) if isinstance(kid, int))
    for page in pdf.pages:
        operations = pikepdf.parse_content_stream(page)
        numbers = [
            int(operands[1].MCID)
            for operands, operator in operations
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert all(owned[page.objgen, number] == 1 for number in numbers)
        begun = [str(operands[0]) for operands, operator in operations if str(operator) == "BDC"]
        assert "/Artifact" in begun, "the page number is an artifact"


def test_render_pdf__table_headers_have_scope_and_reproducible_ids() -> None:
    pdf = opened(pdf_of("en", "zh-Hant", shape="parallel"))
    headers = [each for each in structure(pdf) if each.S == "/TH"]
    known = {str(each.ID) for each in headers}
    cells = [each for each in structure(pdf) if each.S == "/TD"]
    assert {str(each.A.Scope) for each in headers} == {"/Column"}
    assert cells
    assert all({str(header) for header in cell.A.Headers} <= known for cell in cells)


def test_render_pdf__a_table_for_layout_alone_is_no_table() -> None:
    pdf = opened(pdf_of("en"))
    tables = [each for each in structure(pdf) if each.S == "/Table"]
    assert len(tables) == 1, "the fees; the signatures are blocks"


def test_render_pdf__names_both_standards_in_one_packet() -> None:
    pdf = opened(pdf_of("zh-Hant"))
    packet = pdf.Root.Metadata.read_bytes()
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == mou("zh-Hant").metadata.title
    assert packet.count(b"<rdf:RDF") == 1
    assert b"http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in packet
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang) == "zh-Hant-HK"


def test_render_pdf__sources_are_attached_once() -> None:
    pdf = opened(pdf_of("en"))
    sources = {each.name: each.data for each in mou("en").attachments}
    assert {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()} == sources
    assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Source"] * len(sources)
    assert len({each.objgen for each in pdf.Root.AF}) == len(sources)
    assert {str(each.EF.F.Subtype) for each in pdf.Root.AF} == {"/application/yaml"}


def test_render_pdf__outline_and_links_lead_through_the_text() -> None:
    pdf = opened(pdf_of("en"))
    with pdf.open_outline() as outline:
        (title,) = outline.root
        assert [each.title for each in title.children] == [
            *(f"Paragraph {number} Joint mechanism" for number in (1, 2, 3)),
            "Fees",
        ]
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert {str(link.Contents) for link in links} == {"Paragraph 1(1)"}
    assert {str(link.Dest) for link in links} == {"clause1.first"}


@pytest.mark.parametrize(
    ("keys", "shape", "page", "expected"),
    [
        (("en",), "single", 2, ["2 / 3", "Original for Hong Kong Talent Engage"]),
        (("zh-Hant",), "single", 2, ["第2頁，共3頁", "香港人才服務辦公室存本"]),
        (("en", "zh-Hant"), "parallel", 1, ["1 / 3", "第1頁，共3頁"]),
        (("en", "zh-Hans"), "sequential", 1, ["1 / 6", "Original for"]),
        (("en", "zh-Hans"), "sequential", 5, ["第5页，共6页", "香港人才服务办公室存本"]),
    ],
)
def test_render_pdf__each_page_tells_its_number_in_its_language(
    keys: tuple[str, ...], shape: Layout, page: int, expected: list[str]
) -> None:
    shown = text_of_page(pdf_of(*keys, shape=shape), page)
    assert all("".join(text.split()) in "".join(shown.split()) for text in expected), shown


def test_render_pdf__the_running_title_stands_on_every_page_but_the_first_of_each_text() -> None:
    data = pdf_of("en", "zh-Hans", shape="sequential")
    title = mou("zh-Hans").metadata.title[:12]
    shown = [title in "".join(text_of_page(data, page).splitlines()[:2]) for page in (4, 5, 6)]
    assert shown[1:] == [True, True]
    assert text_of_page(data, 4).count(title) == 1, "only the title itself"


def test_render_pdf__an_annex_starts_a_page_in_every_layout() -> None:
    for keys, shape in SHAPES:
        data = pdf_of(*keys, shape=shape)
        last = count_pages(data, "pdf")
        assert last == len(opened(data).pages)
        shown = text_of_page(data, last or 0)
        assert "65 000" in shown
        assert "1(1)" not in shown


def test_render_pdf__no_heading_ends_a_page_and_signatures_stay_with_their_words() -> None:
    for keys, shape in ((("en",), "single"), (("en", "zh-Hant"), "parallel")):
        data = pdf_of(*keys, shape=shape, clauses=20)
        pages = [text_of_page(data, page) for page in range(1, (count_pages(data, "pdf") or 0) + 1)]
        assert len(pages) > 5
        for shown in pages[:-1]:
            body = [line for line in shown.splitlines() if line.strip()][:-2]
            assert "Joint mechanism" not in body[-1], shown
        (signed,) = (shown for shown in pages if "Signed in duplicate" in shown)
        assert "For Hong Kong Talent Engage" in signed


def test_render_pdf__a_copied_text_is_the_text_but_for_word_joiners() -> None:
    copied = "".join(whole_text(pdf_of("zh-Hant")).replace("\u2060", "").split())
    passages = (
        "截至2024年6月8日下午2時30分，已收到逾160000宗申請",
        "（「人才清單」、「高端人才」除外）。《合作備忘錄》",
    )
    for passage in passages:
        assert passage in copied


def test_render_pdf__chinese_is_set_in_the_named_faces_and_english_in_latin_ones(tmp_path: Path) -> None:
    path = tmp_path / "mou.pdf"
    path.write_bytes(pdf_of("en", "zh-Hant", shape="parallel"))
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    names = {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}
    assert any(name.startswith("Noto-Serif-CJK-HK") for name in names)
    assert any(name.startswith("Liberation-Serif") for name in names)
    assert not any("DejaVu" in name for name in names)


RENDER = """
import sys
from tests.render_samples import mou
from mouflow.render.pdf import render_pdf
sys.stdout.buffer.write(render_pdf(mou("en", "zh-Hant", shape="parallel")))
"""


def test_render_pdf__another_process_on_another_day_gives_the_same_bytes(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4", "TZ": "Pacific/Auckland", "TMPDIR": str(tmp_path)}
    root = Path(__file__).parent.parent
    other = subprocess.run([sys.executable, "-c", RENDER], cwd=root, env=environment, capture_output=True, check=True)
    assert other.stdout == pdf_of("en", "zh-Hant", shape="parallel")


def test_render_pdf__dates_are_those_of_the_document() -> None:
    pdf = opened(pdf_of("en"))
    assert str(pdf.docinfo["/CreationDate"]) == "D:20240608123000+00'00"
    assert pdf.docinfo["/ModDate"] == pdf.docinfo["/CreationDate"]
    assert f"{datetime.now(UTC):%Y%m%d}".encode() not in pdf_of("en")


def test_render_pdf__a_picture_of_ours_is_shown_and_described() -> None:
    markup = '<figure class="photograph" id="f"><img src="photos/雙方 1.svg" alt="A hall"/></figure>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40z"/></svg>'
    images = {"photos/雙方 1.svg": Image("image/svg+xml", svg, 40, 40)}
    pdf = opened(render_pdf(document("press-release", {"en": markup}, images=images)))
    (figure,) = (each for each in structure(pdf) if each.S == "/Figure")
    assert str(figure.Alt) == "A hall"


def test_render_pdf__an_svg_that_reaches_outside_is_refused() -> None:
    markup = '<figure class="photograph" id="f"><img src="a.svg" alt="A"/><figcaption>A</figcaption></figure>'
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">'
        b'<image x:href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    with pytest.raises(MouflowError) as caught:
        render_pdf(document("press-release", {"en": markup}, images={"a.svg": Image("image/svg+xml", svg, 9, 9)}))
    assert caught.value.diagnostics[0].code == "network-refused"
    assert "file:///etc/hostname" in str(caught.value)


def test_render_pdf__an_address_in_a_style_sheet_is_refused() -> None:
    with pytest.raises(MouflowError, match=r"example\.org") as caught:
        render_pdf(mou("en", css="p{background:url(https://example.org/a.png)}"))
    assert caught.value.diagnostics[0].code == "network-refused"
