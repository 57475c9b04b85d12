"""Two versions of an agreement to redlines: one marked document for each document, layout and choice of languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mouflow.assembly.assemble import Texts, laid_out
from mouflow.assembly.duty_words import duty_sentences
from mouflow.compare.comparison import compare
from mouflow.compare.duties import find_duties
from mouflow.diagnostics import MouflowError, did_you_mean, error
from mouflow.document import Authorship, Document, Redline
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized
from mouflow.model.facts import SharedFacts
from mouflow.model.pack import LayoutName
from mouflow.workspace.material import redline_material

from .editions import Edition, Opened, open_edition
from .jobs import language_choices
from .layout_changes import layout_changes

Blame = Callable[[str, str, str, str], Authorship]
"""Tells who changed a block, when and why: document, block and clause by id, language by its tag."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a call asks for: documents, languages and layouts; an empty tuple leaves the choice to the documents.

    ``together`` asks for one redline of each document with all languages, for forms that have no columns or pages.
    """

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[LayoutName, ...] = ()
    created: datetime | None = None
    together: bool = False

    def layouts_for(self, languages: int) -> tuple[LayoutName, ...]:
        """Return the layouts of a document in so many languages."""
        if languages == 1 and (self.together or not self.layouts):
            return ("single",)
        return ("sequential",) if self.together else self.layouts or ("parallel",)


@dataclass(frozen=True, slots=True)
class Redlined:
    """The redline of one document, and the texts of both versions, which its proof is held against."""

    name: str
    document: Document
    redline: Redline
    old: Texts
    new: Texts


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two documents to compare by their names in either version; one is None where only one version has it."""

    old: str | None
    new: str | None

    @property
    def name(self) -> str:
        return self.new or self.old or ""


def redlines(old: Edition, new: Edition, choice: Choice, blame: Blame) -> list[Redlined]:
    """Compare two versions of an agreement, document by document.

    Raises:
        MouflowError: A version has errors, a document is not known, or one has no language in common.
    """
    before, after = open_edition(old), open_edition(new)
    return [
        redlined
        for pair in _pairs(before, after, choice.documents)
        for redlined in _document(before, after, pair, choice, blame)
    ]


def _pairs(old: Opened, new: Opened, wanted: tuple[str, ...]) -> Iterator[_Pair]:
    """Pair documents by name; one that has no namesake with the only one of its kind that has none either."""
    left = {name: each.kind for name, each in old.loaded.agreement.documents.items()}
    arrived = {name: each.kind for name, each in new.loaded.agreement.documents.items()}
    for name in wanted:
        if name not in left | arrived:
            hint = did_you_mean(name, left | arrived)
            raise MouflowError(error("unknown-document", f"neither version has a document `{name}`", hint=hint))
    pairs: list[_Pair] = []
    for name, kind in arrived.items():
        if name in left:
            namesake: str | None = name
        else:
            lonely = [other for other, its in left.items() if its == kind and other not in arrived]
            rivals = [other for other, its in arrived.items() if its == kind and other not in left]
            namesake = lonely[0] if len(lonely) == len(rivals) == 1 else None
        pairs.append(_Pair(namesake, name))
    known = {pair.old for pair in pairs}
    pairs += [_Pair(name, None) for name in left if name not in known]
    yield from (pair for pair in pairs if not wanted or {pair.old, pair.new} & set(wanted))


def _document(old: Opened, new: Opened, pair: _Pair, choice: Choice, blame: Blame) -> Iterator[Redlined]:
    """Compare one document in all languages, so that one that stayed behind is told, and lay out those asked for."""
    shared = _shared_languages(old, new, pair)
    keys = choice.languages or tuple(profile.key for profile in shared)
    chosen = [profile for key in keys for profile in shared if key in (profile.key, profile.tag)]
    others = [profile for profile in shared if profile not in chosen]
    for layout in choice.layouts_for(len(chosen)) if chosen else ():
        before, after = _texts(old, new, pair, (*chosen, *others), layout, choice.created)
        compared = _Compared(pair.name, old, new, before, after, blame)
        for languages in language_choices(chosen, layout):
            yield compared.redlined(languages)


def _shared_languages(old: Opened, new: Opened, pair: _Pair) -> list[Profile]:
    """Return the languages that both versions of a document have, as the newer one orders them.

    Raises:
        MouflowError: There is none.
    """
    records = [opened.loaded.agreement.documents[name] for opened, name in ((new, pair.new), (old, pair.old)) if name]
    others = {profile.tag for profile in records[-1].language_profiles()}
    shared = [profile for profile in records[0].language_profiles() if profile.tag in others]
    if not shared:
        message = f"the two versions of `{pair.name}` have no language in common"
        raise MouflowError(error("no-common-language", message, hint="compare versions that share one"))
    return shared


def _texts(
    old: Opened, new: Opened, pair: _Pair, languages: tuple[Profile, ...], layout: LayoutName, created: datetime | None
) -> tuple[Texts, Texts]:
    """Assemble both versions; of a document that only one has, the other is without text."""
    before = old.texts(pair.old, languages, layout, created) if pair.old else None
    after = new.texts(pair.new, languages, layout, created) if pair.new else None
    if before is None or after is None:
        there = before or after
        assert there is not None
        empty = replace(there, parts=tuple((profile, ()) for profile, _ in there.parts))
        return before or empty, after or empty
    return before, after


class _Compared:
    """Both texts of a document, compared in all their languages."""

    def __init__(self, name: str, before: Opened, after: Opened, old: Texts, new: Texts, blame: Blame) -> None:
        self._name, self._old, self._new = name, old, new
        self._sides = before.edition.side, after.edition.side
        self._layout_changes = layout_changes(old, new)
        facts = before.loaded.facts, after.loaded.facts
        self._facts = SharedFacts(organisations={**facts[0].organisations, **facts[1].organisations})
        self._words = redline_material(after.edition.workspace)
        names = _names(facts[0]) | _names(facts[1])
        emphasis = not self._layout_changes
        self._found = compare(old.blocks, new.blocks, lambda *where: blame(name, *where), names, emphasis=emphasis)

    def redlined(self, languages: tuple[Profile, ...]) -> Redlined:
        """Lay out the redline in some of the languages; it tells of changes in these, and of drift in any."""
        old, new = self._old.limited(languages), self._new.limited(languages)
        redline = self._redline([profile.tag for profile in languages])
        marked = replace(new, parts=tuple((profile, self._found.blocks[profile.tag]) for profile, _ in new.parts))
        images = {**old.material.images, **new.material.images}
        document = replace(laid_out(marked), redline=redline, attachments=(), images=images)
        redline = replace(redline, duties=self._duties(document), wordings=old.wordings)
        return Redlined(self._name, replace(document, redline=redline), redline, old, new)

    def _redline(self, tags: list[str]) -> Redline:
        changes = tuple(each for each in self._found.changes if each.language in tags)
        return Redline(
            *self._sides,
            changes,
            tuple(each for each in self._found.renumberings if each.language in tags),
            tuple(each for each in self._found.drifts if {*each.changed, *each.unchanged} & {*tags}),
            self._layout_changes,
        )

    def _duties(self, document: Document) -> tuple[str, ...]:
        leading = document.leading.profile.tag
        changes = [each for each in self._found.changes if each.language == leading]
        duties = find_duties(self._old.record, self._new.record, changes)
        return duty_sentences(duties, document, self._facts, self._words) if duties else ()


def _names(facts: SharedFacts) -> frozenset[str]:
    """Return the names of every organisation and person, in every language."""
    named: list[Localized | None] = [each.name for each in facts.people.values()]
    named += [text for each in facts.organisations.values() for text in (each.name, each.short)]
    return frozenset(prose.text for text in named if text for prose in text.texts.values())
