"""Work shared out between processes gives what it gives in one."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from mouflow.diagnostics import MouflowError, error
from mouflow.tracking.processes import in_processes

pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
"""Python 3.12 and later warn of the threads that pytest-xdist has; the command line has none."""


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20])
def test_in_processes__gives_every_result_once(count: int) -> None:
    found = in_processes(squares, list(range(10)), count)
    assert sorted(square for square, _ in found) == [number * number for number in range(10)]


def test_in_processes__takes_part_itself() -> None:
    processes = {process for _, process in in_processes(squares, list(range(10)), 3)}
    assert len(processes) == 3
    assert os.getpid() in processes


def fail(numbers: Sequence[int]) -> list[int]:
    if 1 in numbers:
        raise MouflowError(error("code", "it failed", hint="mend it"))
    return list(numbers)


def test_in_processes__raises_what_another_process_raised() -> None:
    with pytest.raises(MouflowError, match="it failed"):
        in_processes(fail, [0, 1], 2)


def end(numbers: Sequence[int]) -> list[int]:
    if 1 in numbers:
        os._exit(7)
    return list(numbers)


def test_in_processes__tells_of_one_that_ended_early() -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        in_processes(end, [0, 1], 2)
