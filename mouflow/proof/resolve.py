"""Accepts or rejects every tracked change of a Word document, as ECMA-376 part 1, 17.13.5 has it.

It knows nothing of what wrote the document: it reads the bytes alone, so that it can prove the writer wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeAlias

from .package import W, open_package
from .reading import Reading, read

Xml: TypeAlias = Any  # lxml ships no types

_COME = (f"{W}ins", f"{W}moveTo")
_GONE = (f"{W}del", f"{W}moveFrom")
_HOLDERS = frozenset({f"{W}rPr", f"{W}trPr"})
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml")


def accept_all(data: bytes) -> Reading:
    """Read a document as it is with all its changes accepted."""
    return _resolved(data, vanishing=_GONE, staying=_COME, reject=False)


def reject_all(data: bytes) -> Reading:
    """Read a document as it was before any of its changes."""
    return _resolved(data, vanishing=_COME, staying=_GONE, reject=True)


def _resolved(data: bytes, vanishing: tuple[str, ...], staying: tuple[str, ...], *, reject: bool) -> Reading:
    package = open_package(data)
    for story in package.stories():
        _drop_rows(story, vanishing)
        _drop_runs(story, vanishing)
        _unwrap(story, staying)
        _drop_marks(story, vanishing)
        if reject:
            _restore_properties(story)
    return read(package)


def _drop_rows(story: Xml, vanishing: tuple[str, ...]) -> None:
    """Take out rows that vanish, and tables that have none left."""
    for row in [each.getparent().getparent() for each in _among(story, vanishing, f"{W}trPr")]:
        row.getparent().remove(row)
    for table in list(story.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _drop_runs(story: Xml, vanishing: tuple[str, ...]) -> None:
    for each in _around_runs(story, vanishing):
        if each.getparent() is not None:
            each.getparent().remove(each)


def _unwrap(story: Xml, staying: tuple[str, ...]) -> None:
    for each in _around_runs(story, staying):
        parent, at = each.getparent(), each.getparent().index(each)
        parent[at : at + 1] = list(each)


def _around_runs(story: Xml, tags: tuple[str, ...]) -> list[Xml]:
    """Return the changes that hold runs: those of paragraph marks and rows stand among properties."""
    return [each for each in story.iter(*tags) if each.getparent().tag not in _HOLDERS]


def _drop_marks(story: Xml, vanishing: tuple[str, ...]) -> None:
    """Join every paragraph whose mark vanishes to the next; the mark that stays decides on the properties."""
    marks = [mark for mark in _among(story, vanishing, f"{W}rPr") if mark.getparent().getparent().tag == f"{W}pPr"]
    for paragraph in [mark.getparent().getparent().getparent() for mark in marks]:
        following = next(_blocks_after(paragraph), None)
        if following is not None and following.tag == f"{W}p":
            _join(paragraph, following)
        elif following is not None and not _holds_text(paragraph):
            paragraph.getparent().remove(paragraph)


def _among(story: Xml, tags: tuple[str, ...], holder: str) -> list[Xml]:
    """Return the changes that stand among properties of one kind."""
    return [each for each in story.iter(*tags) if each.getparent().tag == holder]


def _blocks_after(paragraph: Xml) -> Iterator[Xml]:
    return (each for each in paragraph.itersiblings() if each.tag in _BLOCKS)


def _join(paragraph: Xml, following: Xml) -> None:
    content = [each for each in paragraph if each.tag != f"{W}pPr"]
    begin = 1 if following.find(f"{W}pPr") is not None else 0
    following[begin:begin] = content
    paragraph.getparent().remove(paragraph)


def _holds_text(paragraph: Xml) -> bool:
    return next(paragraph.iter(f"{W}r"), None) is not None


def _restore_properties(story: Xml) -> None:
    for change in list(story.iter(f"{W}pPrChange")):
        properties = change.getparent()
        kept = [deepcopy(each) for each in properties if each.tag in (f"{W}rPr", f"{W}sectPr")]
        was = change.find(f"{W}pPr")
        properties[:] = [*(was if was is not None else ()), *kept]
