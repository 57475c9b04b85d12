"""Where the system tells too little, or too much: watches that run out, files that never rest."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest

from mouflow.watch.file_systems import count_folders, watched_here
from mouflow.watch.observer import Watching
from tests.conftest import MOU
from tests.watchers import made, watching

Make = Callable[..., Path]
TALENT = "agreements/talent/mou.yaml"
GOOD = dedent(MOU)
LIMITED = ["unshare", "--user", "--map-root-user", "sh", "-c"]
LIMIT = 'echo $0 > /proc/sys/user/max_inotify_watches && exec "$@"'
FOLLOWING = """
import json, sys, time
from pathlib import Path
from mouflow.watch.observer import Watching
root, seen = Path(sys.argv[1]), []
watching = Watching(root, ("agreements", "templates"), seen.append, poll=False)
first, later = watching.reason, ""
for name in "abcdef":
    (root / "agreements" / name).mkdir()
for _ in range(50):
    time.sleep(0.05)
    if watching.verify():
        later = watching.reason
        break
time.sleep(0.7)
del seen[:]
(root / "agreements/f/mou.yaml").write_text("x")
time.sleep(1.2)
watching.close()
print(json.dumps({"first": first, "later": later, "seen": [each.path for each in seen]}))
"""


def followed(root: Path, watches: int) -> dict[str, object]:
    """Follow a workspace where the system watches so many folders; folders come, then a file in the last of them."""
    command = [*LIMITED, LIMIT, str(watches), sys.executable, "-c", FOLLOWING, str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode and "unshare" in ran.stderr + "Permission" * ("denied" in ran.stderr):
        pytest.skip("this system gives no name space of users")
    assert ran.returncode == 0, ran.stderr
    told: dict[str, object] = json.loads(ran.stdout)
    return told


@pytest.mark.parametrize(("watches", "first", "later"), [(2, True, False), (5, False, True), (100, False, False)])
def test_watching__looks_for_itself_where_the_system_watches_too_few_folders(
    workspace: Make, watches: int, first: bool, later: bool
) -> None:
    told = followed(workspace({TALENT: MOU}), watches)
    assert (bool(told["first"]), bool(told["later"])) == (first, later)
    assert "agreements/f/mou.yaml" in told["seen"]  # type: ignore[operator]


def test_watched_here__counts_every_folder_that_is_followed(workspace: Make) -> None:
    root = workspace({TALENT: MOU, "templates/mou/style.css": "p {}"})
    before = watched_here()
    following = Watching(root, ("agreements", "templates"), lambda _: None, poll=False)
    try:
        assert before is not None
        folders = count_folders(root / "agreements") + count_folders(root / "templates")
        assert watched_here() == before + 1 + folders
    finally:
        following.close()


@contextmanager
def writing(path: Path, pause: float) -> Iterator[None]:
    """Have a program write a file again and again."""
    program = "import sys, time\nwhile True: open(sys.argv[1], 'w').write(sys.argv[3]); time.sleep(float(sys.argv[2]))"
    writer = subprocess.Popen([sys.executable, "-c", program, str(path), str(pause), GOOD])
    try:
        while not path.exists():
            time.sleep(0.01)
        yield
    finally:
        writer.kill()
        writer.wait()


def test_watch__a_file_that_no_document_uses_may_be_written_without_end(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher, writing(root / "agreements/talent/notes.log", 0.003):
        watcher.quiet(0.5)
        for number in range(3):
            (root / TALENT).write_text(GOOD.replace("co-operate", f"work {number}"))
            assert made(watcher.until("made", 2.0)) == ["mou.en.html"]


def test_watch__a_page_is_made_although_its_agreement_is_saved_without_end(workspace: Make) -> None:
    root = workspace({TALENT: MOU, "agreements/trade/mou.yaml": MOU})
    with watching(root) as watcher, writing(root / "agreements/trade/mou.yaml", 0.004):
        page = root / "build/trade/mou.en.html"
        page.unlink()
        ends = time.monotonic() + 10
        while not page.exists() and time.monotonic() < ends:
            time.sleep(0.02)
        assert page.exists()
        (root / TALENT).write_text(GOOD.replace("co-operate", "work together"))
        while "work together" not in (root / "build/talent/mou.en.html").read_text("utf-8"):
            assert time.monotonic() < ends
            time.sleep(0.02)
        assert watcher.process.poll() is None


def test_watch__what_is_saved_while_all_is_made_comes_before_the_rest(workspace: Make) -> None:
    names = [f"a{number:02}" for number in range(60)]
    root = workspace({f"agreements/{name}/mou.yaml": MOU for name in names})
    with watching(root, "--lang", "en", until="made") as watcher:
        (root / "agreements/a59/mou.yaml").write_text(GOOD.replace("co-operate", "work together"))
        order = []
        while len(order) < len(names) - 1:
            order += [each["path"].split("/")[-2] for each in watcher.until("made") if each["news"] == "made"]
        assert order.index("a59") < len(names) / 2
        assert order.count("a59") == 1
        assert "work together" in (root / "build/a59/mou.en.html").read_text("utf-8")
