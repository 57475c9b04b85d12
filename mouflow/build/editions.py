"""One side of a comparison: an agreement in a workspace as it stood, loaded, and assembled document by document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from mouflow.assembly.assemble import Texts, assemble_texts
from mouflow.assembly.request import Request
from mouflow.diagnostics import MouflowError, has_errors
from mouflow.document import Side
from mouflow.history.repository import at_version
from mouflow.languages.profiles import Profile
from mouflow.model.mou import Mou
from mouflow.model.obligations import Pinned, Promises
from mouflow.model.pack import LayoutName
from mouflow.workspace import Loaded, Workspace, load_agreement, load_ground, material
from mouflow.workspace.guest import at_guest
from mouflow.workspace.promises import load_promises
from mouflow.workspace.templates import TemplateLoader

P = TypeVar("P", bound=Pinned)


@dataclass(frozen=True, slots=True)
class Edition:
    """An agreement in a workspace as it stood then; ``side`` is what the comparison calls it."""

    workspace: Workspace
    agreement: str
    side: Side


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition whose agreement is loaded and free of errors.

    ``loader`` finds its templates; it may be that of another edition with the same ones, which are compiled by now.
    """

    edition: Edition
    loaded: Loaded
    loader: TemplateLoader | None = None

    def texts(self, name: str, profiles: Sequence[Profile], layout: LayoutName, created: datetime | None) -> Texts:
        """Assemble the text of one document in these languages.

        Raises:
            MouflowError: With every problem in templates and texts; each names its version.
        """
        request = Request(self.loaded.agreement, name, tuple(profiles), layout)
        try:
            own = material(self.edition.workspace, self.loaded, name, created)
            return assemble_texts(request, replace(own, loader=self.loader or own.loader))
        except MouflowError as failed:
            raise _of_edition(failed, self.edition) from None

    def promises(self, document: str | None) -> Promises | None:
        """Return what the agreement promises by one of its documents; None where its obligations.yaml is wrong.

        What names no document is promised by the memorandum, or by the first document where there is none.
        """
        try:
            every = load_promises(self.edition.workspace, self.edition.agreement, []) or Promises()
        except MouflowError:
            return None
        documents = self.loaded.agreement.documents
        memoranda = (name for name, each in documents.items() if isinstance(each, Mou))
        home = next(memoranda, next(iter(documents), None))

        def kept(promises: tuple[P, ...]) -> tuple[P, ...]:
            return tuple(each for each in promises if (each.document or home) == document)

        term = every.term if document == home else None
        parts = {"term": term, "obligations": kept(every.obligations), "milestones": kept(every.milestones)}
        return every.model_copy(update=parts)


def open_edition(edition: Edition) -> Opened:
    """Load the agreement of an edition.

    Raises:
        MouflowError: It has errors; each names its version.
    """
    loaded = load_agreement(edition.workspace, edition.agreement, load_ground(edition.workspace))
    if has_errors(loaded.diagnostics):
        raise _of_edition(MouflowError(*loaded.diagnostics), edition)
    return Opened(edition, loaded)


def _of_edition(failed: MouflowError, edition: Edition) -> MouflowError:
    """Say which version or folder a problem is in, where it is not the files as they are now."""
    side = edition.side
    told = at_guest(failed, edition.workspace, side.name)
    return at_version(told, side.name, side.commit) if side.commit else told
