"""A process that renders one file after the other, with its engine loaded once; it ends with the one that began it."""

from __future__ import annotations

import gc
import os
import select
import sys
import traceback
from multiprocessing.connection import Connection
from threading import Thread

from mouflow.diagnostics import MouflowError, error
from mouflow.render import load_engines
from mouflow.render.rendered import Pending, Rendered, render

START = "import sys; sys.path.append(sys.argv[1]); from mouflow.watch.worker import main; main()"
"""What the interpreter is given; the folder that holds the package, and the connection's number, follow."""
OBJECTS = 200_000
"""How many new objects are made before Python looks for cycles among them: about once a document."""


def main() -> None:
    """Load the engine of PDFs, say so, then render what comes, until the other side is gone."""
    number = int(sys.argv[2])
    Thread(target=_end_with_other_side, args=(number,), daemon=True).start()
    connection = Connection(number)
    gc.set_threshold(OBJECTS, 20, 20)
    load_engines(["pdf"])
    gc.collect()
    gc.freeze()
    try:
        connection.send(None)
        while True:
            connection.send(rendered(connection.recv()))
    except (EOFError, OSError):
        return


def rendered(pending: Pending) -> Rendered | MouflowError:
    """Render a file, or say why that cannot be, whatever the reason."""
    try:
        return render(pending)
    except MouflowError as failed:
        return failed
    except Exception as problem:  # noqa: BLE001, whatever it is must not end the watcher
        told = "".join(traceback.format_exception_only(problem)).strip()
        hint = "this should not happen; please report it with the document"
        return MouflowError(error("render-failed", f"{pending.path} could not be rendered: {told}", hint=hint))


def _end_with_other_side(number: int) -> None:
    """End at once when the other side hangs up, also in the middle of a document."""
    poll = select.poll()
    poll.register(number, 0)
    poll.poll()
    os._exit(0)
