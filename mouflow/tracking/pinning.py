"""Pinning: which promises' clauses changed, and the fingerprints written where somebody approves what they say now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mouflow.build.write import write_atomically
from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error, has_errors
from mouflow.model.pack import Agreement
from mouflow.register.pins import Pin, pinned_parts, pins_of
from mouflow.source.edit import Edit, set_values
from mouflow.workspace import Workspace, load_agreement, load_ground
from mouflow.workspace.promises import load_promises, promises_path


@dataclass(frozen=True, slots=True)
class Pinning:
    """The pins of an agreement, in the order of its obligations.yaml, and the bytes of that file."""

    agreement: str
    path: str
    data: bytes
    pins: tuple[Pin, ...]
    loose: tuple[str, ...]

    def chosen(self, names: Sequence[str], *, every: bool) -> list[Pin]:
        """Return the pins to write: those named, all that can be, or those that were never pinned.

        Raises:
            MouflowError: A name means no pin, or one whose clause is not there.
        """
        if not names:
            return [pin for pin in self.pins if pin.state == "new" or (every and pin.state == "changed")]
        known = {pin.name: pin for pin in self.pins}
        wrong = [self._wrong(name, known) for name in names if name not in known or not known[name].now]
        if wrong:
            raise MouflowError(*wrong)
        return [known[name] for name in dict.fromkeys(names)]

    def _wrong(self, name: str, known: Mapping[str, Pin]) -> Diagnostic:
        if name in known:
            pin = known[name]
            message = f"`{name}` follows from `{pin.clause}`, which is not there"
            return error("dangling-clause", message, pin.place, "name another clause, or end the obligation")
        if name in self.loose:
            return error("no-clause", f"`{name}` names no clause", hint="add `clause:` to it")
        return error("unknown-obligation", f"no obligation `{name}` in {self.path}", hint=did_you_mean(name, known))


def open_pinning(workspace: Workspace, agreement: str) -> Pinning:
    """Read an agreement's pins, and hold them against its documents as they are.

    Raises:
        MouflowError: There are no obligations, or they or the documents have errors.
    """
    path = promises_path(agreement)
    promises = load_promises(workspace, agreement)
    if promises is None:
        hint = "write it: agreements/README.md lists its keys"
        raise MouflowError(error("no-obligations", f"{agreement} has no obligations.yaml", hint=hint))
    loaded = load_agreement(workspace, agreement, load_ground(workspace))
    if has_errors(loaded.diagnostics):
        raise MouflowError(*loaded.diagnostics)
    pins = pins_of(promises, Agreement(id=agreement, documents=loaded.agreement.documents))
    loose = tuple(name for name, part in pinned_parts(promises) if not part.clause)
    return Pinning(agreement, path, workspace.files.read(path), tuple(pins), loose)


def pin_clauses(root: Path, pinning: Pinning, pins: Sequence[Pin]) -> None:
    """Write the fingerprint of each pin's clause as it is now; the file keeps comments and layout, or stays as it was.

    Raises:
        MouflowError: The file is written in a way in which that cannot be done, it changed meanwhile, or it cannot be
            written.
    """
    edits = [Edit(pin.pinned.location, "pinned", pin.now, "clause") for pin in pins]
    data = set_values(pinning.data, edits, pinning.path)
    file = root / pinning.path
    try:
        if file.read_bytes() != pinning.data:
            message = f"{pinning.path} was changed meanwhile, and nothing was written"
            raise MouflowError(error("file-changed", message, hint="run `mouflow pin` again"))
        write_atomically(file.resolve(), data)
    except OSError as problem:
        message = f"cannot write {pinning.path}: {problem.strerror}"
        raise MouflowError(error("output-unwritable", message, hint="mend its permissions")) from None
