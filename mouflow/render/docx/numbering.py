"""Numbering schemes as native Word lists: one abstract definition and one list per language and scheme."""

from __future__ import annotations

from mouflow.document import Document, Element, Level, Scheme, walk
from mouflow.languages.profiles import Profile

from .ooxml import Xml, add, fragment, ids_in, qualified
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

Lists = dict[tuple[str, str], str]
"""From language tag and scheme name to the list's ``w:numId``."""


def add_lists(numbering: Xml, document: Document, em: int) -> Lists:
    """Add a list for every scheme that a language of the document uses; ``em`` in twentieths of a point."""
    abstract_id = max(ids_in(numbering.iterchildren(qualified("abstractNum")), "abstractNumId"), default=0)
    list_id = max(ids_in(numbering.iterchildren(qualified("num")), "numId"), default=0)
    lists: Lists = {}
    for tag, name in _used(document):
        abstract_id, list_id = abstract_id + 1, list_id + 1
        wording = document.wording(tag)
        _insert_abstract(numbering, _abstract(wording.schemes[name], wording.profile, abstract_id, em))
        add(add(numbering, "num", numId=str(list_id)), "abstractNumId", val=str(abstract_id))
        lists[tag, name] = str(list_id)
    return lists


def list_of(element: Element) -> tuple[str, int]:
    """Return scheme name and depth of a numbered block."""
    name, _, depth = element.get("data-number").partition(":")
    return name, int(depth)


def level_of(element: Element, document: Document) -> Level:
    """Return the level of a numbered block."""
    name, depth = list_of(element)
    return document.wording(element.get("lang")).schemes[name].levels[depth]


def _used(document: Document) -> list[tuple[str, str]]:
    numbered = (each for each in walk(document.blocks) if each.get("data-label"))
    return list(dict.fromkeys((document.wording(each.get("lang")).profile.tag, list_of(each)[0]) for each in numbered))


def _insert_abstract(numbering: Xml, abstract: Xml) -> None:
    """Abstract definitions stand before all lists (ECMA-376 part 1, 17.9.17)."""
    first = numbering.find(qualified("num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)


def _abstract(scheme: Scheme, profile: Profile, number: int, em: int) -> Xml:
    abstract = fragment(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/></w:abstractNum>'
    )
    add(abstract, "name", val=f"{scheme.name} ({profile.tag})")
    for depth, level in enumerate(scheme.levels[:9]):
        _add_level(abstract, level, depth, depth in scheme.continuous, profile, em)
    return abstract


def _add_level(abstract: Xml, level: Level, depth: int, continuous: bool, profile: Profile, em: int) -> None:
    entry = add(abstract, "lvl", ilvl=str(depth))
    add(entry, "start", val="1")
    add(entry, "numFmt", val=FORMATS[level.format])
    if continuous:
        add(entry, "lvlRestart", val="0")
    add(entry, "suff", val=_suffix(level))
    add(entry, "lvlText", val=level.label.replace("{n}", f"%{depth + 1}"))
    add(entry, "lvlJc", val="left")
    left, hanging = str(round(level.indent * em)), str(round(level.hanging * em))
    properties = add(entry, "pPr")
    if level.hanging:
        add(add(properties, "tabs"), "tab", val="num", pos=left)
    add(properties, "ind", left=left, hanging=hanging)
    if profile.chinese:
        entry.append(fragment(f"<w:rPr>{language_run(profile)}</w:rPr>"))


def _suffix(level: Level) -> str:
    """A mark follows the number as text at once, because a reference must print the number without it."""
    if level.mark:
        return "nothing"
    return "tab" if level.hanging else "space"
