"""What assembly is asked for and what it works with; everything is handed in, nothing is read from disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import BaseLoader

from mouflow.document import Attachment, Image
from mouflow.document.tree import Layout
from mouflow.languages.profiles import Profile
from mouflow.model.facts import SharedFacts
from mouflow.model.labels import Labels
from mouflow.model.pack import Agreement, DocumentRecord


@dataclass(frozen=True, slots=True)
class Request:
    """One output to assemble: a document in these languages, in this layout, for this holder's original."""

    agreement: Agreement
    name: str
    profiles: tuple[Profile, ...]
    layout: Layout = "single"
    holder: str | None = None

    @property
    def record(self) -> DocumentRecord:
        """The document's record."""
        return self.agreement.documents[self.name]


@dataclass(frozen=True, slots=True)
class Material:
    """What every document of a workspace shares."""

    facts: SharedFacts
    labels: Labels
    loader: BaseLoader
    css: str
    author: str
    created: datetime
    images: Mapping[str, Image] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    reference: bytes | None = None
