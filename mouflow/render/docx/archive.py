"""Zip archives with the same bytes every time: no clock, no machine, parts in the order given."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold; it says nothing, and says so."""


def archive(members: Mapping[str, bytes]) -> bytes:
    """Pack members by name."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(_member(name), data)
    return packed.getvalue()


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # the packing machine's own system would show otherwise
    info.external_attr = 0o644 << 16
    return info
