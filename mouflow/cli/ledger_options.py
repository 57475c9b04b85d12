"""What all commands that enter something share: their options, the hand that writes, and what they say at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mouflow.diagnostics import has_errors, printable
from mouflow.model.ledger import Evidence
from mouflow.tracking.append import Appended
from mouflow.tracking.commit import event_subject
from mouflow.tracking.desk import Desk, author_of
from mouflow.tracking.evidence import take_evidence
from mouflow.workspace import find_workspace

from .console import show_diagnostics
from .days import DAY, TODAY, today_in

_OPTIONS = (
    click.option("--date", "day", type=DAY, metavar="DATE", help="The day on which it happened; today if left out."),
    click.option(
        "--evidence",
        multiple=True,
        metavar="PATH-or-ADDRESS",
        help="What shows it: a file of the agreement's folder, or an address. May be given several times.",
    ),
    click.option("--sha256", metavar="DIGEST", help="The SHA-256 that the only evidence has."),
    click.option("--note", help="Why; for the office alone."),
    click.option("--no-commit", is_flag=True, help="Add it to the ledger, and do not record it in git."),
    click.option("--by", metavar="NAME", help='Who enters it, where git does not know: "Name <address>".'),
    TODAY,
)
UNTIL = click.option("--until", type=DAY, metavar="DATE", help="By when it is expected now.")


@dataclass(frozen=True, slots=True)
class How:
    """How an entry is made: the desk, the day on which it happened, evidence as it was named, a note."""

    desk: Desk
    day: date
    given: tuple[str, ...]
    sha256: str | None
    note: str | None

    def evidence(self, agreement: str) -> tuple[Evidence, ...]:
        """Take in the evidence for an agreement.

        Raises:
            MouflowError: There is none such, or it cannot be kept.
        """
        return tuple(
            take_evidence(self.desk.workspace, agreement, each, Path.cwd(), self.sha256) for each in self.given
        )


def entering(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that all entries share; it gets them as ``how``."""

    @wraps(command)
    def wrapped(
        *,
        day: date | None,
        evidence: tuple[str, ...],
        sha256: str | None,
        note: str | None,
        no_commit: bool,
        by: str | None,
        today: date | None,
        **others: Any,
    ) -> int:
        if sha256 is not None and len(evidence) != 1:
            raise click.UsageError("--sha256 belongs to one --evidence")
        now = datetime.now(UTC)
        workspace = find_workspace(Path.cwd())
        today = today_in(workspace, today, now)
        desk = Desk(workspace, today, now, author_of(workspace, by), not no_commit)
        return command(how=How(desk, day or today, evidence, sha256, note), **others)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def tell(agreement: str, done: Appended, how: How) -> int:
    """Say what stands in the ledger now, and in which commit; return the exit status.

    It is 1 where the event stands in the ledger, but could not be recorded as was asked.
    """
    event = done.event
    verb = event.event.capitalize().replace("-", " ")
    named = event_subject(event)
    within = f"{named} ({agreement})" if named else agreement
    click.echo(printable(f"{verb}: {within}, {event.date.isoformat()}"))
    if done.commit:
        click.echo(f"Recorded in commit {done.commit[:10]}")
    else:
        click.echo(f"Added to {done.path}")
    show_diagnostics(done.problems, how.desk.workspace.root)
    return 1 if has_errors(done.problems) else 0
