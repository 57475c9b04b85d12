"""python-docx and all that writes Word files, loaded ahead of their first use."""

from __future__ import annotations

import docx

from . import render_docx

__all__ = ["docx", "render_docx"]
