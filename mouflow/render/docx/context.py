"""What the writers of one document share: the document, its lists and pictures, running ids, and its redline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from mouflow.document import Document
from mouflow.document.marks import Standing
from mouflow.languages.profiles import Profile

from .comments import Comments
from .headings import Heads
from .identity import FIRST_ID, Bookmarks
from .numbering import Lists
from .revisions import Mark, Revisions


@dataclass(frozen=True, slots=True)
class PictureParts:
    """Relationship ids of a picture: of what every reader shows, and of the SVG behind it where there is one."""

    shown: str
    vector: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One rendering; only the bookmarks and the running ids change while it runs.

    ``revisions`` is there in a redline. There every element that bears an id takes it from one count, or Word would
    find the file broken.
    """

    document: Document
    lists: Lists
    pictures: Mapping[str, PictureParts]
    em: int
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    drawings: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))
    revisions: Revisions | None = None
    comments: Comments = field(default_factory=Comments)
    heads: Heads = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)

    def profile(self, tag: str) -> Profile:
        """Return the profile of a language tag; kept, as it is asked for every block."""
        if tag not in self.profiles:
            self.profiles[tag] = self.document.wording(tag).profile
        return self.profiles[tag]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a block inherits: its language, the width in twentieths of a point, the role of its plain paragraphs.

    ``keep`` holds it on one page with what follows; ``starts_page`` puts it on a new page; ``mark`` is that of the row
    of a redline that it stands in.
    """

    lang: str
    width: int
    role: str = "Body Text"
    keep: bool = False
    starts_page: bool = False
    mark: Mark | None = None

    @property
    def sides(self) -> Standing:
        """The texts that it stands in."""
        return self.mark.standing if self.mark else Standing.BOTH
