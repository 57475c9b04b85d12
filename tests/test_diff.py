"""`mouflow diff`: what it compares, prints, writes, and the exit status it gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FILES, MOU, Ran, write_files

EDITED = MOU.replace("will co-operate", "may co-operate")
"""A change of modality in English alone."""


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Make two workspaces beside each other; return the new one, from which the old one is ``../old``."""
    for name, text in (("old", MOU), ("new", EDITED)):
        write_files(tmp_path / name, {**FILES, "agreements/x/mou.yaml": text, "mouflow.toml": ""})
    return tmp_path / "new"


@pytest.fixture
def diff(run: Callable[..., Ran], folders: Path) -> Callable[..., Ran]:
    """Compare the old folder with the new one."""
    return lambda *options: run(folders, "diff", "x", "../old", *options)


def test_diff__on_the_terminal(diff: Callable[..., Ran]) -> None:
    ran = diff()
    assert ran.status == 0
    assert "The Participants [-will-]{+may+} co-operate." in ran.out
    assert "! drift: changed in en-HK, not in zh-Hant-HK" in ran.out
    assert ran.out.endswith("1 change: 1 modality; drift in 1 place\n")
    assert "\x1b" not in ran.out


def test_diff__colour_where_it_is_asked_for(diff: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = "\x1b[9;31mwill\x1b[0m\x1b[4;32mmay\x1b[0m"
    assert coloured in diff("--color").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured in diff().out
    assert coloured not in diff("--no-color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured not in diff().out


def test_diff__json_has_all_languages_in_one_document(diff: Callable[..., Ran]) -> None:
    (document,) = json.loads(diff("--format", "json").out)["documents"]
    assert (document["document"], document["languages"]) == ("mou", ["en-HK", "zh-Hant-HK"])
    (change,) = document["changes"]
    assert (change["kind"], change["old"], change["new"], change["line"]) == ("modality", "will", "may", 13)
    assert document["drift"][0]["unchanged"] == ["zh-Hant-HK"]


def test_diff__offsets_lead_to_the_words(diff: Callable[..., Ran]) -> None:
    (change,) = json.loads(diff("--format", "json").out)["documents"][0]["changes"]
    old, new = "The Participants will co-operate.", "The Participants may co-operate."
    assert old[change["old_offset"] :].startswith("will")
    assert new[change["new_offset"] :].startswith("may")


def test_diff__sarif(diff: Callable[..., Ran]) -> None:
    (run,) = json.loads(diff("--format", "sarif").out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["redline/drift", "redline/modality"]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_diff__documents(diff: Callable[..., Ran], folders: Path, form: str) -> None:
    ran = diff("--format", form, "--out", "made")
    assert ran.status == 0
    assert [path.name for path in (folders / "made/x").iterdir()] == [f"mou.en+zh-Hant.parallel.redline.{form}"]


def test_diff__table_of_amendments(diff: Callable[..., Ran], folders: Path) -> None:
    assert diff("--format", "html", "--amendments").status == 0
    (path,) = (folders / "build/x").iterdir()
    assert path.name == "mou.en+zh-Hant.amendments.html"
    page = path.read_text("utf-8")
    assert "Current text" in page
    assert "現行條文" in page


def test_diff__single_layout(diff: Callable[..., Ran], folders: Path) -> None:
    assert diff("--format", "html", "--layout", "single", "--lang", "zh-Hant").status == 0
    assert [path.name for path in (folders / "build/x").iterdir()] == ["mou.zh-Hant.redline.html"]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 0),
        (("--exit-code",), 1),
        (("--exit-code", "--ignore", "modality,drift"), 0),
        (("--exit-code", "--ignore", "modality"), 1),
        (("--fail-on", "drift"), 1),
        (("--fail-on", "drift", "--only", "modality"), 0),
        (("--fail-on", "substantive,value"), 0),
        (("--fail-on", "modality", "--format", "json"), 1),
        (("--fail-on", "grave",), 2),
        (("--out", "made"), 2),
        (("--amendments",), 2),
        (("--layout", "single"), 2),
        (("--layout", "single", "--format", "docx", "--amendments"), 2),
        (("--lang", "zh-Hant", "--exit-code"), 1),
        (("--lang", "zh-Hant", "--exit-code", "--ignore", "drift"), 0),
    ],
)  # fmt: skip
def test_diff__exit_status(diff: Callable[..., Ran], options: tuple[str, ...], status: int) -> None:
    assert diff(*options).status == status


def test_diff__nothing_changed(run: Callable[..., Ran], folders: Path) -> None:
    ran = run(folders, "diff", "x/mou", ".", "--exit-code")
    assert ran.status == 0
    assert ran.out.endswith("\nno changes\n")


def test_diff__against_the_last_recorded_version(
    run: Callable[..., Ran], folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Chan Tai Man")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "chan@example.org")
    run(folders, "init", "other")  # a repository of its own
    root = folders / "other"
    assert run(root, "record", "first-agreement", "-m", "First draft", "--version", "v1").status == 0
    path = root / "agreements/first-agreement/mou.yaml"
    path.write_text(path.read_text("utf-8").replace("one scholarship a year", "two scholarships a year"), "utf-8")
    ran = run(root, "diff", "first-agreement")
    assert ran.status == 0
    assert "\nold: v1 (" in ran.out
    assert "[-one-]{+two+} [-scholarship-]{+scholarships+}" in ran.out
    assert "not recorded yet" in ran.out


@pytest.mark.parametrize(
    ("name", "old", "status", "said"),
    [
        ("nope", "../old", 2, "no agreement `nope`"),
        ("y", "../old", 2, "known here: x"),
        (".", "../old", 0, ""),
        ("agreements/x", "../old", 0, ""),
        ("agreements/x/mou.yaml", "../old", 0, ""),
        ("x/nothing", "../old", 2, "neither version has a document `nothing`"),
        ("x", "no-such-version", 1, "git repository"),
        ("../../etc", "../old", 2, "no agreement"),
        ("x", "--upload-pack=touch", 2, "No such option"),
    ],
)
def test_diff__names(run: Callable[..., Ran], folders: Path, name: str, old: str, status: int, said: str) -> None:
    ran = run(folders, "diff", name, old)
    assert ran.status == status
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_diff__of_several_agreements_one_must_be_named(run: Callable[..., Ran], folders: Path) -> None:
    write_files(folders, {"agreements/y/mou.yaml": MOU})
    ran = run(folders, "diff", ".", "../old")
    assert (ran.status, "name one" in ran.err) == (2, True)


def test_diff__a_document_that_only_the_old_version_has(run: Callable[..., Ran], folders: Path) -> None:
    write_files(folders.parent / "old", {"agreements/x/second.yaml": MOU})
    ran = run(folders, "diff", "x/second", "../old")
    assert ran.status == 0
    assert "[-The Participants will co-operate.-]" in ran.out


def test_diff__a_folder_that_cannot_be_written(diff: Callable[..., Ran], folders: Path) -> None:
    (folders / "made").write_text("a file", "utf-8")
    ran = diff("--format", "html", "--out", "made")
    assert ran.status == 1
    assert "cannot write" in ran.err


def test_diff__an_output_that_has_no_chinese(folders: Path) -> None:
    command = [sys.executable, "-m", "mouflow", "diff", "x", "../old", "--format"]
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run([*command, "terminal"], cwd=folders, env=environ, capture_output=True, check=True)
    assert b"[-will-]{+may+}" in shown.stdout
    written = subprocess.run([*command, "json"], cwd=folders, env=environ, capture_output=True, check=True)
    assert json.loads(written.stdout.decode())["agreement"] == "x"


def test_diff__nothing_to_compare(diff: Callable[..., Ran]) -> None:
    ran = diff("--format", "html", "--layout", "parallel", "--lang", "zh-Hant")
    assert ran.status == 2
    assert "nothing to compare" in ran.err


@pytest.mark.parametrize("folder", ["agreements", "agreements/x", "templates/mou"])
def test_diff__outputs_stay_out_of_the_sources(diff: Callable[..., Ran], folder: str) -> None:
    ran = diff("--format", "html", "--out", folder)
    assert ran.status == 2
    assert "among the sources" in ran.err
