"""The controls of an HTML redline: steps from change to change, filters, side by side. Without its script they hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from mouflow.document import KINDS, Document, Element, Side, Wording, has_class
from mouflow.document.review import WORKING_FILES, ReviewWords
from mouflow.languages.dates import plain_date

NOTE_ID = "~note"
"""The id of what tells who made a change, when and why; no block id begins with a tilde."""
_GONE = ("deleted", "moved-from")


@lru_cache(maxsize=1)
def review_script() -> str:
    """Return the script of the controls as it stands in its file."""
    return files(__package__).joinpath("review.js").read_text("utf-8")


def review_controls(document: Document) -> tuple[Element, ...]:
    """Return the controls, in the leading language, and the place for notes; nothing where there is no redline."""
    if document.redline is None or not document.redline.changes:
        return ()
    wording = document.leading
    words = wording.review
    steps = (
        _button(f"← {words.previous}", step="-1"),
        Element("output", {"role": "status"}),
        _button(f"{words.following} →", step="1"),
    )
    views = (_button(words.inline, pressed=True, view="inline"), _button(words.sides, pressed=False, view="sides"))
    groups = [_group(name, buttons) for name, buttons in _filters(document, words) if len(buttons) > 1]
    groups += [_group(words.view, views), _group(words.keys, [_button(words.keys, pressed=True, keys="")])]
    filters = Element("details", {}, (Element("summary", {}, (words.show,)), *groups))
    texts = {"data-position": words.position, "data-count": words.count}
    sides = {
        "data-old": _side(words.old, document.redline.old, wording),
        "data-new": _side(words.new, document.redline.new, wording),
    }
    own = {"class": "review", "lang": wording.profile.tag, "aria-label": words.review, "hidden": "", **texts, **sides}
    note = Element("div", {"id": NOTE_ID, "class": "review-note", "role": "tooltip", "hidden": ""})
    return Element("section", own, (Element("div", {}, steps), filters)), note


def _filters(document: Document, words: ReviewWords) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """Give the filters: for each its name and a button for every kind or language that has changes."""
    changes = document.redline.changes if document.redline else ()
    kinds = {each.kind for each in changes}
    tags = {each.language for each in changes}
    yield words.by_kind, tuple(_toggle(words.kinds.get(kind, kind), kind=kind) for kind in KINDS if kind in kinds)
    profiles = [each.profile for each in document.wordings if each.profile.tag in tags]
    yield words.by_language, tuple(_toggle(words.languages.get(p.tag, p.name), language=p.tag) for p in profiles)


def _toggle(text: str, **data: str) -> Element:
    """Return a button that shows or hides some changes, with a place for how many they are."""
    button = _button(f"{text} ", pressed=True, **data)
    return button.with_children(*button.children, Element("span"))


def _button(text: str, *, pressed: bool | None = None, **data: str) -> Element:
    state = {} if pressed is None else {"aria-pressed": "true" if pressed else "false"}
    named = {f"data-{name}": value for name, value in data.items()}
    return Element("button", {"type": "button", **state, **named}, (text,))


def _group(name: str, buttons: Iterable[Element]) -> Element:
    return Element("div", {"role": "group", "aria-label": name}, tuple(buttons))


def _side(word: str, side: Side, wording: Wording) -> str:
    day = plain_date(side.date, wording.profile) if side.date else ""
    name = wording.review.working_files if side.name == WORKING_FILES else side.name
    return " · ".join(filter(None, (word, name, day)))


def is_gone(block: Element) -> bool:
    """Tell whether a marked block has no place in the new text."""
    return any(has_class(block, name) for name in _GONE)
