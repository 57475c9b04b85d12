"""What each duty waits for: the graph of events and duties, the rings in it, and what comes back again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from mouflow.model.due import EVENTS
from mouflow.model.ledger import About

from .moments import Closings, Moment, Moments

if TYPE_CHECKING:
    from mouflow.model.due import DueRule
    from mouflow.model.obligations import Term

    from .duties import Duty

NOTICES = frozenset({"notice", *(f"notice.{about}" for about in get_args(About))})
NAMES = frozenset(EVENTS) | NOTICES
"""Every name of an event of the agreement."""

_REPEATED = NOTICES | {"renewed"}
_ENDS = frozenset({"term-end", "terminated"})


def trigger_of(rule: DueRule | None) -> str | None:
    """Return the event or the duty that a rule counts from; None where it counts from none."""
    if rule is None:
        return None
    start = rule.after or rule.before or rule.from_
    return start if isinstance(start, str) else None


@dataclass(frozen=True, slots=True)
class Triggers:
    """Events and duties, as far as dates count from them."""

    moments: Moments
    closings: Closings
    duties: Mapping[str, Duty]

    def known(self, name: str) -> bool:
        """Tell whether there is such an event or duty."""
        return name in NAMES or name in self.duties

    def happened(self, name: str) -> tuple[Moment, ...]:
        """Return when something happened; the doing of a duty counts from the day on which all have done it."""
        duty = self.duties.get(name)
        return self.closings.doings(name, duty.shares) if duty else self.moments.get(name, ())

    def repeats(self, name: str) -> bool:
        """Tell whether something can happen more than once: notices, renewals, what recurs or counts from such."""
        chain = self._chain(name)
        return self.comes_again(name) or not _REPEATED.isdisjoint(chain)

    def comes_again(self, name: str) -> bool:
        """Tell whether a duty will be done again, as it recurs, or counts from what does."""
        rules = (duty.rule for each in self._chain(name) if (duty := self.duties.get(each)))
        return any(rule is not None and rule.recurs for rule in rules)

    def from_end(self, name: str) -> bool:
        """Tell whether something counts, in the end, from the end of the agreement, so that it outlives it."""
        return not _ENDS.isdisjoint(self._chain(name))

    def _chain(self, name: str) -> tuple[str, ...]:
        """Return something with everything that it waits for, step by step, to an event of the agreement."""
        found: dict[str, None] = {}
        following: str | None = name
        while following and following not in found:
            found[following] = None
            duty = self.duties.get(following)
            following = trigger_of(duty.rule) if duty else None
        return tuple(found)


def waiting_graph(duties: Sequence[Duty], term: Term | None) -> dict[str, tuple[str, ...]]:
    """Return what each duty waits for, and what the coming into effect does."""
    graph: dict[str, tuple[str, ...]] = {duty.id: (name,) for duty in duties if (name := trigger_of(duty.rule))}
    if term:
        notified = term.effect.on == "notifications"
        graph["in-effect"] = term.effect.notifications if notified else ("signed",)
        graph["term-end"] = ("in-effect",)
    return graph


def rings(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give each ring in which things wait for one another, once, from what was written first."""
    done: set[str] = set()
    for start in graph:
        yield from _rings_from(start, graph, [], done)


def _rings_from(
    start: str, graph: Mapping[str, Sequence[str]], trail: list[str], done: set[str]
) -> Iterator[tuple[str, ...]]:
    """Walk through a graph, depth first, without recursion: a chain can be as long as a file."""
    left = [iter((start,))]
    while left:
        following = next(left[-1], None)
        if following is None:
            left.pop()
            done.update(trail[-1:])
            del trail[-1:]
        elif following in trail:
            yield tuple(trail[trail.index(following) :])
        elif following not in done:
            trail.append(following)
            left.append(iter(graph.get(following, ())))
