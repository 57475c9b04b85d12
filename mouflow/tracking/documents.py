"""What documents tell the register: parties, languages and the day of signing of the memorandum, actions in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, cast

from pydantic import Field

from mouflow.diagnostics import Diagnostic, MouflowError
from mouflow.model.base import Id, Record, Words
from mouflow.model.minutes import Minutes
from mouflow.model.mou import Mou, Signing
from mouflow.register.basis import SourcedAction
from mouflow.schema import read_document, read_record
from mouflow.source import decode, parse_yaml
from mouflow.source.quick import FULL, Reader
from mouflow.workspace import Workspace
from mouflow.workspace.folder import AGREEMENTS, read_document_names

from .slices import Spans, sliced, top_level, word_of

_KEYS = ("kind", "languages", "parties", "signing")


class _Head(Record):
    """The keys of a memorandum that the register needs; the types are those of :class:`Mou`."""

    kind: Literal["mou"]
    languages: Annotated[tuple[Words, ...], Field(min_length=1)] = ("en", "zh-Hant")
    parties: Annotated[tuple[Id, ...], Field(min_length=2)]
    signing: Signing


@dataclass(frozen=True, slots=True)
class Documents:
    """What an agreement's documents tell its register; ``memorandum`` is the name of the one that has the parties."""

    memorandum: str = ""
    parties: tuple[str, ...] = ()
    signed: date | None = None
    languages: tuple[str, ...] = ()
    actions: tuple[SourcedAction, ...] = ()


def read_documents(
    workspace: Workspace, agreement: str, problems: list[Diagnostic], reader: Reader = FULL
) -> Documents:
    """Read as much of an agreement's documents as its register needs; what cannot be read is left out and told.

    Where there are several memoranda, that of the name `mou` counts, or else the first.
    """
    heads: dict[str, _Head | Mou] = {}
    actions: list[SourcedAction] = []
    for name, path, data in _files(workspace, agreement, problems):
        try:
            text = decode(data, path)
            spans = top_level(text)
            kind = _kind(text, path, spans)
            if kind == "mou":
                heads[name] = _head(text, path, spans, reader)
            elif kind == "minutes" and "actions" in text:
                actions.extend(_actions(workspace, name, text, path, reader))
        except MouflowError as failed:
            problems.extend(failed.diagnostics)
    if not heads:
        return Documents(actions=tuple(actions))
    memorandum = "mou" if "mou" in heads else min(heads)
    head = heads[memorandum]
    return Documents(memorandum, head.parties, head.signing.date, head.languages, tuple(actions))


def _files(workspace: Workspace, agreement: str, problems: list[Diagnostic]) -> Iterator[tuple[str, str, bytes]]:
    """Give the name, path and bytes of each document."""
    try:
        names = read_document_names(workspace, agreement)
    except MouflowError as failed:
        problems.extend(failed.diagnostics)
        return
    for name in names:
        path = f"{AGREEMENTS}/{agreement}/{name}.yaml"
        try:
            yield name, path, workspace.files.read(path)
        except MouflowError as failed:
            problems.extend(failed.diagnostics)


def _kind(text: str, path: str, spans: Spans | None) -> str | None:
    """Return the kind of a document.

    Raises:
        MouflowError: The document had to be read whole, and cannot be.
    """
    word = word_of(text, spans, "kind") if spans else None
    if word:
        return word
    value = parse_yaml(text, path)
    return str(value.get("kind")) if isinstance(value, Mapping) else None


def _head(text: str, path: str, spans: Spans | None, reader: Reader) -> _Head | Mou:
    """Return what a memorandum begins with, out of some of its keys, or the whole where those tell too little.

    Raises:
        MouflowError: With every problem of the whole memorandum.
    """
    values = sliced(text, path, spans, _KEYS, reader.parse) if spans else None
    if values is not None:
        try:
            return read_record(values, _Head, path)
        except MouflowError:
            pass  # the whole document tells more
    return cast("Mou", read_document(parse_yaml(text, path), path, []))


def _actions(workspace: Workspace, name: str, text: str, path: str, reader: Reader) -> Iterator[SourcedAction]:
    record = cast("Minutes", read_document(reader.parse(text, path), path, []))
    minutes = _without_dropped(workspace, record) if "when" in text else record
    for item in minutes.agenda:
        for paragraph in item.paragraphs:
            yield from (SourcedAction(name, paragraph.id, action, minutes.date) for action in paragraph.actions)


def _without_dropped(workspace: Workspace, minutes: Minutes) -> Minutes:
    """Return minutes without what their conditions leave out.

    Raises:
        MouflowError: A condition is wrong.
    """
    from mouflow.assembly.assemble import conditioned
    from mouflow.assembly.engine import Engine
    from mouflow.workspace.templates import TemplateLoader

    engine = Engine(TemplateLoader(workspace))
    record = conditioned(minutes, engine)
    if engine.problems:
        raise MouflowError(*engine.problems)
    return cast("Minutes", record)
