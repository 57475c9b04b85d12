"""Many agreements, handed to processes a few at a time, each of which assembles, renders and writes its own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from functools import partial

from mouflow.crew import WorkerLostError

from .cache import using_cache
from .losses import made_again
from .making import LOST, Making, Order
from .report import Progress, Report, joined
from .sharing import shared_out
from .targets import Target
from .write import sweep

MANY = 32
"""More agreements than this are shared out whole."""
SHARE = 4
"""How many agreements are handed out at once: what they all stand on is then read once for them."""


def make_many(
    order: Order, targets: Sequence[Target], executor: Executor | None, progress: Progress, *, cached: bool
) -> Report:
    """Make the files of many targets; with ``cached`` what has not changed is left as it is.

    What a process was about that was lost is made once more, file by file, so that the one at fault is known.
    """
    shares = [tuple(targets[at : at + SHARE]) for at in range(0, len(targets), SHARE)]
    reports: dict[tuple[Target, ...], Report] = {}
    again: dict[tuple[Target, ...], Exception] = {}
    done = 0
    for _, share, result in shared_out(partial(_made, order, cached=cached), shares, executor, here=False):
        try:
            reports[share] = result()
        except LOST as gone:
            again[share] = gone
            continue
        done += len(share)
        progress(done, len(targets), share[-1].agreement)
    for share, loss in again.items():
        reports[share] = _made_again(order, share, executor, loss, cached=cached)
        done += len(share)
        progress(done, len(targets), share[-1].agreement)
    return joined(reports[share] for share in shares)


def _made(order: Order, targets: tuple[Target, ...], executor: Executor | None = None, *, cached: bool) -> Report:
    with using_cache(order.workspace) if cached else nullcontext() as cache:
        return Making(order, cache, executor, here=False).run(targets)


def _made_again(
    order: Order, share: tuple[Target, ...], executor: Executor | None, loss: Exception, *, cached: bool
) -> Report:
    if isinstance(loss, WorkerLostError):
        for each in share:
            sweep(order.out / each.agreement, loss.pid)
    report = _made(order, share, executor, cached=cached)
    if any(each.code == "worker-lost" for each in report.diagnostics):
        return report
    names = " or ".join(each.agreement for each in share)
    return joined([report, Report(diagnostics=(made_again(names, str(loss)),))])
