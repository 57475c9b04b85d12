"""The workspace folder: nothing outside of it is read, whatever stands in it is told, never a traceback."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.workspace import WorkingFiles, agreement_ids, document_names, find_workspace
from mouflow.workspace.settings import read_settings
from mouflow.workspace.styles import read_css
from tests.conftest import MOU, Ran

Make = Callable[..., Path]
Run = Callable[..., Ran]

YAML = "agreements/x/mou.yaml"
SAMPLE = dedent(MOU)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the workspace, with an agreement nobody may read."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "mou.yaml").write_text(SAMPLE.replace("Talent", "Secret"))
    (folder / "people.yaml").write_text("{}\n")
    return folder


@pytest.mark.parametrize("path", ["../secret", "a/../../secret", "/etc/passwd", "a\0b", "a\\b", "a/.."])
def test_read__path_leads_outside(path: str, tmp_path: Path) -> None:
    with pytest.raises(MouflowError) as failed:
        WorkingFiles(tmp_path).read(path)
    assert [each.code for each in failed.value.diagnostics] == ["path-outside"]


def test_read__what_is_no_plain_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for name in ("pipe", "folder", "socket"):
        with pytest.raises(MouflowError, match=r"\[file-unreadable\]"):
            WorkingFiles(tmp_path).read(name)


def test_read__links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(MouflowError, match=r"\[file-(unreadable|missing)\]"):
        WorkingFiles(tmp_path).read("a")


def test_read__missing_vanished_or_too_long_a_name(tmp_path: Path) -> None:
    files = WorkingFiles(tmp_path)
    with pytest.raises(MouflowError, match=r"\[file-missing\]"):
        files.read("nothing.yaml")
    with pytest.raises(MouflowError, match=r"\[file-unreadable\]"):
        files.read("a" * 5000)
    assert not files.exists("a" * 5000)
    assert files.stamp("nothing.yaml") is None


def test_read__a_file_too_big_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(MouflowError, match=r"50 MB.*\[file-too-big\]"):
        WorkingFiles(tmp_path).read("big.yaml")


def test_names__hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in (".git", "b", "a.yaml"):
        (tmp_path / name).mkdir()
    assert WorkingFiles(tmp_path).names("") == ["a.yaml/", "b/"]


def assert_outside(ran: Ran, path: str) -> None:
    assert ran.status == 1, ran.err
    assert f"{path}:1:1: error: `{path}` leads out of the workspace [path-outside]" in ran.err
    assert "    hint: " in ran.err
    assert "Secret" not in ran.out + ran.err


def test_check__a_document_is_a_link_to_the_outside(workspace: Make, run: Run, outside: Path) -> None:
    root = workspace({"agreements/x/second.yaml": SAMPLE})
    (root / YAML).symlink_to(outside / "mou.yaml")
    assert_outside(run(root, "check"), YAML)


def test_check__an_agreement_is_a_link_to_the_outside(workspace: Make, run: Run, outside: Path) -> None:
    root = workspace({YAML: SAMPLE + "claues: []\n"})
    (root / "agreements/linked").symlink_to(outside)
    ran = run(root, "check")
    assert_outside(ran, "agreements/linked")
    assert "[unknown-key]" in ran.err


def test_check__shared_facts_are_a_link_to_the_outside(workspace: Make, run: Run, outside: Path) -> None:
    root = workspace({YAML: SAMPLE + "claues: []\n"})
    (root / "agreements/people.yaml").unlink()
    (root / "agreements/people.yaml").symlink_to(outside / "people.yaml")
    ran = run(root, "check")
    assert_outside(ran, "agreements/people.yaml")
    assert "[unknown-key]" in ran.err


def test_check__templates_are_a_link_to_the_outside(workspace: Make, run: Run, outside: Path) -> None:
    root = workspace({YAML: SAMPLE})
    (root / "templates").symlink_to(outside)
    ran = run(root, "check")
    assert ran.status == 1
    assert "leads out of the workspace [path-outside]" in ran.err


def test_check__all_agreements_are_a_link_to_the_outside(tmp_path: Path, run: Run, outside: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w/agreements").symlink_to(outside)
    ran = run(tmp_path / "w", "check")
    assert ran.status in {1, 2}
    assert "leads out of the workspace" in ran.err
    assert "Traceback" not in ran.err


def test_check__a_link_inside_the_workspace_is_well(workspace: Make, run: Run) -> None:
    root = workspace({YAML: SAMPLE})
    (root / "agreements/x/other.yaml").symlink_to("mou.yaml")
    assert run(root, "check").status == 0


def test_check__a_folder_named_like_a_document(workspace: Make, run: Run) -> None:
    root = workspace({})
    (root / YAML).mkdir(parents=True)
    ran = run(root, "check")
    assert ran.status == 1
    assert f"{YAML}:1:1: error: it is a folder, or no plain file [file-unreadable]" in ran.err


@pytest.mark.parametrize("name", ["a b", "what?", "-x", "new\nline", "x" * 120, "caf\udce9", "..x"])
def test_check__a_document_with_a_strange_name(name: str, workspace: Make, run: Run) -> None:
    root = workspace({YAML: SAMPLE})
    (root / f"agreements/x/{name}.yaml").write_text(SAMPLE)
    ran = run(root, "check")
    if name.startswith("."):
        assert ran.status == 0
    else:
        assert ran.status == 1
        assert "[bad-file-name]" in ran.err
        assert "\nline" not in ran.err


def test_check__names_in_chinese_are_well(workspace: Make, run: Run) -> None:
    root = workspace({"agreements/滬港/備忘錄.yaml": SAMPLE})
    assert run(root, "generate", "--jobs", "1").status == 0
    assert (root / "build/滬港/備忘錄.en.html").is_file()


def test_generate__two_documents_of_one_kind(workspace: Make, run: Run) -> None:
    root = workspace({YAML: SAMPLE, "agreements/x/second.yaml": SAMPLE.replace("Talent", "Trade")})
    assert run(root, "generate", "--jobs", "1").status == 0
    assert "Trade" in (root / "build/x/second.en.html").read_text()
    assert "Trade" not in (root / "build/x/mou.en.html").read_text()


def test_check__unreadable_file(workspace: Make, run: Run) -> None:
    root = workspace({YAML: SAMPLE})
    (root / YAML).chmod(0)
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    ran = run(root, "check")
    assert f"{YAML}:1:1: error: cannot be read: Permission denied [file-unreadable]" in ran.err


def test_find_workspace__looks_upwards(workspace: Make) -> None:
    root = workspace({YAML: SAMPLE})
    assert find_workspace(root / "agreements/x").root == root
    with pytest.raises(MouflowError, match=r"\[not-a-workspace\]"):
        find_workspace(root.parent)


def test_agreement_ids__folders_without_documents_are_none(workspace: Make) -> None:
    root = workspace({YAML: SAMPLE, "agreements/x/ledger.yaml": "", "agreements/empty/notes.txt": ""})
    opened = find_workspace(root)
    assert agreement_ids(opened) == ["x"]
    assert document_names(opened, "x") == ["mou"]
    assert document_names(opened, "nothing") == []


def test_read_settings__in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.mouflow]\norganisation = "Our Office"\n')
    assert read_settings(WorkingFiles(tmp_path)).organisation == "Our Office"
    (tmp_path / "pyproject.toml").write_text('[tool.mouflow]\n\noutputs = "x"\n')
    with pytest.raises(MouflowError, match=r"pyproject\.toml:3:1: error: unknown key `outputs` \[unknown-key\]"):
        read_settings(WorkingFiles(tmp_path))


def test_read_css__data_and_fragments_are_inside() -> None:
    css = "/* @import 'no' */ p{fill:url(#a);background:url(data:image/png;base64,AA)} q{content:'see http://x'}"
    assert read_css(css.encode(), "style.css") == css


@pytest.mark.parametrize("name", ["press-release.yml", "press-release.YAML", "press-release.yaml.txt"])
def test_check__a_name_that_is_nearly_a_document(name: str, workspace: Make, run: Run) -> None:
    root = workspace({YAML: SAMPLE, f"agreements/x/{name}": SAMPLE})
    ran = run(root, "check")
    assert ran.status == 0
    assert f"agreements/x/{name}:1:1: warning: not read: its name does not end in `.yaml` [misnamed-file]" in ran.err
    assert "hint: rename it to press-release.yaml" in ran.err


def test_check__an_agreement_and_facts_with_no_other_names(workspace: Make, run: Run) -> None:
    root = workspace({"agreements/x/mou.yml": SAMPLE, "agreements/people.yml": "{}"})
    ran = run(root, "check")
    assert "agreements/x/mou.yml:1:1: warning" in ran.err
    assert "agreements/people.yml:1:1: warning" in ran.err


def test_check__other_files_beside_a_document_are_well(workspace: Make, run: Run) -> None:
    root = workspace(
        {YAML: SAMPLE, "agreements/x/notes.txt": "", "agreements/x/mou.docx": "", "agreements/x/a.yaml~": ""}
    )
    assert "[misnamed-file]" not in run(root, "check").err


def test_check__a_slip_in_the_name_of_an_own_label(workspace: Make, run: Run) -> None:
    labels = """\
        labels:
          orignal-for: {en: Copy, zh-Hant: 存本}
          foregoing.treaty: {en: Done, zh-Hant: 完}
          own-words: {en: Own, zh-Hant: 自}
        numbering:
          clauses: {en: [{label: "{n}"}]}
        """
    ran = run(workspace({YAML: SAMPLE, "templates/mou/labels.yaml": labels}), "check")
    assert ran.status == 0
    told = [line.split(" ", 1)[0] for line in ran.err.splitlines() if "[unknown-label]" in line]
    assert told == ["templates/mou/labels.yaml:2:3:", "templates/mou/labels.yaml:6:3:"]
    assert "did you mean `original-for`?" in ran.err
    assert "did you mean `clause`?" in ran.err


@pytest.mark.parametrize("letterhead", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_check__a_letterhead_that_is_no_word_document(letterhead: bytes, workspace: Make, run: Run) -> None:
    ran = run(workspace({YAML: SAMPLE, "templates/shared/reference.docx": letterhead}), "check")
    assert ran.status == 1
    assert "templates/shared/reference.docx:1:1: error: not a Word document [reference-document]" in ran.err
