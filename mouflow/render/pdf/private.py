"""What leans on WeasyPrint's private parts: languages in tags, shared styles, fewer imports, full lines.

All of it holds for :data:`VERSION` alone. With any other version the plain WeasyPrint stands: slower, and with the
document's language on every structure element (see ``structure.py``), but whole. Tests hold the pages against those of
the plain path, pixel by pixel.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any

from .line_breaks import full_lines

VERSION = "70.0"
_LENGTH = re.compile(r"(?<=^hb_codepoint_t)\[\d+\]$")


def is_known() -> bool:
    """Tell whether the installed WeasyPrint is the one whose insides are known."""
    return version("weasyprint") == VERSION


@contextmanager
def light_imports() -> Iterator[None]:
    """Let WeasyPrint be imported inside without what it takes from fontTools (70 of its 260 ms).

    It cuts fonts down with HarfBuzz, and turns to fontTools only for variable fonts, bitmap glyphs, or where HarfBuzz's
    subsetter is missing. Then, and only then, the stand-ins import the real thing.
    """
    names = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")
    if not is_known() or any(name in sys.modules for name in names):
        yield
        return
    import fontTools

    stands = {name: _Deferred(name) for name in names}
    sys.modules.update(stands)
    fontTools.subset = stands["fontTools.subset"]
    try:
        yield
    finally:
        for name in names:
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
def known_insides() -> Iterator[None]:
    """Let documents that are laid out and written inside carry their languages and fill their lines, at less cost."""
    if not is_known():
        yield
        return
    with _tagged_languages(), _shared_declarations(), _open_arrays(), full_lines():
        yield


@contextmanager
def _tagged_languages() -> Iterator[None]:
    """Give each structure element the /Lang of its box, and each table header its /Scope.

    WeasyPrint writes a language on the document alone, so that every Chinese block of a bilingual PDF would count as
    English. Its tag builder knows the box, and with it the style, of each element that it makes.
    """
    from weasyprint.pdf import tags

    plain = tags._build_box_tree  # noqa: SLF001
    tags._build_box_tree = partial(_tagged, plain)  # noqa: SLF001
    try:
        yield
    finally:
        tags._build_box_tree = plain  # noqa: SLF001


def _tagged(plain: Any, box: Any, *arguments: Any) -> Iterator[Any]:
    """Give the elements of one box; that of an absolute box stands inside a placeholder."""
    import pydyf

    style = getattr(getattr(box, "_box", box), "style", None)
    language = style["lang"] if style is not None else None
    for element in plain(box, *arguments):
        if language and "Lang" not in element:
            element["Lang"] = pydyf.String(language)
        if element["S"] == "/TH":
            is_row = box.element is not None and box.element.get("scope") == "row"
            element["A"]["Scope"] = "/Row" if is_row else "/Column"
        yield element


@contextmanager
def _shared_declarations() -> Iterator[None]:
    """Parse equal declarations once, so that elements of one language can share one style.

    WeasyPrint shares the style of elements whose declarations are the same objects, but parses each ``lang`` attribute
    into a new one, so that all 600 elements of a six-page document get styles of their own.
    """
    import tinycss2

    plain = tinycss2.parse_one_declaration
    tinycss2.parse_one_declaration = lru_cache(maxsize=4096)(plain)
    try:
        yield
    finally:
        tinycss2.parse_one_declaration = plain


@contextmanager
def _open_arrays() -> Iterator[None]:
    """Write the type of a filled array without its length, which its values give.

    WeasyPrint names the length, and CFFI parses every new type name anew with all of its declarations (4 ms each, three
    to a font).
    """
    from weasyprint.text.ffi import ffi

    plain = ffi.new

    def new(declaration: str, values: Any = None) -> Any:
        return plain(declaration if values is None else _LENGTH.sub("[]", declaration), values)

    ffi.new = new
    try:
        yield
    finally:
        del ffi.new
