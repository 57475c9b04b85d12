"""What one assembly may spend: steps, characters and processor time, so that no template runs without end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

MAX_STEPS = 200_000
MAX_CHARACTERS = 4_000_000
MAX_SECONDS = 3.0
MAX_COMPILING = 5.0
MAX_VALUES = 10_000
_STEPS_BETWEEN_LOOKS = 32


class LimitError(Exception):
    """A template runs longer, prints more or builds bigger values than any document needs."""


class Budget:
    """What one assembly may still spend."""

    def __init__(self) -> None:
        self._steps = MAX_STEPS
        self._characters = MAX_CHARACTERS
        self._ends = thread_time() + MAX_SECONDS
        self._compiled = 0.0

    def step(self) -> None:
        """Spend one loop turn, call, filter or comparison."""
        self._steps -= 1
        if self._steps < 0:
            raise LimitError(f"the template takes more than {MAX_STEPS} steps; does a loop never end?")
        if self._steps % _STEPS_BETWEEN_LOOKS == 0 and thread_time() > self._ends:
            raise LimitError(f"the template works for more than {MAX_SECONDS:.0f} seconds; does a loop never end?")

    def print(self, characters: int) -> None:
        """Spend characters: printed ones, and those of every text that is copied."""
        self._characters -= characters
        if self._characters < 0:
            raise LimitError(f"the template prints more than {MAX_CHARACTERS} characters")

    @contextmanager
    def compiling(self) -> Iterator[None]:
        """Spend time on compiling, which has an account of its own: it is done once, however often a text prints."""
        started = thread_time()
        yield
        spent = thread_time() - started
        self._ends += spent
        self._compiled += spent
        if self._compiled > MAX_COMPILING:
            raise LimitError(f"the expressions take more than {MAX_COMPILING:.0f} seconds to compile")


def weigh(value: object, left: int = MAX_VALUES) -> int:
    """Return how many more values there may be after counting all in a list, mapping or tuple, nested ones included.

    Raises:
        LimitError: There are too many; lists that hold one another multiply without taking room.
    """
    if left <= 0:
        raise LimitError(f"a list of the template holds more than {MAX_VALUES} values")
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if not isinstance(value, list | tuple):
        return left - 1
    for item in value:
        left = weigh(item, left)
    return left - 1
