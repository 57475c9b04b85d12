"""What shows that something was done: taken in with its digest, and held against that digest later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG

from mouflow.diagnostics import Diagnostic, Location, MouflowError, error
from mouflow.file_errors import path_inside
from mouflow.model.ledger import Event, Evidence
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS

_ADDRESS = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:\S+")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def take_evidence(workspace: Workspace, agreement: str, given: str, here: Path, sha256: str | None = None) -> Evidence:
    """Return evidence for an event: a file of the agreement's folder, or an address, which is never fetched.

    ``given`` is a path from ``here``, or from the agreement's folder; ``sha256`` the digest that the file must have,
    or that stands beside an address.

    Raises:
        MouflowError: There is no such file, it does not lie in the agreement's folder, cannot be read, or has another
            digest.
    """
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        hint = "it has 64 hexadecimal digits: `sha256sum FILE` prints it; for a file it may be left out"
        raise _refused("bad-sha256", f"`{sha256[:80]}` is no SHA-256", hint)
    folder = workspace.root / AGREEMENTS / agreement
    found = _find(given, here, folder)
    if found is None and _ADDRESS.fullmatch(given):
        return Evidence(address=given, sha256=sha256.lower() if sha256 else None)
    path = _inside(found, given, folder, workspace.root)
    actual = _digest(folder / path, given)
    if sha256 is not None and sha256.lower() != actual:
        raise _refused("evidence-changed", f"`{given}` has the SHA-256 {actual}", "give the file that was meant")
    return Evidence(path=path, sha256=actual)


def broken_evidence(workspace: Workspace, agreement: str, events: Iterable[Event]) -> Iterator[Diagnostic]:
    """Tell of evidence that is gone, or no longer what it was; each at its event."""
    for event in events:
        for each in event.evidence:
            if each.path is not None and (problem := _broken(workspace, agreement, each, event.location)):
                yield problem


def _broken(workspace: Workspace, agreement: str, evidence: Evidence, place: Location) -> Diagnostic | None:
    path = f"{AGREEMENTS}/{agreement}/{evidence.path}"
    back = f"bring it back: `git log -- '{path}'` shows the commit that has it"
    try:
        whole = (workspace.root / path_inside(path)).resolve()
        if not whole.is_relative_to(workspace.root):
            return error("evidence-outside", f"evidence leads out of the workspace: {evidence.path}", place, back)
        actual = _digest(whole, str(evidence.path))
    except MouflowError as failed:
        return error(failed.diagnostics[0].code, failed.diagnostics[0].message, place, back)
    if evidence.sha256 in (None, actual):
        return None
    more = "; a new file is new evidence: add it under another name with `mouflow note --evidence`"
    return error("evidence-changed", f"evidence is no longer what it was: {evidence.path}", place, back + more)


def _find(given: str, here: Path, folder: Path) -> Path | None:
    """Return the file that is meant; None where there is nothing of that name."""
    try:
        return next((each for each in (here / given, folder / given) if each.exists() or each.is_symlink()), None)
    except (OSError, ValueError):  # a name too long, or with a null character
        return None


def _inside(found: Path | None, given: str, folder: Path, root: Path) -> str:
    """Return the path from the agreement's folder."""
    if found is None:
        hint = "check the name, letter by letter; an address begins with https:// or the like"
        raise _refused("evidence-missing", f"there is no file `{given[:200]}`", hint)
    try:
        real, home = found.resolve(), folder.resolve()
    except (OSError, RuntimeError):
        raise _refused("evidence-unreadable", f"`{given}` is a link in a circle", "give the file itself") from None
    if not real.is_relative_to(home):
        where = "lies in another folder" if real.is_relative_to(root) else "lies outside of the workspace"
        hint = f"copy it to {folder.relative_to(root)}/evidence/, where it is kept with the ledger, and give that"
        raise _refused("evidence-outside", f"`{given}` {where}", hint)
    path = real.relative_to(home).as_posix()
    if "/" not in path and path.endswith(".yaml"):
        hint = "give a file that stays as it is: the signed PDF, a letter, a list"
        raise _refused("evidence-changes", f"`{path}` is a source of the agreement, and will change", hint)
    path_inside(path)
    return path


def _digest(file: Path, given: str) -> str:
    try:
        if not S_ISREG(file.stat().st_mode):
            raise _refused("evidence-unreadable", f"`{given}` is a folder, or no plain file", "give one file")
        with file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        raise _refused("evidence-missing", f"there is no file `{given}`", "check the name") from None
    except OSError as problem:
        said = f"`{given}` cannot be read: {problem.strerror}"
        raise _refused("evidence-unreadable", said, "mend its permissions") from None


def _refused(code: str, message: str, hint: str) -> MouflowError:
    return MouflowError(error(code, message, hint=hint))
