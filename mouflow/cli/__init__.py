"""The command line: one module per group of commands, imported when its command runs; one place that catches."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from mouflow import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("mouflow.cli.start", "Make a new workspace."),
    "new": ("mouflow.cli.start", "Make a new document from a starter."),
    "check": ("mouflow.cli.make", "Tell everything that is wrong, with places and hints."),
    "generate": ("mouflow.cli.make", "Make the documents in every language and format."),
    "watch": ("mouflow.cli.watch", "Make the documents again at every save; --serve shows a live preview."),
    "record": ("mouflow.cli.versions", "Commit an agreement's files, and nothing else."),
    "log": ("mouflow.cli.history", "List an agreement's commits and versions."),
    "show": ("mouflow.cli.versions", "Print the text of an agreement as it was."),
    "blame": ("mouflow.cli.history", "Tell who last changed each clause, in each language, and why."),
    "textconv": ("mouflow.cli.textconv", "Print a file's texts line by line, for git's own diffs."),
    "diff": ("mouflow.cli.redline", "Show what changed between two versions, in all languages at once."),
    "pin": ("mouflow.cli.pin", "Pin obligations to the wording of their clauses, which approves what changed."),
    "done": ("mouflow.cli.ledger", "Close an occurrence: it was done."),
    "waive": ("mouflow.cli.ledger", "Close an occurrence: it need not be done."),
    "dispute": ("mouflow.cli.ledger", "Note that the sides do not agree about it."),
    "partial": ("mouflow.cli.ledger", "Note that a part of it is done."),
    "late": ("mouflow.cli.ledger", "Own up to a delay."),
    "reopen": ("mouflow.cli.ledger", "Take back that it was done, waived or disputed."),
    "reassign": ("mouflow.cli.ledger", "Give it to another officer."),
    "extend": ("mouflow.cli.ledger", "Move its date, as the sides agreed."),
    "verify": ("mouflow.cli.ledger", "Confirm, as a second person, that it was done."),
    "note": ("mouflow.cli.ledger", "Write something down, or add evidence; nothing else changes."),
    "signed": ("mouflow.cli.instrument", "Enter the day on which an agreement was signed."),
    "in-effect": ("mouflow.cli.instrument", "Enter the day on which it came into effect."),
    "notice": ("mouflow.cli.instrument", "Enter a notice that one side gave."),
    "renewed": ("mouflow.cli.instrument", "Enter the day on which a renewal was agreed."),
    "terminated": ("mouflow.cli.instrument", "Enter the day on which it ended before its time."),
    "void": ("mouflow.cli.instrument", "Strike out one of these five that was entered by mistake."),
    "status": ("mouflow.cli.register", "Show agreements at a glance: what is overdue, what comes next, the term."),
    "due": ("mouflow.cli.register", "List what is overdue, and what is due soon."),
    "obligations": ("mouflow.cli.register", "List what is owed, what waits and what always stands."),
    "milestones": ("mouflow.cli.register", "List the milestones."),
    "timeline": ("mouflow.cli.register", "List everything in order of its date."),
    "explain": ("mouflow.cli.register", "Explain a date step by step, with clause and holidays."),
    "export": ("mouflow.cli.export", "Write the register for other programs, for a party, or for the other side."),
    "remind": ("mouflow.cli.remind", "Remind everybody of what is due: printed, written as messages, or sent."),
    "renewal": ("mouflow.cli.renewal", "Write the review of activity that is filed before a renewal."),
    "schema": ("mouflow.cli.schema", "Print the JSON Schemas that editors use."),
}
"""Every command with the module that holds it and its line in the help text."""


class _Commands(click.Group):
    """Imports a command when it is asked for, so that `--help` starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mouflow")
def mouflow() -> None:
    """Agreements from structured YAML: memoranda, press releases and minutes, bilingual, in every format."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 well, 1 problems, 2 wrong usage, 3 a bug, 130 interrupted."""
    try:
        return _run(arguments)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return 130
    except BrokenPipeError:
        _abandon_output()
        return 0
    except Exception as problem:  # noqa: BLE001
        from mouflow.cli.console import report_failure

        if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
            _abandon_output()
        return report_failure(problem)


def _run(arguments: Sequence[str] | None) -> int:
    status: int = mouflow.main(arguments, standalone_mode=False) or 0
    sys.stdout.flush()
    return status


def _abandon_output() -> None:
    """Keep Python from flushing at its end what nobody takes: the pipe is closed, as by `head`, or the disk full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
