"""The table of amendments: current text, amended text and reason, a row for each passage that changed (修訂對照表).

English reads from the current text to the amended one; Chinese tables begin with the amended text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from mouflow.document import Authorship, Document, Element, Node, Redline, Wording, mapped
from mouflow.document.places import numbers_of

from .alignment import aligned
from .passages import Line, Passage, passages_of
from .report import Data, Speaker, author_data, report, side_data, speaker
from .request import Material


def amendments(document: Document, material: Material, languages: Sequence[str] = ()) -> Document:
    """Return the table of amendments of a marked document, ready for any renderer; its pages lie on their side.

    ``languages`` are the tags of those to show, all of the document where none is given; several stand below each other
    in every cell, and the first decides the order of the columns. ``material`` is that of :func:`~.cover.dressed`.

    Raises:
        ValueError: The document has no redline.
        MouflowError: With every problem in the template and its labels.
    """
    if document.redline is None:
        raise ValueError("a table of amendments needs a redline")
    wordings = [each for each in document.wordings if not languages or each.profile.tag in languages]
    voices = [speaker(each, [own.profile.tag for own in wordings], material) for each in wordings]
    frame = report("redline/amendments.html.j2", _data(document.redline, wordings, voices), voices[0])
    rows = _Rows(voices).rows(_aligned(document, document.redline, wordings))
    blocks = mapped(frame, lambda each: each.with_children(*rows) if each.tag == "tbody" else each)
    titled = tuple(
        replace(each, running_title=voice.words("amendments-title", title=each.running_title), original_for="")
        for each, voice in zip(wordings, voices, strict=True)
    )
    return replace(
        document,
        kind="amendments",
        layout="single",
        wordings=titled,
        blocks=cast("tuple[Element, ...]", blocks),
        metadata=replace(document.metadata, title=" / ".join(each.running_title for each in titled)),
        css=f"{document.css}\n{material.css}",
        landscape=True,
        redline=None,
    )


def _data(redline: Redline, wordings: Sequence[Wording], voices: Sequence[Speaker]) -> Data:
    return {
        "titles": [{"tag": each.profile.tag, "text": each.running_title} for each in wordings],
        "names": [
            [{"tag": voice.profile.tag, "text": voice.words(name)} for voice in voices]
            for name in (*_columns(voices[0]), "reason")
        ],
        "old": side_data(redline.old, voices[0]),
        "new": side_data(redline.new, voices[0]),
        "has_rows": bool(redline.changes),
    }


def _columns(voice: Speaker) -> tuple[str, str]:
    """Name the two columns of text in the order in which a language sets them."""
    return ("amended-text", "current-text") if voice.profile.chinese else ("current-text", "amended-text")


def _aligned(document: Document, redline: Redline, wordings: Sequence[Wording]) -> list[tuple[Passage | None, ...]]:
    numbers = numbers_of(document)
    columns = [list(passages_of(document.blocks, each.profile.tag, redline, numbers)) for each in wordings]
    return aligned(columns, lambda passage: passage.id)


class _Rows:
    """Builds the rows of the table as elements: a template would have to print every word of a long agreement."""

    def __init__(self, voices: Sequence[Speaker]) -> None:
        self._voices = voices
        self._signatures: dict[Authorship, str] = {}

    def rows(self, passages: Iterable[Sequence[Passage | None]]) -> tuple[Element, ...]:
        return tuple(self._row(each) for each in passages)

    def _row(self, passages: Sequence[Passage | None]) -> Element:
        spoken = [(each, voice) for each, voice in zip(passages, self._voices, strict=True) if each is not None]
        cells = {"current-text": self._cell(spoken, "del"), "amended-text": self._cell(spoken, "ins")}
        ordered = (cells[name] for name in _columns(self._voices[0]))
        return Element("tr", {}, (*ordered, self._reason([each for each, _ in spoken])))

    def _cell(self, spoken: Iterable[tuple[Passage, Speaker]], mark: str) -> Element:
        paragraphs: list[Element] = []
        for passage, voice in spoken:
            lines = passage.current if mark == "del" else passage.amended
            word = "new-passage" if mark == "del" else "no-passage"
            tag = voice.profile.tag
            paragraphs += [_paragraph(line, mark, tag) for line in lines] or [_text(voice.words(word), lang=tag)]
        return Element("td", {}, tuple(paragraphs))

    def _reason(self, passages: Sequence[Passage]) -> Element:
        voice = self._voices[0]
        tag = voice.profile.tag
        moved = next((each.moved_from for each in passages if each.moved_from), "")
        paragraphs = [_text(voice.words("was-at", place=moved), lang=tag)] if moved else []
        for who in dict.fromkeys(who for passage in passages for who in passage.authors):
            paragraphs += [_text(who.reason, lang=tag)] if who.reason else []
            paragraphs.append(_text(self._signature(who), lang=tag, class_="small"))
        return Element("td", {}, tuple(paragraphs))

    def _signature(self, who: Authorship) -> str:
        if who not in self._signatures:
            self._signatures[who] = self._voices[0].words("signed", **author_data(who))
        return self._signatures[who]


def _text(text: str, **attributes: str) -> Element:
    return Element("p").with_attributes(**attributes).with_children(text)


def _paragraph(line: Line, mark: str, tag: str) -> Element:
    """Write a line: its number, then its words, those that differ marked."""
    gap = "" if line.label.endswith("、") else " "
    number: tuple[Node, ...] = (Element("strong", {}, (line.label,)), gap) if line.label else ()
    return Element("p", {"lang": tag}, (*number, *(_piece(*piece, mark) for piece in line.pieces)))


def _piece(text: str, differs: bool, strong: bool, mark: str) -> Node:
    piece: Node = Element("br") if text == "\n" else text
    if differs:
        piece = Element(mark, {}, (piece,))
    return Element("strong", {}, (piece,)) if strong else piece
