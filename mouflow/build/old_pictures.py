"""Pictures of the old version that the new one has otherwise under the same name: set apart, so that both show."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mouflow.assembly.assemble import Texts
from mouflow.document import WAS, Element, mapped


def with_own_pictures(old: Texts, new: Texts) -> Texts:
    """Return the old texts with other names for the pictures whose bytes are not those of the new ones."""
    before, after = old.material.images, new.material.images
    changed = {name for name in before.keys() & after.keys() if before[name].data != after[name].data}
    if not changed:
        return old

    def renamed(element: Element) -> Element:
        own = element.tag == "img" and element.get("src") in changed
        return element.with_attributes(src=WAS + element.get("src")) if own else element

    images = {WAS + name if name in changed else name: image for name, image in before.items()}
    parts = ((profile, cast("tuple[Element, ...]", mapped(blocks, renamed))) for profile, blocks in old.parts)
    return replace(old, parts=tuple(parts), material=replace(old.material, images=images))
