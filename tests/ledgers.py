"""Ledgers of real workspaces for tests: events added to them, and their lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mouflow.register.entering import Draft
from mouflow.tracking.append import Appended, append
from mouflow.tracking.ledger_lines import event_lines
from mouflow.tracking.ledger_proof import prove_ledgers
from mouflow.workspace.folder import open_workspace
from tests.repositories import AGREEMENT

LEDGER_PATH = f"agreements/{AGREEMENT}/ledger.yaml"
NOW = datetime(2026, 3, 20, 3, 15, tzinfo=UTC)
CHAN, LEE = "Chan Tai Man <chan@example.org>", "李大文 <lee@example.org>"


def add(
    root: Path,
    of: str = "report",
    *,
    hours: float = 0,
    author: str = CHAN,
    commit: bool = True,
    note: str | None = None,
) -> Appended:
    """Add that something was done, some hours after the afternoon of 2026-03-20."""
    draft = Draft("done", date(2026, 3, 20), of=of, note=note)
    now = NOW + timedelta(hours=hours)
    return append(open_workspace(root), AGREEMENT, draft, now=now, author=author, commit=commit)


def ledger(root: Path) -> Path:
    """Return the ledger of the agreement."""
    return root / LEDGER_PATH


def lines(root: Path) -> list[bytes]:
    """Return the lines of its events."""
    return event_lines(ledger(root).read_bytes())


def proof(root: Path) -> list[str]:
    """Return what the proof tells, by code and line."""
    problems = prove_ledgers(open_workspace(root), [AGREEMENT])
    assert all(each.hint for each in problems)
    return sorted(f"{each.code}:{each.location.line}" if each.location else each.code for each in problems)
