"""How reminders are sent: the table `[mail]` of the settings. The password is never among them."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from mouflow.languages.profiles import LANGUAGE_NAMES
from mouflow.model.addresses import AddressError, checked_address
from mouflow.model.base import Record, Whole, Words, wrong

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The port of each way to a server where no other is named (RFC 6409, RFC 8314, RFC 5321)."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def _host(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]{1,253}", name):
        raise wrong(f"`{name[:60]}` is no name of a server", "write it as in smtp.example.org", "bad-host")
    return name


def _address(address: str) -> str:
    try:
        return checked_address(address)
    except AddressError as problem:
        raise wrong(str(problem), problem.hint, "bad-address") from None


def _variable(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        hint = "write the name of an environment variable, as in MOUFLOW_MAIL_PASSWORD; never the password itself"
        raise wrong("this is no name of an environment variable", hint, "bad-variable")
    return name


def _languages(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in LANGUAGE_NAMES:
            raise wrong(f"no language `{name[:40]}`", f"known: {', '.join(sorted(LANGUAGE_NAMES))}", "unknown-language")
    return names


Address = Annotated[Words, AfterValidator(_address)]


class MailSettings(Record):
    """How reminders are sent: `[mail]`, or `[tool.mouflow.mail]` in `pyproject.toml`."""

    sender: Annotated[Address, Field(description="address that reminders come from, and answers go to")]
    office: Annotated[
        Address | None, Field(description="where reminders of what has no owner, or none with an address, go")
    ] = None
    host: Annotated[Words | None, AfterValidator(lambda name: name and _host(name))] = Field(
        default=None, description="the server that takes mail; needed for `--email`"
    )
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Field(description="starttls: encrypted once connected; tls: from the first byte; none: not at all"),
    ] = "starttls"
    port: Annotated[
        Whole | None, Field(ge=1, le=65535, description="587 for starttls, 465 for tls, 25 for none if left out")
    ] = None
    user: Annotated[Words | None, Field(description="name to log in with; no login if left out")] = None
    password_env: Annotated[
        Words | None,
        AfterValidator(lambda name: name and _variable(name)),
        Field(description="environment variable that holds the password, which stands in no file"),
    ] = None
    timeout: Annotated[Whole, Field(ge=1, le=600, description="seconds to wait for each answer of the server")] = 30
    languages: Annotated[
        tuple[Words, ...],
        AfterValidator(_languages),
        Field(min_length=1, description="languages of a message, one after the other"),
    ] = ("en", "zh-Hant")

    @model_validator(mode="after")
    def _whole_login(self) -> Self:
        if bool(self.user) != bool(self.password_env):
            hint = "name the user with user and the environment variable of the password with password_env"
            raise wrong("a login takes a user and a password", hint, "half-login")
        if self.user and self.security == "none" and self.host not in _LOCAL:
            hint = "use starttls or tls; only a server on this machine may be logged in to without"
            raise wrong("the password would go over the network unencrypted", hint, "insecure-mail")
        return self

    @property
    def port_used(self) -> int:
        """The port that counts."""
        return self.port or PORTS[self.security]
