"""Who changed what stands in no YAML of a block: names, numbers, what a fact turns off, what went with its file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mouflow.build.redline import Choice
from mouflow.build.review import review
from mouflow.document import Authorship
from mouflow.workspace import find_workspace
from tests.conftest import MOU, write_files
from tests.repositories import AGREEMENT, MOU_PATH, change, commit_all, git, new_repository, use_settings

ASKING = Authorship("Wong Siu-ming", datetime(2024, 6, 8, tzinfo=UTC))
ORGANISATIONS = "agreements/organisations.yaml"
HKTE = "name: {en: Hong Kong Talent Engage"
SECOND = """\
  - id: review
    when: facts.review
    heading: {en: Review, zh-Hant: 檢討}
    paragraphs:
      - id: review.yearly
        en: "The Participants will review {{ ref('areas') }} yearly."
        zh-Hant: "雙方每年檢討{{ ref('areas') }}。"
  - id: end
    heading: {en: End, zh-Hant: 終止}
    paragraphs:
      - id: end.notice
        en: "{{ ref('end') }} ends it."
        zh-Hant: "{{ ref('end') }}為終止條款。"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memorandum with a clause that a fact turns on, before one that refers to itself; v1."""
    use_settings(monkeypatch, tmp_path)
    root = new_repository(tmp_path / "office")
    text = (root / MOU_PATH).read_text("utf-8").replace("{funding: true}", "{review: true}")
    (root / MOU_PATH).write_text(text + SECOND, "utf-8")
    commit_all(root, "Begin", f"{AGREEMENT}/v1")
    return root


def reasons(root: Path, old: str = "v1", new: str | None = None) -> dict[str, str]:
    """Give why each block was changed."""
    found = review(find_workspace(root), AGREEMENT, (old, new), Choice(together=True), ASKING, root)
    return {change.block: told(change.authorship) for each in found for change in each.redline.changes}


def told(who: Authorship) -> str:
    if not who.known:
        return "not known"
    return who.reason if who.commit else f"not recorded, {who.name}"


def test_review__traces_names_flags_and_numbers_each_to_its_own_commit(root: Path) -> None:
    change(root, HKTE, "name: {en: HKTE", ORGANISATIONS)
    commit_all(root, "Shorten the name")
    change(root, "facts: {review: true}", "facts: {review: false}")
    commit_all(root, "No review")
    change(root, "will co-operate", "may co-operate")
    commit_all(root, "Say may")
    write_files(root, {"agreements/terms.yaml": "{}\n"})
    commit_all(root, "Something else")
    found = reasons(root)
    assert found["_parties"] == "Shorten the name"
    assert found["review"] == "No review"
    assert found["end.notice"] == "No review"  # its number
    assert found["areas.list"] == "Say may"


def test_review__a_change_that_was_taken_back_and_made_again(root: Path) -> None:
    for name, why in (("HKTE", "Once"), ("Hong Kong Talent Engage", "Back"), ("HKTE", "Again")):
        before = HKTE if HKTE in (root / ORGANISATIONS).read_text("utf-8") else "name: {en: HKTE"
        change(root, before, f"name: {{en: {name}", ORGANISATIONS)
        commit_all(root, why)
    assert reasons(root)["_parties"] in {"Once", "Again"}


def test_review__what_went_with_a_file_and_what_is_not_recorded(root: Path) -> None:
    write_files(root, {f"agreements/{AGREEMENT}/second.yaml": MOU})
    commit_all(root, "A second one", f"{AGREEMENT}/v2")
    change(root, HKTE, "name: {en: HKTE", ORGANISATIONS)
    commit_all(root, "Shorten the name")
    (root / f"agreements/{AGREEMENT}/second.yaml").unlink()
    change(root, "facts: {review: true}", "facts: {review: false}")
    assert set(reasons(root, "v2").values()) == {"Shorten the name", "not recorded, Wong Siu-ming"}
    assert reasons(root, "v2")["_title"] == "not recorded, Wong Siu-ming"
    commit_all(root, "Drop it")
    change(root, "will co-operate", "may co-operate")
    commit_all(root, "Say may")
    assert reasons(root, "v2")["_title"] == "Drop it"


def test_review__follows_the_branch_that_a_merge_took_it_from(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "partner")
    change(root, HKTE, "name: {en: HKTE", ORGANISATIONS)
    commit_all(root, "Their shorter name")
    git(root, "checkout", "--quiet", "main")
    change(root, "facts: {review: true}", "facts: {review: false}")
    commit_all(root, "No review")
    git(root, "merge", "--quiet", "--no-edit", "partner")
    found = reasons(root)
    assert (found["_parties"], found["review"], found["end.notice"]) == ("Their shorter name", "No review", "No review")


def test_review__names_nobody_where_a_version_cannot_be_read(root: Path) -> None:
    good = (root / MOU_PATH).read_text("utf-8")
    (root / MOU_PATH).write_text(good.replace("review: true", "review: false") + "<<<<<<< ours\n", "utf-8")
    commit_all(root, "No review, and a mistake")
    (root / MOU_PATH).write_text(good.replace("review: true", "review: false"), "utf-8")
    commit_all(root, "Mend the mistake")
    assert reasons(root)["end.notice"] == "not known"


def test_review__names_nobody_where_the_newer_side_is_not_built_on_the_older(root: Path) -> None:
    change(root, "will co-operate", "may co-operate")
    commit_all(root, "Say may", f"{AGREEMENT}/v2")
    assert reasons(root, "v2", "v1")["areas.list"] == "not known"
