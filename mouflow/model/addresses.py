"""An address that mail can go to: one, plain, without anything that a header or a command could take for more."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1, as erratum 1690 to RFC 3696 corrects it)."""


class AddressError(ValueError):
    """A text that is no address; ``hint`` says what one looks like."""

    hint = "write one address, as in officer@example.org, without a name and without spaces"


def checked_address(text: str) -> str:
    """Return an address as it goes over the wire: ``local@domain`` in ASCII, its domain in lower case.

    A domain in other scripts is written as IDNA has it. Quoted local parts and such in other scripts, which few
    servers take, are refused (RFC 5321, 4.1.2; RFC 6531).

    Raises:
        AddressError: It is none.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    whole = f"{local}@{domain}"
    sound = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    if not at or not sound or len(local) > 64 or len(whole) > LONGEST:
        raise AddressError(f"`{text[:80]}` is no address of electronic mail")
    return whole


def is_address(text: str) -> bool:
    """Tell whether a text is one address."""
    try:
        checked_address(text)
    except AddressError:
        return False
    return True
