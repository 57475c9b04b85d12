"""From files to records: shared facts, and an agreement with its clauses expanded and its pictures checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from mouflow.assembly.library import expand
from mouflow.diagnostics import Diagnostic, Location, MouflowError, did_you_mean, error, place_of
from mouflow.document import Image
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import LibraryClause, Mou
from mouflow.model.pack import Agreement, DocumentRecord
from mouflow.render import FORMATS
from mouflow.schema import read_document, read_record
from mouflow.source import read_yaml
from mouflow.tracing import Trace, tracing
from mouflow.validation import validate
from mouflow.validation.names import validate_names

from .folder import AGREEMENTS, Workspace, read_document_names
from .near_misses import near_misses
from .pictures import read_picture
from .templates import load_library

T = TypeVar("T")
SHARED = ("people", "organisations", "terms")
_NAME = re.compile(r"\w[\w.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An agreement as far as it could be loaded, with every problem found on the way.

    ``shared`` are the problems of what all its documents stand on; ``problems`` those of each document, by its name,
    and ``traces`` what was looked at for each one alone.
    """

    agreement: Agreement
    facts: SharedFacts
    images: Mapping[str, Mapping[str, Image]] = field(default_factory=dict)
    shared: tuple[Diagnostic, ...] = ()
    problems: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    traces: Mapping[str, Trace] = field(default_factory=dict, repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem there is."""
        return (*self.shared, *(problem for found in self.problems.values() for problem in found))


def load_facts(workspace: Workspace) -> SharedFacts:
    """Load people, organisations and terms.

    Raises:
        MouflowError: With every problem in the three files, ids in them that lead nowhere among them.
    """
    problems: list[Diagnostic] = []
    found: dict[str, object] = {}
    for name in SHARED:
        path = f"{AGREEMENTS}/{name}.yaml"
        try:
            if workspace.files.exists(path):
                value = read_yaml(workspace.files.read(path), path)
                record = read_record({} if value is None else {name: value}, SharedFacts, path)
                found[name] = getattr(record, name)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    facts = SharedFacts().model_copy(update=found)
    problems = problems or list(validate_names(facts, facts))
    if problems:
        raise MouflowError(*problems)
    return facts


@dataclass(frozen=True, slots=True)
class Ground:
    """What all agreements of a workspace stand on: facts and clause library, None where they are wrong."""

    facts: SharedFacts | None
    library: dict[str, LibraryClause] | None
    problems: tuple[Diagnostic, ...] = ()


def load_ground(workspace: Workspace) -> Ground:
    """Load the shared facts and the clause library, once for however many agreements."""
    problems: list[Diagnostic] = []
    facts = _gathered(lambda: load_facts(workspace), problems)
    library = _gathered(lambda: load_library(workspace), problems)
    return Ground(facts, library, tuple(problems))


def load_agreement(workspace: Workspace, identifier: str, ground: Ground) -> Loaded:
    """Load one agreement; what cannot be read is left out and told.

    Where the shared facts or the clause library are wrong, the documents are read for their own problems only.
    """
    shared = list(ground.problems)
    facts, library = ground.facts, ground.library
    names = _gathered(lambda: _document_names(workspace, identifier), shared) or []
    shared.extend(near_misses(workspace, identifier))
    documents: dict[str, DocumentRecord] = {}
    images: dict[str, dict[str, Image]] = {}
    problems: dict[str, list[Diagnostic]] = {name: [] for name in names}
    traces: dict[str, Trace] = {}
    for name, found in problems.items():
        with tracing() as traces[name]:
            try:
                documents[name] = _document(workspace, identifier, name, library, found)
                images[name] = _pictures(workspace, identifier, documents[name], found)
            except MouflowError as failed:
                found.extend(failed.diagnostics)
                continue
        if facts is not None and library is not None:
            found.extend(validate(documents[name], facts))
    told = {name: tuple(found) for name, found in problems.items()}
    agreement = Agreement(id=identifier, documents=documents)
    return Loaded(agreement, facts or SharedFacts(), images, tuple(shared), told, traces)


def _gathered(load: Callable[[], T], problems: list[Diagnostic]) -> T | None:
    """Return what a function loads; None, its problems told, where it fails."""
    try:
        return load()
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
        return None


def _document_names(workspace: Workspace, agreement: str) -> list[str]:
    """Return the names of an agreement's documents.

    Raises:
        MouflowError: The folder cannot be read, or a name has characters that no file of mouflow's bears.
    """
    names = read_document_names(workspace, agreement)
    paths = [f"{AGREEMENTS}/{agreement}", *(f"{AGREEMENTS}/{agreement}/{name}.yaml" for name in names)]
    strange = [path for name, path in zip([agreement, *names], paths, strict=True) if not _NAME.fullmatch(name)]
    hint = "rename it: letters, digits, and . _ - after the first, 100 characters at most"
    if strange:
        raise MouflowError(
            *(error("bad-file-name", "no name for a document or agreement", Location(path), hint) for path in strange)
        )
    return names


def _document(
    workspace: Workspace,
    agreement: str,
    name: str,
    library: dict[str, LibraryClause] | None,
    problems: list[Diagnostic],
) -> DocumentRecord:
    path = f"{AGREEMENTS}/{agreement}/{name}.yaml"
    record, found = _parsed(workspace.files.read(path), path)
    problems.extend((*found, *_unknown_formats(record)))
    if isinstance(record, Mou) and library is not None:
        record, missing = expand(record, library)
        problems.extend(missing)
    return record


@lru_cache(maxsize=16)
def _parsed(data: bytes, path: str) -> tuple[DocumentRecord, tuple[Diagnostic, ...]]:
    """Read a record, once for as long as its bytes stay: after a save, the other documents of the pack."""
    problems: list[Diagnostic] = []
    record = read_document(read_yaml(data, path), path, problems)
    return record, tuple(problems)


def _unknown_formats(record: DocumentRecord) -> Iterator[Diagnostic]:
    for name in record.output.formats:
        if name not in FORMATS:
            place = place_of(name, record.output.location)
            yield error("unknown-format", f"unknown format `{name}`", place, did_you_mean(name, FORMATS))


def _pictures(
    workspace: Workspace, agreement: str, record: DocumentRecord, problems: list[Diagnostic]
) -> dict[str, Image]:
    """Read every picture a document shows, by the name its YAML gives."""
    images: dict[str, Image] = {}
    for name, place in record.pictures():
        path = name if name.startswith("/") else f"{AGREEMENTS}/{agreement}/{name}"
        try:
            images[name] = read_picture(workspace.files.read(path), path)
        except MouflowError as failed:
            hint = "; ".join(each.hint for each in failed.diagnostics)
            problems.append(
                error(failed.diagnostics[0].code, f"picture {name}: {_said(failed)}", place_of(name, place), hint)
            )
    return images


def _said(failed: MouflowError) -> str:
    return "; ".join(each.message for each in failed.diagnostics)
