"""Comments on a redline: at the title what changed on the whole, and one wherever a language stayed behind.

ECMA-376 part 1, 17.13.4. python-docx stamps its comments with the clock, so the part is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from mouflow.document import KINDS, WAS, Document, Element, Redline, Wording, has_class, walk
from mouflow.document.marks import Standing, standing
from mouflow.document.subset import TEXT_BLOCKS
from mouflow.languages.phrases import joined
from mouflow.languages.profiles import Profile, find_profile

from .ooxml import NAMESPACES, run
from .revisions import Mark, Revisions, printable
from .styles import language_run, language_tag

AUTHOR = "mouflow"
_INITIALS = "m"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SEPARATOR = "~"
"""Parts a block's id from the language tag that layouts of several languages add to it."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a block: its paragraphs, in one language."""

    number: int
    block: Element
    lines: Sequence[str]
    profile: Profile


class Comments:
    """The comments of one document; none without a redline."""

    def __init__(self, comments: Sequence[Comment] = ()) -> None:
        self._comments = comments
        self._by_block: dict[int, list[Comment]] = {}
        for comment in comments:
            self._by_block.setdefault(id(comment.block), []).append(comment)

    def around(self, block: Element, mark: Mark | None, revisions: Revisions) -> tuple[str, str]:
        """Return what opens and closes the comments on a block."""
        start = end = ""
        for comment in self._by_block.get(id(block), ()):
            place = f' w:id="{comment.number}"'
            reference = f"<w:r><w:commentReference{place}/></w:r>"
            start += f"<w:commentRangeStart{place}/>"
            end += f"<w:commentRangeEnd{place}/>" + (revisions.wrapped(mark, reference) if mark else reference)
        return start, end

    def add_to(self, word: Any, date: str) -> None:
        """Add the part to a package."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if self._comments:
            content = "".join(_written(comment, date) for comment in self._comments)
            data = f'<w:comments xmlns:w="{NAMESPACES["w"]}">{content}</w:comments>'
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{data}'.encode()
            part = Part(PackURI("/word/comments.xml"), _CONTENT_TYPE, declared, word.part.package)
            word.part.relate_to(part, _RELATION)


def find_comments(document: Document, redline: Redline, ids: Iterator[int]) -> Comments:
    """Write the comments that a redline needs."""
    found = []
    if title := _title(document):
        found.append((title, _summary(redline, document), document.leading))
    for block in walk(document.blocks):
        wording = document.wording(block.get("lang"))
        if wording.profile.tag in block.get("data-drift").split():
            found.append((block, [_drift(block, redline, document, wording)], wording))
    return Comments([Comment(next(ids), block, lines, wording.profile) for block, lines, wording in found])


def _title(document: Document) -> Element | None:
    """Return the block that the summary stands at: the title, or else the first that both texts have."""
    blocks = [block for block in walk(document.blocks) if block.tag in TEXT_BLOCKS and not _is_gone(block)]
    stable = [block for block in blocks if standing(block) is Standing.BOTH]
    titles = [block for block in stable if has_class(block, "title")]
    return next(iter((*titles, *stable, *blocks)), None)


def _is_gone(block: Element) -> bool:
    return standing(block) is Standing.OLD


def _summary(redline: Redline, document: Document) -> list[str]:
    """Say in the leading language what was compared, how many changes of each kind there are, and what else changed."""
    wording = document.leading
    words, counts = wording.review, Counter(change.kind for change in redline.changes)
    lines = [_headed(wording, words.comparison, f"{redline.old.name} → {redline.new.name}")]
    kinds = [f"{words.kinds.get(kind, kind)} {counts[kind]}" for kind in KINDS if counts[kind]]
    lines += [_headed(wording, words.kinds_of_changes, joined(kinds, wording.profile))] if kinds else []
    numbers = [
        f"{each.old or words.no_number} → {each.new or words.no_number}" for each in _renumbered(redline, wording)
    ]
    lines += [words.renumbering, *numbers] if numbers else []
    lines += [words.duties, *redline.duties] if redline.duties else []
    lines += [words.layout_changes, *redline.layout_changes] if redline.layout_changes else []
    return lines


def _renumbered(redline: Redline, wording: Wording) -> Iterator[Any]:
    """Give the renumbered articles: paragraphs below them follow."""
    own = [each for each in redline.renumberings if each.language == wording.profile.tag]
    yield from [each for each in own if each.heading] or own


def _headed(wording: Wording, head: str, text: str) -> str:
    return f"{head}：{text}" if wording.profile.chinese else f"{head}: {text}"


def _drift(block: Element, redline: Redline, document: Document, wording: Wording) -> str:
    """Say which languages were changed where this one was not."""
    name = block.id.partition(_SEPARATOR)[0].removeprefix(WAS)
    behind = block.get("data-drift").split()
    changed = next((each.changed for each in redline.drifts if name in (each.block, each.clause)), ())
    others = changed or [each.profile.tag for each in document.wordings if each.profile.tag not in behind]
    named = joined([_language(tag, wording) for tag in others], wording.profile)
    return wording.review.drift_elsewhere.replace("{languages}", named)


def _language(tag: str, wording: Wording) -> str:
    profile = find_profile(tag)
    return wording.review.languages.get(tag) or (profile.name if profile else tag)


def _written(comment: Comment, date: str) -> str:
    face = f"<w:rPr>{language_run(comment.profile)}{language_tag(comment.profile)}</w:rPr>"
    paragraphs = "".join(f"<w:p>{run(printable(line), face)}</w:p>" for line in comment.lines)
    facts = f'w:id="{comment.number}" w:author="{escape(AUTHOR)}" w:date="{date}" w:initials="{_INITIALS}"'
    return f"<w:comment {facts}>{paragraphs}</w:comment>"
