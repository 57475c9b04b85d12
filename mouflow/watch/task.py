"""What a session is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mouflow.build import Target, Wish
from mouflow.diagnostics import Diagnostic
from mouflow.workspace import Workspace

from .workspace_state import Choose

Check = Callable[[Workspace, Target], Sequence[Diagnostic]]


def nothing_wrong(_: Workspace, __: Target) -> Sequence[Diagnostic]:
    """Check nothing, where there are no registers."""
    return ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a session is to do: in which workspace, for which targets, which files of them, and where these go.

    ``out`` returns the output folder, and ``check`` what is wrong with the register of a target; both may raise
    MouflowError. ``poll`` has folders looked at again and again.
    """

    root: Path
    choose: Choose
    wish: Wish
    out: Callable[[Workspace], Path]
    check: Check = nothing_wrong
    poll: bool = False
