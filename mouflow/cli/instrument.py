"""The commands that enter what happened to an agreement as a whole, and the one that strikes such an entry out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import click

from mouflow.model.ledger import About
from mouflow.register.entering import Draft
from mouflow.tracking.effects import Effect, effect_of
from mouflow.tracking.entering import enter_agreement_event, voidable

from .ledger_options import How, entering, tell
from .whole import whole_agreement

AGREEMENT = click.argument("agreement")


@click.command()
@AGREEMENT
@entering
def signed(agreement: str, how: How) -> int:
    """Enter the day on which an agreement was signed."""
    return _enter("signed", agreement, how)


@click.command("in-effect")
@AGREEMENT
@entering
def in_effect(agreement: str, how: How) -> int:
    """Enter the day on which an agreement came into effect."""
    return _enter("in-effect", agreement, how)


@click.command()
@AGREEMENT
@click.option("--about", type=click.Choice(get_args(About)), required=True, help="What the notice tells.")
@click.option("--party", required=True, metavar="PARTY", help="Who gave it: id of a party.")
@entering
def notice(agreement: str, about: str, party: str, how: How) -> int:
    """Enter a notice that one side gave; --date is the day on which it was received."""
    return _enter("notice", agreement, how, about=about, party=party)


@click.command()
@AGREEMENT
@entering
def renewed(agreement: str, how: How) -> int:
    """Enter the day on which a renewal was agreed."""
    return _enter("renewed", agreement, how)


@click.command()
@AGREEMENT
@entering
def terminated(agreement: str, how: How) -> int:
    """Enter the day on which an agreement ended before its time."""
    return _enter("terminated", agreement, how)


@click.command()
@AGREEMENT
@click.argument("event")
@entering
def void(agreement: str, event: str, how: How) -> int:
    """Strike out an entry that was a mistake; it stays in the ledger, and counts no more.

    EVENT is signed, in-effect, notice, renewed or terminated, of which the newest is meant, or the id of the event.
    --note says why.
    """
    name = whole_agreement(how.desk.workspace, agreement).agreement
    return _enter("void", agreement, how, voids=voidable(how.desk, name, event).id)


def _enter(event: str, name: str, how: How, **more: Any) -> int:
    agreement = whole_agreement(how.desk.workspace, name).agreement
    draft = Draft(event, how.day, evidence=how.evidence(agreement), note=how.note, **more)
    done = enter_agreement_event(how.desk, agreement, draft)
    effect = effect_of(how.desk, agreement, done.event)
    status = tell(agreement, replace(done, problems=(*done.problems, *effect.problems)), how)
    if effect.after != effect.before:
        click.echo(_end(effect))
    return status


def _end(effect: Effect) -> str:
    """Say when an agreement ends, now that it ends on another day than before."""
    if effect.after is None:
        return f"It no longer ends on {effect.before}"
    return f"It ends on {effect.after}" + (f", and no longer on {effect.before}" if effect.before else "")
