"""What is still to be done, the most urgent first, and what a newer save makes needless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mouflow.build import Target
from mouflow.build.planned import quickness
from mouflow.render.rendered import Pending

QUICK = ("html", "text")
"""Formats that are made before further targets are looked at."""
MOST_FILES = 200
"""So many files wait at most before further targets are looked at; each holds its document."""


@dataclass(frozen=True, slots=True)
class Round:
    """What follows from one save: its number, the paths, when it was, in seconds of a clock that never goes back."""

    number: int
    paths: tuple[str, ...]
    began: float


@dataclass(frozen=True, slots=True)
class Todo:
    """A file to be made for a target."""

    round: Round
    target: Target
    file: Pending


class Work:
    """Targets to be planned, files to be made, registers to be checked, each for the last round that touched it."""

    def __init__(self) -> None:
        self._targets: dict[Target, Round] = {}
        self._files: dict[str, Todo] = {}
        self._registers: dict[Target, Round] = {}

    def __contains__(self, number: int) -> bool:
        """Tell whether anything is left of a round."""
        begun = (*self._targets.values(), *self._registers.values(), *(todo.round for todo in self._files.values()))
        return any(each.number == number for each in begun)

    def add_targets(self, targets: Iterable[Target], begun: Round) -> None:
        """Have targets planned."""
        self._targets.update(dict.fromkeys(targets, begun))

    def add_registers(self, targets: Iterable[Target], begun: Round) -> None:
        """Have the registers of targets checked."""
        self._registers.update(dict.fromkeys(targets, begun))

    def add_files(self, todos: Iterable[Todo]) -> None:
        """Have files made."""
        self._files.update({each.file.path: each for each in todos})

    def drop(self, targets: Iterable[Target]) -> Counter[int]:
        """Forget all that is to be made for targets; return how much that was of each round, by its number."""
        wanted = set(targets)
        for each in wanted:
            self._registers.pop(each, None)
        files = [todo for todo in self._files.values() if todo.target in wanted]
        begun = [self._targets.pop(each) for each in wanted if each in self._targets]
        for todo in files:
            del self._files[todo.file.path]
        return Counter([*(each.number for each in begun), *(todo.round.number for todo in files)])

    def next_target(self) -> tuple[Target, Round] | None:
        """Take a target of the newest round to plan; none while something quicker waits, or too much."""
        if not self._targets or self._quickest(QUICK):
            return None
        target, begun = max(self._targets.items(), key=lambda each: each[1].number)
        if len(self._files) >= MOST_FILES and any(todo.round.number >= begun.number for todo in self._files.values()):
            return None
        return target, self._targets.pop(target)

    def next_register(self) -> tuple[Target, Round] | None:
        """Take the next target whose register is to be checked."""
        return self._registers.popitem() if self._registers else None

    def next_file(self, formats: Iterable[str]) -> Todo | None:
        """Take the file of these formats that is made quickest, of the newest round first."""
        found = self._quickest(formats)
        return self._files.pop(found.file.path) if found else None

    def _quickest(self, formats: Iterable[str]) -> Todo | None:
        wanted = set(formats)
        fitting = (todo for todo in self._files.values() if todo.file.format in wanted)
        return min(fitting, key=lambda todo: (quickness(todo.file), -todo.round.number), default=None)
