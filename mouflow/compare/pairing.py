"""Which block of the old text is which of the new one: by permanent id first, then by likeness (design.md law 2).

What leads: a block that has a permanent id is the block of that id, wherever it stands now. Ids that only a place
gave (``purpose.clause.p2``, ``_paragraph.3``) say nothing when a neighbour comes or goes, so such blocks are paired by
their words, inside the groups that are pairs first and anywhere else after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mouflow.document import Element, walk

from .alike import Alike, Known, Words
from .pairs import Pairs, family, ids_of, is_permanent


def paired(
    old: Sequence[Element], new: Sequence[Element], known: Known, words: tuple[Words, Words] | None = None
) -> Pairs:
    """Pair the elements of two trees; ``words`` are those of the old and the new version in all languages."""
    pairs = Pairs()
    _by_id(pairs, old, new)
    _as_known(pairs, old, new, known.ids)
    alike = Alike(pairs, known, *(words or (Words([old]), Words([new]))))
    alike.among_siblings(old, new)
    alike.elsewhere(old, new)
    return pairs


def _by_id(pairs: Pairs, old: Sequence[Element], new: Sequence[Element]) -> None:
    known = {_key(each): each for each in walk(tuple(old)) if is_permanent(_key(each)[1])}
    for each in walk(tuple(new)):
        counterpart = known.get(_key(each))
        if counterpart is not None:
            pairs.add(counterpart, each)


def _key(element: Element) -> tuple[str, str]:
    """Know a block by its id, a row without one by the first permanent id in it."""
    if element.tag == "tr" and not element.id:
        inside = (each.id for each in walk(element.children))
        return "row", next((identifier for identifier in inside if is_permanent(identifier)), "")
    return family(element), element.id


def _as_known(pairs: Pairs, old: Sequence[Element], new: Sequence[Element], known: Mapping[str, str]) -> None:
    by_id = {(family(each), identifier): each for each in walk(tuple(new)) for identifier in ids_of(each)}
    for each in walk(tuple(old)) if known else ():
        names = (known[identifier] for identifier in ids_of(each) if identifier in known)
        counterparts = (by_id[family(each), name] for name in names if (family(each), name) in by_id)
        counterpart = next(counterparts, None)
        if counterpart is not None:
            pairs.add(each, counterpart)
