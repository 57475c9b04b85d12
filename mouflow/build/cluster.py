"""Rendering on a Dask cluster, whose workers need nothing but mouflow: they are sent documents and return bytes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from threading import Event, Thread
from time import monotonic
from typing import Any

from mouflow.diagnostics import Diagnostic, MouflowError, error

from .fingerprint import rendering_print

PATIENCE = 5
"""Seconds to wait for the scheduler, and for the first worker."""


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Open the cluster whose scheduler listens at `HOST:PORT` as an executor.

    When this is left by an exception, what is under way is given up.

    Raises:
        MouflowError: Dask is not installed, nobody answers there, there is no worker, or one would make other bytes.
    """
    if find_spec("distributed") is None:
        hint = "install it with `pip install 'mouflow[cluster]'`"
        raise MouflowError(error("cluster-missing", "a cluster needs Dask, which is not installed", hint=hint))
    client = _connected(address)
    try:
        _check(client, address)
        executor: Executor = client.get_executor(pure=False)
        with _watched(client, executor):
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False)
                raise
    finally:
        client.close(timeout=PATIENCE)


@contextmanager
def _watched(client: Any, executor: Executor) -> Iterator[None]:
    """Give up what is under way once the cluster has had no worker for a while: it would wait for one for ever."""
    done = Event()

    def watch() -> None:
        seen = monotonic()
        while not done.wait(1) and monotonic() - seen < PATIENCE:
            with suppress(Exception):
                seen = monotonic() if client.nthreads() else seen
        if not done.is_set():
            executor.shutdown(wait=False)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _connected(address: str) -> Any:
    distributed: Any = import_module("distributed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told here
    try:
        client = distributed.Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False, name="mouflow")
    except OSError:  # a TimeoutError is one
        raise _unreachable(address, "does not answer", "start its scheduler with `dask scheduler`") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise _unreachable(address, "has no workers", f"start some with `dask worker {address}`") from None
    return client


def _unreachable(address: str, what: str, hint: str) -> MouflowError:
    return MouflowError(
        error("cluster-unreachable", f"the cluster at {address} {what}", hint=f"{hint}, or mend the address")
    )


def _check(client: Any, address: str) -> None:
    """See that every worker makes the same bytes as this machine.

    Raises:
        MouflowError: With each worker that does not.
    """
    own = rendering_print()
    try:
        others: dict[str, str] = client.run(rendering_print)
    except Exception as problem:
        said = str(problem).partition("\n")[0] or type(problem).__name__
        hint = "install the same mouflow there as here"
        message = f"the workers at {address} cannot run mouflow: {said}"
        raise MouflowError(error("cluster-differs", message, hint=hint)) from problem
    if different := [_differs(worker) for worker, found in sorted(others.items()) if found != own]:
        raise MouflowError(*different)


def _differs(worker: str) -> Diagnostic:
    hint = "install the same mouflow, Python, packages and fonts there as here, or leave that worker out"
    return error("cluster-differs", f"the worker at {worker} would make other bytes than this machine", hint=hint)
