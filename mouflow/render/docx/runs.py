"""Inline elements to runs: emphasis, references as REF fields, languages inside a paragraph, marks of a redline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mouflow.document import Element, Node, has_class
from mouflow.languages.profiles import Profile, find_profile

from .identity import bookmark_name
from .ooxml import Properties, Xml, add, add_field, add_run, fragment
from .styles import language_run, languages_of, style_id

_CHARACTER_ROLES = {"strong": "Strong", "dfn": "Defined Term", "em": "Emphasis"}
_MARKS: Mapping[str, Properties] = {"ins": {"u": "single"}, "del": {"strike": None}}


@dataclass(frozen=True, slots=True)
class _Style:
    """Properties of the runs at hand; ``fixed`` text keeps its words on one line."""

    profile: Profile
    properties: Properties = field(default_factory=dict)
    fixed: bool = False

    def having(self, more: Properties) -> _Style:
        return replace(self, properties={**self.properties, **more})


def add_runs(paragraph: Xml, nodes: tuple[Node, ...], profile: Profile) -> None:
    """Append the runs of a text block in a language."""
    _add(paragraph, nodes, _Style(profile))


def _add(parent: Xml, nodes: tuple[Node, ...], style: _Style) -> None:
    for node in nodes:
        if isinstance(node, str):
            text = node.replace(" ", "\N{NO-BREAK SPACE}") if style.fixed else node
            add_run(parent, text, style.properties)
        elif node.tag == "br":
            add_run(parent, "\n", style.properties)
        elif node.get("data-of"):
            _add_reference(parent, node, style)
        elif node.get("href") and not _numbered(node):
            link = add(parent, "hyperlink", anchor=bookmark_name(node.get("href")[1:]), history="1")
            _add(link, node.children, style)
        else:
            _add(parent, node.children, _styled(node, style))


def _numbered(link: Element) -> bool:
    return any(isinstance(child, Element) and child.get("data-of") for child in link.children)


def _add_reference(parent: Xml, part: Element, style: _Style) -> None:
    r"""``\n`` prints the number of the block's own level without full stops at its end, ``\h`` makes it a link."""
    shown = "".join(child for child in part.children if isinstance(child, str))
    add_field(parent, f"REF {bookmark_name(part.get('data-of'))} \\n \\h", shown, style.properties)


def _styled(node: Element, style: _Style) -> _Style:
    if node.tag in _CHARACTER_ROLES:
        return style.having({"rStyle": style_id(_CHARACTER_ROLES[node.tag], style.profile)})
    if node.tag in _MARKS:
        return style.having(_MARKS[node.tag])
    if node.get("lang") and node.get("lang") != style.profile.tag:
        other = find_profile(node.get("lang")) or style.profile
        return replace(style.having(language_properties(other)), profile=other)
    return replace(style, fixed=True) if has_class(node, "nowrap") else style


def language_properties(profile: Profile) -> Properties:
    """Return the properties of a run in another language than its paragraph's."""
    latin, han = languages_of(profile)
    return {"rFonts": dict(_fonts(profile)), "lang": {"val": latin, "eastAsia": han}}


@lru_cache(maxsize=16)
def _fonts(profile: Profile) -> tuple[tuple[str, str], ...]:
    written = fragment(language_run(profile))
    return tuple((name.rpartition("}")[2], value) for name, value in written.items())
