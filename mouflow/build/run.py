"""Targets to files, or to the problems in their way; a document with an error writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor

from mouflow.crew import Crew
from mouflow.diagnostics import Diagnostic
from mouflow.workspace import Workspace, load_ground

from .assembled import assembled
from .batch import MANY, make_many
from .cache import Cache
from .jobs import Wish
from .making import Making, Order
from .planned import Planned
from .planner import Planner
from .report import Progress, Report, joined
from .targets import Target


def check(workspace: Workspace, targets: Iterable[Target], wish: Wish) -> list[Diagnostic]:
    """Load and assemble everything the targets would give, without rendering; return every problem."""
    ground = load_ground(workspace)
    found = (each for target in targets for each in assembled(workspace, ground, target, wish))
    return list(dict.fromkeys(problem for each in found for problem in each.problems))


def generate(
    order: Order,
    targets: Iterable[Target],
    executor: Executor | None,
    progress: Progress,
    *,
    cache: Cache | None = None,
    apart: bool = False,
) -> Report:
    """Make every file of the targets; a document with an error makes none, and what stood before stays.

    With a cache, what has not changed is left alone. Few targets are assembled here while an executor's processes
    render them file by file; where there are many, those are handed a few whole agreements at a time, so that no
    process waits for this one. With ``apart`` the executor's processes see none of the files here, and are always
    handed documents.
    """
    kept, waiting = _parted(order, targets, cache)
    if apart or len(waiting) <= MANY:
        made = Making(order, cache, executor, here=not apart).run(waiting, progress)
    else:
        if isinstance(executor, Crew):
            executor.widen()  # this process does nothing but hand out
        made = make_many(order, waiting, executor, progress, cached=cache is not None)
    return joined([kept, made])


def _parted(order: Order, targets: Iterable[Target], cache: Cache | None) -> tuple[Report, list[Target]]:
    """Return what is known of the targets of which nothing has changed, and the other ones."""
    planner = Planner(order.workspace, order.wish, order.out, cache, force=order.force)
    kept: list[Planned] = []
    waiting: list[Target] = []
    for target in targets:
        found = planner.kept(target)
        kept.extend(found)
        if not found:
            waiting.append(target)
    problems = tuple(problem for each in kept for problem in each.problems)
    return Report((), problems, tuple(path for each in kept for path in each.unchanged)), waiting
