"""The documents of one target to trees, with every problem that stands in their way, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mouflow.assembly.assemble import Said, assemble
from mouflow.assembly.failures import undefined
from mouflow.assembly.request import Material
from mouflow.diagnostics import Diagnostic, Location, MouflowError, Severity, has_errors
from mouflow.document import Document
from mouflow.model import KINDS
from mouflow.workspace import Ground, Loaded, Workspace, load_agreement, material

from .jobs import Job, Wish, jobs_of
from .targets import Target


@dataclass(frozen=True, slots=True)
class Assembled:
    """The documents of one record, job by job, with every problem; or problems alone."""

    jobs: tuple[tuple[Job, Document], ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def assembled(workspace: Workspace, ground: Ground, target: Target, wish: Wish) -> Iterator[Assembled]:
    """Give what each document of a target assembles to, each with its own problems."""
    loaded = load_agreement(workspace, target.agreement, ground)
    yield Assembled(problems=loaded.shared)
    for name in target.documents:
        yield assembled_document(workspace, loaded, target, name, wish)


def assembled_document(workspace: Workspace, loaded: Loaded, target: Target, name: str, wish: Wish) -> Assembled:
    """Assemble a document, also one with errors, for what only assembly can find: references, conditions, templates.

    Where what all documents stand on is wrong, or this one could not be read, its own problems are all there is.
    """
    known = loaded.problems.get(name, ())
    if has_errors(loaded.shared) or name not in loaded.agreement.documents:
        return Assembled(problems=known)
    unread = _of_unread(loaded, target.documents)
    made: list[tuple[Job, Document]] = []
    said: Said = {}
    problems = list(known)
    try:
        shared = material(workspace, loaded, name, wish.created)
        for job in jobs_of(loaded, name, wish):
            document = _gathered(job, shared, said, problems, unread)
            if document:
                made.append((job, document))
            elif any(each.code == "template-limit" for each in problems):
                break  # what takes too long in one language does so in every other
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
    return Assembled(() if has_errors(problems) else tuple(made), tuple(problems))


def _gathered(job: Job, shared: Material, said: Said, problems: list[Diagnostic], unread: set[str]) -> Document | None:
    """Assemble one job; None, its problems told but those ``unread``, where that fails."""
    try:
        return assemble(job.request, shared, said)
    except MouflowError as failed:
        told = {each.location for each in problems if each.location and each.severity is Severity.ERROR}
        own = [each for each in failed.diagnostics if each.message not in unread]
        problems.extend(each for each in own if not (told and _follows(each, told)))
        return None


def _of_unread(loaded: Loaded, names: Iterable[str]) -> set[str]:
    """Return what assembly says of kinds that texts name, and that one of these documents is of, which was not read."""
    if loaded.agreement.documents.keys() >= set(names):
        return set()
    missing = KINDS.keys() - {each.kind for each in loaded.agreement.documents.values()}
    return {undefined(kind.replace("-", "_")) for kind in missing}


def _follows(problem: Diagnostic, told: set[Location]) -> bool:
    """Tell whether an error only follows from others: one at its very place, or a picture that could not be read."""
    return problem.location in told or problem.code == "unknown-picture"
