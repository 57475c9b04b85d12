"""The words of many agreements: those that each of them gives by itself, remembered until anything changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.register.records import Row
from mouflow.register.status import rows
from mouflow.tracking import many_wordings
from mouflow.tracking.filters import Filters
from mouflow.tracking.load import register_of
from mouflow.tracking.many_wordings import wordings_of
from mouflow.tracking.rows import find_rows
from mouflow.tracking.wordings import load_wordings
from mouflow.workspace import Workspace, find_workspace
from tests.conftest import MOU

pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")

TODAY, UNTIL = date(2026, 11, 22), date(2027, 12, 31)
PROMISES = """\
obligations:
  - {id: report, clause: areas.list, due: 2027-01-31}
  - {id: plan, clause: areas, en: The plan is sent., due: 2027-03-31}
  - {id: secrecy}
"""
NAMES = [f"a{number:02}" for number in range(13)]


@pytest.fixture
def root(workspace: Callable[..., Path]) -> Path:
    """A workspace of thirteen agreements, with an index."""
    texts = {"mou.yaml": MOU, "obligations.yaml": PROMISES}
    root = workspace({f"agreements/{name}/{file}": text for name in NAMES for file, text in texts.items()})
    find_rows(root, TODAY, Filters(UNTIL), now=time.time_ns())
    return root


def rows_by_agreement(workspace: Workspace) -> dict[str, tuple[Row, ...]]:
    return {name: rows(register_of(workspace, name, UNTIL), TODAY) for name in NAMES}


def test_wordings_of__gives_what_each_agreement_gives(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = find_workspace(root)
    every = rows_by_agreement(workspace)

    def assert_same() -> None:
        found = wordings_of(workspace, every)
        for name in NAMES:
            alone = load_wordings(workspace, name, every[name])
            assert list(map(found[name].worded, every[name])) == list(map(alone.worded, every[name]))
            assert (found[name].title, found[name].instrument) == (alone.title, alone.instrument)

    assert_same()
    assert any(row.wording for row in map(wordings_of(workspace, every)["a00"].worded, every["a00"]))
    monkeypatch.setattr(many_wordings, "load_wordings", lambda *_: pytest.fail("it was assembled again"))
    assert_same()
    monkeypatch.undo()
    path = root / "agreements/a03/mou.yaml"
    path.write_text(path.read_text("utf-8").replace("will co-operate", "will work together"), "utf-8")
    assert_same()


def test_wordings_of__tells_all_that_is_wrong(root: Path) -> None:
    workspace = find_workspace(root)
    every = rows_by_agreement(workspace)
    for name in ("a02", "a12"):
        path = root / f"agreements/{name}/mou.yaml"
        path.write_text(path.read_text("utf-8").replace("will co-operate", '{{ ref("nothing") }}'), "utf-8")
    with pytest.raises(MouflowError) as failed:
        wordings_of(workspace, every)
    told = [each.location.path for each in failed.value.diagnostics if each.location]
    assert told == ["agreements/a02/mou.yaml", "agreements/a12/mou.yaml"]
