"""What a change of obligations.yaml does to duties, compared by their ids: what came, ended, or is due otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mouflow.document import Duty
from mouflow.document.redline import DutyEffect
from mouflow.model.base import Localized, Record
from mouflow.model.obligations import Notice, Promise, Promises, Term

_OTHERS = ("kind", "joint", "deputy", "deliverable", "evidence", "follows", "clause")
"""What is told by its name alone where it changed; notes, pins and reminders are the office's own."""


class _Part(NamedTuple):
    """One thing that is said of a term: its effect, the clause that says it, and its value."""

    effect: DutyEffect
    clause: str
    value: str


def promise_duties(old: Promises, new: Promises, language: str) -> tuple[Duty, ...]:
    """Return what the change does to the term, obligations and milestones; texts are those under a language's key."""
    return (*_term(old.term, new.term), *_promises(_by_id(old), _by_id(new), language))


def _by_id(promises: Promises) -> dict[str, Promise]:
    return {each.id: each for each in (*promises.obligations, *promises.milestones)}


def _promises(old: dict[str, Promise], new: dict[str, Promise], language: str) -> Iterator[Duty]:
    for name, promise in new.items():
        if name in old:
            yield from _changed(old[name], promise, language)
        else:
            yield Duty("promise-new", promise.clause or "", "", _due(promise), name, _listed(promise.bearer))
    for name, promise in old.items():
        if name not in new:
            yield Duty("promise-ended", promise.clause or "", _due(promise), "", name, _listed(promise.bearer))


def _changed(old: Promise, new: Promise, language: str) -> Iterator[Duty]:
    values: dict[DutyEffect, tuple[str, str]] = {
        "promise-due": (_due(old), _due(new)),
        "promise-bearer": (_listed(old.bearer), _listed(new.bearer)),
        "promise-owner": (old.owner or "", new.owner or ""),
        "promise-wording": (_words(old.text, language), _words(new.text, language)),
        "promise-other": ("", _listed(name for name in _OTHERS if _of(old, name) != _of(new, name))),
    }
    for effect, (was, now) in values.items():
        if was != now:
            yield Duty(effect, new.clause or "", was, now, new.id)


def _of(promise: Promise, name: str) -> object:
    """Return a value that an obligation or a milestone may have; where it is written makes no difference."""
    value = getattr(promise, name, None)
    return value.model_dump() if isinstance(value, Record) else value


def _term(old: Term | None, new: Term | None) -> Iterator[Duty]:
    before = {each.effect: each for each in _parts(old)} if old else {}
    after = {each.effect: each for each in _parts(new)} if new else {}
    for effect in after or before:
        was, now = before.get(effect), after.get(effect)
        old_value, new_value = was.value if was else "", now.value if now else ""
        if old_value != new_value:
            clause = now.clause if now else was.clause if was else ""
            yield Duty(effect, clause, old_value, new_value)


def _parts(term: Term) -> Iterator[_Part]:
    clause = term.clause or ""
    yield _Part("term-kind", clause, term.kind)
    yield _Part("term-effect", clause, _json(term.effect, "on", "date", "delay"))
    yield _Part("term-length", clause, _json(term, "length", "ends"))
    yield _Part("term-renewal", clause, _json(term, "renewal", "renewals"))
    yield _Part("term-notice", *_notice(term.notice))
    yield _Part("term-termination", *_notice(term.termination))


def _notice(notice: Notice | None) -> tuple[str, str]:
    return (notice.clause or "", _json(notice, "length", "counting")) if notice else ("", "")


def _due(promise: Promise) -> str:
    rule = getattr(promise, "due", None)
    return _json(rule) if isinstance(rule, Record) else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _words(text: Localized | None, language: str) -> str:
    prose = text.texts.get(language) if text else None
    return prose.text if prose else ""


def _json(record: Record, *keys: str) -> str:
    """Return the keys of a record that are given, of some or of all, as JSON; nothing where none is."""
    wanted = set(keys) or None
    given = record.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=wanted)
    return json.dumps(given, ensure_ascii=False) if given else ""
