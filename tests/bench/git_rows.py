"""What is measured of versions: recording, reading one, and a history of 5,000 commits, against git's commands."""

from __future__ import annotations

import subprocess
from functools import cache
from itertools import count
from pathlib import Path

from mouflow.history import RevisionFiles, open_repository
from mouflow.history import record as record_files
from mouflow.workspace.recording import agreement_paths, list_history

from .row import Row
from .subject import Subject
from .timing import paired

FILES, COMMITS = 1000, 5000
AGREEMENT = "a0007"
PATH = f"agreements/{AGREEMENT}/mou.yaml"


def record(subject: Subject, pairs: int) -> Row:
    """A changed file committed and named, in a repository of 1,000 agreements."""
    root = _repository(subject.folder, subject.text)
    numbers = count()

    def change() -> str:
        number = next(numbers)
        (root / PATH).write_text(f"{subject.text}# {number}\n", "utf-8")
        return f"{AGREEMENT}/v{number}"

    def ours() -> None:
        record_files(open_repository(root), agreement_paths(AGREEMENT), "A change", change())

    def rival() -> None:
        tag = change()
        _git(root, "add", "--all", "--", "agreements/a0007")
        _git(root, "commit", "--quiet", "--message=A change", "--", "agreements/a0007")
        _git(root, "tag", "--annotate", "--message=A change", tag)

    measured = paired(ours, rival, 5 * pairs)
    return Row("record one file of 1,000, with a tag", "git add, commit, tag", measured, 1.5, 1.1)


def read_version(subject: Subject, pairs: int) -> Row:
    """Every agreement of a version, file by file as they are asked for."""
    root = _repository(subject.folder, subject.text)

    def ours() -> int:
        repository = open_repository(root)
        files = RevisionFiles(repository, repository.resolve("HEAD"))
        folders = [name for name in files.names("agreements") if name.endswith("/")]
        return sum(len(files.read(f"agreements/{folder}mou.yaml")) for folder in folders)

    def rival() -> int:
        listed = _git(root, "ls-tree", "-r", "HEAD", "agreements").splitlines()
        names = b"".join(line.split()[2] + b"\n" for line in listed)
        return len(_git(root, "cat-file", "--batch", given=names))

    return Row("1,000 files at a version", "git ls-tree, cat-file --batch", paired(ours, rival, 2 * pairs), 1.5, 1.1)


def log(subject: Subject, pairs: int) -> Row:
    """The commits of one agreement among 5,000, with its versions and what touched shared facts alone."""
    root = _repository(subject.folder, subject.text)

    def rival() -> bytes:
        return _git(root, "log", "--format=%H %an %ad %s", "--", *agreement_paths(AGREEMENT))

    measured = paired(lambda: list_history(open_repository(root), AGREEMENT), rival, 2 * pairs)
    return Row("log of one agreement, 5,000 commits", "git log", measured)


@cache
def _repository(folder: Path, text: str) -> Path:
    """Make a repository of 1,000 agreements, of which 50 changed 100 times."""
    root = folder / "history"
    subprocess.run(["git", "init", "--quiet", "-b", "main", root], check=True)
    for name in ("name", "email"):
        _git(root, "config", f"user.{name}", "office@example.org")
    stream = b"".join(_commit(number, text) for number in range(COMMITS))
    _git(root, "fast-import", "--quiet", given=stream)
    _git(root, "reset", "--quiet", "--hard")
    return root


def _commit(number: int, text: str) -> bytes:
    changed = range(FILES) if number == 0 else [number % 50]
    files = b"".join(_file(f"agreements/a{each:04}/mou.yaml", f"{text}# {each} {number}\n") for each in changed)
    head = f"commit refs/heads/main\ncommitter A <a@example.org> {1_600_000_000 + 3600 * number} +0800\ndata 1\nx\n"
    return head.encode() + files + b"\n"


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, input=given, capture_output=True, check=True).stdout
