"""An event is added to a ledger whole or not at all, and recorded as one commit that holds nothing else."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError, error
from mouflow.model.ledger import Event
from mouflow.register.entering import Draft
from mouflow.tracking import locking
from mouflow.tracking.append import Appended, append
from mouflow.tracking.ledger_lines import HEAD, event_line, read_ledger
from mouflow.tracking.locking import locked
from mouflow.workspace.folder import open_workspace
from tests.ledgers import CHAN, LEDGER_PATH, NOW, add, ledger, lines, proof
from tests.repositories import AGREEMENT, change, commit_all, git, new_repository, use_settings

TWO_OF_FIVE = """\
import sys
from pathlib import Path
from tests.ledgers import add
for number in (1, 2):
    done = add(Path.cwd(), f"{sys.argv[1]}-{number}")
    print(done.event.id, done.commit, *done.problems, flush=True)
"""


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin")
    return root


def test_append__records_the_event_alone(root: Path) -> None:
    change(root, "will co-operate", "will work together")
    (root / "staged.txt").write_text("mine")
    git(root, "add", "staged.txt")
    done = add(root, note="Sent by post.")
    assert (done.path, done.problems) == (LEDGER_PATH, ())
    assert git(root, "rev-parse", "HEAD") == done.commit
    assert git(root, "log", "-1", "--format=%B").splitlines() == [
        "Done: report (talent)",
        "",
        f"Mouflow-Event: talent/{done.event.id}",
    ]
    assert git(root, "show", "--name-status", "--format=", "HEAD").split() == [
        *("A", ".gitattributes"),
        *("A", LEDGER_PATH),
    ]
    assert git(root, "status", "--porcelain").splitlines() == [" M agreements/talent/mou.yaml", "A  staged.txt"]
    assert add(root, "plan").event.note is None
    assert git(root, "show", "--name-only", "--format=", "HEAD") == LEDGER_PATH


def test_append__first_a_head_then_one_line_for_each_event(root: Path) -> None:
    one, two = add(root, commit=False), add(root, "plan", hours=1, commit=False)
    text = ledger(root).read_text("utf-8")
    assert text.startswith(HEAD)
    values = [json.loads(line[2:]) for line in text.removeprefix(HEAD).splitlines()]
    assert values == [
        {
            "id": one.event.id,
            "at": "2026-03-20T03:15:00Z",
            "by": CHAN,
            "event": "done",
            "of": "report",
            "date": "2026-03-20",
        },
        {
            "id": two.event.id,
            "at": "2026-03-20T04:15:00Z",
            "by": CHAN,
            "event": "done",
            "of": "plan",
            "date": "2026-03-20",
        },
    ]
    assert git(root, "status", "--porcelain").splitlines() == ["?? .gitattributes", f"?? {LEDGER_PATH}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", HEAD.encode() + b"NEW\n"),
        (b"# mine\n", b"# mine\nNEW\n"),
        (b"# mine", b"# mine\nNEW\n"),
        (b"# mine\r\n", b"# mine\r\nNEW\r\n"),
        (b"# one\r\n# two", b"# one\r\n# two\r\nNEW\r\n"),
        (b"\xef\xbb\xbf# mine\n", b"\xef\xbb\xbf# mine\nNEW\n"),
    ],
)
def test_append__keeps_what_stands_there_to_the_byte(root: Path, before: bytes, after: bytes) -> None:
    ledger(root).write_bytes(before)
    add(root, commit=False)
    (line,) = lines(root)
    assert ledger(root).read_bytes() == after.replace(b"NEW", line)


@pytest.mark.parametrize(
    "note",
    [
        "two\nlines",
        "\"quoted\" 'so' \\ and {so}: - # &a *b",
        "😀 👩‍👩‍👧 𠮷 你好，世界",
        "x" * 5_000,
        "字" * 5_000,
        "null",
        "2026-01-01",
        "- {",
        "# no comment",
        "<<<<<<< HEAD",
    ],
)
def test_append__takes_any_note(root: Path, note: str) -> None:
    assert add(root, note=note).event.note == note
    add(root, "plan")
    assert len(lines(root)) == 2
    assert proof(root) == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_append__makes_a_line_feed_of_every_line_end(root: Path, end: str) -> None:
    assert add(root, note=f" one{end}two\n", commit=False).event.note == "one\ntwo"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ufeff", "\u202e", "\ud800"])
def test_append__refuses_a_note_that_no_text_may_hold(root: Path, sign: str) -> None:
    with pytest.raises(MouflowError, match="may not stand in a text") as failed:
        add(root, note=f"a{sign}b")
    assert "nothing was added" in failed.value.diagnostics[0].hint
    assert not ledger(root).exists()


def test_append__comes_after_every_event_whatever_the_clock_says(root: Path) -> None:
    add(root, commit=False)
    again = add(root, "same-second", commit=False)
    assert (again.event.at, again.problems) == (NOW + timedelta(seconds=1), ())
    back = add(root, "clock-set-back", hours=-30, commit=False)
    assert back.event.at == NOW + timedelta(seconds=2)
    (told,) = back.problems
    assert (told.code, str(told.severity)) == ("clock-astray", "warning")
    assert "2026-03-18 21:15" in told.message
    events, _ = read_ledger(ledger(root).read_bytes(), LEDGER_PATH)
    assert [event.of for event in events] == ["report", "same-second", "clock-set-back"]


def test_append__refuses_a_clock_that_no_ledger_can_hold(root: Path) -> None:
    draft = Draft("done", date(2026, 3, 20), of="report")
    for now in (datetime(3000, 1, 1, tzinfo=UTC), datetime(1899, 1, 1, tzinfo=UTC)):
        with pytest.raises(MouflowError, match="no instant"):
            append(open_workspace(root), AGREEMENT, draft, now=now, author=CHAN, commit=False)
    assert not ledger(root).exists()


def test_append__adds_nothing_to_a_ledger_that_cannot_be_read(root: Path) -> None:
    add(root)
    text = ledger(root).read_bytes() + b"<<<<<<< HEAD\n"
    ledger(root).write_bytes(text)
    with pytest.raises(MouflowError) as failed:
        add(root, "plan")
    assert [each.code for each in failed.value.diagnostics] == ["ledger-conflict", "ledger-unreadable"]
    assert "the lines of both sides belong in" in failed.value.diagnostics[0].hint
    assert ledger(root).read_bytes() == text


def test_append__asks_again_what_is_allowed_once_it_holds_the_lock(root: Path) -> None:
    def refuse(events: Sequence[Event]) -> None:
        raise MouflowError(error("x", f"{len(events)} before"))

    add(root)
    with pytest.raises(MouflowError, match="1 before"):
        append(
            open_workspace(root),
            AGREEMENT,
            Draft("done", NOW.date()),
            now=NOW,
            author=CHAN,
            commit=True,
            allowed=refuse,
        )
    assert len(lines(root)) == 1


def test_append__five_processes_at_once_lose_nothing(root: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TWO_OF_FIVE, f"p{number}"],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        for number in range(5)
    ]
    said = [line.split() for each in started for line in each.communicate()[0].splitlines()]
    assert [each.returncode for each in started] == [0] * 5
    assert len(said) == 10
    events, problems = read_ledger(ledger(root).read_bytes(), LEDGER_PATH)
    assert ({event.id for event in events}, problems) == ({each[0] for each in said}, ())
    assert {each[1] for each in said} == set(git(root, "log", "-10", "--format=%H").split())
    assert git(root, "status", "--porcelain") == ""
    assert proof(root) == []


def test_append__waits_for_another_git(root: Path) -> None:
    lock = root / ".git/index.lock"
    lock.touch()
    with subprocess.Popen(["sh", "-c", f"sleep 0.3; rm '{lock}'"]):
        assert add(root).commit == git(root, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("trouble", "code", "way_out"),
    [
        ("merge", "under-way", "mouflow record talent"),
        ("identity", "no-identity", "user.name"),
        ("locked", "repository-locked", "mouflow record talent"),
        ("ignored", "not-recorded", ".gitignore"),
    ],
)
def test_append__stands_in_the_ledger_where_it_cannot_be_recorded(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, code: str, way_out: str
) -> None:
    before = git(root, "rev-parse", "HEAD")
    if trouble == "merge":
        (root / ".git/MERGE_HEAD").write_text(before)
    elif trouble == "identity":
        (tmp_path / "gitconfig").write_text("")
    elif trouble == "locked":
        monkeypatch.setattr("mouflow.tracking.commit._PAUSE", 0)
        (root / ".git/index.lock").touch()
    else:
        (root / ".gitignore").write_text("ledger.yaml\n")
    done = add(root)
    assert done.commit is None
    (told,) = done.problems
    assert (told.code, str(told.severity)) == (code, "error")
    assert way_out in told.hint
    assert "run the command again" not in told.hint
    assert len(lines(root)) == 1
    assert git(root, "rev-parse", "HEAD") == before


def test_append__works_without_git(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "office")
    (root / ".git").rename(tmp_path / "away")
    done = add(root)
    (told,) = done.problems
    assert (done.commit, told.code, str(told.severity)) == (None, "no-repository", "note")
    assert len(lines(root)) == 1
    assert not (root / ".gitattributes").exists()
    assert proof(root) == []


def test_append__tells_that_no_branch_holds_the_commit(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    done = add(root)
    assert done.commit == git(root, "rev-parse", "HEAD")
    assert [(each.code, str(each.severity)) for each in done.problems] == [("detached-head", "warning")]


def test_append__in_a_workspace_inside_of_a_repository(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "office", "talks/hk")
    done = add(root)
    assert done.problems == ()
    assert git(root, "check-attr", "merge", "diff", "--", LEDGER_PATH).splitlines() == [
        f"{LEDGER_PATH}: merge: union",
        f"{LEDGER_PATH}: diff: unspecified",
    ]
    assert git(tmp_path / "office", "ls-files").split() == ["talks/hk/.gitattributes", f"talks/hk/{LEDGER_PATH}"]


@pytest.mark.parametrize("own", ["agreements/*/ledger.yaml merge=mine\n", "# ledger.yaml merge=x\n*.png binary"])
def test_append__adds_the_rule_of_merging_where_there_is_none(root: Path, own: str) -> None:
    (root / ".gitattributes").write_text(own)
    commit_all(root, "Attributes")
    add(root)
    text = (root / ".gitattributes").read_text()
    assert text.startswith(own)
    assert ("merge=union" in text) == own.startswith("#")
    assert git(root, "status", "--porcelain") == ""


def test_append__records_no_other_change_of_gitattributes(root: Path) -> None:
    (root / ".gitattributes").write_text("*.png binary\n")
    add(root)
    assert git(root, "status", "--porcelain") == "?? .gitattributes"
    assert "merge=union" in (root / ".gitattributes").read_text()


def test_append__clears_away_what_a_killed_one_left(root: Path) -> None:
    left, swap = ledger(root).with_name(".ledger.yaml.4711.a1b2c3d4"), ledger(root).with_name(".ledger.yaml.swp")
    left.write_text("half")
    swap.write_text("an editor's")
    add(root, commit=False)
    assert not left.exists()
    assert swap.exists()


def test_append__refuses_a_ledger_that_is_a_link(root: Path) -> None:
    (root / "elsewhere.yaml").write_text("")
    ledger(root).symlink_to(root / "elsewhere.yaml")
    with pytest.raises(MouflowError, match="a link leads to the ledger"):
        add(root)


def test_append__refuses_an_agreement_that_is_a_link(root: Path) -> None:
    folder = root / "agreements" / AGREEMENT
    folder.rename(root / "elsewhere")
    folder.symlink_to(root / "elsewhere")
    with pytest.raises(MouflowError, match="a link leads to the ledger"):
        add(root)
    assert not (root / "elsewhere" / "ledger.yaml").exists()


@pytest.mark.parametrize("name", [".mouflow", ".mouflow/ledger.lock", ".mouflow/.gitignore"])
def test_append__writes_through_no_link_of_the_private_folder(root: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    if name == ".mouflow":
        outside.mkdir()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(outside)
    with pytest.raises(MouflowError, match="a link stands in its place"):
        add(root)
    assert not ledger(root).exists()
    assert not outside.exists() or not list(outside.iterdir())


def _append(root: Path, of: str, others: Sequence[bytes], *, commit: bool = False) -> Appended:
    """Add an event, while somebody who knows no lock puts others' ledgers in place, one at each look at it."""
    waiting = list(others)

    def allowed(_: Sequence[Event]) -> None:
        if waiting:
            ledger(root).write_bytes(waiting.pop(0))

    draft = Draft("done", date(2026, 4, 1), of=of)
    return append(open_workspace(root), AGREEMENT, draft, now=NOW, author=CHAN, commit=commit, allowed=allowed)


def test_append__keeps_what_a_pull_brings_meanwhile(root: Path) -> None:
    add(root, "pulled", commit=False)
    pulled = ledger(root).read_bytes()
    ledger(root).unlink()
    _append(root, "own", [pulled])
    events, problems = read_ledger(ledger(root).read_bytes(), LEDGER_PATH)
    assert ([each.of for each in events], problems) == (["pulled", "own"], ())


def test_append__gives_up_where_the_ledger_never_rests(root: Path) -> None:
    with pytest.raises(MouflowError, match="changed again and again"):
        _append(root, "own", [f"# {number}\n".encode() for number in range(200)])
    assert b"own" not in ledger(root).read_bytes()


def test_append__commits_no_loss_of_what_the_last_commit_holds(root: Path) -> None:
    first = add(root)
    ledger(root).write_text(HEAD)
    done = add(root, "plan", hours=1)
    assert done.commit is None
    assert [each.code for each in done.problems] == ["event-removed"]
    assert git(root, "rev-parse", "HEAD") == first.commit


def test_locked__keeps_its_folder_out_of_git(root: Path) -> None:
    with locked(root):
        assert git(root, "status", "--porcelain") == ""


def test_locked__tells_who_waits_in_vain(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_TRIES", 3)
    with locked(root), pytest.raises(MouflowError, match="another mouflow") as failed:
        add(root)
    assert "run the command again" in failed.value.diagnostics[0].hint
    assert not ledger(root).exists()
    assert add(root).commit


def test_locked__where_the_file_system_has_no_locks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(locking, "_TRIES", 3)
    with locked(root), pytest.raises(MouflowError, match="another mouflow") as failed:
        add(root)
    assert "delete it" in failed.value.diagnostics[0].hint
    assert add(root).commit
    assert add(root, "plan").commit


def test_locked__a_lock_that_was_deleted_holds_nobody_out_wrongly(root: Path) -> None:
    with locked(root):
        (root / ".mouflow/ledger.lock").unlink()
    with locked(root):
        assert (root / ".mouflow/ledger.lock").exists()


def test_append__after_an_event_of_the_last_instant_there_is(root: Path) -> None:
    line = event_line({"at": "2999-12-31T23:59:59Z", "by": CHAN, "event": "note", "date": "2026-03-01", "note": "Odd."})
    ledger(root).write_text(f"{HEAD}{line}\n", "utf-8")
    done = add(root, commit=False)
    assert [each.code for each in done.problems] == ["clock-astray"]
    assert len(read_ledger(ledger(root).read_bytes(), LEDGER_PATH)[0]) == 2
