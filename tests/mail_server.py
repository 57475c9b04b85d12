"""A real mail server on this machine for tests: it keeps what it takes, and refuses, breaks off or kills as told."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = Callable[[int], str | None]
"""What is answered to the message of a number, from 1; nothing: it is taken."""


@dataclass
class Post:
    """The handler of a server: messages taken, in order; ``refused`` recipients; ``answer`` for each message."""

    refused: frozenset[str] = frozenset()
    answer: Answer = lambda _number: None
    envelopes: list[Envelope] = field(default_factory=list)
    seen: int = 0
    peers: set[object] = field(default_factory=set)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  a name of aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  a name of aiosmtpd
        self.seen += 1
        said = self.answer(self.seen)
        if said is None:
            self.envelopes.append(envelope)
            self.encrypted.append(bool(session.ssl))
            self.peers.add(session.peer)
        return said or "250 OK"

    @property
    def recipients(self) -> list[str]:
        """The address of each message taken."""
        return [address for each in self.envelopes for address in each.rcpt_tos]

    @property
    def messages(self) -> list[EmailMessage]:
        """Each message taken, read anew."""
        found = [message_from_bytes(bytes(each.content or b""), policy=MAIL) for each in self.envelopes]
        assert all(isinstance(each, EmailMessage) for each in found)
        return found  # type: ignore[return-value]


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(post: Post, **options: Any) -> Iterator[int]:
    """Serve on a port of this machine, which is given."""
    port = free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def login(user: str, password: str) -> Callable[..., AuthResult]:
    """Return what lets one user in, with one password."""

    def authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        known = LoginPassword(user.encode(), password.encode())
        return AuthResult(success=data == known, handled=False)

    return authenticate


def certificate(folder: Path, name: str = "localhost") -> Path:
    """Make a key and a certificate of its own for a name; return the file that holds both."""
    key, chain = folder / "key.pem", folder / "chain.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(chain)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def tls(folder: Path) -> ssl.SSLContext:
    """Return a server's side of TLS with the certificate in a folder."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "chain.pem", folder / "key.pem")
    return context
