"""The example pack, whole: what every document says, in text and as the tree that all formats render.

Rewrite the files with `make golden` after looking at the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mouflow.assembly.assemble import assemble
from mouflow.build import Job, Wish, jobs_of
from mouflow.document.markup import write_markup
from mouflow.register.exports.extract import EPOCH
from mouflow.render.text import render_text
from mouflow.tracking.export import export_of, report_of
from mouflow.tracking.extracts import Choice
from mouflow.tracking.report import report_material
from mouflow.tracking.reports.renewal import renewal_review
from mouflow.workspace import find_workspace, load_agreement, load_ground, material
from tests.docs import ROOT

AGREEMENT = "hk-shanghai-talent-2024"
WORKSPACE = find_workspace(ROOT)
LOADED = load_agreement(WORKSPACE, AGREEMENT, load_ground(WORKSPACE))
JOBS = [
    (name, job)
    for name in LOADED.agreement.documents
    for job in jobs_of(LOADED, name, Wish(layouts=("single", "parallel")))
]
Golden = Callable[[Path, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write it under ``--update-golden``."""

    def compare(path: Path, text: str) -> None:
        whole = Path(__file__).parent / "golden" / path
        if request.config.getoption("--update-golden"):
            whole.parent.mkdir(parents=True, exist_ok=True)
            whole.write_text(text, "utf-8")
        assert whole.exists(), "run `make golden`"
        assert text == whole.read_text("utf-8")

    return compare


TODAY, UNTIL = date(2026, 11, 23), date(2028, 12, 31)
REPORTS = {
    "register": Choice((AGREEMENT,), TODAY, UNTIL, closed=True),
    "register.for-smtwb": Choice((AGREEMENT,), TODAY, UNTIL, closed=True, counterpart="smtwb"),
    "register.public": Choice((AGREEMENT,), TODAY, UNTIL, public=True),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report__reads_as_it_did(name: str, golden: Golden) -> None:
    document = report_of(export_of(WORKSPACE, REPORTS[name]))
    golden(Path(f"{name}.tree"), _lines(write_markup(document.blocks)))


def test_renewal__reads_as_it_did(golden: Golden) -> None:
    export = export_of(WORKSPACE, REPORTS["register"])
    document = renewal_review(export.extracts[0], export.edition, export.voices, report_material(WORKSPACE, EPOCH))
    golden(Path("renewal.tree"), _lines(write_markup(document.blocks)))


@pytest.mark.parametrize(("name", "job"), JOBS, ids=[job.paths["html"] for _, job in JOBS])
def test_example_pack__reads_as_it_did(name: str, job: Job, golden: Golden) -> None:
    document = assemble(job.request, material(WORKSPACE, LOADED, name, None))
    path = Path(job.paths["html"]).relative_to(AGREEMENT)
    if document.layout == "single":
        golden(path.with_suffix(".txt"), render_text(document).decode())
    else:
        golden(path.with_suffix(".tree"), _lines(write_markup(document.blocks)))


def test_example_pack__has_no_problem() -> None:
    assert LOADED.diagnostics == ()


def _lines(markup: str) -> str:
    """One block a line, so that a difference names it."""
    return re.sub(r"(?=<(?:p|h\d|tr|table|section|div|header|footer|figure)\b)", "\n", markup).strip() + "\n"
