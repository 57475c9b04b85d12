"""How often each agreement was changed, and when last, as git tells: what SEQUENCE and DTSTAMP of calendars follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from mouflow.diagnostics import MouflowError
from mouflow.history import Repository, open_repository, unrecorded
from mouflow.history.touches import touches
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of an agreement.

    ``number`` counts the commits that changed its folder, or a YAML file that all agreements share (their calendars
    and people stand there), and one more where there are changes that are not ``recorded`` yet. It never falls as work
    goes on, but in a shallow clone, which does not hold every commit. ``changed`` is when the last commit was made.
    """

    number: int = 0
    changed: datetime | None = None
    recorded: bool = False


def revisions(workspace: Workspace, agreements: Collection[str]) -> dict[str, Revision]:
    """Return the state of agreements by id; number 0 for all where there is no repository."""
    try:
        repository = open_repository(workspace.root)
        counted = _counted(repository, agreements)
        changed = _touched(path.removeprefix(f"{AGREEMENTS}/") for path in unrecorded(repository, [AGREEMENTS]))
    except MouflowError:  # an export needs no git; what is wrong with it is told where something is recorded
        return dict.fromkeys(agreements, Revision())
    return {name: _with_changes(each, name in changed or "" in changed) for name, each in counted.items()}


def _counted(repository: Repository, agreements: Collection[str]) -> dict[str, Revision]:
    found = {name: Revision(recorded=True) for name in agreements}
    for touch in touches(repository, AGREEMENTS):
        names = _touched(touch.names)
        for name in found if "" in names else names & found.keys():
            before = found[name]
            last = max(touch.date, before.changed or touch.date)
            found[name] = Revision(before.number + 1, last, recorded=True)
    return found


def _touched(paths: Iterable[str]) -> set[str]:
    """Return the agreements that paths in their folder belong to; an empty name for YAML files that all share."""
    parted = [path.partition("/") for path in paths]
    return {folder if slash else "" for folder, slash, _ in parted if slash or folder.endswith(".yaml")}


def _with_changes(revision: Revision, unrecorded_changes: bool) -> Revision:
    if not unrecorded_changes:
        return revision
    return Revision(revision.number + 1, revision.changed, recorded=False)
