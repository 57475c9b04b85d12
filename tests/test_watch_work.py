"""What is done first: the quick formats, and the newest save, however much else waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from mouflow.build import Target
from mouflow.document import Document, Metadata
from mouflow.render.rendered import Pending
from mouflow.watch.work import MOST_FILES, QUICK, Round, Todo, Work

FIRST, SECOND = Round(1, (), 0.0), Round(2, ("agreements/a/mou.yaml",), 1.0)
DOCUMENT = Document("mou", "single", (), (), Metadata("Talent", "Office", datetime(2024, 6, 8, tzinfo=UTC)))
A, B, C = (Target(name, ("mou",)) for name in "abc")


def todo(begun: Round, target: Target, form: str, number: int = 0) -> Todo:
    path = f"{target.agreement}/{number}.{form}"
    return Todo(begun, target, Pending(DOCUMENT, form, path))


def work(targets: Sequence[Target] = (), files: Sequence[Todo] = (), begun: Round = FIRST) -> Work:
    waiting = Work()
    waiting.add_targets(targets, begun)
    waiting.add_files(files)
    return waiting


def test_next_target__of_the_newest_save_comes_before_all_that_wait_since_the_start() -> None:
    waiting = work([A, B, C])
    waiting.drop([C])
    waiting.add_targets([C], SECOND)
    assert waiting.next_target() == (C, SECOND)
    assert waiting.next_target() == (A, FIRST)


def test_next_target__waits_for_the_quick_files_alone() -> None:
    waiting = work([B], [todo(FIRST, A, "pdf"), todo(FIRST, A, "html")])
    assert waiting.next_target() is None
    assert waiting.next_file(QUICK) == todo(FIRST, A, "html")
    assert waiting.next_target() == (B, FIRST)


def test_next_target__waits_while_many_files_do_unless_it_was_just_saved() -> None:
    files = [todo(FIRST, A, "pdf", number) for number in range(MOST_FILES)]
    waiting = work([B], files)
    assert waiting.next_target() is None
    waiting.add_targets([C], SECOND)
    assert waiting.next_target() == (C, SECOND)
    assert waiting.next_target() is None


def test_next_file__of_the_newest_save_comes_first_among_those_of_a_format() -> None:
    waiting = work([], [todo(FIRST, A, "pdf"), todo(SECOND, B, "pdf"), todo(FIRST, C, "docx")])
    ordered = [waiting.next_file(("docx", "pdf")) for _ in range(3)]
    assert ordered == [todo(FIRST, C, "docx"), todo(SECOND, B, "pdf"), todo(FIRST, A, "pdf")]


def test_drop__tells_how_much_of_each_round_is_given_up() -> None:
    waiting = work([A, B], [todo(SECOND, A, "pdf"), todo(SECOND, B, "pdf")])
    assert waiting.drop([A]) == {1: 1, 2: 1}
    assert 1 in waiting
    assert 2 in waiting
    assert waiting.drop([B]) == {1: 1, 2: 1}
    assert 1 not in waiting
    assert 2 not in waiting
