"""Worker processes: begun before a command imports anything heavy, so that they load engines while it reads YAML."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from threading import Thread

from mouflow.render import load_engines


@contextmanager
def worker_processes(count: int, formats: Sequence[str]) -> Iterator[Executor | None]:
    """Start processes beside this one, each of which makes the engines of the formats ready at once.

    None stands for them where the system allows no more processes. What is not begun when this is left by an exception
    is dropped.
    """
    pool = _started(count, formats)
    if pool is None:
        yield None
        return
    with pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _started(count: int, formats: Sequence[str]) -> Executor | None:
    try:
        pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(formats,))
        pool.submit(os.getpid)  # processes start with the first task
    except OSError:
        for each in multiprocessing.active_children():
            each.terminate()
        return None
    return pool


def _begin(formats: Sequence[str]) -> None:
    """Make ready: an interrupt is for the first process to act on, and none outlives it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    load_engines(formats)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
