"""A pool of processes: what one of them does to itself stays with it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from mouflow.crew import Crew, WorkerLostError


def nothing() -> None:
    """Begin with nothing."""


def halved(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def end_myself(how: int) -> None:
    os.kill(os.getpid(), how)
    time.sleep(5)


class StrangeError(Exception):
    """Does not come back from a pickle."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def fail_strangely() -> None:
    raise StrangeError("this", "that")


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(2, nothing, most_tasks=5) as made:
        yield made


def test_submit__gives_what_a_function_returns_or_raises(crew: Crew) -> None:
    futures = [crew.submit(halved, number) for number in range(8)]
    assert [each.result() for each in futures[::2]] == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="3 is odd") as failed:
        futures[3].result()
    assert "in halved" in "".join(failed.value.__notes__)


def test_submit__an_exception_that_cannot_be_sent_is_told_by_its_trace(crew: Crew) -> None:
    with pytest.raises(RuntimeError, match="this and that"):
        crew.submit(fail_strangely).result()


def test_submit__a_process_that_dies_fails_its_own_task_alone(crew: Crew) -> None:
    lost = crew.submit(end_myself, signal.SIGKILL)
    others = [crew.submit(halved, 2 * number) for number in range(6)]
    with pytest.raises(WorkerLostError, match="SIGKILL") as gone:
        lost.result()
    assert [each.result() for each in others] == [0, 1, 2, 3, 4, 5]
    assert gone.value.pid not in crew.pids
    assert len(crew.pids) == 2


def test_submit__a_process_that_died_while_it_had_nothing_to_do_is_replaced(crew: Crew) -> None:
    for each in crew.pids:
        os.kill(each, signal.SIGKILL)
    for future in [crew.submit(halved, 2) for _ in range(2)]:
        with pytest.raises(WorkerLostError):
            future.result()
    assert crew.submit(halved, 4).result() == 2


def test_submit__a_process_makes_room_after_so_many_tasks() -> None:
    with Crew(1, nothing, most_tasks=3) as crew:
        made = [crew.submit(os.getpid).result() for _ in range(7)]
    assert [made.count(each) for each in dict.fromkeys(made)] == [3, 3, 1]


def test_widen__one_more_process_works() -> None:
    with Crew(1, nothing) as crew:
        crew.widen()
        started = time.monotonic()
        for future in [crew.submit(time.sleep, 2) for _ in range(2)]:
            future.result()
        assert time.monotonic() - started < 3.5


def test_shutdown__with_cancel_futures_ends_what_is_under_way() -> None:
    crew = Crew(1, nothing)
    running, waiting = crew.submit(time.sleep, 60), crew.submit(halved, 2)
    while not running.running():
        time.sleep(0.01)
    started = time.monotonic()
    crew.shutdown(cancel_futures=True)
    assert time.monotonic() - started < 10
    with pytest.raises(WorkerLostError):
        running.result()
    with pytest.raises(CancelledError):
        waiting.result()
