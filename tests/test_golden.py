"""The example pack, whole: what every document says, in text and as the tree that all formats render.

Rewrite the files with `make golden` after looking at the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.assembly.assemble import assemble
from mouflow.build import Job, Wish, jobs_of
from mouflow.document.markup import write_markup
from mouflow.render.text import render_text
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
