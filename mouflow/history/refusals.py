"""What stands in the way of a record, said before anything is changed."""

from __future__ import annotations

import re
from pathlib import Path

from mouflow.diagnostics import MouflowError, error, printable

from .command import GitError
from .objects import ObjectReader
from .repository import VERSION_TAGS, Repository

_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
_REFERENCE = re.compile(
    r"(?!.*(?:\.\.|//|/[.-]|\.lock(?:/|$)|@\{|\.$|/$))[^\x00-\x20\x7f~^:?*\[\\./\ud800-\udfff-][^\x00-\x20\x7f~^:?*\[\\\ud800-\udfff]*"
)
"""What git allows in a name (git-check-ref-format(1)); one that begins with - could be taken for an option."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def refuse_message(message: str) -> None:
    """Refuse a message that says nothing, or holds what no text may hold.

    Raises:
        MouflowError: It does.
    """
    if not message.strip() or _CONTROL.search(message):
        what = "the message holds characters that no text may hold" if message.strip() else "the message is empty"
        hint = "say why the agreement changed: -m MESSAGE; `blame` and redlines show it"
        raise MouflowError(error("message-refused", what, hint=hint))


def refuse_what_is_under_way(repository: Repository) -> None:
    """Refuse while a merge or the like waits for its end: its commit would be lost.

    Raises:
        MouflowError: One does.
    """
    for name, what in _UNDER_WAY.items():
        if (repository.git_dir / name).exists():
            hint = f"finish it, or give it up with `git {what.split()[-1]} --abort`"
            raise MouflowError(error("under-way", f"{what} is under way in this repository", hint=hint))


def refuse_tag(reader: ObjectReader, tag: str) -> None:
    """Refuse a name that no tag can have, or one that is taken.

    Raises:
        MouflowError: It is.
    """
    if not _REFERENCE.fullmatch(tag):
        hint = "use letters, digits and . _ - after the first: v2, signed-2024"
        raise MouflowError(error("version-name", f"no tag can have the name `{printable(tag[:100])}`", hint=hint))
    if reader.read(VERSION_TAGS + tag):
        hint = "a version is never moved: choose the next name"
        raise MouflowError(error("version-taken", f"the version `{tag}` is there already", hint=hint))


def nothing_to_record() -> MouflowError:
    """Say that all is recorded."""
    hint = "to name what is recorded already, give it a name: --version v2"
    return MouflowError(error("nothing-to-record", "nothing has changed since the last commit", hint=hint))


def unwritten(failed: GitError) -> MouflowError:
    """Say why git wrote no commit or tag: nobody to write it, or no signature."""
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


def unwritable(problem: OSError) -> MouflowError:
    """Say which file of the repository cannot be written, and why."""
    hint = "mend its permissions, or make room, then run the command again; nothing was recorded"
    message = f"cannot write {problem.filename or 'to the repository'}: {problem.strerror or problem}"
    return MouflowError(error("repository-unwritable", message, hint=hint))


def locked(lock: Path) -> MouflowError:
    """Say which lock of git is held."""
    hint = "wait until the other git is done; if none runs, a stopped one left it behind: delete the file"
    return MouflowError(error("repository-locked", f"another git holds {lock}", hint=hint))


def changed_meanwhile() -> MouflowError:
    """Say that somebody else was quicker."""
    hint = "nothing was recorded; run the command again"
    return MouflowError(error("repository-changed", "the repository changed in the meantime", hint=hint))
