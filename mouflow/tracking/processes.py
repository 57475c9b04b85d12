"""Work shared out between this process and copies of it, which need nothing handed over to begin."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_processes(work: Callable[[Sequence[T]], list[R]], items: Sequence[T], count: int) -> list[R]:
    """Return what work gives for items, in any order; ``count`` processes, this one among them, take a share each.

    What work gives must be picklable. What it raises in another process is raised here.
    """
    if count < 2:
        return work(items)
    gc.freeze()  # what stands in memory is shared as long as nobody writes to it
    shares = [items[at::count] for at in range(count)]
    others = [_begun(work, share) for share in shares[1:]]
    found = work(shares[0])
    for connection in others:
        try:
            result = connection.recv()
        except EOFError:
            raise RuntimeError("a process that read agreements has ended early") from None
        if isinstance(result, BaseException):
            raise result
        found += result
    gc.unfreeze()
    return found


def _begun(work: Callable[[Sequence[T]], list[R]], share: Sequence[T]) -> Connection:
    """Begin work in a copy of this process; return where its result will come from."""
    context = get_context("fork")
    result, sent = context.Pipe(duplex=False)
    context.Process(target=_done, args=(work, share, sent), daemon=True).start()
    sent.close()
    return result


def _done(work: Callable[[Sequence[T]], list[R]], share: Sequence[T], sent: Connection) -> None:
    try:
        sent.send(work(share))
    except Exception as problem:  # noqa: BLE001, it is raised again where the result is waited for
        sent.send(problem)
