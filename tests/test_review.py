"""What a comparison compares: names to editions, documents to pairs, commits to authors, and what is no text."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mouflow.build.compared import Redlined
from mouflow.build.redline import Choice
from mouflow.build.redline_files import proved_docx
from mouflow.build.review import review
from mouflow.diagnostics import Location, MouflowError
from mouflow.document import Authorship, text_of, walk
from mouflow.render.findings import Findings
from mouflow.workspace import find_workspace
from tests.conftest import FILES, MOU, write_files
from tests.repositories import AGREEMENT, MOU_PATH, change, commit_all, git, new_repository, use_settings

ASKING = Authorship("Wong Siu-ming", datetime(2024, 6, 8, tzinfo=UTC))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose text says `will` in v1, `may` in v2, `shall` in the folder; `will not` on a branch."""
    use_settings(monkeypatch, tmp_path)
    root = new_repository(tmp_path / "office")
    commit_all(root, "Begin", f"{AGREEMENT}/v1")
    git(root, "checkout", "--quiet", "-b", "partner")
    change(root, "will co-operate", "will not co-operate")
    commit_all(root, "Their counter-proposal")
    git(root, "checkout", "--quiet", "main")
    change(root, "will co-operate", "may co-operate")
    commit_all(root, "Agreed at the second round", f"{AGREEMENT}/v2")
    change(root, "may co-operate", "shall co-operate")
    return root


def compared(root: Path, old: str | None, new: str | None, agreement: str = AGREEMENT) -> list[Redlined]:
    return review(find_workspace(root), agreement, (old, new), Choice(together=True), ASKING, root)


def edits(found: list[Redlined]) -> list[tuple[str, str]]:
    return [(change.old, change.new) for each in found for change in each.redline.changes]


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        (None, None, ("may", "shall")),
        ("v1", None, ("will", "shall")),
        ("v1", "v2", ("will", "may")),
        ("v2", "v1", ("may", "will")),
        ("HEAD~1", "HEAD", ("will", "may")),
        ("main", "partner", ("may", "will not")),
        ("tags/talent/v1", ".", ("will", "shall")),
    ],
)
def test_review__names_of_git(root: Path, old: str | None, new: str | None, edit: tuple[str, str]) -> None:
    assert edits(compared(root, old, new)) == [edit]


def test_review__a_folder_and_another_agreement(root: Path, tmp_path: Path) -> None:
    other = new_repository(tmp_path / "theirs")
    assert edits(compared(root, str(other), None)) == [("will", "shall")]
    assert edits(compared(root, str(other / "agreements" / AGREEMENT), None)) == [("will", "shall")]
    write_files(root, {"agreements/standard/form.yaml": MOU.replace("areas", "fields")})
    (found,) = compared(root, "standard", None)
    assert (found.redline.old.name, edits([found])) == ("standard", [("will", "shall")])


@pytest.mark.parametrize("place", ["outside", "inside"])
def test_review__a_folder_of_yaml_alone_stands_on_the_facts_of_this_workspace(
    root: Path, tmp_path: Path, place: str
) -> None:
    theirs = (tmp_path if place == "outside" else root) / "theirs"
    write_files(theirs, {"mou.yaml": MOU.replace("will co-operate", "could co-operate")})
    found = compared(root, str(theirs), None)
    assert edits(found) == [("could", "shall")]
    assert edits(compared(root, "v1", str(theirs))) == [("will", "could")]
    assert "Hong Kong Talent Engage" in text_of(found[0].document.blocks[0])


def test_review__a_mistake_in_a_folder_of_yaml_is_told_as_one_there(root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "theirs", {"mou.yaml": "kind: mou\n  wrong"})
    with pytest.raises(MouflowError) as failed:
        compared(root, str(tmp_path / "theirs"), None)
    (problem, *_) = failed.value.diagnostics
    assert problem.location
    assert problem.location.path == str(tmp_path / "theirs" / "mou.yaml")


def test_review__a_workspace_without_the_agreement_names_those_there(root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "other", {**FILES, "agreements/first/mou.yaml": MOU})
    with pytest.raises(MouflowError, match="no agreement `talent` in") as failed:
        compared(root, str(tmp_path / "other"), None)
    assert "first" in failed.value.diagnostics[0].hint
    (tmp_path / "empty").mkdir()
    with pytest.raises(MouflowError, match="holds no agreement"):
        compared(root, str(tmp_path / "empty"), None)


def test_review__another_agreement_as_it_was_recorded(root: Path) -> None:
    write_files(root, {"agreements/standard/form.yaml": MOU.replace("will co-operate", "should co-operate")})
    assert edits(compared(root, f"{AGREEMENT}@v1", None, "standard")) == [("will", "should")]
    with pytest.raises(MouflowError, match="no version or commit `v9`"):
        compared(root, f"{AGREEMENT}@v9", None, "standard")


def test_review__an_agreement_that_was_never_recorded(root: Path) -> None:
    write_files(root, {"agreements/standard/form.yaml": MOU})
    with pytest.raises(MouflowError, match="`standard` has never been recorded"):
        compared(root, None, None, "standard")
    with pytest.raises(MouflowError, match="no version or commit `v3`") as failed:
        compared(root, "v3", None, "standard")
    assert AGREEMENT not in failed.value.diagnostics[0].hint


def test_review__says_who_changed_what_and_why(root: Path) -> None:
    ((told,),) = (each.redline.changes for each in compared(root, "v1", "v2"))
    assert (told.authorship.name, told.authorship.reason) == ("Chan Tai Man", "Agreed at the second round")
    assert told.authorship.commit == git(root, "rev-parse", f"{AGREEMENT}/v2^{{commit}}")


def test_review__leads_from_a_clause_of_the_library_to_where_it_is_used(root: Path) -> None:
    used = "  - use: termination@1\n    with: {notice_months: 3}\n  - use: costs@1\n"
    (root / MOU_PATH).write_text((root / MOU_PATH).read_text("utf-8") + used, "utf-8")
    lines = (root / MOU_PATH).read_text("utf-8").splitlines()
    (found,) = compared(root, None, None)
    place = Findings(found.document).place
    line = lines.index("    with: {notice_months: 3}") + 1
    assert place("termination.notice", "termination") == Location(MOU_PATH, line, 11)
    assert place("costs.own", "costs") == Location(MOU_PATH, line + 1, 10)


def test_review__what_is_not_recorded_is_by_whoever_asks(root: Path) -> None:
    ((told,),) = (each.redline.changes for each in compared(root, None, None))
    assert (told.authorship.name, told.authorship.commit) == ("Wong Siu-ming", "")


def test_review__near_names_of_an_unknown_version(root: Path) -> None:
    with pytest.raises(MouflowError, match="no version or commit `v3`") as failed:
        compared(root, "v3", None)
    assert "v1" in failed.value.diagnostics[0].hint


def test_review__no_history(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "fresh")
    with pytest.raises(MouflowError, match="nothing has been recorded yet"):
        compared(root, None, None)


def test_review__an_old_version_that_cannot_be_read_names_commit_and_place(root: Path) -> None:
    change(root, "subject:", "topic:")
    sha = commit_all(root, "With a key that no schema knows")
    change(root, "topic:", "subject:")
    with pytest.raises(MouflowError) as failed:
        compared(root, "HEAD", None)
    (first, *_) = failed.value.diagnostics
    assert sha[:10] in first.message
    assert first.location is not None
    assert first.location.path == f"HEAD:{MOU_PATH}"


def test_review__documents_that_only_one_version_has(root: Path) -> None:
    write_files(root, {f"agreements/{AGREEMENT}/second.yaml": MOU})
    found = {each.name: each.redline for each in compared(root, "v1", None)}
    assert {change.operation for change in found["second"].changes} == {"inserted"}
    back = {each.name: each.redline for each in compared(root, ".", "v1")}
    assert {change.operation for change in back["second"].changes} == {"deleted"}


def test_review__a_document_under_another_name_is_the_only_one_of_its_kind(root: Path) -> None:
    (root / MOU_PATH).rename(root / f"agreements/{AGREEMENT}/memorandum.yaml")
    (found,) = compared(root, "v1", None)
    assert (found.name, edits([found])) == ("memorandum", [("will", "shall")])


def test_review__a_template_of_the_office_is_told_once(root: Path) -> None:
    write_files(root, {"templates/shared/base.css": "p { color: black }"})
    ((found),) = compared(root, "v2", None)
    assert found.redline.layout_changes == ("style sheet",)
    assert edits([found]) == [("may", "shall")]


def test_review__what_all_templates_share_is_told_too(root: Path) -> None:
    macros = "{% macro grid(table, id) %}<p>{{ table.caption }}</p>{% endmacro %}"
    write_files(root, {"templates/shared/macros.html.j2": macros})
    (found,) = compared(root, "v2", None)
    assert found.redline.layout_changes == ("template templates/shared/macros.html.j2",)


def test_review__a_language_that_only_one_version_has_is_named(root: Path) -> None:
    change(root, "languages: [en, zh-Hant]", "languages: [en]")
    (found,) = compared(root, "v2", None)
    assert found.redline.layout_changes == ("language zh-Hant only in the old version",)


def test_review__names_of_parties_are_values(root: Path) -> None:
    change(root, "Shanghai Municipal Talent Work Bureau", "Shanghai Talent Bureau", "agreements/organisations.yaml")
    change(root, "shall co-operate", "may co-operate")
    kinds = {change.kind for each in compared(root, "v2", None) for change in each.redline.changes}
    assert kinds == {"value"}


def test_review__changed_duties(root: Path) -> None:
    change(root, "clauses:\n", "clauses:\n  - {use: termination@1, with: {notice_months: 3}}\n")
    commit_all(root, "Add a way out", f"{AGREEMENT}/v3")
    change(root, "notice_months: 3", "notice_months: 6")
    (found,) = compared(root, "v3", None)
    assert found.redline.duties == ("Paragraph 1, months of notice: 6 (was 3)",)
    assert {change.kind for change in found.redline.changes} == {"value"}


def test_review__duties_are_told_as_plain_text(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "agreements"
    for name in ("old", "new"):
        shutil.copytree(example, tmp_path / name / "agreements")
    agreement = "hk-shanghai-talent-2024"
    minutes = f"agreements/{agreement}/minutes-2024-06-08.yaml"
    change(tmp_path / "new", "owners: [hkte, smtwb], due: 2024-08-30", "owners: [hkte], due: 2024-12-31", minutes)
    facts = "agreements/organisations.yaml"
    change(tmp_path / "new", "Shanghai Municipal Talent Work Bureau", "Shanghai Talent & Work Bureau", facts)
    choice = Choice(documents=("minutes-2024-06-08",), languages=("en",))
    (found,) = review(find_workspace(tmp_path / "new"), agreement, ("../old", None), choice, ASKING, tmp_path / "new")
    assert [each for each in found.redline.duties if "leaflet" in each or "31 December" in each] == [
        "paragraph 6: due by 31 December 2024 (was 30 August 2024)"
    ]
    assert not [each for each in found.redline.duties if "<" in each or "&amp;" in each]


def test_review__a_picture_that_changed_under_its_name_shows_as_it_was_and_is(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "agreements"
    for name in ("old", "new"):
        shutil.copytree(example, tmp_path / name / "agreements")
    agreement = "hk-shanghai-talent-2024"
    picture = tmp_path / "new/agreements" / agreement / "photos/signing.svg"
    before = picture.read_bytes()
    assert b"</svg>" in before
    picture.write_bytes(before.replace(b"</svg>", b"<rect width='9' height='9'/></svg>"))
    choice = Choice(documents=("press-release",), languages=("en",))
    (found,) = review(find_workspace(tmp_path / "new"), agreement, ("../old", None), choice, ASKING, tmp_path / "new")
    shown = {each.get("data-revision"): each.get("src") for each in walk(found.document.blocks) if each.tag == "img"}
    assert found.document.images[shown["deleted"]].data != found.document.images[shown["inserted"]].data
    assert proved_docx(found)
