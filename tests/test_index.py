"""The index tells what the files tell, whatever happens to them, and whatever happens to the index."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from mouflow.private_folder import PRIVATE as FOLDER
from mouflow.tracking import query
from mouflow.tracking.filters import Filters
from mouflow.tracking.index import NAME, open_index
from mouflow.tracking.ledger_lines import event_line
from mouflow.tracking.rows import Rows, find_rows
from tests.conftest import MOU, write_files
from tests.repositories import commit_all, git, new_repository, use_settings

TODAY = date(2026, 11, 22)
PROMISES = """\
term: {{kind: tacit, length: {{years: 3}}, notice: {{length: {{months: 6}}}}}}
obligations:
  - id: report
    en: The report is sent.
    due: {{every: {{years: 1}}, from: {first}, roll: next}}
  - id: notify
    en: The notification is sent.
    bearer: [hkte]
    due: {{after: signed, business_days: 20}}
milestones:
  - id: guide
    en: The guide is published.
    due: {guide}
"""


def rows(root: Path, *, indexed: bool, today: date = TODAY, days: int = 400, closed: bool = True) -> Rows:
    filters = Filters(today + timedelta(days=days), dated=not closed, closed=closed)
    return find_rows(root, today, filters, now=time.time_ns(), indexed=indexed, facts=True)


def assert_same(root: Path, **how: object) -> Rows:
    """The index and the files tell the same, and so does the index once it is up to date."""
    direct = rows(root, indexed=False, **how)  # type: ignore[arg-type]
    for _ in range(2):
        assert rows(root, indexed=True, **how) == direct  # type: ignore[arg-type]
    return direct


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of six agreements in a repository, all of it committed."""
    use_settings(monkeypatch, tmp_path)
    root = new_repository(tmp_path / "repository")
    (root / ".gitignore").write_text("agreements/secret*\n", "utf-8")
    for number in range(6):
        add_agreement(root, f"a{number}", Random(number))
    commit_all(root, "First")
    return root


def add_agreement(root: Path, name: str, words: Random) -> None:
    first = date(2023, 1, 1) + timedelta(days=words.randrange(900))
    promises = PROMISES.format(first=first, guide=first + timedelta(days=words.randrange(2000)))
    write_files(root, {f"agreements/{name}/mou.yaml": MOU, f"agreements/{name}/obligations.yaml": promises})


# What can happen to a workspace between two calls.


def edit_promises(root: Path, words: Random) -> None:
    add_agreement(root, some(root, words), words)


def edit_silently(root: Path, words: Random) -> None:
    """Change a day without a change of the file's size or of the time of its content."""
    path = root / "agreements" / some(root, words) / "obligations.yaml"
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("years: 1}", f"years: {words.randrange(2, 9)}}}"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def add_event(root: Path, words: Random) -> None:
    day = f"2026-0{words.randrange(1, 9)}-11"
    event = {"at": f"{day}T01:00:00Z", "by": "A <a@example.org>", "event": "done", "of": "notify", "date": day}
    with (root / "agreements" / some(root, words) / "ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write(event_line(event) + "\n")


def break_promises(root: Path, words: Random) -> None:
    (root / "agreements" / some(root, words) / "obligations.yaml").write_text("obligations: [{id: a", "utf-8")


def sign_on_another_day(root: Path, words: Random) -> None:
    path = root / "agreements" / some(root, words) / "mou.yaml"
    path.write_text(
        MOU.replace("    ", "", 1).replace("\n    ", "\n").replace("06-08", f"06-{words.randrange(10, 29)}")
    )


def add_one(root: Path, words: Random) -> None:
    add_agreement(root, f"new{words.randrange(99)}", words)


def add_ignored(root: Path, words: Random) -> None:
    add_agreement(root, f"secret{words.randrange(9)}", words)


def remove(root: Path, words: Random) -> None:
    for path in (folder := root / "agreements" / some(root, words)).iterdir():
        path.unlink()
    folder.rmdir()


def rename(root: Path, words: Random) -> None:
    (root / "agreements" / some(root, words)).rename(root / f"agreements/moved{words.randrange(999)}")


def change_calendar(root: Path, words: Random) -> None:
    path = root / "agreements/organisations.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "calendar" not in line]
    at = lines.index("hkte:") + 1
    path.write_text("\n".join([*lines[:at], f"  calendar: {words.choice(('HK', 'CN', 'own'))}", *lines[at:]]), "utf-8")


def change_own_calendar(root: Path, words: Random) -> None:
    day = date(2024, 6, 10) + timedelta(days=words.randrange(30))
    own = f"own:\n  name: {{en: Own}}\n  base: HK\n  closed: [{{date: {day}, name: {{en: Closed}}}}]\n"
    (root / "agreements/calendars.yaml").write_text(own, "utf-8")


def change_settings(root: Path, words: Random) -> None:
    (root / "mouflow.toml").write_text(f'organisation = "Office {words.randrange(9)}"\n', "utf-8")


def commit(root: Path, words: Random) -> None:
    commit_all(root, str(words.random()))


def take_back(root: Path, words: Random) -> None:  # noqa: ARG001
    git(root, "checkout", "--quiet", "--", "agreements")


def go_back(root: Path, words: Random) -> None:  # noqa: ARG001
    git(root, "stash", "--include-untracked", "--quiet")
    git(root, "checkout", "--quiet", git(root, "rev-list", "--max-parents=0", "HEAD"))


def spoil_index(root: Path, words: Random) -> None:
    path = root / FOLDER / NAME
    if path.exists():
        path.write_bytes(words.choice((b"", b"no index at all", path.read_bytes()[:5000])))


def some(root: Path, words: Random) -> str:
    return words.choice(sorted(each.parent.name for each in root.glob("agreements/*/obligations.yaml")))


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    *(edit_promises, edit_silently, add_event, break_promises, sign_on_another_day, add_one, add_ignored, remove),
    *(rename, change_calendar, change_own_calendar, change_settings, commit, take_back, go_back, spoil_index),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_ask__after_each_edit(root: Path, edit: Callable[[Path, Random], None]) -> None:
    assert len(assert_same(root).rows) > 20
    edit(root, Random(1))
    assert_same(root)


@pytest.mark.parametrize("seed", range(6))
def test_ask__after_many_edits(root: Path, seed: int) -> None:
    words = Random(seed)
    done = []
    for _ in range(8):
        for _ in range(words.randrange(1, 4)):
            edit = words.choice(EDITS)
            done.append(edit.__name__)
            edit(root, words)
        assert rows(root, indexed=True) == rows(root, indexed=False), done


def test_ask__without_git(root: Path) -> None:
    (root / ".git").rename(root / "no-git")
    assert_same(root)
    for edit in (edit_promises, edit_silently, add_one, remove, rename, add_event):
        edit(root, Random(2))
        assert_same(root)


def test_ask__follows_a_link_that_git_does_not(root: Path) -> None:
    (root / "agreements/a1").rename(root / "elsewhere")
    (root / "agreements/a1").symlink_to(root / "elsewhere")
    commit_all(root, "A link")
    assert_same(root)
    path = root / "elsewhere/obligations.yaml"
    path.write_text(path.read_text("utf-8").replace("years: 1}", "years: 2}"), "utf-8")
    assert_same(root)


def test_ask__on_a_day_before_what_happened(root: Path) -> None:
    add_event(root, Random(3))
    assert_same(root)
    then = assert_same(root, today=date(2025, 1, 1))
    assert then != assert_same(root, today=TODAY)


@pytest.mark.parametrize("days", [30, 3000])
def test_ask__on_days_far_away(root: Path, days: int) -> None:
    for today in (date(2000, 1, 1), date(2040, 1, 1), TODAY):
        assert_same(root, today=today, days=days)


def test_ask__what_is_open_alone(root: Path) -> None:
    assert_same(root, days=30, closed=False)
    edit_promises(root, Random(4))
    found = assert_same(root, days=300, closed=False)
    assert {row.status for row in found.rows} <= {"overdue", "open"}


def test_ask__reads_nothing_again_that_has_not_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(root, indexed=True)
    later = time.time_ns() + 10 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)
    rows(root, indexed=True)
    monkeypatch.setattr(query, "_read", lambda *_, **__: pytest.fail("it was read again"))
    assert rows(root, indexed=True).rows


def test_ask__reads_again_only_what_a_pull_brought(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(root, indexed=True)
    edit_promises(root, Random(5))
    commit_all(root, "Pulled")
    later = time.time_ns() + 10 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)
    read, real = [], query._read

    def counted(question: query.Question, names: list[str], *rest: object, **how: object) -> object:
        read.extend(names)
        return real(question, names, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(query, "_read", counted)
    rows(root, indexed=True)
    assert len(read) == 1


def test_ask__tells_of_a_broken_agreement_every_time(root: Path) -> None:
    break_promises(root, Random(6))
    found = assert_same(root)
    assert [each.code for each in found.problems] == ["yaml-syntax"]
    assert len({row.occurrence.agreement for row in found.rows}) == 5


def test_ask__waits_for_nobody_for_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mouflow.tracking.index.PATIENCE", 0.1)
    monkeypatch.setattr("mouflow.tracking.index_writing.PATIENCE", 0.1)
    direct = rows(root, indexed=True)
    held = sqlite3.connect(root / FOLDER / NAME, isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    assert rows(root, indexed=True) == direct
    held.execute("ROLLBACK")
    held.close()
    assert rows(root, indexed=True) == direct


def test_ask__where_nothing_can_be_written(root: Path) -> None:
    (root / FOLDER).write_text("a file where the folder would be", "utf-8")
    assert rows(root, indexed=True) == rows(root, indexed=False)


def test_ask__the_index_of_another_format_is_made_anew(root: Path) -> None:
    direct = rows(root, indexed=True)
    with sqlite3.connect(root / FOLDER / NAME) as foreign:
        foreign.execute("PRAGMA user_version = 99")
    foreign.close()
    assert rows(root, indexed=True) == direct
    index = open_index(root)
    assert index is not None
    index.close()


def test_ask__the_index_of_another_program_is_made_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = rows(root, indexed=True)
    monkeypatch.setattr(query, "program", lambda: "another one")
    assert rows(root, indexed=True) == direct
    index = open_index(root)
    assert index is not None
    assert index.header().program == "another one"
    index.close()


def test_ask__git_does_not_see_the_index(root: Path) -> None:
    rows(root, indexed=True)
    assert ".mouflow" not in git(root, "status", "--porcelain", "--untracked-files=all")


def test_ask__two_processes_at_once(root: Path) -> None:
    """Each edits its own agreement and asks; neither ever sees anything but what the files say."""
    context = get_context("spawn")
    workers = [context.Process(target=edit_and_ask, args=(root, name)) for name in ("a1", "a2", "a3")]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert [each.exitcode for each in workers] == [0, 0, 0]
    assert_same(root)


def edit_and_ask(root: Path, name: str) -> None:
    words = Random(name)
    for _ in range(12):
        add_agreement(root, name, words)
        filters = Filters(TODAY, (name,), closed=True)
        whole = Filters(TODAY, closed=True)
        found = find_rows(root, TODAY, whole, now=time.time_ns())
        own = [row for row in found.rows if row.occurrence.agreement == name]
        assert own == list(find_rows(root, TODAY, filters, now=time.time_ns(), indexed=False).rows)
