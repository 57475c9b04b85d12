"""Jobs to bytes in memory, then bytes to files; a document with an error writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.render.rendered import Pending, Rendered, render
from mouflow.workspace import Workspace, load_ground

from .assembled import assembled
from .jobs import Wish
from .sharing import shared_out
from .targets import Target
from .write import write_output

Progress = Callable[[int, int, str], None]
"""Is told how many files, or agreements where they are many, are done, how many there are, and the last one's name."""

MANY = 32
"""More agreements than this are shared out whole."""
SHARE = 4
"""How many agreements are handed out at once: what they all stand on is then read once for them."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was made."""

    path: Path
    size: int
    seconds: float
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made and what stood in its way."""

    outputs: tuple[Output, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def check(workspace: Workspace, targets: Iterable[Target], wish: Wish) -> list[Diagnostic]:
    """Load and assemble everything the targets would give, without rendering; return every problem."""
    ground = load_ground(workspace)
    found = (each for target in targets for each in assembled(workspace, ground, target, wish))
    return list(dict.fromkeys(problem for each in found for problem in each.problems))


def generate(
    workspace: Workspace,
    targets: Iterable[Target],
    wish: Wish,
    out: Path,
    executor: Executor | None,
    progress: Progress,
) -> Report:
    """Make every file of the targets; a document with an error makes none, and what stood before stays.

    Few targets are assembled here while an executor's processes render them file by file; where there are many, those
    are handed a few whole agreements at a time, so that no process waits for this one.
    """
    waiting = tuple(targets)
    if len(waiting) <= MANY:
        return _generated(waiting, workspace, wish, out, executor, progress)
    shares = [waiting[at : at + SHARE] for at in range(0, len(waiting), SHARE)]
    work = partial(_generated, workspace=workspace, wish=wish, out=out)
    reports: dict[tuple[Target, ...], Report] = {}
    done = 0
    for _, share, result in shared_out(work, shares, executor):
        reports[share] = result()
        done += len(share)
        progress(done, len(waiting), share[-1].agreement)
    return _joined([reports[share] for share in shares])


def _generated(
    targets: tuple[Target, ...],
    workspace: Workspace,
    wish: Wish,
    out: Path,
    executor: Executor | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    problems: list[Diagnostic] = []
    outputs: list[Output] = []
    pending = _pending(workspace, targets, wish, problems)
    for done, (count, each, result) in enumerate(shared_out(render, pending, executor), 1):
        try:
            outputs.append(_written(result(), out / each.path))
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
        progress(done, count, each.path)
    return _joined([Report(tuple(outputs), tuple(problems))])


def _joined(reports: Sequence[Report]) -> Report:
    """Join reports to one: outputs in the order of their paths, each problem once."""
    outputs = sorted((each for report in reports for each in report.outputs), key=lambda each: each.path)
    problems = dict.fromkeys(each for report in reports for each in report.diagnostics)
    return Report(tuple(outputs), tuple(problems))


def _pending(
    workspace: Workspace, targets: Iterable[Target], wish: Wish, problems: list[Diagnostic]
) -> Iterator[Pending]:
    """Give every file to render as soon as its document is assembled; problems are gathered."""
    ground = load_ground(workspace)
    for target in targets:
        for each in assembled(workspace, ground, target, wish):
            problems.extend(each.problems)
            for job, document in each.jobs:
                yield from (Pending(document, name, path) for name, path in job.paths.items())


def _written(rendered: Rendered, path: Path) -> Output:
    write_output(path, rendered.data)
    return Output(path, len(rendered.data), rendered.seconds, rendered.pages)
