"""What remind does with digests: prints them, writes them as messages, sends them; and tells what was not done."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from mouflow.diagnostics import Diagnostic, MouflowError, Severity, error, has_errors
from mouflow.tracking.digest import Digest, Setting, plain_text, subject
from mouflow.tracking.mail import Letter, file_name, letter
from mouflow.tracking.recipients import address_problems
from mouflow.tracking.remind import Gathered, Occasion, digests, setting_of
from mouflow.tracking.sent import Sent, open_sent
from mouflow.workspace import Workspace
from mouflow.workspace.mail_settings import MailSettings

from .console import show_diagnostics

if TYPE_CHECKING:
    from .remind import Asked

VERSION = 1


def deliver(workspace: Workspace, asked: Asked, occasion: Occasion, gathered: Gathered) -> int:
    """Deliver what was not sent before; return the exit status: 1 where something could not be sent or read."""
    mail = _mail(workspace, asked) if asked.email or asked.folder else None
    password = _password(mail) if mail and asked.email else ""
    problems = list(gathered.problems)
    with open_sent(workspace.root, marking=asked.email or asked.mark) as sent:
        told = gathered.told() if asked.again else sent.unsent(gathered.told())
        kept = [call for calls in told.values() for call in calls]
        problems += address_problems(kept, gathered.directory, Severity.ERROR if mail else Severity.WARNING)
        every = digests(workspace, told, indexed=occasion.indexed)
        setting = setting_of(workspace, occasion.today, gathered.directory, asked.languages)
        if mail:
            letters = _letters(every, setting, mail, _moment(workspace, asked, occasion))
            problems += _send(letters, mail, password, sent) if asked.email else _write(letters, workspace, asked, sent)
        else:
            _show(every, setting, asked, sent)
    show_diagnostics(problems, workspace.root)
    return int(has_errors(problems))


def _mail(workspace: Workspace, asked: Asked) -> MailSettings:
    mail = workspace.settings.mail
    if mail is None or (asked.email and not mail.host):
        message = "nothing says how mail is sent" if asked.email else "nothing says who sends"
        hint = "write [mail] in mouflow.toml, with sender and host; agreements/README.md shows how"
        raise MouflowError(error("mail-not-set", message, hint=hint))
    return mail


def _password(mail: MailSettings) -> str:
    if not mail.password_env:
        return ""
    password = os.environ.get(mail.password_env)
    if not password:
        hint = "export it before the command, from wherever secrets are kept"
        raise MouflowError(error("no-password", f"the environment has no {mail.password_env}", hint=hint))
    return password


def _moment(workspace: Workspace, asked: Asked, occasion: Occasion) -> datetime:
    """Return when messages are dated: now where they are sent, else the beginning of the day, for the same bytes."""
    zone = ZoneInfo(workspace.settings.time_zone)
    if asked.email:
        return datetime.fromtimestamp(occasion.now // 10**9, UTC).astimezone(zone)
    return datetime.combine(occasion.today, time(), zone)


def _letters(every: Sequence[Digest], setting: Setting, mail: MailSettings, at: datetime) -> list[Letter]:
    return [letter(each, setting, mail.sender, at) for each in every if each.recipient.address]


def _send(letters: Sequence[Letter], mail: MailSettings, password: str, sent: Sent) -> list[Diagnostic]:
    from mouflow.tracking.smtp import send

    def accepted(each: Letter) -> None:
        _mark(each.digest, each.identifier, sent)
        _tell("sent", each)

    if not letters:
        click.echo("Nothing to send.", err=True)
        return []
    return send(letters, mail, password, accepted)


def _write(letters: Sequence[Letter], workspace: Workspace, asked: Asked, sent: Sent) -> list[Diagnostic]:
    from mouflow.build.write import write_output

    from .outputs import output_folder

    folder = output_folder(workspace, asked.folder)
    for each in letters:
        write_output(folder / file_name(each), each.data)
        if asked.mark:
            _mark(each.digest, each.identifier, sent)
        _tell(str(folder / file_name(each)), each)
    if not letters:
        click.echo("Nothing to write.", err=True)
    return []


def _show(every: Sequence[Digest], setting: Setting, asked: Asked, sent: Sent) -> None:
    if asked.form == "json":
        from .remind_json import show_digests

        show_digests(every, setting.today)
    else:
        click.echo("\n\n".join(_shown(each, setting) for each in every), nl=bool(every))
        if not every:
            click.echo("Nothing to remind of.", err=True)
    if asked.mark:
        for each in every:
            _mark(each, "", sent)


def _shown(digest: Digest, setting: Setting) -> str:
    address = digest.recipient.address or "nobody has an address"
    return f"== {address}: {subject(digest, setting)}\n\n{plain_text(digest, setting).rstrip()}"


def _mark(digest: Digest, message: str, sent: Sent) -> None:
    if digest.recipient.address:
        sent.mark(digest.recipient, digest.calls, message, datetime.now(UTC).isoformat(timespec="seconds"))


def _tell(what: str, each: Letter) -> None:
    click.echo(f"{what}\t{each.digest.recipient.address}\t{len(each.digest.calls)}")
