"""Branch and tag moved in one transaction of git's, which holds until the caller says so."""

from __future__ import annotations

import re
from pathlib import Path

from mouflow.diagnostics import MouflowError, error

from .command import Dialogue, GitError
from .refusals import changed_meanwhile, locked
from .repository import Repository

_LOCK = re.compile(r"Unable to create '(.+\.lock)': File exists")


class Transaction:
    """References with their new values: locked and checked by :meth:`prepare`, all set by :meth:`commit`, or none.

    Where mouflow ends before :meth:`commit`, git sees its input end, lets the locks go and changes nothing.
    """

    def __init__(self, repository: Repository, message: str) -> None:
        self._git = Dialogue(repository.top, "update-ref", "-m", f"record: {message}", "--stdin")
        self._lines = ["start"]

    def move_head(self, new: str, old: str | None) -> None:
        """Let the branch that is checked out, or a detached HEAD, go from one commit to another."""
        self._lines.append(f"update HEAD {new} {old or '0' * len(new)}")

    def create(self, reference: str, value: str) -> None:
        """Make a reference that is not there yet."""
        self._lines.append(f"create {reference} {value}")

    def prepare(self) -> None:
        """Lock every reference.

        Raises:
            MouflowError: One is locked by another git, or is no longer what it was, or cannot bear its name.
        """
        self._ask([*self._lines, "prepare"], "start: ok", "prepare: ok")

    def commit(self) -> None:
        """Set every reference.

        Raises:
            MouflowError: Git could not write them.
        """
        self._ask(["commit"], "commit: ok")

    def _ask(self, lines: list[str], *answers: str) -> None:
        self._git.say("".join(f"{line}\n" for line in lines).encode())
        for answer in answers:
            if self._git.output.readline().decode().strip() != answer:
                raise _refused(self._git.failure())


def _refused(failed: GitError) -> MouflowError:
    if lock := _LOCK.search(failed.said):
        return locked(Path(lock[1]))
    if "but expected" in failed.said or "reference already exists" in failed.said:
        return changed_meanwhile()
    if "cannot create" in failed.said:
        hint = "choose another name for the version, or rename the tag that is in its way: `git tag`"
        return MouflowError(error("version-name", f"no tag can have this name: {failed.said.strip()}", hint=hint))
    return failed
