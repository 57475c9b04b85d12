"""Batches: what fails stops nothing else, and what is done need not be done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mouflow.build import Order, Report, Wish, find_targets, generate
from mouflow.build.batch import MANY
from mouflow.build.cache import using_cache
from mouflow.crew import Crew
from mouflow.diagnostics import Severity
from mouflow.document import Document
from mouflow.render import FORMATS
from mouflow.workspace import find_workspace
from tests.conftest import MOU
from tests.test_workers import INTERRUPTIBLE

Make = Callable[..., Path]
DEADLY = MOU.replace("subject: {en: Talent", "subject: {en: Deadly")


def deadly(once: Path | None) -> None:
    """Make this process one that is killed by a document about what is deadly; only the first such one, with a file."""

    def render(document: Document) -> bytes:
        if "Deadly" in document.metadata.title and not (once and once.exists()):
            if once:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "Buggy" in document.metadata.title:
            raise ZeroDivisionError("a bug")
        return before(document)

    before = FORMATS["html"].render
    FORMATS["html"] = replace(FORMATS["html"], render=render)


def made(root: Path, once: Path | None = None) -> Report:
    opened = find_workspace(root)
    order = Order(opened, Wish(languages=("en",)), root / "build")
    with Crew(1, partial(deadly, once)) as crew, using_cache(opened) as cache:
        return generate(order, find_targets(opened, (), root), crew, lambda *_: None, cache=cache, apart=True)


def agreements(count: int, **others: str) -> dict[str, str]:
    names = {f"a{number:03}": MOU for number in range(count)} | others
    return {f"agreements/{name}/mou.yaml": text for name, text in names.items()}


def told(report: Report) -> list[tuple[str, str]]:
    found = [each for each in report.diagnostics if each.code in ("worker-lost", "making-failed")]
    return [(str(each.severity), each.message) for each in found]


def test_generate__a_file_that_ends_its_process_every_time_is_named_and_the_others_are_made(workspace: Make) -> None:
    root = workspace(agreements(3, deadly=DEADLY))
    report = made(root)
    assert [each.path.parent.name for each in report.outputs] == ["a000", "a001", "a002"]
    ((severity, message),) = told(report)
    assert severity == "error"
    assert "deadly/mou.en.html was not made" in message
    assert "SIGKILL" in message


def test_generate__a_file_whose_process_ended_once_is_made_by_another(workspace: Make, tmp_path: Path) -> None:
    root = workspace(agreements(3, deadly=DEADLY))
    report = made(root, tmp_path / "once")
    assert len(report.outputs) == 4
    ((severity, message),) = told(report)
    assert severity == "warning"
    assert "deadly/mou.en.html" in message


def test_generate__a_bug_in_one_file_is_told_and_the_others_are_made(workspace: Make) -> None:
    root = workspace(agreements(2, buggy=DEADLY.replace("Deadly", "Buggy")))
    report = made(root)
    assert len(report.outputs) == 2
    ((severity, message),) = told(report)
    assert severity == "error"
    assert message.startswith("buggy/mou.en.html could not be made: ZeroDivisionError: a bug (test_batch.py:")


def test_generate__many_agreements_survive_one_that_ends_its_process(workspace: Make) -> None:
    root = workspace(agreements(MANY + 4, deadly=DEADLY))
    opened = find_workspace(root)
    order = Order(opened, Wish(languages=("en",)), root / "build")
    with Crew(1, partial(deadly, None)) as crew, using_cache(opened) as cache:
        report = generate(order, find_targets(opened, (), root), crew, lambda *_: None, cache=cache)
    made_or_kept = {path.parent.name for path in (*(each.path for each in report.outputs), *report.unchanged)}
    assert made_or_kept == {f"a{number:03}" for number in range(MANY + 4)}
    assert [each.message.split()[0] for each in report.diagnostics if each.severity is Severity.ERROR] == [
        "deadly/mou.en.html"
    ]


def begun(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", INTERRUPTIBLE, "generate", "--format", "docx", *arguments]
    process = subprocess.Popen(command, cwd=root, stdout=-1, stderr=-1, text=True, start_new_session=True)
    while len(list(root.glob("build/*/*.docx"))) < 12 and process.poll() is None:
        time.sleep(0.01)
    return process


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()]


def test_generate__a_worker_killed_in_a_batch_costs_nothing(workspace: Make) -> None:
    root = workspace(agreements(60))
    process = begun(root, "--jobs", "2")
    for each in children(process.pid)[:1]:
        os.kill(each, signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "worker-lost" in said
    assert len(list(root.glob("build/*/*.docx"))) == 120
    assert not list(root.glob("build/*/.*"))


def test_generate__an_interrupted_batch_is_taken_up_where_it_was(workspace: Make) -> None:
    root = workspace(agreements(120))
    process = begun(root, "--jobs", "2")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    before = {path: path.stat().st_mtime_ns for path in root.glob("build/*/*.docx")}
    assert (process.returncode, said.strip()) == (130, "Interrupted.")
    assert 12 <= len(before) < 240
    assert not list(root.glob("build/*/.*"))
    process = begun(root)
    out, _ = process.communicate(timeout=120)
    kept = [path for path, time_before in before.items() if path.stat().st_mtime_ns == time_before]
    assert len(list(root.glob("build/*/*.docx"))) == 240
    assert len(kept) >= len(before) - 2, "but for a file that each process had written and not yet remembered"
    assert f"{240 - len(kept)} files" in out
