"""A live preview of what a session makes."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mouflow.document import Document
from mouflow.render.rendered import Pending
from mouflow.server import Desk, serve
from mouflow.watch import Engine, Session, Task
from mouflow.watch.news import Began, Checked, News, Removed, Rested, Tell, Trouble

from .console import wrong_usage

if TYPE_CHECKING:
    from .watch import Asked

TURN = 0.0005
"""Seconds that a thread of this process works before another has its turn: a browser waits for the server's."""


@contextmanager
def previewed(session: Session, task: Task, engine: Engine, asked: Asked) -> Iterator[Tell]:
    """Serve a preview while this is open; gives the function that is to be told what happens.

    Raises:
        click.UsageError: The port is taken, or may not be used.
    """

    def pdf(document: Document) -> bytes:
        return engine.submit(Pending(document, "pdf", "preview.pdf")).future.result().data

    desk = Desk(lambda: session.workspace, task.choose, pdf, asked.created)
    before = sys.getswitchinterval()
    with wrong_usage():
        serving = serve(desk, asked.port)
        preview = serving.__enter__()
    sys.setswitchinterval(TURN)
