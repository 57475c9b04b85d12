"""What a session tells while it works: frozen records, for a terminal, a browser, or another program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from mouflow.build import Job, Target
from mouflow.diagnostics import Diagnostic
from mouflow.document import Document


@dataclass(frozen=True, slots=True)
class Began:
    """A round of work began: after a save, with the paths that changed, or at the start, without any.

    ``saved`` is when the files were saved, in seconds of Unix time.
    """

    round: int
    paths: tuple[str, ...]
    targets: tuple[Target, ...]
    saved: float


@dataclass(frozen=True, slots=True)
class Checked:
    """A target was checked: ``problems`` are all it has now, ``documents`` what was assembled anew.

    ``saved`` is when the files were saved, in seconds of Unix time; ``seconds`` have passed since.
    """

    round: int
    target: Target
    problems: tuple[Diagnostic, ...]
    documents: tuple[tuple[Job, Document], ...] = field(repr=False)
    saved: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Made:
    """A file stands on disk, so many seconds after the save."""

    round: int
    path: Path
    format: str
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """So much of a round was given up, because a newer save makes it anew."""

    round: int
    count: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A document is gone, named as ``agreement/document``; what was made of it stays."""

    round: int
    document: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something stands in the way that is no target's: ``problems`` about a topic, or none once it is over."""

    topic: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Rested:
    """Nothing is left of a round; ``unchanged`` files stood on disk as they would have been made."""

    round: int
    unchanged: int
    seconds: float


News: TypeAlias = Began | Checked | Made | Dropped | Removed | Trouble | Rested
Tell: TypeAlias = Callable[[News], None]
