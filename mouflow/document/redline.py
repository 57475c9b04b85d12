"""The records of a redline: each change, each renumbering, each clause in drift; and how the tree bears their marks.

A redline is a document whose tree holds both texts at once:

- ``<del data-change="c7">`` and ``<ins data-change="c7">`` inside a text block; a replacement is a ``del`` and, right
  after it, an ``ins`` of the same change. Nothing inside a ``del`` is a link or a part of one (``data-of``).
- ``data-revision`` with ``data-change`` on a text block, ``hr`` or ``img`` that is ``inserted``, ``deleted``,
  ``moved-from`` or ``moved-to`` as a whole. Only a block ``moved-to`` holds ``ins`` and ``del`` besides: the edits made
  inside of what moved. A block that keeps its place and has edits inside is ``changed`` and names no change.
- the same on a ``tr``; every text block in such a row bears the same ``data-revision``. Groups, tables and cells bear
  none: a table that is new has nothing but rows that are new.
- ``data-was`` on a block whose number differs: the label it had, empty where it had none. ``data-was-number`` and
  ``data-was-class`` beside it where its numbering level (``data-number``) or its classes differ too: a paragraph that
  was alone in its clause gets a number when a second one comes. Word shows that as a tracked paragraph property.
- ``data-drift`` on a text block of a clause that was changed in some languages only: the tags, parted by spaces, of
  those that kept their text. A block whose own language is among them is the one that stayed behind.

Blocks that only the old text has, and the places that blocks moved away from, have ids that begin with ``_was.``.

Accepting all changes (dropping ``del``, ``deleted``, ``moved-from``) gives the new text; rejecting all (dropping
``ins``, ``inserted``, ``moved-to``) the old one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from .tree import Element, Wording

Kind = Literal["substantive", "modality", "value", "orthographic", "typographic", "moved", "consequential"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Every kind of change, the gravest first (domain.md 5; the classes that a reviewer filters by)."""

Revision = Literal["inserted", "deleted", "moved-from", "moved-to", "changed"]
Operation = Literal["inserted", "deleted", "replaced", "moved"]

WAS = "_was."
"""Begins the id of a block that stands only in the old text."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who made a change, when, and why; ``commit`` is empty for what is not recorded yet.

    Of a change that nobody can be named for, ``known`` is False, and the date says nothing.
    """

    name: str
    date: datetime
    reason: str = ""
    commit: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Edit:
    """A change before anybody was asked who made it; the fields are those of :class:`Change`."""

    operation: Operation
    language: str
    block: str
    clause: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change in one language.

    ``block`` and ``clause`` are permanent ids without language tag, of the text block and of the heading it stands
    under. ``old`` and ``new`` are the words taken out and put in, whole blocks where blocks came, went or moved;
    offsets count code points from the start of the block's text in the old and the new version.
    """

    id: str
    kind: Kind
    operation: Operation
    language: str
    block: str
    clause: str
    old: str
    new: str
    old_offset: int
    new_offset: int
    authorship: Authorship


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A block whose number changed; ``heading`` is its text in the new version, empty for a numbered paragraph."""

    language: str
    block: str
    old: str
    new: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """A block that changed in some languages and kept its text in others."""

    block: str
    clause: str
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


DutyEffect = Literal[
    "action-new",
    "action-ended",
    "action-due",
    "action-owners",
    "period",
    "signing",
    "wording-new",
    "wording-ended",
    "term-kind",
    "term-effect",
    "term-length",
    "term-renewal",
    "term-notice",
    "term-termination",
    "promise-new",
    "promise-ended",
    "promise-due",
    "promise-bearer",
    "promise-owner",
    "promise-wording",
    "promise-other",
    "promise-unread",
]
"""What happens to a duty: to actions of minutes, to the memorandum, to what obligations.yaml says."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a change does to one duty.

    ``block`` is the id of the clause or paragraph that it stands in. ``old`` and ``new`` are what it was and is: days
    in ISO 8601, ids of organisations or people parted by commas, a number, the words themselves, or, of a due rule and
    a term, the keys of obligations.yaml as JSON; empty where there was or is nothing. ``name`` is the parameter of a
    library clause whose ``period`` changed, the id of an obligation or milestone, or, of ``promise-unread``, the name
    of the side whose obligations.yaml is wrong, so that none is compared; ``bearers`` are the ids of who owes what came
    or ended, none for every party.
    """

    effect: DutyEffect
    block: str = ""
    old: str = ""
    new: str = ""
    name: str = ""
    bearers: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts compared: how it is called (``v1``), and the commit and day it stands for, if any."""

    name: str
    commit: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Redline:
    """Everything that a comparison found in one document.

    ``layout_changes`` names what is no text: templates, style sheets, labels, the letterhead. ``duties`` are sentences
    on what is owed now and was not, or no longer, in the leading language; ``obligations`` are those of them that
    obligations.yaml tells, as data. ``cover`` stands before the text in PDF and
    HTML, never in DOCX, where accepting everything must give the new text and nothing else. ``wordings`` are those of
    the old document, for its running titles; empty where they are the new ones.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...] = ()
    renumberings: tuple[Renumbering, ...] = ()
    drifts: tuple[Drift, ...] = ()
    layout_changes: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    obligations: tuple[Duty, ...] = ()
    cover: tuple[Element, ...] = field(default=(), repr=False)
    wordings: tuple[Wording, ...] = field(default=(), repr=False)
