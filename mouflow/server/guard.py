"""Who may ask, and what every answer says to the browser: nothing outside of this machine's own preview gets in."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .keys import Keys

HOSTS = ("127.0.0.1", "localhost", "[::1]")
METHODS = frozenset({"GET", "HEAD"})
OWN_SITES = frozenset({"same-origin", "none"})
"""Where a request may come from (Fetch Metadata): this page, or the person who typed or opened the address."""

HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What an answer may do that says nothing else."""


class Guard:
    """Lets a request pass that names this server, comes from its own page or a person, and knows the secret path.

    A page elsewhere that points a name of its own at this machine (DNS rebinding) fails by its `Host`, one that sends
    requests here by its origin and for want of the secret; so does whoever else has an account on the machine.
    """

    def __init__(self, app: ASGIApp, port: int, keys: Keys) -> None:
        self._app, self._keys = app, keys
        self._hosts = frozenset(f"{host}:{port}" for host in HOSTS)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have the app answer."""
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("content-security-policy", NOTHING)
            await send(message)

        own = self._refusal(scope) or self._way_in(scope["path"])
        if own:
            await own(scope, receive, sealed)
        else:
            await self._app({**scope, "root_path": f"/{self._keys.secret}"}, receive, sealed)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that does not come from where it may come from."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return PlainTextResponse("This server answers to its own address on this machine alone.\n", 421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("A preview is only looked at.\n", 405, {"allow": "GET, HEAD"})
        if headers.get("origin") not in (None, *self._origins):
            return PlainTextResponse("Pages of other sites may not ask here.\n", 403)
        if headers.get("sec-fetch-site") not in (None, *OWN_SITES):
            return PlainTextResponse("Other sites may not lead here; type the address, or copy it.\n", 403)
        return None

    def _way_in(self, path: str) -> Response | None:
        """Return what a path gets that is not below the secret one."""
        first, slash, rest = path.removeprefix("/").partition("/")
        if slash and self._keys.fits(first):
            return None
        if not rest and self._keys.opens(first):
            return RedirectResponse(f"/{self._keys.secret}/", 303)
        return PlainTextResponse("Open the whole address that `mouflow watch --serve` printed.\n", 403)
