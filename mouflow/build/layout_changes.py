"""What differs between two versions of a document and is no text: told once, not run by run."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.assembly.assemble import Texts

_MACROS = "shared/macros.html.j2"
"""What the templates of every kind print alike."""


def layout_changes(old: Texts, new: Texts) -> tuple[str, ...]:
    """Name what differs in the look of a document: languages, templates, labels, styles, letterhead, pictures."""
    return tuple(_changes(old, new))


def _changes(old: Texts, new: Texts) -> Iterator[str]:
    before, after = old.record.languages, new.record.languages
    yield from (f"language {tag} only in the new version" for tag in after if tag not in before)
    yield from (f"language {tag} only in the old version" for tag in before if tag not in after)
    names = (f"{new.record.kind}/document.html.j2", _MACROS)
    yield from (f"template templates/{name}" for name in names if _template(old, name) != _template(new, name))
    if old.material.labels != new.material.labels:
        yield "labels"
    if old.material.css != new.material.css:
        yield "style sheet"
    if old.material.reference != new.material.reference:
        yield "letterhead"
    pictures = old.material.images.keys() & new.material.images.keys()
    yield from (f"picture {each}" for each in sorted(pictures) if _picture(old, each) != _picture(new, each))


def _template(texts: Texts, name: str) -> str:
    """Return the text of a template; no environment is needed to read it."""
    return texts.material.loader.get_source(None, name)[0]  # type: ignore[arg-type]


def _picture(texts: Texts, name: str) -> bytes:
    return texts.material.images[name].data
