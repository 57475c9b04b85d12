"""The commands over versions, as a person runs them: record, log, show, blame and `generate --at`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MOU, Ran
from tests.repositories import AGREEMENT, MOU_PATH, NAME, change, commit_all, git, new_repository, use_settings

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "office")


def test_record__commits_and_says_what(root: Path, run: Run) -> None:
    (root / "notes.txt").write_text("mine")
    done = run(root, "record", AGREEMENT, "-m", "初稿", "--version", "v1")
    commit = git(root, "rev-parse", "HEAD")
    assert done.status == 0
    assert done.out.splitlines() == [
        f"Recorded talent in commit {commit[:10]} as talent/v1",
        "  A agreements/organisations.yaml",
        "  A agreements/people.yaml",
        f"  A {MOU_PATH}",
        "  A agreements/terms.yaml",
    ]
    assert git(root, "status", "--porcelain") == "?? notes.txt"
    assert git(root, "rev-parse", "talent/v1^{commit}") == commit


def test_record__refuses_while_check_tells_errors(root: Path, run: Run) -> None:
    text = (root / MOU_PATH).read_text("utf-8").splitlines()
    (root / MOU_PATH).write_text("\n".join(line for line in text if "雙方合作" not in line), "utf-8")
    done = run(root, "record", AGREEMENT, "-m", "Too early")
    assert done.status == 1
    assert "the text has no zh-Hant [missing-language]" in done.err
    assert "--force" in done.err
    assert git(root, "status", "--porcelain", "--untracked-files=no") == ""
    forced = run(root, "record", AGREEMENT, "-m", "Too early", "--force")
    assert forced.status == 0
    assert git(root, "log", "-1", "--format=%(trailers:key=Mouflow-Unchecked)") == "Mouflow-Unchecked: 1 error"


def test_record__tells_what_a_version_stands_on_and_no_commit_holds(root: Path, run: Run) -> None:
    (root / "mouflow.toml").write_text('organisation = "Our Office"\n')
    (root / "templates/mou").mkdir(parents=True)
    (root / "templates/mou/style.css").write_text("h1 { color: red; }")
    told = run(root, "record", AGREEMENT, "-m", "Begin").err
    assert "note: mouflow.toml is used by every agreement, and not recorded" in told
    assert "note: templates/mou/style.css is used" in told
    commit_all(root, "Settings and templates")
    change(root, "will co-operate", "will work together")
    assert "not-recorded" not in run(root, "record", AGREEMENT, "-m", "Go on").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("record", "tallent", "-m", "x"), "did you mean `talent`?"),
        (("record", "talent/mou", "-m", "x"), None),
        (("record", "talent"), "-m"),
        (("show", "talent@v9"), "no version or commit `v9`"),
        (("show", "talent@--upload-pack=x"), "no version or commit"),
        (("show", "talent@" + "v" * 5000), "no version or commit"),
        (("log", "t" * 5000), "no agreement"),
        (("generate", "talent", "--at", "v9"), "no version or commit `v9`"),
        (("diff", "talent", "v9"), "no version or commit `v9`"),
        (("diff", "talent/annexes", "HEAD"), "neither version has a document"),
        (("blame", "talent", "arias"), "did you mean `areas`?"),
        (("log", "agreements"), "is not one agreement"),
    ],
)
def test_commands__refuse_names_that_mean_nothing(
    root: Path, run: Run, arguments: tuple[str, ...], said: str | None
) -> None:
    commit_all(root, "Begin")
    if arguments == ("log", "agreements"):
        (root / "agreements/other").mkdir()
        (root / "agreements/other/mou.yaml").write_text(MOU)
    if said is None:
        (root / f"agreements/{AGREEMENT}/annex.yaml").write_text(MOU)
        said = "name the whole agreement: talent"
    done = run(root, *arguments)
    assert done.status == 2
    assert said in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", AGREEMENT),
        ("show", AGREEMENT),
        ("show", f"{AGREEMENT}@v1"),
        ("blame", AGREEMENT),
        ("diff", AGREEMENT),
        ("diff", AGREEMENT, "v1"),
        ("generate", AGREEMENT, "--at", "v1"),
    ],
)
def test_commands__before_the_first_commit_and_without_a_repository(
    root: Path, tmp_path: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    done = run(root, *arguments)
    assert done.status == 1
    assert "nothing has been recorded yet" in done.err
    git_folder = root / ".git"
    git_folder.rename(tmp_path / "away")
    done = run(root, *arguments)
    assert done.status == 1
    assert "git init" in done.err


def test_textconv__install_needs_a_repository(tmp_path: Path, run: Run) -> None:
    done = run(tmp_path, "textconv", "--install")
    assert done.status == 1
    assert "does not lie in a git repository [no-repository]" in done.err


def test_log__lists_commits_and_versions(root: Path, run: Run) -> None:
    run(root, "record", AGREEMENT, "-m", "Begin", "--version", "v1")
    (root / "other.txt").write_text("x")
    commit_all(root, "Not of the agreement")
    change(root, "Talent, zh-Hant", "Talents, zh-Hant", "agreements/terms.yaml")
    commit_all(root, "A term")
    change(root, "will co-operate", "will work together")
    run(root, "record", AGREEMENT, "-m", "談妥\n\nOn the telephone.", "--version", "v2")
    told = run(root, "log", AGREEMENT)
    assert told.status == 0
    rows = [line.split(NAME) for line in told.out.splitlines()]
    assert [(first.split("  ")[0], last.strip()) for first, last in rows] == [
        ("v2", "談妥"),
        ("", "A term (shared facts only)"),
        ("v1", "Begin"),
    ]
    listed = json.loads(run(root, "log", AGREEMENT, "--format", "json").out)
    assert listed["version"] == 1
    assert [each["versions"] for each in listed["commits"]] == [["v2"], [], ["v1"]]
    assert [each["shared_facts_only"] for each in listed["commits"]] == [False, True, False]
    assert listed["commits"][0]["body"] == "On the telephone."
    assert [each["name"] for each in listed["versions"]] == ["v1", "v2"]


def test_show__prints_the_text_as_it_was(root: Path, run: Run) -> None:
    run(root, "record", AGREEMENT, "-m", "Begin", "--version", "v1")
    change(root, "will co-operate", "will work together")
    assert "The Participants will co-operate." in run(root, "show", "talent@v1", "--lang", "en").out
    both = run(root, "show", "talent/mou@main").out
    assert "== mou (en), main ==" in both
    assert "雙方合作。" in both
    last = json.loads(run(root, "show", "talent", "--format", "json").out)
    assert (last["at"], last["commit"]) == ("v1", git(root, "rev-parse", "HEAD"))
    assert [each["language"] for each in last["documents"]] == ["en", "zh-Hant"]
    assert "will co-operate" in last["documents"][0]["text"]


def test_show__of_an_agreement_that_is_gone(root: Path, run: Run) -> None:
    commit_all(root, "Begin", "talent/v1")
    (root / MOU_PATH).unlink()
    (root / f"agreements/{AGREEMENT}").rmdir()
    commit_all(root, "Strike it")
    assert "The Participants will co-operate." in run(root, "show", "talent@v1").out
    gone = run(root, "show", "talent@main")
    assert gone.status == 1
    assert "was not there in main" in gone.err


def test_show__of_a_version_that_cannot_be_read_names_it(root: Path, run: Run) -> None:
    change(root, "facts:", "factz:")
    commit = commit_all(root, "Another schema", "talent/v1")
    change(root, "factz:", "facts:")
    done = run(root, "show", "talent@v1")
    assert done.status == 1
    assert f"v1:{MOU_PATH}:4:1: error: unknown key `factz` (as of v1, commit {commit[:10]})" in done.err
    made = run(root, "generate", AGREEMENT, "--at", "v1")
    assert made.status == 1
    assert f"v1:{MOU_PATH}:4:1" in made.err
    assert "facts: {funding" not in made.err, "the line of today is not that of then"


def test_blame__says_who_when_why(root: Path, run: Run) -> None:
    commit_all(root, "Begin")
    change(root, "雙方合作", "雙方攜手合作")
    commit = commit_all(root, "Say it better")
    change(root, "will co-operate", "will work together")
    lines = run(root, "blame", AGREEMENT, "areas").out.splitlines()
    assert lines[0] == "mou"
    assert [line.split()[:2] for line in lines[1:]] == [
        ["areas", "en"],
        ["areas", "zh-Hant"],
        ["areas.list", "en"],
        ["areas.list", "zh-Hant"],
    ]
    assert lines[1].endswith("Begin")
    assert lines[3].endswith("not recorded yet")
    assert f"{commit[:10]}  " in lines[4]
    assert f"{NAME}      Say it better" in lines[4]
    told = json.loads(run(root, "blame", AGREEMENT, "areas.list", "--lang", "zh-Hant", "--format", "json").out)
    (text,) = told["texts"]
    assert (text["document"], text["id"], text["language"]) == ("mou", "areas.list", "zh-Hant")
    assert (text["commit"], text["author"], text["subject"]) == (commit, NAME, "Say it better")


def test_blame__of_a_library_clause_is_that_of_its_use(root: Path, run: Run) -> None:
    used = "  - use: termination@1\n    with: {notice_months: 3}\n"
    (root / MOU_PATH).write_text((root / MOU_PATH).read_text("utf-8") + used, "utf-8")
    commit_all(root, "Begin")
    change(root, "notice_months: 3", "notice_months: 9")
    commit_all(root, "Nine months")
    lines = run(root, "blame", AGREEMENT, "termination.notice").out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["termination.notice", "en"], ["termination.notice", "zh-Hant"]]
    assert all(line.endswith("Nine months") for line in lines[1:])
    lines = run(root, "blame", AGREEMENT, "termination", "--lang", "en").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["termination", "termination.notice", "termination.ongoing"]


def test_blame__names_conflict_markers_and_tells_what_was_recorded(root: Path, run: Run) -> None:
    commit_all(root, "Begin")
    change(root, "    heading: {en: Areas", "<<<<<<< ours\n    heading: {en: Areas")
    done = run(root, "blame", AGREEMENT, "areas")
    told = run(root, "check", AGREEMENT).err.splitlines()[0]
    assert "conflict" in told
    assert told in done.err
    assert done.status == 1
    assert done.out.splitlines()[-1].endswith("Begin")


def test_generate__at_a_version_gives_the_bytes_of_then(root: Path, run: Run) -> None:
    (root / "mouflow.toml").write_text('organisation = "Our Office"\n')
    everything = ("--format", "html,pdf,docx,text", "--jobs", "1")
    assert run(root, "generate", *everything, "--out", "then").status == 0
    run(root, "record", AGREEMENT, "-m", "Begin", "--version", "v1")
    change(root, "will co-operate", "will work together")
    change(root, "Hong Kong Talent Engage", "Another Office", "agreements/organisations.yaml")
    assert run(root, "generate", AGREEMENT, "--at", "v1", *everything, "--out", "again").status == 0
    assert run(root, "generate", AGREEMENT, *everything, "--out", "now").status == 0

    def made(folder: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (root / folder).rglob("mou.*")}

    assert len(made("then")) >= 8
    assert made("again") == made("then")
    assert made("now") != made("then")


@pytest.mark.parametrize(
    ("folder", "target"),
    [
        (".", "./agreements/talent"),
        ("agreements", "talent"),
        ("agreements/talent", "mou.yaml"),
        ("agreements/talent", "."),
    ],
)
def test_generate__at_a_version_of_an_agreement_named_by_its_path(
    root: Path, run: Run, folder: str, target: str
) -> None:
    commit_all(root, "Begin", "talent/v1")
    done = run(root / folder, "generate", target, "--at", "v1", "--format", "text", "--jobs", "1")
    assert done.status == 0, done.err


def test_record__a_name_that_is_no_text(root: Path, run: Run) -> None:
    done = run(root, "record", AGREEMENT, "-m", "Begin", "--version", "v\udcff")
    assert done.status == 1
    assert "no tag can have the name" in done.err


def test_log__for_programs_says_nothing_that_a_terminal_obeys(root: Path, run: Run) -> None:
    commit_all(root, "Begin \u202eretrograde")
    told = run(root, "log", AGREEMENT, "--format", "json").out
    assert "\u202e" not in told
    assert json.loads(told)["commits"][0]["subject"] == "Begin \u202eretrograde"


def test_generate__at_a_version_of_several_agreements(root: Path, run: Run) -> None:
    (root / "agreements/other").mkdir()
    (root / "agreements/other/mou.yaml").write_bytes((root / MOU_PATH).read_bytes())
    commit_all(root, "Begin", "talent/v1")
    commit_all(root, "Go on", "other/v1")
    done = run(root, "generate", AGREEMENT, "other", "--at", "v1", "--format", "text", "--jobs", "1")
    assert done.status == 2
    assert "name one agreement" in done.err
    assert run(root, "generate", "--at", "HEAD~1", "--format", "text", "--jobs", "1").status == 0
