"""The command that approves what clauses say: pin shows what changed for which obligation, then writes fingerprints."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mouflow.diagnostics import MouflowError, printable
from mouflow.workspace import Workspace, find_workspace

from .whole import whole_agreement

if TYPE_CHECKING:
    from mouflow.register.pins import Pin
    from mouflow.tracking.pinning import Pinning

Words = Mapping[str, str]
COLUMNS = ("obligation", "clause", "state", "pinned", "now")


@click.command()
@click.argument("agreement")
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--all", "every", is_flag=True, help="Approve every clause that changed.")
@click.option("--dry-run", is_flag=True, help="Show what would be pinned, and write nothing.")
def pin(agreement: str, names: tuple[str, ...], every: bool, dry_run: bool) -> int:
    """Pin obligations to the wording of their clauses.

    Without ID, what was never pinned is pinned. Where a clause has changed since, naming the obligation (or --all) is
    the approval: it still follows from what the clause says now. ID may be `term`, `term.notice`, `term.termination`.
    """
    from mouflow.tracking.pinning import open_pinning, pin_clauses

    if names and every:
        raise click.UsageError("name obligations, or say --all")
    workspace = find_workspace(Path.cwd())
    pinning = open_pinning(workspace, whole_agreement(workspace, agreement).agreement)
    chosen = pinning.chosen(names, every=every)
    _show_table(pinning.pins)
    _show_changes(workspace, pinning, [each for each in pinning.pins if each.state == "changed"])
    written = [each for each in chosen if each.state != "kept"]
    if written and not dry_run:
        pin_clauses(workspace.root, pinning, written)
    _tell(pinning, written, dry_run=dry_run)
    return 0


def _show_table(pins: Sequence[Pin]) -> None:
    """Print the impact on each obligation: a table on a terminal, a line for each elsewhere."""
    rows = [(each.name, each.clause, each.state, each.pinned.pinned or "", each.now) for each in pins]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table(*COLUMNS)
        for row in rows:
            table.add_row(*map(printable, row))
        Console().print(table)
    else:
        for line in (COLUMNS, *rows):
            click.echo("\t".join(map(printable, line)))


def _show_changes(workspace: Workspace, pinning: Pinning, pins: Sequence[Pin]) -> None:
    """Print what each changed clause said when it was pinned, as far as the history tells, and what it says now."""
    if not pins:
        return
    from mouflow.tracking.clause_words import words_now, words_when_pinned

    try:
        now = words_now(workspace, pinning.agreement, pins)
    except MouflowError:
        return  # `mouflow check` tells why a text cannot be made
    then = words_when_pinned(workspace, pinning.agreement, pins)
    for each in pins:
        click.echo(f"\n{printable(each.name)}: {printable(each.clause)} has changed")
        _show_words(then.get(each.name), now.get(each.name, {}))


def _show_words(then: Words | None, now: Words) -> None:
    if then is None:
        click.echo("  (what it said when it was pinned is not among the last commits)")
    for language in dict.fromkeys((*(then or {}), *now)):
        old, new = (then or {}).get(language), now.get(language, "")
        if old == new:
            click.echo(f"  {language}: unchanged")
            continue
        for sign, text in (("-", old), ("+", new)):
            for line in (text or "").splitlines():
                click.echo(f"  {language} {sign} {printable(line)}")


def _tell(pinning: Pinning, written: Sequence[Pin], *, dry_run: bool) -> None:
    names = ", ".join(each.name for each in written)
    done = "Would pin" if dry_run else "Pinned"
    click.echo(f"\n{done} {len(written)} in {pinning.path}: {printable(names)}" if written else "\nNothing to pin.")
    left = [each for each in pinning.pins if each.state == "changed" and each not in written]
    if left:
        named = " ".join(each.name for each in left)
        click.echo(f"Changed and not approved: {printable(named)}")
        click.echo(f"Where the obligations still follow: mouflow pin {pinning.agreement} {printable(named)}")
    for each in pinning.pins:
        if each.state == "gone":
            click.echo(f"{printable(each.name)}: its clause {printable(each.clause)} is not there", err=True)
