"""What is told of a file or an agreement that could not be made for a reason nobody foresaw; the others are made."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from mouflow.diagnostics import Diagnostic, MouflowError, error, warning


def problems_of(failed: Exception, what: str) -> tuple[Diagnostic, ...]:
    """Return the problems of a failure: its own where it was expected, one that names what failed where it was not."""
    if isinstance(failed, MouflowError):
        return failed.diagnostics
    said = "".join(traceback.format_exception_only(type(failed), failed)).strip().partition("\n")[0]
    return (error("making-failed", f"{what} could not be made: {said}{_place(failed)}", hint=_REPORT),)


def lost(what: str, why: str) -> Diagnostic:
    """Tell that a process ended twice over a file."""
    hint = "look for what takes so much memory in it, such as a very big picture or table; then generate again"
    return error("worker-lost", f"{what} was not made: the process that made it was lost twice ({why})", hint=hint)


def made_again(what: str, why: str) -> Diagnostic:
    """Tell that a process ended over a file, which another one then made."""
    hint = "nothing is missing; if it happens again, the machine may be short of memory: try fewer processes, `--jobs`"
    return warning("worker-lost", f"a process was lost while it made {what} ({why}); another one made it", hint=hint)


def cluster_lost(count: int) -> Diagnostic:
    """Tell that a cluster gave up before all was done, and that this machine did the rest."""
    files = "file was" if count == 1 else "files were"
    hint = "nothing is missing; see what became of its scheduler and its workers"
    return warning("cluster-lost", f"the cluster was lost; {count} {files} made on this machine", hint=hint)


_REPORT = "this is a bug in mouflow: please report it, with the document if you can; `--jobs 1` may tell more"


def _place(failed: Exception) -> str:
    """Return the place in the program that failed; in another process, a note at the failure holds its trace."""
    trace = "".join(getattr(failed, "__notes__", ())) or "".join(traceback.format_tb(failed.__traceback__))
    found = re.findall(r'File "(.+)", line (\d+)', trace)
    return f" ({Path(found[-1][0]).name}:{found[-1][1]})" if found else ""
