"""Warm processes that render PDFs, several at a time."""

from __future__ import annotations

import os
from contextlib import suppress
from queue import Empty, SimpleQueue

from mouflow.render.rendered import Pending

from .keeper import Keeper
from .order import Order

MOST_PROCESSES = 4
"""More would stand idle: a save touches few documents."""


class Engine:
    """Renders files in processes of its own, several at a time; to be used from any thread.

    They begin at once where ``warm``, else with the first file.
    """

    def __init__(self, count: int = 0, *, warm: bool = True) -> None:
        self.count = count or min(os.cpu_count() or 1, MOST_PROCESSES)
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._keepers = [Keeper(self._orders, warm=warm) for _ in range(self.count)]

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that run."""
        return [each.process.pid for each in self._keepers if each.process]

    def submit(self, pending: Pending) -> Order:
        """Have a file rendered."""
        order = Order(pending)
        self._orders.put(order)
        return order

    def close(self) -> None:
        """End all processes; what is being rendered, or waits, is given up."""
        for each in self._keepers:
            each.closing = True
            self._orders.put(None)
        for each in self._keepers:
            each.interrupt()
        for each in self._keepers:
            each.join()
        with suppress(Empty):
            while True:
                if order := self._orders.get_nowait():
                    order.future.cancel()
