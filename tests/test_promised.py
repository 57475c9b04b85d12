"""What comes with mouflow is promised in order: the starter and the example are pinned, and fit their schemas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mouflow.model.ledger import Event
from mouflow.model.obligations import Obligation, Promises
from mouflow.tracking.promise_checks import check_promised
from mouflow.workspace import find_workspace, load_agreement, load_ground
from mouflow.workspace.schemas import OTHERS, schema_of
from tests.conftest import Ran
from tests.repositories import change

ROOT = Path(__file__).parent.parent
EXAMPLE = "hk-shanghai-talent-2024"


def checked(root: Path, agreement: str) -> list[str]:
    """Everything that is told of what an agreement promises."""
    workspace = find_workspace(root)
    loaded = load_agreement(workspace, agreement, load_ground(workspace))
    return [str(each) for each in check_promised(workspace, loaded)]


def test_example__is_pinned_and_without_checked() -> None:
    assert checked(ROOT, EXAMPLE) == []


def test_starter__is_pinned_and_without_checked(tmp_path: Path, run: Callable[..., Ran]) -> None:
    assert run(tmp_path, "init", "office").status == 0
    assert checked(tmp_path / "office", "first-agreement") == []


def test_schema_of__knows_every_key() -> None:
    schema: Any = schema_of("obligations")
    assert set(schema["properties"]) == Promises.known_keys()
    assert set(schema["$defs"]["Obligation"]["properties"]) == Obligation.known_keys()
    ledger: Any = schema_of("ledger")
    assert (ledger["type"], set(ledger["items"]["properties"])) == ("array", Event.known_keys())


def test_schema_command__knows_the_files_of_the_register(run: Callable[..., Ran], tmp_path: Path) -> None:
    for name in OTHERS:
        ran = run(tmp_path, "schema", name)
        assert ran.status == 0
        assert '"$schema": "https://json-schema.org/draft/2020-12/schema"' in ran.out
    assert '"roll"' in run(tmp_path, "schema", "obligations").out, "an editor completes the keys of due rules"


def test_check_promised__a_clause_that_its_condition_leaves_out(tmp_path: Path, run: Callable[..., Ran]) -> None:
    root = tmp_path / "office"
    assert run(tmp_path, "init", "office").status == 0
    change(root, "scholarships: true", "scholarships: false", "agreements/first-agreement/mou.yaml")
    (told,) = checked(root, "first-agreement")
    assert told.startswith("agreements/first-agreement/obligations.yaml:23:13: warning: `scholarships.offer` is left")
    assert told.endswith("out of `mou`: its condition does not hold [absent-clause]")


def test_check_promised__what_stands_in_a_document_that_cannot_be_read(tmp_path: Path, run: Callable[..., Ran]) -> None:
    root = tmp_path / "office"
    assert run(tmp_path, "init", "office").status == 0
    (root / "agreements/first-agreement/mou.yaml").write_text("kind: mou\nclauses: [", "utf-8")
    assert checked(root, "first-agreement") == []
