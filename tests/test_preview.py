"""The live preview in a real browser: pages that follow the files, places, problems, and pages that mean harm."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Thread
from time import time

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from tests.conftest import MOU
from tests.previews import Served, previewed
from tests.repositories import change, commit_all, git, use_settings
from tests.test_browser import CONTRAST

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; on Ubuntu it comes as a snap only")

PATH = "agreements/talent/mou.yaml"
CLAUSE = """\
  - id: clause-{n}
    heading: {{en: Heading {n}, zh-Hant: 標題{n}}}
    paragraphs:
      - id: clause-{n}.text
        en: The Participants will do what number {n} says, and do it well. Each tells the other what came of it.
        zh-Hant: 雙方將妥善辦理第{n}項所述事宜，並互相通報結果。
"""
LONG = dedent(MOU) + "".join(CLAUSE.format(n=n) for n in range(1, 31))
"""Thirty clauses of six lines each, of which the first begins on line 16."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        expect.set_options(timeout=20_000)
        yield started
        started.close()


@pytest.fixture
def served(workspace: Callable[..., Path]) -> Iterator[Served]:
    with previewed(workspace({PATH: LONG})) as preview:
        yield preview


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The preview, opened in a large window; nothing may fail there, or be asked for elsewhere."""
    context = browser.new_context(viewport={"width": 1400, "height": 800}, locale="en-GB")
    failed: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: failed.append(message.text))
    opened.on("pageerror", lambda problem: failed.append(str(problem)))
    opened.on("request", lambda asked: failed.append(asked.url) if not is_own(asked.url, served) else None)
    opened.goto(served.address)
    text(opened).locator("main").wait_for()
    yield opened
    context.close()
    assert failed == []


def is_own(url: str, served: Served) -> bool:
    """Tell whether the server is asked, or the browser's own viewer of PDFs."""
    return url.startswith((served.address, "data:", "chrome-extension:", "chrome:"))


def text(page: Page) -> FrameLocator:
    """The frame that shows the document."""
    return page.frame_locator("#pane iframe:not(.next)")


def block(page: Page, identifier: str) -> str:
    """The text of a block as the page shows it."""
    return text(page).locator(f'[id="{identifier}"]').inner_text()


def top(page: Page, identifier: str) -> float:
    """How far a block is from the top of the window."""
    found: float = text(page).locator(f'[id="{identifier}"]').evaluate("node => node.getBoundingClientRect().top")
    return found


def save(served: Served, old: str, new: str) -> None:
    """Change the file, and have it checked as the watcher does."""
    change(served.root, old, new, PATH)
    served.check(saved=time())


def test_page__shows_both_languages_side_by_side(page: Page) -> None:
    assert "number 1 says" in block(page, "clause-1.text~en-HK")
    assert "第1項" in block(page, "clause-1.text~zh-Hant-HK")
    assert page.title().endswith("· mouflow")
    assert page.locator("#connection").inner_text() == "live"


def test_page__follows_the_file_in_place_and_keeps_what_is_read(page: Page, served: Served) -> None:
    shown = text(page)
    read = shown.locator('[id="clause-15.text~en-HK"]')
    read.evaluate("node => { node.scrollIntoView({ block: 'center' }); node.own = 'kept'; }")
    before = top(page, "clause-15.text~en-HK")
    save(served, "do what number 2 says", "do " + "many things, and then some more, and " * 12 + "what number two says")
    expect(shown.locator('[id="clause-2.text~en-HK"]')).to_contain_text("number two")
    assert abs(top(page, "clause-15.text~en-HK") - before) < 1
    assert read.evaluate("node => node.own") == "kept"
    expect(page.locator("#timing")).to_contain_text(re.compile(r"shown \d+ ms after saving"))


def test_page__keeps_its_place_when_the_clause_at_the_top_goes(page: Page, served: Served) -> None:
    text(page).locator('[id="clause-15~en-HK"]').evaluate("node => node.scrollIntoView()")
    near = top(page, "clause-16~en-HK")
    save(served, CLAUSE.format(n=15), "")
    expect(text(page).locator('[id="clause-15.text~en-HK"]')).to_have_count(0)
    assert abs(top(page, "clause-16~en-HK") - near) < 400


def test_page__takes_over_a_style_that_is_saved(page: Page, served: Served) -> None:
    style = served.root / "templates/mou/style.css"
    style.parent.mkdir(parents=True)
    style.write_text("h2 { color: rgb(1, 2, 3) }\n", "utf-8")
    served.check()
    expect(text(page).locator('[id="clause-1~en-HK"]')).to_have_css("color", "rgb(1, 2, 3)")


def test_page__keeps_the_last_good_text_and_shows_where_the_error_is(page: Page, served: Served) -> None:
    save(served, "第20項", "第{{ twenty }}項")
    problem = page.locator("#problems li", has_text="twenty")
    expect(problem).to_have_attribute("data-severity", "error")
    assert problem.locator("pre .here").inner_text().strip().startswith("135")
    assert problem.locator("mark").inner_text()
    expect(page.locator("#banner")).to_contain_text("last page without errors")
    expect(page.locator("#documents a[aria-current]")).to_contain_text("1 error")
    assert "第20項" in block(page, "clause-20.text~zh-Hant-HK")
    problem.get_by_role("button", name="Show in the text").click()
    marked = text(page).locator("[data-problem=error]")
    expect(marked).to_have_id("clause-20.text~zh-Hant-HK")
    expect(marked).to_be_in_viewport()
    save(served, "第{{ twenty }}項", "第二十項")
    expect(page.locator("#banner")).to_be_hidden()
    expect(marked).to_have_count(0)
    assert "第二十項" in block(page, "clause-20.text~zh-Hant-HK")


def test_page__tells_of_a_document_that_never_was_without_errors(
    browser: Browser, workspace: Callable[..., Path]
) -> None:
    root = workspace({PATH: LONG + "\tnot yaml: [\n"})
    with previewed(root) as served:
        page = browser.new_page(locale="en-GB")
        page.goto(served.address)
        expect(page.locator("#banner")).to_contain_text("no page yet")
        expect(page.locator("#problems li")).not_to_have_count(0)
        save(served, "\tnot yaml: [\n", "")
        expect(page.locator("#banner")).to_be_hidden()
        expect(text(page).locator("main")).to_contain_text("number 1 says")
        page.close()


def test_place__of_a_clause_is_told_by_a_click_and_by_keys(page: Page, served: Served) -> None:
    text(page).locator('[id="clause-1.text~zh-Hant-HK"]').click()
    place = page.locator("#place")
    expect(place).to_contain_text(f"clause-1.text {PATH}:21")
    link = place.get_by_role("link", name="Open in the editor").get_attribute("href") or ""
    assert re.fullmatch(rf"vscode://file{served.root / PATH}:21:\d+", link)
    page.keyboard.press("j")
    expect(place).to_contain_text(f"clause-2 {PATH}:23")
    page.keyboard.press("k")
    expect(place).to_contain_text(f"clause-1.text {PATH}:21")


def test_controls__switch_layout_and_language_and_keep_the_place(page: Page) -> None:
    text(page).locator('[id="clause-15.text~en-HK"]').evaluate("node => node.scrollIntoView({ block: 'start' })")
    page.wait_for_timeout(300)
    page.select_option("#layout", "single")
    page.select_option("#languages", "zh-Hant-HK")
    shown = text(page).locator('[id="clause-15.text"]')
    expect(shown).to_contain_text("第15項")
    expect(shown).to_be_in_viewport()
    assert "languages=zh-Hant-HK" in page.url
    page.reload()
    expect(text(page).locator('[id="clause-15.text"]')).to_contain_text("第15項")
    page.select_option("#holder", "smtwb")
    expect(text(page).locator("main")).to_contain_text("上海市人才工作局存本")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-GB", ["Documents", "Problems", "Changes", "Text in"]),
        ("zh-HK", ["文件", "問題", "修訂", "語文"]),
        ("zh-CN", ["文件", "问题", "修订", "语言"]),
    ],
)
def test_page__speaks_the_language_of_the_browser(
    browser: Browser, served: Served, locale: str, words: list[str]
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(served.address)
    text(page).locator("main").wait_for()
    said = page.locator("body").inner_text() + (page.locator("nav").get_attribute("aria-label") or "")
    assert [each for each in words if each not in said] == []
    unnamed = (
        "[...document.querySelectorAll('[data-word], [data-label]')].filter(n => !n.textContent && !n.ariaLabel).length"
    )
    assert page.evaluate(unnamed) == 0
    page.select_option("#interface", "zh-Hans")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#problems h2")).to_contain_text("问题")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_page__is_read_by_weak_eyes_in_any_window(browser: Browser, served: Served, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served.address)
    text(page).locator("main").wait_for()
    save(served, "do what number 1 says", "{{ nothing }}")
    page.locator("#problems li[data-severity=error]").wait_for()
    assert (
        page.evaluate(CONTRAST.replace("'p,", "'p, label, legend, small, strong, em, b, button, select, code,")) >= 4.5
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_page__is_used_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none" or "INPUT" in reached
    assert {"interface", "filter", "A", "layout", "languages", "holder"} <= reached
    names = page.evaluate(
        "[...document.querySelectorAll('input, select, button, iframe, nav, aside')]"
        ".filter(n => !(n.labels?.length || n.ariaLabel || n.title || n.textContent.trim())).map(n => n.outerHTML)"
    )
    assert names == []


def test_redline__shows_what_changed_since_the_last_version(
    browser: Browser, workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_settings(monkeypatch, tmp_path)
    root = workspace({PATH: LONG})
    git(root, "init", "--quiet")
    commit_all(root, "Agree", "talent/v1")
    with previewed(root) as served:
        page = browser.new_page(locale="en-GB")
        page.goto(served.address)
        save(served, "do what number 3 says", "do all that number 3 says")
        page.get_by_text("Changes", exact=True).click()
        expect(text(page).locator("ins[data-change]", has_text="all that").first).to_be_visible()
        text(page).get_by_role("button", name="Next").click()
        expect(text(page).locator("[aria-current=true]").first).to_be_in_viewport()
        save(served, "do what number 4 says", "do all that number 4 says")
        expect(text(page).locator("output")).to_contain_text("2")
        page.close()


def test_pdf__is_shown_by_the_browser_and_made_again(page: Page, served: Served) -> None:
    page.get_by_text("PDF", exact=True).click()
    frame = page.locator("#pane iframe:not(.next)[src^=pdf]")
    frame.wait_for()
    first = frame.get_attribute("src") or ""
    save(served, "do what number 1 says", "do all that number 1 says")
    expect(frame).not_to_have_attribute("src", first)
    assert served.get((frame.get_attribute("src") or "").partition("#")[0]).body.startswith(b"%PDF-")


def test_list__finds_documents_and_follows_new_and_deleted_ones(page: Page, served: Served) -> None:
    entries = page.locator("#documents a")
    expect(entries).to_have_count(1)
    second = served.root / "agreements/other/second.yaml"
    second.parent.mkdir()
    second.write_text(LONG.replace("number 1 says", "the second says"), "utf-8")
    served.desk.list()
    served.check()
    expect(entries).to_have_count(2)
    page.fill("#filter", "seco")
    expect(entries.locator("visible=true")).to_have_text(re.compile("second"))
    entries.locator("visible=true").click()
    expect(text(page).locator("main")).to_contain_text("the second says")
    second.unlink()
    second.parent.rmdir()
    served.desk.list()
    served.desk.board.tell()
    expect(entries).to_have_count(1)
    expect(text(page).locator("main")).to_contain_text("number 1 says")


def test_page__says_that_the_watcher_has_ended(browser: Browser, workspace: Callable[..., Path]) -> None:
    page = browser.new_page(locale="en-GB")
    with previewed(workspace({PATH: LONG})) as served:
        page.goto(served.address)
        text(page).locator("main").wait_for()
    expect(page.locator("#connection")).to_contain_text("mouflow has stopped")
    assert "number 1 says" in block(page, "clause-1.text~en-HK")
    page.close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Another server on this machine, which is another site to the browser, and remembers what it was asked."""
    found = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(found.page.encode())

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        found.address = f"http://localhost:{server.server_port}/"
        yield found
        server.shutdown()
        thread.join()


@dataclass
class Elsewhere:
    """What a server elsewhere answers to everything, and what it was asked."""

    page: str = ""
    address: str = ""
    asked: list[str] = field(default_factory=list)


HARM = """<!DOCTYPE html><html><head><style>@import url("ELSEWHERE/a.css");
body { background: url("ELSEWHERE/b.png") }</style></head><body><main>
<script>parent.document.title = "harmed"; document.title = "harmed"</script>
<script src="ELSEWHERE/c.js"></script><link rel="stylesheet" href="ELSEWHERE/d.css">
<img src="x" onerror="document.title = 'harmed'"><img src="ELSEWHERE/e.png">
<iframe src="ELSEWHERE/f"></iframe><iframe srcdoc="<script>top.document.title = 'harmed'</script>"></iframe>
<a id="script" href="javascript:document.title = 'harmed'">out</a><form action="ELSEWHERE/g"><button>go</button></form>
<p id="end">the end</p><a id="out" href="ELSEWHERE/h">out</a></main></body></html>"""
"""What no template can write into a document; here it reaches the frame all the same."""


def test_frame__runs_and_fetches_nothing_that_a_document_brings(
    browser: Browser, served: Served, elsewhere: Elsewhere
) -> None:
    page = browser.new_page()
    page.goto(served.address)
    text(page).locator("main").wait_for()
    send = "html => document.querySelector('#pane iframe').contentWindow.postMessage({ type: 'begin', html }, '*')"
    page.evaluate(send, HARM.replace("ELSEWHERE/", elsewhere.address))
    text(page).locator("#end").wait_for()
    text(page).locator("#script").click()
    text(page).locator("button").click()
    page.wait_for_timeout(300)
    assert text(page).locator("body").evaluate("() => origin") == "null"
    assert text(page).locator("body").evaluate("() => document.title") != "harmed"
    text(page).locator("#out").click()
    page.wait_for_timeout(300)
    assert "harmed" not in page.title()
    assert elsewhere.asked == []
    page.close()


FOREIGN = """<!DOCTYPE html><title>foreign</title><script>
const address = "ADDRESS";
window.told = [];
const note = (what) => told.push(what);
fetch(address + "api/documents").then(() => note("fetched"), () => note("fetch refused"));
new EventSource(address + "events").onerror = () => note("events refused");
const script = document.createElement("script");
script.src = address + "static/words.js";
script.type = "module";
script.onload = () => note("script ran");
script.onerror = () => note("script refused");
document.head.append(script);
const picture = new Image();
picture.src = address + "static/icon.svg";
picture.onload = () => note("picture shown");
picture.onerror = () => note("picture refused");
</script><body><iframe src="ADDRESS"></iframe>"""
"""A page of another server, which has even learned the secret address."""


def test_guard__keeps_a_foreign_page_out_that_knows_the_address(
    browser: Browser, served: Served, elsewhere: Elsewhere
) -> None:
    elsewhere.page = FOREIGN.replace("ADDRESS", served.address)
    page = browser.new_page()
    page.goto(elsewhere.address)
    page.wait_for_timeout(1000)
    told = {"fetch refused", "events refused", "script refused", "picture refused"}
    assert set(page.evaluate("told")) == told
    assert page.frames[1].locator("#documents").count() == 0
    page.close()
