"""Inline elements to runs: emphasis, references as REF fields, languages inside a paragraph, tracked changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from mouflow.document import Element, Node, has_class, text_of
from mouflow.document.marks import Standing
from mouflow.languages.profiles import Profile, find_profile

from .identity import bookmark_name
from .ooxml import Properties, empty, field, holder, run
from .revisions import Mark, Revisions, mark_of
from .styles import language_run, language_tag, style_id

_CHARACTER_ROLES = {"strong": "Strong", "dfn": "Defined Term", "em": "Emphasis"}
_OWN_MARKS: Mapping[str, Properties] = {"ins": {"u": empty("u", val="single")}, "del": {"strike": "<w:strike/>"}}

Span: TypeAlias = "tuple[Mark | None, str]"
"""Runs, and the change that they belong to."""


@dataclass(frozen=True, slots=True)
class _Style:
    """Properties of the runs at hand and their markup; ``fixed`` text keeps its words on one line.

    ``revisions`` is there in a redline, with the ``mark`` of the change at hand.
    """

    profile: Profile
    properties: Properties = dataclasses.field(default_factory=dict)
    markup: str = ""
    fixed: bool = False
    revisions: Revisions | None = None
    mark: Mark | None = None

    def having(self, more: Properties) -> _Style:
        properties = {**self.properties, **more}
        return replace(self, properties=properties, markup=holder("rPr", properties))

    def text(self, text: str) -> str:
        """Write a run; what moved away stays ordinary text, unlike what was deleted (ECMA-376 part 1, 17.13.5.22)."""
        return run(text, self.markup, "delText" if self.gone and self.mark and not self.mark.moved else "t")

    @property
    def gone(self) -> bool:
        """Tell whether the text stands in the old version alone: a field or link in it would lead nowhere."""
        return self.mark is not None and self.mark.standing is Standing.OLD


def runs(nodes: Iterable[Node], profile: Profile, revisions: Revisions | None = None, mark: Mark | None = None) -> str:
    """Write the runs of a text block in a language; ``mark`` is that of the whole block."""
    style = _Style(profile, revisions=revisions, mark=mark)
    return _joined(_spans(nodes, style), revisions)


def _joined(spans: Iterable[Span], revisions: Revisions | None) -> str:
    """Join runs, those of one change within one element of it."""
    if revisions is None:
        return "".join([markup for _, markup in spans])
    groups = ((mark, "".join(markup for _, markup in group)) for mark, group in groupby(spans, lambda span: span[0]))
    return "".join([revisions.wrapped(mark, markup) if mark else markup for mark, markup in groups])


def _spans(nodes: Iterable[Node], style: _Style) -> Iterator[Span]:
    for node in nodes:
        if isinstance(node, str):
            yield style.mark, style.text(node.replace(" ", "\N{NO-BREAK SPACE}") if style.fixed else node)
        else:
            yield from _inline(node, style)


def _inline(node: Element, style: _Style) -> Iterator[Span]:
    mark = mark_of(node) if style.revisions else None
    if mark:
        yield from _changed(node, style, mark)
    elif node.tag == "br":
        yield style.mark, run("\n", style.markup)
    elif node.get("data-of"):
        yield from _referring(node, style)
    elif node.get("href") and not style.gone and not _numbered(node):
        # A link holds changes, not they it (CT_RunTrackChange, ECMA-376 part 1, 17.13.5.18).
        target, inside = bookmark_name(node.get("href")[1:]), _joined(_spans(node.children, style), style.revisions)
        yield None, f'<w:hyperlink w:anchor="{target}" w:history="1">{inside}</w:hyperlink>'
    else:
        yield from _spans(node.children, _styled(node, style))


def _changed(node: Element, style: _Style, mark: Mark) -> Iterator[Span]:
    """Give the words of one change; those deleted in a block that is new stand in neither text.

    A block that moved shows them at its old place: LibreOffice 7.4 knows no deletion within an insertion.
    """
    if style.mark is None or style.mark.standing is mark.standing:
        yield from _spans(node.children, replace(style, mark=mark))


def _referring(part: Element, style: _Style) -> Iterator[Span]:
    """Give a reference: live where its target stands, plain in the old text where that is elsewhere or not there."""
    arrival = style.revisions.arrival(part.get("data-of")) if style.revisions and not style.mark else None
    if arrival:
        gone = replace(style, mark=replace(arrival, standing=Standing.OLD))
        yield gone.mark, gone.text(text_of(part))
    shown = arrival or style.mark
    yield shown, style.text(text_of(part)) if style.gone else _reference(part, style)


def _numbered(link: Element) -> bool:
    return any(isinstance(child, Element) and child.get("data-of") for child in link.children)


def _reference(part: Element, style: _Style) -> str:
    r"""``\n`` prints the number of the block's own level without full stops at its end, ``\h`` makes it a link."""
    shown = "".join(child for child in part.children if isinstance(child, str))
    return field(f"REF {bookmark_name(part.get('data-of'))} \\n \\h", shown, style.markup)


def _styled(node: Element, style: _Style) -> _Style:
    if node.tag in _CHARACTER_ROLES:
        return style.having({"rStyle": empty("rStyle", val=style_id(_CHARACTER_ROLES[node.tag], style.profile))})
    if node.tag in _OWN_MARKS:
        return style.having(_OWN_MARKS[node.tag])
    if node.get("lang") and node.get("lang") != style.profile.tag:
        other = find_profile(node.get("lang")) or style.profile
        return replace(style.having({"rFonts": language_run(other), "lang": language_tag(other)}), profile=other)
    return replace(style, fixed=True) if has_class(node, "nowrap") else style
