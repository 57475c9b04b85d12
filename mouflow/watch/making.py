"""What a session does to targets and files: plans, renders, writes, remembers, and tells of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic, time

from mouflow.build import Job, Target, Wish
from mouflow.build.cache import open_cache
from mouflow.build.losses import lost, problems_of
from mouflow.build.making import written
from mouflow.build.planned import Planned
from mouflow.build.planner import Planner
from mouflow.crew import WorkerLostError
from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.document import Document
from mouflow.render.rendered import Rendered, render
from mouflow.tracing import tracing

from .engine import Engine
from .news import Checked, Made, Tell
from .order import Order
from .task import Check
from .troubles import Troubles
from .work import Round, Todo
from .workspace_state import State

_PASSING = frozenset({"output-unwritable"})
"""Codes of problems that may pass without another save: what has them is tried again."""


class Maker:
    """Plans targets and makes their files; ``done`` is called, from any thread, with a file that was rendered."""

    def __init__(
        self, state: State, engine: Engine, tell: Tell, troubles: Troubles, done: Callable[[Todo], None]
    ) -> None:
        self._state, self._engine, self._tell, self._troubles, self._done = state, engine, tell, troubles, done
        self._cache = open_cache(state.workspace)
        self._planner: Planner | None = None
        self._out = Path()
        self._outputs = ""
        self._ordered: dict[str, tuple[Todo, Order]] = {}
        self._unchanged: Counter[int] = Counter()
        self._failed: dict[str, Target] = {}
        self._problems: dict[Target, tuple[Diagnostic, ...]] = {}
        self._registers: dict[Target, tuple[Diagnostic, ...]] = {}

    def __contains__(self, number: int) -> bool:
        """Tell whether a file of a round is being rendered."""
        return any(todo.round.number == number for todo, _ in self._ordered.values())

    @property
    def is_free(self) -> bool:
        """Whether one more file can be rendered beside this process."""
        return len(self._ordered) < self._engine.count

    def is_output(self, path: str) -> bool:
        """Tell whether a path of the workspace is where files are written to."""
        return bool(self._outputs) and f"{path}/".startswith(self._outputs)

    def prepare(self, wish: Wish, out: Path) -> None:
        """Look at everything anew from here on: something may have changed."""
        self._out, root = out, self._state.workspace.root
        self._outputs = f"{out.relative_to(root)}/" if out.is_relative_to(root) and out != root else ""
        self._planner = Planner(self._state.workspace, wish, out, self._cache, force=False)

    def plan(self, target: Target, begun: Round, is_stale: Callable[[], bool]) -> list[Todo] | None:
        """Check a target, tell its problems, and return the files it needs; None where that is stale before its end."""
        found: list[Planned] = []
        with tracing() as trace:
            try:
                for each in self._planned(target):
                    if is_stale():
                        return None
                    found.append(each)
                problems = [problem for each in found for problem in each.problems]
            except Exception as failed:  # noqa: BLE001, one agreement must not end the watcher
                problems = [*problems_of(failed, target.agreement)]
        for each in found:
            trace.update(each.trace)
        self._state.learn(target, trace)
        self._unchanged[begun.number] += sum(len(each.unchanged) for each in found)
        self._problems[target] = tuple(problems)
        self._tell_problems(target, begun, tuple(made for each in found for made in each.documents))
        return [Todo(begun, target, file) for each in found for file in each.pending]

    def _planned(self, target: Target) -> Iterator[Planned]:
        assert self._planner
        return self._planner.planned(target)

    def check(self, check: Check, target: Target, begun: Round) -> None:
        """Check the register of a target, and tell what is new."""
        with tracing() as trace:
            try:
                problems = tuple(check(self._state.workspace, target))
            except MouflowError as failed:
                problems = failed.diagnostics
        self._state.learn_register(target, trace)
        before = self._registers.get(target, ())
        self._registers[target] = problems
        if problems != before:
            self._tell_problems(target, begun)

    def make(self, todo: Todo) -> None:
        """Render a file here, and write it."""
        self._finish(todo, partial(render, todo.file))

    def order(self, todo: Todo) -> None:
        """Have a file rendered beside this process."""
        order = self._engine.submit(todo.file)
        self._ordered[todo.file.path] = todo, order
        order.future.add_done_callback(lambda _: self._done(todo))

    def take(self, todo: Todo) -> None:
        """Write a file that was rendered beside, unless a newer save has made it stale meanwhile."""
        known = self._ordered.get(todo.file.path)
        if known is None or known[0] is not todo:
            return
        del self._ordered[todo.file.path]
        self._finish(todo, known[1].future.result)

    def drop(self, targets: Iterable[Target]) -> Counter[int]:
        """Give up what is being rendered for targets; return how many files that were of each round, by its number."""
        wanted = set(targets)
        given_up = [(todo, order) for todo, order in self._ordered.values() if todo.target in wanted]
        for todo, order in given_up:
            del self._ordered[todo.file.path]
            order.give_up()
        return Counter(todo.round.number for todo, _ in given_up)

    def unchanged(self, begun: Round) -> int:
        """Return how many files of a round stood on disk as they would have been made."""
        return self._unchanged.pop(begun.number, 0)

    def take_failed(self) -> tuple[Target, ...]:
        """Return the targets with files that could not be made or written, to be tried again."""
        failed = tuple(dict.fromkeys(self._failed.values()))
        self._failed.clear()
        if failed:
            self.close()
            self._cache = open_cache(self._state.workspace)
        return failed

    def close(self) -> None:
        """Let go of the cache."""
        if self._cache:
            self._cache.close()

    def _tell_problems(self, target: Target, begun: Round, documents: tuple[tuple[Job, Document], ...] = ()) -> None:
        problems = dict.fromkeys((*self._problems.get(target, ()), *self._registers.get(target, ())))
        passed = monotonic() - begun.began
        self._tell(Checked(begun.number, target, tuple(problems), documents, time() - passed, passed))

    def _finish(self, todo: Todo, result: Callable[[], Rendered]) -> None:
        """Write a file, remember and tell it; or tell why not."""
        file = todo.file
        if not self._state.is_there():
            return
        try:
            made = written(result(), self._out, file, self._cache)
        except WorkerLostError as gone:
            self._troubles.enter(file.path, (lost(file.path, str(gone)),))
        except Exception as failed:  # noqa: BLE001, one file must not end the watcher
            problems = problems_of(failed, file.path)
            if any(each.code in _PASSING for each in problems):
                self._failed[file.path] = todo.target
            self._troubles.enter(file.path, problems)
        else:
            self._troubles.enter(file.path, ())
            passed = monotonic() - todo.round.began
            self._tell(Made(todo.round.number, made.path, file.format, made.size, passed))
