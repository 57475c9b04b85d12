"""The workspace as a session knows it: opened, its targets found, what each of them depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mouflow.build import Target
from mouflow.build.dependents import Dependents
from mouflow.diagnostics import MouflowError, error
from mouflow.root import AGREEMENTS, find_root
from mouflow.tracing import Trace
from mouflow.workspace import Workspace
from mouflow.workspace.folder import open_workspace
from mouflow.workspace.settings import SETTINGS_FILES

Choose = Callable[[Workspace], Sequence[Target]]
"""Finds what is watched in a workspace."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a batch touches: targets to be made again, and those of which only the register is to be checked.

    ``removed`` are the documents that are no longer there, as ``agreement/document``.
    """

    touched: tuple[Target, ...]
    registers: tuple[Target, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.touched or self.registers or self.removed)


class State:
    """What is watched; opened again when its settings change, looked through again when files come or go."""

    def __init__(self, root: Path, choose: Choose) -> None:
        self.workspace = open_workspace(root)
        self.doubtful = False
        self._choose = choose
        self._list()
        self._dependents, self._registers = Dependents(str(root)), Dependents(str(root))
        self._folders: dict[Target, set[str]] = {}

    def doubt(self) -> None:
        """Have everything looked at anew the next time."""
        self.doubtful = True

    def learn(self, target: Target, trace: Trace) -> None:
        """Take in what a target depends on."""
        self._dependents.learn(target, trace)
        self._folders[target] = _folders(trace, str(self.workspace.root))

    def learn_register(self, target: Target, trace: Trace) -> None:
        """Take in what the register of a target depends on."""
        self._registers.learn(target, trace)

    def folders(self, target: Target) -> set[str]:
        """Return the folders of the workspace that something was looked for in."""
        return self._folders.get(target, set())

    def is_there(self) -> bool:
        """Tell whether the workspace is where it was."""
        return find_root(self.workspace.root) == self.workspace.root

    def may_touch(self, path: str, *, listed: bool) -> bool:
        """Tell whether what happened at a path may matter; ``listed`` where something came or went there."""
        if self.doubtful or path in SETTINGS_FILES or any(each not in self._folders for each in self.targets):
            return True
        known = (self._dependents, self._registers)
        return any(each.is_touched(path, listed=listed) for each in known) or (listed and self._may_list(path))

    def look(self, paths: Iterable[str] | None) -> Found:
        """Find what a change of these paths touches; of all paths where None.

        Raises:
            MouflowError: The workspace is no longer one, its settings are wrong, or a target that was named is gone.
        """
        changed = None if paths is None or self.doubtful else tuple(paths)
        root = self.workspace.root
        if find_root(root) != root:
            raise _gone(root)
        if changed is None or any(path in SETTINGS_FILES for path in changed):
            self.workspace = open_workspace(root)
            changed = None
        before, documents = self.targets, self._documents
        if changed is None or any(map(self._may_list, changed)):
            self._list()
        for each in set(before) - set(self.targets):
            self._dependents.forget(each)
            self._registers.forget(each)
            self._folders.pop(each, None)
        self.doubtful = False
        removed = sorted(documents - self._documents)
        if changed is None:
            return Found(self.targets, (), tuple(removed))
        touched = set(self.targets) - set(before) | set(self._dependents.touched(changed)) | self._unknown_in(changed)
        registers = [each for each in self._registers.touched(changed) if each not in touched]
        return Found(tuple(each for each in self.targets if each in touched), tuple(registers), tuple(removed))

    def _list(self) -> None:
        self.targets = tuple(self._choose(self.workspace))
        self._documents = {f"{target.agreement}/{name}" for target in self.targets for name in target.documents}

    def _unknown_in(self, paths: Iterable[str]) -> set[Target]:
        """Return the targets with a path in their folder of which it is not yet known what they depend on."""
        agreements = {parts[1] for path in paths if len(parts := path.split("/")) > 1 and parts[0] == AGREEMENTS}
        return {each for each in self.targets if each.agreement in agreements and each not in self._folders}

    def _may_list(self, path: str) -> bool:
        """Tell whether a change at a path may mean that a document came or went."""
        parts = PurePosixPath(path).parts
        if not parts or parts[0] != AGREEMENTS or len(parts) > 3:
            return False
        name = "/".join(parts[1:]).removesuffix(".yaml")
        return name not in self._documents or not (self.workspace.root / path).is_file()


def _folders(trace: Trace, root: str) -> set[str]:
    mine = (sight for sight in trace if sight.root == root)
    return {sight.path if sight.look == "names" else sight.path.rpartition("/")[0] for sight in mine}


def _gone(root: Path) -> MouflowError:
    hint = "move it back, or stop with Ctrl-C and begin anew where it is now"
    return MouflowError(error("workspace-gone", f"the workspace is no longer at {root}", hint=hint))
