"""What a clause says, as a reader of the document reads it: plain text by language, now or as it was when pinned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mouflow.build.editions import Edition, Opened, open_edition
from mouflow.build.sides import working_edition
from mouflow.diagnostics import MouflowError
from mouflow.document import Side
from mouflow.history import RevisionFiles, commits, open_repository
from mouflow.register.fingerprint import clauses_of, fingerprint
from mouflow.register.pins import Pin
from mouflow.workspace import Workspace, workspace_at
from mouflow.workspace.recording import agreement_paths
from mouflow.workspace.templates import TEMPLATES

from .clause_text import clause_text

MOST_COMMITS = 50
"""So many commits are searched for the wording of a pin, the newest first; an older one is not shown."""

Words = Mapping[str, str]
"""A text by the key of its language: en, zh-Hant, zh-Hans."""


def words_now(workspace: Workspace, agreement: str, pins: Sequence[Pin]) -> dict[str, Words]:
    """Return what the clause of each pin says, by the pin's name.

    Raises:
        MouflowError: The documents have errors.
    """
    opened = open_edition(working_edition(workspace, agreement))
    return {pin.name: clause_words(opened, pin.document, pin.clause) for pin in pins if pin.now}


def words_when_pinned(workspace: Workspace, agreement: str, pins: Sequence[Pin]) -> dict[str, Words]:
    """Return what the clause of each pin said when it was pinned, by the pin's name, where the last commits tell."""
    found: dict[str, Words] = {}
    for edition in _recorded(workspace, agreement):
        left = [pin for pin in pins if pin.name not in found and pin.document]
        if not left:
            break
        try:
            opened = open_edition(edition)
            found |= {pin.name: clause_words(opened, pin.document, pin.clause) for pin in left if _fits(opened, pin)}
        except MouflowError:
            continue  # what was recorded in spite of errors
    return found


def clause_words(opened: Opened, document: str, clause: str) -> Words:
    """Return the text of a clause and of all below it in each language, a line to a paragraph; none where it is absent.

    Raises:
        MouflowError: The document has errors.
    """
    record = opened.loaded.agreement.documents[document]
    texts = opened.texts(document, record.language_profiles(), "single", None)
    found = {profile.key: clause_text(texts.record, texts.blocks[profile.tag], clause) for profile, _ in texts.parts}
    return {language: text for language, text in found.items() if text}


def _fits(opened: Opened, pin: Pin) -> bool:
    """Tell whether a clause said then what the pin stands for."""
    document = opened.loaded.agreement.documents.get(pin.document)
    clause = clauses_of(document).get(pin.clause) if document else None
    return clause is not None and fingerprint(clause) == pin.pinned.pinned


def _recorded(workspace: Workspace, agreement: str) -> Iterator[Edition]:
    """Give the agreement as it was recorded, the newest commit first; nothing where there is no history."""
    try:
        repository = open_repository(workspace.root)
        every = commits(repository, [*agreement_paths(agreement), TEMPLATES])
    except MouflowError:
        return
    for commit in every[:MOST_COMMITS]:
        try:
            then = workspace_at(workspace, RevisionFiles(repository, commit.sha))
        except MouflowError:
            continue
        yield Edition(then, agreement, Side(commit.sha[:10], commit.sha, commit.date))
