"""Runs git: one place that decides what of the user's environment and settings may reach it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from mouflow.diagnostics import MouflowError, error

if TYPE_CHECKING:
    from git import Git

SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",  # it names a program
    "core.quotePath=false",
    "core.safecrlf=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "submodule.recurse=false",
    "color.ui=false",
)
"""Settings that stand over the user's; only plumbing is called, which aliases and most others do not touch."""

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # no network, not even to fetch what a partial clone lacks
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_",  # where the user's settings lie; SETTINGS stand over them
    "GIT_CEILING_DIRECTORIES",
    "GIT_EXEC_PATH",
    "GIT_PYTHON_",
    "GIT_SSL_",
    "GIT_SSH",
)
"""How the names of variables begin that may reach git; others could lead it to another repository or index."""


class GitError(Exception):
    """Git ended with a failure; ``said`` is what it wrote on standard error."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said

    def as_diagnostic(self, doing: str) -> MouflowError:
        """Return the failure as a diagnostic; ``doing`` says what git was asked for."""
        message = f"git cannot {doing}: {self.said.strip().splitlines()[-1] if self.said.strip() else self.status}"
        return MouflowError(error("git-failed", message, hint="run `git status` and `git fsck` in the workspace"))


def run_git(
    folder: Path, arguments: Iterable[str], given: bytes = b"", environment: Mapping[str, str] | None = None
) -> bytes:
    """Run git in a folder with ``given`` as its input, and return its output.

    It runs in a session of its own: what ends mouflow, a signal to its whole group included, does not end a step of
    git in its middle.

    Raises:
        GitError: It ended with a failure.
        MouflowError: There is no git on this machine.
    """
    with TemporaryFile() as source:
        source.write(given)
        source.seek(0)
        status, output, said = _git(folder).execute(
            [*_without_strays(), *_command(arguments)],
            istream=source,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env={**_ENVIRONMENT, **(environment or {})},
            start_new_session=True,
        )
    if status:
        raise GitError(status, said)
    return bytes(output)


def start_git(folder: Path, arguments: Iterable[str]) -> Git.AutoInterrupt:
    """Start a git that answers while it is asked, with pipes as its input and output.

    Raises:
        MouflowError: There is no git on this machine.
    """
    from subprocess import PIPE

    command = [*_without_strays(), *_command(arguments)]
    return _git(folder).execute(command, istream=PIPE, as_process=True, env=_ENVIRONMENT, start_new_session=True)


def _command(arguments: Iterable[str]) -> list[str]:
    return ["git", *(part for setting in SETTINGS for part in ("-c", setting)), *arguments]


def _without_strays() -> list[str]:
    """Return what to put before a command, to take away variables that GitPython would hand on."""
    strays = [name for name in os.environ if name.startswith("GIT_") and not name.startswith(_KEPT)]
    return ["env", *(part for name in strays for part in ("-u", name))] if strays else []


def _git(folder: Path) -> Git:
    try:
        from git import Git
    except ImportError:
        hint = "install git (Debian: apt install git), then run the command again"
        raise MouflowError(error("git-missing", "there is no git on this machine", hint=hint)) from None
    return Git(folder)
