"""What a terminal is told of saves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.build import Target
from mouflow.cli.watch_lines import Lines
from mouflow.diagnostics import Diagnostic, Location, error, warning
from mouflow.watch.news import Began, Checked, Dropped, Made, News, Removed, Rested, Trouble

Tell = Callable[..., list[str]]
TARGET = Target("talent", ("mou",))
WRONG = error("unknown-key", "unknown key `claus`", Location("agreements/talent/mou.yaml", 9, 1))
OLD = warning("no-signatory", "nobody signs", Location("agreements/talent/mou.yaml", 4, 1))


def began(number: int, *paths: str) -> Began:
    return Began(number, paths, (TARGET,), 0.0)


def checked(number: int, *problems: Diagnostic) -> Checked:
    return Checked(number, TARGET, problems, (), 0.0, 0.01)


def made(number: int, form: str, seconds: float) -> Made:
    return Made(number, Path(f"build/talent/mou.en.{form}"), form, 1000, seconds)


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Tell one session of several news, call by call; gives what each call printed, without the time of day."""
    lines = Lines(tmp_path)

    def tell(*news: News) -> list[str]:
        for each in news:
            lines(each)
        said = capsys.readouterr()
        return [*said.err.splitlines(), *(line.partition("  ")[2] or line for line in said.out.splitlines())]

    return tell


def test_lines__one_line_a_save(told: Tell) -> None:
    news = (made(1, "html", 0.009), made(1, "html", 0.012), made(1, "docx", 0.031), made(1, "pdf", 1.24))
    said = told(began(1, "agreements/talent/mou.yaml"), checked(1), *news, Rested(1, 0, 1.3))
    assert said == ["mou.yaml  html (2) 12 ms  docx 31 ms  pdf 1.2 s"]


def test_lines__errors_at_every_save_and_warnings_once(told: Tell) -> None:
    first = told(began(1, "a/mou.yaml"), checked(1, OLD), Rested(1, 0, 0.1))
    assert first[0] == "agreements/talent/mou.yaml:4:1: warning: nobody signs [no-signatory]"
    moved = warning("no-signatory", "nobody signs", Location("agreements/talent/mou.yaml", 5, 1))
    second = told(began(2, "a/mou.yaml"), checked(2, moved, WRONG), checked(2, moved, WRONG), Rested(2, 0, 0.1))
    assert [line for line in second if ": " in line] == [
        "agreements/talent/mou.yaml:9:1: error: unknown key `claus` [unknown-key]",
        "mou.yaml  1 error: what was made before stays",
    ]
    third = told(began(3, "a/mou.yaml"), checked(3, moved, WRONG), Rested(3, 0, 0.1))
    assert third[0].startswith("agreements/talent/mou.yaml:9:1: error")
    assert told(began(4, "a/mou.yaml"), checked(4, moved), made(4, "html", 0.01), Rested(4, 0, 0.1)) == [
        "mended: talent",
        "mou.yaml  html 10 ms",
    ]


def test_lines__nothing_changes_given_up_removed(told: Tell) -> None:
    assert told(began(1), checked(1), Rested(1, 3, 0.1)) == ["all  3 files are as they should be"]
    assert told(began(2, "a", "b", "c"), checked(2), Rested(2, 3, 0.1)) == ["a, b and 1 more  nothing changes"]
    assert told(began(3, "a"), Dropped(3, 2), Rested(3, 0, 0.1)) == ["a  2 given up for a newer save"]
    assert told(began(4, "a"), Removed(4, "talent/mou"), Rested(4, 0, 0.1)) == [
        "a  talent/mou was removed; what was made of it stays"
    ]


def test_lines__a_trouble_and_its_end(told: Tell) -> None:
    assert told(Trouble("workspace", (error("workspace-gone", "it is gone"),)))[0].startswith("error: it is gone")
    assert told(Trouble("workspace", ())) == ["mended: workspace"]


def test_lines__a_name_with_control_characters_is_shown_harmless(told: Tell) -> None:
    assert told(began(1, "\x1b]0;x\x07.yaml"), Rested(1, 0, 0.1)) == ["\ufffd]0;x\ufffd.yaml  nothing changes"]
