"""What the preview shows: pages, redlines and PDFs of the files as they are, or as they last were without errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from mouflow.build import Job, Target
from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.document import Document
from mouflow.render import FORMATS
from mouflow.workspace import Workspace

from .board import Board
from .drawing import drawn, listed_views, redlined
from .recent import Recent
from .shown import Kept, Shown
from .views import View, ids_of, view_of

MOST_VIEWS = 32
"""So many views are kept as they last were; each holds its pictures."""
ENDLESS = "template-limit"
"""The code of the problem that a template works on without end."""
MOST_FILES = 8
"""So many redlines, and so many PDFs, are kept."""


class Desk:
    """Answers what a preview asks; every answer is made once for each version, and kept when the next one has errors.

    ``workspace`` and ``targets`` give the workspace as it is and what of it is shown; ``pdf`` makes the bytes of a PDF,
    perhaps in another process; ``created`` overrides the dates in files. All of it may be called from any thread.
    """

    def __init__(
        self,
        workspace: Callable[[], Workspace],
        targets: Callable[[Workspace], Sequence[Target]],
        pdf: Callable[[Document], bytes] = FORMATS["pdf"].render,
        created: datetime | None = None,
    ) -> None:
        self.board = Board()
        self._workspace, self._targets, self._render_pdf, self._created = workspace, targets, pdf, created
        self._views: Recent[str, tuple[int, tuple[View, ...]]] = Recent(MOST_VIEWS)
        self._documents: Recent[View, tuple[int, Document]] = Recent(MOST_VIEWS)
        self._pages = Kept(MOST_VIEWS, self._page, self._version)
        self._redlines = Kept(MOST_FILES, self._redline, self._version)
        self._pdfs = Kept(MOST_FILES, self._pdf, self._version)
        self._looked_at: View | None = None

    def workspace(self) -> Workspace:
        """Return the workspace as it is.

        Raises:
            MouflowError: It is gone, or its settings are wrong.
        """
        return self._workspace()

    def list(self) -> None:
        """Look which documents there are; where that cannot be told, those known before stay."""
        try:
            self.board.enter_list(ids_of(self._targets(self._workspace())))
        except MouflowError:
            return

    def checked(
        self,
        target: Target,
        problems: Iterable[Diagnostic],
        documents: Iterable[tuple[Job, Document]] = (),
        saved: float | None = None,
    ) -> None:
        """Enter that a target was checked again, with its problems and what was assembled of it.

        What was not, is assembled when it is asked for: another program may have made its files before. ``saved`` is
        when the files were saved, in seconds of Unix time.
        """
        version = self.board.enter(target, problems, saved)
        for job, document in documents:
            view = view_of(job.request)
            if view in self._documents:
                self._documents.keep(view, (version, document))
                if view == self._looked_at:
                    self._look_ahead(view)
        self.board.tell()

    def saved(self, targets: Iterable[Target], saved: float) -> None:
        """Enter that targets may have changed, before anything of them is checked or made.

        The page that a browser shows is made at once: all else that follows from a save takes much longer. Not so where
        a template did not come to an end; it would keep everything waiting once more.
        """
        view = self._looked_at
        if view and self.board.listeners and view.document in ids_of(targets) and not self._endless(view):
            self.board.enter_save(view.document, saved)
            self._look_ahead(view)
            self.board.tell()

    def _look_ahead(self, view: View) -> None:
        """Make the page that a browser shows before it asks: whoever works on meanwhile would take turns with it."""
        if self.board.listeners:
            self._pages.present(view)

    def _endless(self, view: View) -> tuple[Diagnostic, ...]:
        """Return the problems of a document among which is a template without end; none where there is no such one."""
        standing = self.board.standing(view.document)
        problems = (standing.problems or ()) if standing else ()
        return problems if any(each.code == ENDLESS for each in problems) else ()

    def views(self, document: str) -> tuple[View, ...]:
        """Return every way to look at a document, the one to begin with first; as it last could be read."""
        standing = self.board.standing(document)
        if standing is None:
            return ()
        known = self._views.get(document)
        if known and known[0] == standing.version:
            return known[1]
        try:
            found = listed_views(self._workspace(), document)
        except MouflowError:
            found = ()
        return self._views.keep(document, (standing.version, found or (known[1] if known else ())))[1]

    def find_view(self, document: str, layout: str, languages: str, holder: str) -> View | None:
        """Return the view of these names, languages parted by commas; None where the document has no such view."""
        known = self._views.get(document)
        before = known[1] if known and self.board.standing(document) else ()
        names = layout, languages, holder
        return _named(before, names) or _named(self.views(document), names)

    def page(self, view: View) -> Shown:
        """Return the HTML page of a view."""
        self._looked_at = view
        return self._pages.present(view)

    def redline(self, view: View) -> Shown:
        """Return the redline of a view against the last version, as an HTML page; anew, for that one may be new too."""
        self._looked_at = None
        return self._redlines.anew(view)

    def pdf(self, view: View) -> Shown:
        """Return the PDF of a view."""
        self._looked_at = None
        return self._pdfs.present(view)

    def last_document(self, view: View) -> Document | None:
        """Return the view as it last was without errors."""
        kept = self._documents.get(view)
        return kept[1] if kept else None

    def _version(self, view: View) -> int:
        standing = self.board.standing(view.document)
        return standing.version if standing else 0

    def _document(self, view: View) -> Document:
        """Return a view assembled; what somebody else assembled of this version is taken.

        Raises:
            MouflowError: With every problem that stands in its way.
        """
        standing = self.board.standing(view.document)
        if standing is None:
            raise MouflowError(error("unknown-document", f"there is no document `{view.document}` any more"))
        kept = self._documents.get(view)
        if kept and kept[0] == standing.version:
            return kept[1]
        if endless := self._endless(view):
            raise MouflowError(*endless)
        document = drawn(self._workspace(), view, self._created)
        return self._documents.keep(view, (standing.version, document))[1]

    def _page(self, view: View) -> tuple[Document, bytes]:
        document, last = self._document(view), self._pages.last(view)
        if last and last.data is not None and last.document == document:
            return document, last.data
        return document, FORMATS["html"].render(document)

    def _pdf(self, view: View) -> tuple[Document, bytes]:
        document = self._document(view)
        return document, self._render_pdf(document)

    def _redline(self, view: View) -> tuple[Document, bytes]:
        return redlined(self._workspace(), view, self._created)


def _named(views: Iterable[View], names: tuple[str, str, str]) -> View | None:
    """Return the view of these names, if it is among them."""
    named = ((each, (each.layout, ",".join(each.languages), each.holder or "")) for each in views)
    return next((each for each, own in named if own == names), None)
