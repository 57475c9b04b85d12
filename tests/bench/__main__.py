"""The benchmark's command: `python -m tests.bench [--quick] [--only NAME,...] [--json FILE --date DAY]`."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from . import git_rows, other_rows, pdf_rows, redline_rows, watch_rows
from .register_rows import register_rows
from .report import as_json, machine, table
from .row import Row
from .subject import Subject, make_subject

Measure = Callable[[Subject, int], Row]
QUICK, FULL = 20, 200
FEW_AGREEMENTS, AGREEMENTS = 500, 10_000
"""How many agreements the register's workspace has, in a quick run and in a full one."""


def measures(size: int, batches: int) -> dict[str, Measure]:
    """Return every row by name; processes come first, while this one is small."""
    return {
        "noise": pdf_rows.noise,
        "help": other_rows.start_up,
        "pdf": pdf_rows.cold_weasyprint,
        "pdf-office": pdf_rows.cold_office,
        "pdf-typst": pdf_rows.cold_typst,
        "size": pdf_rows.size,
        "batch": lambda subject, _: other_rows.batch(subject, batches, size),
        "yaml": other_rows.read,
        "docx": other_rows.docx,
        "docx-assembly": other_rows.docx_from_record,
        "edit": pdf_rows.edited,
        "watch-html": watch_rows.html,
        "watch-docx": watch_rows.docx,
        "watch-pdf": watch_rows.pdf,
        "watch-memory": partial(watch_rows.memory, 1000 if size > QUICK else 300),
        "redline": redline_rows.redline,
        "redline-proved": redline_rows.redline_proved,
        "redline-process": redline_rows.redline_process,
        "words": redline_rows.words,
        "record": git_rows.record,
        "read-version": git_rows.read_version,
        "log": git_rows.log,
        **register_rows(AGREEMENTS if size > QUICK else FEW_AGREEMENTS),
    }


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; a figure that misses its target is a figure, not a failure."""
    asked = _parser().parse_args(arguments)
    known = measures(QUICK, 3) if asked.quick else measures(FULL, 1)
    names = asked.only.split(",") if asked.only else list(known)
    with tempfile.TemporaryDirectory(prefix="mouflow-bench-") as folder:
        subject = make_subject(Path(folder))
        rows = [_told(name, partial(known[name], subject, asked.pairs)) for name in names]
        memory = {} if asked.only else dict(pdf_rows.memory(subject))
    click.echo("\n" + "\n".join(f"{name}: {value}" for name, value in machine().items()) + "\n")
    click.echo(table(rows) + "\n")
    click.echo("Ratios are medians [least..most] of pairs measured in turn, ours through the rival's; less is better.")
    if memory:
        shown = ", ".join(f"{name} {mib:.0f} MiB" for name, mib in memory.items())
        click.echo(f"Peak memory of the largest process of one PDF: {shown}")
    if asked.json:
        asked.json.write_text(json.dumps(as_json(rows, memory, asked.date), indent=1) + "\n", "utf-8")


def _told(name: str, measure: Callable[[], Row]) -> Row:
    click.echo(f"measuring {name} …")
    return measure()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"a batch of {QUICK}, not {FULL}")
    parser.add_argument("--pairs", type=int, default=7, help="pairs of whole processes; quick works have more")
    parser.add_argument("--only", default="", help="names of rows with commas: " + ", ".join(measures(0, 0)))
    parser.add_argument("--json", type=Path, help="file to write every figure to")
    parser.add_argument("--date", default="", help="day that the JSON bears")
    return parser


if __name__ == "__main__":
    main()
