"""Rules for obligations.yaml: ids, people and parties, wording, milestones, reminders; those of the term: ``term``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from mouflow.diagnostics import Diagnostic, Location, Severity, did_you_mean, error, place_of, warning
from mouflow.model.addresses import AddressError, is_address
from mouflow.model.base import named_in, records_in, texts_in
from mouflow.model.due import EVENTS
from mouflow.model.facts import SharedFacts
from mouflow.model.minutes import Action
from mouflow.model.obligations import Milestone, Promise, Promises
from mouflow.model.pack import Agreement

from .names import validate_names
from .promised import Promised
from .term import TERM_RULES

Rule = Callable[[Promised], Iterator[Diagnostic]]


def check_promises(promises: Promises, agreement: Agreement, facts: SharedFacts) -> Iterator[Diagnostic]:
    """Tell everything that is wrong with what an agreement promises, held against its documents and the shared facts.

    Documents that could not be read are left out of ``agreement``. Pins are checked elsewhere, as are dates that
    follow from each other, calendars and the ledger.
    """
    promised = Promised(promises, agreement, facts)
    for rule in RULES:
        yield from rule(promised)


def validate_promise_ids(promised: Promised) -> Iterator[Diagnostic]:
    """Obligations, milestones and the actions of all minutes share one room of ids, in which some words are taken."""
    seen: dict[str, Location] = {}
    actions = (each for each in records_in(promised.agreement) if isinstance(each, Action))
    every: tuple[Action | Promise, ...] = (*actions, *promised.all)
    for each in every:
        place = place_of(each.id, each.location)
        in_one_document = isinstance(each, Action) and each.id in seen and seen[each.id].path == place.path
        if each.id in seen and not in_one_document:  # which its own rules tell
            hint = f"it stands already at {seen[each.id]}; ids are for ever, so rename the newer one"
            yield error("duplicate-id", f"the id `{each.id}` stands twice", place, hint)
        seen.setdefault(each.id, place)
        if _is_taken(each.id):
            hint = "choose another id: dates are counted from events by these names"
            yield error("reserved-id", f"`{each.id}` is the name of an event or of a date of the term", place, hint)


def _is_taken(identifier: str) -> bool:
    return identifier in EVENTS or identifier == "term" or identifier.startswith(("term.", "notice."))


def validate_promise_names(promised: Promised) -> Iterator[Diagnostic]:
    """Bearers are organisations, owners and deputies people, whom the shared facts know."""
    promises, people = promised.promises, promised.facts.people
    yield from validate_names(promises.model_copy(update={"escalate": ()}), promised.facts)
    for step in promises.escalate:
        if step.to not in ("owner", "deputy", *people):
            hint = f"{did_you_mean(step.to, ('owner', 'deputy', *people))} (agreements/people.yaml)"
            yield error("unknown-person", f"unknown person `{step.to}`", place_of(step.to, step.location), hint)


def validate_bearers(promised: Promised) -> Iterator[Diagnostic]:
    """Only parties bear what was promised; what is borne jointly has several bearers."""
    parties = promised.parties
    for each in promised.all:
        strangers = [name for name in each.bearer if parties and name not in parties]
        for name in strangers:
            if name in promised.facts.organisations:
                message = f"`{name}` bears `{each.id}` and is no party"
                yield error("not-a-party", message, place_of(name, each.location), did_you_mean(name, parties))
        if each.joint and len(each.bearer) == 1:
            hint = "name the other bearers too, or drop `joint:`"
            yield warning("joint-alone", f"`{each.id}` is joint and has one bearer", each.location, hint)


def validate_deputies(promised: Promised) -> Iterator[Diagnostic]:
    """A deputy stands in for somebody else."""
    for each in promised.all:
        if each.deputy and each.deputy == each.owner:
            hint = "name another person, or drop `deputy:`"
            yield warning("own-deputy", f"`{each.deputy}` is owner and deputy of `{each.id}`", each.location, hint)


def validate_promised_wording(promised: Promised) -> Iterator[Diagnostic]:
    """Every promise says what is to be done, by its own words or its clause's, in every language of the memorandum."""
    for each in promised.all:
        if each.text is None and each.clause is None:
            hint = "add `clause:`, or its words: " + ", ".join(f"{key}:" for key in promised.languages)
            yield error("no-wording", f"`{each.id}` does not say what is to be done", each.location, hint)
    for text in texts_in(promised.promises):
        for profile in promised.profiles:
            if text.prose(profile) is None:
                yield error(
                    "missing-language", f"the text has no {profile.key}", text.location, f"add `{profile.key}:`"
                )


def validate_milestones(promised: Promised) -> Iterator[Diagnostic]:
    """A milestone is passed once, and follows what there is, and not itself."""
    known = {each.id for each in promised.all}
    for milestone in promised.promises.milestones:
        if milestone.due.recurs:
            hint = "write it under `obligations:`, or give it one date"
            yield error("milestone-recurs", f"the milestone `{milestone.id}` recurs", milestone.due.location, hint)
        for name in milestone.follows:
            if name not in known:
                place, hint = place_of(name, milestone.location), did_you_mean(name, known)
                yield error("unknown-obligation", f"`{milestone.id}` follows an unknown `{name}`", place, hint)
    for milestone in promised.promises.milestones:
        if milestone.id in _before(milestone, promised):
            hint = "drop one of the `follows:` that lead in a circle"
            yield error("follows-itself", f"`{milestone.id}` follows itself", milestone.location, hint)


def _before(milestone: Milestone, promised: Promised) -> set[str]:
    """Return everything that comes before a milestone, step by step."""
    follows = {each.id: each.follows for each in promised.promises.milestones}
    found: set[str] = set()
    waiting = list(milestone.follows)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(follows.get(name, ()))
    return found


def validate_reminders(promised: Promised) -> Iterator[Diagnostic]:
    """Reminders come before a date; the ladder goes upwards."""
    lists = [(promised.promises.remind, promised.promises.location)]
    lists += [(each.remind, each.location) for each in promised.all if each.remind]
    for days, place in lists:
        if any(each < 0 for each in days):
            hint = "count the days before the date; what is overdue goes by `escalate:`"
            yield error("wrong-value", "a reminder cannot come after the date", place, hint)
    for lower, upper in pairwise(promised.promises.escalate):
        if upper.after < lower.after:
            message = f"the ladder goes down: {upper.after} days after {lower.after}"
            yield warning("escalation-order", message, upper.location, "write its steps in the order of `after:`")


def validate_addresses(promised: Promised) -> Iterator[Diagnostic]:
    """Whoever is to be reminded has an address that mail can go to; one without is noted: reminders can be printed."""
    people = promised.facts.people
    named = dict(reversed(list(named_in(promised.promises, "people"))))
    for identifier, place in reversed(named.items()):
        email = people[identifier].email if identifier in people else None
        if email and not is_address(email):
            message = f"`{email[:80]}` is no address that reminders could go to"
            yield warning("bad-address", message, place_of(email, place), AddressError.hint)
        elif identifier in people and not email:
            hint = "add `email:` in agreements/people.yaml, or hand reminders over by other means"
            message = f"`{identifier}` has no address that reminders could go to"
            yield Diagnostic(Severity.NOTE, "no-address", message, place, hint)


RULES: tuple[Rule, ...] = (
    validate_promise_ids,
    validate_promise_names,
    validate_bearers,
    validate_deputies,
    validate_promised_wording,
    validate_milestones,
    validate_reminders,
    *TERM_RULES,
    validate_addresses,
)
"""Every rule, in the order of the report; a new check is one more function here, or in ``term``."""
