"""Both versions of one document, compared in all their languages, to redlines laid out in some of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mouflow.assembly.assemble import Texts, laid_out
from mouflow.assembly.duty_words import duty_sentences
from mouflow.compare.comparison import compare
from mouflow.compare.drift import Blocks
from mouflow.compare.duties import find_duties
from mouflow.compare.promises import promise_duties
from mouflow.compare.recorder import Who
from mouflow.document import Document, Duty, Redline
from mouflow.languages.profiles import Profile
from mouflow.model.base import Localized
from mouflow.model.facts import SharedFacts
from mouflow.model.obligations import Promises
from mouflow.workspace.material import redline_material

from .document_pairs import DocumentPair
from .editions import Opened
from .layout_changes import layout_changes
from .old_pictures import with_own_pictures

Blame = Callable[[DocumentPair, Blocks, Blocks], Who]
"""Gives what tells who changed a document, by its names and texts in the old and the new version."""


@dataclass(frozen=True, slots=True)
class Redlined:
    """The redline of one document, and the texts of both versions, which its proof is held against."""

    name: str
    document: Document
    redline: Redline
    old: Texts
    new: Texts


class Compared:
    """Both texts of a document, compared in all their languages, with what it promised and promises now."""

    def __init__(
        self,
        pair: DocumentPair,
        sides: tuple[Opened, Opened],
        texts: tuple[Texts, Texts],
        blame: Blame,
        promises: tuple[Promises | None, Promises | None] = (Promises(), Promises()),
    ) -> None:
        (before, after), (old, new) = sides, texts
        self._promises = promises
        self._name, self._old, self._new = pair.name, with_own_pictures(old, new), new
        self._sides = before.edition.side, after.edition.side
        self._layout_changes = layout_changes(old, new)
        facts = before.loaded.facts, after.loaded.facts
        self._facts = SharedFacts(
            organisations={**facts[0].organisations, **facts[1].organisations},
            people={**facts[0].people, **facts[1].people},
        )
        self._words = redline_material(after.edition.workspace)
        names = _names(facts[0]) | _names(facts[1])
        emphasis = not self._layout_changes
        blocks = self._old.blocks, new.blocks
        self._found = compare(*blocks, blame(pair, *blocks), names, emphasis=emphasis)

    def redlined(self, languages: tuple[Profile, ...]) -> Redlined:
        """Lay out the redline in some of the languages; it tells of changes in these, and of drift in any."""
        old, new = self._old.limited(languages), self._new.limited(languages)
        redline = self._redline([profile.tag for profile in languages])
        marked = replace(new, parts=tuple((profile, self._found.blocks[profile.tag]) for profile, _ in new.parts))
        images = {**old.material.images, **new.material.images}
        document = replace(laid_out(marked), redline=redline, attachments=(), images=images)
        promised = self._promised(document)
        redline = replace(redline, duties=self._duties(document, promised), obligations=promised, wordings=old.wordings)
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

    def _promised(self, document: Document) -> tuple[Duty, ...]:
        """Return what the change of obligations.yaml does, or which side of it could not be read."""
        old, new = self._promises
        if old and new:
            return promise_duties(old, new, document.leading.profile.key)
        unread = (side.name for side, each in zip(self._sides, self._promises, strict=True) if each is None)
        return tuple(Duty("promise-unread", name=name) for name in unread)

    def _duties(self, document: Document, promised: tuple[Duty, ...]) -> tuple[str, ...]:
        leading = document.leading.profile.tag
        changes = [each for each in self._found.changes if each.language == leading]
        duties = (*promised, *find_duties(self._old.record, self._new.record, changes))
        return duty_sentences(duties, document, self._facts, self._words) if duties else ()


def _names(facts: SharedFacts) -> frozenset[str]:
    """Return the names of every organisation and person, in every language."""
    named: list[Localized | None] = [each.name for each in facts.people.values()]
    named += [text for each in facts.organisations.values() for text in (each.name, each.short)]
    return frozenset(prose.text for text in named if text for prose in text.texts.values())
