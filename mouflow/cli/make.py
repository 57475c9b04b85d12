"""The commands that read agreements and make documents: check and generate; what they do is in ``making``.

Nothing heavy is imported up here: worker processes begin first, and load their engines meanwhile.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from mouflow.document.tree import Layout
from mouflow.render import FORMATS

from .options import LANGUAGES, ClusterAddress, WordList

if TYPE_CHECKING:
    from concurrent.futures import Executor

LAYOUTS = get_args(Layout)
FEW = 8
"""The most processes for targets that are named, where ``--jobs`` does not say: more would begin in vain."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
def check(targets: tuple[str, ...], form: str, strict: bool) -> int:
    """Tell everything that is wrong, with places and hints.

    TARGET is an agreement, AGREEMENT/DOCUMENT, or a path; without one, the whole workspace is checked.
    """
    from .making import check_documents

    return check_documents(targets, form, strict, source_date())


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--format", "formats", type=WordList(tuple(FORMATS)), default=(), help=",".join(FORMATS))
@click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages in reading order: en,zh-Hant"
)
@click.option("--layout", "layouts", type=WordList(LAYOUTS), default=(), help=",".join(LAYOUTS))
@click.option("--holder", "holders", type=WordList(), default=(), help="Originals for these parties, or `all`.")
@click.option("--at", metavar="VERSION", help="As they were in a version, a commit or a branch.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to; `build` by default.")
@click.option("--force", is_flag=True, help="Make files again that stand as they would be made.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, help="Processes; as many as there are cores by default."
)
@click.option("--executor", type=ClusterAddress(), help="Let a Dask cluster render: dask://HOST:PORT.")
def generate(  # noqa: PLR0913, click hands over each option by itself
    targets: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    holders: tuple[str, ...],
    at: str | None,
    out: Path | None,
    force: bool,
    jobs: int | None,
    executor: str | None,
) -> int:
    """Make the documents in every language and format.

    TARGET is an agreement, AGREEMENT/DOCUMENT, or a path; without one, the whole workspace is made. What no option
    says, each document's own `output:` decides.
    """
    with _cluster(executor) if executor else _processes(jobs, formats, targets) as pool:
        from mouflow.build import Wish

        from .making import Asked, make_documents

        wish = Wish(formats, languages, layouts, holders, source_date())  # type: ignore[arg-type]
        return make_documents(Asked(targets, wish, out, at, force, apart=executor is not None), pool)


def source_date() -> datetime | None:
    """Read SOURCE_DATE_EPOCH, the date that a reproducible build puts in its files (reproducible-builds.org).

    Raises:
        click.UsageError: It is set to something that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}") from None


def _cluster(address: str) -> AbstractContextManager[Executor]:
    from mouflow.build.cluster import cluster

    return cluster(address)


def _processes(
    jobs: int | None, formats: tuple[str, ...], targets: tuple[str, ...]
) -> AbstractContextManager[Executor | None]:
    """Open processes to work beside this one; none where one is enough, or few files need no engine."""
    engines = [name for name in formats or FORMATS if FORMATS[name].load]
    cores = os.cpu_count() or 1
    count = jobs or (min(cores, FEW) if targets else cores)
    if count == 1 or (targets and not engines):
        return nullcontext()
    from .workers import worker_processes

    return worker_processes(count - 1, engines)
