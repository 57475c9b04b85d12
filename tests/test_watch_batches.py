"""Events to batches, and which file systems tell of changes: both without a file system."""

from __future__ import annotations

from pathlib import Path

import pytest

from mouflow.watch.batches import MOST, SETTLED, UNSETTLED, Event, Gathering, Kind, is_passing
from mouflow.watch.file_systems import untold

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home/office rw,relatime - nfs4 server:/office rw
31 30 8:2 / /home/office/local rw,relatime - xfs /dev/sdb1 rw
32 22 0:41 / /mnt/two\\040words rw,relatime - fuse.sshfs me@host: rw
"""


def gathered(*events: tuple[str, Kind, bool, float]) -> Gathering:
    gathering = Gathering()
    for each in events:
        gathering.add(Event(*each))
    return gathering


def test_gathering__a_file_that_was_closed_is_due_at_once() -> None:
    gathering = gathered(("a", "changed", False, 1.0), ("a", "changed", True, 1.01))
    assert gathering.due() == pytest.approx(1.01 + SETTLED)
    batch = gathering.take()
    assert (batch.paths, batch.began) == (("a",), 1.0)
    assert not gathering


def test_gathering__a_file_that_is_gone_is_waited_for() -> None:
    gathering = gathered(("a", "gone", False, 1.0))
    assert gathering.due() == pytest.approx(1.0 + UNSETTLED)
    gathering.add(Event("a", "appeared", False, 1.02))
    gathering.add(Event("a", "changed", True, 1.03))
    assert gathering.due() == pytest.approx(1.03 + SETTLED)


def test_gathering__a_file_that_came_and_went_is_nobodys_concern() -> None:
    gathering = gathered(("sed1", "appeared", True, 1.0), ("sed1", "gone", True, 1.01), ("a", "appeared", True, 1.01))
    assert gathering.take().paths == ("a",)


def test_gathering__a_new_file_is_waited_for_as_it_may_be_moved_to_the_place_of_another() -> None:
    gathering = gathered(("sed1", "appeared", False, 1.0), ("sed1", "changed", True, 1.01))
    assert gathering.due() == pytest.approx(1.01 + UNSETTLED)
    gathering.add(Event("sed1", "gone", True, 1.03))
    gathering.add(Event("a", "appeared", True, 1.03))
    assert gathering.due() == pytest.approx(1.03 + SETTLED)
    assert gathering.take().paths == ("a",)


def test_gathering__a_flood_is_one_batch_but_does_not_last_for_ever() -> None:
    gathering = gathered(*((f"{number}", "changed", True, 1.0 + number / 100) for number in range(28)))
    assert gathering.due() == pytest.approx(1.27 + 0.03)
    gathering.add(Event("last", "changed", True, 1.29))
    assert gathering.due() == pytest.approx(1.0 + MOST)
    assert len(gathering.take().paths) == 29


@pytest.mark.parametrize(
    "path",
    [
        "agreements/a/mou.yaml~",
        "agreements/a/.#mou.yaml",
        "agreements/a/#mou.yaml#",
        "agreements/a/.mou.yaml.swp",
        "agreements/a/4913",
        "agreements/a/.goutputstream-X1Y2",
        "agreements/a/mou.yaml___jb_tmp___",
        ".git/index.lock",
        ".mouflow/build.db-wal",
    ],
)
def test_is_passing__what_editors_and_programs_keep_for_themselves(path: str) -> None:
    assert is_passing(path)


@pytest.mark.parametrize(
    "path", ["agreements/a/mou.yaml", "agreements/.git/x.yaml", "templates/mou/style.css", "build"]
)
def test_is_passing__not_what_documents_are_made_from(path: str) -> None:
    assert not is_passing(path)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/srv/work", None),
        ("/home/office/work", "nfs4"),
        ("/home/office", "nfs4"),
        ("/home/office/local/work", None),
        ("/home/officer", None),
        ("/mnt/two words/work", "fuse.sshfs"),
    ],
)
def test_untold__network_shares_by_the_innermost_mount(folder: str, name: str | None) -> None:
    assert untold(Path(folder), MOUNTS) == name


def test_untold__nothing_is_known_of_a_system_that_does_not_tell() -> None:
    assert untold(Path("/work"), "") is None
    assert untold(Path("/work"), "garbage\n1 2 3 - \n") is None
