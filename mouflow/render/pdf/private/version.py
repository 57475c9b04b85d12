"""The one version of WeasyPrint whose insides are known."""

from __future__ import annotations

from importlib.metadata import version

VERSION = "70.0"


def is_known() -> bool:
    """Tell whether the installed WeasyPrint is the one whose insides are known."""
    return version("weasyprint") == VERSION
