"""The commands over what was recorded: record, log, show and blame."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mouflow.build import Wish, find_targets
from mouflow.build import check as check_all
from mouflow.build.show import show as show_texts
from mouflow.build.sides import find_edition, last_edition
from mouflow.build.targets import Target
from mouflow.diagnostics import MouflowError, Severity, did_you_mean, error, printable
from mouflow.history import no_history, open_repository
from mouflow.history import record as record_files
from mouflow.languages.profiles import find_profile
from mouflow.workspace import Workspace, document_names, find_workspace
from mouflow.workspace.authors import authorship, clause_ids
from mouflow.workspace.recording import agreement_paths, commit_json, list_history

from .console import show_diagnostics, wrong_usage
from .history_text import blame_lines, log_lines
from .make import source_date
from .options import LANGUAGES, WordList
from .pager import page

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
_LANGUAGES = click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages, with commas: en,zh-Hant"
)


@click.command()
@click.argument("agreement")
@click.option("-m", "--message", required=True, help="Why the agreement changed; blame and redlines show it.")
@click.option("--version", "version", metavar="NAME", help="Name the result: an annotated tag AGREEMENT/NAME.")
@click.option("--force", is_flag=True, help="Record in spite of errors; the commit says so.")
def record(agreement: str, message: str, version: str | None, force: bool) -> int:
    """Commit an agreement's files and the shared facts, and nothing else.

    What else is staged or changed stays as it is. Nothing is recorded while `mouflow check AGREEMENT` tells errors.
    """
    workspace = find_workspace(Path.cwd())
    target = _whole_agreement(workspace, agreement)
    problems = check_all(workspace, [target], Wish(created=source_date()))
    show_diagnostics(problems, workspace.root)
    errors = sum(each.severity is Severity.ERROR for each in problems)
    if errors and not force:
        click.echo("Nothing was recorded: mend the errors, or record in spite of them with --force.", err=True)
        return 1
    if errors:
        message = f"{message.strip()}\n\nMouflow-Unchecked: {errors} error{'s' if errors > 1 else ''}"
    repository = open_repository(workspace.root)
    tag = f"{target.agreement}/{version}" if version is not None else None
    done = record_files(repository, agreement_paths(target.agreement), message, tag)
    named = f" as {printable(tag)}" if tag else ""
    click.echo(f"Recorded {target.agreement} in commit {done.commit[:10]}{named}")
    for letter, path in done.files:
        click.echo(f"  {letter} {printable(path)}")
    return 0


@click.command()
@click.argument("agreement")
@_FORMAT
def log(agreement: str, form: str) -> int:
    """List an agreement's commits and versions, the newest first."""
    workspace = find_workspace(Path.cwd())
    target = _whole_agreement(workspace, agreement)
    listing = list_history(open_repository(workspace.root), target.agreement)
    if not listing.commits:
        raise no_history()
    _show(json.dumps(listing.as_json(), ensure_ascii=False) + "\n" if form == "json" else log_lines(listing))
    return 0


@click.command()
@click.argument("name", metavar="AGREEMENT[/DOCUMENT]@VERSION")
@_LANGUAGES
@_FORMAT
def show(name: str, languages: tuple[str, ...], form: str) -> int:
    """Print the text of an agreement as it was in a version, a commit or a branch.

    Without @VERSION, as it was last recorded.
    """
    workspace, here = find_workspace(Path.cwd()), Path.cwd()
    named, _, version = name.partition("@")
    agreement, _, document = named.partition("/")
    with wrong_usage():
        edition = find_edition(workspace, agreement, version, here) if version else last_edition(workspace, agreement)
    shown = list(show_texts(edition, document, languages))
    if form == "json":
        texts = [each._asdict() for each in shown]
        told = {"version": 1, "agreement": agreement, "at": edition.side.name, "commit": edition.side.commit}
        _show(json.dumps({**told, "documents": texts}, ensure_ascii=False) + "\n")
        return 0
    several = len(shown) > 1
    heads = (f"== {each.document} ({each.language}), {edition.side.name} ==\n\n" if several else "" for each in shown)
    _show("\n".join(head + each.text for head, each in zip(heads, shown, strict=True)))
    return 0


@click.command()
@click.argument("agreement")
@click.argument("clause", required=False)
@_LANGUAGES
@_FORMAT
def blame(agreement: str, clause: str | None, languages: tuple[str, ...], form: str) -> int:
    """Tell who last changed the words of each clause, in each language, when and why.

    CLAUSE is a clause or paragraph by its id, with all that stands inside. A clause is followed by its id, wherever it
    moved and whatever its number became.
    """
    workspace = find_workspace(Path.cwd())
    target = _whole_agreement(workspace, agreement)
    repository = open_repository(workspace.root)
    if repository.head() is None:
        raise no_history()
    changes = authorship(workspace, repository, target.agreement).changes
    wanted = clause_ids(workspace, target.agreement, clause) if clause else None
    if wanted is not None and not wanted:
        hint = did_you_mean(clause or "", {key.id for key in changes})
        raise click.UsageError(f"no clause `{printable(clause or '')}` in {target.agreement} ({hint})")
    keys = {profile.key for name in languages if (profile := find_profile(name))}
    rows = [
        (key, commit)
        for key, commit in changes.items()
        if (wanted is None or key.id in wanted) and (not keys or key.language in keys)
    ]
    if form == "json":
        texts = [{**key._asdict(), **(commit_json(commit) if commit else {"commit": None})} for key, commit in rows]
        _show(json.dumps({"version": 1, "agreement": target.agreement, "texts": texts}, ensure_ascii=False) + "\n")
    else:
        _show(blame_lines(rows))
    return 0


def _whole_agreement(workspace: Workspace, name: str) -> Target:
    """Find an agreement by its id or path.

    Raises:
        click.UsageError: There is none, or the name is that of one document.
    """
    with wrong_usage():
        (target,) = find_targets(workspace, [name], Path.cwd())
        if len(target.documents) < len(document_names(workspace, target.agreement)):
            hint = f"name the whole agreement: {target.agreement}"
            raise MouflowError(error("unknown-agreement", f"`{name}` is a document of an agreement", hint=hint))
    return target


def _show(text: str) -> None:
    page(text, sys.stdout)
