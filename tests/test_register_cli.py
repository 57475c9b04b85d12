"""The views of the register as a person and a program call them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from mouflow.render.terminal.cells import cells
from mouflow.tracking.shape import SHAPES, view_schema
from tests.conftest import MOU, Ran, write_files
from tests.repositories import commit_all, git, new_repository, use_settings

PROMISES = """\
    term: {kind: tacit, length: {years: 3}, notice: {length: {months: 6}, delivery: {days: 7}}}
    obligations:
      - id: report
        kind: report
        bearer: [hkte]
        owner: chris-sun
        clause: areas.list
        due: {every: {years: 1}, from: 2025-03-31, roll: next, calendars: [HK]}
      - id: secrecy
        en: What is received in confidence stays so.
        zh-Hant: 對所得的機密資料保密。
      - id: plan
        joint: true
        deliverable: {en: the second plan, zh-Hant: 第二份計劃}
        due: {after: guide, months: 2}
    milestones:
      - id: guide
        en: The guide is published.
        zh-Hant: 出版指南。
        bearer: [smtwb]
        due: 2026-12-01
    """
LEDGER = (
    '- {"id": "x1", "at": "2025-03-31T01:00:00Z", "by": "Chan <c@example.org>", "event": "done", "of": "report", '
    '"occurrence": "2025-03-31", "party": null, "date": "2025-03-31"}\n'
)
OTHER = """\
    obligations:
      - {id: fair, kind: meeting, en: The fair is held., bearer: [smtwb], due: 2026-11-30}
    """
TODAY = ("--today", "2026-11-22")
Run = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of two agreements, recorded."""
    use_settings(monkeypatch, tmp_path)
    files = {
        "agreements/talent/obligations.yaml": PROMISES,
        "agreements/fair/mou.yaml": MOU,
        "agreements/fair/obligations.yaml": OTHER,
    }
    root = new_repository(tmp_path / "repository", files=files)
    commit_all(root, "First")
    return root


def table(ran: Ran) -> list[dict[str, str]]:
    """Read the lines of a view, each by the names in its heading."""
    heads, *lines = [line.split("\t") for line in ran.out.splitlines()]
    return [dict(zip(heads, line, strict=True)) for line in lines]


def references(ran: Ran) -> list[str]:
    return [row["reference"] for row in table(ran)]


def test_due__overdue_first_then_the_next_thirty_days(root: Path, run: Run) -> None:
    ran = run(root, "due", *TODAY)
    assert ran.status == 0
    assert [(row["agreement"], row["reference"], row["status"], row["due"], row["overdue"]) for row in table(ran)] == [
        ("talent", "report@2025-03-31", "overdue", "2025-03-31", "601"),
        ("talent", "report@2026-03-31", "overdue", "2026-03-31", "236"),
        ("fair", "fair", "open", "2026-11-30", ""),
        ("talent", "term.notice@1", "open", "2026-11-30", ""),
        ("talent", "guide", "open", "2026-12-01", ""),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--within", "1d"), ["report@2025-03-31", "report@2026-03-31"]),
        (("--overdue",), ["report@2025-03-31", "report@2026-03-31"]),
        (("--within", "2w", "--party", "smtwb"), ["fair", "term.notice@1", "guide"]),
        (("--within", "2m", "--kind", "meeting"), ["fair"]),
        (("--owner", "chris-sun", "--within", "1y"), ["report@2025-03-31", "report@2026-03-31", "report@2027-03-31"]),
        (("fair",), ["fair"]),
        (("agreements/fair",), ["fair"]),
    ],
)
def test_due__filters(root: Path, run: Run, options: tuple[str, ...], expected: list[str]) -> None:
    assert references(run(root, "due", *TODAY, *options)) == expected
    assert references(run(root, "due", *TODAY, *options, "--no-index")) == expected


def test_due__words(root: Path, run: Run) -> None:
    """Its own wording, else the deliverable, else what the clause says."""
    english = {row["reference"]: row["wording"] for row in table(run(root, "obligations", "talent", *TODAY))}
    assert english["report@2026-03-31"] == "The Participants will co-operate."
    assert english["plan"] == "the second plan"
    chinese = {row["reference"]: row["wording"] for row in table(run(root, "due", *TODAY, "--lang", "zh-Hant"))}
    assert chinese["report@2026-03-31"] == "雙方合作。"
    assert chinese["guide"] == "出版指南。"


def test_due__strict_says_what_is_overdue_by_its_status(root: Path, run: Run) -> None:
    assert run(root, "due", *TODAY, "--strict").status == 1
    assert run(root, "due", "--today", "2025-01-01", "--strict").status == 0


def test_due__nothing(root: Path, run: Run) -> None:
    ran = run(root, "due", "fair", "--today", "2025-01-01")
    assert (ran.status, table(ran)) == (0, [])
    assert ran.err == "Nothing is overdue or due by 2025-01-31.\n"


def test_due__unknown_agreement(root: Path, run: Run) -> None:
    ran = run(root, "due", "fairs")
    assert ran.status == 2
    assert "no agreement `fairs` (did you mean `fair`?)" in ran.err


@pytest.mark.parametrize("within", ["30", "d", "-3d", "99999d", "3 d"])
def test_due__wrong_length(root: Path, run: Run, within: str) -> None:
    ran = run(root, "due", f"--within={within}")
    assert ran.status == 2
    assert "write 30d, 3w, 2m or 1y" in ran.err


def test_obligations__list_what_waits_and_what_always_stands(root: Path, run: Run) -> None:
    rows = table(run(root, "obligations", "talent", *TODAY))
    assert [(row["reference"], row["status"]) for row in rows][-3:] == [
        ("plan", "waiting"),
        ("secrecy/hkte", "standing"),
        ("secrecy/smtwb", "standing"),
    ]
    assert "guide" not in [row["reference"] for row in rows]


def test_obligations__all_shows_what_is_done_too(root: Path, run: Run) -> None:
    write_files(root, {"agreements/talent/ledger.yaml": LEDGER})
    rows = table(run(root, "obligations", "talent", *TODAY, "--all"))
    assert ("report@2025-03-31", "done") in [(row["reference"], row["status"]) for row in rows]
    assert "report@2025-03-31" not in references(run(root, "obligations", "talent", *TODAY))


def test_milestones(root: Path, run: Run) -> None:
    assert references(run(root, "milestones", *TODAY)) == ["guide"]


def test_timeline__in_order_of_date(root: Path, run: Run) -> None:
    rows = table(run(root, "timeline", "talent", *TODAY))
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    told = [(row["date"], row["what"], row["reference"], row["status"]) for row in rows]
    assert ("2024-06-08", "event", "signed", "") in told
    assert ("2024-06-08", "term", "term@1", "") in told
    assert ("2027-06-08", "term", "term@2", "expected") in told
    assert ("2026-03-31", "duty", "report@2026-03-31", "overdue") in told


def test_status__of_all_agreements_is_a_line_each(root: Path, run: Run) -> None:
    rows = {row["agreement"]: row for row in table(run(root, "status", *TODAY))}
    assert rows.keys() == {"fair", "talent"}
    talent = rows["talent"]
    assert (talent["stage"], talent["term-kind"], talent["first"], talent["last"]) == (
        "in-effect",
        "tacit",
        "2024-06-08",
        "2027-06-07",
    )
    assert (talent["send-by"], talent["receive-by"]) == ("2026-11-30", "2026-12-07")
    assert (talent["overdue"], talent["next"], talent["waiting"]) == ("2", "term.notice@1", "1")
    assert rows["fair"]["next-due"] == "2026-11-30"


def test_status__of_one_agreement_has_overdue_before_what_comes(root: Path, run: Run) -> None:
    write_files(root, {"agreements/talent/ledger.yaml": LEDGER})
    rows = table(run(root, "status", "talent", *TODAY))
    sections = list(dict.fromkeys(row["section"] for row in rows))
    assert sections == ["agreement", "overdue", "next", "term", "renewed", "waiting", "standing", "event"]
    assert {row["detail"]: row["date"] for row in rows if row["section"] == "renewed"}["first"] == "2027-06-08"
    assert [row["reference"] for row in rows if row["section"] == "overdue"] == ["report@2026-03-31"]
    assert [(row["reference"], row["status"], row["date"]) for row in rows if row["section"] == "event"] == [
        ("report@2025-03-31", "done", "2025-03-31")
    ]


def test_status__strict(root: Path, run: Run) -> None:
    assert run(root, "status", *TODAY).status == 0
    assert run(root, "status", *TODAY, "--strict").status == 1


def test_explain__step_by_step_with_clause_and_holiday(root: Path, run: Run) -> None:
    """31 March 2029 is a Saturday and Easter follows, so that the report is due on the Tuesday after."""
    ran = run(root, "explain", "report@2029", "--today", "2029-01-01")
    assert ran.status == 0
    assert ran.out.startswith("talent/report@2029-03-31\n  Paragraph 1: The Participants will co-operate.\n")
    assert "Due: 3 April 2029" in ran.out
    assert "Easter Monday" in ran.out
    chinese = run(root, "explain", "report@2029", "--today", "2029-01-01", "--lang", "zh-Hant").out
    assert "限期：2029年4月3日" in chinese
    assert "復活節" in chinese


def test_explain__what_waits_stands_and_was_done(root: Path, run: Run) -> None:
    write_files(root, {"agreements/talent/ledger.yaml": LEDGER})
    assert "guide" in run(root, "explain", "plan", *TODAY).out
    assert "Status: Standing" in run(root, "explain", "secrecy/hkte", *TODAY).out
    done = run(root, "explain", "report@2025-03", *TODAY).out
    assert "Status: Done" in done
    assert "Chan <c@example.org>" in done


def test_explain__all_that_was_said_in_turn(root: Path, run: Run) -> None:
    """A row has the last expectation alone; what was said before it is not forgotten."""
    said = (
        ("late", "--until", "2026-12-05"),
        ("partial", "--share", "30", "--until", "2026-12-10"),
        ("partial", "--share", "60", "--until", "2026-12-12", "--note", "The rest\nis printed."),
        ("extend", "--until", "2026-12-20"),
        ("reassign", "--to", "chris-sun"),
        ("done", "--evidence", "https://example.org/guide"),
    )
    for verb, *options in said:
        assert run(root, verb, "guide", *options, "--no-commit", *TODAY).status == 0
    out = run(root, "explain", "guide", *TODAY).out
    by = "Chan Tai Man <chan@example.org>"
    assert [line.split("  ")[2:] for line in out.split("What happened\n")[1].splitlines()] == [
        ["Delay announced", "Expected: 5 December 2026", by],
        ["Done in part", "Per cent done: 30", "Expected: 10 December 2026", by],
        ["Done in part", "Per cent done: 60", "Expected: 12 December 2026", by, "The rest is printed."],
        ["Extended", "Due: 20 December 2026", by],
        ["Owner changed", "New owner: chris-sun", by],
        ["Done", "Evidence: https://example.org/guide", by],
    ]
    assert "完成百分比：60  預計日期：2026年12月12日" in run(root, "explain", "guide", *TODAY, "--lang", "zh-Hant").out


def test_explain__the_term_names_entries_as_void_takes_them(root: Path, run: Run) -> None:
    run(root, "notice", "talent", "--about", "other", "--party", "smtwb", "--no-commit", *TODAY)
    line = run(root, "explain", "talent/term", *TODAY).out.splitlines()[-1]
    assert line.split("  ")[2:5] == ["Notice received", "Other", "smtwb"]
    name = re.search(r"Event id: ([0-9a-f]{16})", line)
    assert name
    struck = run(root, "void", "talent", name[1], "--note", "A slip.", "--no-commit", *TODAY)
    assert struck.status == 0
    assert f"Entry struck out  Event id: {name[1]}" in run(root, "explain", "talent/term", *TODAY).out


def test_explain__a_series_without_a_date_is_what_comes_first(root: Path, run: Run) -> None:
    assert run(root, "explain", "report", *TODAY).out.startswith("talent/report@2025-03-31\n")


def test_explain__the_term_and_its_window(root: Path, run: Run) -> None:
    out = run(root, "explain", "talent/term", *TODAY).out
    for said in ("talent/term@1", "talent/term@2", "7 December 2026", "30 November 2026", "7 June 2027"):
        assert said in out
    assert run(root, "explain", "term.notice@1", *TODAY).out.startswith("talent/term.notice@1\n")


@pytest.mark.parametrize("reference", ["reports", "talent/reports", "nobody/report", "report@1999", "a b", "term"])
def test_explain__what_means_nothing_is_wrong_usage(root: Path, run: Run, reference: str) -> None:
    ran = run(root, "explain", reference, *TODAY)
    assert ran.status == 2
    assert ran.err


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_views__on_a_terminal(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Every line is as wide as the others, in cells of the terminal."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for command in (("due",), ("status",), ("status", "talent"), ("timeline",), ("obligations", "--all")):
        out = re.sub(r"\x1b\[[0-9;]*m", "", run(root, *command, *TODAY, "--lang", language).out)
        widths = {cells(line) for line in out.splitlines() if line}
        assert len(widths) == 1
        assert widths.pop() <= 100
    assert {"en": "Overdue", "zh-Hant": "逾期", "zh-Hans": "逾期"}[language] in out


@pytest.mark.parametrize(
    ("command", "shape"),
    [
        (("due",), "due"),
        (("obligations", "--all", "--within", "5y"), "due"),
        (("milestones",), "due"),
        (("status",), "status"),
        (("status", "talent"), "status"),
        (("timeline",), "timeline"),
        (("explain", "report@2026"), "explain"),
        (("explain", "talent/term"), "explain"),
        (("remind", "--within", "1y"), "remind"),
    ],
)
def test_json__has_the_shape_that_schema_prints(root: Path, run: Run, command: tuple[str, ...], shape: str) -> None:
    write_files(root, {"agreements/talent/ledger.yaml": LEDGER})
    ran = run(root, *command, *TODAY, "--format", "json")
    told = json.loads(ran.out)
    assert told["version"] == 1
    assert SHAPES[shape].model_validate_json(ran.out)
    with pytest.raises(ValidationError):
        SHAPES[shape].model_validate({**told, "more": 1})
    assert json.loads(run(root, "schema", shape).out) == view_schema(shape)


BAD = {
    "half-written YAML": ("obligations.yaml", b"obligations:\n  - id: report\n    due: {every: [", "yaml-syntax"),
    "no UTF-8": ("obligations.yaml", b"\xff\xfe", "file-encoding"),
    "an unknown calendar": (
        "obligations.yaml",
        b"calendars: [ZZ]\nobligations: [{id: a, en: A., due: 2026-12-01}]\n",
        "unknown-calendar",
    ),
    "a ledger of 10 MB": ("ledger.yaml", b"- {broken" + b" " * 10_000_000 + b"\n", "ledger-line"),
    "a ledger with a conflict": ("ledger.yaml", b"<<<<<<< HEAD\n=======\n>>>>>>> theirs\n", "ledger-conflict"),
    "a memorandum cut off": ("mou.yaml", b"kind: mou\nparties: [hkte, smt", "yaml-syntax"),
}


@pytest.mark.parametrize("name", BAD)
def test_due__bad_input_leaves_the_other_agreements_answered(root: Path, run: Run, name: str) -> None:
    file, data, code = BAD[name]
    write_files(root, {f"agreements/talent/{file}": data})
    for _ in range(2):
        ran = run(root, "due", *TODAY)
        assert ran.status == 1
        assert "fair" in references(ran)
        assert f"[{code}]" in ran.err
        assert f"agreements/talent/{file}" in ran.err or code == "unknown-calendar"
        assert "Traceback" not in ran.err


def test_due__a_folder_named_as_the_ledger(root: Path, run: Run) -> None:
    (root / "agreements/talent/ledger.yaml").mkdir()
    write_files(root, {"agreements/talent/ledger.yaml/file": "x"})
    ran = run(root, "due", *TODAY)
    assert ran.status == 1
    assert "agreements/talent/ledger.yaml" in ran.err
    assert "it is a folder" in ran.err
    assert "fair" in references(ran)


def test_due__settings_that_are_wrong_are_told(root: Path, run: Run) -> None:
    run(root, "due", *TODAY)
    write_files(root, {"mouflow.toml": "time_zone = 3\n"})
    ran = run(root, "due", *TODAY)
    assert ran.status == 1
    assert "mouflow.toml" in ran.err


def test_due__outside_of_a_workspace(tmp_path: Path, run: Run) -> None:
    ran = run(tmp_path, "due")
    assert ran.status == 1
    assert "does not lie in a workspace" in ran.err


def test_check_and_record__hold_the_register_too(root: Path, run: Run) -> None:
    write_files(root, {"agreements/fair/obligations.yaml": OTHER.replace("2026-11-30", "{after: nothing, days: 3}")})
    ran = run(root, "check", "fair")
    assert ran.status == 1
    assert "[unknown-event]" in ran.err
    assert run(root, "record", "fair", "-m", "Try").status == 1
    assert git(root, "log", "--format=%s") == "First"


HEAVY = ("pydantic", "jinja2", "yaml", "holidays", "git", "rich", "dateutil", "mouflow.workspace", "mouflow.model")
WATCHED = """
import sys
from mouflow.cli import main
status = main(sys.argv[1:])
sys.stderr.write(" ".join(name for name in {heavy!r} if name in sys.modules))
sys.exit(status)
"""


@pytest.mark.parametrize("command", [("due",), ("due", "--within", "2m", "--format", "json"), ("status",)])
def test_due__warm_imports_nothing_heavy(root: Path, run: Run, command: tuple[str, ...]) -> None:
    """Out of an index that still holds, the answer needs neither YAML nor records, calendars or tables."""
    for path in (root / "agreements").rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    write_files(root, {"mouflow.toml": 'time_zone = "Asia/Hong_Kong"\n'})
    commit_all(root, "Second")
    run(root, *command, *TODAY)
    code = WATCHED.format(heavy=HEAVY)
    later = f"import time; now = time.time_ns() + 10**10; time.time_ns = lambda: now\n{code}"
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", later, *command, *TODAY], cwd=root, capture_output=True, text=True, check=True
        )
    assert done.stderr == ""
    assert "report@2026-03-31" in done.stdout or command == ("status",)
