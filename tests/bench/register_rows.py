"""What is measured of the register: ten thousand agreements, the index cold and warm, after an edit, after a pull."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

from .registers import TODAY, commit, files_of, git, make_registers, name_of
from .row import Row
from .subject import BIN, Subject
from .timing import Work, paired, process

PULLED = 100
_RIVAL = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path("agreements").rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
Measure = Callable[[Subject, int], Row]


def register_rows(size: int) -> dict[str, Measure]:
    """Return every row by name, for a workspace of so many agreements."""
    return {
        "index": lambda subject, pairs: _cold(_workspace(subject.folder, size), size, pairs),
        "due": lambda subject, pairs: _warm(_workspace(subject.folder, size), size, pairs),
        "due-edit": lambda subject, pairs: _edited(_workspace(subject.folder, size), pairs),
        "due-pull": lambda subject, pairs: _pulled(_workspace(subject.folder, size), pairs),
        "due-no-index": lambda subject, pairs: _without(_workspace(subject.folder, size), pairs),
    }


def _cold(root: Path, size: int, pairs: int) -> Row:
    """The index made, and `due` answered: nothing is known but the files."""
    rival = process(sys.executable, "-c", _RIVAL, folder=root)
    pairs = max(1, pairs // 3)
    measured = paired(_due(root), rival, pairs, before=lambda: shutil.rmtree(root / ".mouflow", ignore_errors=True))
    return Row(f"the index of {size:,} agreements, cold", "PyYAML CSafeLoader, every file", measured, 0.3, 0.1)


def _warm(root: Path, size: int, pairs: int) -> Row:
    """What is due, out of the index; git is asked whether it still holds."""
    measured = paired(_due(root), _status(root), 2 * pairs)
    return Row(f"due, {size:,} agreements, warm, process", "git status there", measured, 4, 2)


def _edited(root: Path, pairs: int) -> Row:
    """The same after one agreement was edited by hand."""
    numbers = count()
    path = root / "agreements" / name_of(3) / "obligations.yaml"

    def edit() -> None:
        path.write_text(files_of(3)["obligations.yaml"] + f"# {next(numbers)}\n", "utf-8")

    measured = paired(_due(root), _status(root), 2 * pairs, before=edit)
    return Row("the same, after one edit", "git status there", measured)


def _pulled(root: Path, pairs: int) -> Row:
    """The same after `git pull` has brought a commit that touches 100 agreements."""
    upstream = root.with_name("upstream")
    if not upstream.exists():
        git(root, "checkout", "--quiet", "--", ".")
        git(root.parent, "clone", "--quiet", root.name, upstream.name)
        git(root, "remote", "add", "upstream", str(upstream))
        for key in ("name", "email"):
            git(upstream, "config", f"user.{key}", "office@example.org")
    numbers = count()

    def pull() -> None:
        first = PULLED * next(numbers)
        for number in range(first, first + PULLED):
            path = upstream / "agreements" / name_of(number % _size(upstream)) / "obligations.yaml"
            path.write_text(path.read_text("utf-8") + f"# {number}\n", "utf-8")
        commit(upstream, "A hundred agreements")
        git(root, "pull", "--quiet", "upstream", "main")

    measured = paired(_due(root), _status(root), pairs, before=pull)
    return Row(f"the same, after a pull of {PULLED}", "git status there", measured)


def _without(root: Path, pairs: int) -> Row:
    """The same answer out of the files alone, for information."""
    rival = process(sys.executable, "-c", _RIVAL, folder=root)
    return Row(
        "the same, without index",
        "PyYAML CSafeLoader, every file",
        paired(_due(root, "--no-index"), rival, max(1, pairs // 3)),
    )


def _due(root: Path, *more: str) -> Work:
    return process(BIN / "mouflow", "due", "--today", TODAY.isoformat(), *more, folder=root)


def _status(root: Path) -> Work:
    return process("git", "status", folder=root)


def _size(root: Path) -> int:
    return sum(1 for _ in (root / "agreements").glob("a*"))


@cache
def _workspace(folder: Path, size: int) -> Path:
    return make_registers(folder / "registers" / "workspace", size)
