"""An office's own reference document: its styles answer to our ids, whatever language its Word was set to.

A Word in Chinese saves ``heading 1`` under the id ``1`` and ``Title`` under ``a3``; the names stay Word's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from mouflow.languages.profiles import PROFILES

from .ooxml import Xml, fragment, qualified
from .styles import style_id
from .stylesheet import ROLES, TABLE_STYLES

_REFERRING = tuple(map(qualified, ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")))
_VARIANTS = {
    f"{role.name} ({profile.tag})": style_id(role.name, profile) for role in ROLES for profile in PROFILES.values()
}
_ROLES = {name: style_id(name) for name in (*(role.name for role in ROLES), *TABLE_STYLES)}
_OURS = {name.lower(): identifier for name, identifier in {**_VARIANTS, **_ROLES}.items()} | {
    "normal table": "TableNormal"
}

# ECMA-376 part 1, 17.15.3: what precedes the setting among those of compatibility.
_BEFORE_SHORT_LINES = frozenset(
    "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance "
    "balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace".split()
)


def unify_style_ids(word: Any) -> None:
    """Give every style that bears the name of a role the id of that role, here and wherever it is used."""
    renamed = dict(_renamed(list(word.styles.element.iterchildren(qualified("style")))))
    if renamed:
        for part in word.part.package.iter_parts():
            if hasattr(part, "element"):
                _rename(part.element, renamed)


def hold_short_lines(settings: Xml) -> None:
    """Keep Word from stretching a line that ends at a break within a justified paragraph."""
    compatibility = settings.find(qualified("compat"))
    if compatibility is not None and compatibility.find(qualified("doNotExpandShiftReturn")) is None:
        before = [each for each in compatibility if etree.QName(each).localname in _BEFORE_SHORT_LINES]
        compatibility.insert(len(before), fragment("<w:doNotExpandShiftReturn/>"))


def _renamed(styles: list[Xml]) -> Iterable[tuple[str, str]]:
    """Give old and new id of each style to rename; an id that another style bears already is left to it."""
    taken = {style.get(qualified("styleId")) for style in styles}
    for style in styles:
        name, identifier = style.find(qualified("name")), style.get(qualified("styleId"))
        wanted = _OURS.get(name.get(qualified("val")).lower()) if name is not None else None
        if wanted and wanted not in taken:
            taken.add(wanted)
            yield identifier, wanted


def _rename(root: Xml, renamed: Mapping[str, str]) -> None:
    for style in root.iter(qualified("style")):
        identifier = style.get(qualified("styleId"))
        style.set(qualified("styleId"), renamed.get(identifier, identifier))
    for reference in root.iter(*_REFERRING):
        identifier = reference.get(qualified("val"))
        reference.set(qualified("val"), renamed.get(identifier, identifier))
