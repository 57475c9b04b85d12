"""What differs between two versions of a document and is no text: told once, not run by run."""

from __future__ import annotations

from collections.abc import Iterator

from mouflow.assembly.assemble import Texts


def layout_changes(old: Texts, new: Texts) -> tuple[str, ...]:
    """Name what differs in the look of a document: languages, templates, labels, styles, letterhead, pictures."""
    return tuple(_changes(old, new))


def _changes(old: Texts, new: Texts) -> Iterator[str]:
    before, after = old.record.languages, new.record.languages
    yield from (f"language {tag} only in the new version" for tag in after if tag not in before)
    yield from (f"language {tag} only in the old version" for tag in before if tag not in after)
    if _template(old) != _template(new):
        yield f"template templates/{new.record.kind}/document.html.j2"
    if old.material.labels != new.material.labels:
        yield "labels"
    if old.material.css != new.material.css:
        yield "style sheet"
    if old.material.reference != new.material.reference:
        yield "letterhead"
    pictures = old.material.images.keys() & new.material.images.keys()
    yield from (f"picture {each}" for each in sorted(pictures) if _picture(old, each) != _picture(new, each))


def _template(texts: Texts) -> bytes:
    loader, record = texts.material.loader, texts.record
    return loader.get_source(None, f"{record.kind}/document.html.j2")[0].encode()  # type: ignore[arg-type]


def _picture(texts: Texts, name: str) -> bytes:
    return texts.material.images[name].data
