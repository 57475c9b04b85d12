"""`mouflow watch --serve` as a person has it: the program, her editor and her browser."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import MOU
from tests.repositories import change
from tests.test_preview import CHROMIUM, text
from tests.watchers import Watcher, children, watching

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; on Ubuntu it comes as a snap only")

PATH = "agreements/talent/mou.yaml"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        expect.set_options(timeout=20_000)
        yield started
        started.close()


@pytest.fixture
def watcher(workspace: Callable[..., Path]) -> Iterator[Watcher]:
    with watching(workspace({PATH: MOU, "mouflow.toml": ""}), "--serve") as begun:
        yield begun


@pytest.fixture
def page(browser: Browser, watcher: Watcher) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    opened.goto(address(watcher))
    text(opened).locator("main").wait_for()
    yield opened
    context.close()


def address(watcher: Watcher) -> str:
    found: str = next(each["address"] for each in watcher.begun if each["news"] == "preview")
    return found


def test_watch__a_save_reaches_the_page(page: Page, watcher: Watcher) -> None:
    shown = text(page).locator('[id="areas.list~zh-Hant-HK"]')
    change(watcher.root, "雙方合作", "雙方緊密合作", PATH)
    expect(shown).to_contain_text("雙方緊密合作")
    change(watcher.root, "緊密", "{{ closely }}", PATH)
    expect(page.locator("#problems li[data-severity=error]")).to_contain_text("closely")
    expect(page.locator("#banner")).to_be_visible()
    expect(shown).to_contain_text("雙方緊密合作")
    change(watcher.root, "{{ closely }}", "真誠", PATH)
    expect(shown).to_contain_text("雙方真誠合作")
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.locator("#connection")).to_have_text("live")


def test_watch__a_change_of_what_documents_share_reaches_the_page(page: Page, watcher: Watcher) -> None:
    change(watcher.root, "Hong Kong Talent Engage", "Hong Kong Talent Office", "agreements/organisations.yaml")
    expect(text(page).locator("main")).to_contain_text("Hong Kong Talent Office")
    (watcher.root / "mouflow.toml").write_text('[preview]\neditor = "emacs:{path}+{line}"\n', "utf-8")
    watcher.until("rested")
    sleep(0.2)
    text(page).locator('[id="areas.list~en-HK"]').click()
    link = page.locator("#place").get_by_role("link", name="Open in the editor")
    expect(link).to_have_attribute("href", f"emacs:{watcher.root / PATH}+14")


def test_watch__the_page_shows_a_pdf_that_a_worker_made(page: Page, watcher: Watcher) -> None:
    page.get_by_text("PDF", exact=True).click()
    frame = page.locator("#pane iframe:not(.next)[src^=pdf]")
    frame.wait_for()
    first = frame.get_attribute("src") or ""
    change(watcher.root, "雙方合作", "雙方緊密合作", PATH)
    expect(frame).not_to_have_attribute("src", first)


def test_watch__new_and_deleted_documents_come_and_go(page: Page, watcher: Watcher) -> None:
    entries = page.locator("#documents a")
    watcher.write("agreements/other/second.yaml", MOU.replace("    ", ""))
    watcher.write("agreements/talent/third.yaml", (watcher.root / PATH).read_text("utf-8"))
    expect(entries).to_have_count(3)
    (watcher.root / "agreements/talent/third.yaml").unlink()
    expect(entries).to_have_count(2)


def test_watch__a_workspace_that_is_gone_is_told_until_it_is_back(page: Page, watcher: Watcher) -> None:
    away = watcher.root.rename(watcher.root.with_name("away"))
    expect(page.locator("#troubles")).to_contain_text("no longer at")
    away.rename(watcher.root)
    expect(page.locator("#troubles")).to_be_hidden()
    change(watcher.root, "雙方合作", "雙方緊密合作", PATH)
    expect(text(page).locator("main")).to_contain_text("雙方緊密合作")


def test_watch__ends_at_once_though_a_browser_listens(page: Page, watcher: Watcher) -> None:
    began = monotonic()
    assert watcher.end() == 143
    assert monotonic() - began < 4
    assert children(watcher.process.pid) == []
    assert not any("Traceback" in line for line in watcher.said)
    expect(page.locator("#connection")).to_contain_text("mouflow has stopped")


def test_watch__a_port_that_is_taken_is_told(workspace: Callable[..., Path]) -> None:
    root = workspace({PATH: MOU, "mouflow.toml": ""})
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "mouflow", "watch", "--serve", "--port", str(port)]
        done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True, timeout=20)
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_watch__open_starts_a_browser_with_a_door_that_opens_once(
    workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = workspace({PATH: MOU, "mouflow.toml": "", "webbrowser.py": "raise SystemExit('the wrong one')"})
    program, noted = tmp_path / "browser", tmp_path / "noted"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {noted}.new && mv {noted}.new {noted}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    with watching(root, "--open") as watcher:
        ends = monotonic() + 20
        while not noted.exists() and monotonic() < ends:
            sleep(0.05)
        door = urlsplit(noted.read_text("utf-8"))
        assert urlsplit(address(watcher)).path.strip("/") not in door.path
        assert [asked(door.netloc, door.path) for _ in range(2)] == [303, 403]


def asked(host: str, path: str) -> int:
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status
