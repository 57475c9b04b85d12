"""What several commands take as an option: lists of words, languages, a format; nothing heavy is imported here."""

from __future__ import annotations

import re
from typing import Any

import click

from mouflow.languages.profiles import LANGUAGE_NAMES

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


class ClusterAddress(click.ParamType[str]):
    """Where the scheduler of a Dask cluster listens, `dask://HOST:PORT`; given as `HOST:PORT`."""

    name = "address"
    _FORM = re.compile(r"dask://((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9.-]*):(\d{1,5}))/?")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the address apart; fail on one of another form."""
        found = self._FORM.fullmatch(value)
        if not found or not 0 < int(found.group(2)) < 2**16:
            self.fail(f"{value!r} is not of the form dask://HOST:PORT", param, ctx)
        return str(found.group(1))


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
ONLY_LANGUAGES = click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages, with commas: en,zh-Hant"
)
