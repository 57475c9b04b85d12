"""Tasks shared out: each done once, by whichever process is free, and errors where they are asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

import pytest

from mouflow.build.sharing import shared_out


def nap(seconds: float) -> int:
    """Sleep, then tell which process has."""
    time.sleep(seconds)
    return os.getpid()


def halved(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(1) as executor:
        yield executor


def done(work: Callable[[float], int], tasks: list[float], executor: Executor | None) -> list[tuple[float, int]]:
    return [(task, result()) for _, task, result in shared_out(work, tasks, executor)]


def test_shared_out__without_an_executor_here_and_in_order() -> None:
    assert done(nap, [0.0, 0.01, 0.02], None) == [(0.0, os.getpid()), (0.01, os.getpid()), (0.02, os.getpid())]


def test_shared_out__one_task_is_the_other_process_s(pool: Executor) -> None:
    ((_, process),) = done(nap, [0.1], pool)
    assert process != os.getpid()


def test_shared_out__this_process_takes_part(pool: Executor) -> None:
    tasks = [0.05 + number / 1000 for number in range(8)]
    made = done(nap, tasks, pool)
    assert sorted(task for task, _ in made) == tasks
    here = [task for task, process in made if process == os.getpid()]
    assert 0 < len(here) < len(tasks)
    assert tasks[0] not in here


def test_shared_out__counts_all_and_raises_where_a_result_is_asked_for(pool: Executor) -> None:
    results = list(shared_out(halved, [2, 3, 4, 5, 6, 7], pool))
    counts = [count for count, _, _ in results]
    assert counts == sorted(counts)
    assert counts[-1] == 6
    for _, task, result in results:
        if task % 2:
            with pytest.raises(ValueError, match=f"{task} is odd"):
                result()
        else:
            assert result() == task / 2
