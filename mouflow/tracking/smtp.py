"""Messages handed to a server: one connection for all, its certificate verified, what it refuses told."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.workspace.mail_settings import MailSettings

from .mail import Letter

Accepted = Callable[[Letter], None]
"""What is done with a message as soon as the server has taken it."""


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
                if _is_refusal(problem):
                    problems.append(_refused(letter, problem))
                    continue
                problems.append(_broken(len(letters) - number, mail, problem))
                break
            accepted(letter)
    return problems


@contextmanager
def _connected(mail: MailSettings, password: str) -> Iterator[smtplib.SMTP]:
    try:
        server = _reached(mail)
    except (OSError, ValueError) as problem:
        raise MouflowError(_unreachable(mail, problem)) from None
    try:
        try:
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, password)
        except (OSError, ValueError) as problem:
            raise MouflowError(_unreachable(mail, problem)) from None
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


def _is_refusal(problem: Exception) -> bool:
    """Tell whether the server answered and only would not take this message."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code != _CLOSING for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code != _CLOSING


_CLOSING, _FOR_GOOD = 421, 500
"""The answer of a server that closes the connection, and the least of those that stay as they are (RFC 5321, 4.2)."""


def _refused(letter: Letter, problem: Exception) -> Diagnostic:
    message = f"{letter.digest.recipient.address} was not taken by the server: {_reason(problem)}"
    return error("mail-refused", message, hint=_way_out(problem))


def _way_out(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPSenderRefused):
        return "mend sender in [mail], then run again"
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        (code, _), *_ = problem.recipients.values()
        if code >= _FOR_GOOD:
            return "mend the address in people.yaml, or office in [mail], then run again: only this is sent"
    return "run again later: only what was not taken is sent"


def _broken(count: int, mail: MailSettings, problem: Exception) -> Diagnostic:
    left = "1 message was" if count == 1 else f"{count} messages were"
    message = f"{mail.host} broke off: {_reason(problem)}; {left} not sent"
    return error("mail-broken-off", message, hint="run again: what the server has taken is not sent twice")


def _unreachable(mail: MailSettings, problem: Exception) -> Diagnostic:
    where = f"{mail.host}:{mail.port_used}"
    if isinstance(problem, ssl.SSLCertVerificationError):
        hint = "correct host in [mail]; for an authority of your own, name its certificates in SSL_CERT_FILE"
        message = f"the certificate of {where} does not hold: {problem.verify_message}"
        return error("mail-certificate", message, hint=hint)
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        hint = "look at user in [mail], and at the password in the environment"
        return error("mail-login", f"{where} does not let `{mail.user}` in: {_reason(problem)}", hint=hint)
    hint = "look at host, port and security in [mail]; nothing was sent"
    return error("mail-unreachable", f"no mail can be sent over {where}: {_reason(problem)}", hint=hint)


def _reason(problem: Exception) -> str:
    """Return what a server or the system said, on one line."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        (code, said), *_ = problem.recipients.values()
        return _answer(code, said)
    if isinstance(problem, smtplib.SMTPResponseException):
        return _answer(problem.smtp_code, problem.smtp_error)
    return " ".join((getattr(problem, "strerror", None) or str(problem) or type(problem).__name__).split())[:200]


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:200]
