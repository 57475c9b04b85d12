"""Which program makes the files: with another one, or with other fonts, the same document may give other bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import TZPATH

from mouflow import __version__

_PACKAGE = Path(__file__).parent.parent
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/opt/homebrew/share/fonts", "/Library/Fonts")
_OWN_FONTS = (".fonts", ".local/share/fonts", ".config/fontconfig", "Library/Fonts")
"""Where Fontconfig looks and how it chooses, by its own default configuration; the second below the home folder."""
_FONT_SETTINGS = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
_LIBRARIES = tuple(
    f"{folder}/lib{name}*"
    for folder in ("usr/lib", "usr/lib/*-linux-*", "usr/local/lib", "opt/homebrew/lib")
    for name in ("pango", "harfbuzz", "fontconfig", "freetype")
)
_RENDERING = frozenset(
    {"brotli", "cffi", "cssselect2", "fonttools", "lxml", "markupsafe", "pillow", "pydyf", "pyphen", "python_docx"}
    | {"tinycss2", "tinyhtml5", "weasyprint"}
)
"""The packages that have a part in rendering."""


@cache
def program_print() -> str:
    """Return a digest of mouflow's own files, Python, every installed package and the time zones.

    Files count by their stamps, which any installation changes.
    """
    installed = sorted(name for folder in map(Path, sys.path) for name in _packages(folder))
    zones = [_stamp(Path(folder)) for folder in TZPATH]
    return _digest([__version__, sys.version, *installed, *zones, *_stamps_below([_PACKAGE])])


@cache
def format_print(name: str) -> str:
    """Return a digest of all that the files of a format depend on besides their document."""
    if name != "pdf":
        return _digest([program_print(), name])
    named = [os.environ.get(each, "") for each in _FONT_SETTINGS]
    folders = [*map(Path, _FONTS), *map(Path.home().joinpath, _OWN_FONTS), *map(Path, filter(None, named))]
    libraries = (path for pattern in _LIBRARIES for path in sorted(Path("/").glob(pattern)))
    return _digest([program_print(), name, *named, *_stamps_below(folders), *map(_stamp, libraries)])


def rendering_print() -> str:
    """Return a digest of all that the bytes of a file depend on besides its document, the same on any machine.

    Fonts and shared libraries count by their names and sizes, packages by their versions.
    """
    installed = sorted(name for folder in map(Path, sys.path) for name in _packages(folder) if _is_engine(name))
    own = (each for each in sorted(_PACKAGE.rglob("*")) if each.suffix not in ("", ".pyc") and each.is_file())
    contents = [f"{each.relative_to(_PACKAGE)} {sha256(each.read_bytes()).hexdigest()}" for each in own]
    fonts = sorted({f"{each.name} {each.stat().st_size}" for folder in map(Path, _FONTS) for each in _files(folder)})
    libraries = sorted({each.name for pattern in _LIBRARIES for each in Path("/").glob(pattern)})
    return _digest([__version__, sys.version, *installed, *contents, *fonts, *libraries])


def _is_engine(package: str) -> bool:
    return package.partition("-")[0].lower() in _RENDERING


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def _packages(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.glob("*.dist-info")]
    except OSError:
        return []


def _stamps_below(folders: Iterable[Path]) -> Iterator[str]:
    """Give the stamp of every file below folders."""
    for start in folders:
        for folder, below, names in os.walk(start):
            below[:] = sorted(each for each in below if each != "__pycache__")
            yield from (_stamp(Path(folder, name)) for name in sorted(names))


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return f"{path} -"
    return f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
