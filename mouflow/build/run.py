"""Jobs to bytes in memory, then bytes to files; a document with an error writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

from mouflow.assembly.assemble import assemble
from mouflow.assembly.request import Material
from mouflow.diagnostics import Diagnostic, Location, MouflowError, Severity, error, has_errors
from mouflow.document import Document
from mouflow.render import FORMATS
from mouflow.workspace import Ground, Loaded, Workspace, load_agreement, load_ground, material

from .jobs import Job, Wish, jobs_of
from .targets import Target
from .write import write_atomically


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


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of one job, the seconds they took, and their pages where the format has pages."""

    data: bytes
    seconds: float
    pages: int | None


@dataclass(frozen=True, slots=True)
class _Pending:
    """One file still to be rendered."""

    document: Document
    format: str
    path: str


@dataclass(frozen=True, slots=True)
class _Assembled:
    """The documents of one record, job by job, with every problem; or problems alone."""

    jobs: tuple[tuple[Job, Document], ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def check(workspace: Workspace, targets: Iterable[Target], wish: Wish) -> list[Diagnostic]:
    """Load and assemble everything the targets would give, without rendering; return every problem."""
    ground = load_ground(workspace)
    found = (each for target in targets for each in _assembled(workspace, ground, target, wish))
    return list(dict.fromkeys(problem for each in found for problem in each.problems))


def _assembled(workspace: Workspace, ground: Ground, target: Target, wish: Wish) -> Iterator[_Assembled]:
    """Give what each document of a target assembles to, each with its own problems."""
    loaded = load_agreement(workspace, target.agreement, ground)
    yield _Assembled(problems=loaded.shared)
    for name in target.documents:
        known = loaded.problems.get(name, ())
        if has_errors(loaded.shared) or name not in loaded.agreement.documents:
            yield _Assembled(problems=known)
        else:
            yield _assembled_document(workspace, loaded, name, wish, known)


def _assembled_document(
    workspace: Workspace, loaded: Loaded, name: str, wish: Wish, known: tuple[Diagnostic, ...]
) -> _Assembled:
    """Assemble a document, also one with errors, for what only assembly can find: references, conditions, templates."""
    made: list[tuple[Job, Document]] = []
    problems = list(known)
    try:
        shared = material(workspace, loaded, name, wish.created)
        for job in jobs_of(loaded, name, wish):
            document = _gathered(job, shared, problems)
            if document:
                made.append((job, document))
            elif any(each.code == "template-limit" for each in problems):
                break  # what takes too long in one language does so in every other
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
    return _Assembled(() if has_errors(problems) else tuple(made), tuple(problems))


def _gathered(job: Job, shared: Material, problems: list[Diagnostic]) -> Document | None:
    """Assemble one job; None, its problems told, where that fails."""
    try:
        return assemble(job.request, shared)
    except MouflowError as failed:
        told = {each.location for each in problems if each.location and each.severity is Severity.ERROR}
        problems.extend(each for each in failed.diagnostics if not (told and _follows(each, told)))
        return None


def _follows(problem: Diagnostic, told: set[Location]) -> bool:
    """Tell whether an error only follows from others: one at its very place, or a picture that could not be read."""
    return problem.location in told or problem.code == "unknown-picture"


def render(document: Document, format_name: str) -> Rendered:
    """Render one document; a plain function of its arguments, so that any executor can run it.

    Raises:
        MouflowError: The engine of the format is missing something.
    """
    from mouflow.render.pages import count_pages

    started = perf_counter()
    data = FORMATS[format_name].render(document)
    return Rendered(data, perf_counter() - started, count_pages(data, format_name))


def generate(
    workspace: Workspace,
    targets: Iterable[Target],
    wish: Wish,
    out: Path,
    executor: Executor | None,
    progress: Callable[[int, int, str], None],
) -> Report:
    """Make every file of the targets; a document with an error makes none, and what stood before stays.

    ``progress`` is told how many files are done, how many there are, and the last one's path.
    """
    problems: list[Diagnostic] = []
    pending = _pending(workspace, targets, wish, problems)
    outputs: list[Output] = []
    for done, (count, path, result) in enumerate(_results(pending, executor), 1):
        try:
            outputs.append(_written(result(), out / path))
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
        progress(done, count, path)
    return Report(tuple(sorted(outputs, key=lambda each: each.path)), tuple(dict.fromkeys(problems)))


def _pending(
    workspace: Workspace, targets: Iterable[Target], wish: Wish, problems: list[Diagnostic]
) -> Iterator[_Pending]:
    """Give every file to render as soon as its document is assembled; problems are gathered."""
    ground = load_ground(workspace)
    for target in targets:
        for each in _assembled(workspace, ground, target, wish):
            problems.extend(each.problems)
            for job, document in each.jobs:
                yield from (_Pending(document, name, path) for name, path in job.paths.items())


def _results(
    pending: Iterator[_Pending], executor: Executor | None
) -> Iterator[tuple[int, str, Callable[[], Rendered]]]:
    """Give how many files there are, then each one's path and a function that returns its bytes or raises.

    With an executor the files come in the order of completion, and rendering begins while others are assembled. A
    single file is rendered here: to hand it to another process would take longer.
    """
    first = list(islice(pending, 2))
    if executor is None or len(first) < 2:
        waiting = [*first, *pending]
        for each in waiting:
            yield len(waiting), each.path, partial(render, each.document, each.format)
        return
    futures: dict[Future[Rendered], str] = {
        executor.submit(render, each.document, each.format): each.path for each in chain(first, pending)
    }
    for future in as_completed(futures):
        yield len(futures), futures[future], future.result


def _written(rendered: Rendered, path: Path) -> Output:
    try:
        write_atomically(path, rendered.data)
    except OSError as problem:
        hint = "choose another folder with --out, or mend its permissions"
        message = f"cannot write {path if path.is_dir() else path.parent}: {problem.strerror}"
        raise MouflowError(error("output-unwritable", message, hint=hint)) from None
    return Output(path, len(rendered.data), rendered.seconds, rendered.pages)
