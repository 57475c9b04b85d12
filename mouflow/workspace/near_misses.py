"""What lies in a workspace and is not read, because its name is a slip: files and labels, told as warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, warning
from mouflow.model import KINDS
from mouflow.source import read_yaml

from .folder import AGREEMENTS, Workspace, misnamed_files

_FACTS_MISNAMED = tuple(
    f"{AGREEMENTS}/{name}{ending}"
    for name in ("people", "organisations", "terms", "calendars")
    for ending in (".yml", ".yaml.txt")
)
"""Asked for one by one: to list the folder for each of many agreements would take long."""
_PARTS = ("labels", "numbering")
_LIKENESS = 0.75
"""How like a built-in name an own one must be to be taken for a slip; less likely ones are new labels."""


def near_misses(workspace: Workspace, agreement: str) -> list[Diagnostic]:
    """Find the slips in the names of an agreement's files, of the shared facts, and of the workspace's own labels.

    What cannot be read is passed over here; whoever needs it tells it.
    """
    found: list[Diagnostic] = []
    for slips in (_files(workspace, agreement), *(_labels(workspace, kind) for kind in ("shared", *KINDS))):
        try:
            found.extend(slips)
        except MouflowError:
            continue
    return found


def _files(workspace: Workspace, agreement: str) -> Iterator[Diagnostic]:
    folder = f"{AGREEMENTS}/{agreement}"
    paths = [f"{folder}/{name}" for name in misnamed_files(workspace, folder)]
    for path in (*paths, *filter(workspace.files.exists, _FACTS_MISNAMED)):
        hint = f"rename it to {path.rpartition('/')[2].partition('.')[0]}.yaml"
        yield warning("misnamed-file", "not read: its name does not end in `.yaml`", Location(path), hint)


def _labels(workspace: Workspace, kind: str) -> Iterator[Diagnostic]:
    path = f"templates/{kind}/labels.yaml"
    if workspace.files == workspace.builtin or not workspace.files.exists(path):
        return
    own = _parsed(workspace.files.read(path), path)
    for part in _PARTS:
        known = _built_in(workspace, kind, part)
        names = _table(own, part)
        places: Mapping[str, Location] = getattr(names, "keys_at", {})
        for name in names:
            plain = name.partition(".treaty")[0]
            if plain not in known and get_close_matches(plain, known, cutoff=_LIKENESS):
                message = f"`{name}` is not a name that mouflow prints"
                yield warning("unknown-label", message, places.get(name, Location(path)), did_you_mean(plain, known))


def _built_in(workspace: Workspace, kind: str, part: str) -> frozenset[str]:
    """Return the names in the label files that come with mouflow: those of a kind and the shared ones."""
    kinds = KINDS if kind == "shared" else (kind,)
    paths = [f"templates/{each}/labels.yaml" for each in ("shared", *kinds)]
    files = workspace.builtin
    tables = [_table(_parsed(files.read(path), path), part) for path in paths if files.exists(path)]
    return frozenset(name for table in tables for name in table)


@lru_cache(maxsize=32)
def _parsed(data: bytes, path: str) -> object:
    """Read a label file, once for all agreements and kinds that ask; nobody may change what this returns."""
    return read_yaml(data, path)


def _table(value: object, part: str) -> Mapping[str, object]:
    table = value.get(part) if isinstance(value, Mapping) else None
    return table if isinstance(table, Mapping) else {}
