"""What changes, as server-sent events (HTML standard, section 9.2)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from .board import Board
from .shapes import change_shape

SILENCE = 15.0
"""Seconds after which a line is sent although nothing changed, so that a browser that is gone is noticed."""
RETRY = 1000
"""Milliseconds after which a browser asks again when the connection broke."""


async def feed(board: Board, version: int) -> AsyncIterator[str]:
    """Give an event whenever anything is newer than the version last sent; the id of an event is its version."""
    loop, woken = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop has ended, and this feed with it
            loop.call_soon_threadsafe(woken.set)

    with board.listening(wake):
        yield f"retry: {RETRY}\n\n"
        while not board.closed:
            woken.clear()
            change = board.since(version)
            if change.version > version:
                version = change.version
                yield f"id: {version}\ndata: {json.dumps(change_shape(change), ensure_ascii=False)}\n\n"
            try:
                await asyncio.wait_for(woken.wait(), SILENCE)
            except TimeoutError:
                yield ": nothing new\n\n"
        yield "event: ended\ndata: \n\n"
