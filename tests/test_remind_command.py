"""The digests of remind, printed and written as messages; what is sent once is not said again."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.conftest import Ran
from tests.remind_samples import ANN, BO, FILES, HEAD, OBLIGATIONS, OFFICE, ON, PEOPLE, settings

Run = Callable[..., Ran]
Make = Callable[..., Path]


@pytest.fixture
def office(workspace: Make) -> Path:
    return workspace({**FILES, "mouflow.toml": settings()})


def told(run: Run, root: Path, *more: str) -> dict[str, list[str]]:
    """Return what each address is told, as `reference reason`."""
    ran = run(root, "remind", "--format", "json", *(more if "--today" in more else (*ON, *more)))
    assert ran.status == 0, ran.err
    return {
        each["address"]: [f"{one['reference']} {one['reason']}" for one in each["reminders"]]
        for each in json.loads(ran.out)["digests"]
    }


def change(root: Path, old: str, new: str) -> None:
    path = root / "agreements/talent/obligations.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def written(root: Path, folder: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / folder).iterdir())}


def test_remind__a_digest_for_each_owner(run: Run, office: Path) -> None:
    assert told(run, office) == {
        ANN: ["late overdue:7", "soon before:7"],
        BO: ["late overdue:14"],
        OFFICE: ["nobodys before:1"],
    }


def test_remind__prints_both_languages_overdue_first(run: Run, office: Path) -> None:
    out = run(office, "remind", *ON).out
    lines = [line for line in out.splitlines() if line in ("Overdue (1)", "Due soon (1)", "逾期 (1)", "即將到期 (1)")]
    assert lines[:4] == ["Overdue (1)", "Due soon (1)", "逾期 (1)", "即將到期 (1)"]
    assert "  - Send the report.\n    due 16 March 2026; 6 days left\n    talent/soon\n" in out
    assert "  - 提交報告。\n    限期為2026年3月16日；尚餘6日\n" in out
    assert "owner: Ann Lee" in out  # in what the deputy is told
    assert "minister" not in out  # notes stay in the office


def test_remind__one_language(run: Run, office: Path) -> None:
    out = run(office, "remind", "--lang", "zh-Hans", *ON).out
    assert "即将到期" in out
    assert "Overdue" not in out
    assert "提交報告。" in out  # not worded in Simplified: as it stands


def test_remind__within(run: Run, office: Path) -> None:
    assert "far within" in told(run, office, "--within", "80d")[BO]
    assert "far within" not in told(run, office, "--within", "70d")[BO]
    assert run(office, "remind", "--within", "soon").status == 2


def test_remind__only_of_an_agreement(run: Run, office: Path) -> None:
    assert told(run, office, "talent").keys() == {ANN, BO, OFFICE}
    assert run(office, "remind", "talnt").status == 2


def test_remind__without_the_index_it_is_the_same(run: Run, office: Path) -> None:
    assert told(run, office) == told(run, office, "--no-index")


def test_remind__printing_marks_nothing_unless_asked(run: Run, office: Path) -> None:
    before = told(run, office)
    assert told(run, office) == before
    assert not (office / ".mouflow/reminders.db").exists()
    assert told(run, office, "--mark") == before
    assert told(run, office) == {}
    assert told(run, office, "--again") == before


def test_remind__comes_again_step_by_step(run: Run, office: Path) -> None:
    told(run, office, "--mark")
    assert told(run, office, "--mark", "--today", "2026-03-11") == {}
    assert told(run, office, "--mark", "--today", "2026-03-14") == {OFFICE: ["nobodys overdue:1"]}  # since the 12th
    assert told(run, office, "--mark", "--today", "2026-03-15") == {ANN: ["soon before:1"]}
    assert told(run, office, "--mark", "--today", "2026-03-22") == {
        ANN: ["soon overdue:1"],
        HEAD: ["late overdue:30"],
        OFFICE: ["nobodys overdue:7"],
    }


def test_remind__arms_again_when_the_date_moves(run: Run, office: Path) -> None:
    told(run, office, "--mark")
    change(office, "2026-03-16", "2026-03-15")
    assert told(run, office, "--mark") == {ANN: ["soon before:7"]}
    change(office, "2026-03-15", "2026-03-16")
    assert told(run, office) == {}  # that was said already


def test_remind__whoever_takes_over_is_told(run: Run, office: Path) -> None:
    told(run, office, "--mark")
    change(
        office, "owner: ann\n            due: 2026-03-16".replace(" " * 12, " " * 4), "owner: bo\n    due: 2026-03-16"
    )
    assert told(run, office) == {BO: ["soon before:7"]}


def test_remind__what_is_done_asks_nothing(run: Run, office: Path) -> None:
    done = run(office, "done", "late", "--no-commit", "--by", "Ann <ann@hkte.example>", "--date", "2026-03-09", *ON)
    assert done.status == 0, done.err
    assert told(run, office)[ANN] == ["soon before:7"]


def test_remind__nothing(run: Run, workspace: Make) -> None:
    ran = run(workspace(), "remind", *ON)
    assert (ran.status, ran.out, ran.err) == (0, "", "Nothing to remind of.\n")


def test_remind__eml(run: Run, office: Path) -> None:
    assert run(office, "remind", "--eml", "out", *ON).status == 0
    first = written(office)
    assert len(first) == 3
    assert all(name.startswith("2026-03-10.") and name.endswith(".eml") for name in first)
    message = message_from_bytes(next(data for name, data in first.items() if ANN in name), policy=default)
    assert message["To"].addresses[0].addr_spec == ANN
    assert message["From"].addresses[0].display_name == "Talent Office"
    assert (
        message["Subject"]
        == "Reminders, 10 March 2026: 2 to see to, 1 overdue / 2026年3月10日提示：2項待辦，其中1項逾期"
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en-HK, zh-Hant-HK"
    plain, html = message.iter_parts()  # type: ignore[attr-defined]
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "提交報告。" in plain.get_content()
    assert '<div lang="zh-Hant-HK">' in html.get_content()
    assert run(office, "remind", "--eml", "again", *ON).status == 0
    assert written(office, "again") == first  # the same bytes


def test_remind__eml_marks_only_when_asked(run: Run, office: Path) -> None:
    run(office, "remind", "--eml", "out", *ON)
    assert len(told(run, office)) == 3
    run(office, "remind", "--eml", "out", "--mark", *ON)
    assert told(run, office) == {}


def test_remind__eml_not_among_the_sources(run: Run, office: Path) -> None:
    ran = run(office, "remind", "--eml", "agreements/out", *ON)
    assert ran.status == 2
    assert "among the sources" in ran.err


def test_remind__without_settings(run: Run, workspace: Make) -> None:
    root = workspace(FILES)
    printed = run(root, "remind", *ON)
    assert printed.status == 0
    assert "nobody has an address" in printed.out
    assert "no-recipient" in printed.err
    ran = run(root, "remind", "--eml", "out", *ON)
    assert ran.status == 1
    assert "mail-not-set" in ran.err


def test_remind__what_nobody_can_be_told_stays_unmarked(run: Run, workspace: Make) -> None:
    toml = settings().replace(f'office = "{OFFICE}"\n', "")
    root = workspace({**FILES, "mouflow.toml": toml})
    ran = run(root, "remind", "--eml", "out", "--mark", *ON)
    assert ran.status == 1
    assert "1 reminder has nobody to go to" in ran.err
    assert len(written(root)) == 2
    again = run(root, "remind", "--format", "json", *ON)
    assert [each["address"] for each in json.loads(again.out)["digests"]] == [None]


HOSTILE = r"Ann\r\nBcc: spy@x.example\r\n\r\n<script>alert(1)</script>\""


def test_remind__headers_and_markup_cannot_be_injected(run: Run, workspace: Make) -> None:
    people = PEOPLE.replace("{en: Ann Lee", f'{{en: "{HOSTILE}"')
    wording = OBLIGATIONS.replace("en: Send the report.", 'en: "x\\n\\nTo: y\\n<img src=a onerror=b>"')
    files = {**FILES, "agreements/people.yaml": people, "agreements/talent/obligations.yaml": wording}
    root = workspace({**files, "mouflow.toml": settings()})
    ran = run(root, "remind", "--eml", "out", *ON)
    assert ran.status == 0, ran.err
    data = next(data for name, data in written(root).items() if ANN in name)
    message = message_from_bytes(data, policy=default)
    assert not message.defects
    assert message["Bcc"] is None
    assert [each.addr_spec for each in message["To"].addresses] == [ANN]
    plain, html = (part.get_content() for part in message.iter_parts())  # type: ignore[attr-defined]
    assert "\nTo: y" not in plain
    assert "\nBcc:" not in plain
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "name", ["Desk, Co-operation; <x@y>", "人才" * 60, "a" * 300, "Ann =?utf-8?q?x?=", "(comment)"]
)
def test_remind__names_of_every_kind_stay_names(run: Run, workspace: Make, name: str) -> None:
    people = PEOPLE.replace("en: Ann Lee", f'en: "{name}"')
    root = workspace({**FILES, "agreements/people.yaml": people, "mouflow.toml": settings()})
    run(root, "remind", "--eml", "out", *ON)
    data = next(data for each, data in written(root).items() if ANN in each)
    message = message_from_bytes(data, policy=default)
    (address,) = message["To"].addresses
    assert address.addr_spec == ANN
    assert len(max(data.split(b"\r\n"), key=len)) <= 998  # RFC 5322, 2.1.1


@pytest.mark.parametrize("email", ["'a@b.example\n\n  Bcc: c@d.example'", "not-an-address", "'<ann@x.example>'"])
def test_remind__a_hostile_address_is_told_and_the_office_too(run: Run, workspace: Make, email: str) -> None:
    people = PEOPLE.replace(f"email: {ANN}", f"email: {email}")
    root = workspace({**FILES, "agreements/people.yaml": people, "mouflow.toml": settings()})
    ran = run(root, "remind", "--format", "json", *ON)
    assert "bad-address" in ran.err
    assert "agreements/people.yaml:1:" in ran.err
    by_address = {each["address"]: each["reminders"] for each in json.loads(ran.out)["digests"]}
    assert by_address.keys() == {BO, OFFICE}
    assert {each["reference"] for each in by_address[OFFICE]} == {"late", "soon", "nobodys"}


def test_check__tells_an_address_that_is_none(run: Run, workspace: Make) -> None:
    root = workspace({**FILES, "agreements/people.yaml": PEOPLE.replace(f"email: {ANN}", "email: Ann <ann@x.example>")})
    ran = run(root, "check")
    assert "agreements/people.yaml:1:48: warning: `Ann <ann@x.example>` is no address" in ran.err


def test_remind__a_folder_that_cannot_be_written_is_told(run: Run, office: Path) -> None:
    (office / ".mouflow").write_text("in the way", "utf-8")
    ran = run(office, "remind", "--no-index", "--mark", *ON)
    assert ran.status == 1
    assert "reminders-unwritable" in ran.err


def test_remind__the_memory_of_another_mouflow_is_left_alone(run: Run, office: Path) -> None:
    told(run, office, "--mark")
    path = office / ".mouflow/reminders.db"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    ran = run(office, "remind", "--mark", *ON)
    assert ran.status == 1
    assert "it has format 99" in ran.err


def test_remind__a_damaged_memory_is_told(run: Run, office: Path) -> None:
    told(run, office, "--mark")
    (office / ".mouflow/reminders.db").write_bytes(b"no database" * 1000)
    ran = run(office, "remind", *ON)
    assert ran.status == 1
    assert "reminders-unreadable" in ran.err
    assert ran.out == ""
    (office / ".mouflow/reminders.db").unlink()
    assert len(told(run, office)) == 3


def test_remind__many_go_in_several_messages(run: Run, workspace: Make) -> None:
    duties = "\n".join(f"  - {{id: d{n}, en: Do it., zh-Hant: 做。, due: 2026-03-11}}" for n in range(1200))
    promises = f"obligations:\n{duties}\n".replace("due:", "bearer: [hkte], due:")
    root = workspace({**FILES, "agreements/talent/obligations.yaml": promises, "mouflow.toml": settings()})
    ran = run(root, "remind", "--eml", "out", "--mark", *ON)
    assert ran.status == 0, ran.err
    assert [line.split("\t")[2] for line in ran.out.splitlines()] == ["500", "500", "200"]
    subjects = [message_from_bytes(data, policy=default)["Subject"] for data in written(root).values()]
    assert sum("(part 3 of 3)" in each for each in subjects) == 1
    assert told(run, root) == {}


def test_remind__usage(run: Run, office: Path) -> None:
    assert run(office, "remind", "--email", "--eml", "out").status == 2
