"""The views of the register: status, due, obligations, milestones, timeline, explain; what they do is next door."""

from __future__ import annotations

import click

from .register_options import View, filtering, looking, viewing

MONTH = {"days": 30}
"""How far ahead `due` looks where nobody says."""


@click.command()
@filtering(MONTH)
def due(view: View) -> int:
    """List what is overdue, and what is due within 30 days or another length.

    AGREEMENT is an id or a path; without one, the whole workspace is looked through.
    """
    from .register_views import show_rows

    return show_rows(view)


@click.command()
@filtering()
def obligations(view: View) -> int:
    """List what is owed: obligations, actions from minutes, and what follows from the term; waiting ones too.

    What recurs is shown for a year ahead, or as far as --within says.
    """
    from .register_views import show_rows

    return show_rows(view, ("obligation", "action", "term"))


@click.command()
@filtering()
def milestones(view: View) -> int:
    """List the milestones, and what they wait for."""
    from .register_views import show_rows

    return show_rows(view, ("milestone",))


@click.command()
@filtering()
def timeline(view: View) -> int:
    """List everything in order of its date: what was and is due, terms, and what happened to the agreements."""
    from .register_timeline import show_timeline

    return show_timeline(view)


@click.command()
@viewing
@click.option("--strict", is_flag=True, help="Exit with 1 where anything is overdue.")
def status(view: View, strict: bool) -> int:
    """Show an agreement at a glance: what is overdue, what comes next, its term and the window for notice.

    Without an AGREEMENT, or with several, a line tells of each.
    """
    from .register_status import show_status

    return show_status(view, strict=strict)


@click.command()
@click.argument("reference", metavar="[AGREEMENT/]ID[@DATE][/PARTY]")
@looking
def explain(view: View, reference: str) -> int:
    """Explain a date step by step: what it counts from, which holiday moved it, what the ledger did to it.

    `AGREEMENT/term` explains the term and its windows for notice.
    """
    from .register_explain import show_explanation

    return show_explanation(view, reference)
