"""The table of amendments: current text, amended text and reason, a row for each passage that changed (修訂對照表).

English reads from the current text to the amended one; Chinese tables begin with the amended text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mouflow.document import Document, Redline, Wording
from mouflow.document.places import numbers_of

from .alignment import aligned
from .cover import Data, author_data, side_data
from .passages import Passage, passages_of
from .report import Speaker, report, speaker
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
    blocks = report("redline/amendments.html.j2", _data(document, document.redline, wordings, voices), voices[0])
    titled = tuple(
        replace(each, running_title=str(voice.label("amendments-title", title=each.running_title)), original_for="")
        for each, voice in zip(wordings, voices, strict=True)
    )
    return replace(
        document,
        kind="amendments",
        layout="single",
        wordings=titled,
        blocks=blocks,
        metadata=replace(document.metadata, title=" / ".join(each.running_title for each in titled)),
        css=f"{document.css}\n{material.css}",
        landscape=True,
        redline=None,
    )


def _data(document: Document, redline: Redline, wordings: Sequence[Wording], voices: Sequence[Speaker]) -> Data:
    tags = [each.profile.tag for each in wordings]
    return {
        "titles": [{"tag": each.profile.tag, "text": each.running_title} for each in wordings],
        "names": {name: _in_each(name, voices) for name in ("current-text", "amended-text", "reason")},
        "old": side_data(redline.old, voices[0]),
        "new": side_data(redline.new, voices[0]),
        "amended_first": voices[0].profile.chinese,
        "rows": [_row(passages, voices) for passages in _aligned(document, redline, tags)],
    }


def _in_each(label: str, voices: Sequence[Speaker]) -> list[Data]:
    return [{"tag": voice.profile.tag, "text": str(voice.label(label))} for voice in voices]


def _aligned(document: Document, redline: Redline, tags: Sequence[str]) -> list[tuple[Passage | None, ...]]:
    numbers = numbers_of(document)
    columns = [list(passages_of(document.blocks, tag, redline, numbers)) for tag in tags]
    return aligned(columns, lambda passage: passage.id)


def _row(passages: Sequence[Passage | None], voices: Sequence[Speaker]) -> Data:
    cells: dict[str, list[Data]] = {"current": [], "amended": []}
    for passage, voice in zip(passages, voices, strict=True):
        if passage is not None:
            for name, lines, word in (
                ("current", passage.current, "new-passage"),
                ("amended", passage.amended, "no-passage"),
            ):
                cells[name] += [line.data(voice.profile.tag) for line in lines] or [_word(word, voice)]
    there = [passage for passage in passages if passage is not None]
    return {
        **cells,
        "moved": next((each.moved_from for each in there if each.moved_from), ""),
        "authors": _authors(there),
    }


def _word(label: str, voice: Speaker) -> Data:
    """Say in place of a text that there is none."""
    piece = {"text": str(voice.label(label)), "differs": False, "strong": False}
    return {"tag": voice.profile.tag, "label": "", "gap": "", "pieces": [piece]}


def _authors(passages: Iterable[Passage]) -> list[Data]:
    known = dict.fromkeys(who for passage in passages for who in passage.authors)
    return list(map(author_data, known))
