"""Work shared out between this process and copies of it, which need nothing handed over to begin."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_processes(work: Callable[[T], list[R]], parts: Sequence[T], count: int) -> list[R]:
    """Return what work gives for all parts, in any order; ``count`` processes, this one among them, do it.

    Each takes the next part when it is through with its last. What work gives must be picklable. What it raises in
    another process is raised here.
    """
    with _without_collecting():
        if count < 2:
            return [each for part in parts for each in work(part)]
        taken = get_context("fork").Value("l", 0)
        others = [_begun(work, parts, taken) for _ in range(count - 1)]
        found = [each for part in _next(parts, taken) for each in work(part)]
        for connection in others:
            found += [each for result in _received(connection) for each in pickle.loads(result)]  # noqa: S301
        return found


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let nobody look for garbage in rings: there is next to none, and a copy shares memory that nobody writes to."""
    was = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


def _next(parts: Sequence[T], taken: Synchronized[int]) -> Iterator[T]:
    """Give one part after another of those that no process has taken."""
    while True:
        with taken.get_lock():
            at = taken.value
            taken.value = at + 1
        if at >= len(parts):
            return
        yield parts[at]


def _begun(work: Callable[[T], list[R]], parts: Sequence[T], taken: Synchronized[int]) -> Connection:
    """Begin work in a copy of this process; return where its results will come from."""
    context = get_context("fork")
    result, sent = context.Pipe(duplex=False)
    context.Process(target=_done, args=(work, parts, taken, sent), daemon=True).start()
    sent.close()
    return result


def _done(work: Callable[[T], list[R]], parts: Sequence[T], taken: Synchronized[int], sent: Connection) -> None:
    try:
        sent.send([pickle.dumps(work(part), pickle.HIGHEST_PROTOCOL) for part in _next(parts, taken)])
    except Exception as problem:  # noqa: BLE001, it is raised again where the result is waited for
        sent.send(problem)


def _received(connection: Connection) -> list[bytes]:
    try:
        result: list[bytes] | BaseException = connection.recv()
    except EOFError:
        raise RuntimeError("a process that read agreements has ended early") from None
    if isinstance(result, BaseException):
        raise result
    return result
