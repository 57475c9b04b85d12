"""The command watch: what may be asked of it; what it does is in ``watching``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mouflow.render import FORMATS

from .make import LAYOUTS, source_date
from .options import LANGUAGES, WordList


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    targets: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    layouts: tuple[Any, ...]
    holders: tuple[str, ...]
    out: Path | None
    poll: bool
    json: bool
    serve: bool
    browse: bool
    port: int | None
    created: datetime | None = None


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--format", "formats", type=WordList(tuple(FORMATS)), default=(), help=",".join(FORMATS))
@click.option(
    "--lang", "languages", type=WordList(LANGUAGES), default=(), help="Languages in reading order: en,zh-Hant"
)
@click.option("--layout", "layouts", type=WordList(LAYOUTS), default=(), help=",".join(LAYOUTS))
@click.option("--holder", "holders", type=WordList(), default=(), help="Originals for these parties, or `all`.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to; `build` by default.")
@click.option("--poll", is_flag=True, help="Look at the files twice a second; by itself so on network shares.")
@click.option("--json", is_flag=True, help="Tell what happens as JSON, one object to a line.")
@click.option("--serve", is_flag=True, help="Serve a live preview to a browser on this machine.")
@click.option("--open", "browse", is_flag=True, help="Open the preview in the browser; implies --serve.")
@click.option("--port", type=click.IntRange(1, 65535), help="The preview's port; 8421 or the next free one by default.")
def watch(**options: Any) -> int:
    """Make documents again whenever what they are made from is saved.

    TARGET is an agreement, AGREEMENT/DOCUMENT, or a path; without one, the whole workspace is watched. What no option
    says, each document's own `output:` decides. Ctrl-C ends it.
    """
    asked = Asked(**options, created=source_date())
    from .watching import watch_documents

    return watch_documents(asked)
