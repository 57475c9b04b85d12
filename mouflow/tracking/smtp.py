"""Messages handed to a server: one connection for all, its certificate verified, what it refuses told."""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.workspace.mail_settings import MailSettings

from .mail import Letter
from .smtp_problems import broken, is_refusal, refused, unreachable

Accepted = Callable[[Letter], None]
"""What is done with a message as soon as the server has taken it."""
_LET_IN = 235
"""The answer of a server that a login succeeded (RFC 4954, 6)."""


def send(letters: Sequence[Letter], mail: MailSettings, password: str, accepted: Accepted) -> list[Diagnostic]:
    """Send messages; return what went wrong.

    A message that the server refuses does not stop the others. Where the connection breaks, the rest stay unsent. One
    is only ``accepted`` once the server has answered for it; where that answer is lost, it may have gone nevertheless.

    Raises:
        MouflowError: The server cannot be reached, its certificate does not hold, or it does not let us in.
    """
    problems: list[Diagnostic] = []
    with _connected(mail, password) as server:
        for number, letter in enumerate(letters):
            try:
                server.sendmail(mail.sender, [letter.digest.recipient.address], letter.data)
            except OSError as problem:
                if is_refusal(problem):
                    problems.append(refused(letter, problem))
                    continue
                problems.append(broken(len(letters) - number, mail, problem))
                break
            accepted(letter)
    return problems


@contextmanager
def _connected(mail: MailSettings, password: str) -> Iterator[smtplib.SMTP]:
    try:
        server = _reached(mail)
    except (OSError, ValueError) as problem:
        raise MouflowError(unreachable(mail, problem)) from None
    try:
        try:
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                _log_in(server, mail.user, password)
        except (OSError, ValueError) as problem:
            raise MouflowError(unreachable(mail, problem)) from None
        yield server
    finally:
        with suppress(OSError):
            server.quit()
        server.close()


def _reached(mail: MailSettings) -> smtplib.SMTP:
    assert mail.host
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port_used, timeout=mail.timeout, context=context)
    return smtplib.SMTP(mail.host, mail.port_used, timeout=mail.timeout)


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Log in; smtplib itself takes ASCII alone, where RFC 4616 has UTF-8."""
    if f"{user}{password}".isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    secret = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, said = server.docmd("AUTH", f"PLAIN {secret}")
    if code != _LET_IN:
        raise smtplib.SMTPAuthenticationError(code, said)
