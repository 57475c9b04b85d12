"""Tasks shared out between an executor's processes and this one, which may take part when it has nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import partial
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOMENT = 0.02
"""Seconds that an executor is given to hand out what its processes can begin at once."""
MOST = 256
"""So many tasks are under way at most: however many there are, few are held."""


def shared_out(
    work: Callable[[T], R], tasks: Iterable[T], executor: Executor | None, *, here: bool = True, most: int = MOST
) -> Iterator[tuple[int, T, Callable[[], R]]]:
    """Give how many tasks there are so far, then each one and a function that returns what it gives, or raises.

    With an executor they come in the order of completion, and the first are begun while later ones are still being
    made; with ``here`` this process does those that no other has begun. What the executor gives up, or does not take,
    raises CancelledError. Tasks and results pass between processes, so that they must be picklable; ``work`` must be
    importable.
    """
    if executor is None:
        waiting = list(tasks)
        for task in waiting:
            yield len(waiting), task, partial(work, task)
        return
    source = iter(tasks)
    count, first = 0, True
    done: SimpleQueue[Future[R]] = SimpleQueue()
    under_way: dict[Future[R], T] = {}
    while True:
        for task in islice(source, most - len(under_way)):
            future = _submitted(executor, work, task)
            under_way[future] = task
            count += 1
            future.add_done_callback(done.put)
            if not done.empty():
                break
        if not under_way:
            return
        if here and done.empty():
            if first:
                wait(under_way, MOMENT, FIRST_COMPLETED)
            first = False
            _take_one(reversed(list(under_way)), done)
        future = done.get()
        task = under_way.pop(future)
        yield count, task, partial(work, task) if here and future.cancelled() else future.result


def _submitted(executor: Executor, work: Callable[[T], R], task: T) -> Future[R]:
    try:
        return executor.submit(work, task)
    except RuntimeError:  # so says one that takes nothing any more
        refused: Future[R] = Future()
        refused.cancel()
        return refused


def _take_one(futures: Iterable[Future[R]], done: SimpleQueue[Future[R]]) -> None:
    """Cancel the first future that nobody has begun, which is then done and put into the queue."""
    for future in futures:
        if not done.empty() or future.cancel():
            return
