"""Bases of registers for tests: obligations as YAML has them, events as a ledger has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from mouflow.model.ledger import Event
from mouflow.model.minutes import Action
from mouflow.model.obligations import Promises
from mouflow.register.basis import Basis, SourcedAction
from mouflow.register.calendars import find_calendar
from mouflow.register.evaluate import evaluate
from mouflow.register.records import Occurrence, Register
from mouflow.schema import read_record
from mouflow.source import parse_yaml

PATH = "agreements/hk-shanghai/obligations.yaml"
CHAN, LEE = "Chan Tai Man <chan@office.example>", "Lee Siu Ming <lee@office.example>"
SIGNED = date(2026, 3, 1)
_numbers = count(1)


def promises(text: str) -> Promises:
    """Read obligations.yaml."""
    return read_record(parse_yaml(text, PATH) or {}, Promises, PATH)


def event(verb: str, day: date, of: str | None = None, **keys: Any) -> Event:
    """An event, written down after all those that were made before it."""
    number = next(_numbers)
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    plain = {"id": f"{number:016x}", "at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": CHAN, "event": verb, "date": str(day)}
    named = {"of": of} if of else {}
    given = {name: str(value) if isinstance(value, date) else value for name, value in keys.items()}
    return read_record({**plain, **named, **given}, Event, "ledger.yaml")


def action(identifier: str, owners: Sequence[str], due: date | None = None) -> SourcedAction:
    """An action of the minutes of 1 June 2026."""
    values = {"id": identifier, "owners": list(owners), **({"due": str(due)} if due else {})}
    return SourcedAction(
        "minutes-2026-06-01", "matters.2", read_record(values, Action, "minutes.yaml"), date(2026, 6, 1)
    )


def basis(text: str, *events: Event, signed: date | None = SIGNED, **more: Any) -> Basis:
    """An agreement between a party in Hong Kong and one in Shanghai, without calendars unless some are named."""
    calendars = {name: found for name in more.pop("places", ()) if (found := find_calendar(name, {}))}
    return Basis(
        "hk-shanghai", ("hkte", "smtwb"), promises(text), (), events, signed, ("en", "zh-Hant"), calendars, **more
    )


def register(text: str, *events: Event, until: date = date(2030, 12, 31), **more: Any) -> Register:
    """The register of such an agreement."""
    return evaluate(basis(text, *events, **more), until)


def one_duty(due: str, *events: Event, term: str = "", **more: Any) -> Register:
    """The register of an agreement with one obligation, `report`, that both parties bear jointly."""
    return register(f"{term}\nobligations:\n  - {{id: report, en: Report, joint: true, due: {due}}}\n", *events, **more)


def found(of: Register, identifier: str = "report") -> list[Occurrence]:
    """The occurrences of a duty."""
    return [each for each in of.occurrences if each.id == identifier]


def due_days(of: Register, identifier: str = "report") -> list[str]:
    """The days on which a duty is due; empty for what waits."""
    return [each.due.isoformat() if each.due else "" for each in found(of, identifier)]


def codes(of: Register) -> list[str]:
    """The codes of what is wrong; each has its place and its hint."""
    assert all(each.location and each.hint for each in of.problems)
    return [each.code for each in of.problems]


def rules(occurrence: Occurrence) -> list[str]:
    """The rules of the steps that led to a date."""
    return [step.rule for step in occurrence.steps]
