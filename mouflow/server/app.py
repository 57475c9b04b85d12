"""The preview's routes: each reads what is asked for, calls one function, and answers with JSON or a file."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from mouflow.diagnostics import MouflowError, in_order

from . import assets
from .desk import Desk
from .feed import feed
from .guard import Guard
from .keys import Keys
from .places import place_of_block
from .shapes import change_shape, message_shape, place_shape, problem_shapes, shown_shape, view_shape
from .shown import Shown
from .views import View

PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A PDF is shown by the browser's own viewer, which brings styles and an element for it."""
MOST_BLOCKS = 50
"""So many blocks are looked up at most that lie inside of one another."""


def preview_app(desk: Desk, port: int, keys: Keys) -> ASGIApp:
    """Return the preview's application, which answers below its secret path alone."""
    answers = _Answers(desk)
    routes = [
        Route("/", answers.page),
        Route("/frame", answers.frame),
        Route("/static/{name}", answers.static),
        Route("/events", answers.events),
        Route("/api/documents", answers.documents),
        Route("/api/views", answers.views),
        Route("/api/view", answers.view),
        Route("/api/redline", answers.redline),
        Route("/api/pdf", answers.pdf),
        Route("/pdf", answers.pdf_file),
        Route("/api/problems", answers.problems),
        Route("/api/place", answers.place),
    ]
    handlers: Any = {MouflowError: _failed, Exception: _bug}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), port, keys)


class _Answers:
    """Functions that answer; those that are not asynchronous are run in threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self, _: Request) -> Response:
        return _file(assets.page())

    def frame(self, _: Request) -> Response:
        return _file(assets.frame())

    def static(self, request: Request) -> Response:
        found = assets.asset(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return _file(found)

    async def events(self, request: Request) -> Response:
        since = request.headers.get("last-event-id") or request.query_params.get("since") or "0"
        version = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
        return StreamingResponse(feed(self._desk.board, version), media_type="text/event-stream")

    def documents(self, _: Request) -> Response:
        self._desk.list()
        name = self._desk.workspace().root.name
        return JSONResponse({"workspace": name, **change_shape(self._desk.board.since(0))})

    def views(self, request: Request) -> Response:
        found = self._desk.views(request.query_params.get("document", ""))
        if not found and self._desk.board.standing(request.query_params.get("document", "")) is None:
            raise HTTPException(404)
        return JSONResponse([view_shape(each) for each in found])

    def view(self, request: Request) -> Response:
        return self._page(self._desk.page(self._view(request)))

    def redline(self, request: Request) -> Response:
        return self._page(self._desk.redline(self._view(request)))

    def pdf(self, request: Request) -> Response:
        """Tell about a PDF once it is made; its bytes are a file."""
        return JSONResponse(self._told(self._desk.pdf(self._view(request))))

    def pdf_file(self, request: Request) -> Response:
        shown = self._desk.pdf(self._view(request))
        if shown.data is None:
            raise HTTPException(404)
        headers = {"content-security-policy": PDF_POLICY, "content-disposition": "inline"}
        return Response(shown.data, media_type="application/pdf", headers=headers)

    def problems(self, request: Request) -> Response:
        """Tell the problems of a document; of a view, also to which of its blocks each belongs."""
        standing = self._desk.board.standing(request.query_params.get("document", ""))
        if standing is None:
            raise HTTPException(404)
        view = self._found(request)
        document = self._desk.last_document(view) if view else None
        return JSONResponse(problem_shapes(self._desk.workspace(), in_order(standing.problems or ()), document))

    def place(self, request: Request) -> Response:
        view, asked = self._view(request), request.query_params
        document = self._desk.last_document(view)
        blocks = asked.getlist("block")[:MOST_BLOCKS]
        found = place_of_block(document, blocks, asked.get("language", "")) if document else None
        if found is None:
            raise HTTPException(404)
        block, place = found
        return JSONResponse({"block": block, **place_shape(self._desk.workspace(), place)})

    def _view(self, request: Request) -> View:
        """Return the view that a request names: one of those that its document has, nothing else."""
        view = self._found(request)
        if view is None:
            raise HTTPException(404)
        return view

    def _found(self, request: Request) -> View | None:
        asked = request.query_params
        names = (asked.get(name, "") for name in ("document", "layout", "languages", "holder"))
        return self._desk.find_view(*names)

    def _page(self, shown: Shown) -> Response:
        html = shown.data.decode() if shown.data is not None else None
        return JSONResponse({**self._told(shown), "html": html})

    def _told(self, shown: Shown) -> dict[str, Any]:
        """Tell what is shown, and what stands in the way of the files as they are."""
        problems = [message_shape(each) for each in in_order(shown.problems)]
        return {**shown_shape(shown), "problems": problems}


def _file(found: assets.Asset) -> Response:
    headers = {"content-security-policy": found.policy} if found.policy else {}
    return Response(found.data, media_type=found.media_type, headers=headers)


def _failed(_: Request, failed: Exception) -> Response:
    """Tell that the workspace itself cannot be read, such as when it was moved away."""
    problems = failed.diagnostics if isinstance(failed, MouflowError) else ()
    told = [message_shape(each) for each in problems]
    return JSONResponse({"problems": told}, 409)


def _bug(_: Request, problem: Exception) -> Response:
    """Tell of a failure that should not be."""
    message = f"mouflow failed in a way it should not. Please report this: {type(problem).__name__}: {problem}"
    return JSONResponse({"problems": [{"message": message, "hint": None}]}, 500)
