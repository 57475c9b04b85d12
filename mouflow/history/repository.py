"""The repository that a workspace lies in: opened, its kind known, its names resolved to commits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import fsdecode
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error, printable

from .command import GitError, run_git
from .fields import read_text

VERSION_TAGS = "refs/tags/"
_NAME = re.compile(r"(?!-)(?!.*(?:\.\.|@\{))[^\x00-\x20\x7f~^:?*\[\\]+(?:[~^][0-9]{0,6})*")
"""A name of git's for one commit (gitrevisions(7)) without what means a range, a search, a path or the reflog."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a workspace in it.

    ``root`` is the folder of the workspace, ``top`` that of the working tree; ``prefix`` leads from top to root, empty
    or with a slash at its end. ``git_dir`` holds what belongs to this working tree (HEAD, the index), ``common_dir``
    what all working trees share.
    """

    root: Path
    top: Path
    git_dir: Path
    common_dir: Path
    prefix: str
    shallow: bool

    def run(self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """Run git at the top of the working tree; see :func:`run_git`."""
        return run_git(self.top, arguments, given, environment)

    def head(self) -> str | None:
        """Return the commit that is checked out; None before the first one."""
        try:
            return self._commit("HEAD")
        except GitError:
            return None

    def author(self) -> str:
        """Return the name that git would put on a commit made now; empty where it knows none."""
        return self.identity().partition(" <")[0]

    def identity(self) -> str:
        """Return the author that git would put on a commit made now, `Name <address>`; empty where it knows none."""
        try:
            identity = read_text(self.run("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"))
        except GitError:
            return ""
        return identity[: identity.rindex(">") + 1]

    def on_branch(self) -> bool:
        """Tell whether a branch is checked out, and not a commit by itself, which no branch would lead to."""
        try:
            return bool(self.run("symbolic-ref", "--quiet", "HEAD"))
        except GitError:
            return False

    def resolve(self, name: str, agreement: str = "") -> str:
        """Return the commit that a version of an agreement, a tag, a branch or a commit's own name stands for.

        Raises:
            MouflowError: There is none of that name; with the nearest name there is.
        """
        names = [f"{VERSION_TAGS}{agreement}/{name}"] if agreement else []
        for each in (*names, name):
            if _NAME.fullmatch(each):
                try:
                    return self._commit(each)
                except GitError:
                    continue
        raise self._unknown(name, agreement)

    def _commit(self, name: str) -> str:
        return self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()

    def _unknown(self, name: str, agreement: str) -> MouflowError:
        if self.head() is None:
            return no_history()
        known = self._known(agreement)
        hint = did_you_mean(name, known)
        if self.shallow:
            hint += "; this clone is shallow, `git fetch --unshallow --tags` brings what is older"
        return MouflowError(error("unknown-version", f"no version or commit `{printable(name[:100])}`", hint=hint))

    def _known(self, agreement: str) -> list[str]:
        """Return the names of branches and tags; of an agreement its versions, and not those of others."""
        tags, branches = (
            self.run("for-each-ref", "--format=%(refname:lstrip=2)", kind).decode().splitlines()
            for kind in ("refs/tags", "refs/heads")
        )
        own = f"{agreement}/"
        versions = [each.removeprefix(own) for each in tags if each.startswith(own) or "/" not in each]
        return [*(versions if agreement else tags), *branches]


def no_history() -> MouflowError:
    """Say that nothing has been recorded yet."""
    hint = "record the first version: `mouflow record AGREEMENT -m MESSAGE --version v1`"
    return MouflowError(error("no-history", "nothing has been recorded yet", hint=hint))


def open_repository(root: Path) -> Repository:
    """Open the repository that the folder of a workspace lies in.

    Raises:
        MouflowError: It lies in none, in one without a working tree, or at a place that cannot be named; or git is
            missing or refuses.
    """
    asked = ("--is-shallow-repository", "--absolute-git-dir", "--git-common-dir", "--show-toplevel")
    try:
        shallow, git_dir, common_dir, top = fsdecode(run_git(root, ("rev-parse", *asked))).rstrip("\n").split("\n", 3)
    except GitError as failed:
        raise _refused(failed, root) from None
    inside = root.resolve().relative_to(top).as_posix()
    if "\n" in inside:  # git is asked for one name a line
        hint = "rename the folder"
        raise MouflowError(
            error("folder-name", "the workspace lies in a folder with a line break in its name", hint=hint)
        )
    prefix = "" if inside == "." else f"{inside}/"
    return Repository(root, Path(top), Path(git_dir), (root / common_dir).resolve(), prefix, shallow == "true")


def _refused(failed: GitError, root: Path) -> MouflowError:
    if "work tree" in failed.said:
        hint = "clone it, and work in the clone"
        return MouflowError(error("bare-repository", f"{root} lies in a repository without a working tree", hint=hint))
    if "dubious ownership" in failed.said:
        hint = f"if you trust it: `git config --global --add safe.directory {root}`"
        return MouflowError(error("foreign-repository", "git refuses a repository that another user owns", hint=hint))
    if "not a git repository" in failed.said:
        hint = "make one in the workspace: `git init`"
        return MouflowError(error("no-repository", f"{root} does not lie in a git repository", hint=hint))
    return failed


def at_version(failed: MouflowError, name: str, commit: str) -> MouflowError:
    """Return problems of an old version with its name: places as git writes them, ``name:path``.

    A place in a version is none in the folder as it is now, whose lines may be others.
    """
    return MouflowError(*(_told_at(each, name, commit) for each in failed.diagnostics))


def _told_at(problem: Diagnostic, name: str, commit: str) -> Diagnostic:
    place = problem.location and problem.location._replace(path=f"{name}:{problem.location.path}")
    return replace(problem, message=f"{problem.message} (as of {name}, commit {commit[:10]})", location=place)
