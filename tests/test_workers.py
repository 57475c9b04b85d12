"""Worker processes: ready before they are needed, quiet when interrupted, gone when the first process is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.docs import ROOT

WAITING = """
import time
from mouflow.cli.workers import worker_processes
with worker_processes(2, ["pdf"]) as pool:
    print(*pool.pids, flush=True)
    time.sleep(60)
"""
LOADED = """
import sys
from mouflow.cli.workers import worker_processes
with worker_processes(1, ["html", "pdf", "docx"]) as pool:
    assert "weasyprint" not in sys.modules
    print(pool.submit(eval, "{'weasyprint', 'docx'} <= set(__import__('sys').modules)").result())
"""
INTERRUPTIBLE = """
import signal, sys
from mouflow.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may ignore it, and so would its children
sys.exit(main())
"""


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(processes: list[int], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while any(map(alive, processes)) and time.monotonic() < ends:
        time.sleep(0.02)
    return not any(map(alive, processes))


def test_worker_processes__load_engines_that_the_first_process_has_not() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_worker_processes__end_when_the_first_process_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        workers = [int(each) for each in first.stdout.readline().split()]
        assert len(workers) == 2
        assert all(map(alive, workers))
        first.kill()
    assert gone(workers, 10)


def test_generate__works_in_place_where_no_more_processes_are_allowed(tmp_path: Path) -> None:
    few_files = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))"
    asked = ("generate", "--jobs", "64", "--format", "html", "--out", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", f"{few_files}{INTERRUPTIBLE}", *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.rglob("*.html"))


def test_generate__an_interrupt_ends_it_soon_and_quietly(tmp_path: Path) -> None:
    asked = ("generate", "--jobs", "3", "--format", "pdf", "--layout", "single,parallel,sequential")
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *asked, "--out", tmp_path],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as first:
        while not list(tmp_path.rglob("*.pdf")) and first.poll() is None:
            time.sleep(0.02)
        os.killpg(first.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        _, said = first.communicate()
    assert (first.returncode, said.strip()) == (130, "Interrupted.")
    assert len(list(tmp_path.rglob("*.pdf"))) < 10
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]
