"""What watch does: a session, the signals that end it, and those who are told what happens."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from mouflow.build import Target, Wish, find_targets
from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.watch import Engine, Session, Task
from mouflow.watch.news import News, Rested, Tell
from mouflow.workspace import Workspace, find_workspace

from .console import wrong_usage
from .making import AHEAD
from .outputs import output_folder
from .watch_lines import Lines
from .watch_shapes import JsonLines

if TYPE_CHECKING:
    from .watch import Asked

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def watch_documents(asked: Asked) -> int:
    """Follow a workspace until a signal ends it; return 128 and the signal's number, as shells do.

    Raises:
        click.UsageError: A target, the output folder or the port cannot be what is asked for.
    """
    here = Path.cwd()
    workspace = find_workspace(here)
    with wrong_usage():
        count = len(find_targets(workspace, asked.targets, here))
    task = _task(asked, workspace, here)
    tellers: list[Tell] = [JsonLines() if asked.json else Lines(workspace.root)]
    with ExitStack() as stack:
        engine = Engine(warm=not asked.formats or "pdf" in asked.formats)
        stack.callback(engine.close)
        session = Session(task, engine, lambda news: _tell(tellers, news))
        if asked.serve or asked.browse:
            from .previewing import previewed

            tellers.append(stack.enter_context(previewed(session, task, engine, asked)))
        got = stack.enter_context(_ended_by_signals(session.stop))
        _introduce(count, session)
        session.run()
    return 128 + got[0] if got else 0


def _task(asked: Asked, workspace: Workspace, here: Path) -> Task:
    wanted = here / asked.out if asked.out else None
    output_folder(workspace, wanted)  # at the start, one among the sources is wrong usage
    return Task(
        workspace.root,
        lambda opened: find_targets(opened, asked.targets, here),
        Wish(asked.formats, asked.languages, asked.layouts, asked.holders, asked.created),
        partial(_folder, wanted),
        partial(_register_problems, asked.created),
        asked.poll,
    )


def _introduce(count: int, session: Session) -> None:
    agreements = f"{count} agreement{'s' if count != 1 else ''}"
    click.echo(f"watching {agreements} in {session.workspace.root}; Ctrl-C ends it", err=True)
    if session.polled:
        click.echo(f"looking at the files twice a second: {session.polled}", err=True)


def _tell(tellers: list[Tell], news: News) -> None:
    for each in tellers:
        each(news)
    if isinstance(news, Rested):
        gc.collect(0)


def _folder(wanted: Path | None, workspace: Workspace) -> Path:
    """Return the folder to write to.

    Raises:
        MouflowError: The settings, which may change at any time, name one among the sources.
    """
    try:
        return output_folder(workspace, wanted)
    except click.UsageError as wrong:
        raise MouflowError(error("output-among-sources", wrong.message)) from None


def _register_problems(created: datetime | None, workspace: Workspace, target: Target) -> list[Diagnostic]:
    from mouflow.tracking.check import check_registers

    now = datetime.now(UTC)
    return check_registers(workspace, [target], (created or now).date() + AHEAD, now)


@contextmanager
def _ended_by_signals(stop: Callable[[], None]) -> Iterator[list[int]]:
    """Call a function at the first signal that should end this process; gives the list that the signal goes to.

    A second one of the same kind acts as it does elsewhere.
    """
    got: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        got.append(number)
        signal.signal(number, before[signal.Signals(number)])
        stop()

    before = {each: signal.getsignal(each) for each in _ENDING}
    for each in _ENDING:
        if before[each] is not signal.SIG_IGN or each is signal.SIGINT:
            signal.signal(each, end)
    try:
        yield got
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
