"""Two works measured in turn, A B A B, so that a drift of the machine meets both alike."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

Work = Callable[[], object]
Command = tuple[str | Path, ...]
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of our work and of the rival's, pair by pair."""

    ours: tuple[float, ...]
    rival: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours through the rival's, of each pair."""
        return tuple(ours / rival for ours, rival in zip(self.ours, self.rival, strict=True))

    @property
    def medians(self) -> tuple[float, float]:
        """Median seconds, ours first."""
        return statistics.median(self.ours), statistics.median(self.rival)


def paired(
    ours: Work, rival: Work, pairs: int, *, rounds: int = 1, warm: bool = True, before: Work = lambda: None
) -> Pairs:
    """Measure both in turn ``pairs`` times, where ``warm`` after a time unmeasured; a figure is that of ``rounds``.

    ``before`` is done before our work each time, and not measured.
    What stands in memory before is kept out of garbage collection, so that neither pays for what the other left.
    """
    if warm:
        before()
        ours()
        rival()
    gc.collect()
    gc.freeze()
    both = [(_seconds(ours, rounds, before), _seconds(rival, rounds)) for _ in range(pairs)]
    gc.unfreeze()
    return Pairs(*zip(*both, strict=True))


def _seconds(work: Work, rounds: int, before: Work = lambda: None) -> float:
    before()
    started = perf_counter()
    for _ in range(rounds):
        work()
    return (perf_counter() - started) / rounds


def process(*command: str | Path, folder: Path | None = None) -> Work:
    """Return the work of one process, start to end; a failure raises, with what the process said."""

    def run() -> None:
        done = subprocess.run([*map(str, command)], cwd=folder, env=environment(), capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout.decode()}{done.stderr.decode()}")

    return run


def together(commands: Sequence[Command]) -> Work:
    """Return the work of several processes that run at once."""

    def run() -> None:
        started = [
            subprocess.Popen([*map(str, each)], env=environment(), stdout=subprocess.DEVNULL) for each in commands
        ]
        statuses = [each.wait() for each in started]
        if any(statuses):
            raise RuntimeError(f"{commands[0][0]} failed")

    return run


def peak_memory(*command: str | Path, folder: Path | None = None) -> float:
    """Return the MiB that the largest process of a command held, itself or one below it.

    A small process starts it: Linux counts the memory of whoever starts a process as the new one's own.
    """
    launcher = [sys.executable, "-I", "-S", "-c", _PEAK, *map(str, command)]
    said = subprocess.run(launcher, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
    return int(said.stdout) / 1024


def environment() -> dict[str, str]:
    """Return the environment of a process as a user has it: with Python's byte code kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
