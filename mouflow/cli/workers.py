"""Worker processes: begun before a command imports anything heavy, so that they load engines while it reads YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from mouflow.crew import Crew
from mouflow.render import load_engines


@contextmanager
def worker_processes(count: int, formats: Sequence[str]) -> Iterator[Crew | None]:
    """Start processes beside this one, each of which makes the engines of the formats ready at once.

    None stands for them where the system allows no more processes. When this is left by an exception, what is not begun
    is dropped, and what is under way is given up.
    """
    try:
        crew = Crew(count, partial(load_engines, tuple(formats)))
    except OSError:
        yield None
        return
    try:
        yield crew
    except BaseException:
        crew.shutdown(cancel_futures=True)
        raise
    crew.shutdown()
