"""How commands name one thing that is due: `[AGREEMENT/]ID[@KEY][/PARTY]`, read, and found among occurrences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mouflow.diagnostics import MouflowError, did_you_mean, error, printable

from .records import Occurrence

_PART = r"\w[\w.-]{0,99}"
_REFERENCE = re.compile(rf"(?:({_PART})/)?({_PART})@({_PART})(?:/({_PART}))?")
_MOST_LISTED = 8


class Reference(NamedTuple):
    """What a name says; an empty part is not said."""

    agreement: str
    id: str
    key: str
    party: str

    def __str__(self) -> str:
        """Write it as it was read."""
        before = f"{self.agreement}/" if self.agreement else ""
        return f"{before}{self.id}{'@' * bool(self.key)}{self.key}{'/' * bool(self.party)}{self.party}"


def read_reference(text: str) -> tuple[Reference, ...]:
    """Return what a name can mean: ``a/b`` is an id in an agreement, or an id and a party; in this order.

    Raises:
        MouflowError: It has not the form of a name.
    """
    if found := _REFERENCE.fullmatch(text):
        return (Reference(*(part or "" for part in found.groups())),)
    parts = text.split("/")
    if all(re.fullmatch(_PART, part) for part in parts):
        if len(parts) == 1:
            return (Reference("", text, "", ""),)
        if len(parts) == 2:
            return Reference(parts[0], parts[1], "", ""), Reference("", parts[0], "", parts[1])
        if len(parts) == 3:
            return (Reference(parts[0], parts[1], "", parts[2]),)
    hint = "write ID, ID@DATE, AGREEMENT/ID@DATE or ID@DATE/PARTY; `mouflow due` prints them"
    raise MouflowError(error("bad-reference", f"`{printable(text[:100])}` names nothing that can be due", hint=hint))


def find_occurrence(
    reference: Reference,
    occurrences: Sequence[Occurrence],
    today: date,
    wanted: Callable[[Occurrence], bool] = lambda _: True,
) -> Occurrence:
    """Return the occurrence of one agreement that is meant; the reference's agreement does not count here.

    A key may be cut short as long as one occurrence alone begins so. Of a series without a key, it is the only one due
    up to today that is ``wanted``: one that can still be done, where it is to be done.

    Raises:
        MouflowError: There is none, or several can be meant; with those there are.
    """
    same_id = [each for each in occurrences if each.id == reference.id]
    if not same_id:
        hint = did_you_mean(reference.id, {each.id for each in occurrences})
        raise _refused("unknown-duty", f"there is no obligation, milestone or action `{reference.id}`", hint)
    found = _of_party(reference, same_id)
    found = _of_key(reference, found) if reference.key else _up_to(reference, found, today, wanted)
    if len(found) > 1:
        raise _refused("ambiguous-reference", f"`{reference}` can mean several", f"name one: {_listed(found)}")
    return found[0]


def _of_key(reference: Reference, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    exact = [each for each in occurrences if each.key == reference.key]
    found = exact or [each for each in occurrences if each.key.startswith(reference.key)]
    if not found:
        hint = f"there are: {_listed(_nearest(reference.key, occurrences))}"
        raise _refused("unknown-occurrence", f"`{reference.id}` has no occurrence `{reference.key}`", hint)
    return found


def _of_party(reference: Reference, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    if not reference.party:
        return list(occurrences)
    found = [each for each in occurrences if reference.party == each.party or (reference.party,) == each.bearers]
    if not found:
        joint = any(reference.party in each.bearers for each in occurrences)
        said = f"`{reference.party}` does not bear `{reference.id}`" + (" alone" if joint else "")
        hint = did_you_mean(reference.party, {party for each in occurrences for party in each.bearers})
        raise _refused("unknown-party", said, f"leave /{reference.party} out: all bear it together" if joint else hint)
    return found


def _up_to(
    reference: Reference, occurrences: Sequence[Occurrence], today: date, wanted: Callable[[Occurrence], bool]
) -> list[Occurrence]:
    """Return what is meant where no key is given: what happens once, or the only one of a series up to today."""
    if len({each.key for each in occurrences}) == 1:
        return list(occurrences)
    open_now = [each for each in occurrences if wanted(each) and (day := each.due or each.nominal) and day <= today]
    if len({each.key for each in open_now}) == 1:
        return open_now
    coming = [each for each in occurrences if wanted(each) and each not in open_now][:1]
    if open_now:
        said = f"`{reference}` happens again and again; {len(open_now)} of it are open up to {today.isoformat()}"
    else:
        said = f"`{reference}` happens again and again; none of it is open up to {today.isoformat()}"
    hint = f"name one: {_listed([*open_now, *coming] or occurrences)}"
    raise _refused("ambiguous-reference", said, hint)


def _nearest(key: str, occurrences: Sequence[Occurrence]) -> Iterable[Occurrence]:
    """Return the occurrences around the place that a key would have among them."""
    ordered = sorted(occurrences, key=lambda each: (len(each.key), each.key))
    at = sum(each.key < key for each in ordered)
    start = max(0, min(at - _MOST_LISTED // 2, len(ordered) - _MOST_LISTED))
    return ordered[start : start + _MOST_LISTED]


def _listed(occurrences: Iterable[Occurrence]) -> str:
    names = list(dict.fromkeys(each.name for each in occurrences))
    return ", ".join(names[:_MOST_LISTED]) + (", …" if len(names) > _MOST_LISTED else "")


def _refused(code: str, message: str, hint: str) -> MouflowError:
    return MouflowError(error(code, message, hint=hint))
