"""An append killed at any moment: every event that was acknowledged stands in the ledger, which always reads."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from mouflow.tracking.ledger_lines import read_ledger
from tests.ledgers import LEDGER_PATH, add, ledger, proof
from tests.repositories import commit_all, git, new_repository, use_settings

APPEND = """\
import os, signal, sys
from pathlib import Path
from mouflow.tracking import append as module, commit, ledger_file
from tests.ledgers import add
exec(os.environ.get("KILL", ""))
print("ready", flush=True)
for number in range(1000):
    print(add(Path.cwd(), f"{sys.argv[1]}-{number}").event.id, flush=True)
"""
DIE = "os.kill(os.getpid(), signal.SIGKILL)"
STEPS = {
    "before the write": f"ledger_file.write_atomically = lambda *_: {DIE}",
    "before the move": f"Path.replace = lambda *_: {DIE}",
    "after the move": f"ledger_file._sync = lambda *_: {DIE}",
    "before the commit": f"module.commit_event = lambda *_: {DIE}",
    "after the commit": f"record = commit._record\ncommit._record = lambda *a: (record(*a), {DIE})",
}


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin")
    return root


def start(root: Path, name: str, kill: str = "") -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "KILL": kill}
    command = [sys.executable, "-c", APPEND, name]
    return subprocess.Popen(command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE, process_group=0)


def hold(root: Path, acknowledged: set[str]) -> None:
    """Hold that the ledger reads, has every acknowledged event, and takes the next one."""
    data = ledger(root).read_bytes() if ledger(root).exists() else b""
    events, problems = read_ledger(data, LEDGER_PATH)
    assert problems == ()
    assert acknowledged <= {event.id for event in events}
    settled(root)
    done = add(root, "next", hours=24)
    assert [each.code for each in done.problems if each.code != "clock-astray"] == []
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert proof(root) == []


def settled(root: Path) -> None:
    """Wait for the gits of a killed process, which end by themselves when their input does."""
    deadline = time.monotonic() + 5
    while [*(root / ".git").glob("refs/**/*.lock"), *(root / ".git").glob("HEAD.lock")]:
        assert time.monotonic() < deadline, "a lock stays"
        time.sleep(0.01)


@pytest.mark.parametrize("step", STEPS)
def test_killed__between_the_steps(root: Path, step: str) -> None:
    with start(root, "a", STEPS[step]) as process:
        assert process.wait() == -signal.SIGKILL
        assert process.stdout
        assert process.stdout.read().split() == ["ready"]
    assert ledger(root).exists() == ("before the write" != step != "before the move")
    hold(root, set())


@pytest.mark.parametrize("times", [6, pytest.param(20, marks=pytest.mark.slow)])
def test_killed__at_any_time(root: Path, times: int) -> None:
    chance = random.Random(20240608)
    acknowledged: set[str] = set()
    for number in range(times):
        with start(root, f"p{number}") as process:
            assert process.stdout
            process.stdout.readline()
            acknowledged.update(process.stdout.readline().strip() for _ in range(chance.randrange(3)))
            time.sleep(chance.uniform(0, 0.1))
            os.killpg(process.pid, signal.SIGKILL)
            acknowledged.update(process.stdout.read().split())
        hold(root, acknowledged)
    assert acknowledged


def test_killed__while_others_go_on(root: Path) -> None:
    chance = random.Random(20240608)
    acknowledged: set[str] = set()
    with ExitStack() as processes:
        started = [processes.enter_context(start(root, f"p{number}")) for number in range(3)]
        for each in started:
            assert each.stdout
            each.stdout.readline()
        for each in started:
            time.sleep(chance.uniform(0, 0.5))
            os.killpg(each.pid, signal.SIGKILL)
            assert each.stdout
            acknowledged.update(each.stdout.read().split())
    assert acknowledged
    hold(root, acknowledged)
