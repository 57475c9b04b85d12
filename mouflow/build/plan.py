"""What has to be done for targets: documents assembled where something changed, files that differ, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mouflow.diagnostics import Diagnostic
from mouflow.document import Document
from mouflow.render.rendered import Pending
from mouflow.tracing import Sight, Trace
from mouflow.workspace import Workspace

from .cache import Cache
from .jobs import Job, Wish
from .planned import Planned, quickness
from .planner import Planner
from .targets import Target


@dataclass(frozen=True, slots=True)
class Plan:
    """What all documents of some targets need; ``pending`` has the quickest format first, over all of them.

    ``traces`` is what was looked at for each target, problems or not.
    """

    pending: tuple[Pending, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    unchanged: tuple[Path, ...] = ()
    documents: tuple[tuple[Job, Document], ...] = ()
    traces: Mapping[Target, Trace] = field(default_factory=dict, repr=False)


def plan(
    workspace: Workspace, targets: Iterable[Target], wish: Wish, out: Path, cache: Cache | None, *, force: bool = False
) -> Plan:
    """Plan what targets need; nothing is rendered and no output written."""
    every = list(planned(workspace, targets, wish, out, cache, force=force))
    traces: dict[Target, dict[Sight, str]] = {}
    for each in every:
        traces.setdefault(each.target, {}).update(each.trace)
    return Plan(
        pending=tuple(sorted((file for each in every for file in each.pending), key=quickness)),
        problems=tuple(dict.fromkeys(problem for each in every for problem in each.problems)),
        unchanged=tuple(path for each in every for path in each.unchanged),
        documents=tuple(made for each in every for made in each.documents),
        traces=traces,
    )


def planned(
    workspace: Workspace, targets: Iterable[Target], wish: Wish, out: Path, cache: Cache | None, *, force: bool = False
) -> Iterator[Planned]:
    """Give what each document needs as soon as it is known; with ``force`` all files, whatever stands on disk.

    A document that is wrong needs no files, and what stands on disk stays.
    """
    planner = Planner(workspace, wish, out, cache, force=force)
    for target in targets:
        yield from planner.planned(target)
