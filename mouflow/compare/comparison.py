"""Two versions of a document in all its languages to marked texts and the list of what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mouflow.document import Change, Drift, Element, Renumbering, text_of, walk

from .alike import Known, Words
from .drift import Blocks, find_drifts, with_drifts
from .folding import shows_simplified
from .merging import Merger
from .pairing import paired
from .recorder import Manner, Recorder, Who


@dataclass(frozen=True, slots=True)
class Comparison:
    """Texts that hold both versions, and what differs between them; languages that only one version has are left out.

    Changes stand in reading order, one language after the other, and are numbered through.
    """

    blocks: Blocks
    changes: tuple[Change, ...]
    renumberings: tuple[Renumbering, ...]
    drifts: tuple[Drift, ...]


def compare(
    old: Blocks, new: Blocks, who: Who, names: frozenset[str] = frozenset(), *, emphasis: bool = True
) -> Comparison:
    """Compare two versions of a document.

    ``who`` tells who made a change; ``names`` are those of parties and people, in every language, whose
    change is one of value. Without ``emphasis`` words that only bear other emphasis are equal, as is right where a
    template changed, which is told once.
    """
    blocks: dict[str, tuple[Element, ...]] = {}
    changes: list[Change] = []
    renumberings: list[Renumbering] = []
    weights = _weights(new)
    shared = [tag for tag in new if tag in old]
    words = Words(old[tag] for tag in shared), Words(new[tag] for tag in shared)
    known = Known()
    for tag in shared:
        manner = Manner(names, emphasis=emphasis, simplified=_is_simplified(tag, old[tag], new[tag]))
        recorder = Recorder(tag, who, manner, first=len(changes) + 1)
        pairs = paired(old[tag], new[tag], known, words)
        known = Known({**pairs.ids, **known.ids}, known.decided.union(_ids(old[tag]), _ids(new[tag])))
        merger = Merger(pairs, weights, recorder)
        blocks[tag] = merger.siblings(old[tag], new[tag])
        changes += recorder.changes
        renumberings += recorder.renumberings
    drifts = find_drifts(changes, old, new)
    marked = {tag: with_drifts(merged, drifts) for tag, merged in blocks.items()}
    return Comparison(marked, tuple(changes), tuple(renumberings), drifts)


def _ids(blocks: tuple[Element, ...]) -> set[str]:
    return {each.id for each in walk(blocks) if each.id}


def _weights(texts: Blocks) -> Mapping[str, int]:
    """Count the characters of each block, in all languages together, by its id."""
    found: Counter[str] = Counter()
    for blocks in texts.values():
        found.update({each.id: len(text_of(each)) + 1 for each in walk(blocks) if each.id})
    return found


def _is_simplified(tag: str, *texts: tuple[Element, ...]) -> bool:
    """Tell whether one of two texts is in Simplified characters, which a single heading may not show."""
    if not tag.startswith("zh"):
        return False
    return tag.startswith("zh-Hans") or any(shows_simplified(text_of(block)) for blocks in texts for block in blocks)
