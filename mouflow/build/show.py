"""The text of an agreement as one edition has it, document by document and language by language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mouflow.assembly.assemble import laid_out
from mouflow.diagnostics import MouflowError, did_you_mean, error
from mouflow.render.text import render_text

from .editions import Edition, open_edition
from .jobs import chosen_profiles


class Shown(NamedTuple):
    """The text of one document in one language, by its key."""

    document: str
    language: str
    text: str


def show(edition: Edition, document: str = "", languages: tuple[str, ...] = ()) -> Iterator[Shown]:
    """Give the text of a document, or of all of them, in these languages or all of its own.

    Raises:
        MouflowError: The edition has errors, or no such document; each problem names the version.
    """
    opened = open_edition(edition)
    records = opened.loaded.agreement.documents
    if not records or (document and document not in records):
        whole = f"{edition.agreement}/{document}" if document else edition.agreement
        hint = did_you_mean(document, records) if records else "see when it was recorded: `mouflow log`"
        raise MouflowError(error("unknown-document", f"`{whole}` was not there in {edition.side.name}", hint=hint))
    for name in [document] if document else records:
        for profile in chosen_profiles(records[name], languages):
            texts = opened.texts(name, (profile,), "single", None)
            yield Shown(name, profile.key, render_text(laid_out(texts)).decode())
