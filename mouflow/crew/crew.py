"""A pool that outlives its processes: one that dies fails what it was about, and another takes its place."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from .process import WorkerLostError, WorkerProcess

P = ParamSpec("P")
T = TypeVar("T")
MOST_TASKS = 200
"""So many tasks a process does before another takes its place; what its libraries leak goes with it."""
_Task = tuple[Future[Any], Callable[[], Any]]


class Crew(Executor):
    """Runs tasks in ``count`` processes; a task whose process dies fails with WorkerLostError, and no other does.

    The processes are forked at once, so that this is for a process that has no threads yet; those that take their
    places are begun afresh. ``begin`` is called in each of them before its first task.

    Raises:
        OSError: The system allows no more processes.
    """

    def __init__(self, count: int, begin: Callable[[], object], most_tasks: int = MOST_TASKS) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._begin, self._most_tasks = begin, most_tasks
        processes: list[WorkerProcess] = []
        try:
            processes.extend(WorkerProcess(begin, "fork") for _ in range(count))
        except BaseException:
            for each in processes:
                each.close()
            raise
        self._keepers = [_Keeper(each, self._tasks, begin, most_tasks) for each in processes]

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [each.process.pid for each in self._keepers]

    def widen(self) -> None:
        """Take one more process; for a first one that has nothing else to do than to wait."""
        self._keepers.append(_Keeper(WorkerProcess(self._begin, "spawn"), self._tasks, self._begin, self._most_tasks))

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a function called by the next process that is free; it and all it is given must be picklable."""
        future: Future[T] = Future()
        self._tasks.put((future, partial(work, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when all is done; with ``cancel_futures`` at once, whatever they are about."""
        if cancel_futures:
            self._cancel_waiting()
        for each in self._keepers:
            self._tasks.put(None)
            if cancel_futures:
                each.end()
        for each in self._keepers if wait else ():
            each.join()

    def _cancel_waiting(self) -> None:
        try:
            while task := self._tasks.get_nowait():
                task[0].cancel()
        except Empty:
            return


class _Keeper(Thread):
    """Keeps one process, and hands it one task after the other."""

    def __init__(
        self, process: WorkerProcess, tasks: SimpleQueue[_Task | None], begin: Callable[[], object], most_tasks: int
    ) -> None:
        super().__init__(daemon=True)
        self.process = process
        self._tasks, self._begin, self._most_tasks = tasks, begin, most_tasks
        self._ending = False
        self.start()

    def end(self) -> None:
        self._ending = True
        self.process.end()

    def run(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, work = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self.process.call(work, ()))
            except WorkerLostError as lost:
                self._replace()
                future.set_exception(lost)
            except BaseException as problem:  # noqa: BLE001, it is raised where the result is asked for
                future.set_exception(problem)
            if self.process.tasks >= self._most_tasks:
                self._replace()
        self.process.close()

    def _replace(self) -> None:
        """Begin another process; where the system allows none, what is left of the old one fails all that comes."""
        if self._ending:
            return
        with suppress(OSError):
            fresh = WorkerProcess(self._begin, "spawn")
            self.process.close()
            self.process = fresh
