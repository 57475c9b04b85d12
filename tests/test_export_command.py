"""`mouflow export`: the whole way from YAML to every form, and nothing internal for the other side."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pikepdf
import pytest
import recurring_ical_events
from icalendar import Calendar

from mouflow.cli import main
from mouflow.cli.export import FORMS
from mouflow.languages.profiles import find_profile
from mouflow.model.ledger import About, AgreementVerb, DutyVerb, Evidence
from mouflow.model.record import NOWHERE
from mouflow.register.entering import Draft
from mouflow.register.exports.columns import duty_columns, event_columns, term_columns
from mouflow.register.exports.extract import Edition
from mouflow.register.exports.shape import register_schema
from mouflow.register.states import Status
from mouflow.tracking.append import append
from mouflow.tracking.voices import load_voices
from mouflow.workspace.folder import open_workspace
from tests.conftest import MOU, PEOPLE, Ran
from tests.repositories import change, commit_all, git, use_settings
from tests.test_changes_json import broken

TODAY = ("--today", "2026-09-30")
OBLIGATIONS = """\
    term:
      kind: tacit
      length: {years: 3}
      notice: {length: {months: 6}}
    remind: [30, 7]
    obligations:
      - id: yearly-report
        clause: areas.list
        kind: report
        bearer: [hkte]
        owner: chris-sun
        due: {every: {years: 1}, from: 2025-03-31}
        note: SECRET-ours
      - id: their-plan
        clause: areas.list
        kind: deliverable
        bearer: [smtwb]
        owner: chris-sun
        deputy: chris-sun
        deliverable: {en: A work plan, zh-Hant: 工作計劃}
        due: {every: {years: 1}, from: 2025-06-30}
        note: SECRET-note
      - id: their-answer
        en: Answer
        zh-Hant: 答覆
        bearer: [smtwb]
        due: {after: yearly-report, days: 30}
      - id: their-review
        en: Review
        zh-Hant: 檢視
        bearer: [smtwb]
        due: {after: launch, months: 1}
      - id: both
        en: Meet once, =1+1
        zh-Hant: 會面一次
        joint: true
        due: 2026-10-31
        note: SECRET-joint
    milestones:
      - id: launch
        en: Launch
        zh-Hant: 啟動
        bearer: [hkte]
        due: {after: both, months: 1}
"""
FILES = {
    "agreements/talent/mou.yaml": MOU,
    "agreements/talent/obligations.yaml": OBLIGATIONS,
    "agreements/people.yaml": PEOPLE.replace("surname", "email: SECRET@office.example\n      surname", 1),
    "agreements/other/mou.yaml": MOU,
}


def ledger_of(root: Path) -> None:
    """Write down what happened, with a secret wherever the office writes for itself."""
    plan: Any = {"of": "their-plan", "occurrence": "2026-06-30"}
    seen = (Evidence(location=NOWHERE, address="https://SECRET.example/plan"),)
    told = [
        Draft("done", date(2025, 6, 20), "their-plan", "2025-06-30", evidence=seen, note="SECRET-why"),
        Draft("reassign", date(2026, 6, 1), to="chris-sun", note="SECRET-who", **plan),
        Draft("note", date(2026, 6, 2), note="SECRET-remark", **plan),
        Draft("extend", date(2026, 6, 3), until=date(2026, 11, 30), note="SECRET-late", **plan),
        Draft("done", date(2025, 3, 31), "yearly-report", "2025-03-31", note="SECRET-own"),
    ]
    for number, draft in enumerate(told):
        now = datetime(2026, 7, 1, number, tzinfo=UTC)
        append(open_workspace(root), "talent", draft, now=now, author="SECRET <SECRET@office.example>", commit=False)


@pytest.fixture
def root(workspace: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recorded workspace with an agreement that is under way, and another that promises nothing."""
    use_settings(monkeypatch, tmp_path)
    folder = workspace(FILES)
    ledger_of(folder)
    git(folder, "init", "--quiet")
    commit_all(folder, "Begin")
    return folder


Export = Callable[..., bytes]


@pytest.fixture
def export(root: Path, run: Callable[..., Ran]) -> Export:
    """Export to a file and return its bytes."""

    def exported(form: str, *arguments: str) -> bytes:
        ran = run(root, "export", *arguments, "--format", form, *TODAY, "--out", f"out/register.{form}")
        assert ran.status == 0, ran.err
        return (root / f"out/register.{form}").read_bytes()

    return exported


def lines(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written.decode("utf-8-sig"), newline="")))


def references(written: bytes) -> list[str]:
    return [next(cell for heading, cell in line.items() if "Reference" in heading) for line in lines(written)]


def test_export__a_table_of_what_is_open(export: Export) -> None:
    found = references(export("csv", "talent"))
    assert found[:4] == ["their-answer@2025-03-31", "yearly-report@2026-03-31", "both", "their-plan@2026-06-30"]
    assert "yearly-report@2025-03-31" not in found
    assert "launch" in found
    assert "yearly-report@2025-03-31" in references(export("csv", "talent", "--all"))


def test_export__clause_wording_place_and_dates_in_every_language(export: Export) -> None:
    line = next(
        each
        for each in lines(export("csv", "talent", "--lang", "en,zh-Hant"))
        if "yearly-report@2026-03-31" in each.values()
    )
    cells = set(line.values())
    assert {"The Participants will co-operate.", "雙方合作。", "Paragraph 1", "第一條", "2026-03-31", "183"} <= cells
    both = next(each for each in lines(export("csv", "talent", "--lang", "en")) if each["Reference"] == "both")
    assert both["What is to be done"] == "Meet once, =1+1"


def test_export__one_party(export: Export) -> None:
    found = references(export("csv", "talent", "--party", "smtwb", "--all"))
    assert {each.partition("@")[0] for each in found} >= {"their-plan", "both"}
    assert not {each.partition("@")[0] for each in found} & {"yearly-report", "launch"}


def test_export__a_workbook_with_every_table(export: Export) -> None:
    book = openpyxl.load_workbook(BytesIO(export("xlsx", "talent", "--all")))
    obligations, milestones, terms, ledger = book.worksheets
    assert milestones.cell(2, 2).value == "launch"
    assert ledger.max_row == 6
    assert terms.max_row >= 2
    assert any(cell.is_date for row in obligations.iter_rows() for cell in row)


def test_export__json_as_its_schema_says(export: Export) -> None:
    written: Any = json.loads(export("json", "talent", "--all"))
    schema = register_schema()
    assert list(broken(written, schema, schema)) == []
    (agreement,) = written["agreements"]
    assert agreement["kind"] == "tacit"
    assert {each["event"] for each in agreement["ledger"]} == {"done", "reassign", "note", "extend"}
    report = next(each for each in agreement["occurrences"] if each["reference"] == "yearly-report@2026-03-31")
    assert report["status"] == "overdue"
    assert report["steps"]


def test_export__a_calendar_shows_every_date(export: Export) -> None:
    calendar = Calendar.from_ical(export("ics", "talent"))
    shown = recurring_ical_events.of(calendar).between("20240101", "20300101")
    dates = {(each["UID"].split("--")[2].partition("@")[0], each["DTSTART"].dt.isoformat()) for each in shown}
    assert ("their-plan", "2026-11-30") in dates
    assert ("their-plan", "2026-06-30") not in dates
    assert {("yearly-report", f"{year}-03-31") for year in (2025, 2026, 2027, 2028)} <= dates
    series = [each for each in calendar.walk("VEVENT") if "--yearly-report@" in each["UID"]]
    told = [(each.get("RECURRENCE-ID"), each["STATUS"]) for each in series]
    days = [(day and day.dt.isoformat(), status) for day, status in told]
    assert days == [(None, "CONFIRMED"), ("2025-03-31", "CONFIRMED"), ("2028-03-31", "TENTATIVE")]
    assert [each["SUMMARY"].startswith("[") for each in series] == [False, True, False]
    waiting = [each for each in calendar.walk("VTODO") if "--launch@" in each["UID"]]
    assert "DUE" not in waiting[0]


def test_export__moving_a_date_keeps_its_id_and_raises_its_sequence(export: Export, root: Path) -> None:
    def entry() -> Any:
        found = Calendar.from_ical(export("ics", "talent")).walk("VEVENT")
        return next(each for each in found if "--both@" in each["UID"])

    before = entry()
    change(root, "due: 2026-10-31", "due: 2026-11-15", "agreements/talent/obligations.yaml")
    moved = entry()
    commit_all(root, "Meet later")
    recorded = entry()
    assert before["UID"] == moved["UID"] == recorded["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] == recorded["SEQUENCE"]
    assert moved["DTSTART"].dt == date(2026, 11, 15)


@pytest.mark.parametrize("form", FORMS)
def test_export__same_commit_same_bytes(export: Export, root: Path, tmp_path: Path, form: str) -> None:
    first = export(form)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(root), str(clone))
    assert main_in(clone, "export", "--format", form, *TODAY, "--out", "again") == 0
    assert (clone / "again").read_bytes() == first


def main_in(folder: Path, *arguments: str) -> int:
    done = subprocess.run([sys.executable, "-m", "mouflow", *arguments], cwd=folder, check=False, capture_output=True)
    return done.returncode


# --- for the counterpart


def plain(form: str, written: bytes) -> bytes:
    """All that a file holds, unpacked, unfolded, uncompressed."""
    if form in ("xlsx", "docx"):
        with zipfile.ZipFile(BytesIO(written)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    if form == "pdf":
        unpacked = BytesIO()
        with pikepdf.open(BytesIO(written)) as pdf:
            pdf.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        text = subprocess.run(["pdftotext", "-", "-"], input=written, capture_output=True, check=True).stdout
        return unpacked.getvalue() + text
    return written.replace(b"\r\n ", b"")


@pytest.mark.parametrize("form", FORMS)
def test_export__no_secret_for_the_counterpart(export: Export, form: str) -> None:
    given = plain(form, export(form, "talent", "--counterpart", "smtwb", "--all"))
    assert b"A work plan" in given
    assert b"Review" in given
    for secret in (b"secret", b"chris sun", "孫玉菡".encode(), b"yearly-report", b"launch"):
        assert secret not in given.lower()


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("html", "pdf", "docx")])
def test_export__the_office_sees_its_notes(export: Export, form: str) -> None:
    assert b"SECRET-note" in plain(form, export(form, "talent", "--all"))


def test_export__leaves_out_what_is_no_address(root: Path, export: Export) -> None:
    change(root, "SECRET@office.example", "nobody at all", "agreements/people.yaml")
    assert b"ATTENDEE" not in export("ics", "talent", "--all")


# --- where it goes, and what is wrong


def test_export__to_standard_output(
    root: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert main(["export", "--format", "csv", *TODAY, "--out", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("talent",), "build/talent/register.csv"),
        (("talent", "--party", "hkte"), "build/talent/register.hkte.csv"),
        (("talent", "--counterpart", "smtwb"), "build/talent/register.for-smtwb.csv"),
        ((), "build/register.csv"),
        (("talent", "--format", "json,ics"), "build/talent/register.ics"),
    ],
)
def test_export__to_the_output_folder(
    root: Path, run: Callable[..., Ran], arguments: tuple[str, ...], path: str
) -> None:
    ran = run(root, "export", "--format", "csv", *arguments, *TODAY)
    assert ran.status == 0
    assert (root / path).is_file()
    assert path in ran.out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("talent",), 2, "--format"),
        (("nowhere", "--format", "csv"), 2, "no agreement `nowhere`"),
        (("talent", "--format", "csv", "--party", "smtw"), 1, "did you mean `smtwb`?"),
        (("talent", "--format", "csv", "--party", "hkte", "--counterpart", "smtwb"), 2, "choose one"),
        (("talent", "--format", "csv", "--out", "agreements/x.csv"), 2, "may not lie among the sources"),
        (("talent", "--format", "ics", "--ics-parts", "alarms"), 2, "alarms"),
        (("talent", "--format", "csv,xls"), 2, "'xls' is not one of csv, xlsx"),
        (("talent", "--format", "csv,ics", "--out", "x.csv"), 2, "--out names one file"),
        (("--public", "--format", "html,csv"), 2, "html, pdf or docx, not csv"),
        (("talent", "--format", "csv", "--today", "2026-02-30"), 2, "no such day"),
    ],
)
def test_export__wrong_usage(
    root: Path, run: Callable[..., Ran], arguments: tuple[str, ...], status: int, said: str
) -> None:
    ran = run(root, "export", *arguments)
    assert ran.status == status
    assert said in ran.err


def test_export__a_register_with_errors_is_not_given_out(root: Path, run: Callable[..., Ran]) -> None:
    change(root, "due: 2026-10-31", "due: 2026-10-32", "agreements/talent/obligations.yaml")
    ran = run(root, "export", "talent", "--format", "csv", *TODAY)
    assert ran.status == 1
    assert "obligations.yaml" in ran.err
    assert not (root / "build").exists()


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_export__every_heading_has_its_word(root: Path, language: str) -> None:
    profile = find_profile(language)
    assert profile
    edition = Edition(date(2026, 9, 30), load_voices(open_workspace(root), [profile]))
    columns = [*duty_columns(edition), *term_columns(edition), *event_columns(edition)]
    names = {each.name for each in columns} | {"register", "obligations", "milestones", "terms", "ledger"}
    names |= {
        "term.notice",
        "term.review",
        "term.end",
        *(f"event.{each}" for each in (*get_args(DutyVerb), *get_args(AgreementVerb))),
    }
    names |= {f"about.{each}" for each in get_args(About)}
    assert [name for name in sorted(names) if edition.heading(name) == name] == []
    assert [each for each in get_args(Status) if language != "en" and edition.status(each) == each] == []
