"""Runs git through GitPython, with what of the user's environment and settings may reach it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from weakref import finalize

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.git_environment import ENVIRONMENT, settings_arguments, strays


class GitError(MouflowError):
    """Git ended with a failure; ``said`` is what it wrote on standard error, its last line the diagnostic's message."""

    def __init__(self, command: str, said: str) -> None:
        last = (said.strip().splitlines() or ["it does not say why"])[-1]
        hint = "run `git status` and `git fsck` in the workspace"
        if "promisor" in said:
            hint = "this clone lacks older files: `git fetch --refetch --no-filter` brings them"
        super().__init__(error("git-failed", f"`git {command}` failed: {last}", hint=hint))
        self.command = command
        self.said = said

    def __reduce__(self) -> tuple[type[MouflowError], tuple[Diagnostic, ...]]:
        """Travel as what anybody further up needs of it."""
        return MouflowError, self.diagnostics


def run_git(
    folder: Path, arguments: Sequence[str], given: bytes = b"", environment: Mapping[str, str] | None = None
) -> bytes:
    """Run git in a folder with ``given`` as its input, and return its output.

    Raises:
        GitError: It ended with a failure.
        MouflowError: There is no git on this machine.
    """
    with TemporaryFile() as source:
        source.write(given)
        source.seek(0)
        status, output, said = _execute(
            folder,
            arguments,
            istream=source,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env={**ENVIRONMENT, **(environment or {})},
        )
    if status:
        raise GitError(_subcommand(arguments), said)
    return bytes(output)


class Dialogue:
    """A git that is asked and answers, with pipes as its input and output; it ends when nobody holds it any longer.

    It has a session of its own: what ends mouflow, a signal to its whole group included, does not end git in the middle
    of a step; git ends when its input does.

    Raises:
        MouflowError: There is no git on this machine.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        how = {"istream": PIPE, "as_process": True, "env": ENVIRONMENT, "start_new_session": True}
        process = _execute(folder, arguments, **how)
        self._command = _subcommand(arguments)
        self.input: BinaryIO = process.stdin
        self.output: BinaryIO = process.stdout
        self.errors: BinaryIO = process.stderr
        finalize(self, _end, process)

    def say(self, words: bytes) -> None:
        """Write to git at once; one that has ended does not answer, and :meth:`failure` tells why."""
        with suppress(BrokenPipeError):
            self.input.write(words)
            self.input.flush()

    def failure(self) -> GitError:
        """Return why it ended."""
        return GitError(self._command, self.errors.read().decode("utf-8", "replace"))


def _end(process: Any) -> None:
    """End a git that waits for input, which a forked process may still hold open."""
    for pipe in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):  # what it no longer reads cannot be written
            pipe.close()
    process.proc.terminate()
    process.proc.wait()


def _execute(folder: Path, arguments: Iterable[str], **how: Any) -> Any:
    try:
        from git import Git
        from git.exc import GitCommandNotFound
    except ImportError:  # GitPython looks for git when it is imported
        raise _missing() from None
    try:
        return Git(folder).execute([*_without_strays(), "git", *settings_arguments(), *arguments], **how)
    except GitCommandNotFound:
        raise _missing() from None


def _subcommand(arguments: Sequence[str]) -> str:
    """Return which git a call is of: the first word that is no setting."""
    return next(word for at, word in enumerate(arguments) if word != "-c" and (not at or arguments[at - 1] != "-c"))


def _without_strays() -> list[str]:
    """Return what to put before a command, to take away variables that GitPython would hand on."""
    unwanted = strays(os.environ)
    return ["env", *(part for name in unwanted for part in ("-u", name))] if unwanted else []


def _missing() -> MouflowError:
    hint = "install git (Debian: apt install git), then run the command again"
    return MouflowError(error("git-missing", "there is no git on this machine", hint=hint))
