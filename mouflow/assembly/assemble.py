"""One request to one Document: conditions, templates per language, numbers and references, layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from markupsafe import Markup

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error, has_errors
from mouflow.document import (
    Document,
    Element,
    Level,
    Metadata,
    Node,
    Scheme,
    Wording,
    has_class,
    text_of,
    walk,
)
from mouflow.document.markup import parse_markup
from mouflow.document.subset import check_subset
from mouflow.languages.profiles import Profile, find_profile
from mouflow.model.base import Prose, records_in
from mouflow.model.pack import DocumentRecord

from . import layout
from .alternat import language_order, party_order
from .conditions import kept, variables
from .engine import Engine
from .numbering import number_blocks
from .pictures import unknown_pictures
from .request import Material, Request
from .voice import Voice

_LAYOUTS = {"parallel": layout.parallel, "sequential": layout.sequential}


def assemble(request: Request, material: Material) -> Document:
    """Assemble one document.

    Raises:
        MouflowError: With every problem found in templates and texts, each at its place.
    """
    engine = Engine(material.loader)
    problems = engine.problems
    record = _conditioned(request.record, engine, problems)
    profiles, languages = _profiles(request, material)
    parts: list[tuple[Profile, tuple[Element, ...]]] = []
    wordings: list[Wording] = []
    for profile in profiles:
        speaker = _Speaker(request, material, profile, languages, engine, record)
        try:
            blocks, wording = speaker.speak()
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
            continue
        parts.append((profile, blocks))
        wordings.append(wording)
        problems.extend(speaker.problems)
    if has_errors(problems):
        raise MouflowError(*problems)
    blocks = layout.single(parts[0]) if request.layout == "single" else _LAYOUTS[request.layout](parts)
    title = " / ".join(wording.running_title for wording in wordings)
    return Document(
        kind=record.kind,
        layout=request.layout,
        wordings=tuple(wordings),
        blocks=blocks,
        metadata=Metadata(title, material.author, material.created),
        css=material.css,
        images=material.images,
        attachments=material.attachments,
        places={each.id: each.location for each in records_in(record) if getattr(each, "id", None)},  # type: ignore[attr-defined]
    )


def _profiles(request: Request, material: Material) -> tuple[tuple[Profile, ...], tuple[Profile, ...]]:
    """Order the languages asked for, and all languages the document exists in, as this original has them."""
    mode = getattr(request.record, "alternat", "none")
    organisations = material.facts.organisations
    every = tuple(found for name in request.record.languages if (found := find_profile(name)))
    return tuple(language_order(each, mode, request.holder, organisations) for each in (request.profiles, every))  # type: ignore[return-value]


def _conditioned(record: DocumentRecord, engine: Engine, problems: list[Diagnostic]) -> DocumentRecord:
    def holds(passage: object) -> bool:
        place: Location = passage.location  # type: ignore[attr-defined]
        condition: str = passage.when  # type: ignore[attr-defined]
        return engine.condition(condition, variables(condition, record.facts), place)

    return kept(record, holds, problems)


class _Speaker:
    """Assembles the blocks of one language."""

    def __init__(
        self,
        request: Request,
        material: Material,
        profile: Profile,
        languages: tuple[Profile, ...],
        engine: Engine,
        record: DocumentRecord,
    ) -> None:
        self.problems: list[Diagnostic] = []
        self._request = request
        self._material = material
        self._profile = profile
        self._engine = engine
        self._record = record
        mode = getattr(record, "alternat", "none")
        parties: tuple[str, ...] = getattr(record, "parties", ())
        order = party_order(parties, mode, request.holder, profile, material.facts.organisations)
        self._variables: dict[str, object] = {}
        self._voice = Voice(request, material, profile, order, languages, self._say)
        self._variables.update(self._named(order))

    def speak(self) -> tuple[tuple[Element, ...], Wording]:
        """Render, parse, check, number."""
        name = f"{self._record.kind}/document.html.j2"
        markup = self._engine.template(name, self._variables)
        nodes = parse_markup(markup, f"templates/{name}")
        whole = Location(f"templates/{name}")
        self.problems.extend(replace(each, location=each.location or whole) for each in check_subset(nodes))
        self.problems.extend(unknown_pictures(nodes, self._material.images))
        if has_errors(self.problems):
            return (), Wording(self._profile)
        schemes = self._schemes()
        nodes, found = number_blocks(_identified(nodes), schemes)
        self.problems.extend(found)
        self.problems.extend(_doubled(nodes))
        blocks = cast("tuple[Element, ...]", nodes)
        return blocks, self._wording(blocks, schemes)

    def _say(self, prose: Prose, values: Mapping[str, object]) -> Markup:
        return self._engine.prose(prose, self._variables, values)

    def _named(self, parties: tuple[str, ...]) -> dict[str, object]:
        """Everything that templates and texts can name."""
        documents = self._request.agreement.documents
        by_kind = {each.kind.replace("-", "_"): each for each in documents.values()}
        facts = self._material.facts
        return {
            **self._material.labels.words(getattr(self._record, "profile", "")),
            **by_kind,
            **self._record.facts,
            self._record.kind.replace("-", "_"): self._record,
            "document": self._record,
            "facts": self._record.facts,
            "people": facts.people,
            "organisations": facts.organisations,
            "terms": facts.terms,
            "parties": parties,
            "seats": self._seats(parties),
            "languages": tuple(profile.key for profile in self._voice.languages),
            "first": self._voice.names.org(parties[0], article=True) if parties else "",
            "second": self._voice.names.org(parties[1], article=True) if len(parties) > 1 else "",
            "holder": self._request.holder,
            "language": self._profile.key,
            "profile": getattr(self._record, "profile", ""),
            "_voice": self._voice,
            **self._voice.functions(),
        }

    def _seats(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Order the parties at the signing table; where languages share one, the leading language decides."""
        if self._request.layout != "parallel":
            return parties
        profiles, _ = _profiles(self._request, self._material)
        organisations = self._material.facts.organisations
        mode = getattr(self._record, "alternat", "none")
        return party_order(parties, mode, self._request.holder, profiles[0], organisations)

    def _schemes(self) -> dict[str, Scheme]:
        labels = self._material.labels
        variant = getattr(self._record, "profile", "")
        schemes = {}
        for name in labels.numbering:
            levels = labels.levels(name, variant, self._profile)
            schemes[name] = Scheme(name, tuple(_level(level) for level in levels))
        return schemes

    def _wording(self, blocks: tuple[Element, ...], schemes: dict[str, Scheme]) -> Wording:
        titles = (text_of(each) for each in walk(blocks) if has_class(each, "title"))
        say = self._voice.label
        title = next(titles, "").replace("\n", "" if self._profile.chinese else " ")
        if self._record.status == "draft":
            title = str(say("draft-title", title=title))
        holder = self._request.holder
        return Wording(
            profile=self._profile,
            running_title=title,
            page_of=str(say("page-of", page="{page}", pages="{pages}")),
            contents=str(say("contents")),
            original_for=str(say("original-for", party=self._voice.names.org(holder, article=True))) if holder else "",
            schemes=schemes,
        )


def _level(level: object) -> Level:
    from mouflow.model.labels import NumberLevel

    assert isinstance(level, NumberLevel)
    return Level(level.format, level.label, level.reference, level.mark, level.indent / 10, level.hanging / 10)


def _identified(nodes: tuple[Node, ...], above: str = "") -> tuple[Node, ...]:
    """Give every block without an id one that its place among its neighbours decides."""
    named: list[Node] = []
    for at, node in enumerate(nodes, 1):
        if isinstance(node, str) or node.tag in _WITHOUT_ID:
            named.append(node)
            continue
        identifier = node.id or f"{above}{'.' if above else ''}{node.tag}{at}"
        children = _identified(node.children, identifier) if node.tag in _HOLDS_BLOCKS else node.children
        attributes = node.attributes if node.tag in _FRAMES else {**node.attributes, "id": identifier}
        named.append(replace(node, attributes=attributes, children=children))
    return tuple(named)


_FRAMES = frozenset({"thead", "tbody", "tr", "td"})
_HOLDS_BLOCKS = frozenset({"section", "header", "footer", "div", "figure", "table"}) | _FRAMES
_WITHOUT_ID = frozenset({"colgroup", "col", "th", "img"})


def _doubled(blocks: tuple[Node, ...]) -> list[Diagnostic]:
    seen: set[str] = set()
    found = []
    for element in walk(blocks):
        if element.id and element.id in seen:
            found.append(error("duplicate-id", f"two blocks have the id `{element.id}`", element.origin, "rename one"))
        seen.add(element.id)
    return found
