"""The register as CSV, XLSX and JSON: values that survive, texts that never compute, nothing for the wrong reader."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.register.exports.audience import bears, for_counterpart, for_party
from mouflow.register.exports.columns import Cell
from mouflow.register.exports.csv import to_csv
from mouflow.register.exports.extract import Extract
from mouflow.register.exports.ics import to_ics
from mouflow.register.exports.json import register_shape
from mouflow.register.exports.shape import RegisterShape, register_schema
from mouflow.register.exports.tables import Table, every_table, ledger_table, register_table, term_table
from mouflow.register.exports.xlsx import to_xlsx
from mouflow.register.steps import Step
from tests.export_samples import CHANGED, edition, event, extract, occurrence, row
from tests.test_changes_json import broken

DUE = date(2026, 12, 31)
ATTACKS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    "\u3000=1",
    "\ufeff=1",
)


def lines(found: Extract, *languages: str, **more: Any) -> list[dict[str, str]]:
    """The register table as a program reads it from CSV: heading to cell."""
    text = to_csv(register_table([found], edition(*languages, **more))).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def table(*cells: Cell) -> Table:
    return Table("Obligations", ("heading",), tuple((cell,) for cell in cells))


def sheets(written: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(written))


def workbook(*tables: Table) -> bytes:
    return to_xlsx(tables, "Register", "Office", CHANGED)


# --- what stands in a line


def test_register_table__a_line_in_every_language() -> None:
    steps = (Step("date", DUE),)
    kept = occurrence(due=DUE, owner="chan", deputy="lee", note="Call first", steps=steps, deliverable={"en": "Report"})
    (line,) = lines(extract([row(kept, "overdue", overdue=3)]))
    assert line == {
        "agreement:en / agreement:zh-Hant": "hk-shanghai",
        "reference:en / reference:zh-Hant": "report",
        "kind:en / kind:zh-Hant": "report / 〔report〕",
        "wording:en [en]": "Send the yearly report",
        "wording:zh-Hant [zh-Hant]": "提交年度報告",
        "deliverable:en [en]": "Report",
        "deliverable:zh-Hant [zh-Hant]": "",
        "place:en [en]": "Paragraph 5(2)",
        "place:zh-Hant [zh-Hant]": "第五條第二款",
        "bearers:en [en]": "Hong Kong Talent Engage",
        "bearers:zh-Hant [zh-Hant]": "香港人才服務辦公室",
        "status:en / status:zh-Hant": "overdue / 「overdue」",
        "due:en / due:zh-Hant": "2026-12-31",
        "overdue:en / overdue:zh-Hant": "3",
        "original:en / original:zh-Hant": "",
        "waiting-for:en / waiting-for:zh-Hant": "",
        "known-from:en / known-from:zh-Hant": "",
        "share:en / share:zh-Hant": "",
        "expected:en / expected:zh-Hant": "",
        "closed:en / closed:zh-Hant": "",
        "follows:en / follows:zh-Hant": "",
        "explanation:en [en]": "date 2026-12-31.",
        "explanation:zh-Hant [zh-Hant]": "date 2026-12-31。",
        "owner:en / owner:zh-Hant": "Chan Tai Man / 陳大文",
        "deputy:en / deputy:zh-Hant": "Lee Siu Ming / 李小明",
        "evidence:en / evidence:zh-Hant": "",
        "note:en / note:zh-Hant": "Call first",
    }


def test_register_table__one_language_has_its_columns_alone() -> None:
    (line,) = lines(extract([row(occurrence(due=DUE))]), "zh-Hant")
    assert line["wording:zh-Hant"] == "提交年度報告"
    assert not any("en" in heading.split(":") for heading in line)


def test_register_table__several_bearers_stand_one_a_line() -> None:
    joint = occurrence(due=DUE, bearers=("hkte", "smtwb"))
    own = occurrence(due=DUE, bearers=("hkte", "smtwb"), party="smtwb")
    found = [line["bearers:en [en]"] for line in lines(extract([row(joint), row(own)]))]
    both = "Hong Kong Talent Engage\nShanghai Municipal Talent Work Bureau"
    assert found == [both, "Shanghai Municipal Talent Work Bureau"]


def test_term_table__the_window_of_the_notice() -> None:
    found = term_table([extract([])], edition("en"))
    line = dict(zip((each.partition(":")[0] for each in found.headings), found.lines[0], strict=True))
    assert line["title"] == "Memorandum"
    assert (line["first"], line["last"], line["receive-by"]) == (date(2024, 6, 8), date(2027, 6, 7), date(2026, 12, 7))


def test_ledger_table__what_happened_in_order() -> None:
    events = (
        event(event="signed", date="2024-06-08"),
        event(event="done", of="report", occurrence="2026-03-31", date="2026-03-30"),
    )
    found = ledger_table([extract([], events=events)], edition("en"))
    assert [line[1:4] for line in found.lines] == [
        (date(2024, 6, 8), "event.signed:en", ""),
        (date(2026, 3, 30), "event.done:en", "report@2026-03-31"),
    ]


def test_every_table__milestones_have_a_sheet_of_their_own() -> None:
    rows = [row(occurrence(due=DUE)), row(occurrence("launch", source="milestone", due=DUE))]
    obligations, milestones, terms, ledger = every_table([extract(rows)], edition())
    assert [line[1] for line in obligations.lines] == ["report"]
    assert [line[1] for line in milestones.lines] == ["launch"]
    assert (len(terms.lines), len(ledger.lines)) == (1, 0)


# --- CSV


def test_to_csv__utf8_with_its_mark_and_lines_as_in_rfc_4180() -> None:
    written = to_csv(table("香港", 'say "yes", twice', "two\nlines"))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == '"heading"\r\n"香港"\r\n"say ""yes"", twice"\r\n"two\nlines"\r\n'


@pytest.mark.parametrize("attack", ATTACKS)
def test_to_csv__no_cell_computes(attack: str) -> None:
    written = to_csv(table(attack)).decode("utf-8-sig")
    assert list(csv.reader(StringIO(written, newline="")))[1] == [f"'{attack}"]


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@＝＋－＠\t\r\n ;,\"'\u3000\ufeff")))
def test_to_csv__keeps_every_text_but_for_the_apostrophe(text: str) -> None:
    (found,) = list(csv.reader(StringIO(to_csv(table(text)).decode("utf-8-sig"), newline="")))[1]
    assert found in {text, f"'{text}"}
    assert not found.lstrip().startswith(tuple("=+-@＝＋－＠"))


# --- XLSX


def test_to_xlsx__dates_and_numbers_are_real() -> None:
    (found,) = sheets(workbook(table(date(2024, 2, 29), 3, "香港", None)))
    cells = [found.cell(number, 1) for number in range(2, 6)]
    assert [cell.value for cell in cells] == [datetime(2024, 2, 29), 3, "香港", None]
    assert [cell.data_type for cell in cells[:3]] == ["d", "n", "s"]
    assert cells[0].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("attack", [*ATTACKS, "https://example.com", "012", "{=1}", "mailto:a@b.example"])
def test_to_xlsx__texts_stay_texts(attack: str) -> None:
    written = workbook(table(attack))
    (found,) = sheets(written)
    assert found["A2"].data_type == "s"
    with zipfile.ZipFile(BytesIO(written)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not any("external" in name or name.endswith("sheet1.xml.rels") for name in parts.namelist())


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff") | st.sampled_from("_x005F_\x01\x1b")
    )
)
def test_to_xlsx__keeps_every_text(text: str) -> None:
    (found,) = sheets(workbook(table(text)))
    from openpyxl.utils.escape import unescape

    assert unescape(found["A2"].value or "").replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_to_xlsx__columns_fit_han_and_long_texts_wrap() -> None:
    wide = Table("t", ("a", "b", "c"), (("年度報告" * 5, "annual report", "x" * 500),))
    (found,) = sheets(workbook(wide))
    widths = [found.column_dimensions[name].width for name in "ABC"]
    assert widths[0] > 2 * 20
    assert 13 < widths[1] < 20
    assert widths[2] < 62
    assert found["C2"].alignment.wrap_text


def test_to_xlsx__head_stays_and_filters() -> None:
    (found,) = sheets(workbook(table("a", "b")))
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:A3"
    assert found["A1"].font.bold


def test_to_xlsx__names_of_sheets_are_ones_that_excel_takes() -> None:
    names = ["Obligations / 義務 / 义务 [of all agreements]", "Obligations / 義務 / 义务 [of all others]", "'", ""]
    found = sheets(workbook(*(replace(table("a"), name=name) for name in names))).sheetnames
    assert len({name.casefold() for name in found}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)


def test_to_xlsx__same_bytes_and_no_clock() -> None:
    tables = every_table([extract([row(occurrence(due=DUE))])], edition())
    written = workbook(*tables)
    assert written == workbook(*tables)
    with zipfile.ZipFile(BytesIO(written)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"2026-09-01T08:30:00Z") == 2


# --- JSON


def rich() -> Extract:
    steps = (Step("event", DUE, {"event": "signed", "names": {"en": "New Year"}, "length": {"months": 6}}),)
    kept = occurrence(due=DUE, nominal=DUE, steps=steps, owner="chan", remind=(30, 7), follows=("launch",))
    events = (event(event="done", of="report", date="2026-09-01", evidence=[{"path": "a.pdf", "sha256": "ab"}]),)
    return extract([row(kept), row(occurrence("wait", waiting_for="notice"), "waiting")], events=events)


def test_register_shape__what_programs_read() -> None:
    shape = register_shape([rich()], edition()).model_dump(mode="json")
    (agreement,) = shape["agreements"]
    first, second = agreement["occurrences"]
    assert (shape["version"], shape["today"], shape["edition"]) == (1, "2026-09-30", "office")
    assert (first["reference"], first["due"], first["status"], first["remind"]) == (
        "report",
        "2026-12-31",
        "open",
        [30, 7],
    )
    assert first["steps"][0]["values"] == {"event": "signed", "names": {"en": "New Year"}, "length": {"months": 6}}
    assert first["steps"][0]["text"] == {"en": "event 2026-12-31.", "zh-Hant": "event 2026-12-31。"}
    assert (second["due"], second["waiting_for"]) == (None, "notice")
    assert agreement["terms"][0]["receive_by"] == "2026-12-07"
    assert agreement["ledger"][0]["evidence"] == [{"path": "a.pdf", "address": None, "sha256": "ab"}]


def test_register_schema__says_what_is_written() -> None:
    written, schema = register_shape([rich()], edition()).model_dump(mode="json"), register_schema()
    assert list(broken(written, schema, schema)) == []
    RegisterShape.model_validate(json.loads(json.dumps(written)))


def test_register_schema__describes_every_field() -> None:
    schema: Any = register_schema()
    for name, shape in {"": schema, **schema["$defs"]}.items():
        for key, field in shape["properties"].items():
            assert field.get("description"), f"{name}.{key}"


# --- who is shown what


@pytest.mark.parametrize(
    ("kept", "hkte", "smtwb"),
    [
        (occurrence(bearers=("hkte",)), True, False),
        (occurrence(bearers=("hkte", "smtwb")), True, True),
        (occurrence(bearers=("hkte", "smtwb"), party="smtwb"), False, True),
    ],
)
def test_bears__alone_or_jointly(kept: Any, hkte: bool, smtwb: bool) -> None:
    assert (bears(kept, "hkte"), bears(kept, "smtwb")) == (hkte, smtwb)


def both_sides() -> Extract:
    """Duties of ours and theirs, with a secret in every place that only the office reads."""
    done = event(
        event="done", of="theirs", date="2026-09-01", by="SECRET-author <SECRET@office.example>", note="SECRET-why",
        evidence=[{"path": "SECRET.pdf", "address": "https://SECRET.example", "sha256": "SECRET-digest"}],
    )  # fmt: skip
    given = event(event="reassign", of="theirs", date="2026-09-01", to="chan", note="SECRET-person")
    remark = event(event="note", of="theirs", date="2026-09-01", note="SECRET-remark")
    ours = event(event="late", of="ours-SECRET".lower(), date="2026-09-01", note="SECRET-late")
    signed = event(event="signed", date="2024-06-08", note="SECRET-signing", by="SECRET <s@office.example>")
    secret = {"owner": "chan", "deputy": "lee", "note": "SECRET-note", "events": (done, given, remark)}
    moved = (Step("extended", DUE, {"event": "0123456789abcdef"}),)
    theirs = occurrence("theirs", due=DUE, bearers=("smtwb",), follows=("ours-secret",), steps=moved, **secret)
    joint = occurrence("joint", due=DUE, bearers=("hkte", "smtwb"), **secret)
    own = occurrence("ours-secret", due=DUE, bearers=("hkte",), wording={"en": "SECRET-duty"}, **secret)
    events = (signed, done, given, remark, ours)
    return extract([row(theirs, "done"), row(joint), row(own)], events=events)


def test_for_party__what_it_bears_alone_or_jointly() -> None:
    found = for_party(both_sides(), "hkte")
    assert [each.occurrence.id for each in found.rows] == ["joint", "ours-secret"]
    assert [each.event for each in found.events] == ["signed", "late"]


def test_for_counterpart__sees_its_duties_and_the_agreement() -> None:
    found = for_counterpart(both_sides(), "smtwb")
    assert [each.occurrence.id for each in found.rows] == ["theirs", "joint"]
    assert [each.event for each in found.events] == ["signed", "done"]
    assert found.register.terms


def every_form(found: Extract) -> dict[str, bytes]:
    """Every export of this package, unpacked and unfolded."""
    shown = edition(internal=False)
    packed = zipfile.ZipFile(BytesIO(workbook_of(found)))
    written = register_shape([found], shown).model_dump_json()
    return {
        "csv": to_csv(register_table([found], shown)) + to_csv(ledger_table([found], shown)),
        "xlsx": b"".join(packed.read(name) for name in packed.namelist()),
        "json": written.encode(),
        "ics": to_ics([found], shown, "Register").replace(b"\r\n ", b""),
    }


def workbook_of(found: Extract) -> bytes:
    return workbook(*every_table([found], edition(internal=False)))


def test_for_counterpart__no_secret_in_any_form() -> None:
    own, given = every_form(both_sides()), every_form(for_counterpart(both_sides(), "smtwb"))
    secrets = (b"secret", b"office.example", b"chan tai man", "陳大文".encode(), b"lee siu ming", b"0123456789abcdef")
    for form, written in given.items():
        assert b"SECRET" in own[form]
        assert "提交年度報告".encode() in written
        assert not [secret for secret in secrets if secret in written.lower()], form
