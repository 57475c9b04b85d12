"""What a session tells, for another program: one JSON object to a line."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from mouflow.build import Target
from mouflow.diagnostics import Diagnostic, as_json
from mouflow.watch.news import News

VERSION = 1
"""Of the shape; it grows when a field changes its meaning or goes."""


class JsonLines:
    """Prints what a session tells; every line says of what kind it is, and to which round it belongs."""

    def __call__(self, news: News) -> None:
        """Take in what happened."""
        shown = (each.name for each in fields(news) if each.repr)
        whole: dict[str, Any] = {"version": VERSION, "news": type(news).__name__.lower()}
        whole |= {name: _plain(getattr(news, name)) for name in shown}
        sys.stdout.write(json.dumps(whole) + "\n")
        sys.stdout.flush()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Diagnostic):
        return as_json(value)
    if isinstance(value, Target):
        return value.agreement
    if isinstance(value, Path):
        return os.fsencode(value).decode("utf-8", "replace")
    return round(value, 5) if isinstance(value, float) else value
