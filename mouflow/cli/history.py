"""The commands over what was recorded: log and blame."""

from __future__ import annotations

from pathlib import Path

import click

from mouflow.diagnostics import did_you_mean, printable
from mouflow.history import no_history, open_repository
from mouflow.languages.profiles import find_profile
from mouflow.workspace import find_workspace
from mouflow.workspace.authors import authorship, unreadable
from mouflow.workspace.blamed import blamed
from mouflow.workspace.recording import commit_json, list_history

from .console import show_diagnostics
from .history_text import blame_lines, log_lines
from .json_output import show_json
from .options import FORMAT, ONLY_LANGUAGES
from .whole import show_page, whole_agreement


@click.command()
@click.argument("agreement")
@FORMAT
def log(agreement: str, form: str) -> int:
    """List an agreement's commits and versions, the newest first."""
    workspace = find_workspace(Path.cwd())
    target = whole_agreement(workspace, agreement)
    listing = list_history(open_repository(workspace.root), target.agreement)
    if not listing.commits:
        raise no_history()
    if form == "json":
        show_json(listing.as_json())
    else:
        show_page(log_lines(listing))
    return 0


@click.command()
@click.argument("agreement")
@click.argument("clause", required=False)
@ONLY_LANGUAGES
@FORMAT
def blame(agreement: str, clause: str | None, languages: tuple[str, ...], form: str) -> int:
    """Tell who last changed the words of each clause, in each language, when and why.

    CLAUSE is a clause or paragraph by its id, with all that stands inside. A clause is followed by its id, wherever it
    moved and whatever its number became. What the clause library gives is as old as its `use:` and `with:`.
    """
    workspace = find_workspace(Path.cwd())
    target = whole_agreement(workspace, agreement)
    repository = open_repository(workspace.root)
    if repository.head() is None:
        raise no_history()
    authors = authorship(workspace, repository, target.agreement)
    found = blamed(workspace, target.agreement, authors, clause or "")
    if clause and not found:
        known = {key.id for key, _ in blamed(workspace, target.agreement, authors)}
        hint = did_you_mean(clause, known)
        raise click.UsageError(f"no clause `{printable(clause)}` in {target.agreement} ({hint})")
    keys = {profile.key for name in languages if (profile := find_profile(name))}
    rows = [row for row in found if not keys or row[0].language in keys]
    if form == "json":
        texts = [{**key._asdict(), **(commit_json(commit) if commit else {"commit": None})} for key, commit in rows]
        show_json({"version": 1, "agreement": target.agreement, "texts": texts})
    else:
        show_page(blame_lines(rows))
    problems = unreadable(workspace, target.agreement)
    show_diagnostics(problems, workspace.root)
    return 1 if problems else 0
