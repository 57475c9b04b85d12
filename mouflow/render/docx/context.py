"""What the writers of one document share: the document, its lists and pictures, and running ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from mouflow.document import Document
from mouflow.languages.profiles import Profile

from .identity import FIRST_ID, Bookmarks
from .numbering import Lists


@dataclass(frozen=True, slots=True)
class PictureParts:
    """Relationship ids of a picture: of what every reader shows, and of the SVG behind it where there is one."""

    shown: str
    vector: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One rendering; only the bookmarks and the count of drawings change while it runs."""

    document: Document
    lists: Lists
    pictures: Mapping[str, PictureParts]
    em: int
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    drawings: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))

    def profile(self, tag: str) -> Profile:
        """Return the profile of a language tag."""
        return self.document.wording(tag).profile


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a block inherits: its language, the width in twentieths of a point, the role of its plain paragraphs.

    ``keep`` holds it on one page with what follows; ``starts_page`` puts it on a new page.
    """

    lang: str
    width: int
    role: str = "Body Text"
    keep: bool = False
    starts_page: bool = False
