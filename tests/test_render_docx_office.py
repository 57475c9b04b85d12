"""LibreOffice opens every DOCX; its PDF has the text of the document, the numbers it computes those of assembly."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mouflow.document import Document, Element, Level, Metadata, Scheme, Wording, text_of
from mouflow.languages.numerals import NUMBER_FORMATS, counted
from mouflow.languages.profiles import PROFILES
from mouflow.render.docx import render_docx
from mouflow.render.docx.identity import read_block_record

from .docx_samples import CASES, TEXT, TRADITIONAL, sample
from .ooxml import W, open_package

TEXT_BLOCKS = {"p", "h1", "h2", "h3", "h4", "caption", "figcaption", "th"}
BODY = "-x 0 -y 62 -W 595 -H 713".split()
"""The part of an A4 page between header and footer, in points."""


def _document(case: str) -> Document:
    layout, tags = CASES[case]
    return sample(layout, *tags, clauses=12)


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case as PDF, made by one run of LibreOffice; ``stale`` had wrong text cached in its fields."""
    folder = tmp_path_factory.mktemp("office")
    for case in CASES:
        (folder / f"{case}.docx").write_bytes(render_docx(_document(case)))
    document = _document("single-en")
    (folder / "counts.docx").write_bytes(render_docx(_counts()))
    stale = replace(document, blocks=tuple(_with_wrong_references(block) for block in document.blocks))
    (folder / "stale.docx").write_bytes(render_docx(stale))
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: run `make test`, which installs it"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    parallel = str(folder / "parallel-en-zh-Hant.docx")
    for arguments in (["pdf", "--outdir", str(folder), *files], ["docx", "--outdir", str(folder / "again"), parallel]):
        command = [office, profile, "--headless", "--convert-to", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def _counts() -> Document:
    """Number 120 paragraphs in every format."""
    levels = {name: Scheme(name, (Level(name, "{n}", indent=6, hanging=6),)) for name in NUMBER_FORMATS}
    blocks = tuple(
        Element(
            "p",
            {"lang": TRADITIONAL, "data-number": f"{name}:0", "data-label": counted(number, name)},
            (f"={number}",),
        )
        for name in NUMBER_FORMATS
        for number in range(1, 121)
    )
    wording = Wording(PROFILES[TRADITIONAL], schemes=levels)
    created = datetime(2024, 6, 8, tzinfo=UTC)
    return Document("mou", "single", (wording,), blocks, Metadata("Counts", "Office", created))


def _with_wrong_references(element: Element) -> Element:
    children = [child if isinstance(child, str) else _with_wrong_references(child) for child in element.children]
    return element.with_children("stale") if element.get("data-of") else element.with_children(*children)


def _printed(path: Path, *options: str) -> str:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _expected(document: Document) -> Iterator[str]:
    """Give the text of each block with its number, as a reader sees it."""
    stack = list(reversed(document.blocks))
    while stack:
        element = stack.pop()
        if element.tag in TEXT_BLOCKS:
            yield _squeezed(element.get("data-label") + element.get("data-mark") + text_of(element))
        else:
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]


@pytest.mark.parametrize("case", [case for case in CASES if not case.startswith("parallel")])
def test_render_docx__libreoffice_prints_the_same_text_in_order(case: str, converted: Path) -> None:
    printed = _squeezed(_printed(converted / f"{case}.pdf", *BODY))

    assert printed == "".join(_expected(_document(case)))


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("parallel")])
def test_render_docx__libreoffice_prints_both_columns_whole(case: str, converted: Path) -> None:
    document = _document(case)
    printed = Counter(_squeezed(_printed(converted / f"{case}.pdf", *BODY)))
    expected = Counter("".join(_expected(document)))
    head = Counter("".join(_squeezed(wording.profile.name) for wording in document.wordings))

    assert expected - printed == Counter()
    repeated = printed - expected
    times = repeated["E"]
    assert times >= 1
    assert repeated == Counter({character: count * times for character, count in head.items()})


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("parallel")])
def test_render_docx__libreoffice_numbers_each_column_on_its_own(case: str, converted: Path) -> None:
    document = _document(case)
    for column, wording in enumerate(document.wordings):
        half = ["-x", str(column * 297), "-y", "62", "-W", "297", "-H", "713"]
        printed = _squeezed(_printed(converted / f"{case}.pdf", *half))
        heading = _squeezed(TEXT[wording.profile.tag]["heading"])
        level = wording.schemes["clause"].levels[0]
        label = re.escape(_squeezed(level.label)).replace(r"\{n\}", "([0-9]+|[一二三四五六七八九十]+)")

        assert len(set(re.findall(label + heading, printed))) == 12


def test_render_docx__libreoffice_counts_in_every_format_as_assembly_does(converted: Path) -> None:
    assert _squeezed(_printed(converted / "counts.pdf", *BODY)) == "".join(_expected(_counts()))


def test_render_docx__libreoffice_computes_the_references_itself(converted: Path) -> None:
    fresh, stale = (_squeezed(_printed(converted / f"{name}.pdf", *BODY)) for name in ("single-en", "stale"))

    assert stale == fresh


@pytest.mark.parametrize("case", CASES)
def test_render_docx__libreoffice_prints_the_faces_that_styles_name(case: str, converted: Path) -> None:
    command = ["pdffonts", str(converted / f"{case}.pdf")]
    fonts = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    names = {line.split()[0].partition("+")[2] for line in fonts}
    allowed = r"(LiberationSerif|Noto(Serif|Sans)CJK\w\w)(-[\w-]+)?"

    assert names
    assert [name for name in names if not re.fullmatch(allowed, name)] == []


def test_render_docx__libreoffice_keeps_every_id_and_field_when_it_saves(converted: Path) -> None:
    case = "parallel-en-zh-Hant.docx"
    before, after = (open_package((converted / folder / case).read_bytes()) for folder in (".", "again"))
    names, kept = ({each.get(f"{W}name") for each in p.body.iter(f"{W}bookmarkStart")} for p in (before, after))
    record = read_block_record(after.members["customXml/item1.xml"])
    fields = [sum("REF" in (each.text or "") for each in p.body.iter(f"{W}instrText")) for p in (before, after)]

    assert names
    assert names - kept == set()
    assert set(record) == names
    assert fields[0] == fields[1]


def test_render_docx__libreoffice_counts_pages_in_the_form_of_the_language(converted: Path) -> None:
    footer = ["-x", "0", "-y", "775", "-W", "595", "-H", "67", "-f", "1", "-l", "1"]
    printed = {case: _squeezed(_printed(converted / f"{case}.pdf", *footer)) for case in CASES}

    assert re.fullmatch(r"OriginalfortheNorthOffice1/\d+", printed["single-en"])
    assert re.fullmatch(r"北方辦公室存本第1頁，共\d+頁", printed["single-zh-Hant"])
    assert re.fullmatch(r"北方办公室存本第1页，共\d+页", printed["single-zh-Hans"])
