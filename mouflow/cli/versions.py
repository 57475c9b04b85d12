"""The commands that record a version and print it again: record and show."""

from __future__ import annotations

from pathlib import Path

import click

from mouflow.build.show import show as show_texts
from mouflow.build.sides import find_edition, last_edition
from mouflow.diagnostics import Severity, printable
from mouflow.history import open_repository
from mouflow.history import record as record_files
from mouflow.workspace import find_workspace
from mouflow.workspace.recording import agreement_paths, unrecorded_ground

from .console import show_diagnostics, wrong_names
from .json_output import show_json
from .make import source_date
from .making import everything_wrong
from .options import FORMAT, ONLY_LANGUAGES
from .whole import show_page, whole_agreement


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
    target = whole_agreement(workspace, agreement)
    problems = everything_wrong(workspace, [target], source_date())
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
    show_diagnostics(unrecorded_ground(repository), workspace.root)
    return 0


@click.command()
@click.argument("name", metavar="AGREEMENT[/DOCUMENT]@VERSION")
@ONLY_LANGUAGES
@FORMAT
def show(name: str, languages: tuple[str, ...], form: str) -> int:
    """Print the text of an agreement as it was in a version, a commit or a branch.

    Without @VERSION, as it was last recorded.
    """
    workspace, here = find_workspace(Path.cwd()), Path.cwd()
    named, _, version = name.partition("@")
    agreement, _, document = named.partition("/")
    with wrong_names():
        edition = find_edition(workspace, agreement, version, here) if version else last_edition(workspace, agreement)
    shown = list(show_texts(edition, document, languages))
    if form == "json":
        texts = [each._asdict() for each in shown]
        told = {"version": 1, "agreement": edition.agreement, "at": edition.side.name, "commit": edition.side.commit}
        show_json({**told, "documents": texts})
        return 0
    several = len(shown) > 1
    heads = (f"== {each.document} ({each.language}), {edition.side.name} ==\n\n" if several else "" for each in shown)
    show_page("\n".join(head + each.text for head, each in zip(heads, shown, strict=True)))
    return 0
