"""The table of agreements in a register: what the public reads of it, and its filters in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from mouflow.cli import main
from mouflow.document import Document, children_of, text_of, walk
from mouflow.document.subset import check_subset
from mouflow.languages.profiles import find_profile
from mouflow.register.exports.audience import for_public
from mouflow.register.exports.extract import Edition, Extract
from mouflow.register.records import Register, TermPeriod
from mouflow.render.filters import filter_controls
from mouflow.render.html import render_html
from mouflow.tracking.report import report_material
from mouflow.tracking.reports.register import public_register, register_report
from mouflow.tracking.voices import load_voices
from mouflow.workspace.folder import open_workspace
from tests.docs import ROOT
from tests.export_samples import CHANGED, DIRECTORY, TODAY, event, extract, occurrence, row

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WORKSPACE = open_workspace(ROOT)
MATERIAL = report_material(WORKSPACE, CHANGED)
LATE = row(occurrence("late-report", due=date(2026, 8, 31), owner="chan", note="SECRET"), "overdue", overdue=30)


def agreement(name: str, signed: date | None, parties: Sequence[str], instrument: str = "non-binding") -> Extract:
    """An agreement for three years from the day of signing; without one it is a draft."""
    terms = (TermPeriod(1, signed, date(signed.year + 3, signed.month, signed.day)),) if signed else ()
    events = {"signed": (signed,), "in-effect": (signed,)} if signed else {}
    register = Register(name, "fixed", terms, (LATE.occurrence,), events=events)
    told = (event(event="done", of="late-report", date="2026-09-01", note="SECRET why"),)
    whole = extract([LATE], register=register, events=told, parties=tuple(parties), instrument=instrument)
    return replace(whole, agreement=name, title={"en": f"Title of {name}", "zh-Hant": f"{name}備忘錄"})


EVERY = [
    agreement("first", date(2024, 6, 8), ("hkte", "smtwb")),
    agreement("second", date(2025, 3, 1), ("hkte", "lwb"), "treaty"),
    agreement("third", date(2025, 5, 2), ("hkte", "smtwb")),
    agreement("draft", None, ("hkte", "smtwb")),
]


def edition(*keys: str, internal: bool = True) -> Edition:
    voices = load_voices(WORKSPACE, [profile for key in keys if (profile := find_profile(key))])
    return Edition(TODAY, voices, DIRECTORY, internal=internal)


def public(*keys: str, every: Sequence[Extract] = EVERY) -> Document:
    told = edition(*keys, internal=False)
    return public_register([for_public(each) for each in every], told, told.words, MATERIAL)  # type: ignore[arg-type]


def office(*keys: str) -> Document:
    told = edition(*keys)
    return register_report(EVERY, told, told.words, MATERIAL)  # type: ignore[arg-type]


def lines(document: Document) -> list[list[str]]:
    """What the table of agreements says, cell by cell."""
    (table,) = (each for each in walk(document.blocks) if each.id == "_register.agreements")
    rows = [line for part in children_of(table, "thead", "tbody") for line in children_of(part)]
    return [
        [" | ".join(map(text_of, children_of(cell, "p"))) or text_of(cell) for cell in children_of(each)]
        for each in rows
    ]


def test_public_register__lists_what_is_signed() -> None:
    assert lines(public("en")) == [
        ["Agreement", "Parties", "Type", "Stage", "Signed", "Last day"],
        [
            "Title of first | first",
            "Hong Kong Talent Engage | Shanghai Municipal Talent Work Bureau",
            "Memorandum (non-binding)",
            "In effect",
            "8 June 2024",
            "8 June 2027",
        ],
        [
            "Title of second | second",
            "Hong Kong Talent Engage | lwb",
            "Agreement (binding)",
            "In effect",
            "1 March 2025",
            "1 March 2028",
        ],
        [
            "Title of third | third",
            "Hong Kong Talent Engage | Shanghai Municipal Talent Work Bureau",
            "Memorandum (non-binding)",
            "In effect",
            "2 May 2025",
            "2 May 2028",
        ],
    ]


def test_public_register__has_every_language_in_each_cell() -> None:
    assert lines(public("zh-Hant", "en"))[1][:4] == [
        "first備忘錄 | Title of first | first",
        "香港人才服務辦公室 | Hong Kong Talent Engage | 上海市人才工作局 | Shanghai Municipal Talent Work Bureau",
        "備忘錄（不具約束力） | Memorandum (non-binding)",
        "生效中 | In effect",
    ]


def test_public_register__tells_nothing_of_duties_and_events() -> None:
    page = render_html(public("en", "zh-Hant")).decode()
    told = ("SECRET", "late-report", "Overdue", "Send the yearly report", "Chan", "draft", "Nothing is due")
    assert not [word for word in told if word in page.partition("<body")[2]]


def test_public_register__keeps_to_the_subset_and_leads_nowhere() -> None:
    document = public("en", "zh-Hant")
    assert not check_subset(document.blocks)
    assert not [each for each in walk(document.blocks) if each.get("href")]


def test_register__tells_the_office_what_is_overdue_and_leads_to_each_agreement() -> None:
    heads, first, *_, draft = lines(office("en"))
    assert heads[-3:] == ["Overdue", "Next due", "Next notice by"]
    assert first[-3:] == ["1", "", ""]
    assert draft[3:6] == ["Not signed yet", "", ""]
    names = {each.id for each in walk(office("en").blocks)}
    assert {"first", "second", "third", "draft"} <= names


def test_filters__are_told_row_by_row() -> None:
    filters = office("en", "zh-Hant").filters
    assert filters
    assert filters.sections == ("first", "second", "third", "draft")
    values = {facet.name: facet.values for facet in filters.facets}
    assert list(values) == ["Party / 合作方", "Type / 類別", "Stage / 現況", "Year signed / 簽署年份"]
    assert values["Year signed / 簽署年份"] == (("2024",), ("2025",), ("2025",), ())
    assert values["Party / 合作方"][1] == ("Hong Kong Talent Engage / 香港人才服務辦公室", "lwb")


def test_filters__without_a_choice_there_are_no_controls() -> None:
    alone = public("en", every=[agreement("only", date(2024, 6, 8), ())])
    assert filter_controls(alone) == ()
    assert b"<script" not in render_html(alone)


def test_filters__the_page_runs_its_own_script_alone() -> None:
    page = render_html(public("en")).decode()
    assert "script-src 'sha256-" in page
    assert "src=" not in page
    (rows,) = (each.get("data-rows") for each in filter_controls(public("en")))
    assert json.loads(rows)[0] == ["", [0, 2], [1], [0]]


def test_register__of_thousands_of_agreements_stays_within_what_a_template_may_spend() -> None:
    many = [agreement(f"a{number}", date(2024, 6, 8), ("hkte",)) for number in range(3000)]
    assert len(lines(public("en", "zh-Hant", every=many))) == 3001


@pytest.mark.parametrize("others", [["--party", "hkte"], ["--counterpart", "hkte"]])
def test_export__public_is_for_everybody(others: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "html", "--public", *others]) == 2
    assert "choose one" in capsys.readouterr().err


def test_export__public_is_a_list_to_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "csv", "--public"]) == 2
    assert "html, pdf or docx" in capsys.readouterr().err


def test_export__public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = tmp_path / "register.html"
    assert main(["export", "--format", "html", "--public", "--today", "2026-09-30", "--out", str(page)]) == 0
    told = page.read_text("utf-8")
    assert "備忘錄" in told
    assert "work-plan-report" not in told


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "register.html"
    path.write_bytes(render_html(office("en", "zh-Hant")))
    return path


def shown(page: Page) -> list[str]:
    """The agreements whose rows can be seen, and those whose sections can: the two have to be the same."""
    rows = page.locator("#_register\\.agreements tbody tr:visible .small").all_inner_texts()
    assert rows == [each for each in ("first", "second", "third", "draft") if page.locator(f"#{each}").is_visible()]
    return rows


def test_browser__filters_leave_out_rows_and_their_sections(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(page_file.as_uri())
    year, kind = page.get_by_label("Year signed"), page.get_by_label("Type")
    year.select_option("2025")
    assert shown(page) == ["second", "third"]
    kind.select_option(label="Agreement (binding) / 協定（具約束力）")
    assert shown(page) == ["second"]
    assert page.get_by_role("status").inner_text() == "Shown: 1 of 4"
    year.select_option(label="All / 全部")
    kind.select_option(label="All / 全部")
    assert shown(page) == ["first", "second", "third", "draft"]
    assert not wrong
    page.close()


def test_browser__filters_can_be_worked_by_keyboard(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.get_by_label("Party").focus()
    page.keyboard.press("End")
    assert shown(page) == ["first", "third", "draft"]
    page.close()


def test_browser__without_its_script_the_page_shows_everything(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert shown(page) == ["first", "second", "third", "draft"]
    assert not page.locator(".filters").is_visible()
    context.close()


def test_browser__a_filtered_page_fits_a_phone(browser: Browser, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
