"""Cutting a face down to some characters with HarfBuzz's own subsetter, the library that WeasyPrint embeds fonts with.

Called through its C interface: the Python binding does the same, but takes 30 ms of every process to import.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from .fontconfig import Face, load_library

_LIBRARIES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
_LAYOUT_FEATURES = 6
"""HB_SUBSET_SETS_LAYOUT_FEATURE_TAG: the OpenType features to keep beside HarfBuzz's usual ones."""
_HALT = int.from_bytes(b"halt", "big")


def subset_face(face: Face, characters: str) -> bytes | None:
    """Return a font file with the glyphs of these characters; None where HarfBuzz's subsetter is not installed."""
    library = _loaded()
    if library is None:
        return None
    blob = library.hb_blob_create_from_file(face.path.encode())
    whole = library.hb_face_create(blob, face.index)
    wish = library.hb_subset_input_create_or_fail()
    wanted = library.hb_subset_input_unicode_set(wish)
    for character in characters:
        library.hb_set_add(wanted, ord(character))
    library.hb_set_add(library.hb_subset_input_set(wish, _LAYOUT_FEATURES), _HALT)
    part = library.hb_subset_or_fail(whole, wish)
    data = _bytes(library, part) if part else None
    library.hb_subset_input_destroy(wish)
    library.hb_face_destroy(whole)
    library.hb_blob_destroy(blob)
    return data


def _bytes(library: Any, face: Any) -> bytes:
    blob = library.hb_face_reference_blob(face)
    size = ctypes.c_uint()
    start = library.hb_blob_get_data(blob, ctypes.byref(size))
    data = ctypes.string_at(start, size.value)
    library.hb_blob_destroy(blob)
    library.hb_face_destroy(face)
    return data


@cache
def _loaded() -> Any:
    library = load_library(*_LIBRARIES)
    if library is None:
        return None
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "hb_blob_create_from_file": (pointer, (ctypes.c_char_p,)),
        "hb_blob_destroy": (None, (pointer,)),
        "hb_blob_get_data": (pointer, (pointer, pointer)),
        "hb_face_create": (pointer, (pointer, number)),
        "hb_face_destroy": (None, (pointer,)),
        "hb_face_reference_blob": (pointer, (pointer,)),
        "hb_set_add": (None, (pointer, number)),
        "hb_subset_input_create_or_fail": (pointer, ()),
        "hb_subset_input_destroy": (None, (pointer,)),
        "hb_subset_input_set": (pointer, (pointer, number)),
        "hb_subset_input_unicode_set": (pointer, (pointer,)),
        "hb_subset_or_fail": (pointer, (pointer, pointer)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name, None)
        if function is None:
            return None
        function.restype, function.argtypes = result, arguments
    return library
