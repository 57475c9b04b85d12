"""What the index remembers holds for one program, and for one state of everything that words are made of."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mouflow import root as roots
from mouflow.tracking import program as programs
from mouflow.tracking.filters import Filters
from mouflow.tracking.program import program
from mouflow.tracking.rows import find_rows
from tests.conftest import MOU

PROMISES = "obligations: [{id: report, clause: areas.list, due: 2027-01-31}]\n"


def said(root: Path) -> str:
    """Return what is to be done: the wording of the clause, out of the index where that remembers it."""
    for _ in range(2):
        row, *_ = find_rows(root, date(2026, 11, 22), Filters(date(2027, 6, 1)), now=time.time_ns()).rows
    return row.wording["en"]


@pytest.fixture
def root(workspace: Callable[..., Path]) -> Path:
    return workspace({"agreements/talent/mou.yaml": MOU, "agreements/talent/obligations.yaml": PROMISES})


def test_worded__follows_the_templates_behind_a_link(root: Path) -> None:
    shutil.copytree(roots.builtin_templates() / "mou", root / "office/letterhead")
    (root / "templates").mkdir()
    (root / "templates/mou").symlink_to("../office/letterhead")
    assert said(root) == "The Participants will co-operate."
    path = root / "office/letterhead/document.html.j2"
    path.write_text(path.read_text("utf-8").replace("</p>", " (draft)</p>"), "utf-8")
    assert said(root) == "The Participants will co-operate. (draft)"


def test_program__is_another_one_with_any_module_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of an older version bears an older time than others do."""
    rooms = tmp_path / "mouflow"
    shutil.copytree(Path(programs.__file__).parent.parent, rooms, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(programs, "__file__", str(rooms / "tracking/program.py"))
    known = {program()}
    for name in ("register/evaluate.py", "workspace/promises.py", "schema.py", "register/exports/ics.py"):
        os.utime(rooms / name, (1_000_000_000, 1_000_000_000))
        known.add(program())
    assert len(known) == 5


def test_program__is_the_same_whatever_commands_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = tmp_path / "mouflow"
    for room in ("cli", "tracking"):
        (rooms / room).mkdir(parents=True)
    monkeypatch.setattr(programs, "__file__", str(rooms / "tracking/program.py"))
    before = program()
    (rooms / "cli/due.py").write_text("", "utf-8")
    assert program() == before
