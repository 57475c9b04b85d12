"""What init does for git: readable diffs by clause and language, in this clone and the next, and a hook that checks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Ran
from tests.docs import ROOT
from tests.repositories import change, commit_all, git, use_settings

Run = Callable[..., Ran]
FIRST = "agreements/first-agreement/mou.yaml"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)
    programs = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def office(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "office"
    assert run(tmp_path, "init", str(folder)).status == 0
    commit_all(folder, "Begin")
    return folder


def test_init__lets_git_show_clauses_and_languages(office: Path) -> None:
    change(office, "offer one scholarship a year", "offer two scholarships a year", FIRST)
    shown = git(office, "diff")
    lines = [line for line in shown.splitlines() if line.startswith(("+[", "-["))]
    assert "-[scholarships.offer] en: {{ org('our-office') }} {{ will }} offer one scholarship a year." in lines
    assert "+[scholarships.offer] en: {{ org('our-office') }} {{ will }} offer two scholarships a year." in lines
    assert "@@ exchange.plan\n" in shown
    assert "zh-Hant: {{ org" in shown, "the other language stands beside it"
    commit_all(office, "Two a year")
    assert "+[scholarships.offer] en:" in git(office, "log", "-p", "-1")


def test_init__marks_han_characters_not_lines(office: Path) -> None:
    change(office, "每年頒發一項獎學金", "每年頒發兩項獎學金", FIRST)
    assert "每年頒發[-一-]{+兩+}項獎學金" in git(office, "diff", "--word-diff")


def test_init__shows_no_change_where_only_the_writing_changed(office: Path) -> None:
    change(office, "en: Scholarships", 'en: "Scholarships"', FIRST)
    assert "[scholarships]" not in git(office, "diff")


def test_init__leaves_git_working_where_there_is_no_mouflow(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(office, "offer one scholarship", "offer two scholarships", FIRST)
    monkeypatch.setenv("PATH", str(Path(shutil.which("git") or "").parent))
    if shutil.which("mouflow"):
        pytest.skip("mouflow lies beside git")
    assert "offer two scholarships a year" in git(office, "diff")


def test_init__keeps_line_ends_whatever_the_settings_of_a_clone(office: Path, tmp_path: Path) -> None:
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "--quiet", str(office), "clone")
    assert (tmp_path / "clone" / FIRST).read_bytes() == (office / FIRST).read_bytes()


def test_textconv__sets_up_another_clone(office: Path, tmp_path: Path, run: Run) -> None:
    git(tmp_path, "clone", "--quiet", str(office), "clone")
    clone = tmp_path / "clone"
    change(clone, "offer one scholarship", "offer two scholarships", FIRST)
    assert "+[scholarships.offer]" not in git(clone, "diff")
    assert run(clone, "textconv", "--install").status == 0
    assert "+[scholarships.offer]" in git(clone, "diff")
    assert git(clone, "config", "--get-regexp", r"^diff\.") == git(office, "config", "--get-regexp", r"^diff\.")


def test_textconv__prints_what_is_no_yaml_as_it_is(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mou.yaml").write_bytes(b"<<<<<<< ours\n\xff: [\n")
    command = [sys.executable, "-m", "mouflow", "textconv", "mou.yaml"]
    assert subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout == b"<<<<<<< ours\n\xff: [\n"
    assert run(tmp_path, "textconv").status == 2
    assert run(tmp_path, "textconv", "missing.yaml").status == 2
    assert run(tmp_path, "textconv", "--install").status == 1


def test_init__inside_a_repository_sets_that_one_up(tmp_path: Path, run: Run) -> None:
    git(tmp_path, "init", "--quiet")
    assert run(tmp_path, "init", "partners/office").status == 0
    assert not (tmp_path / "partners/office/.git").exists()
    commit_all(tmp_path, "Begin")
    change(tmp_path, "offer one scholarship", "offer two scholarships", f"partners/office/{FIRST}")
    assert "+[scholarships.offer] en:" in git(tmp_path, "diff")


def test_init__without_git_makes_the_workspace_and_says_so(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run(tmp_path, "init", "office")
    assert done.status == 0
    assert "there is no git on this machine" in done.err
    assert (tmp_path / "office" / FIRST).exists()


def test_init__says_every_file_it_writes(tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "init", "office")
    office = tmp_path / "office"
    written = {
        path.relative_to(office).as_posix() for path in office.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    assert {line.strip() for line in done.out.splitlines() if line.startswith("  ")} == written
    assert {".gitattributes", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml"} <= written


def test_hook__runs_check_on_what_is_committed(office: Path) -> None:
    """Run the hook's entry as pre-commit does: in the repository's folder, without names of files."""
    (hook,) = yaml.safe_load((office / ".pre-commit-hooks.yaml").read_text())
    (local,) = yaml.safe_load((office / ".pre-commit-config.yaml").read_text())["repos"]
    assert local["repo"] == "local"
    assert local["hooks"][0]["entry"] == hook["entry"] == "mouflow check"
    assert hook["pass_filenames"] is local["hooks"][0]["pass_filenames"] is False
    assert subprocess.run(hook["entry"].split(), cwd=office, check=False, capture_output=True).returncode == 0
    change(office, "- id: purpose.aim", "- id: exchange", FIRST)
    assert subprocess.run(hook["entry"].split(), cwd=office, check=False, capture_output=True).returncode == 1


def test_hook__is_offered_by_mouflow_itself() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["entry"], hook["language"]) == ("mouflow-check", "mouflow check", "python")
    assert {"id", "name", "entry", "language", "files", "pass_filenames", "description"} == set(hook)
