"""The processes that make PDFs beside the watcher: ready ahead, replaced, given up, ended."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from mouflow.crew import WorkerLostError
from mouflow.diagnostics import MouflowError
from mouflow.render.rendered import Pending, render
from mouflow.watch import Engine, keeper
from mouflow.watch.order import WORTH_KILLING
from tests.render_samples import mou

MANY = 1500
"""Clauses that take some seconds."""


def pending(clauses: int = 1) -> Pending:
    return Pending(mou("en", clauses=clauses), "pdf", "a/mou.en.pdf")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine(1)
    yield made
    made.close()


def test_engine__makes_the_bytes_that_this_process_makes(engine: Engine) -> None:
    assert engine.submit(pending()).future.result(60).data == render(pending()).data


def test_engine__a_killed_process_is_replaced_and_the_file_made(engine: Engine) -> None:
    (before,) = engine.processes
    os.kill(before, signal.SIGKILL)
    assert engine.submit(pending()).future.result(60).data
    assert engine.processes != [before]


def test_engine__what_waits_is_given_up_and_what_runs_long_is_stopped(engine: Engine) -> None:
    engine.submit(pending()).future.result(60)
    (before,) = engine.processes
    long, waiting = engine.submit(pending(MANY)), engine.submit(pending())
    waiting.give_up()
    assert waiting.future.cancelled()
    time.sleep(WORTH_KILLING + 0.5)
    assert not long.future.done()
    long.give_up()
    with pytest.raises(WorkerLostError):
        long.future.result(5)
    assert engine.submit(pending()).future.result(60).data
    assert engine.processes != [before]


def test_engine__what_is_given_up_before_a_process_is_ready_is_not_begun() -> None:
    engine = Engine(1)
    try:
        (before,) = engine.processes
        order = engine.submit(pending(MANY))
        while not order.future.running():
            time.sleep(0.001)
        order.give_up()
        with pytest.raises(CancelledError):
            order.future.result(60)
        assert engine.processes == [before]
    finally:
        engine.close()


def test_engine__takes_another_process_after_many_documents(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.submit(pending()).future.result(60)
    (before,) = engine.processes
    monkeypatch.setattr(keeper, "MOST_DOCUMENTS", 1)
    engine.submit(pending()).future.result(60)
    assert engine.submit(pending()).future.result(60).data
    assert engine.processes != [before]


def test_engine__a_document_that_takes_too_long_is_named(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.submit(pending()).future.result(60)
    monkeypatch.setattr(keeper, "MOST_SECONDS", 0.5)
    with pytest.raises(MouflowError, match=r"a/mou\.en\.pdf takes more than"):
        engine.submit(pending(MANY)).future.result(60)
    monkeypatch.undo()
    assert engine.submit(pending()).future.result(60).data


def test_engine__ends_at_once_whatever_it_is_about() -> None:
    engine = Engine(2)
    processes = engine.processes
    orders = [engine.submit(pending(MANY)) for _ in range(4)]
    time.sleep(0.2)
    started = time.monotonic()
    engine.close()
    assert time.monotonic() - started < 2
    for each in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)
    assert all(each.future.done() for each in orders)
