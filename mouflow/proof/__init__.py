"""The proof of a redline: that its tracked changes, all accepted or all rejected, give one text or the other."""

from .proof import prove
from .reading import Passage, Reading
from .resolve import accept_all, reject_all

__all__ = ["Passage", "Reading", "accept_all", "prove", "reject_all"]
