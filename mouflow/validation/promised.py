"""What rules for obligations.yaml look at: the promises, beside the documents and facts they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mouflow.languages.profiles import Profile
from mouflow.model.facts import SharedFacts
from mouflow.model.mou import Mou
from mouflow.model.obligations import Promise, Promises
from mouflow.model.pack import Agreement


@dataclass(frozen=True)
class Promised:
    """The promises of an agreement, and what they are held against; documents that could not be read are left out."""

    promises: Promises
    agreement: Agreement
    facts: SharedFacts

    @cached_property
    def all(self) -> tuple[Promise, ...]:
        """Every obligation, then every milestone."""
        return (*self.promises.obligations, *self.promises.milestones)

    @cached_property
    def memorandum(self) -> Mou | None:
        """The memorandum: that of the name `mou`, or else the first; None where there is none."""
        memoranda = {name: each for name, each in self.agreement.documents.items() if isinstance(each, Mou)}
        return memoranda.get("mou") or next(iter(memoranda.values()), None)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of the memorandum."""
        return self.memorandum.parties if self.memorandum else ()

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The languages of the memorandum."""
        return self.memorandum.language_profiles() if self.memorandum else ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The keys of these languages, as texts are written under them."""
        return tuple(profile.key for profile in self.profiles) or ("en",)
