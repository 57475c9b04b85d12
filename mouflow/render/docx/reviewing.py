"""Reviewing in Word around the text: the setting that tracks what follows, and a letterhead still under review."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .ooxml import Xml, fragment, qualified

# ECMA-376 part 1, 17.15.1.78: what precedes the setting in its part.
_BEFORE = frozenset(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView".split()
)
_ANONYMOUS = ("removePersonalInformation", "removeDateAndTime", "trackRevisions")
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "comment")


def track_further_changes(settings: Xml) -> None:
    """Let Word track what a reviewer adds, and keep it from taking out who made the changes that stand there."""
    for name in _ANONYMOUS:
        for each in settings.findall(qualified(name)):
            settings.remove(each)
    before = [each for each in settings if etree.QName(each).localname in _BEFORE]
    settings.insert(len(before), fragment("<w:trackRevisions/>"))


def is_under_review(word: Any) -> bool:
    """Tell whether any part of a package holds tracked changes or comments: they would mix with those of a redline."""
    names = [qualified(name) for name in _CHANGES]
    parts = (part for part in word.part.package.iter_parts() if part.partname.endswith(".xml") and len(part.blob) > 0)
    return any(next(_root(part).iter(*names), None) is not None for part in parts)


def _root(part: Any) -> Xml:
    element = getattr(part, "element", None)
    return etree.fromstring(part.blob) if element is None else element
