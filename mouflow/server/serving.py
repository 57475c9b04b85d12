"""A preview's application on a port of this machine, in a thread of its own."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import uvicorn

from mouflow.diagnostics import MouflowError, error

from .app import preview_app
from .desk import Desk
from .keys import Keys

HOST = "127.0.0.1"
PORT = 8421
TRIES = 20
"""So many ports are tried, one after the other, where none was asked for."""
PATIENCE = 2
"""Seconds that answers under way have to end."""
_SILENT = logging.NullHandler()
"""Keeps uvicorn from printing: what fails is told to the page that asked."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that is being served; every address ends with a secret without which nothing is answered."""

    port: int
    keys: Keys

    @property
    def address(self) -> str:
        """The address to print, and to keep."""
        return f"http://{HOST}:{self.port}/{self.keys.secret}/"

    def door(self) -> str:
        """Return an address to start a browser with, which leads to the other one once."""
        return f"http://{HOST}:{self.port}/{self.keys.new_door()}"


@contextmanager
def serve(desk: Desk, port: int | None = None) -> Iterator[Preview]:
    """Serve a preview on loopback until the block ends; on this port, or on the next free one where None.

    Raises:
        MouflowError: The port is taken, or may not be used.
    """
    listening = _bound(port)
    own, keys = listening.getsockname()[1], Keys()
    logging.getLogger("uvicorn").addHandler(_SILENT)
    config = uvicorn.Config(
        preview_app(desk, own, keys),
        interface="asgi3",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listening],), name="preview", daemon=True)
    thread.start()
    try:
        yield Preview(own, keys)
    finally:
        desk.board.close()
        server.should_exit = True
        thread.join(PATIENCE + 1)
        listening.close()


def _bound(port: int | None) -> socket.socket:
    """Return a socket that listens already: what is asked for before the server runs waits a moment.

    Raises:
        MouflowError: No port is free, or the one asked for is not.
    """
    problem: OSError | None = None
    for each in range(PORT, PORT + TRIES) if port is None else (port,):
        # asyncio sends at once (TCP_NODELAY) only where the protocol is named
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, each))
            listening.listen()
        except OSError as failed:
            listening.close()
            problem = failed
        else:
            return listening
    raise _no_port(port, problem)


def _no_port(port: int | None, problem: OSError | None) -> MouflowError:
    if port is None:
        message, hint = f"no port from {PORT} to {PORT + TRIES - 1} is free", "name a free one with --port"
    elif problem and problem.errno == errno.EADDRINUSE:
        message, hint = f"port {port} is taken", "name another with --port, or leave it out: the next free one is taken"
    else:
        reason = problem.strerror if problem else "unknown"
        message, hint = f"port {port} cannot be used: {reason}", "name one above 1023 with --port"
    return MouflowError(error("port-unusable", message, hint=hint))
