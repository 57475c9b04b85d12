"""Loads the words of the register, in the languages that are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from mouflow.assembly.phrase_book import PhraseBook
from mouflow.languages.profiles import Profile
from mouflow.workspace import Workspace
from mouflow.workspace.templates import TemplateLoader, load_labels

from .words.register_words import LABELS, RegisterWords


def load_voices(workspace: Workspace, profiles: Iterable[Profile]) -> tuple[RegisterWords, ...]:
    """Load the words of some languages, in the order given.

    Raises:
        MouflowError: A file of labels is wrong.
    """
    labels, loader = load_labels(workspace, LABELS), TemplateLoader(workspace)
    return tuple(RegisterWords(PhraseBook(profile, labels, loader, LABELS)) for profile in profiles)
