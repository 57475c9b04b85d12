"""A watcher in trouble: it says what is wrong, keeps what it made before, and goes on when that is mended."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conftest import MOU
from tests.watchers import Watcher, children, errors, made, watching

Make = Callable[..., Path]
TALENT = "agreements/talent/mou.yaml"
GOOD = dedent(MOU)
BETTER = GOOD.replace("co-operate", "work together")


def page(root: Path) -> str:
    return (root / "build/talent/mou.en.html").read_text("utf-8")


def fd_count(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def memory(process: int) -> int:
    """Return the resident memory of a process in kB."""
    text = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(text.partition("VmRSS:")[2].split()[0])


def mended(watcher: Watcher) -> None:
    """Save a good text, and hold that it is made and nothing is wrong any more."""
    path = watcher.root / TALENT
    if path.is_dir():
        path.rmdir()
    told = watcher.write(TALENT, BETTER)
    while "mou.en.html" not in made(told):
        told += watcher.until("rested")
    assert errors(told[-2:]) == []
    assert "work together" in page(watcher.root)


@pytest.mark.parametrize(
    "text", [GOOD[:-40], GOOD[: len(GOOD) // 2], "", "\0", "kind: mou\n", "\ufeff[", "- " * 50_000]
)
def test_watch__a_file_saved_half_way_or_emptied_keeps_the_last_good_page(workspace: Make, text: str) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        before = page(root)
        told = watcher.write(TALENT, text)
        assert errors(told)
        assert page(root) == before
        mended(watcher)


def test_watch__a_file_that_goes_or_is_a_folder_keeps_the_last_good_page(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        before = page(root)
        (root / TALENT).unlink()
        watcher.until("rested")
        (root / TALENT).mkdir()
        assert errors(watcher.until("rested"))
        assert page(root) == before
        mended(watcher)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_watch__a_file_that_may_not_be_read_keeps_the_last_good_page(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        (root / TALENT).chmod(0)
        assert errors(watcher.until("rested"))
        (root / TALENT).chmod(0o644)
        mended(watcher)


def test_watch__a_link_out_of_the_workspace_is_refused(workspace: Make, tmp_path: Path) -> None:
    root = workspace({TALENT: MOU})
    (tmp_path / "secret.yaml").write_text("secret")
    with watching(root) as watcher:
        (root / TALENT).unlink()
        (root / TALENT).symlink_to(tmp_path / "secret.yaml")
        assert errors(watcher.until("rested"))
        (root / TALENT).unlink()
        mended(watcher)


def test_watch__a_template_without_end_is_told_and_given_up_for_a_newer_save(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with watching(root) as watcher:
        before = page(root)
        told = watcher.write("templates/mou/document.html.j2", endless)
        assert [each["code"] for each in errors(told)] == ["template-limit"]
        assert page(root) == before
        shutil.rmtree(root / "templates")
        watcher.until("rested")
        mended(watcher)


def test_watch__a_picture_of_a_hundred_megapixels_is_refused(workspace: Make) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 30_000) * 10_000, 9)
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    root = workspace({TALENT: MOU, "agreements/talent/logo.png": picture})
    with watching(root) as watcher:
        text = GOOD + "pictures:\n  - {id: logo, file: logo.png, alternative: {en: Logo, zh-Hant: 標誌}}\n"
        assert errors(watcher.write(TALENT, text))
        mended(watcher)


def test_watch__a_full_disk_is_told_once_and_tried_again(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        before = page(root)
        process = watcher.process.pid
        resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        told = watcher.write(TALENT, BETTER)
        assert [each["code"] for each in errors(told)] == ["output-unwritable"]
        assert page(root) == before
        assert sorted(each.name for each in (root / "build/talent").iterdir()) == ["mou.en.html", "mou.zh-Hant.html"]
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        told = watcher.until("rested")
        assert "work together" in page(root)
        assert [each for each in told if each["news"] == "trouble"][-1]["problems"] == []


def test_watch__an_output_folder_that_a_file_takes_is_told(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        shutil.rmtree(root / "build")
        (root / "build").write_text("")
        assert [each["code"] for each in errors(watcher.write(TALENT, BETTER))][:1] == ["output-unwritable"]
        (root / "build").unlink()
        watcher.until("made")
        watcher.until("rested")
        assert "work together" in page(root)


def test_watch__a_workspace_moved_away_is_told_and_followed_when_it_is_back(workspace: Make, tmp_path: Path) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        root.rename(tmp_path / "away")
        assert [each["code"] for each in errors(watcher.until("trouble"))] == ["workspace-gone"]
        (tmp_path / "away" / TALENT).write_text(BETTER)
        assert watcher.quiet(1.5) == []
        assert not root.exists()
        (tmp_path / "away").rename(root)
        told = watcher.until("rested")
        assert made(told) == ["mou.en.html"]
        assert "work together" in page(root)
        assert made(watcher.write(TALENT, GOOD)) == ["mou.en.html"]


def test_watch__a_thousand_events_at_once_are_few_batches(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        folder = root / "agreements/talent/papers"
        folder.mkdir()
        for number in range(1000):
            (folder / f"{number}.txt").write_text("x")
        (root / TALENT).write_text(BETTER)
        told = watcher.until("rested")
        while "mou.en.html" not in made(told):
            told += watcher.until("rested")
        assert len([each for each in told if each["news"] == "began"]) <= 5
        assert "work together" in page(root)
        shutil.rmtree(folder)
        watcher.quiet(0.5)
        assert made(watcher.write(TALENT, GOOD)) == ["mou.en.html"]


def test_watch__the_private_folder_may_be_deleted_at_any_moment(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        shutil.rmtree(root / ".mouflow")
        assert made(watcher.write(TALENT, BETTER)) == ["mou.en.html"]
        assert made(watcher.write(TALENT, GOOD)) == ["mou.en.html"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_watch__a_signal_ends_it_with_its_workers_and_leaves_nothing_half(workspace: Make, number: int) -> None:
    root = workspace({TALENT: MOU})
    with watching(root, "--format", "html,pdf") as watcher:
        workers = children(watcher.process.pid)
        assert workers
        (root / TALENT).write_text(BETTER)
        time.sleep(0.05)
        assert watcher.end(number) == 128 + number
        assert not any(Path(f"/proc/{each}").exists() for each in workers)
        assert not [each for each in (root / "build/talent").iterdir() if each.name.startswith(".")]
        assert [line for line in watcher.said if "Traceback" in line] == []


def test_watch__workers_end_when_it_is_killed(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root, "--format", "pdf") as watcher:
        workers = children(watcher.process.pid)
        watcher.process.kill()
        watcher.process.wait()
        ends = time.monotonic() + 5
        while any(_runs(each) for each in workers) and time.monotonic() < ends:
            time.sleep(0.02)
        assert not any(_runs(each) for each in workers)


def test_watch__a_worker_that_is_killed_is_replaced_and_its_file_made(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root, "--format", "pdf") as watcher:
        for text in (BETTER, GOOD):
            for each in children(watcher.process.pid):
                os.kill(each, signal.SIGKILL)
            told = watcher.write(TALENT, text)
            assert made(told) == ["mou.en.pdf", "mou.zh-Hant.pdf"]  # each carries the YAML of both
            assert errors(told) == []
        assert not [each for each in children(watcher.process.pid) if not _runs(each)]


def test_watch__python_files_of_a_workspace_take_no_part(workspace: Make) -> None:
    spy = "open('ran', 'a').write(__name__)\n"
    modules = ("multiprocessing", "weasyprint", "json", "mouflow", "sitecustomize", "select")
    root = workspace({TALENT: MOU, **{f"{name}.py": spy for name in modules}})
    with watching(root, "--format", "pdf") as watcher:
        for each in children(watcher.process.pid):
            os.kill(each, signal.SIGKILL)
        assert made(watcher.write(TALENT, BETTER))
        assert not (root / "ran").exists()


def test_watch__a_newer_save_gives_up_what_is_stale(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root, "--format", "html,pdf") as watcher:
        for number in range(10):
            (root / TALENT).write_text(GOOD.replace("co-operate", f"work {number}"))
            time.sleep(0.05)
        told = watcher.until("rested")
        while "mou.en.pdf" not in made(told[-8:]):
            told += watcher.until("rested")
        told += watcher.quiet(0.5)
        assert "work 9" in page(root)
        assert sum(each["count"] for each in told if each["news"] == "dropped") > 0
        assert made(told).count("mou.en.pdf") < 10


@pytest.mark.slow
def test_watch__three_hundred_saves_leak_nothing(workspace: Make) -> None:
    root = workspace({TALENT: MOU})
    with watching(root) as watcher:
        process = watcher.process.pid
        sizes, open_files = [], []
        for number in range(300):
            watcher.write(TALENT, GOOD.replace("co-operate", f"work {number}"))
            if number % 100 == 99:
                sizes.append(memory(process))
                open_files.append(fd_count(process))
        assert len(set(open_files)) == 1
        assert sizes[2] - sizes[1] < 4_000, sizes


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
