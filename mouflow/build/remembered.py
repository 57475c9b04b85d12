"""What is remembered of a document between two builds, and its shape in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mouflow.diagnostics import Diagnostic, Location, Severity
from mouflow.tracing import Sight, Trace

Roots: TypeAlias = Mapping[str, str]
"""Short names for the folders of a workspace, by their paths: what is kept holds no path of this machine."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a document came to: what was looked at, its problems, its files with what each is made from."""

    trace: Trace
    problems: tuple[Diagnostic, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)


def trace_to_json(trace: Trace, roots: Roots) -> str:
    """Write a trace, by short names for its folders.

    Raises:
        KeyError: It looked into another folder.
    """
    return json.dumps(sorted([roots[sight.root], sight.look, sight.path, gave] for sight, gave in trace.items()))


def trace_from_json(text: str, roots: Roots) -> Trace:
    """Read a trace.

    Raises:
        ValueError, TypeError, KeyError: It is none.
    """
    folders = {short: root for root, short in roots.items()}
    return {Sight(folders[short], look, str(path)): str(gave) for short, look, path, gave in json.loads(text)}


def result_to_json(remembered: Remembered) -> str:
    """Write problems and files."""
    return json.dumps([[*map(_plain, remembered.problems)], dict(remembered.outputs)])


def result_from_json(text: str, trace: Trace) -> Remembered:
    """Read problems and files.

    Raises:
        ValueError, TypeError: They are none.
    """
    problems, outputs = json.loads(text)
    return Remembered(trace, tuple(map(_diagnostic, problems)), {str(path): str(outputs[path]) for path in outputs})


def _plain(problem: Diagnostic) -> list[object]:
    place = list(problem.location) if problem.location else None
    return [str(problem.severity), problem.code, problem.message, place, problem.hint]


def _diagnostic(value: Any) -> Diagnostic:
    severity, code, message, place, hint = value
    where = None
    if place:
        path, line, column = place
        where = Location(str(path), int(line), int(column))
    return Diagnostic(Severity(severity), str(code), str(message), where, str(hint))
