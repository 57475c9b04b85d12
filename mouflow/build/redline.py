"""Two versions of an agreement to redlines: one marked document for each document, layout and choice of languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mouflow.assembly.assemble import Texts
from mouflow.diagnostics import MouflowError, error
from mouflow.languages.profiles import Profile
from mouflow.model.pack import LayoutName

from .compared import Blame, Compared, Redlined
from .document_pairs import DocumentPair, document_pairs
from .editions import Edition, Opened, open_edition
from .jobs import language_choices


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


def redlines(old: Edition, new: Edition, choice: Choice, blame: Blame) -> list[Redlined]:
    """Compare two versions of an agreement, document by document.

    Raises:
        MouflowError: A version has errors, a document is not known, or one has no language in common.
    """
    before, after = open_edition(old), open_edition(new)
    return [
        redlined
        for pair in document_pairs(before, after, choice.documents)
        for redlined in _document(before, after, pair, choice, blame)
    ]


def _document(old: Opened, new: Opened, pair: DocumentPair, choice: Choice, blame: Blame) -> Iterator[Redlined]:
    """Compare one document in all languages, so that one that stayed behind is told, and lay out those asked for."""
    shared = _shared_languages(old, new, pair)
    keys = choice.languages or tuple(profile.key for profile in shared)
    chosen = [profile for key in keys for profile in shared if key in (profile.key, profile.tag)]
    others = [profile for profile in shared if profile not in chosen]
    for layout in choice.layouts_for(len(chosen)) if chosen else ():
        before, after = _texts(old, new, pair, (*chosen, *others), layout, choice.created)
        promises = old.promises(pair.old), new.promises(pair.new)
        compared = Compared(pair, (old, new), (before, after), blame, promises)
        for languages in language_choices(chosen, layout):
            yield compared.redlined(languages)


def _shared_languages(old: Opened, new: Opened, pair: DocumentPair) -> list[Profile]:
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
    old: Opened,
    new: Opened,
    pair: DocumentPair,
    languages: tuple[Profile, ...],
    layout: LayoutName,
    created: datetime | None,
) -> tuple[Texts, Texts]:
    """Assemble both versions; of a document that only one has, the other is without text."""
    before = old.texts(pair.old, languages, layout, created) if pair.old else None
    after = new.texts(pair.new, languages, layout, created) if pair.new else None
    if after is not None:
        return before or after.emptied(), after
    if before is not None:
        return before, before.emptied()
    raise ValueError("a pair of documents without a document")
