"""Lines before inline elements: laid out at many widths, none may be shorter than the word after it makes it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from itertools import groupby, pairwise

import pytest

from mouflow.render.pdf import render_pdf
from mouflow.render.pdf.private import version

from .render_samples import document

TEXTS = (
    (
        "The Participants will study whether dual degrees are feasible, and report to the Joint Committee by "
        '<span class="nowrap">15 September 2025</span> plus one year.'
    ),
    (
        "It may be renewed for a further period if the Participants so decide in writing at least "
        '<a data-ref="aim">x</a> <strong>six months</strong> before its end.'
    ),
)
UNBROKEN = ("15 September 2025", "Paragraph 1")
WIDTHS = range(150, 300, 3)
TOLERANCE = 0.6
"""Points: a pixel of WeasyPrint's is three quarters of a point, and pdftotext rounds."""
SHAPE = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*)</word>')


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    text: str


def narrow_pages() -> bytes:
    """Each text at each width, on a page of its own."""
    blocks = ['<section id="all"><h2 id="aim" data-number="clause:0">Aim</h2>']
    for width in WIDTHS:
        for at, text in enumerate(TEXTS):
            blocks.append(
                f'<section class="annex" id="s{at}.{width}"><p class="plain" id="t{at}.{width}">{text}</p></section>'
            )
    return render_pdf(document("mou", {"en": "".join((*blocks, "</section>"))}, css=rules()))


def rules() -> str:
    """The n-th annex is as wide as the n-th width; a reference does not break."""
    widths = (
        f".annex:nth-of-type({at * 2 + nth}) p{{width:{width}pt}}" for at, width in enumerate(WIDTHS) for nth in (1, 2)
    )
    return ".ref{white-space:nowrap}" + "".join(widths)


def lines_by_page(data: bytes) -> list[list[list[Word]]]:
    """The lines of each page but the first, without what stands in the margins."""
    shown = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    pages = []
    for page in shown.split("<page ")[2:]:
        words = [Word(float(x), float(y), float(end), text) for x, y, end, text in SHAPE.findall(page)]
        inner = sorted((word for word in words if 71 < word.top < 770), key=lambda word: (round(word.top), word.left))
        pages.append([list(line) for _, line in groupby(inner, key=lambda word: round(word.top))])
    return pages


def head_of(line: list[Word]) -> float:
    """How wide the first word of a line is, or the words that must not be parted from it."""
    words = " ".join(word.text for word in line)
    whole = next((each for each in UNBROKEN if words.startswith(each)), line[0].text)
    return line[len(whole.split(" ")) - 1].right - line[0].left


def short_lines(data: bytes) -> list[str]:
    """Every line that had room for the word that begins the next."""
    found = []
    widths = [width for width in WIDTHS for _ in TEXTS]
    for width, lines in zip(widths, lines_by_page(data), strict=True):
        for line, after in pairwise(lines):
            filled = line[-1].right - line[0].left
            if filled + 3 + head_of(after) < width - TOLERANCE:
                found.append(f"{width} pt: " + " ".join(word.text for word in line))
    return found


def test_full_lines__no_line_before_an_inline_element_is_cut_too_early() -> None:
    assert short_lines(narrow_pages()) == []


def test_full_lines__plain_weasyprint_has_the_fault_that_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "VERSION", "0")
    assert short_lines(narrow_pages())
