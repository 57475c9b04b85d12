"""Which folder is a workspace; of the standard library alone, for what has to start fast."""

from __future__ import annotations

from pathlib import Path

AGREEMENTS = "agreements"
SETTINGS = "mouflow.toml"
PYPROJECT = "pyproject.toml"


def builtin_templates() -> Path:
    """Return the templates that come with mouflow: in a wheel inside the package, in a checkout beside it."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find_root(start: Path) -> Path | None:
    """Return the nearest folder, from this one upwards, that is a workspace."""
    here = start.resolve()
    folders = (here, *here.parents)
    return next((each for each in folders if (each / AGREEMENTS).is_dir() or (each / SETTINGS).is_file()), None)
