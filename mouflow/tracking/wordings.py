"""What clauses say, and what they are called, for what is due under them: plain text in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mouflow.assembly.assemble import Texts, laid_out
from mouflow.build.editions import Opened, open_edition
from mouflow.build.sides import working_edition
from mouflow.document.places import numbers_of
from mouflow.model.pack import DocumentRecord
from mouflow.register.records import Row
from mouflow.workspace import Workspace

from .clause_text import clause_text

Clause = tuple[str, str]
"""A document's name and the id of a clause, paragraph, item or row in it."""

ByLanguage = Mapping[str, str]
"""A text by language key."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """What clauses of an agreement say, and the numbers they are called by.

    ``title`` is the memorandum's; ``instrument`` its profile, `non-binding` or `treaty`.
    """

    memorandum: str = ""
    instrument: str = ""
    title: ByLanguage = field(default_factory=dict)
    said: Mapping[Clause, ByLanguage] = field(default_factory=dict)
    placed: Mapping[Clause, ByLanguage] = field(default_factory=dict)

    def worded(self, row: Row) -> Row:
        """Return a row with what is to be done, its own wording before its clause's, and where that stands."""
        clause = row.occurrence.document or self.memorandum, row.occurrence.clause or ""
        wording = {**self.said.get(clause, {}), **row.occurrence.wording}
        return replace(row, wording={**wording, **row.wording}, place={**self.placed.get(clause, {}), **row.place})


def load_wordings(workspace: Workspace, agreement: str, rows: Sequence[Row]) -> Wordings:
    """Load the wording of the clauses that rows follow from; each document is assembled once.

    Raises:
        MouflowError: The documents have errors.
    """
    opened = open_edition(working_edition(workspace, agreement))
    memorandum = _memorandum(opened.loaded.agreement.documents)
    wanted = {(row.occurrence.document or memorandum, row.occurrence.clause or "") for row in rows}
    title: dict[str, str] = {}
    said: dict[Clause, dict[str, str]] = {clause: {} for clause in wanted}
    placed: dict[Clause, dict[str, str]] = {clause: {} for clause in wanted}
    for name in sorted({memorandum, *(document for document, _ in wanted)} & opened.loaded.agreement.documents.keys()):
        for key, texts in _texts(opened, name):
            if name == memorandum:
                title[key] = texts.wordings[0].running_title
            for clause, text, place in _clauses(texts, [each for each in wanted if each[0] == name]):
                said[clause] |= {key: text} if text else {}
                placed[clause] |= {key: place} if place else {}
    return Wordings(memorandum, _instrument(opened, memorandum), title, said, placed)


def _instrument(opened: Opened, memorandum: str) -> str:
    record = opened.loaded.agreement.documents.get(memorandum)
    return record.variant() if record else ""


def _memorandum(documents: Mapping[str, DocumentRecord]) -> str:
    """Return the name of the document that clauses stand in where an obligation names none: `mou`, else the first."""
    found = sorted(name for name, record in documents.items() if record.kind == "mou")
    return "mou" if "mou" in found else found[0] if found else ""


def _texts(opened: Opened, name: str) -> Iterator[tuple[str, Texts]]:
    """Give the text of a document in one language after the other, with the language's key."""
    profiles = opened.loaded.agreement.documents[name].language_profiles()
    texts = opened.texts(name, profiles, "single", None)
    for profile in profiles:
        yield profile.key, texts.limited([profile])


def _clauses(texts: Texts, clauses: Iterable[Clause]) -> Iterator[tuple[Clause, str, str]]:
    """Give each clause with what it says and where it stands, in the language of the texts."""
    numbers, (_, blocks) = numbers_of(laid_out(texts)), texts.parts[0]
    for clause in clauses:
        text = clause_text(texts.record, blocks, clause[1])
        yield clause, text, next((numbers[each].current for each in _upwards(clause[1]) if each in numbers), "")


def _upwards(identifier: str) -> Iterator[str]:
    """Give an id and those it begins with: a row of a table has the number of what it stands in."""
    while identifier:
        yield identifier
        identifier = identifier.rpartition(".")[0]
