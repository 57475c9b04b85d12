"""Making the files of targets one by one: planned here, rendered by whichever process is free, written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mouflow.crew import WorkerLostError
from mouflow.diagnostics import Diagnostic
from mouflow.render.rendered import Pending, Rendered, render
from mouflow.workspace import Workspace

from .cache import Cache
from .jobs import Wish
from .losses import cluster_lost, lost, made_again, problems_of
from .planner import Planner
from .report import Output, Progress, Report, joined
from .sharing import shared_out
from .targets import Target
from .write import write_output

LOST = (WorkerLostError, BrokenExecutor)
"""What an executor raises whose process ended over a task."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: of which workspace, which files of its targets, into which folder, even if unchanged."""

    workspace: Workspace
    wish: Wish
    out: Path
    force: bool = False


class Making:
    """One run over some targets; files go through ``executor``, and with ``here`` through this process as well."""

    def __init__(
        self, order: Order, cache: Cache | None, executor: Executor | None = None, *, here: bool = True
    ) -> None:
        self._order, self._cache = order, cache
        self._executor, self._here = executor, here
        self._outputs: list[Output] = []
        self._problems: list[Diagnostic] = []
        self._unchanged: list[Path] = []

    def run(self, targets: Iterable[Target], progress: Progress = lambda *_: None) -> Report:
        """Make every file of the targets that is not as it should be; what fails is told, and all others are made."""
        again: list[tuple[Pending, str]] = []
        left: list[Pending] = []
        shared = shared_out(render, self._pending(targets), self._executor, here=self._here)
        for done, (count, each, result) in enumerate(shared, 1):
            try:
                self._make(each, result)
            except LOST as gone:
                again.append((each, str(gone)))
            except CancelledError:
                left.append(each)
            progress(done, count, each.path)
        for each, why in again:
            self._make_again(each, why)
        self._make_here(left)
        return joined([Report(tuple(self._outputs), tuple(self._problems), tuple(self._unchanged))])

    def _pending(self, targets: Iterable[Target]) -> Iterator[Pending]:
        """Give every file to render as soon as its document is assembled; problems are gathered."""
        order = self._order
        planner = Planner(order.workspace, order.wish, order.out, self._cache, force=order.force)
        for target in targets:
            try:
                for each in planner.planned(target):
                    self._problems.extend(each.problems)
                    self._unchanged.extend(each.unchanged)
                    yield from each.pending
            except Exception as failed:  # noqa: BLE001, one agreement must not stop all others
                self._problems.extend(problems_of(failed, target.agreement))

    def _make(self, file: Pending, result: Callable[[], Rendered]) -> None:
        """Write what was rendered; what stood in the way is told.

        Raises:
            WorkerLostError, BrokenExecutor: The process that rendered it is lost.
            CancelledError: The executor is, before it rendered it.
        """
        try:
            self._outputs.append(written(result(), self._order.out, file, self._cache))
        except (*LOST, CancelledError):
            raise
        except Exception as failed:  # noqa: BLE001, one file must not stop all others
            self._problems.extend(problems_of(failed, file.path))

    def _make_again(self, file: Pending, why: str) -> None:
        """Have a file rendered once more, alone, whose process was lost."""
        assert self._executor
        try:
            self._make(file, self._executor.submit(render, file).result)
            self._problems.append(made_again(file.path, why))
        except LOST as gone:
            self._problems.append(lost(file.path, str(gone)))

    def _make_here(self, files: Sequence[Pending]) -> None:
        """Render what an executor was to do that is lost as a whole."""
        if files:
            self._problems.append(cluster_lost(len(files)))
        for each in files:
            self._make(each, partial(render, each))


def written(rendered: Rendered, out: Path, file: Pending, cache: Cache | None) -> Output:
    """Write a rendered file, and remember what it is made from.

    Raises:
        MouflowError: It cannot be written.
    """
    path = out / file.path
    write_output(path, rendered.data)
    if cache and file.made_from:
        cache.files.remember(path, file.made_from, rendered.data)
    return Output(path, len(rendered.data), rendered.seconds, rendered.pages)
