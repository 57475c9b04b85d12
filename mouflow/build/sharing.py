"""Tasks shared out between an executor's processes and this one, which takes part as soon as it has nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOMENT = 0.02
"""Seconds that an executor is given to hand out what its processes can begin at once."""


def shared_out(
    work: Callable[[T], R], tasks: Iterable[T], executor: Executor | None
) -> Iterator[tuple[int, T, Callable[[], R]]]:
    """Give how many tasks there are, then each one and a function that returns what it gives, or raises.

    With an executor they come in the order of completion, and the first are begun while later ones are still being
    made. Tasks and results pass between processes, so that they must be picklable; ``work`` must be importable.
    """
    if executor is None:
        waiting = list(tasks)
        for task in waiting:
            yield len(waiting), task, partial(work, task)
        return
    futures = {executor.submit(work, task): task for task in tasks}
    for future in _finished(futures):
        task = futures[future]
        yield len(futures), task, partial(work, task) if future.cancelled() else future.result


def _finished(futures: Iterable[Future[R]]) -> Iterator[Future[R]]:
    """Give every future as it is done; one that nobody has begun is cancelled, the last first, to be done here."""
    done: SimpleQueue[Future[R]] = SimpleQueue()
    unbegun = list(futures)
    wait(unbegun, MOMENT, FIRST_COMPLETED)
    for future in unbegun:
        future.add_done_callback(done.put)
    for _ in range(len(unbegun)):
        while unbegun and done.empty():
            unbegun.pop().cancel()  # a cancelled future is done, and is put into the queue
        yield done.get()
