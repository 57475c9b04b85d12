"""The preview's own files: its page, and the frame in which documents are shown."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from mouflow.render.review import review_script

MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
NAMES = (
    "preview.css",
    "preview.js",
    "asking.js",
    "controls.js",
    "documents.js",
    "panes.js",
    "place.js",
    "problems.js",
    "status.js",
    "words.js",
    "icon.svg",
)
"""Every file that the page may ask for."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)
"""What the preview's page may do (CSP level 3): nothing but what comes from its own server, and no script in markup."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file with its media type and, where it is a page, what that may do."""

    data: bytes
    media_type: str
    policy: str = ""


@cache
def page() -> Asset:
    """Return the page of the preview."""
    return Asset(_read("preview.html").encode(), "text/html", PAGE_POLICY)


@cache
def asset(name: str) -> Asset | None:
    """Return a file that the page asks for; None where it has none of this name."""
    if name not in NAMES:
        return None
    return Asset(_read(name).encode(), MEDIA_TYPES[name[name.rindex(".") :]])


@cache
def frame() -> Asset:
    """Return the frame that documents are put into.

    It is an origin of its own, which may ask for nothing, and runs no scripts but its own and that of redlines.
    Whatever a workspace's template wrote, it can neither run nor reach the page around it.
    """
    scripts = _read("patch.js"), _read("frame.js")
    hashes = " ".join(f"'sha256-{_digest(each)}'" for each in (*scripts, review_script()))
    policy = (
        f"sandbox allow-scripts; default-src 'none'; img-src data:; script-src {hashes}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )
    head = "".join(f"<script>{each}</script>" for each in scripts)
    text = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>-</title>{head}</head></html>\n'
    return Asset(text.encode(), "text/html", policy)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _read(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text("utf-8")
