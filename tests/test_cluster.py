"""A real Dask cluster, a scheduler and two workers on this machine: the same bytes, and what can be wrong with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_plan import DRAFT as MOU

Make = Callable[..., Path]
QUIET = {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", "DASK_LOGGING__DISTRIBUTED": "error"}


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    port: int
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    @property
    def address(self) -> str:
        return f"dask://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def begun(*arguments: str, **more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=os.environ | QUIET | more, stdout=quiet, stderr=quiet)


def worker(port: int, **more: str) -> subprocess.Popen[bytes]:
    address = f"tcp://127.0.0.1:{port}"
    return begun("dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", **more)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    port = free_port()
    scheduler = begun("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    found = Cluster(port, scheduler, [worker(port) for _ in range(2)])
    yield found
    for each in (*found.workers, scheduler):
        each.kill()
        each.wait()


def ran(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mouflow", "generate", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_generate__a_cluster_makes_the_same_bytes_as_this_machine(workspace: Make, cluster: Cluster) -> None:
    root = workspace({f"agreements/a{number}/mou.yaml": MOU for number in range(4)})
    options = ("--format", "pdf,docx,html,text", "--layout", "single,parallel", "--force")
    there = ran(root, *options, "--executor", cluster.address, "--out", "there")
    here = ran(root, *options, "--out", "here")
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr) == (0, "")
    assert len(bytes_below(root / "here")) == 44
    assert bytes_below(root / "there") == bytes_below(root / "here")


def test_generate__a_worker_of_a_cluster_that_dies_costs_nothing(workspace: Make, cluster: Cluster) -> None:
    root = workspace({f"agreements/a{number:02}/mou.yaml": MOU for number in range(12)})
    command = [sys.executable, "-m", "mouflow", "generate", "--format", "pdf", "--executor", cluster.address]
    process = subprocess.Popen(command, cwd=root, stdout=-1, stderr=-1, text=True)
    while not list(root.glob("build/*/*.pdf")) and process.poll() is None:
        time.sleep(0.01)
    victim = cluster.workers.pop()
    victim.kill()
    victim.wait()
    cluster.workers.append(worker(cluster.port))
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert len(list(root.glob("build/*/*.pdf"))) == 24


@pytest.mark.parametrize("loses", ["everything", "its only worker"])
def test_generate__a_cluster_that_is_lost_costs_nothing(workspace: Make, loses: str) -> None:
    port = free_port()
    scheduler = begun("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    only = worker(port)
    root = workspace({f"agreements/a{number:02}/mou.yaml": MOU for number in range(6)})
    command = [sys.executable, "-m", "mouflow", "generate", "--format", "pdf", "--executor", f"dask://localhost:{port}"]
    process = subprocess.Popen(command, cwd=root, stdout=-1, stderr=-1, text=True)
    while not list(root.glob("build/*/*.pdf")) and process.poll() is None:
        time.sleep(0.01)
    only.kill()
    if loses == "everything":
        scheduler.kill()
    _, said = process.communicate(timeout=120)
    assert "cluster-lost" in said
    assert process.returncode == 0
    assert len(list(root.glob("build/*/*.pdf"))) == 12
    scheduler.kill()
    for each in (scheduler, only):
        each.wait()


def test_generate__says_that_nobody_answers(workspace: Make) -> None:
    done = ran(workspace({"agreements/a/mou.yaml": MOU}), "--executor", f"dask://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "[cluster-unreachable]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address", ["dask://nowhere", "http://127.0.0.1:8786", "dask://a:99999", "dask://a b:1", "dask:"]
)
def test_generate__an_address_of_another_form_is_wrong_usage(workspace: Make, address: str) -> None:
    done = ran(workspace({"agreements/a/mou.yaml": MOU}), "--executor", address)
    assert done.returncode == 2
    assert "dask://HOST:PORT" in done.stderr
