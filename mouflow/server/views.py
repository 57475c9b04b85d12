"""What can be looked at: a document in some languages, in a layout, as the original of a party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from mouflow.assembly.request import Request
from mouflow.build import Target, Wish, jobs_of
from mouflow.model.pack import LayoutName
from mouflow.workspace import Loaded

FORM = ("html",)


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a document.

    ``document`` is ``agreement/name``, ``languages`` are tags in reading order, ``holder`` is the party whose original
    it is, if any.
    """

    document: str
    languages: tuple[str, ...]
    layout: LayoutName
    holder: str | None = None

    @property
    def target(self) -> Target:
        """The document alone, as builds name it."""
        agreement, _, name = self.document.partition("/")
        return Target(agreement, (name,))

    def wish(self) -> Wish:
        """Return what to ask a build for."""
        return Wish(FORM, self.languages, (self.layout,), (self.holder,) if self.holder else ())


def views_of(loaded: Loaded, name: str) -> tuple[View, ...]:
    """Return every view of a document: languages side by side first, then as the document is made by itself."""
    wishes = (
        Wish(FORM, layouts=("parallel",)),
        Wish(FORM),
        Wish(FORM, layouts=_LAYOUTS),
        Wish(FORM, layouts=_LAYOUTS, holders=("all",)),
    )
    jobs = (job for wish in wishes for job in jobs_of(loaded, name, wish))
    return tuple(dict.fromkeys(view_of(job.request) for job in jobs))


def view_of(request: Request) -> View:
    """Return the view that a request makes."""
    tags = tuple(profile.tag for profile in request.profiles)
    return View(document_id(request.agreement.id, request.name), tags, request.layout, request.holder)


def document_id(agreement: str, name: str) -> str:
    """Return the id of a document in the whole workspace."""
    return f"{agreement}/{name}"


def ids_of(targets: Iterable[Target]) -> list[str]:
    """Return the ids of all documents of targets."""
    return [document_id(target.agreement, name) for target in targets for name in target.documents]


_LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)
