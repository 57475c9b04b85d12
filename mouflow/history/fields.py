"""What git gives as bytes, to texts that any document may hold and to days that the calendar has."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_UNFIT = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters, which XML refuses and a terminal obeys; the null character parts the fields of git's listings."""
_LAST = datetime(9998, 1, 1, tzinfo=UTC).timestamp()
"""Later days leave the calendar where a time zone moves them."""
_DAY = 24 * 60


def read_text(given: bytes) -> str:
    """Read names and messages, which anybody can write into a commit: what is no text becomes a replacement sign."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", given.decode("utf-8", "replace").replace("\r\n", "\n"))


def read_date(raw: str) -> datetime:
    """Read a date in git's own form: seconds since 1970 and an offset such as +0800.

    As with git itself, one that no calendar holds is the first day of 1970, and an offset of a day or more is none.
    """
    seconds, _, offset = raw.partition(" ")
    minutes = int(offset[1:3]) * 60 + int(offset[3:5]) if offset[1:].isdigit() else 0
    if minutes >= _DAY:
        minutes = 0
    zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
    moment = int(seconds or 0)
    return datetime.fromtimestamp(moment if 0 <= moment < _LAST else 0, zone)
