"""Inline elements to runs: emphasis, references as REF fields, languages inside a paragraph, marks of a redline."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mouflow.document import Element, Node, has_class
from mouflow.languages.profiles import Profile, find_profile

from .identity import bookmark_name
from .ooxml import Properties, empty, field, holder, run
from .styles import language_run, language_tag, style_id

_CHARACTER_ROLES = {"strong": "Strong", "dfn": "Defined Term", "em": "Emphasis"}
_MARKS: Mapping[str, Properties] = {"ins": {"u": empty("u", val="single")}, "del": {"strike": "<w:strike/>"}}


@dataclass(frozen=True, slots=True)
class _Style:
    """Properties of the runs at hand and their markup; ``fixed`` text keeps its words on one line."""

    profile: Profile
    properties: Properties = dataclasses.field(default_factory=dict)
    markup: str = ""
    fixed: bool = False

    def having(self, more: Properties) -> _Style:
        properties = {**self.properties, **more}
        return replace(self, properties=properties, markup=holder("rPr", properties))


def runs(nodes: tuple[Node, ...], profile: Profile) -> str:
    """Write the runs of a text block in a language."""
    return _runs(nodes, _Style(profile))


def _runs(nodes: tuple[Node, ...], style: _Style) -> str:
    return "".join([_text(node, style) if isinstance(node, str) else _inline(node, style) for node in nodes])


def _text(text: str, style: _Style) -> str:
    return run(text.replace(" ", "\N{NO-BREAK SPACE}") if style.fixed else text, style.markup)


def _inline(node: Element, style: _Style) -> str:
    if node.tag == "br":
        return run("\n", style.markup)
    if node.get("data-of"):
        return _reference(node, style)
    if node.get("href") and not _numbered(node):
        target = bookmark_name(node.get("href")[1:])
        return f'<w:hyperlink w:anchor="{target}" w:history="1">{_runs(node.children, style)}</w:hyperlink>'
    return _runs(node.children, _styled(node, style))


def _numbered(link: Element) -> bool:
    return any(isinstance(child, Element) and child.get("data-of") for child in link.children)


def _reference(part: Element, style: _Style) -> str:
    r"""``\n`` prints the number of the block's own level without full stops at its end, ``\h`` makes it a link."""
    shown = "".join(child for child in part.children if isinstance(child, str))
    return field(f"REF {bookmark_name(part.get('data-of'))} \\n \\h", shown, style.markup)


def _styled(node: Element, style: _Style) -> _Style:
    if node.tag in _CHARACTER_ROLES:
        return style.having({"rStyle": empty("rStyle", val=style_id(_CHARACTER_ROLES[node.tag], style.profile))})
    if node.tag in _MARKS:
        return style.having(_MARKS[node.tag])
    if node.get("lang") and node.get("lang") != style.profile.tag:
        other = find_profile(node.get("lang")) or style.profile
        return replace(style.having({"rFonts": language_run(other), "lang": language_tag(other)}), profile=other)
    return replace(style, fixed=True) if has_class(node, "nowrap") else style
