"""From targets to files: what is made, under which name, and what stays when something is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from mouflow.build import Order, Target, Wish, find_targets, generate, jobs_of, write_atomically
from mouflow.build.batch import MANY
from mouflow.diagnostics import MouflowError
from mouflow.workspace import find_workspace, load_agreement, load_ground
from tests.conftest import MOU, Ran

Make = Callable[..., Path]
Run = Callable[..., Ran]

PATH = "agreements/talent/mou.yaml"
THREE = MOU.replace("[en, zh-Hant]", "[en, zh-Hant, zh-Hans]")


def files_of(root: Path) -> list[str]:
    return sorted(path.relative_to(root / "build").as_posix() for path in (root / "build").rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["talent", "talent/mou", PATH, "agreements/talent", "agreements/talent/"])
def test_find_targets__understands_id_document_and_path(workspace: Make, name: str) -> None:
    root = workspace({PATH: MOU})
    assert find_targets(find_workspace(root), [name], root) == [Target("talent", ("mou",))]


@pytest.mark.parametrize("name", ["talent/obligations", "agreements/talent/ledger.yaml"])
def test_find_targets__what_is_no_document_concerns_the_whole_agreement(workspace: Make, name: str) -> None:
    root = workspace({"agreements/talent/mou.yaml": MOU, "agreements/talent/ledger.yaml": ""})
    assert find_targets(find_workspace(root), [name], root) == [Target("talent", ("mou",))]


def test_find_targets__without_names_is_everything(workspace: Make) -> None:
    root = workspace({PATH: MOU, "agreements/other/mou.yaml": MOU})
    assert [each.agreement for each in find_targets(find_workspace(root), [], root)] == ["other", "talent"]


@pytest.mark.parametrize(("name", "hint"), [("talnet", "talent"), ("talent/mow", "mou")])
def test_find_targets__suggests_the_nearest(workspace: Make, name: str, hint: str) -> None:
    root = workspace({PATH: MOU})
    with pytest.raises(MouflowError) as failed:
        find_targets(find_workspace(root), [name], root)
    assert f"`{hint}`" in failed.value.diagnostics[0].hint


def stems(root: Path, **wishes: tuple[str, ...]) -> list[str]:
    opened = find_workspace(root)
    loaded = load_agreement(opened, "talent", load_ground(opened))
    wish = Wish(formats=("html",), **wishes)  # type: ignore[arg-type]
    return [job.paths["html"].removeprefix("talent/") for job in jobs_of(loaded, "mou", wish)]


def test_jobs_of__one_file_a_language_in_single(workspace: Make) -> None:
    root = workspace({PATH: MOU})
    assert stems(root) == ["mou.en.html", "mou.zh-Hant.html"]


def test_jobs_of__pairs_the_first_language_with_each_other_in_parallel(workspace: Make) -> None:
    root = workspace({PATH: THREE})
    assert stems(root, layouts=("parallel",)) == ["mou.en+zh-Hant.parallel.html", "mou.en+zh-Hans.parallel.html"]
    assert stems(root, layouts=("parallel",), languages=("zh-Hant", "en")) == ["mou.zh-Hant+en.parallel.html"]


def test_jobs_of__makes_one_original_for_each_party(workspace: Make) -> None:
    root = workspace({PATH: MOU})
    made = stems(root, holders=("all",), languages=("en",))
    assert made == ["mou.hkte.en.html", "mou.smtwb.en.html"]


def test_jobs_of__text_is_made_for_single_only(workspace: Make) -> None:
    opened = find_workspace(workspace({PATH: MOU}))
    loaded = load_agreement(opened, "talent", load_ground(opened))
    jobs = list(jobs_of(loaded, "mou", Wish(formats=("text", "html"), layouts=("sequential",))))
    assert [list(job.paths) for job in jobs] == [["html"]]


def test_generate__an_error_leaves_the_last_good_files(workspace: Make, run: Run) -> None:
    root = workspace({PATH: MOU, "agreements/other/mou.yaml": MOU})
    assert run(root, "generate", "--jobs", "1").status == 0
    before = {path: (root / "build" / path).read_bytes() for path in files_of(root)}
    (root / PATH).write_text(
        MOU.replace("雙方合作。", "參閱{{ ref('nowhere') }}。").replace("en: Talent,", "en: Skills,"), "utf-8"
    )
    ran = run(root, "generate", "--jobs", "1")
    assert ran.status == 1
    assert "dangling-reference" in ran.err
    after = {path: (root / "build" / path).read_bytes() for path in files_of(root)}
    assert after == before


def test_generate__an_error_in_one_agreement_does_not_stop_another(workspace: Make, run: Run) -> None:
    root = workspace({PATH: "kind: mou\n", "agreements/other/mou.yaml": MOU})
    assert run(root, "generate", "--jobs", "1").status == 1
    assert files_of(root) == ["other/mou.en.html", "other/mou.zh-Hant.html"]


def test_generate__processes_give_what_one_gives(workspace: Make, run: Run) -> None:
    root = workspace({PATH: MOU})
    run(root, "generate", "--jobs", "1", "--out", "one", "--format", "html,docx,text")
    run(root, "generate", "--jobs", "2", "--out", "two", "--format", "html,docx,text")
    names = sorted(path.name for path in (root / "one" / "talent").iterdir())
    assert len(names) == 6
    for name in names:
        assert (root / "one/talent" / name).read_bytes() == (root / "two/talent" / name).read_bytes()


def test_generate__many_agreements_are_shared_out_whole(workspace: Make) -> None:
    texts = {f"agreements/a{number}/mou.yaml": MOU for number in range(MANY + 2)}
    root = workspace({**texts, "agreements/a5/mou.yaml": "kind: mou\n"})
    opened = find_workspace(root)
    made, told = {}, {}
    with ProcessPoolExecutor(2) as pool:
        for out, executor in ((root / "one", None), (root / "many", pool)):
            seen: list[tuple[int, int]] = []
            targets = find_targets(opened, [], root)
            order = Order(opened, Wish(formats=("html",)), out)
            report = generate(order, targets, executor, lambda *at, seen=seen: seen.append(at[:2]))
            made[out.name] = {each.path.relative_to(out): each.path.read_bytes() for each in report.outputs}
            told[out.name] = report.diagnostics
            assert seen[-1] == (MANY + 2, MANY + 2)
            assert list(report.outputs) == sorted(report.outputs, key=lambda each: each.path)
    assert len(made["one"]) == 2 * (MANY + 1)
    assert made["one"] == made["many"]
    assert told["one"] == told["many"] != ()


def test_generate__a_folder_that_cannot_be_made_is_told(workspace: Make, run: Run) -> None:
    root = workspace({PATH: MOU, "in-the-way": "a file"})
    ran = run(root, "generate", "--out", "in-the-way", "--jobs", "1")
    assert ran.status == 1
    assert "[output-unwritable]" in ran.err
    assert "--out" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("--format", "odt"), ("--layout", "wide"), ("--jobs", "0"), ("--colour",)],
)
def test_generate__wrong_usage_is_2(workspace: Make, run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(workspace({PATH: MOU}), "generate", *arguments)
    assert ran.status == 2
    assert "Error" in ran.err


def test_write_atomically__leaves_nothing_behind_when_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.mkdir()
    with pytest.raises(OSError, match=r"directory|exists"):
        write_atomically(target, b"text")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_write_atomically__a_kill_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """A writer that is killed at any moment never leaves half a file in place."""
    target = tmp_path / "page.html"
    code = (
        "import pathlib, sys; from mouflow.build.write import write_atomically\n"
        "for turn in range(10**6): write_atomically(pathlib.Path(sys.argv[1]), bytes([65 + turn % 26]) * 2_000_000)\n"
    )
    for wait in (0.0, 0.013, 0.029, 0.041):
        target.unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", code, str(target)])
        while not target.exists():
            assert process.poll() is None
            sleep(0.001)
        sleep(wait)
        process.kill()
        process.wait()
        data = target.read_bytes()
        assert data == data[:1] * 2_000_000


def test_check__tells_what_loading_and_assembling_find_in_one_run(workspace: Make, run: Run) -> None:
    wrong = (
        MOU.replace("雙方合作。", "參閱{{ ref('nowhere') }}。")
        .replace("hkte, smtwb", "hkte, smtwc")
        .replace("zh-Hant: 範疇", "fr: x")
    )
    root = workspace({PATH: wrong, "agreements/talent/press-release.yaml": "kind: press-release\n"})
    ran = run(root, "check")
    assert ran.status == 1
    for code in ("unknown-party", "unknown-language", "missing-key"):
        assert f"[{code}]" in ran.err
    (root / PATH).write_text(wrong.replace("fr: x", "zh-Hant: 範疇").replace("smtwc", "smtwb"), "utf-8")
    assert "[dangling-reference]" in run(root, "check").err


def test_check__finds_references_beside_unknown_people_and_missing_texts(workspace: Make, run: Run) -> None:
    wrong = MOU.replace("雙方合作。", "參閱{{ ref('nowhere') }}。").replace(", zh-Hant: 範疇", "")
    wrong += "witnesses: [nobody]\n"
    ran = run(workspace({PATH: wrong}), "check")
    codes = re.findall(r" error: .*\[([a-z-]+)\]$", ran.err, re.MULTILINE)
    assert sorted(codes) == ["dangling-reference", "missing-language", "unknown-person"]


def test_generate__an_error_in_one_document_does_not_stop_another(workspace: Make, run: Run) -> None:
    root = workspace({PATH: MOU, "agreements/talent/press-release.yaml": "kind: press-release\n"})
    assert run(root, "generate", "talent/mou", "--jobs", "1").status == 0
    ran = run(root, "generate", "talent", "--jobs", "1")
    assert ran.status == 1
    assert files_of(root) == ["talent/mou.en.html", "talent/mou.zh-Hant.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--layout", "parallel", "--lang", "en"),
        ("--format", "text", "--layout", "parallel"),
        ("--lang", "fr"),
        ("--holder", "nobody"),
        ("--format", ""),
        ("--out", "agreements/talent"),
    ],
)
def test_generate__says_why_there_is_nothing_to_make(workspace: Make, run: Run, arguments: tuple[str, ...]) -> None:
    root = workspace({PATH: MOU})
    ran = run(root, "generate", *arguments)
    assert ran.status == 2
    assert "Error: " in ran.err
    assert not (root / "build").exists()


@pytest.mark.parametrize("name", [".", "agreements", "agreements/"])
def test_find_targets__the_folders_themselves_are_everything(workspace: Make, name: str) -> None:
    root = workspace({PATH: MOU})
    assert find_targets(find_workspace(root), [name], root) == [Target("talent", ("mou",))]


def test_main__a_full_disk_under_the_answer_is_told(workspace: Make) -> None:
    root = workspace({PATH: MOU})
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "mouflow", "schema"]
        ran = subprocess.run(command, cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert "no space left" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_generate__holders_mean_nothing_to_a_document_without_parties(workspace: Make, run: Run) -> None:
    release = """\
        kind: press-release
        languages: [en]
        output: {formats: [text], holders: [all]}
        title: {en: New scheme launched}
        issued: {date: 2024-06-08, time: "12:30"}
        paragraphs: [{en: A new scheme was launched today.}]
        """
    root = workspace({PATH: MOU, "agreements/talent/press-release.yaml": release})
    assert run(root, "generate", "talent/press-release").status == 0
    assert run(root, "generate", "--holder", "all", "--jobs", "1").status == 0
    assert "talent/press-release.en.txt" in files_of(root)
    assert "talent/mou.smtwb.en.html" in files_of(root)


def test_check__of_a_document_that_names_one_it_cannot_read_tells_that_one_alone(workspace: Make, run: Run) -> None:
    release = """\
        kind: press-release
        languages: [en]
        issued: {date: 2024-06-08, time: "12:30"}
        title: {en: Signed}
        paragraphs: [{en: "The {{ mou.instrument }} was signed."}]
        """
    broken = MOU.replace("    clauses:", "<<<<<<< ours\n    clauses:")
    root = workspace({"agreements/a/mou.yaml": broken, "agreements/a/release.yaml": release})
    told = run(root, "check", "a").err
    assert "yaml-conflict" in told
    assert "`mou` is not defined" not in told
    assert "`mou` is not defined" in run(root, "check", "a/release").err
