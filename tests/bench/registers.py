"""A workspace of very many agreements with terms, obligations, milestones and ledgers, no two of them alike."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from mouflow.tracking.ledger_lines import event_line

from .texts import ORGANISATIONS, PEOPLE, memorandum

TODAY = date(2026, 11, 22)
YEAR = timedelta(days=365)
VARIANTS = 24
"""So many memoranda are written out; the others are those with another number and day."""
MINUTES = 10
"""Every so manieth agreement has minutes, with an action in them."""
STARTERS = Path(__file__).parent.parent.parent / "templates"
_NAMES = {"our-office": "north", "partner-university": "south", "chan-tai-man": "north-head", "li-ming": "south-head"}

_PROMISES = """\
term:
  kind: {kind}
  length: {{years: {years}}}
  clause: clause-1
  notice: {{length: {{months: {months}}}, delivery: {{days: 7}}, clause: clause-2}}
calendars: [HK, CN]
obligations:
  - id: report
    clause: clause-3
    kind: report
    bearer: [north]
    owner: north-head
    en: The yearly report on programme {number} is sent.
    zh-Hant: 提交第{number}號計劃的年度報告。
    due: {{every: {{years: 1}}, from: {report}, roll: next}}
    evidence: {{required: true}}
  - id: meeting
    clause: clause-4
    kind: meeting
    joint: true
    en: The yearly meeting of programme {number} is held.
    zh-Hant: 舉行第{number}號計劃的年度會議。
    due: {{every: {{years: 1}}, from: {meeting}}}
  - id: notify
    kind: notification
    bearer: [south]
    clause: clause-6.p1
    deliverable: {{en: written notification {number}, zh-Hant: 第{number}號書面通知}}
    due: {{after: signed, business_days: 30}}
  - id: secrecy
    clause: clause-7.p1
    kind: confidentiality
    en: What is received in confidence stays so.
    zh-Hant: 對所得的機密資料保密。
milestones:
  - id: guide
    clause: clause-8.p1
    bearer: [north]
    en: The joint guide number {number} is published.
    zh-Hant: 出版第{number}號聯合指南。
    due: {guide}
  - id: fair
    clause: clause-8
    bearer: [south]
    follows: [guide]
    en: The fair of programme {number} is held.
    zh-Hant: 舉辦第{number}號計劃的展覽會。
    due: {{after: guide, months: 9}}
"""


def make_registers(root: Path, count: int) -> Path:
    """Write a workspace of so many agreements, committed in a repository of git; return its folder."""
    agreements = root / "agreements"
    agreements.mkdir(parents=True)
    (agreements / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    (agreements / "people.yaml").write_text(PEOPLE, "utf-8")
    (agreements / "terms.yaml").write_text("work-plan: {name: {en: Work Plan, zh-Hant: 工作計劃}}\n", "utf-8")
    (root / ".gitignore").write_text("/.mouflow/\n", "utf-8")
    for number in range(count):
        folder = agreements / name_of(number)
        folder.mkdir()
        for name, text in files_of(number).items():
            (folder / name).write_text(text, "utf-8")
    git(root, "init", "--quiet", "-b", "main")
    for key in ("name", "email"):
        git(root, "config", f"user.{key}", "office@example.org")
    git(root, "config", "gc.auto", "0")
    commit(root, "Everything")
    return root


def name_of(number: int) -> str:
    """Return the id of an agreement."""
    return f"a{number:05}"


def files_of(number: int) -> dict[str, str]:
    """Return the files of an agreement by name."""
    signed = date(2024, 1, 4) + timedelta(days=number % 1000)
    words = Random(number)
    days = {name: _early(signed, words.randrange(40, 400)) for name in ("report", "meeting")}
    guide = signed + timedelta(days=words.randrange(100, 500))
    kind = words.choice(("tacit", "tacit", "fixed", "express"))
    promises = _PROMISES.format(
        number=number, kind=kind, years=words.choice((3, 5)), months=words.choice((3, 6)), guide=guide, **days
    )
    return {
        "mou.yaml": _memorandum(number % VARIANTS)
        .replace("2024-06-08", signed.isoformat())
        .replace("Programme ", f"Programme {number}, "),
        "press-release.yaml": f"# Programme {number}\n" + _starter("press-release"),
        **({"minutes.yaml": f"# Programme {number}\n" + _starter("minutes")} if number % MINUTES == 0 else {}),
        "obligations.yaml": promises,
        "ledger.yaml": _ledger(words, signed, days, guide, minuted=number % MINUTES == 0),
    }


@cache
def _starter(kind: str) -> str:
    text = (STARTERS / kind / "starter.yaml").read_text("utf-8")
    for old, new in _NAMES.items():
        text = text.replace(old, new)
    return text


@cache
def _memorandum(number: int) -> str:
    return memorandum(number, clauses=12, library=False)


def _ledger(words: Random, signed: date, days: dict[str, date], guide: date, *, minuted: bool) -> str:
    """Return what happened until today: nearly all that was due was done, on its day."""
    happened: list[dict[str, object]] = [{"event": "signed", "date": signed}]
    days_once = {"guide": guide, "notify": signed + YEAR / 6, "fair": guide + YEAR * 0.8}
    if minuted:
        days_once["action.publish"] = date(2025, 3, 1)
    for name, day in days_once.items():
        if day < TODAY and words.random() < 0.98:
            happened.append(_done(name, day, key=False))
    for name in ("report", "meeting"):
        for years in range(9):
            due = days[name].replace(year=days[name].year + years)
            if due < TODAY and words.random() < 0.98:
                happened.append(_done(name, due, key=True))
    return "# What happened.\n" + "".join(_line(words, each) for each in happened)


def _done(name: str, day: date, *, key: bool) -> dict[str, object]:
    evidence = {"evidence": [{"address": f"https://example.org/{name}/{day}"}]} if name == "report" else {}
    return {"event": "done", "of": name, **({"occurrence": day.isoformat()} if key else {}), "date": day, **evidence}


def _early(signed: date, days: int) -> date:
    """Return a day that every month has."""
    day = signed + timedelta(days=days)
    return day.replace(day=min(day.day, 28))


def _line(words: Random, values: dict[str, object]) -> str:
    day = values["date"]
    at = f"{day}T{words.randrange(1, 9):02}:{words.randrange(60):02}:{words.randrange(60):02}Z"
    return event_line({"at": at, "by": "Chan <chan@example.org>", **values, "date": str(day)}) + "\n"


def commit(root: Path, message: str) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


def git(root: Path, *arguments: str) -> str:
    """Run git as a person would; return what it prints."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout
