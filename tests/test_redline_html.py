"""The HTML redline: read without its script, and in a real browser by keyboard, with filters, side by side."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from mouflow.document.tree import Layout
from mouflow.render.html import render_html
from tests.render_samples import mou
from tests.reviewed_samples import redline, review_page, reviewed
from tests.test_browser import CONTRAST
from tests.test_render_html import Page as Parsed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
in_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; on Ubuntu it comes as a snap only")
SHAPES: list[tuple[tuple[str, ...], Layout]] = [
    (("en",), "single"),
    (("en", "zh-Hant"), "parallel"),
    (("zh-Hans", "en"), "sequential"),
]
SHOWN = "[...new Set([...document.querySelectorAll('main .change:not([data-off])')].map(m => m.dataset.change))].length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a redline in a window of some width, with or without script; nothing may fail or be asked for outside."""
    failed: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(*keys: str, shape: Layout = "single", width: int = 1200, script: bool = True) -> Page:
        path = tmp_path / "redline.html"
        path.write_bytes(review_page(*keys, shape=shape))
        own = path.as_uri()
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script))
        page = contexts[-1].new_page()
        page.on("console", lambda message: failed.append(message.text))
        page.on("pageerror", lambda problem: failed.append(str(problem)))
        page.on("request", lambda asked: failed.append(asked.url) if asked.url != own else None)
        page.goto(own)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert failed == []


def status(page: Page) -> str:
    return page.locator("output").inner_text()


def side(page: Page, name: str) -> str:
    """What one side shows, without what stands beside it."""
    texts = page.locator(f"[data-side={name}]").all_inner_texts()
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_html__marks_a_redline_with_native_elements_of_a_kind(keys: tuple[str, ...], shape: Layout) -> None:
    page = Parsed(review_page(*keys, shape=shape))
    changes = redline(*keys, shape=shape).redline
    assert changes
    marks = [own for tag, own in page.elements if tag in ("ins", "del", "span", "a") and "data-change" in own]
    kinds = {own["data-change"]: own["class"].split()[-1] for own in marks}
    assert kinds == {each.id: each.kind for each in changes.changes}
    gone = {own["data-change"] for own in page.all("del") if "data-change" in own}
    assert gone >= {each.id for each in changes.changes if each.operation == "deleted"}
    told = [own for own in marks if "aria-description" in own]
    assert {own["data-change"] for own in told} == {each.id for each in changes.changes}
    assert all("Chan Tai Man" in own["aria-description"] or "李明" in own["aria-description"] for own in told)


def test_render_html__what_moved_is_spoken_of_as_put_in_and_taken_out() -> None:
    page = Parsed(review_page("en"))
    roles = {(own["class"].split()[0], own.get("role")) for own in page.all("span") if "moved" in own.get("class", "")}
    assert roles == {("moved-to", "insertion"), ("moved-from", "deletion"), ("moved-to", None), ("moved-from", None)}
    assert [own["class"] for own in page.all("span") if "moved" in own.get("class", "") and "role" not in own] == [
        "moved-from",
        "moved-to",
    ], "the samples of the legend"


@pytest.mark.parametrize(("keys", "shape"), SHAPES)
def test_render_html__links_of_a_redline_lead_somewhere_and_ids_are_unique(
    keys: tuple[str, ...], shape: Layout
) -> None:
    page = Parsed(review_page(*keys, shape=shape))
    ids = [own["id"] for _, own in page.elements if "id" in own]
    assert len(ids) == len(set(ids))
    assert {own["href"][1:] for own in page.all("a")} <= set(ids)


def test_render_html__contents_of_a_redline_are_those_of_the_new_text() -> None:
    page = review_page("en").decode()
    entries = re.findall(r"<li>(.*?)</li>", page)
    names = [" ".join(re.sub("<[^>]+>", "", each).split()) for each in entries]
    assert names == [
        *("Paragraph 1 Purpose", "Paragraph 2 Term", "Paragraph 3 Personal data", "Paragraph 4 Contact points"),
        *("Paragraph 5 Review", "Paragraph 6 Work plan"),
    ]
    assert "data-change" not in "".join(entries)


def test_render_html__the_policy_of_a_redline_allows_its_own_script_alone() -> None:
    page = review_page("en").decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy


def test_render_html__a_document_without_a_redline_has_no_script() -> None:
    page = render_html(mou("en")).decode()
    assert "<script" not in page
    assert "script-src" not in page
    assert 'class="review' not in page
    unmarked = replace(reviewed("en"), redline=None)
    assert "<script" not in render_html(unmarked).decode()


def test_render_html__a_kind_may_not_break_out_of_its_attribute() -> None:
    document = redline("en")
    assert document.redline
    first, *rest = document.redline.changes
    reason = replace(first.authorship, reason='"><script>alert(1)</script>')
    changes = (replace(first, authorship=reason), *rest)
    page = render_html(replace(document, redline=replace(document.redline, changes=changes))).decode()
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@in_browser
@pytest.mark.parametrize(("keys", "shape"), SHAPES)
@pytest.mark.parametrize("width", [375, 1200])
@pytest.mark.parametrize("view", ["inline", "sides"])
def test_page__fits_its_window_and_can_be_read(
    opened: Callable[..., Page], keys: tuple[str, ...], shape: Layout, width: int, view: str
) -> None:
    page = opened(*keys, shape=shape, width=width)
    page.locator("summary", has_text=re.compile("Show|显示")).click()
    page.locator(f"button[data-view={view}]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST.replace("'p, ", "'ins, del, button, output, p, ")) >= 4.5


@in_browser
def test_page__keys_lead_through_the_changes_and_round(opened: Callable[..., Page]) -> None:
    page = opened("en")
    total = page.evaluate(SHOWN)
    page.keyboard.press("n")
    assert status(page).startswith(f"Change 1 of {total} · Value")
    assert page.evaluate("document.activeElement.textContent") == "two"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "may"
    assert "Chan Tai Man · 6 May 2024: Agreed at the meeting of 3 May" in status(page)
    page.keyboard.press("k")
    page.keyboard.press("p")
    assert status(page).startswith(f"Change {total} of {total} ·")
    page.keyboard.press("n")
    assert status(page).startswith("Change 1 of")
    assert page.locator("output").get_attribute("role") == "status"


@in_browser
def test_page__a_step_brings_the_change_into_view_below_the_controls(opened: Callable[..., Page]) -> None:
    page = opened("en", "zh-Hant", shape="parallel", width=375)
    page.emulate_media(reduced_motion="reduce")
    for _ in range(4):
        page.get_by_role("button", name="Next").click()
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert page.evaluate("document.querySelector('.review').getBoundingClientRect().bottom") <= top < 800


@in_browser
def test_page__letters_do_nothing_with_other_keys_or_when_switched_off(opened: Callable[..., Page]) -> None:
    page = opened("en")
    before = status(page)
    page.keyboard.press("Alt+n")
    page.locator("summary", has_text="Show").click()
    page.get_by_role("button", name="Keys n and p").click()
    page.keyboard.press("n")
    assert status(page) == before


@in_browser
def test_page__filters_leave_the_new_text_and_counts_follow(opened: Callable[..., Page]) -> None:
    page = opened("en", "zh-Hant", shape="parallel")
    page.locator("summary", has_text="Show").click()
    english = page.get_by_role("button", name=re.compile("^English"))
    value = page.get_by_role("button", name=re.compile("^Value"))
    assert (english.inner_text(), value.inner_text()) == ("English 12", "Value (number, date, name) 5")
    page.get_by_role("button", name=re.compile("Chinese")).click()
    assert value.inner_text().endswith(" 3")
    assert status(page) == "Changes shown: 12"
    value.click()
    assert value.get_attribute("aria-pressed") == "false"
    assert english.inner_text() == "English 9"
    assert page.evaluate(SHOWN) == 9
    shown = page.locator("[id='term.years~en-HK']").inner_text()
    assert "in force for three years" in shown
    assert (
        page.evaluate("getComputedStyle(document.querySelector(\"[id='term.years~en-HK'] ins\")).textDecorationLine")
        == "none"
    )
    page.get_by_role("button", name=re.compile("^Substance")).click()
    assert not page.locator("[id='_was.costs~en-HK']").is_visible()
    assert page.locator("[id='data.law~en-HK']").is_visible()


@in_browser
def test_page__an_edit_in_what_moved_stays_marked_when_moves_are_left_out(opened: Callable[..., Page]) -> None:
    page = opened("en")
    page.locator("summary", has_text="Show").click()
    page.get_by_role("button", name=re.compile("^Moved")).click()
    block = page.locator("[id='contact.names']")
    assert block.get_attribute("data-off") is None, "its bar stays"
    assert page.locator("[id='contact.names'] ins:not([data-off])").inner_text() == "at least "
    assert page.locator("[id='contact']").get_attribute("data-off") is not None
    assert not page.locator("[id='_was.contact']").is_visible()
    assert not page.get_by_text("moved from Paragraph 5").is_visible()


@in_browser
def test_page__side_by_side_holds_each_text_whole(opened: Callable[..., Page]) -> None:
    page = opened("en")
    page.locator("summary", has_text="Show").click()
    page.get_by_role("button", name="Side by side").click()
    old, new = side(page, "old"), side(page, "new")
    assert "in force for two years" in old
    assert "in force for three years" in new
    assert "Paragraph 3 Costs" in old
    assert "Costs" not in new
    assert "Personal data" not in old
    assert "Paragraph 4 Review" in old
    assert "Paragraph 5 Review" in new
    assert "Paragraph 5 Contact points The contact points meet once a year." in old
    assert "Paragraph 4 Contact points The contact points meet at least once a year." in new
    assert page.locator(".pair.head").locator("p").all_inner_texts() == [
        "Old · v1 · 1 April 2024",
        "New · v2 · 7 May 2024",
    ]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(n => n.id)")
    assert len(ids) == len(set(ids))
    tops = page.evaluate(
        "[...document.querySelectorAll('.pair:not(.head)')]"
        ".map(pair => [...pair.children].map(half => half.getBoundingClientRect().top))"
    )
    assert all(left == right for left, right in tops)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent") == "two"
    page.get_by_role("button", name="In the text").click()
    assert page.locator(".pair").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "two", "the change stays the same"


@in_browser
@pytest.mark.parametrize(("keys", "shape"), SHAPES[1:])
def test_page__side_by_side_in_two_languages(opened: Callable[..., Page], keys: tuple[str, ...], shape: Layout) -> None:
    page = opened(*keys, shape=shape)
    page.locator("summary").first.click()
    page.locator("[data-view=sides]").evaluate("button => button.click()")
    old, new = side(page, "old"), side(page, "new")
    assert "in force for two years" in old
    assert "in force for three years" in new
    assert re.search("有效期[為为][兩两]年", old)
    assert re.search("有效期[為为]三年", new)


@in_browser
def test_page__tells_who_when_and_why_on_hover_and_on_focus(opened: Callable[..., Page]) -> None:
    page = opened("en")
    note = page.get_by_role("tooltip")
    mark = page.locator("[id='term.years'] ins")
    mark.hover()
    assert note.inner_text() == "Value (number, date, name) · Chan Tai Man · 6 May 2024: Agreed at the meeting of 3 May"
    note.hover()
    assert note.is_visible(), "a pointer can reach it"
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.locator("[id='term.end'] del").first.focus()
    assert note.inner_text().startswith("Obligation")


@in_browser
def test_page__reads_in_the_text_without_script(opened: Callable[..., Page]) -> None:
    page = opened("en", script=False)
    assert not page.locator(".review").is_visible()
    assert page.locator("[id='term.years'] del").is_visible()
    assert page.locator("[id='_was.costs']").is_visible()
    page.locator("[id='term.years'] del").hover()
    assert page.locator(".comparison").get_by_text("Agreed at the meeting").first.is_visible()


@in_browser
def test_page__is_printed_without_its_controls(opened: Callable[..., Page]) -> None:
    page = opened("en")
    page.emulate_media(media="print")
    assert not page.locator(".review").is_visible()
    assert page.locator("[id='term.years'] del").is_visible()
