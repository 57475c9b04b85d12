"""A record that is killed leaves the state before or the one after, and whatever else was staged as it was."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mouflow.history import open_repository, record
from tests.repositories import AGREEMENT, MOU_PATH, PATHS, change, commit_all, git, new_repository, use_settings

TAG = f"{AGREEMENT}/v1"
RECORD = """\
import os, signal, sys
from pathlib import Path
from mouflow.history import index, open_repository, record, references
exec(os.environ.get("KILL", ""))
repository = open_repository(Path.cwd())
print("ready", flush=True)
record(repository, sys.argv[2:], "Say it plainly", sys.argv[1])
"""
WRAPPER = """\
#!/bin/sh
# Counts the gits of a record, and kills it, the leader of its group, and the group where one of them would begin.
echo >> "$COUNT"
if [ "$(wc -l < "$COUNT")" -eq "$AT" ]; then
    kill -9 "-$PPID"
    exit 1
fi
exec "$GIT" "$@"
"""
STEPS = {
    "before the lock of the index": "index.os.link = lambda *_: os.kill(os.getpid(), 9)",
    "before the index is replaced": "index.Path.replace = lambda *_: os.kill(os.getpid(), 9)",
    "after the index is replaced": (
        "install = index.IndexCopy.install\n"
        "index.IndexCopy.install = lambda self: (install(self), os.kill(os.getpid(), 9))"
    ),
    "after the references are locked": (
        "prepare = references.Transaction.prepare\n"
        "references.Transaction.prepare = lambda self: (prepare(self), os.kill(os.getpid(), 9))"
    ),
    "after the references moved": (
        "commit = references.Transaction.commit\n"
        "references.Transaction.commit = lambda self: (commit(self), os.kill(os.getpid(), 9))"
    ),
    "while the references move": (
        "references.Transaction.commit = lambda self: (self._git.say(b'commit\\n'), os.kill(os.getpid(), 9))"
    ),
}


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace recorded once, then changed; another file is staged, and changed again since."""
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin")
    change(root, "will co-operate", "will work together")
    (root / f"agreements/{AGREEMENT}/new.png").write_bytes(b"\0")
    (root / "agreements/terms.yaml").unlink()
    (root / "staged.txt").write_text("staged")
    git(root, "add", "staged.txt")
    (root / "staged.txt").write_text("changed")
    return root


def start(root: Path, **variables: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RECORD, TAG, *PATHS]
    environment = {**os.environ, **variables}
    return subprocess.Popen(command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE, process_group=0)


def settled(root: Path) -> None:
    """Wait for the gits of a killed record, which end by themselves when their input does."""
    deadline = time.monotonic() + 5
    while [*(root / ".git").glob("refs/**/*.lock"), *(root / ".git").glob("HEAD.lock")]:
        assert time.monotonic() < deadline, "a lock stays"
        time.sleep(0.01)


def hold(root: Path) -> bool:
    """Hold that the state is the one before or the one after; tell which. Then record again, as a person would."""
    settled(root)
    recorded = bool(git(root, "tag", "--list", TAG))
    assert git(root, "log", "-1", "--format=%s") == ("Say it plainly" if recorded else "Begin")
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert git(root, "show", ":staged.txt") == "staged"
    told = git(root, "status", "--porcelain", "--", *PATHS)
    if recorded:
        assert git(root, "rev-parse", f"{TAG}^{{commit}}") == git(root, "rev-parse", "HEAD")
        assert told == ""
    else:
        assert {line[3:] for line in told.splitlines()} == {
            MOU_PATH,
            f"agreements/{AGREEMENT}/new.png",
            "agreements/terms.yaml",
        }
        record(open_repository(root), PATHS, "Say it plainly", TAG)
    assert git(root, "status", "--porcelain").splitlines() == ["AM staged.txt"]
    assert "will work together" in git(root, "show", f"HEAD:{MOU_PATH}")
    change(root, "will work together", "will join forces")
    assert record(open_repository(root), PATHS, "Again").files == (("M", MOU_PATH),)
    assert not [*(root / ".git").glob("mouflow*"), *(root / ".git").glob("*.lock")]
    return recorded


@pytest.mark.parametrize("step", STEPS)
def test_killed__between_the_steps(root: Path, step: str) -> None:
    with start(root, KILL=STEPS[step]) as process:
        assert process.wait() == -signal.SIGKILL
    recorded = hold(root)
    assert recorded == (step == "after the references moved") or step == "while the references move"


def test_killed__with_its_whole_group_before_every_git(root: Path, tmp_path: Path) -> None:
    """Go through all gits that a record starts."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(WRAPPER)
    (folder / "git").chmod(0o755)
    real = shutil.which("git")
    assert real
    count = tmp_path / "count"

    def killed(trial: Path, at: int) -> bool:
        count.write_text("")
        variables = {"PATH": f"{folder}:{os.environ['PATH']}", "GIT": real, "COUNT": str(count)}
        shutil.copytree(root, trial)
        with start(trial, **variables, AT=str(at)) as process:
            status = process.wait()
        assert status in {0, -signal.SIGKILL}
        hold(trial)
        return bool(status)

    assert not killed(tmp_path / "whole", 0)
    steps = range(1, len(count.read_text()) + 1)
    assert len(steps) > 10
    hit = [killed(tmp_path / str(at), at) for at in steps]
    assert sum(hit) > len(steps) / 2  # gits that begin at once can be counted as one


def test_killed__at_any_time(root: Path, tmp_path: Path) -> None:
    chance = random.Random(20240608)
    outcomes = set()
    for at in range(8):
        trial = tmp_path / str(at)
        shutil.copytree(root, trial)
        with start(trial) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            os.killpg(process.pid, signal.SIGKILL)
        outcomes.add(hold(trial))
    assert outcomes
