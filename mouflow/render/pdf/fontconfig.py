"""Where a face stands on this system, asked of Fontconfig, which WeasyPrint and Pango ask as well."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib")
"""Its names on Linux and on macOS."""
_MATCH_PATTERN = 0
_WEIGHTS = {False: 80, True: 200}
"""FC_WEIGHT_REGULAR and FC_WEIGHT_BOLD."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a font file; a collection holds several."""

    path: str
    index: int


def can_be_asked() -> bool:
    """Tell whether Fontconfig is there; if it is not, Pango is not either."""
    return _loaded() is not None


@cache
def find_face(family: str, bold: bool) -> Face | None:
    """Return the face of a family in a weight; None where the family is not installed or Fontconfig cannot be asked."""
    library = _loaded()
    if library is None:
        return None
    pattern = library.FcPatternCreate()
    library.FcPatternAddString(pattern, b"family", family.encode())
    library.FcPatternAddInteger(pattern, b"weight", _WEIGHTS[bold])
    library.FcConfigSubstitute(None, pattern, _MATCH_PATTERN)
    library.FcDefaultSubstitute(pattern)
    match = library.FcFontMatch(None, pattern, ctypes.byref(ctypes.c_int()))
    try:
        if not match or family not in _strings(library, match, b"family"):
            return None
        index = ctypes.c_int()
        library.FcPatternGetInteger(match, b"index", 0, ctypes.byref(index))
        return Face(_strings(library, match, b"file")[0], index.value)
    finally:
        library.FcPatternDestroy(pattern)
        if match:
            library.FcPatternDestroy(match)


def _strings(library: Any, pattern: Any, name: bytes) -> list[str]:
    """Read every value of a string property."""
    values: list[str] = []
    value = ctypes.c_char_p()
    while library.FcPatternGetString(pattern, name, len(values), ctypes.byref(value)) == 0:
        values.append((value.value or b"").decode())
    return values


def load_library(*names: str) -> Any:
    """Load the first shared library of these names that there is; None where there is none."""
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


@cache
def _loaded() -> Any:
    library = load_library(*_LIBRARIES)
    if library is None:
        return None
    pointer = ctypes.c_void_p
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "FcPatternCreate": (pointer, ()),
        "FcPatternDestroy": (None, (pointer,)),
        "FcPatternAddString": (ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_char_p)),
        "FcPatternAddInteger": (ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_int)),
        "FcPatternGetString": (ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_int, pointer)),
        "FcPatternGetInteger": (ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_int, pointer)),
        "FcConfigSubstitute": (ctypes.c_int, (pointer, pointer, ctypes.c_int)),
        "FcDefaultSubstitute": (None, (pointer,)),
        "FcFontMatch": (pointer, (pointer, pointer, pointer)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
