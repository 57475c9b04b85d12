"""What standard output is given: colour or none, how wide, and a pager as git uses one."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_DEFAULTS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
"""As git has it: quit when one screen is enough, pass colours through, leave the screen as it is."""

_FOR_SHELL = frozenset("|&;<>()$`")
"""What a command holds that only a shell understands."""

WIDTH = 100
"""Width in cells where there is no terminal to ask; no line gets longer than is good to read on a wide one."""


def wants_colour(stream: TextIO, environ: Mapping[str, str], option: bool | None = None) -> bool:
    """Tell whether to write colours: the option decides, then NO_COLOR, then FORCE_COLOR, then what the stream is.

    A variable counts when it is set and not empty (no-color.org); a terminal that is `dumb` shows no colours.
    """
    if option is not None:
        return option
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or (stream.isatty() and environ.get("TERM", "dumb") != "dumb")


def width_of(stream: TextIO) -> int:
    """Return how many cells wide to write, :data:`WIDTH` at most."""
    if not stream.isatty():
        return WIDTH
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)


def pager_of(environ: Mapping[str, str], of_git: Callable[[], str | None] = lambda: None) -> tuple[str, ...]:
    """Return the pager's command, nothing where it is empty or `cat`: MOUFLOW_PAGER, or else the one that git takes.

    That is GIT_PAGER, the setting core.pager, which ``of_git`` gives, PAGER, then less (git-var(1)). The value may hold
    arguments in quotes; no shell reads it, and what git would need one for is passed over. One whose quotes do not
    close is no command. A `dumb` terminal gets a pager only where one is asked for.
    """
    fallback = "" if environ.get("TERM", "dumb") == "dumb" else "less"
    in_order: tuple[Callable[[], str | None], ...] = (
        lambda: environ.get("MOUFLOW_PAGER"),
        lambda: _without_shell(environ.get("GIT_PAGER")),
        lambda: _without_shell(of_git()),
        lambda: environ.get("PAGER"),
    )
    asked = (ask() for ask in in_order)
    written = next((each for each in asked if each is not None), fallback)
    try:
        command = tuple(shlex.split(written))
    except ValueError:
        return ()
    return () if command == ("cat",) else command


def _without_shell(written: str | None) -> str | None:
    return None if written is None or _FOR_SHELL.intersection(written) else written


def _of_git() -> str | None:
    from mouflow.history import configured_pager

    return configured_pager(Path.cwd())


def page(text: str, stream: TextIO, environ: Mapping[str, str] = os.environ, *, paged: bool = True) -> None:
    """Show a text: through a pager where the stream is a terminal, else as it is.

    A pager that cannot be started is done without; one that is left early is no error. What the stream's encoding does
    not have is written as a question mark.
    """
    command = pager_of(environ, _of_git) if paged and stream.isatty() else ()
    if not (command and _shown_by(command, text, environ)):
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()


def _shown_by(command: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
    """Show a text with a pager; tell whether it could be started."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env={**_DEFAULTS, **environ})  # noqa: S603
    except OSError:
        return False
    with process, _interrupts_left_to_the_pager():
        process.communicate(text.encode("utf-8", "replace"))
    return True


@contextmanager
def _interrupts_left_to_the_pager() -> Iterator[None]:
    """Ignore Ctrl-C, with which a reader stops a search in less and not mouflow."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
