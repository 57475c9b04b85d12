"""A real `mouflow watch` over a workspace of a test: told of by its JSON lines, ended like any program."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

PATIENCE = 20.0
"""Seconds after which something that has not been told will not be."""


class Watcher:
    """A process that watches; what it tells waits in line until a test asks."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-P", "-m", "mouflow", "watch", "--json", *options]
        self.root = root
        self.process = subprocess.Popen(
            command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.said: list[str] = []
        self.begun: list[dict[str, Any]] = []
        self._readers = [Thread(target=self._read, daemon=True), Thread(target=self._hear, daemon=True)]
        for each in self._readers:
            each.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._told.put(json.loads(line))

    def _hear(self) -> None:
        assert self.process.stderr
        self.said.extend(self.process.stderr)

    def until(self, kind: str, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """Wait until something of a kind is told; return all that was told up to it."""
        ends, told = time.monotonic() + seconds, []
        while True:
            try:
                told.append(self._told.get(timeout=0.5))
            except queue.Empty:
                if self.process.poll() is None and time.monotonic() < ends:
                    continue
                raise AssertionError(f"no {kind} after {told}\n{''.join(self.said)}") from None
            if told[-1]["news"] == kind:
                return told

    def until_made(self) -> list[dict[str, Any]]:
        """Wait until a file is made, and all with it; return all that was told up to then."""
        return [*self.until("made"), *self.until("rested")]

    def quiet(self, seconds: float) -> list[dict[str, Any]]:
        """Wait; return what was told meanwhile."""
        time.sleep(seconds)
        told = []
        while not self._told.empty():
            told.append(self._told.get())
        return told

    def write(self, path: str, text: str) -> list[dict[str, Any]]:
        """Save a file in place; return what is told until all that follows from it is done."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")
        return self.until("rested")

    def edit(self, path: str, old: str, new: str) -> list[dict[str, Any]]:
        """Save a file with other words in it."""
        text = (self.root / path).read_text("utf-8")
        assert old in text
        return self.write(path, text.replace(old, new))

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; return the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for each in self._readers:
            each.join()
        return status


@contextmanager
def watching(root: Path, *options: str, until: str = "rested") -> Iterator[Watcher]:
    """Watch a workspace, its pages alone unless other formats are named; begins once all is made, or that is told."""
    watcher = Watcher(root, *(options if "--format" in options else ("--format", "html", *options)))
    try:
        watcher.begun = watcher.until(until)
        yield watcher
    finally:
        watcher.process.kill()
        watcher.process.wait()
        assert watcher.process.stdout
        assert watcher.process.stderr
        for each in watcher._readers:
            each.join()
        watcher.process.stdout.close()
        watcher.process.stderr.close()


def made(told: list[dict[str, Any]]) -> list[str]:
    """Return the names of the files that were made."""
    return sorted(Path(each["path"]).name for each in told if each["news"] == "made")


def errors(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all errors that were told."""
    problems = (problem for each in told for problem in each.get("problems", ()))
    return [each for each in problems if each["severity"] == "error"]


def children(process: int) -> list[int]:
    """Return the processes that a process began and that are still there."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(each.parent.name))
    return found
