"""What a first save needs loaded is loaded ahead: one target is made for nothing, where nothing had to be made."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from mouflow.build import Target, Wish
from mouflow.build.planner import Planner
from mouflow.render.rendered import render
from mouflow.workspace import Workspace


def warm_up(
    workspace: Workspace, target: Target, wish: Wish, formats: Collection[str], is_stale: Callable[[], bool]
) -> None:
    """Make a target's files of some formats, and let go of them; until something happened that is more urgent."""
    with suppress(Exception):  # what is wrong is told when it stands in the way
        for planned in Planner(workspace, wish, Path(), None, force=True).planned(target):
            for file in planned.pending:
                if is_stale():
                    return
                if file.format in formats:
                    render(file)
