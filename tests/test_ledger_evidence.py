"""Evidence: taken in with its digest from where it can be kept, and held against that digest later."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from mouflow.diagnostics import MouflowError
from mouflow.model.ledger import Evidence
from mouflow.register.entering import Draft
from mouflow.tracking.append import Appended, append
from mouflow.tracking.evidence import take_evidence
from mouflow.workspace.folder import open_workspace
from tests.ledgers import CHAN, LEDGER_PATH, NOW, proof
from tests.repositories import AGREEMENT, commit_all, git, new_repository, use_settings

NAME = "evidence/2026年度報告（定稿）.pdf"
DATA = b"%PDF-1.7 signed"
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(monkeypatch, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "office", files={f"agreements/{AGREEMENT}/{NAME}": DATA})


def folder(root: Path) -> Path:
    return root / "agreements" / AGREEMENT


def take(root: Path, given: str, here: Path | None = None, digest: str | None = None) -> Evidence:
    return take_evidence(open_workspace(root), AGREEMENT, given, here or root, digest)


def add(root: Path, *evidence: Evidence) -> Appended:
    draft = Draft("done", NOW.date(), of="report", evidence=evidence)
    return append(open_workspace(root), AGREEMENT, draft, now=NOW, author=CHAN, commit=True)


@pytest.mark.parametrize(
    ("given", "here"),
    [
        (NAME, "."),
        (f"agreements/{AGREEMENT}/{NAME}", "."),
        (Path(NAME).name, f"agreements/{AGREEMENT}/evidence"),
        (f"../{AGREEMENT}/{NAME}", f"agreements/{AGREEMENT}"),
    ],
)
def test_take_evidence__finds_a_file_from_here_or_from_the_agreement(root: Path, given: str, here: str) -> None:
    assert take(root, given, root / here) == Evidence(path=NAME, sha256=DIGEST)
    assert take(root, str(root / "agreements" / AGREEMENT / NAME)) == Evidence(path=NAME, sha256=DIGEST)


def test_take_evidence__takes_an_address_as_it_is(root: Path) -> None:
    for address in ("https://example.org/報告?a=1", "mailto:chan@example.org", "urn:isbn:0451450523"):
        assert take(root, address) == Evidence(address=address)
    assert take(root, "https://example.org/r.pdf", digest=DIGEST.upper()).sha256 == DIGEST


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("evidence/none.pdf", "evidence-missing"),
        ("", "evidence-outside"),
        ("a\0b", "evidence-missing"),
        ("x" * 5000, "evidence-missing"),
        ("evidence", "evidence-unreadable"),
        ("pipe", "evidence-unreadable"),
        ("circle", "evidence-unreadable"),
        ("gone", "evidence-missing"),
        ("/etc/passwd", "evidence-outside"),
        ("file:///etc/passwd", "evidence-missing"),
        ("outside", "evidence-outside"),
        ("agreements/people.yaml", "evidence-outside"),
        ("mou.yaml", "evidence-changes"),
        ("back\\slash.pdf", "path-outside"),
    ],
)
def test_take_evidence__refuses_what_cannot_be_kept(root: Path, given: str, code: str) -> None:
    os.mkfifo(folder(root) / "pipe")
    (folder(root) / "circle").symlink_to("circle")
    (folder(root) / "gone").symlink_to("nowhere")
    (folder(root) / "outside").symlink_to("/etc/passwd")
    (folder(root) / "back\\slash.pdf").write_bytes(DATA)
    with pytest.raises(MouflowError) as failed:
        take(root, given)
    (problem,) = failed.value.diagnostics
    assert problem.code == code
    assert problem.hint


def test_take_evidence__refuses_another_digest_than_the_one_given(root: Path) -> None:
    assert take(root, NAME, digest=DIGEST.upper()).sha256 == DIGEST
    for digest, said in (("0" * 64, f"has the SHA-256 {DIGEST}"), ("abc", "is no SHA-256")):
        with pytest.raises(MouflowError, match=said):
            take(root, NAME, digest=digest)


def test_take_evidence__follows_a_link_to_the_file_itself(root: Path) -> None:
    (folder(root) / "link.pdf").symlink_to(NAME)
    assert take(root, "link.pdf").path == NAME


def test_append__records_evidence_with_its_event(root: Path) -> None:
    commit_all(root, "Begin")
    (folder(root) / "evidence/信.txt").write_bytes("收到".encode())
    add(root, take(root, "evidence/信.txt"), take(root, "https://example.org"))
    changed = git(root, "show", "--name-only", "--format=", "HEAD").splitlines()
    assert changed == [".gitattributes", f"agreements/{AGREEMENT}/evidence/信.txt", LEDGER_PATH]
    assert proof(root) == []


def test_append__tells_of_evidence_that_git_ignores(root: Path) -> None:
    (root / ".gitignore").write_text("*.pdf\n")
    done = add(root, take(root, NAME))
    assert done.commit
    (told,) = done.problems
    assert told.location
    assert (told.code, told.location.path) == ("not-recorded", f"agreements/{AGREEMENT}/{NAME}")


def test_prove_ledger__holds_evidence_against_its_digest(root: Path) -> None:
    add(root, take(root, NAME), take(root, "https://example.org", digest=DIGEST))
    assert proof(root) == []
    (folder(root) / NAME).write_bytes(DATA + b".")
    assert proof(root) == ["evidence-changed:3"]
    (folder(root) / NAME).unlink()
    assert proof(root) == ["evidence-missing:3"]
    (folder(root) / NAME).mkdir()
    assert proof(root) == ["evidence-unreadable:3"]
    (folder(root) / NAME).rmdir()
    (folder(root) / NAME).symlink_to("/etc/passwd")
    assert proof(root) == ["evidence-outside:3"]


@pytest.mark.parametrize(
    ("path", "code"), [("../../../etc/passwd", "path-outside"), ("/etc/passwd", "evidence-missing")]
)
def test_prove_ledger__reads_nothing_outside(root: Path, path: str, code: str) -> None:
    add(root, Evidence(path=path, sha256=DIGEST))
    assert proof(root) == [f"{code}:3"]
