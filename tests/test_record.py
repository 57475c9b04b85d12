"""Recording takes an agreement's paths and nothing else, whatever the user's git is set to, or refuses in words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.history import Recorded, open_repository, record, versions
from mouflow.history.index import IndexCopy
from mouflow.history.references import Transaction
from tests.repositories import (
    AGREEMENT,
    EMAIL,
    MOU_PATH,
    NAME,
    PATHS,
    change,
    commit_all,
    git,
    new_repository,
    use_settings,
)

V1, V2 = f"{AGREEMENT}/v1", f"{AGREEMENT}/v2"
HOSTILE = """\
[diff]
external = false
noprefix = true
mnemonicPrefix = true
renames = copies
orderFile = /nonexistent
[color]
ui = always
[core]
quotePath = true
pager = false
autocrlf = true
safecrlf = true
fsmonitor = false-program
splitIndex = true
untrackedCache = true
commentChar = "["
editor = false
attributesFile = /nonexistent
[alias]
commit-tree = !false
update-ref = !false
[commit]
template = /nonexistent
cleanup = scissors
status = false
[log]
showSignature = true
date = relative
[status]
short = true
showUntrackedFiles = no
[i18n]
commitEncoding = Big5
logOutputEncoding = Big5
[format]
pretty = oneline
[index]
version = 4
[add]
ignoreErrors = true
[column]
ui = always
[tag]
sort = -refname
[transfer]
hideRefs = refs/tags
"""


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace recorded once, then changed."""
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin")
    change(root, "will co-operate", "will work together")
    return root


def recorded(root: Path, message: str = "Say it plainly", tag: str | None = None) -> Recorded:
    return record(open_repository(root), PATHS, message, tag)


def refused(root: Path, message: str = "Say it plainly", tag: str | None = None) -> str:
    """Record where it must fail; return the code of the problem. Nothing may be different afterwards."""
    before = state(root)
    with pytest.raises(MouflowError) as failed:
        recorded(root, message, tag)
    assert state(root) == before
    (problem,) = failed.value.diagnostics
    assert problem.hint
    return problem.code


def state(root: Path) -> tuple[str, str, bytes, list[str]]:
    references = git(root, "for-each-ref", "--format=%(refname) %(objectname)")
    folder = Path(git(root, "rev-parse", "--absolute-git-dir"))
    index = folder / "index"
    left = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != "COMMIT_EDITMSG")
    return references, (folder / "HEAD").read_text(), index.read_bytes() if index.exists() else b"", left


def clean(root: Path) -> None:
    """Hold what git itself says: nothing to commit in the agreement, no object broken or lost."""
    assert git(root, "status", "--porcelain", "--", *PATHS) == ""
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    folder = Path(git(root, "rev-parse", "--absolute-git-dir"))
    assert not [*folder.glob("*.lock"), *folder.glob("mouflow*")]


def test_record__commits_the_paths_and_nothing_else(root: Path) -> None:
    (root / "agreements/other").mkdir()
    (root / "agreements/other/mou.yaml").write_text("kind: mou")
    (root / f"agreements/{AGREEMENT}/photos").mkdir()
    (root / f"agreements/{AGREEMENT}/photos/簽署.png").write_bytes(b"\0\r\n")
    (root / "agreements/terms.yaml").unlink()
    (root / "staged.txt").write_text("staged")
    git(root, "add", "staged.txt")
    (root / "staged.txt").write_text("changed after it was staged")
    done = recorded(root)
    assert done.files == (
        ("M", MOU_PATH),
        ("A", f"agreements/{AGREEMENT}/photos/簽署.png"),
        ("D", "agreements/terms.yaml"),
    )
    assert git(root, "show", "--format=", "--name-only", "HEAD").splitlines() == [path for _, path in done.files]
    assert git(root, "status", "--porcelain").splitlines() == ["AM staged.txt", "?? agreements/other/"]
    assert git(root, "show", ":staged.txt") == "staged"
    assert git(root, "log", "-1", "--format=%an <%ae>|%s|%P") == (
        f"{NAME} <{EMAIL}>|Say it plainly|{git(root, 'rev-parse', 'HEAD~1')}"
    )
    clean(root)


def test_record__names_a_version(root: Path) -> None:
    done = recorded(root, "初稿\n\n# 12 settled\n", V1)
    assert git(root, "cat-file", "-t", f"refs/tags/{V1}") == "tag"
    assert git(root, "rev-parse", f"{V1}^{{commit}}") == done.commit == git(root, "rev-parse", "main")
    assert git(root, "for-each-ref", "--format=%(contents)%(taggername)", f"refs/tags/{V1}") == (
        f"初稿\n\n# 12 settled\n{NAME}"
    )
    assert git(root, "reflog", "-1", "--format=%gs") == "record: 初稿"
    clean(root)


def test_record__names_what_is_recorded_already(root: Path) -> None:
    first = recorded(root, tag=V1)
    again = recorded(root, "The same, signed", V2)
    assert again == Recorded(first.commit, ())
    assert [each.message for each in versions(open_repository(root), AGREEMENT)] == [
        "Say it plainly",
        "The same, signed",
    ]


PLACES = ["plain", "subfolder", "worktree", "shallow", "detached", "unborn", "submodule", "sha256"]


@pytest.mark.parametrize("place", PLACES)
def test_record__works_in_every_kind_of_repository(tmp_path: Path, place: str) -> None:
    if place == "sha256":
        git(tmp_path, "init", "--quiet", "--object-format=sha256", "repository")
    root = new_repository(tmp_path / "repository", "伙伴 partners/辦公室" if place == "subfolder" else "")
    if place != "unborn":
        commit_all(root, "Begin")
        commit_all(root, "Go on")
    if place == "worktree":
        git(root, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
        root = tmp_path / "side"
    if place == "shallow":
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
        root = tmp_path / "shallow"
    if place == "submodule":
        git(tmp_path, "init", "--quiet", "outer")
        git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(root), "inner")
        root = tmp_path / "outer/inner"
    if place == "detached":
        git(root, "checkout", "--quiet", "--detach")
    change(root, "雙方合作", "雙方攜手合作")
    done = recorded(root, tag=V1)
    assert git(root, "rev-parse", "HEAD") == git(root, "rev-parse", f"{V1}^{{commit}}") == done.commit
    assert "雙方攜手合作" in git(root, "show", f"HEAD:./{MOU_PATH}")
    assert git(root, "rev-parse", "--abbrev-ref", "HEAD") == {"worktree": "side", "detached": "HEAD"}.get(place, "main")
    clean(root)


def test_record__in_an_empty_repository_leaves_what_is_staged(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "office")
    (root / "notes.txt").write_text("x")
    git(root, "add", "notes.txt")
    recorded(root)
    assert "A  notes.txt" in git(root, "status", "--porcelain").splitlines()
    clean(root)


@pytest.mark.parametrize("settled", [HOSTILE, "[core]\nautocrlf = input\n", "[core]\nfileMode = false\n"])
def test_record__is_changed_by_no_setting(tmp_path: Path, settings: Path, settled: str) -> None:
    root = new_repository(tmp_path / "office", files={"agreements/talent/窗.yaml": b"a: 1\r\nb: 2\r\n"})
    (root / ".git/hooks").mkdir(exist_ok=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        (root / ".git/hooks" / hook).write_text("#!/bin/sh\ntouch ../ran\nexit 1\n")
        (root / ".git/hooks" / hook).chmod(0o755)
    with settings.open("a") as file:
        file.write(settled)
    recorded(root, "初稿 – first", V1)
    change(root, "will co-operate", "will work together")
    done = recorded(root, "Plainly", V2)
    assert not (tmp_path / "ran").exists()
    assert done.files == (("M", MOU_PATH),)
    settings.write_text(settings.read_text().replace(settled, ""))
    assert git(root, "log", "-1", "--format=%s|%e", V1) == "初稿 – first|"
    raw = subprocess.run(["git", "show", "HEAD:agreements/talent/窗.yaml"], cwd=root, capture_output=True, check=True)
    assert raw.stdout == b"a: 1\r\nb: 2\r\n"
    (root / ".git/hooks/post-index-change").unlink()
    clean(root)


def test_record__keeps_line_ends_as_the_repository_has_them(root: Path, settings: Path) -> None:
    """A clone under core.autocrlf has CRLF on disk and LF in the repository; recording a clause changes one line."""
    with settings.open("a") as file:
        file.write("[core]\nautocrlf = true\n")
    text = (root / MOU_PATH).read_bytes()
    (root / MOU_PATH).write_bytes(text.replace(b"\n", b"\r\n"))
    recorded(root)
    assert git(root, "diff", "--numstat", "HEAD~1", "HEAD") == f"1\t1\t{MOU_PATH}"
    clean(root)


def test_record__leaves_out_what_git_ignores(root: Path) -> None:
    (root / ".gitignore").write_text("~$*\n")
    (root / f"agreements/{AGREEMENT}/~$draft.docx").write_text("x")
    assert recorded(root).files == (("M", MOU_PATH),)


def test_record__takes_a_file_as_it_is_on_disk_not_as_it_was_staged(root: Path) -> None:
    git(root, "add", MOU_PATH)
    change(root, "will work together", "will join forces")
    recorded(root)
    assert "will join forces" in git(root, "show", f"HEAD:{MOU_PATH}")
    clean(root)


def test_record__keeps_a_sparse_checkout(root: Path) -> None:
    (root / f"agreements/{AGREEMENT}/photos").mkdir()
    (root / f"agreements/{AGREEMENT}/photos/a.png").write_bytes(b"\0")
    commit_all(root, "Photograph")
    git(root, "sparse-checkout", "set", "--no-cone", "/*", f"!/agreements/{AGREEMENT}/photos/")
    assert not (root / f"agreements/{AGREEMENT}/photos").exists()
    change(root, "will work together", "will join forces")
    assert recorded(root, tag=V1).files == (("M", MOU_PATH),)
    clean(root)


def test_record__takes_out_the_last_files_there_are(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "office")
    recorded(root)
    for path in (MOU_PATH, *PATHS[1:]):
        (root / path).unlink()
    assert [letter for letter, _ in recorded(root).files] == ["D"] * 4
    assert git(root, "ls-tree", "HEAD") == ""
    clean(root)


def test_record__puts_a_folder_in_the_place_of_a_file_and_back(root: Path) -> None:
    folder = root / f"agreements/{AGREEMENT}/annex"
    folder.write_text("x")
    assert ("A", f"agreements/{AGREEMENT}/annex") in recorded(root).files
    folder.unlink()
    folder.mkdir()
    (folder / "one.txt").write_text("x")
    assert recorded(root).files == (
        ("D", f"agreements/{AGREEMENT}/annex"),
        ("A", f"agreements/{AGREEMENT}/annex/one.txt"),
    )
    (folder / "one.txt").unlink()
    folder.rmdir()
    folder.write_text("x")
    assert len(recorded(root).files) == 2
    clean(root)


def ssh_key(folder: Path) -> Path:
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    (folder / "allowed").write_text(f"{EMAIL} {(folder / 'key.pub').read_text()}")
    return key


def test_record__signs_where_the_settings_say_so(root: Path, settings: Path, tmp_path: Path) -> None:
    key = ssh_key(tmp_path)
    git(root, "config", "user.signingKey", str(key))
    with settings.open("a") as file:
        file.write(f'[gpg]\nformat = ssh\n[gpg "ssh"]\nallowedSignersFile = {tmp_path / "allowed"}\n')
        file.write("[commit]\ngpgSign = true\n[tag]\ngpgSign = true\n")
    recorded(root, tag=V1)
    assert git(root, "log", "-1", "--format=%G? %GS") == f"G {EMAIL}"
    git(root, "tag", "--verify", V1)
    clean(root)
    git(root, "config", "user.signingKey", str(tmp_path / "no-such-key"))
    change(root, "will work together", "will join forces")
    assert refused(root, tag=V2) == "signing-failed"


@pytest.mark.parametrize(
    "tag", ["talent/", "talent/-x", "talent/a..b", "talent/a b", "talent/.x", "talent/x.lock", "talent/\x1b"]
)
def test_record__refuses_what_no_tag_can_be_called(root: Path, tag: str) -> None:
    assert refused(root, tag=tag) == "version-name"


def test_record__refuses_a_version_that_is_there(root: Path) -> None:
    recorded(root, tag=V1)
    change(root, "will work together", "will join forces")
    assert refused(root, tag=V1) == "version-taken"
    git(root, "tag", "other")
    assert refused(root, tag="other/v1") == "version-name"


@pytest.mark.parametrize("message", ["", "  \n", "a\0b", "\x1b[31mred", "\udcff"])
def test_record__refuses_a_message_that_says_nothing_or_cannot_be_kept(root: Path, message: str) -> None:
    assert refused(root, message) == "message-refused"


def test_record__refuses_when_nothing_changed(root: Path, tmp_path: Path) -> None:
    recorded(root)
    assert refused(root) == "nothing-to-record"
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "--quiet")
    assert refused(empty, tag=V1) == "nothing-to-record"


def test_record__refuses_without_a_name_and_address(root: Path, settings: Path) -> None:
    settings.write_text("[init]\ndefaultBranch = main\n")
    assert refused(root, tag=V1) == "no-identity"


def merging(root: Path) -> None:
    git(root, "commit", "--quiet", "-am", "Ours")
    git(root, "checkout", "--quiet", "-b", "theirs", "HEAD~1")
    change(root, "will co-operate", "will collaborate")
    git(root, "commit", "--quiet", "-am", "Theirs")


def conflict(root: Path) -> None:
    merging(root)
    subprocess.run(["git", "merge", "main"], cwd=root, capture_output=True, check=False)


def rebase(root: Path) -> None:
    merging(root)
    subprocess.run(["git", "rebase", "main"], cwd=root, capture_output=True, check=False)


def cherry_pick(root: Path) -> None:
    merging(root)
    subprocess.run(["git", "cherry-pick", "main"], cwd=root, capture_output=True, check=False)


def stash(root: Path) -> None:
    git(root, "stash")
    change(root, "will co-operate", "will collaborate")
    git(root, "commit", "--quiet", "-am", "Meanwhile")
    subprocess.run(["git", "stash", "pop"], cwd=root, capture_output=True, check=False)


def index_lock(root: Path) -> None:
    (root / ".git/index.lock").touch()


def branch_lock(root: Path) -> None:
    (root / ".git/refs/heads/main.lock").touch()


def link(root: Path) -> None:
    (root / f"agreements/{AGREEMENT}/passwd.yaml").symlink_to("/etc/passwd")


def linked_folder(root: Path) -> None:
    (root / f"agreements/{AGREEMENT}").rename(root / "elsewhere")
    (root / f"agreements/{AGREEMENT}").symlink_to("../elsewhere")


def nested(root: Path) -> None:
    (root / f"agreements/{AGREEMENT}/inner").mkdir()
    git(root / f"agreements/{AGREEMENT}/inner", "init", "--quiet")
    git(root / f"agreements/{AGREEMENT}/inner", "commit", "--quiet", "--allow-empty", "-m", "x")


@pytest.mark.parametrize(
    ("hinder", "code"),
    [
        (conflict, "under-way"),
        (rebase, "under-way"),
        (cherry_pick, "under-way"),
        (stash, "unmerged"),
        (index_lock, "repository-locked"),
        (branch_lock, "repository-locked"),
        (link, "link-refused"),
        (linked_folder, "link-refused"),
        (nested, "link-refused"),
    ],
)
def test_record__refuses_and_changes_nothing(root: Path, hinder: Callable[[Path], None], code: str) -> None:
    hinder(root)
    assert refused(root, tag=V1) == code


def test_record__says_what_of_the_repository_it_cannot_write(root: Path) -> None:
    (root / ".git/index").unlink()
    (root / ".git/index").mkdir()
    with pytest.raises(MouflowError, match=r"cannot write .*index: Is a directory \[repository-unwritable\]"):
        recorded(root)


def test_record__on_a_file_system_without_links(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    recorded(root, tag=V1)
    clean(root)


def test_index_copy__two_of_one_process_do_not_meet(root: Path) -> None:
    repository = open_repository(root)
    first, second = IndexCopy(repository), IndexCopy(repository)
    first.begin()
    second.begin()
    assert MOU_PATH in first.take_in(PATHS)
    second.discard()
    first.install()
    first.discard()
    assert MOU_PATH in git(root, "diff", "--cached", "--name-only").splitlines()


def test_record__leaves_no_lock_that_could_not_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", refuse)
        patched.setattr(Path, "read_bytes", no_room)
        with pytest.raises(MouflowError, match=r"No space left on device \[repository-unwritable\]"):
            recorded(root)
    assert not (root / ".git/index.lock").exists()
    recorded(root)


def test_record__gives_the_lock_back_when_interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = state(root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            recorded(root, tag=V1)
    assert state(root) == before
    recorded(root, tag=V1)
    clean(root)


def test_record__loses_nothing_that_is_staged_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install = IndexCopy.install

    def late(self: IndexCopy) -> None:
        (root / "other.txt").write_text("x")
        git(root, "add", "other.txt")
        install(self)

    monkeypatch.setattr(IndexCopy, "install", late)
    with pytest.raises(MouflowError, match="repository-changed"):
        recorded(root, tag=V1)
    assert sorted(git(root, "status", "--porcelain").splitlines()) == [f" M {MOU_PATH}", "A  other.txt"]
    assert git(root, "tag") == ""


def test_record__loses_no_commit_made_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = Transaction.prepare

    def late(self: Transaction) -> None:
        git(root, "commit", "--quiet", "--allow-empty", "-m", "Quicker")
        prepare(self)

    monkeypatch.setattr(Transaction, "prepare", late)
    with pytest.raises(MouflowError, match="repository-changed"):
        recorded(root, tag=V1)
    assert git(root, "log", "--format=%s") == "Quicker\nBegin"
    assert git(root, "status", "--porcelain") == f" M {MOU_PATH}"
    assert git(root, "tag") == ""


def test_record__by_many_at_once(root: Path) -> None:
    """Each is recorded or told to run again; every one that says it recorded is in the history."""
    names = [f"office-{number}" for number in range(5)]
    for name in names:
        (root / f"agreements/{name}").mkdir()
        (root / f"agreements/{name}/mou.yaml").write_text(name)
    code = "import sys; from pathlib import Path; from mouflow.history import open_repository, record\n"
    code += "record(open_repository(Path.cwd()), [f'agreements/{sys.argv[1]}'], sys.argv[1], f'{sys.argv[1]}/v1')"
    running = {
        name: subprocess.Popen([sys.executable, "-c", code, name], cwd=root, stderr=subprocess.PIPE, text=True)
        for name in names
    }
    told = {name: process.communicate()[1] for name, process in running.items()}
    done = {name for name, process in running.items() if process.returncode == 0}
    assert done
    assert all("[repository-changed]" in told[name] or "[repository-locked]" in told[name] for name in {*names} - done)
    assert set(git(root, "log", "--format=%s", "HEAD~" + str(len(done)) + "..HEAD").splitlines()) == done
    assert set(git(root, "tag").splitlines()) == {f"{name}/v1" for name in done}
    for name in {*names} - done:
        record(open_repository(root), [f"agreements/{name}"], name, f"{name}/v1")
    assert git(root, "status", "--porcelain") == f" M {MOU_PATH}"
    assert git(root, "fsck", "--strict", "--no-dangling") == ""


def test_record__names_the_lock(root: Path) -> None:
    branch_lock(root)
    with pytest.raises(MouflowError, match=r"refs/heads/main\.lock"):
        recorded(root)
