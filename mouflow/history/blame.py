"""Who last changed which words: every text is followed from the newest commit back to the one that brought it.

The way of `git blame`, with texts in the place of lines: where a commit before has the same text, that one is asked
next; where none has, the text came with this commit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .versions import Commit


class Key(NamedTuple):
    """What a text is known by: its document, the id of its clause or paragraph, its language.

    The language is empty for what stands for all languages at once: dates, parties, conditions.
    """

    document: str
    id: str
    language: str


Texts = Mapping[Key, str]
"""The texts of an agreement in one version."""


def last_changes(
    commits: Sequence[Commit], texts: Callable[[str], Texts], wanted: Mapping[Key, str | None]
) -> dict[Key, Commit]:
    """Return the commit that each text came with; none for a text that the newest commit does not have so.

    ``commits`` are those of :func:`commits`, the newest first and each before its parents; ``texts`` gives the texts
    of any of them, or of a parent, by the commit's name. ``wanted`` are texts of the newest commit; None stands for
    one that is gone, and gives the commit that took it out. What no listed commit changed has no entry.
    """
    listed = {each.sha for each in commits}
    found: dict[Key, Commit] = {}
    waiting: dict[str, dict[Key, list[Key]]] = {}
    if commits:
        here = texts(commits[0].sha)
        waiting[commits[0].sha] = {key: [key] for key, text in wanted.items() if here.get(key) == text}
    for commit in commits:
        followed = waiting.pop(commit.sha, {})
        if not followed:
            continue
        here = texts(commit.sha)
        parents = [(parent, _Version(texts(parent))) for parent in commit.parents]
        for key, known_as in followed.items():
            for parent, version in parents:
                before = version.same(key, here.get(key))
                if before:
                    if parent in listed:
                        waiting.setdefault(parent, {}).setdefault(before, []).extend(known_as)
                    break
            else:
                found.update(dict.fromkeys(known_as, commit))
    return found


class _Version:
    """The texts of one commit, to be found also where they stood in another document."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._elsewhere: dict[tuple[str, str], list[Key]] | None = None

    def same(self, key: Key, text: str | None) -> Key | None:
        """Return where the text stood; None where it did not, or had other words."""
        if self._texts.get(key) == text:
            return key
        if key in self._texts or text is None:
            return None
        return next((each for each in self._others(key) if self._texts[each] == text), None)

    def _others(self, key: Key) -> Sequence[Key]:
        if self._elsewhere is None:
            self._elsewhere = {}
            for each in self._texts:
                self._elsewhere.setdefault((each.id, each.language), []).append(each)
        return self._elsewhere.get((key.id, key.language), ())
