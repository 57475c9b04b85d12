"""What can go wrong between us and a mail server, as diagnostics: one message refused, broken off, never let in."""

from __future__ import annotations

import smtplib
import ssl

from mouflow.diagnostics import Diagnostic, error
from mouflow.workspace.mail_settings import MailSettings

from .mail import Letter

_CLOSING, _FOR_GOOD = 421, 500
"""The answer of a server that closes the connection, and the least of those that stay as they are (RFC 5321, 4.2)."""


def is_refusal(problem: Exception) -> bool:
    """Tell whether the server answered and only would not take this message."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code != _CLOSING for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code != _CLOSING


def refused(letter: Letter, problem: Exception) -> Diagnostic:
    """Tell that the server would not take a message, and when to try again."""
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


def broken(count: int, mail: MailSettings, problem: Exception) -> Diagnostic:
    """Tell that the connection broke, and how many messages were left."""
    left = "1 message was" if count == 1 else f"{count} messages were"
    message = f"{mail.host} broke off: {_reason(problem)}; {left} not sent"
    return error("mail-broken-off", message, hint="run again: what the server has taken is not sent twice")


def unreachable(mail: MailSettings, problem: Exception) -> Diagnostic:
    """Tell why no message could be sent at all."""
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
