"""The pager and the colours, on a real terminal: a pseudo-terminal that a test reads."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mouflow.cli.pager import pager_of, wants_colour

TERMINAL = {"TERM": "xterm-256color", "PATH": os.environ["PATH"]}
PAGE = """
import os, sys
from mouflow.cli.pager import page, wants_colour
text = "\\x1b[4;32m新\\x1b[0m line\\n" * {lines}
page(text, sys.stdout, paged={paged})
print("after", wants_colour(sys.stdout, os.environ))
"""


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def on_terminal(environ: Mapping[str, str], lines: int = 1, paged: bool = True) -> tuple[int, str]:
    """Run a program that pages on a pseudo-terminal; return its exit status and what the terminal got."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PAGE.format(lines=lines, paged=paged)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**TERMINAL, "PYTHONUTF8": "1", **environ},
    ) as process:
        os.close(follower)
        got = bytearray()
        while chunk := _read(leader):
            got += chunk
        os.close(leader)
    return process.returncode, got.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(leader: int) -> bytes:
    """Read from a terminal; its end is an error on Linux."""
    try:
        return os.read(leader, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({}, ("less",)),
        ({"PAGER": "more"}, ("more",)),
        ({"PAGER": "more", "MOUFLOW_PAGER": "less -S"}, ("less", "-S")),
        ({"PAGER": "'my pager' --title 'a b'"}, ("my pager", "--title", "a b")),
        ({"PAGER": "cat"}, ()),
        ({"PAGER": ""}, ()),
        ({"PAGER": "less", "MOUFLOW_PAGER": ""}, ()),
        ({"PAGER": "less '"}, ()),
        ({"PAGER": "less; touch x"}, ("less;", "touch", "x")),
        ({"TERM": "dumb"}, ()),
        ({"TERM": "dumb", "PAGER": "more"}, ("more",)),
    ],
)
def test_pager_of(environ: dict[str, str], command: tuple[str, ...]) -> None:
    assert pager_of({**TERMINAL, **environ}) == command


@pytest.mark.parametrize(
    ("environ", "setting", "command"),
    [
        ({"PAGER": "more"}, "most -s", ("most", "-s")),
        ({"PAGER": "more", "GIT_PAGER": "less -S"}, "most", ("less", "-S")),
        ({"PAGER": "more", "GIT_PAGER": "less -S", "MOUFLOW_PAGER": "vim -"}, "most", ("vim", "-")),
        ({"PAGER": "more", "GIT_PAGER": ""}, "most", ()),
        ({"PAGER": "more"}, "fancy | less", ("more",)),
        ({"PAGER": "more"}, None, ("more",)),
        ({"PAGER": "more"}, "", ()),
    ],
)
def test_pager_of__is_the_one_that_git_takes(
    environ: dict[str, str], setting: str | None, command: tuple[str, ...]
) -> None:
    assert pager_of({**TERMINAL, **environ}, lambda: setting) == command


def test_page__reads_the_setting_of_git(tmp_path: Path) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[core]\npager = head -n 2\n")
    environ = {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_SYSTEM": "/dev/null", "PAGER": "head -n 1"}
    assert on_terminal(environ, lines=5)[1].count("line") == 2


@pytest.mark.parametrize(
    ("environ", "terminal", "option", "wanted"),
    [
        ({}, True, None, True),
        ({}, False, None, False),
        ({"NO_COLOR": "1"}, True, None, False),
        ({"NO_COLOR": ""}, True, None, True),
        ({"FORCE_COLOR": "1"}, False, None, True),
        ({"FORCE_COLOR": ""}, False, None, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, None, False),
        ({"TERM": "dumb"}, True, None, False),
        ({"NO_COLOR": "1"}, False, True, True),
        ({"FORCE_COLOR": "1"}, True, False, False),
    ],
)
def test_wants_colour(environ: dict[str, str], terminal: bool, option: bool | None, wanted: bool) -> None:
    assert wants_colour(Screen(terminal), {**TERMINAL, **environ}, option) is wanted


def test_page__gives_the_pager_the_text_and_waits_for_it(tmp_path: Path) -> None:
    pager = tmp_path / "my pager"
    pager.write_text('#!/bin/sh\necho "[$1] $LESS"\nexec wc -l\n')
    pager.chmod(0o755)
    assert on_terminal({"PAGER": f"'{pager}' 'a b'"}, lines=3) == (0, "[a b] FRX\n3\nafter True\n")


def test_page__left_early_is_no_error() -> None:
    status, got = on_terminal({"PAGER": "head -n 1"}, lines=200_000)
    assert (status, got.count("line")) == (0, 1)
    assert got.endswith("after True\n")


@pytest.mark.parametrize("pager", ["no-such-pager", "/", ""])
def test_page__without_a_pager_that_starts(pager: str) -> None:
    assert on_terminal({"PAGER": pager}) == (0, "\x1b[4;32m新\x1b[0m line\nafter True\n")


def test_page__not_where_it_is_not_wanted(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert on_terminal({"PAGER": f"tee {mark}"}, paged=False) == (0, "\x1b[4;32m新\x1b[0m line\nafter True\n")
    assert not mark.exists()


def test_page__no_shell_reads_the_variable(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    status, got = on_terminal({"PAGER": f"cat; touch {mark}"})
    assert (status, mark.exists()) == (0, False)
    assert "line" in got


def test_page__no_pager_where_output_is_no_terminal(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    environ = {**TERMINAL, "PYTHONUTF8": "1", "PAGER": f"tee {mark}"}
    done = subprocess.run(
        [sys.executable, "-c", PAGE.format(lines=1, paged=True)], env=environ, capture_output=True, check=True
    )
    assert done.stdout.decode().endswith("after False\n")
    assert not mark.exists()
