"""The commands that enter what happened to an obligation, a milestone or an action: done, waive, dispute and so on."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from mouflow.register.entering import Draft
from mouflow.tracking.entering import enter_agreement_event, enter_duty_event, refuse_stranger
from mouflow.tracking.finding import find_duty, is_agreement

from .days import DAY
from .ledger_options import UNTIL, How, entering, tell

REFERENCE = click.argument("reference", metavar="[AGREEMENT/]ID[@DATE][/PARTY]")


@click.command()
@REFERENCE
@entering
def done(reference: str, how: How) -> int:
    """Close an occurrence: it was done. Of a series, the others live on."""
    return _enter("done", reference, how)


@click.command()
@REFERENCE
@entering
def waive(reference: str, how: How) -> int:
    """Close an occurrence: it need not be done."""
    return _enter("waive", reference, how)


@click.command()
@REFERENCE
@entering
def dispute(reference: str, how: How) -> int:
    """Note that the sides do not agree whether it is owed, or was done."""
    return _enter("dispute", reference, how)


@click.command()
@REFERENCE
@click.option("--share", type=click.IntRange(1, 99), required=True, help="How much is done, per cent.")
@UNTIL
@entering
def partial(reference: str, share: int, until: date | None, how: How) -> int:
    """Note that a part of it is done, and by when the rest is expected."""
    return _enter("partial", reference, how, share=share, until=until)


@click.command()
@REFERENCE
@UNTIL
@entering
def late(reference: str, until: date | None, how: How) -> int:
    """Own up to a delay; the date stays as it is."""
    return _enter("late", reference, how, until=until)


@click.command()
@REFERENCE
@entering
def reopen(reference: str, how: How) -> int:
    """Take back that it was done, waived or disputed."""
    return _enter("reopen", reference, how)


@click.command()
@REFERENCE
@click.option("--to", "person", required=True, metavar="PERSON", help="The new owner: an id of people.yaml.")
@entering
def reassign(reference: str, person: str, how: How) -> int:
    """Give it to another officer."""
    refuse_stranger(how.desk.workspace, person)
    return _enter("reassign", reference, how, to=person)


@click.command()
@REFERENCE
@click.option("--until", type=DAY, metavar="DATE", required=True, help="The new date.")
@entering
def extend(reference: str, until: date, how: How) -> int:
    """Move its date, as the sides agreed."""
    return _enter("extend", reference, how, until=until)


@click.command()
@REFERENCE
@entering
def verify(reference: str, how: How) -> int:
    """Confirm, as a second person, that it was done."""
    return _enter("verify", reference, how)


@click.command()
@click.argument("reference", metavar="[AGREEMENT/]ID[@DATE][/PARTY] | AGREEMENT")
@entering
def note(reference: str, how: How) -> int:
    """Write something down about an occurrence or an agreement, or add evidence; nothing else changes."""
    if not (how.note or how.given):
        raise click.UsageError("say it with --note, or add --evidence")
    if not is_agreement(how.desk.workspace, reference):
        return _enter("note", reference, how)
    draft = Draft("note", how.day, evidence=how.evidence(reference), note=how.note)
    return tell(reference, enter_agreement_event(how.desk, reference, draft), how)


def _enter(event: str, reference: str, how: How, **more: Any) -> int:
    duty = find_duty(how.desk.workspace, reference, event, how.desk.today)
    draft = Draft(event, how.day, evidence=how.evidence(duty.agreement), note=how.note, **more)
    return tell(duty.agreement, enter_duty_event(how.desk, duty, draft), how)
