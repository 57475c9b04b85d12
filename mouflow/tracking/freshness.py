"""Which agreements may have changed since the index was built, as git or the stamps of their files tell."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mouflow.root import AGREEMENTS, PYPROJECT, SETTINGS

from .index import Entry, Header, Index
from .stamps import Stamp, contents_of, digest_of, is_yaml, settled, stamp_of, stamps_of
from .worktree import Worktree, changed_between

GROUND = (SETTINGS, PYPROJECT, f"{AGREEMENTS}/organisations.yaml", f"{AGREEMENTS}/calendars.yaml")
"""The files that the registers of all agreements depend on."""

Ground = tuple[Stamp | None, ...]


class Found(NamedTuple):
    """What became of agreements: read again those that are ``stale``, drop those ``gone``; ``entries`` of the others.

    ``loose`` are all whose files are not those of the commit that is checked out, or not surely.
    """

    stale: frozenset[str]
    gone: frozenset[str]
    loose: tuple[str, ...]
    entries: dict[str, Entry]


def agreement_names(root: Path) -> list[str]:
    """Return the ids of all agreements that have YAML, in order; what is hidden is left out."""
    try:
        with os.scandir(root / AGREEMENTS) as entries:
            found = sorted(each.name for each in entries if not each.name.startswith(".") and each.is_dir())
    except OSError:
        return []
    return [name for name in found if _is_text(name) and _has_yaml(root / AGREEMENTS / name)]


def compare(root: Path, index: Index, header: Header, tree: Worktree | None, now: int) -> Found:
    """Compare an index with the files of its workspace; ``now`` is the time at which git was asked, in nanoseconds."""
    suspects = _suspects(root, index, header, tree)
    known = index.entries(suspects)
    stale, gone, loose = set[str](), set[str](), set[str]()
    entries: dict[str, Entry] = {}
    for name in suspects:
        folder = root / AGREEMENTS / name
        stamps = stamps_of(folder)
        before = known.get(name)
        if not _has_yaml(folder):
            gone.update({name} if before else ())
            continue
        sure = stamps is not None and settled(stamps, now)
        after = _after(folder, stamps, before, sure=sure)
        if after is None:
            stale.add(name)
        elif after != before:
            entries[name] = after
        if not sure:
            loose.add(name)
    loose |= loose_in(tree, suspects)  # those gone too: they come back without a word of git
    return Found(frozenset(stale), frozenset(gone), tuple(sorted(loose)), entries)


def loose_in(tree: Worktree | None, every: Iterable[str]) -> set[str]:
    """Return the agreements whose files are not those of the commit, as far as git tells."""
    return _agreements(tree.changed, every) if tree else set()


def ground_stamps(root: Path, now: int) -> Ground | None:
    """Return the stamps of the ground's files, None for one that is missing; None where they tell nothing for sure."""
    stamps = tuple(stamp_of(root / path) for path in GROUND)
    if any(stamp is None and os.path.lexists(root / path) for stamp, path in zip(stamps, GROUND, strict=True)):
        return None
    return stamps if settled(filter(None, stamps), now) else None


def _suspects(root: Path, index: Index, header: Header, tree: Worktree | None) -> set[str]:
    """Return the agreements to look at: all, where git does not tell which have changed."""
    if tree:
        since = [] if tree.head == header.head else changed_between(root, header.head, tree.head)
        if since is not None and f"{AGREEMENTS}/" not in tree.changed:
            return {*header.loose, *_agreements((*tree.changed, *since), ())}
    return {*index.names(), *agreement_names(root)}


def _agreements(paths: Iterable[str], every: Iterable[str]) -> set[str]:
    """Return the agreements that paths lie in; ``every`` one where the whole folder is meant."""
    found: set[str] = set()
    for path in paths:
        name = path.split("/", 2)[1] if "/" in path else ""
        if path == f"{AGREEMENTS}/":
            found.update(every)
        elif name and _is_text(name):  # it may be a file, or a repository of its own, by whose name alone it is known
            found.add(name)
    return found


def _after(folder: Path, stamps: tuple[Stamp, ...] | None, before: Entry | None, *, sure: bool) -> Entry | None:
    """Return the entry of files that are those read before; None where they may not be."""
    if before is None or stamps is None:
        return None
    if stamps == before.stamps:
        return before
    contents = contents_of(folder, stamps) if before.digest else None
    if contents is None or digest_of(contents) != before.digest:
        return None
    return before._replace(stamps=stamps if sure else None)


def _has_yaml(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(is_yaml(each.name) for each in entries)
    except OSError:
        return False


def _is_text(name: str) -> bool:
    return name.isprintable()  # bytes that are no UTF-8 are not
