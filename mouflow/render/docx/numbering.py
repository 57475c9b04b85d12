"""Numbering schemes as native Word lists: one abstract definition and one list per language and scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mouflow.document import Document, Element, Level, Scheme, walk
from mouflow.document.marks import as_it_was
from mouflow.languages.numerals import counted
from mouflow.languages.profiles import Profile

from .ooxml import Xml, empty, fragment, ids_in, qualified
from .styles import language_run

FORMATS = {
    "decimal": "decimal",
    "lower-letter": "lowerLetter",
    "upper-letter": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "chinese": "chineseCountingThousand",
}
"""``ST_NumberFormat`` (ECMA-376 part 1, 17.18.59) of each counting format; the Chinese one counts 十, 十一, 二十一."""

_DEEPEST = 9
_ROOM = 0.2
_USUAL = 0.55
_WIDTHS = dict.fromkeys("ijl.,", 0.28) | dict.fromkeys("I()", 0.39) | dict.fromkeys("VXLCDM", 0.75)
"""Ems that what stands in Latin labels takes in bold, where not the usual width of a letter or digit."""

Lists = dict[tuple[str, str, int], str]
"""From language tag, scheme name and outermost depth to the list's ``w:numId``.

A level that does not start again under the levels above it opens a list of its own: LibreOffice does not know
``w:lvlRestart``, and a list of its own never starts again in any program.
"""


def add_lists(numbering: Xml, document: Document, em: int) -> Lists:
    """Add a list for every scheme that a language of the document uses; ``em`` in twentieths of a point."""
    abstract_id = max(ids_in(numbering.iterchildren(qualified("abstractNum")), "abstractNumId"), default=0)
    list_id = max(ids_in(numbering.iterchildren(qualified("num")), "numId"), default=0)
    lists: Lists = {}
    for key, widths in _widest(document).items():
        abstract_id, list_id = abstract_id + 1, list_id + 1
        tag, name, _ = key
        wording = document.wording(tag)
        _insert_abstract(numbering, _abstract(wording.schemes[name], widths, wording.profile, abstract_id, em))
        numbering.append(fragment(f'<w:num w:numId="{list_id}">{empty("abstractNumId", val=abstract_id)}</w:num>'))
        lists[key] = str(list_id)
    return lists


def _widest(document: Document) -> dict[tuple[str, str, int], dict[int, float]]:
    """Give each list that the document uses, and by depth the width in ems of the widest label it prints."""
    widest: dict[tuple[str, str, int], dict[int, float]] = {}
    for block in _numbered(document):
        depth, widths = numbered_as(block)[1], widest.setdefault(list_key(block, document), {})
        widths[depth] = max(_width(block.get("data-label")), widths.get(depth, 0.0))
    return widest


def _numbered(document: Document) -> Iterator[Element]:
    """Give every block that bears a number; in a redline also as it bore one."""
    for block in walk(document.blocks):
        if block.get("data-label"):
            yield block
        if block.get("data-was"):
            yield former(block, document)


def has_former(block: Element) -> bool:
    """Tell whether a block of a redline had another number."""
    return "data-was" in block.attributes


def former(block: Element, document: Document) -> Element:
    """Return a block of a redline with the number, level and classes it had, and the mark that followed the number."""
    was = as_it_was(block)
    if not was.get("data-label"):
        return was
    mark = level_of(was, document).mark
    return was.with_attributes(data_mark=mark) if mark else was


def list_key(block: Element, document: Document) -> tuple[str, str, int]:
    """Return the key of the list that a numbered block belongs to."""
    name, depth = numbered_as(block)
    wording = document.wording(block.get("lang"))
    outermost = max((at for at in wording.schemes[name].continuous if at <= depth), default=0)
    return wording.profile.tag, name, outermost


def numbered_as(block: Element) -> tuple[str, int]:
    """Return scheme name and depth of a numbered block."""
    name, _, depth = block.get("data-number").partition(":")
    return name, int(depth)


def level_of(block: Element, document: Document) -> Level:
    """Return the level of a numbered block."""
    name, depth = numbered_as(block)
    return document.wording(block.get("lang")).schemes[name].levels[depth]


def leaves_room(label: str, hanging: float) -> bool:
    """Tell whether a tab after a label leads to the edge of the text, ``hanging`` ems away, and not beyond it."""
    return _width(label) + _ROOM <= hanging


def _width(label: str) -> float:
    return sum(_WIDTHS.get(character, _USUAL) if character.isascii() else 1.0 for character in label)


def _insert_abstract(numbering: Xml, abstract: Xml) -> None:
    """Abstract definitions stand before all lists (ECMA-376 part 1, 17.9.17)."""
    first = numbering.find(qualified("num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)


def _abstract(scheme: Scheme, widths: Mapping[int, float], profile: Profile, number: int, em: int) -> Xml:
    fitted = (_fitted(level, widths.get(depth, 0.0)) for depth, level in enumerate(scheme.levels[:_DEEPEST]))
    levels = (_level(level, depth, profile, em) for depth, level in enumerate(fitted))
    name = empty("name", val=f"{scheme.name} ({profile.tag})")
    content = f'<w:multiLevelType w:val="multilevel"/>{name}{"".join(levels)}'
    return fragment(f'<w:abstractNum w:abstractNumId="{number}">{content}</w:abstractNum>')


def _fitted(level: Level, widest: float) -> Level:
    """Widen the hang where a label overruns it, or VIII. would send its text to the next tab stop, alone of all."""
    if _suffix(level) != "tab" or widest <= level.hanging:
        return level
    more = widest + _ROOM - level.hanging
    return replace(level, indent=level.indent + more, hanging=level.hanging + more)


def _level(level: Level, depth: int, profile: Profile, em: int) -> str:
    left, hanging = round(level.indent * em), round(level.hanging * em)
    tabs = f"<w:tabs>{empty('tab', val='num', pos=left)}</w:tabs>" if hanging else ""
    settings = (
        empty("start", val=1)
        + empty("numFmt", val=FORMATS[level.format])
        + empty("suff", val=_suffix(level))
        + empty("lvlText", val=level.label.replace("{n}", f"%{depth + 1}"))
        + empty("lvlJc", val="left")
        + f"<w:pPr>{tabs}{empty('ind', left=left, hanging=hanging)}</w:pPr>"
    )
    face = f"<w:rPr>{language_run(profile)}</w:rPr>" if profile.chinese else ""
    return f'<w:lvl w:ilvl="{depth}">{settings}{face}</w:lvl>'


def _suffix(level: Level) -> str:
    """What parts the number from the text.

    A mark follows at once as text, because a reference must print the number without it; a label in wide brackets
    that overruns its hang brings its own white space.
    """
    if level.mark:
        return "nothing"
    if not level.hanging:
        return "space"
    return "tab" if leaves_room(level.label.format(n=counted(1, level.format)), level.hanging) else "nothing"
