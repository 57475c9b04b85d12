"""Extracts of the register for exports: evaluated, worded, dated by git, and cut down to what a reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from mouflow.diagnostics import Diagnostic, MouflowError, did_you_mean, error, has_errors
from mouflow.languages.profiles import find_profile
from mouflow.model.addresses import is_address
from mouflow.model.base import Localized
from mouflow.model.due import DueRule
from mouflow.model.facts import SharedFacts
from mouflow.model.obligations import Milestone, Obligation, Promises
from mouflow.register.basis import Basis, as_of, in_order
from mouflow.register.evaluate import evaluate
from mouflow.register.exports.audience import for_counterpart, for_party, for_public
from mouflow.register.exports.extract import EPOCH, Directory, Extract
from mouflow.register.records import Register, Row
from mouflow.register.states import CLOSED
from mouflow.register.status import rows
from mouflow.workspace import Workspace

from .load import load_basis, load_register_ground
from .many_wordings import wordings_of
from .revisions import Revision, revisions
from .wordings import Wordings


@dataclass(frozen=True, slots=True)
class Choice:
    """What is exported: of which agreements, up to which day, what is closed too, and for whom.

    ``party`` keeps what one party bears; ``counterpart`` moreover leaves out what is for the office alone; ``public``
    leaves out every duty and event.
    """

    agreements: tuple[str, ...]
    today: date
    until: date
    closed: bool = False
    party: str | None = None
    counterpart: str | None = None
    public: bool = False

    @property
    def internal(self) -> bool:
        """Whether it stays in the office."""
        return self.counterpart is None and not self.public


def load_extracts(workspace: Workspace, choice: Choice) -> tuple[Extract, ...]:
    """Load the register of each agreement chosen.

    Raises:
        MouflowError: With everything that is wrong in one of them, since a register with gaps is not given out; or the
            party is none of theirs.
    """
    ground = load_register_ground(workspace)
    problems = list(ground.problems)
    bases: list[Basis] = []
    for agreement in choice.agreements:
        basis, wrong = load_basis(workspace, agreement, ground)
        problems.extend(wrong)
        bases.append(replace(basis, events=as_of(basis.events, choice.today)))
    registers = [evaluate(basis, choice.until) for basis in bases]
    problems += [problem for register in registers for problem in register.problems]
    problems += _unknown_parties(bases, choice)
    if has_errors(problems):
        raise MouflowError(*dict.fromkeys(problems))
    states = revisions(workspace, choice.agreements)
    chosen = {register.agreement: _chosen(register, choice) for register in registers}
    wordings = wordings_of(workspace, chosen)
    return tuple(
        _extract(basis, register, chosen[basis.agreement], wordings[basis.agreement], states[basis.agreement], choice)
        for basis, register in zip(bases, registers, strict=True)
    )


def _chosen(register: Register, choice: Choice) -> list[Row]:
    every = rows(register, choice.today) if not choice.public else ()
    return [row for row in every if choice.closed or row.status not in CLOSED]


def _unknown_parties(bases: Sequence[Basis], choice: Choice) -> Iterator[Diagnostic]:
    known = {party for basis in bases for party in basis.parties}
    for party in (choice.party, choice.counterpart):
        if party and party not in known:
            hint = did_you_mean(party, known)
            yield error("unknown-party", f"`{party}` is no party of what is exported", hint=hint)


def _extract(
    basis: Basis, register: Register, chosen: Sequence[Row], wordings: Wordings, state: Revision, choice: Choice
) -> Extract:
    extract = Extract(
        agreement=basis.agreement,
        register=register,
        rows=tuple(map(wordings.worded, chosen)),
        events=in_order(basis.events),
        rules=_rules(basis.promises),
        title=wordings.title,
        languages=basis.languages,
        parties=basis.parties,
        instrument=wordings.instrument,
        revision=state.number or len(basis.events),
        changed=_changed(basis, state),
    )
    if choice.public:
        return for_public(extract)
    if choice.party:
        extract = for_party(extract, choice.party)
    return for_counterpart(extract, choice.counterpart) if choice.counterpart else extract


def _rules(promises: Promises) -> dict[str, DueRule]:
    duties: tuple[Obligation | Milestone, ...] = (*promises.obligations, *promises.milestones)
    return {each.id: each.due for each in duties if each.due}


def _changed(basis: Basis, state: Revision) -> datetime:
    """Return when an agreement was last changed: its last commit, or what its ledger tells beyond that."""
    events = [event.at for event in basis.events] if not state.recorded else []
    known = [moment for moment in (state.changed, *events) if moment]
    if known:
        return max(known)
    return datetime.combine(basis.signed, time(), UTC) if basis.signed else EPOCH


def directory(facts: SharedFacts, choice: Choice) -> Directory:
    """Return what parties and people are called; no people in what leaves the office.

    What is no address of mail, which `mouflow check` tells, is left out.
    """
    people = facts.people.items() if choice.internal else ()
    return Directory(
        parties={name: _texts(each.name) for name, each in facts.organisations.items()},
        people={name: _texts(each.name) for name, each in people},
        emails={name: each.email for name, each in people if each.email and is_address(each.email)},
    )


def _texts(localized: Localized) -> Mapping[str, str]:
    """Return a text by language key; one under a full tag stands for its key where that has none."""
    profiles = ((find_profile(tag), prose.text) for tag, prose in sorted(localized.texts.items(), reverse=True))
    return {profile.key: text for profile, text in profiles if profile}
