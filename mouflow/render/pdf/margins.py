"""What stands in the margins of a page: running title, page number and whose original it is, per language."""

from __future__ import annotations

import re

from mouflow.document import Document, Wording
from mouflow.render.styles import quoted_families

_FIELD = re.compile(r"(\{page\}|\{pages\})")
_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def margin_css(document: Document) -> str:
    """Return page rules: both languages at the sides of a parallel page, else the one language in the middle."""
    if document.layout == "parallel":
        first, *others = document.wordings
        boxes = _boxes(first, "left") + "".join(_boxes(other, "right") for other in others[-1:])
        halves = "@top-left{width:48.6%}@top-right{width:48.6%}"
        return f"@page{{{boxes}{halves}}}@page :first{{{_no_title('left')}{_no_title('right')}}}"
    whole = f"@page{{{_boxes(document.leading, 'center')}}}@page :first{{{_no_title('center')}}}"
    if document.layout != "sequential":
        return whole
    # Before the texts of a redline stands its cover; their own first pages then say as well that they are compared.
    is_redline = document.redline is not None
    sections = [_section(each, f"language-{at}", is_redline) for at, each in enumerate(document.wordings, 1)]
    return (whole if is_redline else "") + "".join(sections)


def _section(wording: Wording, name: str, is_titled: bool) -> str:
    """Give the text of one language pages of its own kind; its first has a running title only if ``is_titled``."""
    first = "" if is_titled else f"@page :nth(1 of {name}){{{_no_title('center')}}}"
    own = f".document:lang({wording.profile.tag}){{page:{name}}}"
    return f"{own}@page {name}{{{_boxes(wording, 'center')}}}{first}"


def _boxes(wording: Wording, side: str) -> str:
    faces = quoted_families(wording.profile.serif, "serif")
    original = f'{css_string(wording.original_for)} "\\A " ' if wording.original_for else ""
    return (
        f"@top-{side}{{content:{css_string(wording.running_title)};font-family:{faces}}}"
        f"@bottom-{side}{{content:{original}{_page_number(wording.page_of)};font-family:{faces}}}"
    )


def _no_title(side: str) -> str:
    return f"@top-{side}{{content:none}}"


def _page_number(form: str) -> str:
    parts = [part for part in _FIELD.split(form) if part]
    return " ".join(_COUNTERS.get(part) or css_string(part) for part in parts)


def css_string(text: str) -> str:
    """Return a CSS string; what could end it is written as an escape."""
    return '"' + "".join(f"\\{ord(sign):x} " if sign in '"\\<\n\r\f\0' else sign for sign in text) + '"'
