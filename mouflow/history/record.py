"""Record the files of an agreement: a commit of these paths alone, and a tag for the version; all of it or nothing.

Blobs, trees, the commit and the tag are written first; nobody sees them until a branch leads there. Then the branch and
the tag are locked and checked, the index takes in what was recorded, and both move. The index comes before the branch
because a kill between the two then leaves the files staged, which is the old state; the other way round, `git status`
would show the recorded change taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mouflow.diagnostics import MouflowError, error, printable

from .command import GitError
from .index import IndexCopy
from .objects import ObjectReader
from .references import Transaction
from .repository import VERSION_TAGS, Repository
from .tag_object import write_tag
from .trees import TreeWriter

_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
_REFERENCE = re.compile(
    r"(?!.*(?:\.\.|//|/[.-]|\.lock(?:/|$)|@\{|\.$|/$))[^\x00-\x20\x7f~^:?*\[\\./-][^\x00-\x20\x7f~^:?*\[\\]*"
)
"""What git allows in a name (git-check-ref-format(1)); one that begins with - could be taken for an option."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the commit, and the files in it that changed, by their path in the workspace.

    Each file has the letter that git gives it: A added, M modified, D deleted. No file means that the commit was there
    already and only the version is new.
    """

    commit: str
    files: tuple[tuple[str, str], ...]


def record(repository: Repository, paths: Sequence[str], message: str, tag: str | None = None) -> Recorded:
    """Record files and folders of the workspace as they are on disk; ``tag`` names the result, `agreement/version`.

    Whatever else is staged or changed stays so. The user's identity and signing settings hold.

    Raises:
        MouflowError: It cannot be done, or there is nothing to record; nothing is changed then.
    """
    _refuse_message(message)
    _refuse_what_is_under_way(repository)
    reader = ObjectReader(repository.top)
    if tag is not None:
        _refuse_tag(reader, tag)
    index = IndexCopy(repository)
    try:
        before, commit = _write_commit(repository, reader, index, paths, message)
        if tag is None and before == commit:
            raise _nothing()
        _move(repository, index, before, commit, message, tag)
    finally:
        index.discard()
    return Recorded(commit, _changes(repository, commit) if before != commit else ())


def _write_commit(
    repository: Repository, reader: ObjectReader, index: IndexCopy, paths: Sequence[str], message: str
) -> tuple[str | None, str]:
    """Return the commit that is checked out and the new one, which nothing leads to yet; one twice if none is needed.

    Raises:
        MouflowError: There is nothing to record, nobody to record it, or git cannot read the files or sign.
    """
    inside = [repository.prefix + path for path in paths]
    head, base = reader.read("HEAD^{commit}"), reader.read("HEAD^{tree}")
    tree = TreeWriter(repository.top, reader).replaced(base.sha if base else None, inside, index.take_in(inside))
    if head and base and tree in {base.sha, None}:
        return head.sha, head.sha
    if tree is None:
        raise _nothing()
    parent = ("-p", head.sha) if head else ()
    signed = ("-S",) if _is_on(repository, "commit.gpgSign") else ()
    try:
        made = repository.run(
            "-c",
            "user.useConfigOnly=true",
            "commit-tree",
            *signed,
            *parent,
            "-F",
            "-",
            tree,
            given=f"{message.strip()}\n".encode(),
        )
    except GitError as failed:
        raise _unwritten(failed) from None
    return (head.sha if head else None), made.decode().strip()


def _move(
    repository: Repository, index: IndexCopy, before: str | None, commit: str, message: str, tag: str | None
) -> None:
    transaction = Transaction(repository, message.strip().partition("\n")[0])
    if commit != before:
        transaction.move_head(commit, before)
    if tag is not None:
        try:
            transaction.create(VERSION_TAGS + tag, write_tag(repository, tag, commit, message))
        except GitError as failed:
            raise _unwritten(failed) from None
    transaction.prepare()
    if commit != before:
        index.install()
    transaction.commit()


def _changes(repository: Repository, commit: str) -> tuple[tuple[str, str], ...]:
    how = ("--root", "-r", "-z", "--no-renames", "--no-commit-id", "--name-status")
    fields = repository.run("diff-tree", *how, commit).decode("utf-8", "replace").split("\0")[:-1]
    return tuple(
        (letter, path.removeprefix(repository.prefix)) for letter, path in zip(fields[::2], fields[1::2], strict=True)
    )


def _is_on(repository: Repository, setting: str) -> bool:
    try:
        return repository.run("config", "--type=bool", "--get", setting).strip() == b"true"
    except GitError:
        return False


def _refuse_message(message: str) -> None:
    if not message.strip() or _CONTROL.search(message):
        what = "the message holds characters that no text may hold" if message.strip() else "the message is empty"
        hint = "say why the agreement changed: -m MESSAGE; `blame` and redlines show it"
        raise MouflowError(error("message-refused", what, hint=hint))


def _refuse_what_is_under_way(repository: Repository) -> None:
    for name, what in _UNDER_WAY.items():
        if (repository.git_dir / name).exists():
            hint = f"finish it, or give it up with `git {what.split()[-1]} --abort`"
            raise MouflowError(error("under-way", f"{what} is under way in this repository", hint=hint))


def _refuse_tag(reader: ObjectReader, tag: str) -> None:
    if not _REFERENCE.fullmatch(tag):
        hint = "use letters, digits and . _ - after the first: v2, signed-2024"
        raise MouflowError(error("version-name", f"no tag can have the name `{printable(tag[:100])}`", hint=hint))
    if reader.read(VERSION_TAGS + tag):
        hint = "a version is never moved: choose the next name"
        raise MouflowError(error("version-taken", f"the version `{tag}` is there already", hint=hint))


def _nothing() -> MouflowError:
    hint = "to name what is recorded already, give it a name: --version v2"
    return MouflowError(error("nothing-to-record", "nothing has changed since the last commit", hint=hint))


def _unwritten(failed: GitError) -> MouflowError:
    if re.search("ident|auto-detect|tell me who you are", failed.said):
        hint = (
            'set them: `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`'
        )
        return MouflowError(error("no-identity", "git does not know your name and e-mail address", hint=hint))
    if re.search("sign|gpg|ssh-keygen", failed.said):
        hint = "mend user.signingKey and gpg.* in your git settings, or turn commit.gpgSign and tag.gpgSign off"
        said = " ".join(failed.said.split())
        return MouflowError(error("signing-failed", f"git cannot sign: {said}", hint=hint))
    return failed
