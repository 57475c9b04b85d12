"""One language of one document: template to markup, markup to checked, numbered blocks, and the renderers' wording."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from markupsafe import Markup

from mouflow.diagnostics import Diagnostic, Location, has_errors
from mouflow.document import Element, Level, Scheme, Wording, has_class, text_of, walk
from mouflow.document.markup import parse_markup
from mouflow.document.subset import check_subset
from mouflow.languages.profiles import Profile
from mouflow.model.base import Prose
from mouflow.model.labels import NumberLevel
from mouflow.model.pack import DocumentRecord

from .alternat import party_order
from .engine import Engine
from .identity import doubled_ids, identified
from .numbering import number_blocks
from .pictures import unknown_pictures
from .request import Material, Request
from .voice import Voice


@dataclass(frozen=True, slots=True)
class Task:
    """A request with what conditions and the alternat made of it.

    ``record`` is the document without what its conditions drop; ``profiles`` are the languages of this output, and
    ``languages`` all those of the document, both in the order of this original.
    """

    request: Request
    material: Material
    record: DocumentRecord
    profiles: tuple[Profile, ...]
    languages: tuple[Profile, ...]

    def parties_for(self, profile: Profile) -> tuple[str, ...]:
        """Order the parties as the text in one language names them."""
        mode: str = getattr(self.record, "alternat", "none")
        parties: tuple[str, ...] = getattr(self.record, "parties", ())
        return party_order(parties, mode, self.request.holder, profile, self.material.facts.organisations)

    def seats(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Order the parties at the signing table; where languages share one, the leading language decides."""
        return self.parties_for(self.profiles[0]) if self.request.layout == "parallel" else parties

    def sayings(self, profile: Profile) -> Hashable:
        """Return all of the request that the text in one language depends on; layouts share what does not differ."""
        parties = self.parties_for(profile)
        languages = tuple(each.tag for each in self.languages)
        return profile.tag, self.request.holder, parties, self.seats(parties), languages


class Rendition:
    """One language of a document in the making; ``problems`` gathers what is wrong in it."""

    def __init__(self, task: Task, profile: Profile, engine: Engine) -> None:
        self.problems: list[Diagnostic] = []
        self._task = task
        self._profile = profile
        self._engine = engine
        self._variables: dict[str, object] = {}
        parties = task.parties_for(profile)
        tell = engine.problems.append
        self._voice = Voice(task.request, task.material, profile, parties, task.languages, self._say, tell)
        self._variables.update(self._named(parties))

    def assemble(self) -> tuple[tuple[Element, ...], Wording]:
        """Render, parse, check, number."""
        name = f"{self._task.record.kind}/document.html.j2"
        markup = self._engine.template(name, self._variables)
        nodes = parse_markup(markup, f"templates/{name}")
        whole = Location(f"templates/{name}")
        self.problems.extend(replace(each, location=each.location or whole) for each in check_subset(nodes))
        self.problems.extend(unknown_pictures(nodes, self._task.material.images))
        if has_errors(self.problems):
            return (), Wording(self._profile)
        schemes = self._schemes()
        nodes, found = number_blocks(identified(nodes), schemes)
        self.problems.extend(found)
        self.problems.extend(doubled_ids(nodes))
        blocks = cast("tuple[Element, ...]", nodes)
        return blocks, self._wording(blocks, schemes)

    def _say(self, prose: Prose, values: Mapping[str, object]) -> Markup:
        return self._engine.prose(prose, self._variables, values)

    def _named(self, parties: tuple[str, ...]) -> dict[str, object]:
        """Everything that templates and texts can name."""
        documents = self._task.request.agreement.documents
        by_kind = {each.kind.replace("-", "_"): each for each in documents.values()}
        facts = self._task.material.facts
        return {
            **self._task.material.labels.words(self._task.record.variant()),
            **by_kind,
            **self._task.record.facts,
            self._task.record.kind.replace("-", "_"): self._task.record,
            "document": self._task.record,
            "facts": self._task.record.facts,
            "people": facts.people,
            "organisations": facts.organisations,
            "terms": facts.terms,
            "parties": parties,
            "seats": self._task.seats(parties),
            "languages": tuple(profile.key for profile in self._voice.languages),
            "first": self._voice.names.org(parties[0], article=True) if parties else "",
            "second": self._voice.names.org(parties[1], article=True) if len(parties) > 1 else "",
            "holder": self._task.request.holder,
            "language": self._profile.key,
            "profile": self._task.record.variant(),
            "_voice": self._voice,
            **self._voice.functions(),
        }

    def _schemes(self) -> dict[str, Scheme]:
        labels = self._task.material.labels
        variant = self._task.record.variant()
        schemes = {}
        for name in labels.numbering:
            levels = labels.levels(name, variant, self._profile)
            schemes[name] = Scheme(name, tuple(_level(each) for each in levels))
        return schemes

    def _wording(self, blocks: tuple[Element, ...], schemes: dict[str, Scheme]) -> Wording:
        titles = (text_of(each) for each in walk(blocks) if has_class(each, "title"))
        say = self._voice.label
        title = next(titles, "").replace("\n", "" if self._profile.chinese else " ")
        if self._task.record.status == "draft":
            title = str(say("draft-title", title=title))
        holder = self._task.request.holder
        return Wording(
            profile=self._profile,
            running_title=title,
            page_of=str(say("page-of", page="{page}", pages="{pages}")),
            contents=str(say("contents")),
            skip=str(say("skip")),
            decision=str(say("decision")),
            original_for=str(say("original-for", party=self._voice.names.org(holder, article=True))) if holder else "",
            schemes=schemes,
        )


def _level(level: NumberLevel) -> Level:
    """Bring tenths of an em to ems."""
    return Level(level.format, level.label, level.reference, level.mark, level.indent / 10, level.hanging / 10)
