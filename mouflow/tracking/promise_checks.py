"""What is wrong with what an agreement promises, held against its documents: one call for `mouflow check`."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.assembly.assemble import conditioned
from mouflow.assembly.engine import Engine
from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model.pack import DocumentRecord
from mouflow.register.fingerprint import clauses_of
from mouflow.register.pin_rules import check_pins
from mouflow.register.pins import pinned_parts
from mouflow.validation.obligations import check_promises
from mouflow.workspace import Loaded, Workspace, document_names
from mouflow.workspace.promises import load_promises
from mouflow.workspace.templates import TemplateLoader


def check_promised(workspace: Workspace, loaded: Loaded) -> Iterator[Diagnostic]:
    """Tell what is wrong with an agreement's obligations, but for their dates: texts, names, the term, pins.

    Nothing where there are none, or where their file cannot be read, which the register tells.
    """
    agreement = loaded.agreement
    try:
        promises = load_promises(workspace, agreement.id, [])
    except MouflowError:
        return
    if promises is None:
        return
    yield from check_promises(promises, agreement, loaded.facts)
    unread = set(document_names(workspace, agreement.id)) - agreement.documents.keys()
    pinned = any(part.clause for _, part in pinned_parts(promises))
    absent = {name: _absent(workspace, each) for name, each in agreement.documents.items()} if pinned else {}
    yield from check_pins(promises, agreement, unread, absent)


def _absent(workspace: Workspace, record: DocumentRecord) -> set[str]:
    """Return the ids of what a document's conditions leave out."""
    try:
        standing = conditioned(record, Engine(TemplateLoader(workspace)))
    except MouflowError:
        return set()  # a condition that spends too much, which assembly tells
    return clauses_of(record).keys() - clauses_of(standing).keys()
