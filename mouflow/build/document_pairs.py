"""Which documents of two editions are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mouflow.diagnostics import MouflowError, did_you_mean, error

from .editions import Opened


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two documents to compare by their names in either version; one is None where only one version has it."""

    old: str | None
    new: str | None

    @property
    def name(self) -> str:
        """The name in the newer version that has one."""
        return self.new or self.old or ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the versions that have one, each once, the newer first."""
        return tuple(dict.fromkeys(name for name in (self.new, self.old) if name))


def document_pairs(old: Opened, new: Opened, wanted: tuple[str, ...]) -> Iterator[DocumentPair]:
    """Pair documents by name; one that has no namesake with the only one of its kind that has none either."""
    left = {name: each.kind for name, each in old.loaded.agreement.documents.items()}
    arrived = {name: each.kind for name, each in new.loaded.agreement.documents.items()}
    for name in wanted:
        if name not in left | arrived:
            hint = did_you_mean(name, left | arrived)
            raise MouflowError(error("unknown-document", f"neither version has a document `{name}`", hint=hint))
    pairs: list[DocumentPair] = []
    for name, kind in arrived.items():
        if name in left:
            namesake: str | None = name
        else:
            lonely = [other for other, its in left.items() if its == kind and other not in arrived]
            rivals = [other for other, its in arrived.items() if its == kind and other not in left]
            namesake = lonely[0] if len(lonely) == len(rivals) == 1 else None
        pairs.append(DocumentPair(namesake, name))
    known = {pair.old for pair in pairs}
    pairs += [DocumentPair(name, None) for name in left if name not in known]
    yield from (pair for pair in pairs if not wanted or {pair.old, pair.new} & set(wanted))
