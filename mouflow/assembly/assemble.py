"""One request to one Document: conditions, every language, layout."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from mouflow.diagnostics import Location, MouflowError, has_errors, place_of
from mouflow.document import Document, Element, Metadata, Wording
from mouflow.document.block_ids import SEPARATOR
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized, Record, fields_holding, records_in
from mouflow.model.mou import Mou
from mouflow.model.pack import DocumentRecord

from . import layout
from .alternat import language_order
from .conditions import kept, variables
from .engine import Engine
from .rendition import Rendition, Task
from .request import Material, Request

_LAYOUTS = {"parallel": layout.parallel, "sequential": layout.sequential}
Part = tuple[Profile, tuple[Element, ...]]
Said = dict[Hashable, tuple[tuple[Element, ...], Wording]]
"""Languages of one record that were assembled, by all that can make a difference between its originals and layouts."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of a document in each of its languages, checked and numbered, but not laid out yet.

    ``parts`` and ``wordings`` have one entry a language, in the order of the original that was asked for.
    """

    request: Request
    material: Material
    record: DocumentRecord
    parts: tuple[Part, ...]
    wordings: tuple[Wording, ...]

    @property
    def blocks(self) -> dict[str, tuple[Element, ...]]:
        """The blocks of each language, by its tag."""
        return {profile.tag: blocks for profile, blocks in self.parts}

    def emptied(self) -> Texts:
        """Return the texts without a block, as a version that does not have the document."""
        return replace(self, parts=tuple((profile, ()) for profile, _ in self.parts))

    def limited(self, languages: Sequence[Profile]) -> Texts:
        """Return the texts of some of the languages, in their order."""
        tags = [profile.tag for profile in languages]
        parts = [part for tag in tags for part in self.parts if part[0].tag == tag]
        wordings = [each for tag in tags for each in self.wordings if each.profile.tag == tag]
        return replace(self, parts=tuple(parts), wordings=tuple(wordings))


def assemble(request: Request, material: Material, said: Said | None = None) -> Document:
    """Assemble one document; ``said`` holds what was assembled for others of the same record and material.

    Raises:
        MouflowError: With every problem found in templates and texts, each at its place.
    """
    return laid_out(assemble_texts(request, material, said))


def assemble_texts(request: Request, material: Material, said: Said | None = None) -> Texts:
    """Assemble the text of each language, but what is in ``said`` already, to which it is added.

    Raises:
        MouflowError: With every problem found in templates and texts, each at its place.
    """
    engine = Engine(material.loader)
    task = Task(request, material, conditioned(request.record, engine), *_languages(request, material))
    parts, wordings = _rendered(task, engine, {} if said is None else said)
    if has_errors(engine.problems):
        raise MouflowError(*engine.problems)
    return Texts(request, material, task.record, tuple(parts), tuple(wordings))


def laid_out(texts: Texts) -> Document:
    """Lay the texts out as the request asks."""
    request, material = texts.request, texts.material
    parts = texts.parts
    blocks = layout.single(parts[0]) if request.layout == "single" else _LAYOUTS[request.layout](parts)
    title = " / ".join(wording.running_title for wording in texts.wordings)
    return Document(
        kind=texts.record.kind,
        layout=request.layout,
        wordings=texts.wordings,
        blocks=blocks,
        metadata=Metadata(title, material.author, material.created),
        css=material.css,
        images=material.images,
        attachments=material.attachments,
        reference=material.reference,
        places=_places(texts.record),
    )


def _rendered(task: Task, engine: Engine, said: Said) -> tuple[list[Part], list[Wording]]:
    """Assemble each language; problems go to the engine's, so that one run tells those of all languages."""
    parts: list[Part] = []
    wordings: list[Wording] = []
    for profile in task.profiles:
        found = said.get(task.sayings(profile))
        try:
            blocks, wording = found or _spoken(task, profile, engine)
        except MouflowError as failed:
            engine.problems.extend(failed.diagnostics)
            continue
        if not has_errors(engine.problems):
            said[task.sayings(profile)] = blocks, wording
        parts.append((profile, blocks))
        wordings.append(wording)
    return parts, wordings


def _spoken(task: Task, profile: Profile, engine: Engine) -> tuple[tuple[Element, ...], Wording]:
    rendition = Rendition(task, profile, engine)
    found = rendition.assemble()
    engine.problems.extend(rendition.problems)
    return found


def _languages(request: Request, material: Material) -> tuple[tuple[Profile, ...], tuple[Profile, ...]]:
    """Order the languages asked for, and all languages the document exists in, as this original has them."""
    mode: str = getattr(request.record, "alternat", "none")
    organisations = material.facts.organisations
    asked = language_order(request.profiles, mode, request.holder, organisations)
    return asked, language_order(request.record.language_profiles(), mode, request.holder, organisations)


def conditioned(record: DocumentRecord, engine: Engine) -> DocumentRecord:
    """Return a document without what its conditions leave out; wrong conditions are told to the engine."""

    def holds(passage: Record) -> bool:
        condition: str = getattr(passage, "when", "")
        return engine.condition(condition, variables(condition, record.facts), passage.location)

    return kept(record, holds, engine.problems)


def _places(record: DocumentRecord) -> dict[str, Location]:
    """Lead from every id to its place in YAML, and with a language tag to that of its own text in this language.

    What the library holds leads to where its clause is used.
    """
    places: dict[str, Location] = {}
    for each in records_in(record):
        if identifier := getattr(each, "id", None):
            places[identifier] = each.location
            places.update(_own_texts(each, identifier, record.language_profiles()))
    for clause in record.clauses if isinstance(record, Mou) else ():
        used = place_of(clause.with_, place_of(clause.use, clause.location))
        inside = (getattr(each, "id", None) for each in records_in(clause) if each.location.path != used.path)
        places.update({identifier: used for identifier in inside if identifier})
    return places


def _own_texts(record: Record, identifier: str, profiles: Sequence[Profile]) -> Iterator[tuple[str, Location]]:
    texts = (getattr(record, name) for name in fields_holding(type(record), Localized))
    text = next((each for each in texts if isinstance(each, Localized)), None)
    for profile in profiles if text else ():
        prose = text.prose(profile) if text else None
        if prose and prose.location.path == record.location.path:
            yield f"{identifier}{SEPARATOR}{profile.tag}", prose.location
