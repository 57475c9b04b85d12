"""Extracts of a register for tests of exports: occurrences as records, words as plain names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from mouflow.model.due import DueRule
from mouflow.model.ledger import Event
from mouflow.register.exports.extract import Directory, Edition, Extract
from mouflow.register.records import Occurrence, Register, Row, TermPeriod
from mouflow.register.states import CLOSED, Status
from mouflow.register.steps import Step
from mouflow.schema import read_record

TODAY = date(2026, 9, 30)
CHANGED = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
WORDING = {"en": "Send the yearly report", "zh-Hant": "提交年度報告"}


@dataclass(frozen=True)
class SampleWords:
    """Words that show where they come from."""

    key: str

    def heading(self, name: str) -> str:
        return f"{name}:{self.key}"

    def status(self, status: Status) -> str:
        return {"en": status, "zh-Hant": f"「{status}」"}[self.key]

    def kind(self, kind: str) -> str:
        return {"en": kind, "zh-Hant": f"〔{kind}〕"}[self.key]

    def step(self, step: Step) -> str:
        return f"{step.rule} {step.result}" + ("。" if self.key != "en" else ".")

    def steps(self, steps: Iterable[Step]) -> tuple[str, ...]:
        return tuple(map(self.step, steps))


DIRECTORY = Directory(
    parties={
        "hkte": {"en": "Hong Kong Talent Engage", "zh-Hant": "香港人才服務辦公室"},
        "smtwb": {"en": "Shanghai Municipal Talent Work Bureau", "zh-Hant": "上海市人才工作局"},
    },
    people={"chan": {"en": "Chan Tai Man", "zh-Hant": "陳大文"}, "lee": {"en": "Lee Siu Ming", "zh-Hant": "李小明"}},
    emails={"chan": "chan@office.example", "lee": "lee@office.example"},
)


def edition(*languages: str, **more: Any) -> Edition:
    words = tuple(SampleWords(each) for each in languages or ("en", "zh-Hant"))
    return Edition(**{"today": TODAY, "words": words, "directory": DIRECTORY, **more})


def occurrence(identifier: str = "report", **more: Any) -> Occurrence:
    plain = {"source": "obligation", "bearers": ("hkte",), "kind": "report", "wording": WORDING}
    due = more.get("due")
    return Occurrence("hk-shanghai", id=identifier, **{**plain, "nominal": due, **more})


def row(each: Occurrence, status: Status = "open", **more: Any) -> Row:
    return Row(each, status, **{"place": {"en": "Paragraph 5(2)", "zh-Hant": "第五條第二款"}, **more})


def event(**keys: Any) -> Event:
    plain = {"id": "0123456789abcdef", "at": "2026-09-01T08:30:00Z", "by": "Chan <chan@office.example>"}
    return read_record({**plain, **keys}, Event, "ledger.yaml")


def due_rule(**keys: Any) -> DueRule:
    return read_record(keys, DueRule, "obligations.yaml")


def extract(rows: Sequence[Row], rules: dict[str, DueRule] | None = None, **more: Any) -> Extract:
    terms = (TermPeriod(1, date(2024, 6, 8), date(2027, 6, 7), receive_by=date(2026, 12, 7)),)
    register = Register("hk-shanghai", "tacit", terms, tuple(each.occurrence for each in rows))
    plain = {"title": {"en": "Memorandum", "zh-Hant": "備忘錄"}, "revision": 4, "changed": CHANGED}
    return Extract("hk-shanghai", **{"register": register, "rows": tuple(rows), "rules": rules or {}, **plain, **more})


def series(days: Sequence[date], status: Status = "open", **more: Any) -> list[Row]:
    """A recurring report: one row a day, each under the day before rolling."""
    closed = {"state": "done", "closed": days[0]} if status in CLOSED else {}
    return [row(occurrence(key=day.isoformat(), due=day, **closed, **more), status) for day in days]
