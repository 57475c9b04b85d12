"""A digest as a message: RFC 5322, plain text with HTML beside it, the same bytes for the same digest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from .digest import Digest, Setting, html, one_line, plain_text, subject
from .sent import key_of

_POLICY = SMTP.clone(cte_type="7bit", refold_source="all")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is ready to go, with the digest that it holds and the day it tells of."""

    digest: Digest
    day: date
    identifier: str
    message: EmailMessage

    @property
    def data(self) -> bytes:
        """The message as it is written and sent, its lines ended by CR and LF."""
        return self.message.as_bytes(policy=_POLICY)


def letter(digest: Digest, setting: Setting, sender: str, at: datetime) -> Letter:
    """Return a digest as a message from an address, dated ``at``.

    Its Message-ID follows from who is told what alone: sent twice, it is known for the same (RFC 5322, 3.6.4).
    """
    mark = _mark(digest)
    identifier = f"<{mark}@{sender.rpartition('@')[2]}>"
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(setting.office, sender)
    message["To"] = _address(_name(digest, setting), digest.recipient.address)
    message["Subject"] = one_line(subject(digest, setting))
    message["Date"] = format_datetime(at)
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that nobody's absence is answered
    message.set_content(plain_text(digest, setting), cte="base64")
    message.add_alternative(html(digest, setting), subtype="html", cte="base64")
    message["Content-Language"] = ", ".join(words.profile.tag for words in setting.words)
    message.set_boundary(f"=={mark}==")
    return Letter(digest, setting.today, identifier, message)


def file_name(letter: Letter) -> str:
    """Return a name for a message on a disk, the same each time: the day, the address, the mark of its reminders."""
    address = re.sub(r"[^A-Za-z0-9@._+-]", "_", letter.digest.recipient.address)[:120]
    day = letter.day.isoformat()
    return f"{day}.{address}.{letter.identifier[1:13]}.eml"


def keys_of(digest: Digest) -> Iterable[tuple[str, ...]]:
    """Return what tells the reminders of a digest from all others, in order."""
    return sorted(key_of(call, digest.recipient) for call in digest.calls)


def _mark(digest: Digest) -> str:
    canonical = json.dumps([*keys_of(digest)], ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _name(digest: Digest, setting: Setting) -> str:
    known = setting.people.get(digest.recipient.person or "")
    return setting.words[0].text(known.name) if known else setting.office


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(one_line(name), local, domain)
