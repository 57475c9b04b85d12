"""What the register holds: occurrences of duties, terms of the agreement, and rows as they stand on a day.

Everything here is plain data, so that an index can keep it and a report print it without the YAML it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mouflow.diagnostics import Diagnostic
    from mouflow.model.ledger import Event

    from .states import Source, State, Status
    from .steps import Step


@dataclass(frozen=True)
class Occurrence:
    """One thing that is due once: an obligation's only or one of its series, for one bearer or for all together.

    ``key`` tells it from its like: the nominal day of a recurrence (``2026-03-31``), the day of the event of what an
    event may cause more than once, the number of what counts from completion (``3``); empty for what happens once.
    ``party`` is set where each of several bearers owes it for itself. ``nominal`` is the day before rolling, ``due``
    the day that counts, None while waiting or standing; ``original`` the day before an extension. Before
    ``known_from`` it depends on a renewal, or on an event announced for that day. After ``lapses`` it asks nothing any
    more: a window that closed. What ``survives`` is owed beyond the end of the agreement: it counts from it.
    Texts are by language key (``en``, ``zh-Hant``, ``zh-Hans``) as written in YAML.
    """

    agreement: str
    source: Source
    id: str
    key: str = ""
    party: str | None = None
    bearers: tuple[str, ...] = ()
    kind: str = "other"
    clause: str | None = None
    document: str | None = None
    owner: str | None = None
    deputy: str | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    deliverable: Mapping[str, str] = field(default_factory=dict)
    needs_evidence: bool = False
    needs_verifying: bool = False
    remind: tuple[int, ...] = ()
    note: str = ""
    nominal: date | None = None
    due: date | None = None
    original: date | None = None
    known_from: date | None = None
    lapses: date | None = None
    survives: bool = False
    waiting_for: str = ""
    follows: tuple[str, ...] = ()
    state: State = "open"
    closed: date | None = None
    share: int | None = None
    expected: date | None = None
    steps: tuple[Step, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def name(self) -> str:
        """What commands call it within its agreement: ``ID``, ``ID@KEY``, ``ID@KEY/PARTY``."""
        key, party = f"@{self.key}" if self.key else "", f"/{self.party}" if self.party else ""
        return f"{self.id}{key}{party}"

    def but(self, **changes: Any) -> Occurrence:
        """Return the same with some fields changed: ``dataclasses.replace``, of thirty fields, at a tenth of its cost.

        Raises:
            TypeError: There is no such field.
        """
        if not self.__dict__.keys() >= changes.keys():
            raise TypeError(f"an occurrence has no {', '.join(sorted(changes.keys() - self.__dict__.keys()))}")
        other = object.__new__(Occurrence)
        other.__dict__.update(self.__dict__, **changes)
        return other


@dataclass(frozen=True, slots=True)
class TermPeriod:
    """One term of an agreement: the first, or one that a renewal brought.

    ``last`` is its last day, None where it is indefinite. Before ``known_from`` it is only expected (None: it is
    certain). ``receive_by`` and ``send_by`` are the last days on which a notice can be received and sent, ``opens`` the
    first on which it may be given; ``review_by`` the day by which the review of activity is filed. ``steps`` has the
    arithmetic of each by its field's name.
    """

    number: int
    first: date
    last: date | None
    known_from: date | None = None
    opens: date | None = None
    receive_by: date | None = None
    send_by: date | None = None
    review_by: date | None = None
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """What an agreement owes and is owed: its terms up to a horizon, every occurrence, and what is wrong.

    ``ended`` is the day on which the agreement ended or will for certain; ``events`` the days of `signed`, `in-effect`
    and so on, as far as they are known.
    """

    agreement: str
    kind: str = ""
    terms: tuple[TermPeriod, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    ended: date | None = None
    events: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An occurrence as it stands on a day: what every view and export shows.

    ``overdue`` counts days, also of what is disputed. ``wording`` and ``place`` are by language key, plain text: what
    is to be done (its own wording, else its clause's) and where that stands (`Paragraph 5(2)`); empty where not
    looked up.
    """

    occurrence: Occurrence
    status: Status
    overdue: int = 0
    wording: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
