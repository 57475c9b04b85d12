"""The faces of a document's languages: found on the system, cut down to the characters that the document sets.

A Chinese face holds 65 000 glyphs, and WeasyPrint copies, measures and numbers all of them for every document; its PDFs
grow by what it numbers. So each face is handed over with the document's own characters only, under a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mouflow.diagnostics import Diagnostic, MouflowError, error
from mouflow.document import Document, text_of, walk

from .fontconfig import Face, can_be_asked, find_face
from .harfbuzz import subset_face

PACKAGES = {"Noto": "fonts-noto-cjk", "Liberation": "fonts-liberation"}


@dataclass(frozen=True, slots=True)
class Subset:
    """One face cut down to a document's characters; ``weight`` is ``normal`` or ``bold``."""

    family: str
    weight: str
    data: bytes

    @property
    def name(self) -> str:
        """The family name under which the page's style rules know it."""
        return f"{self.family} subset"

    @property
    def address(self) -> str:
        """The address under which the page asks for it; only our own fetcher knows its scheme."""
        return f"font:{self.family}-{self.weight}".replace(" ", "-")


def check_faces(document: Document) -> None:
    """See that the first face of every language is there; another would be taken in silence, or empty boxes set.

    Raises:
        MouflowError: With every face that is missing and the packages that bring them.
    """
    families = dict.fromkeys(wording.profile.serif[0] for wording in document.wordings)
    missing = [family for family in families if find_face(family, bold=False) is None]
    if missing and can_be_asked():
        raise MouflowError(*map(_missing, missing))


def _missing(family: str) -> Diagnostic:
    package = PACKAGES.get(family.partition(" ")[0], "the package that holds it")
    hint = f"install it with `sudo apt-get install {package}`; HTML, DOCX and text need no fonts"
    return error("fonts-missing", f"PDF needs the typeface {family}, which is not installed", hint=hint)


def face_subsets(document: Document) -> tuple[Subset, ...]:
    """Return the Chinese faces of a document, cut down; none where HarfBuzz cannot do it, and whole faces serve."""
    characters = "".join(sorted(_characters(document)))
    found: list[Subset] = []
    for family, weight in dict.fromkeys(_wanted(document)):
        face = find_face(family, bold=weight == "bold")
        data = _subset(face, characters) if face else None
        if data:
            found.append(Subset(family, weight, data))
    return tuple(found)


def _wanted(document: Document) -> Iterator[tuple[str, str]]:
    """Give family and weight of every Chinese face a document may set: text in two weights, emphasis in bold sans."""
    profiles = [wording.profile for wording in document.wordings]
    emphasised = any(element.tag == "em" for element in walk(document.blocks))
    for profile in profiles:
        for family in profile.serif:
            if "CJK" in family and (profile.chinese or len(profiles) == 1):
                yield from ((family, weight) for weight in ("normal", "bold"))
        if profile.chinese and emphasised:
            yield profile.sans[0], "bold"


def _characters(document: Document) -> set[str]:
    """Return every character the page may set, those of margins, numbers and style sheet included."""
    used = set("0123456789 \N{NO-BREAK SPACE}\N{WORD JOINER}\N{HYPHEN}-").union(document.css)
    for wording in document.wordings:
        used.update(wording.running_title, wording.page_of, wording.original_for)
    for block in document.blocks:
        used.update(text_of(block))
    for element in walk(document.blocks):
        used.update(element.get("data-label"), element.get("data-mark"))
    return used


@lru_cache(maxsize=32)
def _subset(face: Face, characters: str) -> bytes | None:
    return subset_face(face, characters)


def face_rules(subsets: tuple[Subset, ...]) -> str:
    """Return the rules that bring the subsets into the page."""
    return "".join(
        f'@font-face{{font-family:"{each.name}";font-weight:{each.weight};src:url("{each.address}")}}'
        for each in subsets
    )


def with_subsets(css: str, subsets: tuple[Subset, ...]) -> str:
    """Put each subset before its whole face in generated rules; the whole face stays for what the subset lacks."""
    for family, name in {each.family: each.name for each in subsets}.items():
        css = css.replace(f'"{family}"', f'"{name}","{family}"')
    return css
