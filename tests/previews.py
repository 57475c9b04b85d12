"""A preview over a workspace of a test, asked as a browser does, or as somebody who means harm."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from mouflow.build import Wish, check, find_targets
from mouflow.server import Desk, Preview, serve
from mouflow.workspace import find_workspace


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A preview that is being served of a folder."""

    root: Path
    desk: Desk
    preview: Preview

    @property
    def port(self) -> int:
        return self.preview.port

    @property
    def address(self) -> str:
        return self.preview.address

    @property
    def secret(self) -> str:
        return self.preview.keys.secret

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET", **asked: str) -> Answer:
        """Ask for a path below the secret one; a path that begins with a slash is taken as it is."""
        whole = path if path.startswith("/") else f"/{self.secret}/{path}"
        return self.send(method, whole + (f"?{urlencode(asked)}" if asked else ""), headers or {})

    def send(self, method: str, target: str, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def check(self, saved: float | None = None) -> None:
        """Check everything, as the watcher does after a save."""
        workspace = find_workspace(self.root)
        for target in find_targets(workspace, (), self.root):
            self.desk.checked(target, check(workspace, [target], Wish()), saved=saved)


@contextmanager
def previewed(root: Path) -> Iterator[Served]:
    """Serve a preview of everything in a workspace, checked once."""
    desk = Desk(lambda: find_workspace(root), lambda workspace: find_targets(workspace, (), root))
    with serve(desk) as preview:
        served = Served(root, desk, preview)
        desk.list()
        served.check()
        yield served
