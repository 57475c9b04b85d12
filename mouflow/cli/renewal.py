"""The command that writes the review of activity which is filed before an agreement is renewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import click

from mouflow.render import FORMATS

from .days import TODAY, today_in
from .options import ONLY_LANGUAGES, WordList
from .outputs import output_folder

YEARS_AHEAD = 10
"""Recurrences are computed so far ahead, so that what the rest of the term brings is told as well."""


@click.command()
@click.argument("agreement")
@click.option(
    "--format", "forms", type=WordList(tuple(FORMATS)), default=("pdf", "docx"), help="pdf,docx; also html,text"
)
@ONLY_LANGUAGES
@TODAY
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to; `build` by default.")
def renewal(
    agreement: str, forms: tuple[str, ...], languages: tuple[str, ...], today: date | None, out: Path | None
) -> int:
    """Write the review of activity that is filed before AGREEMENT is renewed.

    It is filled from the register and the ledger: the dates to keep, what was promised in this term and what came of
    it, how punctual each party was, what is open. The recommendation and the signatures are left to the officers.
    """
    from mouflow.tracking.review import render_renewal
    from mouflow.workspace import find_workspace

    from .whole import whole_agreement

    started, here = perf_counter(), Path.cwd()
    workspace = find_workspace(here)
    name = whole_agreement(workspace, agreement).agreement
    day = today_in(workspace, today)
    until = date(day.year + YEARS_AHEAD, 12, 31)
    rendered = render_renewal(workspace, name, forms, languages, (day, until))
    _write(output_folder(workspace, here / out if out else None) / name, rendered, started)
    return 0


def _write(folder: Path, rendered: dict[str, bytes], started: float) -> None:
    from mouflow.build import Output
    from mouflow.build.write import write_output

    from .console import show_outputs

    outputs = []
    for name, data in rendered.items():
        write_output(folder / name, data)
        outputs.append(Output(folder / name, len(data), perf_counter() - started))
    show_outputs(outputs, Path.cwd(), perf_counter() - started)
