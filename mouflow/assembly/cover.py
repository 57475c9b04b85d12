"""A redline made ready for a reader: the cover in front, the words at the marks, running titles that say what it is."""

from __future__ import annotations

from dataclasses import replace

from mouflow.document import Document, Element, Redline, Wording

from .contexts import shortened
from .cover_data import CoverData
from .report import Speaker, report, review_words, side_name, speaker
from .request import Material

_RUNNING = 48
"""Half-width characters of a document's own title in the running title."""


def dressed(document: Document, material: Material) -> Document:
    """Make a redline ready for a reader of HTML or PDF: its cover, words at the marks, running titles, styles.

    ``material`` carries the labels of the redline's own folder (``templates/redline``, those of ``shared`` included)
    and, as ``css``, its style sheet alone. A document without a redline stays as it is.

    Raises:
        MouflowError: With every problem in the template of the cover and its labels.
    """
    redline = document.redline
    if redline is None:
        return document
    tags = _tags(document, redline)
    voices = [speaker(wording, tags, material) for wording in document.wordings]
    wordings = [_worded(*each, redline) for each in zip(document.wordings, voices, strict=True)]
    titles = (_title(*each, redline) for each in zip(voices, document.wordings, strict=True))
    return replace(
        document,
        wordings=tuple(wordings),
        redline=replace(redline, cover=cover(document, material)),
        metadata=replace(document.metadata, title=" / ".join(titles)),
        css=f"{document.css}\n{material.css}",
    )


def worded(document: Document, material: Material) -> Document:
    """Give a redline the words that Word's comments need and leave its text alone, running titles too.

    Raises:
        MouflowError: With every problem in the labels.
    """
    redline = document.redline
    if redline is None:
        return document
    voices = [speaker(wording, _tags(document, redline), material) for wording in document.wordings]
    words = (replace(each, review=review_words(own)) for each, own in zip(document.wordings, voices, strict=True))
    old, new = (replace(side, name=side_name(side, voices[0])) for side in (redline.old, redline.new))
    return replace(document, wordings=tuple(words), redline=replace(redline, old=old, new=new))


def _worded(wording: Wording, voice: Speaker, redline: Redline) -> Wording:
    """Give a wording the words at the marks, and a running title that says what is compared and fits on two lines."""
    short = replace(wording, running_title=shortened(wording.running_title, _RUNNING))
    return replace(wording, running_title=_title(voice, short, redline), review=review_words(voice))


def _title(voice: Speaker, wording: Wording, redline: Redline) -> str:
    sides = {"old": side_name(redline.old, voice), "new": side_name(redline.new, voice)}
    return voice.words("running-title", title=wording.running_title, **sides)


def cover(document: Document, material: Material) -> tuple[Element, ...]:
    """Return the cover of a marked document in its leading language; links in it lead to blocks of the document.

    Raises:
        MouflowError: With every problem in the template of the cover and its labels.
    """
    if document.redline is None:
        return ()
    voice = speaker(document.leading, _tags(document, document.redline), material)
    return report("redline/cover.html.j2", CoverData(document, document.redline, voice).data(), voice)


def _tags(document: Document, redline: Redline) -> tuple[str, ...]:
    """Return the tags of all languages that a redline tells of, those of the document first."""
    own = [wording.profile.tag for wording in document.wordings]
    told = [tag for drift in redline.drifts for tag in (*drift.changed, *drift.unchanged)]
    return tuple(dict.fromkeys((*own, *told)))
