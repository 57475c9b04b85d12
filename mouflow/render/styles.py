"""Style rules that follow from a document's data: faces per language, hanging labels per level, column widths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mouflow.document import Document, Level, walk
from mouflow.languages.profiles import Profile

_NO_NAME = re.compile(r"[^A-Za-z0-9_-]")


def generated_css(document: Document) -> str:
    """Return the rules that stand before the document's own style sheet, which may override them."""
    rules = [_faces(wording.profile) for wording in document.wordings]
    rules += _levels(document)
    rules += _widths(document)
    return "".join(rules)


def level_class(number: str) -> str:
    """Return the class of a numbering level: ``clause-2`` for ``clause:2``."""
    return _NO_NAME.sub("-", number)


def width_class(width: str) -> str:
    """Return the class of a column width in per cent: ``wide-33-3`` for ``33.3``."""
    return "wide-" + _NO_NAME.sub("-", width)


def quoted_families(families: tuple[str, ...], generic: str) -> str:
    """Return a font-family value."""
    return ",".join((*(f'"{family}"' for family in families), generic))


def _faces(profile: Profile) -> str:
    """Name the faces of a language: generic families fail for tags with a script (domain.md 4.6 rule 28).

    Chinese has no italics: emphasis is a bold sans face, upright (domain.md 4.1 rule 9).
    """
    tag = profile.tag
    rules = f':where([lang="{tag}"]){{font-family:{quoted_families(profile.serif, "serif")}}}'
    if profile.chinese:
        sans = quoted_families(profile.sans, "sans-serif")
        rules += f":is(em,i,cite):lang({tag}){{font-style:normal;font-weight:bold;font-family:{sans}}}"
    return rules


def _levels(document: Document) -> Iterator[str]:
    for wording in document.wordings:
        for scheme in wording.schemes.values():
            for depth, level in enumerate(scheme.levels):
                if level.indent or level.hanging:
                    yield _level(f".{level_class(f'{scheme.name}:{depth}')}:lang({wording.profile.tag})", level)


def _level(selector: str, level: Level) -> str:
    """Set the text at ``indent`` and let the label stand ``hanging`` ems to its left."""
    return (
        f"{selector}{{padding-inline-start:{level.indent:g}em;text-indent:-{level.hanging:g}em}}"
        f"{selector} .number{{width:{level.hanging:g}em}}"
    )


def _widths(document: Document) -> Iterator[str]:
    widths = {element.get("data-width") for element in walk(document.blocks)} - {""}
    for width in sorted(widths):
        yield f".{width_class(width)}{{width:{width}%}}"
