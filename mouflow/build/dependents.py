"""Which targets depend on which files, as their traces tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mouflow.tracing import Sight, Trace

from .targets import Target


class Dependents:
    """Leads from the files and folders of a workspace to the targets that looked at them; paths are relative."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._keys: dict[Target, frozenset[str]] = {}
        self._targets: dict[str, set[Target]] = {}

    def learn(self, target: Target, trace: Trace) -> None:
        """Take in what was looked at for a target, in place of what was before."""
        keys = frozenset(key for sight in trace if sight.root == self._root for key in _keys(sight))
        before = self._keys.get(target, frozenset())
        for key in keys - before:
            self._targets.setdefault(key, set()).add(target)
        self._drop(target, before - keys)
        self._keys[target] = keys

    def forget(self, target: Target) -> None:
        """Forget a target that is gone."""
        self._drop(target, self._keys.pop(target, frozenset()))

    def is_touched(self, path: str, *, listed: bool) -> bool:
        """Tell whether what happened at a path may concern any target; ``listed`` where something came or went."""
        return path in self._targets or (listed and _listed(path) in self._targets)

    def touched(self, paths: Iterable[str]) -> tuple[Target, ...]:
        """Return the targets that what happened at some paths may concern, in order.

        A path concerns those that looked at it, that listed the folder it stands in, or, where it is a folder that came
        or went, that looked at something below it. A new agreement concerns none: look for targets again.
        """
        found = {target for path in paths for key in (path, _listed(path)) for target in self._targets.get(key, ())}
        return tuple(sorted(found, key=lambda each: (each.agreement, each.documents)))

    def _drop(self, target: Target, keys: Iterable[str]) -> None:
        for key in keys:
            self._targets[key].discard(target)
            if not self._targets[key]:
                del self._targets[key]


def _keys(sight: Sight) -> Iterator[str]:
    """Give the path of a look with the folders it stands in, and one more where it was the list of a folder's names."""
    whole = PurePosixPath(sight.path)
    yield whole.as_posix()
    yield from (each.as_posix() for each in whole.parents if each.name)
    if sight.look == "names":
        yield f"{whole.as_posix()}/"


def _listed(path: str) -> str:
    return f"{PurePosixPath(path).parent.as_posix()}/"
