"""Record the files of an agreement: a commit of these paths alone, and a tag for the version; all of it or nothing.

Blobs, trees, the commit and the tag are written first; nobody sees them until a branch leads there. Then the branch and
the tag are locked and checked, the index takes in what was recorded, and both move. The index comes before the branch
because a kill between the two then leaves the files staged, which is the old state; the other way round, `git status`
would show the recorded change taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .command import Dialogue, GitError
from .index import IndexCopy
from .objects import Entry, ObjectReader
from .references import Transaction
from .refusals import nothing_to_record, refuse_message, refuse_tag, refuse_what_is_under_way, unwritable, unwritten
from .repository import VERSION_TAGS, Repository
from .tag_object import write_tag
from .trees import TreeWriter


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the commit, and the files in it that changed, by their path in the workspace.

    Each file has the letter that git gives it: A added, M modified, D deleted. No file means that the commit was there
    already and only the version is new.
    """

    commit: str
    files: tuple[tuple[str, str], ...]


class _Gits(NamedTuple):
    """The gits that a record asks, started together: each is ready when its turn comes."""

    reader: ObjectReader
    trees: TreeWriter
    signing: Dialogue
    references: Transaction


class _Written(NamedTuple):
    """A commit that nothing leads to yet, the one before it, and how the recorded paths differ between them."""

    commit: str
    before: str | None
    files: tuple[tuple[str, str], ...]


def record(repository: Repository, paths: Sequence[str], message: str, tag: str | None = None) -> Recorded:
    """Record files and folders of the workspace as they are on disk; ``tag`` names the result, `agreement/version`.

    Whatever else is staged or changed stays so. The user's identity and signing settings hold.

    Raises:
        MouflowError: It cannot be done, or there is nothing to record; nothing is changed then.
    """
    refuse_message(message)
    refuse_what_is_under_way(repository)
    gits = _start(repository, message)
    if tag is not None:
        refuse_tag(gits.reader, tag)
    index = IndexCopy(repository)
    try:
        index.begin()
        written = _write_commit(repository, gits, index, paths, message)
        if tag is None and not written.files:
            raise nothing_to_record()
        _move(repository, gits.references, index, written, tag, message)
    except OSError as problem:
        raise unwritable(problem) from None
    finally:
        index.discard()
    return Recorded(written.commit, written.files)


def _start(repository: Repository, message: str) -> _Gits:
    reader = ObjectReader(repository.top)
    signing = Dialogue(repository.top, "config", "--type=bool", "--get", "commit.gpgSign")
    first_line = message.strip().partition("\n")[0]
    return _Gits(reader, TreeWriter(repository.top, reader), signing, Transaction(repository, first_line))


def _write_commit(
    repository: Repository, gits: _Gits, index: IndexCopy, paths: Sequence[str], message: str
) -> _Written:
    """Write a commit of the paths on top of what is checked out; where they have not changed, that itself is returned.

    Raises:
        MouflowError: There is nothing to record, nobody to record it, or git cannot read the files or sign.
    """
    inside = [repository.prefix + path for path in paths]
    head = gits.reader.read("HEAD^{commit}")
    base = gits.reader.read(f"{head.sha}^{{tree}}") if head else None
    staged = index.take_in(inside)
    files = _differences(gits.trees.files(base.sha if base else None, inside), staged, repository.prefix)
    if not files:
        if head is None:
            raise nothing_to_record()
        return _Written(head.sha, head.sha, ())
    tree = gits.trees.replaced(base.sha if base else None, inside, staged) or gits.trees.empty()
    options = ["-S"] if gits.signing.output.read().strip() == b"true" else []
    options += ["-p", head.sha] if head else []
    return _Written(_commit(repository, tree, options, message), head.sha if head else None, files)


def _commit(repository: Repository, tree: str, options: Iterable[str], message: str) -> str:
    command = ("-c", "user.useConfigOnly=true", "commit-tree", *options, "-F", "-", tree)
    try:
        return repository.run(*command, given=f"{message.strip()}\n".encode()).decode().strip()
    except GitError as failed:
        raise unwritten(failed) from None


def _move(
    repository: Repository, references: Transaction, index: IndexCopy, written: _Written, tag: str | None, message: str
) -> None:
    if written.files:
        references.move_head(written.commit, written.before)
    if tag is not None:
        try:
            references.create(VERSION_TAGS + tag, write_tag(repository, tag, written.commit, message))
        except GitError as failed:
            raise unwritten(failed) from None
    references.prepare()
    if written.files:
        index.install()
    references.commit()


def _differences(old: Mapping[str, Entry], new: Mapping[str, Entry], prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        ("D" if path not in new else "M" if path in old else "A", path.removeprefix(prefix))
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    )
