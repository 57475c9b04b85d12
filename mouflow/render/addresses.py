"""Addresses in style sheets: what leads outside the document is refused, neither fetched nor skipped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mouflow.diagnostics import Diagnostic, error

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_ADDRESS = re.compile(
    r"@import\s*(?:url\()?\s*[\"']?\s*(?P<sheet>[^\"');\s]*)"
    r"|\burl\(\s*[\"']?\s*(?P<url>[^\"')\s]*)"
    r"|\b(?:src|image|image-set|-webkit-image-set)\(\s*[\"']\s*(?P<quoted>[^\"']*)",
    re.IGNORECASE,
)


def outside_addresses(css: str) -> Iterator[str]:
    """Give every address in a style sheet that is neither a data: URL nor a place in the document itself."""
    for found in _ADDRESS.finditer(_ESCAPE.sub(_unescaped, _COMMENT.sub(" ", css))):
        address = found["sheet"] or found["url"] or found["quoted"] or ""
        if found["sheet"] is not None or not address.lower().startswith(("data:", "#")):
            yield address


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2] or ""
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\N{REPLACEMENT CHARACTER}"


def refusals(addresses: Iterable[str], where: str) -> list[Diagnostic]:
    """Return one error for each address; ``where`` says what asks for it (``a style sheet``)."""
    return [
        error(
            "network-refused",
            f"{where} asks for {address[:120]!r}, which is outside the document",
            hint="mouflow fetches nothing: put the picture into the agreement's folder, or write the style in place",
        )
        for address in dict.fromkeys(addresses)
    ]
