"""Work shared out between processes gives what it gives in one."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

import pytest

from mouflow.diagnostics import MouflowError, error
from mouflow.tracking.processes import in_processes

pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
"""Python 3.12 and later warn of the threads that pytest-xdist has; the command line has none."""

PARTS = [[0, 1, 2], [3, 4], [5], [], [6, 7, 8], [9]]
HERE = os.getpid()


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.05)
    return [(number * number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20])
def test_in_processes__gives_every_result_once(count: int) -> None:
    found = in_processes(squares, PARTS, count)
    assert sorted(square for square, _ in found) == [number * number for number in range(10)]


def test_in_processes__takes_part_itself() -> None:
    processes = {process for _, process in in_processes(squares, PARTS, 2)}
    assert len(processes) == 2
    assert os.getpid() in processes


def slow_at_home(numbers: Sequence[int]) -> list[int]:
    if os.getpid() == HERE:
        time.sleep(0.6)
        return []
    return list(numbers)


def test_in_processes__gives_the_next_part_to_whoever_is_through() -> None:
    assert len(in_processes(slow_at_home, PARTS, 2)) >= 7


def fail(numbers: Sequence[int]) -> list[int]:
    if os.getpid() != HERE:
        raise MouflowError(error("code", "it failed", hint="mend it"))
    time.sleep(0.2)
    return list(numbers)


def test_in_processes__raises_what_another_process_raised() -> None:
    with pytest.raises(MouflowError, match="it failed"):
        in_processes(fail, PARTS, 2)


def end(numbers: Sequence[int]) -> list[int]:
    if os.getpid() != HERE:
        os._exit(7)
    time.sleep(0.2)
    return list(numbers)


def test_in_processes__tells_of_one_that_ended_early() -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        in_processes(end, PARTS, 2)
