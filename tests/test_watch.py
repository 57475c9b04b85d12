"""What follows from a save: only what depends on it is made again, and what was there stays until it can be."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from tests.conftest import MOU
from tests.test_plan import PRESS
from tests.watchers import errors, made, watching

Make = Callable[..., Path]
TALENT, TRADE = "agreements/talent/mou.yaml", "agreements/trade/mou.yaml"


def read(root: Path, name: str, folder: str = "talent") -> str:
    return (root / "build" / folder / name).read_text("utf-8")


def test_watch__a_save_makes_what_it_changes_and_nothing_else(workspace: Make) -> None:
    root = workspace({TALENT: MOU, TRADE: MOU})
    with watching(root) as watcher:
        before = (root / "build/trade/mou.en.html").stat().st_mtime_ns
        told = watcher.edit(TALENT, "The Participants will co-operate.", "The Participants will exchange talent.")
        assert made(told) == ["mou.en.html"]
        assert [each["targets"] for each in told if each["news"] == "began"] == [["talent"]]
        assert "exchange talent" in read(root, "mou.en.html")
        assert (root / "build/trade/mou.en.html").stat().st_mtime_ns == before


def test_watch__shared_facts_make_all_that_use_them(workspace: Make) -> None:
    root = workspace({TALENT: MOU, TRADE: MOU})
    with watching(root) as watcher:
        told = watcher.edit("agreements/organisations.yaml", "Hong Kong Talent Engage", "Talent Engage")
        assert made(told) == ["mou.en.html", "mou.en.html"]
        assert "Talent Engage" in read(root, "mou.en.html", "trade")


def test_watch__a_template_of_its_own_is_followed_from_when_it_comes_to_when_it_goes(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        plain = read(root, "mou.en.html")
        (root / "templates/mou").mkdir(parents=True)
        (root / "templates/mou/style.css").write_text("p { color: #123456 }")
        assert made(watcher.until_made()) == ["mou.en.html", "mou.zh-Hant.html"]
        assert "#123456" in read(root, "mou.en.html")
        assert made(watcher.write("templates/mou/style.css", "p { color: #abcdef }"))
        assert "#abcdef" in read(root, "mou.en.html")
        shutil.rmtree(root / "templates")
        watcher.until_made()
        assert read(root, "mou.en.html") == plain


def test_watch__documents_come_and_go_and_are_renamed(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        assert made(watcher.write("agreements/talent/press-release.yaml", PRESS))
        assert made(watcher.write(TRADE, MOU)) == ["mou.en.html", "mou.zh-Hant.html"]
        (root / "agreements/trade").rename(root / "agreements/commerce")
        told = watcher.until("rested")
        assert [each["document"] for each in told if each["news"] == "removed"] == ["trade/mou"]
        assert (root / "build/commerce/mou.en.html").is_file()
        assert (root / "build/trade/mou.en.html").is_file()
        assert made(watcher.edit("agreements/commerce/mou.yaml", "will co-operate", "will trade")) == ["mou.en.html"]
        (root / "agreements/talent/press-release.yaml").unlink()
        told = watcher.until("rested")
        assert [each["document"] for each in told if each["news"] == "removed"] == ["talent/press-release"]


def test_watch__a_file_moved_into_place_is_one_save(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        beside = root / "agreements/talent/sedX1yZ2"
        for number in range(5):
            text = (root / TALENT).read_text("utf-8")
            beside.write_text(text.replace("co-operate", f"co-operate {number}"), "utf-8")
            beside.replace(root / TALENT)
            told = watcher.until("rested")
            assert [each["paths"] for each in told if each["news"] == "began"] == [[TALENT]]
            assert made(told) == ["mou.en.html"]
        assert watcher.quiet(0.3) == []


def test_watch__a_file_written_anew_after_its_backup_is_never_missing(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    text = (root / TALENT).read_text("utf-8")
    with watching(root) as watcher:
        for number in range(5):  # as Vim does with `backupcopy=no`
            (root / "agreements/talent/4913").write_text("")
            (root / "agreements/talent/4913").unlink()
            (root / TALENT).rename(root / f"{TALENT}~")
            (root / TALENT).write_text(text.replace("co-operate", f"co-operate {number}"), "utf-8")
            (root / f"{TALENT}~").unlink()
            told = watcher.until("rested")
            assert made(told) == ["mou.en.html"]
            assert errors(told) == []


def test_watch__a_checkout_of_many_files_is_few_batches(workspace: Make) -> None:
    root = workspace({f"agreements/a{number:03}/mou.yaml": MOU for number in range(30)})
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    run = lambda *words: subprocess.run([*git, *words], cwd=root, check=True, capture_output=True)  # noqa: E731
    run("init", "-q")
    (root / ".gitignore").write_text("build\n")
    run("add", ".")
    run("commit", "-qm", "one")
    for each in root.glob("agreements/*/mou.yaml"):
        each.write_text(each.read_text("utf-8").replace("co-operate", "work together"), "utf-8")
    run("commit", "-qam", "two")
    with watching(root, "--lang", "en") as watcher:
        run("checkout", "-q", "HEAD~1")
        told = watcher.until("rested")
        while len(made(told)) < 30:
            told += watcher.until("rested")
        assert len([each for each in told if each["news"] == "began"]) <= 3


def test_watch__what_it_writes_and_what_links_lead_to_begin_nothing(workspace: Make, tmp_path: Path) -> None:
    root = workspace({TALENT: MOU})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "agreements/talent/linked").symlink_to(elsewhere)
    with watching(root, "--out", "agreements-out") as watcher:
        (elsewhere / "mou.yaml").write_text("x")
        (root / "agreements-out/talent/more.txt").write_text("x")
        (root / ".mouflow/more").write_text("x")
        (root / "notes.txt").write_text("x")
        assert watcher.quiet(0.5) == []


def test_watch__errors_are_told_with_their_place_and_the_last_good_page_stays(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    good = (root / TALENT).read_text("utf-8")
    with watching(root) as watcher:
        page = read(root, "mou.en.html")
        told = watcher.write(TALENT, good.replace("id: areas.list", "id: areas.list\n            {en}: x"))
        problem = errors(told)[0]
        assert (problem["path"], problem["line"]) == (TALENT, 14)
        assert made(told) == []
        assert read(root, "mou.en.html") == page
        told = watcher.write(TALENT, good.replace("will co-operate", "will go on"))
        assert errors(told) == []
        assert made(told) == ["mou.en.html"]


def test_watch__wrong_settings_are_told_and_mended(workspace: Make) -> None:
    root = workspace({TALENT: MOU, "mouflow.toml": 'organisation = "One"\n'})
    with watching(root) as watcher:
        (root / "mouflow.toml").write_text("organisation = [\n")
        assert watcher.until("trouble")[-1]["problems"]
        (root / "mouflow.toml").write_text('organisation = "Two"\n')
        assert watcher.until("trouble")[-1]["problems"] == []
        watcher.until("rested")
        assert "Two" in read(root, "mou.en.html")


def test_watch__a_named_document_that_goes_is_told_and_followed_when_it_is_back(workspace: Make) -> None:
    root = workspace({TALENT: MOU, TRADE: MOU})
    with watching(root, "talent/mou") as watcher:
        (root / TALENT).rename(root / "mou.yaml")
        assert [each["code"] for each in errors(watcher.until("trouble"))] == ["unknown-agreement"]
        (root / "mou.yaml").rename(root / TALENT)
        assert watcher.until("trouble")[-1]["problems"] == []
        watcher.quiet(0.3)
        assert made(watcher.edit(TALENT, "co-operate", "work")) == ["mou.en.html"]
        assert not (root / "build/trade").exists()


def test_watch__looks_again_and_again_where_it_is_asked_to(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root, "--poll") as watcher:
        assert made(watcher.edit(TALENT, "co-operate", "work")) == ["mou.en.html"]
        (root / "agreements/new").mkdir()
        (root / "agreements/new/mou.yaml").write_text(dedent(MOU), "utf-8")
        assert made(watcher.until_made()) == ["mou.en.html", "mou.zh-Hant.html"]
        watcher.end()
        assert any("--poll" in line for line in watcher.said)


def test_watch__makes_nothing_again_at_its_start(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        assert made(watcher.begun) == ["mou.en.html", "mou.zh-Hant.html"]
    with watching(root) as watcher:
        assert made(watcher.begun) == []
        assert watcher.begun[-1]["unchanged"] == 2


def test_watch__problems_of_the_register_come_and_go_as_check_tells_them(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    obligations = "agreements/talent/obligations.yaml"
    with watching(root) as watcher:
        told = watcher.write(obligations, "kind: obligations\nobligations:\n  - id: report\n    who: nobody\n")
        assert {each["path"] for each in errors(told)} == {obligations}
        assert made(told) == []
        told = watcher.edit(TALENT, "co-operate", "work")
        assert {each["path"] for each in errors(told)} == {obligations}
        assert made(told) == ["mou.en.html"]
        (root / obligations).unlink()
        told = watcher.until("rested")
        assert errors([each for each in told if each["news"] == "checked"][-1:]) == []
