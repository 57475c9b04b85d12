"""The register as a report: what stands in it, in which language, for whom; and its timeline in every format."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO

import pytest

from mouflow.document import Document, Element, children_of, text_of, walk
from mouflow.document.subset import check_subset
from mouflow.languages.profiles import PROFILES, find_profile
from mouflow.register.exports.audience import for_counterpart
from mouflow.register.exports.extract import Edition, Extract
from mouflow.register.records import Occurrence, Row
from mouflow.render import FORMATS
from mouflow.tracking.report import report_material
from mouflow.tracking.reports.register import register_report
from mouflow.tracking.voices import load_voices
from mouflow.tracking.words.register_words import RegisterWords
from mouflow.workspace.folder import open_workspace
from mouflow.workspace.svg import read_svg
from tests.docs import ROOT
from tests.export_samples import CHANGED, DIRECTORY, TODAY, event, extract, occurrence, row

PARTIES = ("hkte", "smtwb")


@cache
def voices(*keys: str) -> tuple[RegisterWords, ...]:
    return load_voices(open_workspace(ROOT), [profile for key in keys if (profile := find_profile(key))])


def rows() -> list[Row]:
    late = occurrence("late-report", due=date(2026, 8, 31), owner="chan", note="SECRET")
    return [
        row(late, "overdue", overdue=30),
        row(occurrence("both", due=date(2026, 12, 1), bearers=PARTIES, kind="meeting")),
        row(occurrence("launch", source="milestone", due=date(2027, 1, 5), original=date(2026, 11, 5))),
        row(Occurrence("hk-shanghai", "term", "term.end", "1", bearers=PARTIES, due=date(2027, 6, 7))),
        row(occurrence("plan", waiting_for="signed"), "waiting"),
        row(occurrence("secrecy"), "standing"),
        row(occurrence("begun", due=date(2025, 1, 5), closed=date(2025, 1, 9), state="done"), "late"),
    ]


def sample(**more: object) -> Extract:
    told = (event(event="done", of="begun", date="2025-01-09", note="SECRET why"),)
    return extract(rows(), parties=PARTIES, events=told, **more)


def report(extracts: Iterable[Extract], *keys: str, reader: str | None = None, internal: bool = True) -> Document:
    said = voices(*keys)
    edition = Edition(TODAY, said, DIRECTORY, internal=internal)
    return register_report(list(extracts), edition, said, report_material(open_workspace(ROOT), CHANGED), reader)


def told(document: Document) -> str:
    return "\n".join(map(text_of, document.blocks))


def table_below(document: Document, heading: str) -> list[list[str]]:
    """The rows of the table that follows a heading."""
    elements = list(walk(document.blocks))
    at = next(at for at, each in enumerate(elements) if each.tag in ("h2", "h3") and text_of(each) == heading)
    table = next(each for each in elements[at:] if each.tag == "table")
    body = next(each for each in children_of(table) if each.tag == "tbody")
    return [[" | ".join(map(text_of, children_of(cell))) for cell in children_of(line)] for line in children_of(body)]


def test_report__tells_what_is_overdue_in_both_languages_in_one_row() -> None:
    first = table_below(report([sample()], "en", "zh-Hant"), "Obligations / 責任")[0]
    assert first == [
        "late-report",
        "Send the yearly report | 提交年度報告",
        "Hong Kong Talent Engage | 香港人才服務辦公室 | Owner: Chan Tai Man | 負責人：陳大文",
        "31 August 2026 | 2026年8月31日",
        "Overdue | 逾期 | 30 days overdue | 逾期30日",
        "Paragraph 5(2) | 第五條第二款",
    ]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Obligations", ["late-report", "both"]),
        ("Milestones", ["launch"]),
        ("Terms and notice", ["term.end@1"]),
        ("Dates not set yet", ["plan"]),
        ("Standing obligations", ["secrecy"]),
        ("Closed", ["begun"]),
    ],
)
def test_report__parts_the_rows_as_an_officer_asks_for_them(heading: str, names: list[str]) -> None:
    assert [line[0] for line in table_below(report([sample()], "en"), heading)] == names


def test_report__tells_dates_that_moved_and_what_all_bear_together() -> None:
    document = report([sample()], "en")
    assert table_below(document, "Milestones")[0][3] == "5 January 2027 | was 5 November 2026"
    assert table_below(document, "Obligations")[1][2] == "Both parties together"
    assert table_below(document, "Closed")[0][4] == "Done late | 9 January 2025"
    assert "signature" in table_below(document, "Dates not set yet")[0][3]


def test_report__bears_languages_and_keeps_to_the_subset() -> None:
    document = report([sample()], "zh-Hant", "en")
    assert not check_subset(document.blocks)
    assert [each.profile for each in document.wordings] == [PROFILES["zh-Hant-HK"], PROFILES["en-HK"]]
    chinese = [each for each in walk(document.blocks) if "香港人才" in text_of(each) and each.tag == "p"]
    assert chinese
    assert all(each.get("lang").startswith("zh") for each in chinese)


@pytest.mark.parametrize("key", ["en", "zh-Hant", "zh-Hans"])
def test_report__leaves_no_gap_of_a_label_open(key: str) -> None:
    written = told(report([sample()], key))
    assert not [sign for sign in ("{", "}", "\ue000") if sign in written]
    assert key == "en" or "Obligations" not in written


def test_report__for_the_other_side_tells_nothing_of_the_office() -> None:
    given = for_counterpart(sample(), "hkte")
    written = told(report([given], "en", "zh-Hant", reader="hkte", internal=False))
    assert "Extract for Hong Kong Talent Engage" in written
    assert not [
        word for word in ("SECRET", "Chan", "陳大文", "Owner", "Entered by", "office.example") if word in written
    ]


def test_report__of_several_agreements_lists_them_and_links_to_each() -> None:
    several = [sample(), extract([], parties=PARTIES)]
    several[1] = Extract("other", several[1].register, title={"en": "Other"}, parties=PARTIES)
    document = report(several, "en")
    (table,) = (each for each in walk(document.blocks) if each.id == "_register.agreements")
    links = [each.get("href") for each in walk(table.children) if each.tag == "a"]
    assert links == ["#hk-shanghai", "#other"]
    assert {"hk-shanghai", "other"} <= {each.id for each in walk(document.blocks)}
    assert "Nothing is due." in told(document)


def pictures(document: Document) -> list[Element]:
    return [each for each in walk(document.blocks) if each.tag == "img"]


def test_report__shows_a_timeline_with_a_text_for_who_cannot_see_it() -> None:
    document = report([sample()], "en", "zh-Hant")
    (picture,) = pictures(document)
    image = document.images[picture.get("src")]
    assert read_svg(image.data, "x.svg").height == image.height
    drawn = image.data.decode()
    assert {text in drawn for text in ("Send the yearly report", "提交年度報告", "Today 今日", "逾期")} == {True}
    assert picture.get("alt").startswith("Timeline from 1 June 2024 to ")


def test_report__parts_a_long_timeline_so_that_each_fits_a_page() -> None:
    many = [row(occurrence(f"duty-{at}", due=date(2026, 10, 1 + at % 28))) for at in range(60)]
    document = report([extract(many, parties=PARTIES)], "en", "zh-Hant")
    heights = [document.images[each.get("src")].height for each in pictures(document)]
    assert len(heights) > 3
    assert max(heights) < 529, "fourteen centimetres, which Word shows at its size"
    assert min(heights) > max(heights) / 2, "no lane alone on a page"


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_report__renders_in_every_format_alike_each_time(form: str) -> None:
    document = report([sample()], "en", "zh-Hant")
    render = FORMATS[form].render
    data = render(document)
    assert data == render(document)
    if form == "html":
        assert b"data:image/svg+xml" in data
    if form == "docx":
        with zipfile.ZipFile(BytesIO(data)) as parts:
            assert any(name.endswith(".svg") for name in parts.namelist())
            assert b'w:orient="landscape"' in parts.read("word/document.xml")


def test_report__of_thousands_of_rows_stays_within_what_a_template_may_spend() -> None:
    many = [row(occurrence(key=f"{at}", due=date(2026, 10, 1))) for at in range(1000)]
    assert len(table_below(report([extract(many, parties=PARTIES)], "en", "zh-Hant"), "Obligations / 責任")) == 1000
