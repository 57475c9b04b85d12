"""A thread that keeps one warm process: ready ahead, replaced when it dies, hangs, or has served long enough."""

from __future__ import annotations

import gc
import os
from concurrent.futures import CancelledError
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread

from mouflow.crew import WorkerLostError, WorkerProcess
from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.render import load_engines
from mouflow.render.rendered import Pending, Rendered, render

from .order import Order

MOST_DOCUMENTS = 500
"""So many documents a process renders before another takes its place; what its libraries leak goes with it."""
MOST_SECONDS = 120.0
"""A document that takes longer is given up."""
OBJECTS = 200_000
"""How many new objects are made before Python looks for cycles among them: about once a document."""


class Keeper(Thread):
    """Keeps one process, and hands it one order after the other."""

    def __init__(self, orders: SimpleQueue[Order | None], *, warm: bool) -> None:
        super().__init__(daemon=True, name="pdf")
        self.closing = False
        self.process: WorkerProcess | None = None
        self._orders = orders
        if warm:
            self._stand_ready()
        self.start()

    def interrupt(self) -> None:
        """Have whatever the process does end now."""
        if self.process:
            self.process.kill()

    def run(self) -> None:
        """Serve one order after the other, until there is a None."""
        while order := self._orders.get():
            if not self.closing and order.future.set_running_or_notify_cancel():
                self._serve(order)
            order.future.cancel()
            if self.process and self.process.tasks >= MOST_DOCUMENTS and self._orders.empty():
                self._replace()
        self._end()

    def _serve(self, order: Order) -> None:
        try:
            order.future.set_result(self._rendered(order))
        except Exception as failed:  # noqa: BLE001, it is raised where the file is asked for
            order.future.set_exception(failed)

    def _rendered(self, order: Order) -> Rendered:
        """Have a file rendered; twice where the process is lost, which may have been ended from outside."""
        try:
            return self._asked(order)
        except WorkerLostError:
            if order.given_up or self.closing:
                raise
        return self._asked(order)

    def _asked(self, order: Order) -> Rendered:
        process = self.process = self.process or WorkerProcess(make_ready, "spawn")
        try:
            if not process.tasks:
                process.call(
                    os.getpid, (), MOST_SECONDS
                )  # answers when it is ready, so that loading is no reason to stop
            if order.given_up:
                raise CancelledError
            order.begin(process)
            result: Rendered = process.call(render, (order.pending,), MOST_SECONDS)
        except TimeoutError:
            self._replace()
            raise MouflowError(_too_long(order.pending)) from None
        except WorkerLostError:
            self._replace()
            raise
        finally:
            order.end()
        return result

    def _replace(self) -> None:
        """Have another process stand ready in place of this one."""
        self._end()
        if not self.closing:
            self._stand_ready()

    def _stand_ready(self) -> None:
        with suppress(OSError):  # where the system allows no more processes, the next order tries again
            self.process = WorkerProcess(make_ready, "spawn")

    def _end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.close()
        self.process = None


def make_ready() -> None:
    """Load in a new process what every PDF needs, and have Python never look through it again for garbage."""
    gc.set_threshold(OBJECTS, 20, 20)
    load_engines(["pdf"])
    gc.collect()
    gc.freeze()


def _too_long(pending: Pending) -> Diagnostic:
    hint = "look for a very large picture or table in it"
    return error("render-too-long", f"{pending.path} takes more than {MOST_SECONDS:.0f} seconds to make", hint=hint)
