"""The example pack in a real browser: on a phone, on paper, by keyboard, for weak eyes, and without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from mouflow.assembly.assemble import assemble
from mouflow.build import Wish, jobs_of
from mouflow.render.html import render_html
from mouflow.workspace import find_workspace, load_agreement, load_ground, material
from tests.docs import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; on Ubuntu it comes as a snap only")

PAGES = [
    ("mou", "parallel"),
    ("mou", "sequential"),
    ("minutes-2024-06-08", "parallel"),
    ("minutes-2024-06-08", "single"),
    ("press-release", "single"),
]

CONTRAST = """
() => {
  const channel = (byte) => byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = numbers(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  let worst = 21;
  for (const node of document.querySelectorAll('p, h1, h2, h3, h4, td, th, a, span, caption, figcaption')) {
    if (!node.textContent.trim() || getComputedStyle(node).visibility === 'hidden') continue;
    const pair = [luminance(numbers(getComputedStyle(node).color)), luminance(ground(node))].sort((a, b) => b - a);
    worst = Math.min(worst, (pair[0] + 0.05) / (pair[1] + 0.05));
  }
  return worst;
}
"""
"""The worst contrast of text against its ground, as WCAG 2.2 reckons it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Render the pages that the tests look at, in English and Traditional Chinese."""
    folder = tmp_path_factory.mktemp("pages")
    workspace = find_workspace(ROOT)
    loaded = load_agreement(workspace, "hk-shanghai-talent-2024", load_ground(workspace))
    made = {}
    for name, layout in PAGES:
        job = next(jobs_of(loaded, name, Wish(layouts=(layout,), languages=("zh-Hant", "en"))))  # type: ignore[arg-type]
        path = folder / f"{name}.{layout}.html"
        path.write_bytes(render_html(assemble(job.request, material(workspace, loaded, name, None))))
        made[name, layout] = path
    return made


def opened(browser: Browser, path: Path, width: int) -> tuple[Page, list[str]]:
    """Open a page in a window of this width; return it with every address it asked for beside its own."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    own = path.as_uri()
    return page, [url for url in asked if url != own and not url.startswith("data:")]


@pytest.mark.parametrize("name", PAGES, ids="-".join)
@pytest.mark.parametrize("width", [360, 1200])
def test_page__fits_its_window_and_asks_for_nothing(
    browser: Browser, files: dict[tuple[str, str], Path], name: tuple[str, str], width: int
) -> None:
    page, asked = opened(browser, files[name], width)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('p, td')].filter(n => n.textContent.trim())"
        ".map(n => parseFloat(getComputedStyle(n).fontSize)))"
    )
    assert smallest >= 12
    assert page.evaluate(CONTRAST) >= 4.5
    page.close()


def test_page__is_read_by_keyboard(browser: Browser, files: dict[tuple[str, str], Path]) -> None:
    page, _ = opened(browser, files["mou", "parallel"], 1200)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.close()


def test_page__every_link_leads_somewhere(browser: Browser, files: dict[tuple[str, str], Path]) -> None:
    page, _ = opened(browser, files["mou", "sequential"], 1200)
    lost = page.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
        ".filter(href => !href.startsWith('#') || !document.getElementById(decodeURIComponent(href.slice(1))))"
    )
    assert lost == []
    page.close()


def test_page__every_text_has_a_language(browser: Browser, files: dict[tuple[str, str], Path]) -> None:
    page, _ = opened(browser, files["mou", "parallel"], 1200)
    languages = page.evaluate(
        "[...new Set([...document.querySelectorAll('main p, main h1, main h2, main th')]"
        ".map(n => n.closest('[lang]').lang))].sort()"
    )
    assert languages == ["en-HK", "zh-Hant-HK"]
    page.close()
