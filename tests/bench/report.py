"""The figures as a table for people and as JSON, with the machine that they were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from .row import Row

LIBRARIES = ("mouflow", "weasyprint", "python-docx", "docxtpl", "typst", "pyyaml", "pydantic", "jinja2", "lxml")
HEAD = ("work", "against", "due", "aim", "ratio", "pairs", "ours", "rival", "")
_SCALES = {"s": (("s", 1.0), ("ms", 1e-3)), "kB": (("kB", 1e3),)}


def machine() -> dict[str, object]:
    """Return what the figures depend on."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        "libreoffice": _first_line("soffice", "--version"),
        **{name: version(name) for name in LIBRARIES},
    }


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _first_line(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("\n")[0].strip()


def table(rows: list[Row]) -> str:
    """Return the figures in columns."""
    cells = [HEAD, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)


def _cells(row: Row) -> tuple[str, ...]:
    ratios = row.pairs.ratios
    spread = f"{row.ratio:.2f} [{min(ratios):.2f}..{max(ratios):.2f}]"
    targets = (f"<= {each:.2f}" if each else "" for each in (row.due, row.aim))
    figures = (_figure(each, row.unit) for each in row.pairs.medians)
    return (row.work, row.rival, *targets, spread, str(len(ratios)), *figures, f"{row.verdict}  {row.note}".strip())


def _figure(value: float, unit: str) -> str:
    """Return a figure in the first unit that it has one of, else in the smallest."""
    name, scale = next((each for each in _SCALES[unit] if value >= each[1]), _SCALES[unit][-1])
    return f"{value / scale:.3g} {name}"


def as_json(rows: list[Row], memory: dict[str, float], date: str) -> dict[str, object]:
    """Return everything measured: rows with each pair, MiB of memory, and the machine."""
    figures = [{**asdict(row), "ratio": row.ratio, "ratios": row.pairs.ratios, "verdict": row.verdict} for row in rows]
    return {"date": date, "machine": machine(), "rows": figures, "memory_mib": memory}
