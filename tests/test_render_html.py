"""HTML: one file that asks for nothing outside, in every language, for every reader."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from mouflow.document import Image
from mouflow.document.tree import Layout
from mouflow.render.html import render_html

from .render_samples import BASE_CSS, document, mou

BLOCKS = {"p", "h1", "h2", "h3", "h4", "caption", "figcaption", "th"}


class Page(HTMLParser):
    """The elements of a page in order, with their attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


SHAPES: list[tuple[tuple[str, ...], Layout]] = [
    (("en",), "single"),
    (("zh-Hant",), "single"),
    (("en", "zh-Hant"), "parallel"),
    (("en", "zh-Hant", "zh-Hans"), "sequential"),
]


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_html__every_text_block_bears_a_language(keys: tuple[str, ...], shape: Layout) -> None:
    page = Page(render_html(mou(*keys, shape=shape)))
    inside = [(tag, attributes) for tag, attributes in page.elements if tag in BLOCKS]
    bare = [each for each in inside if "lang" not in each[1]]
    assert len(inside) > 10
    assert bare == []
    assert all("lang" in nav for nav in page.all("nav"))


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_html__a_table_of_contents_in_each_language_leads_to_every_clause(
    keys: tuple[str, ...], shape: Layout
) -> None:
    page = Page(render_html(mou(*keys, shape=shape)))
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [attributes["href"][1:] for attributes in page.all("a")]
    assert len(page.all("nav")) == len(keys)
    assert set(links) <= ids
    assert sum(bool(re.fullmatch(r"clause\d+(~.*)?", link)) for link in links) == 3 * len(keys)


def test_render_html__ids_are_unique_and_the_skip_link_comes_first() -> None:
    page = Page(render_html(mou("en", "zh-Hant", shape="parallel")))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    first = page.all("a")[0]
    assert first["class"] == "skip"
    assert [each["id"] for each in page.all("main")] == [first["href"][1:]]


def test_render_html__headings_do_not_skip_a_level() -> None:
    page = Page(render_html(mou("en", "zh-Hant", shape="sequential")))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-4]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_render_html__the_policy_allows_this_style_sheet_and_nothing_else() -> None:
    page = render_html(mou("en"))
    (policy,) = (each["content"] for each in Page(page).all("meta") if "http-equiv" in each)
    (css,) = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css).digest()).decode()
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-" + digest)
    assert not any("style" in attributes for _, attributes in Page(page).elements)


def test_render_html__a_picture_is_embedded_and_nothing_is_asked_for_outside() -> None:
    markup = '<figure class="photograph" id="f"><img src="a.svg" alt="A hall"/><figcaption>Hall</figcaption></figure>'
    svg = Image("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', 4, 4)
    page = Page(render_html(document("press-release", {"en": markup}, images={"a.svg": svg})))
    (picture,) = page.all("img")
    assert base64.b64decode(picture["src"].removeprefix("data:image/svg+xml;base64,")) == svg.data
    assert picture["alt"] == "A hall"
    assert not page.all("link")
    assert not page.all("script")


def test_render_html__markup_in_a_title_and_in_css_stays_text() -> None:
    page = render_html(
        document("mou", {"en": "<p id='a'>1 &lt; 2 &amp; &lt;script&gt;</p>"}, css="p::after{content:'</style>'}")
    )
    assert page.count(b"</style>") == 1
    assert b"<script>" not in page


def test_render_html__the_same_document_gives_the_same_bytes() -> None:
    first = render_html(mou("en", "zh-Hant", shape="parallel"))
    assert first == render_html(mou.__wrapped__("en", "zh-Hant", shape="parallel"))


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour.lstrip("#")
    parts = [
        int(each, 16) / 255 for each in (re.findall("..", digits) if len(digits) == 6 else [d * 2 for d in digits])
    ]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_base_css__every_text_colour_reads_on_every_ground() -> None:
    colours = set(re.findall(r"(?<!-)\bcolor: (#[0-9a-f]+)", BASE_CSS))
    grounds = {"#fff", *re.findall(r"background: (#[0-9a-f]+)", BASE_CSS)}
    assert len(colours) > 3
    for colour in colours:
        for ground in grounds:
            light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)
