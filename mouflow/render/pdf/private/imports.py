"""WeasyPrint imported without what our documents have no use for: fontTools, and style sheets parsed in advance."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

from .version import is_known

_FONT_TOOLS = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


@contextmanager
def light_imports() -> Iterator[None]:
    """Let WeasyPrint be imported inside at less cost; a version that is not known is imported as it is."""
    if not is_known() or "weasyprint" in sys.modules:
        yield
        return
    with _no_font_tools(), _late_sheets():
        yield


@contextmanager
def _no_font_tools() -> Iterator[None]:
    """Put off what WeasyPrint takes from fontTools (70 of its 260 ms).

    It cuts fonts down with HarfBuzz, and turns to fontTools only for variable fonts, bitmap glyphs, or where HarfBuzz's
    subsetter is missing. Then, and only then, the stand-ins import the real thing.
    """
    if any(name in sys.modules for name in _FONT_TOOLS):
        yield
        return
    import fontTools

    stands = {name: _Deferred(name) for name in _FONT_TOOLS}
    sys.modules.update(stands)
    fontTools.subset = stands["fontTools.subset"]
    try:
        yield
    finally:
        for name in _FONT_TOOLS:
            del sys.modules[name]
        del fontTools.subset


class _Deferred(ModuleType):
    """A module in name; each attribute is a function that imports the real module when it is called."""

    __path__: list[str] = []  # noqa: RUF012 - the import system reads it from a package

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, self.__name__, name)


def _called(module: str, name: str, *arguments: Any, **options: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **options)


@contextmanager
def _late_sheets() -> Iterator[None]:
    """Put off parsing WeasyPrint's three default style sheets (40 ms), of which our pages take a part of one.

    They are read empty, and filled, the same objects, when a page first asks for them.
    """
    import tinycss2

    plain = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = _nothing
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = plain
    from weasyprint import HTML

    for name in ("_ua_stylesheets", "_ua_counter_style", "_ph_stylesheets"):
        setattr(HTML, name, _filled(getattr(HTML, name)))


def _nothing(_: str) -> list[Any]:
    return []


def _filled(plain: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that sees to it that the default sheets are there before it gives them."""

    def method(page: Any, *arguments: Any) -> Any:
        _fill_sheets()
        return plain(page, *arguments)

    return method


@cache
def _fill_sheets() -> None:
    from weasyprint import html

    html.UA_STYLESHEET.__init__(string=html.UA, counter_style=html.UA_COUNTER_STYLE)
    html.UA_FORM_STYLESHEET.__init__(string=html.UA_FORM, counter_style=html.UA_COUNTER_STYLE)
    html.PH_STYLESHEET.__init__(string=html.PH)
