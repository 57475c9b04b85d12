"""What several commands take and give alike: lists of words with commas, languages, one whole agreement, a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from mouflow.build import Target, find_targets
from mouflow.languages.profiles import LANGUAGE_NAMES
from mouflow.workspace import Workspace, document_names

from .console import wrong_usage
from .pager import page

LANGUAGES = tuple(sorted(LANGUAGE_NAMES))


class WordList(click.ParamType[tuple[str, ...]]):
    """A list with commas, of known words where they are few: `pdf,docx`."""

    name = "list"

    def __init__(self, known: tuple[str, ...] = ()) -> None:
        self.known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split what was written at its commas; fail on a word that is not known."""
        if isinstance(value, tuple):
            return value
        words = tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
        for word in words or ("",):
            if not word or (self.known and word not in self.known):
                self.fail(f"{word!r} is not one of {', '.join(self.known)}" if self.known else "name one", param, ctx)
        return words


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
ONLY_LANGUAGES = click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages, with commas: en,zh-Hant"
)


def whole_agreement(workspace: Workspace, name: str) -> Target:
    """Find an agreement by its id or path.

    Raises:
        click.UsageError: There is none, or the name is that of one document, or of several agreements.
    """
    with wrong_usage():
        found = find_targets(workspace, [name], Path.cwd())
    if len(found) != 1:
        raise click.UsageError(f"{name!r} is not one agreement; name one by its id")
    (target,) = found
    if len(target.documents) < len(document_names(workspace, target.agreement)):
        raise click.UsageError(f"{name!r} is one document; name the whole agreement: {target.agreement}")
    return target


def show_page(text: str) -> None:
    """Print a text, through a pager where standard output is a terminal."""
    page(text, sys.stdout)
