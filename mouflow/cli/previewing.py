"""A live preview of what a session makes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import click

from mouflow.document import Document
from mouflow.render.rendered import Pending
from mouflow.server import Desk, Preview, serve
from mouflow.watch import Engine, Session, Task
from mouflow.watch.news import Began, Checked, News, Removed, Rested, Tell, Trouble

from .console import wrong_usage
from .watch_shapes import VERSION

if TYPE_CHECKING:
    from .watch import Asked

TURN = 0.0005
"""Seconds that a thread works before another has its turn: a browser waits for several turns of the server's."""


@contextmanager
def previewed(session: Session, task: Task, engine: Engine, asked: Asked) -> Iterator[Tell]:
    """Serve a preview while this is open; gives the function that is to be told what happens.

    Raises:
        click.UsageError: The port is taken, or may not be used.
    """

    def pdf(document: Document) -> bytes:
        return engine.submit(Pending(document, "pdf", "preview.pdf")).future.result().data

    desk = Desk(lambda: session.workspace, task.choose, pdf, asked.created)
    with ExitStack() as stack:
        with wrong_usage():
            preview = stack.enter_context(serve(desk, asked.port))
        stack.callback(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(TURN)
        _introduce(preview, asked)
        yield lambda news: _follow(desk, news)


def _introduce(preview: Preview, asked: Asked) -> None:
    if asked.json:
        click.echo(json.dumps({"version": VERSION, "news": "preview", "address": preview.address}))
    else:
        click.echo(f"preview: {preview.address}", err=True)
    if asked.browse:
        Thread(target=_browse, args=(preview.door(),), daemon=True).start()


def _browse(address: str) -> None:
    """Open an address in the person's browser, by a process that is waited for, and has no terminal to write to."""
    command = [sys.executable, "-I", "-m", "webbrowser", address]  # isolated: the workspace may hold Python files
    nowhere = subprocess.DEVNULL
    subprocess.run(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False)  # noqa: S603, our own command


def _follow(desk: Desk, news: News) -> None:
    """Pass on to a preview what changes in it."""
    match news:
        case Began():
            desk.board.enter_work(busy=True)
            desk.saved(news.targets, news.saved)
        case Checked():
            desk.checked(news.target, news.problems, news.documents, news.saved)
        case Removed():
            desk.list()
            desk.board.tell()
        case Trouble():
            desk.board.enter_trouble(news.topic, news.problems)
            desk.board.tell()
        case Rested():
            desk.board.enter_work(busy=False)
            desk.board.tell()
