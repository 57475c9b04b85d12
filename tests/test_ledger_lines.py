"""The ledger's lines: what is written is read again, whatever a note holds; what is no event is told."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mouflow.source import read_yaml
from mouflow.tracking.ledger_lines import HEAD, MOST_TOLD, digest, event_line, event_lines, read_ledger, read_lines

PATH = "agreements/talent/ledger.yaml"
DONE = {
    "at": "2026-03-20T03:15:00Z",
    "by": "Chan Tai Man <chan@example.org>",
    "event": "done",
    "of": "report",
    "occurrence": "2026-03-31",
    "date": "2026-03-20",
    "evidence": [{"path": "evidence/年度報告.pdf", "sha256": "ab" * 32}],
    "note": "Sent by post.",
}


def ledger(*lines: str) -> bytes:
    return (HEAD + "".join(f"{line}\n" for line in lines)).encode()


def test_event_line__is_read_as_the_event_that_was_written() -> None:
    (event,), problems = read_ledger(ledger(event_line(DONE)), PATH)
    assert problems == ()
    assert (event.id, event.at) == (digest(DONE), datetime(2026, 3, 20, 3, 15, tzinfo=UTC))
    assert (event.event, event.of, event.occurrence, event.date) == ("done", "report", "2026-03-31", date(2026, 3, 20))
    assert (event.evidence[0].path, event.note) == ("evidence/年度報告.pdf", "Sent by post.")
    assert str(event.location) == f"{PATH}:3:3"


REFUSED = "\ufeff\ufffe\uffff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(
    st.sampled_from("\n\t\"'\\:#-{},") | st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=REFUSED)
)


@given(TEXTS)
def test_event_line__holds_any_text_on_one_line_that_yaml_reads_too(note: str) -> None:
    line = event_line({**DONE, "note": note})
    assert "\n" not in line
    (event,), problems = read_ledger(ledger(line), PATH)
    assert (event.note, problems) == (note, ())
    (read,) = read_yaml(f"{line}\n".encode(), PATH)  # type: ignore[misc]
    assert read["note"] == note


def test_digest__is_the_sha_256_of_the_other_keys_as_plain_json() -> None:
    values = {"event": "signed", "date": "2024-06-08"}
    assert digest(values) == "ffde18e997ba8b4d"
    assert digest({"date": "2024-06-08", "id": "x", "event": "signed"}) == digest(values)


def test_read_ledger__takes_events_in_the_order_of_their_time_wherever_they_stand() -> None:
    later, earlier = event_line({**DONE, "at": "2026-03-21T00:00:00Z"}), event_line(DONE)
    events, problems = read_ledger(ledger(later, earlier), PATH)
    assert [event.at.day for event in events] == [20, 21]
    assert problems == ()


def test_read_ledger__counts_a_line_that_stands_twice_once() -> None:
    assert len(read_ledger(ledger(event_line(DONE), event_line(DONE)), PATH)[0]) == 1


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_read_ledger__takes_line_ends_and_byte_order_marks_of_any_editor(ends: str, mark: str) -> None:
    lines = [*HEAD.splitlines(), "", "  # by hand", event_line(DONE), event_line({**DONE, "of": "b"})]
    data = (mark + ends.join(lines)).encode()
    events, problems = read_ledger(data, PATH)
    assert sorted(str(event.of) for event in events) == ["b", "report"]
    assert problems == ()
    assert len(event_lines(data)) == 2
    assert json.loads(event_lines(data)[0][2:])["of"] == "report"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "a merge stopped here [ledger-conflict]"),
        ("=======", "a merge stopped here [ledger-conflict]"),
        ("done: report", "this is no event: one stands on one line, as mouflow wrote it [ledger-line]"),
        ('- {"event": "done"', "this is no event: Expecting ',' delimiter [ledger-line]"),
        ('- {"at": 1, "at": 2}', "this is no event: a key stands in it twice [ledger-line]"),
        ("- [" + "[" * 100_000, "this is no event: one stands on one line, as mouflow wrote it [ledger-line]"),
        ('- {"a": ' + "[" * 100_000, "this is no event: maximum recursion depth exceeded"),
        ('- {"a": ' + "1" * 5_000 + "}", "this is no event: Exceeds the limit"),
        (r'- {"note": "\u202e"}', "U+202E (RIGHT-TO-LEFT OVERRIDE) may not stand in a text [yaml-character]"),
        (r'- {"evidence": [{"path": "\ud800"}]}', "U+D800 (a surrogate) may not stand in a text"),
        (event_line({**DONE, "event": "finished"}), "`event` must be 'done', 'waive'"),
        (event_line({**DONE, "date": "2026-02-30"}), "no such day: 2026-02-30"),
        (event_line({**DONE, "at": "2026-02-30T00:00:00Z"}), "`2026-02-30T00:00:00Z` is no instant"),
        (event_line({**DONE, "at": "9999-12-31T23:59:59Z"}), "`9999-12-31T23:59:59Z` is no instant"),
        (event_line({**DONE, "share": float("nan")}), "expected text, found `nan`"),
        (event_line({**DONE, "at": "2026-01-01T00:00:00Z"}).replace('"by"', '"who"'), "unknown key `who`"),
    ],
)
def test_read_ledger__tells_what_is_no_event_and_takes_the_rest(line: str, said: str) -> None:
    data = ledger(line, event_line(DONE))
    events, problems = read_ledger(data, PATH)
    assert any(f"{each.message} [{each.code}]".startswith(said) for each in problems), problems
    assert {each.location.line for each in problems if each.location} == {3}
    assert [event.of for event in events] == ["report"]
    assert all(each.hint for each in problems)


def test_read_ledger__shows_the_place_of_the_key_that_is_wrong() -> None:
    line = event_line({**DONE, "date": "2026-02-30"})
    (problem,) = read_ledger(ledger(line), PATH)[1]
    assert problem.location
    assert line[problem.location.column - 1 :].startswith('"date"')


def test_read_lines__tells_bytes_that_are_no_text() -> None:
    lines, problems = read_lines(ledger(event_line(DONE)) + b"\xff", PATH)
    assert (lines, [each.code for each in problems]) == ([], ["file-encoding"])


def test_read_ledger__counts_what_it_does_not_tell() -> None:
    lines, problems = read_lines(b"- {broken\n" * 100_000 + b"nonsense\n" * 5, "ledger.yaml")
    assert lines == []
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].message == f"{100_005 - MOST_TOLD} more lines are no events"
