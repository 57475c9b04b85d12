"""The PDF of a redline: cover first, marks that need no colour, bars, notes, outline and tags."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from mouflow.document import Document, Element, walk
from mouflow.document.markup import parse_markup
from mouflow.document.tree import Layout
from mouflow.render import FORMATS
from mouflow.render.pages import count_pages
from tests.render_samples import mou
from tests.reviewed_samples import redline, review_pdf, reviewed

SHAPES: list[tuple[tuple[str, ...], Layout]] = [
    (("en",), "single"),
    (("zh-Hant",), "single"),
    (("en", "zh-Hant"), "parallel"),
    (("zh-Hans", "en"), "sequential"),
]


def text_of_page(data: bytes, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), "-", "-"]
    shown = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout.decode()
    return " ".join(shown.split())


def pages_of(data: bytes) -> list[str]:
    return [text_of_page(data, page) for page in range(1, (count_pages(data, "pdf") or 0) + 1)]


def elements(data: bytes) -> Iterator[Any]:
    """Every structure element of a PDF."""
    with pikepdf.open(BytesIO(data)) as pdf:
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__the_cover_stands_first_and_the_text_on_a_page_of_its_own(
    keys: tuple[str, ...], shape: Layout
) -> None:
    pages = pages_of(review_pdf(*keys, shape=shape))
    title = {"en": "Comparison", "zh-Hant": "修訂對照", "zh-Hans": "修订对照"}[keys[0]]
    purpose = {"en": "Paragraph 1 Purpose", "zh-Hant": "第一條 目的", "zh-Hans": "第一条 目的"}[keys[0]]
    assert pages[0].startswith(title)
    (at,) = (at for at, page in enumerate(pages) if purpose in page)
    assert at > 0
    what = {"en": "What changed", "zh-Hant": "修訂內容", "zh-Hans": "修订内容"}[keys[0]]
    assert what not in pages[at]


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__every_page_but_the_first_says_that_it_is_a_comparison(
    keys: tuple[str, ...], shape: Layout
) -> None:
    titles = {"en": "Comparison of v1 and v2", "zh-Hant": "v1與v2修訂對照", "zh-Hans": "v1与v2修订对照"}
    wanted = [titles[key] for key in keys]
    first, *others = pages_of(review_pdf(*keys, shape=shape))
    assert not any(title in first for title in wanted)
    at_all = all if shape == "parallel" else any
    assert [page for page in others if not at_all(title in page for title in wanted)] == []


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__every_page_tells_its_number(keys: tuple[str, ...], shape: Layout) -> None:
    pages = pages_of(review_pdf(*keys, shape=shape))
    forms = ("{}/{}", "第{}頁，共{}頁", "第{}页，共{}页")
    for at, page in enumerate(pages, 1):
        assert any(form.format(at, len(pages)) in page.replace(" ", "") for form in forms), page


def test_render_pdf__the_text_holds_both_versions_and_the_words_beside_the_marks() -> None:
    shown = " ".join(pages_of(review_pdf("en")))
    assert "in force for twothree years" in shown
    assert "↓ [moved from Paragraph 5]" in shown
    assert "↑ [moved to Paragraph 4]" in shown
    assert "[was Paragraph 4] Review" in shown
    assert "≠ Changed here, but not in Traditional Chinese and Simplified Chinese." in shown
    assert "≠ 此處未有修訂，英文文本則已修訂。" in " ".join(pages_of(review_pdf("zh-Hant")))


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__every_link_of_the_cover_arrives(keys: tuple[str, ...], shape: Layout) -> None:
    with pikepdf.open(BytesIO(review_pdf(*keys, shape=shape))) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", [])]
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
        assert len(links) > 10
        assert {str(link.Dest) for link in links} <= names


def test_render_pdf__the_outline_is_that_of_the_cover_and_of_the_new_text() -> None:
    with pikepdf.open(BytesIO(review_pdf("en"))) as pdf, pdf.open_outline() as outline:
        cover, text = outline.root
        assert (cover.title, text.title) == ("Comparison", "Memorandum of Understanding")
        assert [each.title for each in cover.children][:2] == ["Changes by kind", "What you now owe"]
        assert [each.title for each in text.children] == [
            *("Paragraph 1 Purpose", "Paragraph 2 Term", "Paragraph 3 Personal data", "Paragraph 4 Contact points"),
            *("Paragraph 5 Review", "Paragraph 6 Work plan"),
        ]


def test_render_pdf__the_structure_tells_what_was_put_in_and_taken_out() -> None:
    found = {
        str(each.A.TextDecorationType)
        for each in elements(review_pdf("en"))
        if "/TextDecorationType" in each.get("/A", {})
    }
    assert found == {"/Underline", "/LineThrough"}
    plain = FORMATS["pdf"].render(mou("en"))
    assert not any("/TextDecorationType" in each.get("/A", {}) for each in elements(plain))


def test_render_pdf__of_a_redline_gives_the_same_bytes() -> None:
    assert FORMATS["pdf"].render(reviewed("en")) == review_pdf("en")


def one_block(markup: str) -> Document:
    """A redline of this block alone, without a cover."""
    document = reviewed("en")
    assert document.redline
    blocks = tuple(each for each in parse_markup(markup, "sample") if isinstance(each, Element))
    return replace(document, blocks=blocks, redline=replace(document.redline, cover=()))


def picture(document: Document) -> Image.Image:
    """The first page in grey, 150 dots an inch."""
    page = pypdfium2.PdfDocument(FORMATS["pdf"].render(document))[0]
    return page.render(scale=150 / 72).to_pil().convert("L")


def bar(page: Image.Image) -> bool:
    """Whether anything dark stands in the margin left of the text, which begins 81.64 pt from the edge."""
    margin = page.crop((0, 0, int(80 * 150 / 72), page.height))
    return margin.getextrema()[0] < 128


@pytest.mark.parametrize("revision", ["inserted", "deleted", "moved-from", "moved-to", "changed"])
def test_render_pdf__a_bar_stands_beside_every_changed_block(revision: str) -> None:
    change = "" if revision == "changed" else 'data-change="c1"'
    marked = f'<p id="a" class="plain" lang="en-HK" data-revision="{revision}" {change}>Each bears its own costs.</p>'
    assert bar(picture(one_block(marked)))
    assert not bar(picture(one_block('<p id="a" class="plain" lang="en-HK">Each bears its own costs.</p>')))


def test_render_pdf__marks_differ_without_colour() -> None:
    """The same word under each mark, in grey: no two pictures are alike, and none is like the plain word."""
    forms = {
        "plain": '<p id="a" lang="en-HK">costs</p>',
        "inserted": '<p id="a" lang="en-HK"><ins data-change="c1">costs</ins></p>',
        "deleted": '<p id="a" lang="en-HK"><del data-change="c1">costs</del></p>',
        "moved-to": '<p id="a" lang="en-HK" data-revision="moved-to" data-change="c6">costs</p>',
        "moved-from": '<p id="a" lang="en-HK" data-revision="moved-from" data-change="c6">costs</p>',
    }
    dark = {
        name: picture(one_block(form)).point(lambda grey: 255 * (grey > 160)).tobytes() for name, form in forms.items()
    }
    assert len(set(dark.values())) == len(forms)


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_pdf__every_text_block_of_a_redline_has_its_language(keys: tuple[str, ...], shape: Layout) -> None:
    document = reviewed(*keys, shape=shape)
    assert document.redline
    tags = {each.get("lang") for each in walk(document.blocks) if each.get("lang")}
    found = {str(each.Lang) for each in elements(review_pdf(*keys, shape=shape)) if "/Lang" in each}
    assert found >= tags


def test_render_pdf__without_a_cover_the_text_begins_at_once() -> None:
    data = FORMATS["pdf"].render(redline("en"))
    assert "Paragraph 1 Purpose" in text_of_page(data, 1)
