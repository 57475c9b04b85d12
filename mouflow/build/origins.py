"""Which commit brought words that stand in no YAML: names, dates, numbers of clauses, what a fact turns on or off.

The commits between two versions are halved until one is left whose document has them, and none of its parents': a few
documents are assembled, and not those of every commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mouflow.compare.drift import Blocks
from mouflow.compare.recorder import lines_of
from mouflow.diagnostics import MouflowError, has_errors
from mouflow.document import Edit, Element, Side, walk
from mouflow.history import Commit, ObjectReader, Repository, RevisionFiles, commits
from mouflow.workspace import load_agreement, load_ground, workspace_at
from mouflow.workspace.authors import Origin
from mouflow.workspace.recording import agreement_paths, ground_paths
from mouflow.workspace.templates import TEMPLATES, TemplateLoader

from .document_pairs import DocumentPair
from .editions import Edition, Opened

MOST = 64
"""So many documents are assembled for one comparison at most; what they do not tell is not known."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document in one language: the text of every block and group by its id, and of all of them."""

    by_id: dict[str, str]
    passages: frozenset[str]


Holds = Callable[[Text], bool]
"""Tells whether a text has what an edit led to."""


class Origins:
    """The commits between two editions of one agreement, and its documents as they were then."""

    def __init__(self, repository: Repository, old: Edition, new: Edition) -> None:
        self.tip = new.side.commit or repository.head() or ""
        self.new_commit = new.side.commit
        self.old_commit = old.side.commit
        self._repository, self._edition = repository, new
        self._reader = ObjectReader(repository.top)
        self._loaded: dict[str, Opened | None] = {}
        self._loaders: dict[object, TemplateLoader] = {}
        self._left = MOST

    @cached_property
    def listed(self) -> list[Commit]:
        """The commits that touched anything that the agreement is made of, the newest first."""
        paths = (*agreement_paths(self._edition.agreement), *ground_paths())
        return commits(self._repository, paths, until=self.tip, since=self.old_commit)

    @cached_property
    def by_name(self) -> dict[str, Commit]:
        """The same by their names."""
        return {each.sha: each for each in self.listed}

    def of_document(self, pair: DocumentPair, old: Blocks, new: Blocks) -> Traced:
        """Return what traces the changes of one document, whose texts in both editions are at hand."""
        return Traced(self, pair, old, new)

    def text(self, commit: str, names: tuple[str, ...], tag: str) -> Text | None:
        """Assemble a document as it was at a commit, by the first of its names; None where that fails."""
        opened = self._opened(commit)
        if opened is None or self._left == 0:
            return None
        known = opened.loaded.agreement.documents
        name = next((each for each in names if each in opened.loaded.problems), "")
        if name and name not in known:
            return None
        profiles = [each for each in known[name].language_profiles() if each.tag == tag] if name else []
        if not profiles:
            return text_of_blocks(())
        self._left -= 1
        try:
            return text_of_blocks(opened.texts(name, profiles, "single", None).blocks[tag])
        except MouflowError:
            return None

    def _opened(self, commit: str) -> Opened | None:
        if commit not in self._loaded:
            self._loaded[commit] = self._open(commit)
        return self._loaded[commit]

    def _open(self, commit: str) -> Opened | None:
        files = RevisionFiles(self._repository, commit, self._reader)
        try:
            workspace = workspace_at(self._edition.workspace, files)
            loaded = load_agreement(workspace, self._edition.agreement, load_ground(workspace))
        except MouflowError:
            return None
        edition = Edition(workspace, self._edition.agreement, Side(commit, commit))
        loader = self._loaders.setdefault(files.stamp(TEMPLATES), TemplateLoader(workspace))
        return None if has_errors(loaded.shared) else Opened(edition, loaded, loader)


class Traced:
    """Traces the changes of one document."""

    def __init__(self, origins: Origins, pair: DocumentPair, old: Blocks, new: Blocks) -> None:
        self._origins, self._names = origins, pair.names
        self._old = {tag: text_of_blocks(blocks) for tag, blocks in old.items()}
        self._new = {tag: text_of_blocks(blocks) for tag, blocks in new.items()}
        self._texts: dict[tuple[str, str], Text | None] = {
            (origins.old_commit, tag): text for tag, text in self._old.items()
        }
        if origins.new_commit:
            self._texts.update({(origins.new_commit, tag): text for tag, text in self._new.items()})
        self._found: dict[Edit, Origin | None] = {}

    def find(self, edit: Edit) -> Origin | None:
        """Return where an edit comes from; None where that is not known."""
        if edit not in self._found:
            self._found[edit] = self._find(edit)
        return self._found[edit]

    def _find(self, edit: Edit) -> Origin | None:
        old, new = self._old[edit.language], self._new[edit.language]
        if edit.operation == "moved":
            return None
        signs = (sign for sign in _signs(edit, old, new) if sign(new) and not sign(old))
        sign = next(signs, None)
        return self._search(sign, edit.language) if sign else None

    def _search(self, sign: Holds, tag: str) -> Origin | None:
        """Return the commit that has a sign, and whose parents have not."""
        at_tip = self._holds(sign, self._origins.tip, tag)
        if not at_tip:
            return Origin(None) if at_tip is False and not self._origins.new_commit else None
        listed = self._origins.listed
        first, last = 0, len(listed)
        while last - first > 1:
            middle = (first + last) // 2
            if self._holds(sign, listed[middle].sha, tag):
                first = middle
            else:
                last = middle
        return self._brought(sign, tag, listed[first]) if listed else None

    def _brought(self, sign: Holds, tag: str, commit: Commit) -> Origin | None:
        """Follow a sign from one commit on to the parents that have it; None where a parent cannot be read."""
        while commit.parents:
            having = {parent: self._holds(sign, parent, tag) for parent in commit.parents}
            if None in having.values():
                return None
            before = next((parent for parent, has in having.items() if has), "")
            if not before:
                return Origin(commit)
            if before not in self._origins.by_name:
                return None
            commit = self._origins.by_name[before]
        return None

    def _holds(self, sign: Holds, commit: str, tag: str) -> bool | None:
        if (commit, tag) not in self._texts:
            self._texts[commit, tag] = self._origins.text(commit, self._names, tag)
        text = self._texts[commit, tag]
        return None if text is None else sign(text)


def _signs(edit: Edit, old: Text, new: Text) -> Iterator[Holds]:
    """Give what can tell a text that has an edit from one that has not: its block, its words, or the whole text."""
    block, final = edit.block, new.by_id.get(edit.block)
    if (block in old.by_id) != (block in new.by_id):
        yield lambda text: (block in text.by_id) == (block in new.by_id)
    elif final is not None and edit.old in old.by_id[block] and edit.new in final:
        words = [each for each in (edit.old, edit.new) if each]
        wanted = [final.count(each) for each in words]
        yield lambda text: [text.by_id.get(block, "").count(each) for each in words] == wanted
    passage = edit.new or edit.old
    yield lambda text: (passage in text.passages) == bool(edit.new)


def text_of_blocks(blocks: tuple[Element, ...]) -> Text:
    """Return the text of every block, group, table and row of a document in one language."""
    lines = [(each.id, lines_of(each)) for each in walk(blocks)]
    return Text({identifier: text for identifier, text in lines if identifier}, frozenset(text for _, text in lines))
