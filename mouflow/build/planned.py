"""What one document needs, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mouflow.diagnostics import Diagnostic
from mouflow.document import Document
from mouflow.render import FORMATS
from mouflow.render.rendered import Pending
from mouflow.tracing import Trace

from .jobs import Job
from .targets import Target

_QUICKEST = {name: at for at, name in enumerate(FORMATS)}


@dataclass(frozen=True, slots=True)
class Planned:
    """What one document of a target needs; the one without a name stands for what all of them stand on.

    ``pending`` are the files to render, those of the quickest format first, and ``unchanged`` those that stand on disk
    as they would be made. ``documents`` is what was assembled: nothing where nothing has changed. ``trace`` is all that
    was looked at.
    """

    target: Target
    name: str
    trace: Trace = field(repr=False)
    problems: tuple[Diagnostic, ...] = ()
    pending: tuple[Pending, ...] = ()
    unchanged: tuple[Path, ...] = ()
    documents: tuple[tuple[Job, Document], ...] = ()


def quickness(file: Pending) -> int:
    """Return the place of a file among others: that of its format in ``FORMATS``, the quick ones first."""
    return _QUICKEST[file.format]
