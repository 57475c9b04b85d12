"""What is made ahead of a first save leaves nothing behind, and gives way at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.build import Wish, find_targets
from mouflow.render.rendered import render
from mouflow.watch import warming
from mouflow.watch.warming import warm_up
from mouflow.workspace import find_workspace
from tests.conftest import MOU
from tests.watchers import watching

Make = Callable[..., Path]
TALENT = "agreements/talent/mou.yaml"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the files that are rendered."""
    paths: list[str] = []
    monkeypatch.setattr(warming, "render", lambda file: (paths.append(file.path), render(file)))
    return paths


def warm(root: Path, *, stale: bool = False) -> None:
    workspace = find_workspace(root)
    (target,) = find_targets(workspace, (), root)
    warm_up(workspace, target, Wish(("html", "pdf")), ("html",), lambda: stale)


def test_warm_up__renders_the_quick_formats_and_writes_nothing(workspace: Make, rendered: list[str]) -> None:
    root = workspace({TALENT: MOU})
    before = sorted(root.rglob("*"))
    warm(root)
    assert rendered == ["talent/mou.en.html", "talent/mou.zh-Hant.html"]
    assert sorted(root.rglob("*")) == before


def test_warm_up__gives_way_to_what_is_more_urgent(workspace: Make, rendered: list[str]) -> None:
    warm(workspace({TALENT: MOU}), stale=True)
    assert rendered == []


def test_warm_up__leaves_what_is_wrong_to_be_told_when_it_matters(workspace: Make, rendered: list[str]) -> None:
    warm(workspace({TALENT: "kind: ["}))
    assert rendered == []


def test_watch__tells_nothing_of_what_is_made_ahead(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root):
        pass
    with watching(root) as watcher:
        assert watcher.begun[-1]["unchanged"] == 2
        assert watcher.quiet(1.5) == []
