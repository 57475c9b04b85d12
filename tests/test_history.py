"""A workspace as it was at any commit, in every kind of repository, whatever the user's git is set to."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.history import Repository, RevisionFiles, commits, last_version, open_repository, versions
from mouflow.workspace import WorkingFiles
from tests.repositories import AGREEMENT, EMAIL, MOU_PATH, NAME, change, commit_all, git, new_repository, use_settings

FOLDER = f"agreements/{AGREEMENT}"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two versions: `will co-operate` in v1, `will work together` in v2."""
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin", f"{AGREEMENT}/v1")
    change(root, "will co-operate", "will work together")
    commit_all(root, "Say it plainly", f"{AGREEMENT}/v2")
    return root


def files_at(root: Path, version: str) -> RevisionFiles:
    repository = open_repository(root)
    return RevisionFiles(repository, repository.resolve(version, AGREEMENT))


def said(failed: pytest.ExceptionInfo[MouflowError]) -> str:
    (problem,) = failed.value.diagnostics
    return f"{problem.message} [{problem.code}] {problem.hint}"


def test_read__gives_the_bytes_of_a_version(root: Path) -> None:
    change(root, "will work together", "do not record this")
    assert b"will co-operate" in files_at(root, "v1").read(MOU_PATH)
    assert b"will work together" in files_at(root, "v2").read(MOU_PATH)
    assert b"will work together" in files_at(root, "main").read(MOU_PATH)


@pytest.mark.parametrize("inside", ["", "partners/大 學"])
def test_revision_files__agree_with_the_working_folder(tmp_path: Path, inside: str) -> None:
    names = {f"agreements/合作 備忘錄/{name}": b"\x00\xff" for name in ("簽署.png", 'quo"te.png', "tab\t.png", "é.png")}
    root = new_repository(tmp_path / "repository", inside, names)
    (root / ".hidden").write_text("x")
    commit_all(root, "Begin")
    working, recorded = WorkingFiles(root), files_at(root, "HEAD")
    for folder in ("", "agreements", "agreements/合作 備忘錄", FOLDER, "missing", MOU_PATH):
        assert recorded.names(folder) == working.names(folder)
    for path in (*names, MOU_PATH, "missing", "agreements", f"{MOU_PATH}/below"):
        assert recorded.exists(path) == working.exists(path)
    for path in (*names, MOU_PATH):
        assert recorded.read(path) == working.read(path)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a\\b", "missing", "agreements", f"{FOLDER}/nothing.yaml"])
def test_revision_files__refuse_in_the_words_of_the_working_folder(root: Path, path: str) -> None:
    with pytest.raises(MouflowError) as now:
        WorkingFiles(root).read(path)
    with pytest.raises(MouflowError) as then:
        files_at(root, "v1").read(path)
    assert then.value.diagnostics == now.value.diagnostics


def test_revision_files__follow_no_link(root: Path) -> None:
    (root / "agreements/link.yaml").symlink_to("/etc/passwd")
    (root / "agreements/folder").symlink_to(AGREEMENT)
    commit_all(root, "Link")
    files = files_at(root, "HEAD")
    for path in ("agreements/link.yaml", "agreements/folder/mou.yaml"):
        with pytest.raises(MouflowError, match="link or a submodule"):
            files.read(path)


def test_revision_files__refuse_more_than_30_megabytes_and_read_on(root: Path) -> None:
    (root / FOLDER / "film.png").write_bytes(b"\0" * 30_000_001)
    commit_all(root, "Film")
    files = files_at(root, "HEAD")
    with pytest.raises(MouflowError, match="file-too-big"):
        files.read(f"{FOLDER}/film.png")
    assert b"kind: mou" in files.read(MOU_PATH)


def test_revision_files__are_equal_by_commit_and_travel(root: Path) -> None:
    first = files_at(root, "v1")
    assert first.read(MOU_PATH)
    again = pickle.loads(pickle.dumps(first))
    assert again == first
    assert hash(again) == hash(first)
    assert again != files_at(root, "v2")
    assert again.read(MOU_PATH) == first.read(MOU_PATH)
    assert first.stamp(MOU_PATH) != files_at(root, "v2").stamp(MOU_PATH)


@pytest.mark.parametrize("name", ["v1", "talent/v1", "HEAD~1", "HEAD^", "tags/talent/v1", "main~1", "refs/heads/main^"])
def test_resolve__takes_every_name_of_a_commit(root: Path, name: str) -> None:
    assert open_repository(root).resolve(name, AGREEMENT) == git(root, "rev-parse", "HEAD~1")


@pytest.mark.parametrize(
    "name",
    [
        *("--upload-pack=touch /tmp/x", "--all", "-x", "", " ", "..", "v1..v2", "v1...v2", "^v1", "@{1}", "main@{1}"),
        *("@{-1}", ":/Begin", "HEAD^{/Begin}", "main:agreements", "v1\nv2", "v1\0", "\x1b[31m", "v1^{tree}", "HEAD^@"),
        *("*", "v?", "[v]1", "a b", "x" * 10_000, "refs/tags/talent/", "talent", "/v1", "v1/", "$(id)", "`id`", "v3"),
    ],
)
def test_resolve__refuses_what_names_no_commit(root: Path, name: str) -> None:
    with pytest.raises(MouflowError) as failed:
        open_repository(root).resolve(name, AGREEMENT)
    assert "[unknown-version]" in said(failed)
    assert "\x1b" not in said(failed)


def test_resolve__gives_near_names(root: Path) -> None:
    commit_all(root, "Sign", f"{AGREEMENT}/signed")
    with pytest.raises(MouflowError) as failed:
        open_repository(root).resolve("singed", AGREEMENT)
    assert "did you mean `signed`?" in said(failed)


def test_open__before_the_first_commit(tmp_path: Path) -> None:
    repository = open_repository(new_repository(tmp_path / "office"))
    assert repository.head() is None
    assert commits(repository, [FOLDER]) == []
    assert last_version(repository, AGREEMENT) is None
    with pytest.raises(MouflowError, match="no-history"):
        repository.resolve("v1", AGREEMENT)


def test_open__refuses_where_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MouflowError) as failed:
        open_repository(tmp_path)
    assert "git init" in said(failed)
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    with pytest.raises(MouflowError, match="bare-repository"):
        open_repository(tmp_path / "bare.git")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MouflowError, match="git-missing"):
        open_repository(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_open__at_any_place_that_git_can_be_asked_for(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "caf\udce9", "B\udcfcro")
    commit_all(root, "Begin", f"{AGREEMENT}/v1")
    assert files_at(root, "v1").read(MOU_PATH) == (root / MOU_PATH).read_bytes()
    root = new_repository(tmp_path / "two", "li\nnes")
    with pytest.raises(MouflowError) as failed:
        open_repository(root)
    assert "folder-name" in said(failed)


def test_open__tells_how_to_trust_the_repository_of_another_user(root: Path) -> None:
    os.chown(root, 12345, 12345)
    os.chown(root / ".git", 12345, 12345)
    with pytest.raises(MouflowError) as failed:
        open_repository(root)
    assert "safe.directory" in said(failed)


def test_open__reads_a_worktree_and_a_detached_head(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "second"), "HEAD~1")
    second = open_repository(tmp_path / "second")
    assert second.head() == git(root, "rev-parse", "HEAD~1")
    version = last_version(second, AGREEMENT)
    assert version
    assert version.name == "v1"
    assert [each.name for each in versions(second, AGREEMENT)] == ["v1", "v2"]


def test_open__tells_of_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    repository = open_repository(tmp_path / "shallow")
    assert [each.subject for each in commits(repository, [FOLDER])] == ["Say it plainly"]
    with pytest.raises(MouflowError) as failed:
        repository.resolve("v1", AGREEMENT)
    assert "git fetch --unshallow" in said(failed)


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_COMMON_DIR"]
)
def test_open__is_led_astray_by_no_variable(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv(name, str(tmp_path / "other/.git"))
    assert b"will co-operate" in files_at(root, "v1").read(MOU_PATH)
    assert [each.name for each in versions(open_repository(root), AGREEMENT)] == ["v1", "v2"]


def test_commits__say_who_when_why(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "孫 玉菡")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2024-06-08T09:30:00+08:00")
    change(root, "will work together", "will co-operate")
    commit_all(root, "改回原文\n\nAs agreed on the telephone.\n\nReviewed-by: X")
    (root / "other.txt").write_text("x")
    commit_all(root, "Not of the agreement")
    newest, *others = commits(open_repository(root), [FOLDER])
    assert (newest.author, newest.subject) == ("孫 玉菡", "改回原文")
    assert newest.date.isoformat() == "2024-06-08T09:30:00+08:00"
    assert newest.body == "As agreed on the telephone.\n\nReviewed-by: X"
    assert newest.parents == (others[0].sha,)
    assert [(each.author, each.email, each.subject) for each in others] == [
        (NAME, EMAIL, "Say it plainly"),
        (NAME, EMAIL, "Begin"),
    ]


def test_commits__say_nothing_that_no_document_may_hold(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Chan\x1b[31m\x01 Tai")
    change(root, "will work together", "will co-operate")
    commit_all(root, "Red \x1b[31m and \u009b31m\x01\n\n\tIndented")
    newest = commits(open_repository(root), [FOLDER])[0]
    assert (newest.author, newest.subject) == ("Chan\ufffd[31m\ufffd Tai", "Red \ufffd[31m and \ufffd31m\ufffd")
    assert open_repository(root).author() == "Chan\ufffd[31m\ufffd Tai"


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("@99999999999999 +0000", "1970-01-01T00:00:00+00:00"),
        ("@253402300799 +1400", "1970-01-01T14:00:00+14:00"),
        ("@1717810200 +2400", "2024-06-08T01:30:00+00:00"),
        ("@1717810200 -0330", "2024-06-07T22:00:00-03:30"),
    ],
)
def test_commits__dates_that_no_calendar_holds(
    root: Path, monkeypatch: pytest.MonkeyPatch, date: str, read: str
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", date)
    change(root, "will work together", "will co-operate")
    commit_all(root, "At an odd time")
    assert commits(open_repository(root), [FOLDER])[0].date.isoformat() == read


def test_commits__since_a_version(root: Path) -> None:
    repository = open_repository(root)
    found = commits(repository, [FOLDER], until=repository.resolve("v2", AGREEMENT), since=repository.resolve("HEAD^"))
    assert [each.subject for each in found] == ["Say it plainly"]


def test_versions__are_those_of_this_agreement_in_the_order_of_their_commits(root: Path) -> None:
    git(root, "tag", "-a", "-m", "another agreement", "talent-two/v9")
    git(root, "tag", "-a", "-m", "no version", "talent.v9")
    git(root, "tag", "talent/light")
    git(root, "tag", "-a", "-m", "a tree", "talent/tree", "HEAD^{tree}")
    (root / "other.txt").write_text("x")
    commit_all(root, "Later, and first in the alphabet", f"{AGREEMENT}/agreed")
    found = versions(open_repository(root), AGREEMENT)
    assert [each.name for each in found] == ["v1", "light", "v2", "agreed"]
    assert found[0].author == NAME
    assert found[0].message == "Begin"
    assert found[0].commit == git(root, "rev-parse", "HEAD~2")


def test_last_version__follows_what_is_checked_out(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "negotiation", "HEAD~1")
    version = last_version(open_repository(root), AGREEMENT)
    assert version
    assert version.name == "v1"


def test_repository__is_plain_data(root: Path) -> None:
    repository = open_repository(root)
    assert pickle.loads(pickle.dumps(repository)) == repository
    assert isinstance(repository, Repository)
