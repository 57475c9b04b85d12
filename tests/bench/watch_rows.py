"""What is measured of `mouflow watch`: a real one, from before a save until it tells that the file stands on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter

import typst

from tests.watchers import Watcher, watching

from .rivals import typst_source
from .row import Row
from .subject import AGREEMENT, Subject
from .timing import Pairs, paired
from .workspace import assembled, load, make_workspace

MILLISECOND = "1 ms"
"""The rival where a target is a time: the ratio is then in milliseconds."""
_NUMBERS = count()
"""For folders of their own."""
_SETTLED = 100
"""Saves after which a watcher holds in memory what it keeps."""


@dataclass
class _Saves:
    """Saves of one clause after another, each with words that were not there before."""

    subject: Subject
    watcher: Watcher
    path: Path
    waits: bool = False

    def save(self, number: int) -> None:
        """Save, and wait until the file that follows is made."""
        self.waits = True
        self.path.write_text(_edited(self.subject, number), "utf-8")
        self.watcher.until("made")

    def rest(self) -> None:
        """Wait until nothing is left of the save before."""
        if self.waits:
            self.watcher.until("rested")
        self.waits = False


def _edited(subject: Subject, number: int) -> str:
    return subject.text.replace(" cases;", f" cases of {number};", 1)


@contextmanager
def _saves(subject: Subject, kind: str) -> Iterator[_Saves]:
    """Watch a workspace of the memorandum alone, both languages side by side, in one format."""
    root = make_workspace(subject.folder / f"watched-{kind}-{next(_NUMBERS)}", {AGREEMENT: subject.text})
    with watching(root, "--format", kind, "--layout", "parallel") as watcher:
        yield _Saves(subject, watcher, root / "agreements" / AGREEMENT / "mou.yaml")


def _milliseconds(kind: str, due: float, aim: float, subject: Subject, pairs: int) -> Row:
    seconds = []
    with _saves(subject, kind) as saves:
        for number in range(3 * pairs + 2):
            saves.rest()
            started = perf_counter()
            saves.save(number)
            seconds.append(perf_counter() - started)
    measured = tuple(seconds[2:])
    return Row(
        f"watch: save to {kind.upper()} on disk", MILLISECOND, Pairs(measured, (1e-3,) * len(measured)), due, aim
    )


html: Callable[[Subject, int], Row] = partial(_milliseconds, "html", 20, 6)
docx: Callable[[Subject, int], Row] = partial(_milliseconds, "docx", 60, 10)


def pdf(subject: Subject, pairs: int) -> Row:
    """A clause saved, up to the PDF on disk, against typst's compiler kept in memory, given the edited source."""
    source, out = subject.path("watched.typ"), subject.path("watched.pdf")
    ready = _typst_sources(subject, pairs + 1)
    source.write_text(ready[-1], "utf-8")
    compiler = typst.Compiler(str(source))
    numbers, sources = count(), iter(ready)

    def rival() -> None:
        source.write_text(next(sources), "utf-8")
        compiler.compile(output=str(out))

    with _saves(subject, "pdf") as saves:
        measured = paired(lambda: saves.save(next(numbers)), rival, pairs, before=saves.rest)
    return Row("watch: save to PDF on disk", "typst, incremental, ready source", measured, 8, 1.5)


def _typst_sources(subject: Subject, size: int) -> list[str]:
    root = make_workspace(subject.folder / f"typeset-{next(_NUMBERS)}", {AGREEMENT: subject.text})
    found = []
    for number in range(size):
        (root / "agreements" / AGREEMENT / "mou.yaml").write_text(_edited(subject, number), "utf-8")
        found.append(typst_source(assembled(*load(root, AGREEMENT))))
    return found


def memory(saves_in_all: int, subject: Subject, pairs: int) -> Row:  # noqa: ARG001
    """What a watcher holds after so many saves, through what it held when it had settled."""
    held = []
    with _saves(subject, "html") as saves:
        for number in range(saves_in_all):
            if number == _SETTLED:
                held.append(_resident(saves.watcher))
            saves.rest()
            saves.save(number)
        held.append(_resident(saves.watcher))
    before, after = held
    return Row(
        f"watch: memory after {saves_in_all} saves", f"after {_SETTLED}", Pairs((after,), (before,)), 1.1, 1.02, "kB"
    )


def _resident(watcher: Watcher) -> float:
    """Return the bytes of memory that the watching process holds."""
    lines = Path(f"/proc/{watcher.process.pid}/status").read_text("utf-8").splitlines()
    return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
