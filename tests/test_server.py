"""The preview's server: what it answers, and whom it does not."""

from __future__ import annotations

import http.client
import json
import re
import socket
from base64 import b64encode
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import active_count
from time import monotonic, sleep
from typing import Any

import pytest

from mouflow.build import Order, Wish, find_targets, generate
from mouflow.diagnostics import MouflowError
from mouflow.render.review import review_script
from mouflow.server import Desk, serve
from mouflow.server.assets import NAMES
from mouflow.workspace import Workspace, find_workspace
from tests.conftest import FILES, MOU, write_files
from tests.previews import Answer, Served, previewed
from tests.repositories import change, commit_all, git, use_settings

PATH = "agreements/talent/mou.yaml"
ENGLISH = {"document": "talent/mou", "layout": "single", "languages": "en-HK"}
BOTH = {"document": "talent/mou", "layout": "parallel", "languages": "en-HK,zh-Hant-HK"}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview whose files no test changes."""
    root = tmp_path_factory.mktemp("asked") / "workspace"
    write_files(root, {**FILES, PATH: MOU})
    with previewed(root) as preview:
        yield preview


@pytest.fixture
def served(workspace: Callable[..., Path]) -> Iterator[Served]:
    with previewed(workspace({PATH: MOU})) as preview:
        yield preview


def wrong(served: Served, **view: str) -> list[dict[str, Any]]:
    """What is told to be wrong with a document, or a view of it."""
    told = served.get("api/problems", **view).json
    return [each for each in told if each["severity"] == "error"]


def messages(answer: Answer) -> list[str]:
    return [each["message"] for each in answer.json["problems"]]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1.evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "localhost:{port}"}, 200),
        ({"Host": "[::1]:{port}"}, 200),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_guard__lets_its_own_page_alone_ask(asked: Served, headers: dict[str, str], status: int) -> None:
    named = {name: value.format(port=asked.port) for name, value in headers.items()}
    assert asked.get("api/documents", named).status == status


def test_guard__refuses_a_host_named_twice(asked: Served) -> None:
    with socket.create_connection(("127.0.0.1", asked.port)) as line:
        own = f"127.0.0.1:{asked.port}"
        line.sendall(f"GET /{asked.secret}/ HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n".encode())
        assert line.recv(100).split()[1] in (b"400", b"421")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_guard__takes_no_method_that_changes_anything(asked: Served, method: str) -> None:
    answer = asked.get("api/documents", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/api/documents", "/wrong/api/documents", "/static/preview.js", "/é/", "//"])
def test_guard__answers_nothing_without_the_secret(asked: Served, path: str) -> None:
    answer = asked.get(path.replace("é", "%C3%A9"))
    assert answer.status == 403
    assert b"mouflow watch --serve" in answer.body


def test_guard__a_door_leads_to_the_preview_once(asked: Served) -> None:
    door = asked.preview.door().removeprefix(f"http://127.0.0.1:{asked.port}")
    first = asked.get(door)
    assert (first.status, first.headers["location"]) == (303, f"/{asked.secret}/")
    assert asked.get(door).status == 403
    assert asked.secret not in door


@pytest.mark.parametrize("path", ["", "frame", "static/preview.js", "api/documents", "api/views", "nothing"])
def test_guard__says_to_every_answer_what_it_may_do(asked: Served, path: str) -> None:
    headers = asked.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_frame__runs_its_own_scripts_alone_as_an_origin_of_its_own(asked: Served) -> None:
    answer = asked.get("frame")
    policy = answer.headers["content-security-policy"]
    scripts = [*re.findall(r"<script>(.*?)</script>", answer.body.decode(), re.DOTALL), review_script()]
    digests = [b64encode(sha256(each.encode()).digest()).decode() for each in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert "sandbox allow-scripts;" in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "static/desk.py",
        "static/../desk.py",
        "static/..%2fdesk.py",
        "static/%2e%2e/desk.py",
        "static//etc/passwd",
        "static/preview.html%00.js",
        "agreements/talent/mou.yaml",
        "mouflow.toml",
        "../../etc/passwd",
    ],
)
def test_app__serves_no_file_that_it_does_not_name(asked: Served, path: str) -> None:
    assert asked.get(path).status in (403, 404)


@pytest.mark.parametrize(
    "query",
    [
        {**ENGLISH, "document": "talent/../talent/mou"},
        {**ENGLISH, "document": "../agreements/talent/mou"},
        {**ENGLISH, "document": "talent/organisations"},
        {**ENGLISH, "document": ""},
        {**ENGLISH, "layout": "folded"},
        {**ENGLISH, "languages": "fr"},
        {**ENGLISH, "holder": "nobody"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["api/view", "api/redline", "api/pdf", "pdf", "api/place"])
def test_app__shows_nothing_but_the_views_of_listed_documents(asked: Served, path: str, query: dict[str, str]) -> None:
    assert asked.get(path, **query).status == 404


def test_app__every_asset_is_there(asked: Served) -> None:
    page = asked.get("").body.decode()
    assert asked.get("").headers["content-type"] == "text/html; charset=utf-8"
    for name in NAMES:
        assert asked.get(f"static/{name}").status == 200
    assert set(re.findall(r'(?:href|src)="static/([^"]+)"', page)) < set(NAMES)
    assert not re.search(r"(?:https?:)?//", page)


def test_documents__tells_how_each_stands(asked: Served) -> None:
    told = asked.get("api/documents").json
    (document,) = told["documents"]
    assert (told["workspace"], document["id"]) == ("workspace", "talent/mou")
    assert (document["errors"], document["warnings"]) == (0, 2)


def test_views__has_both_languages_side_by_side_first(asked: Served) -> None:
    views = asked.get("api/views", document="talent/mou").json
    assert [(each["layout"], each["languages"], each["holder"]) for each in views][:3] == [
        ("parallel", ["en-HK", "zh-Hant-HK"], None),
        ("single", ["en-HK"], None),
        ("single", ["zh-Hant-HK"], None),
    ]
    assert {each["holder"] for each in views} == {None, "hkte", "smtwb"}
    assert views[0]["names"] == {"en-HK": "English", "zh-Hant-HK": "繁體中文"}


def test_view__is_the_page_that_generate_writes(asked: Served, tmp_path: Path) -> None:
    workspace = find_workspace(asked.root)
    wish = Wish(("html",), layouts=("parallel",))
    generate(Order(workspace, wish, tmp_path / "out"), find_targets(workspace, (), asked.root), None, lambda *_: None)
    (made,) = (tmp_path / "out").rglob("*.html")
    shown = asked.get("api/view", **BOTH).json
    assert shown["html"].encode() == made.read_bytes()
    assert shown["current"] is True


def test_view__keeps_the_last_good_page_while_there_are_errors(served: Served) -> None:
    good = served.get("api/view", **ENGLISH).json
    change(served.root, "The Participants will", "The {{ participant", PATH)
    served.check()
    broken = served.get("api/view", **ENGLISH)
    assert (broken.json["html"], broken.json["current"]) == (good["html"], False)
    assert messages(broken)
    change(served.root, "The {{ participant", "The Participants shall", PATH)
    served.check()
    mended = served.get("api/view", **ENGLISH).json
    assert "shall" in mended["html"]
    assert (mended["current"], mended["problems"]) == (True, [])


def test_view__of_a_document_that_was_never_good_is_empty(workspace: Callable[..., Path]) -> None:
    root = workspace({PATH: MOU.replace("parties: [hkte, smtwb]", "parties: [hkte, nobody]")})
    with previewed(root) as served:
        shown = served.get("api/view", **ENGLISH)
        assert (shown.json["html"], shown.json["version"], shown.json["current"]) == (None, None, False)
        assert any("nobody" in each for each in messages(shown))


def test_pdf__is_the_file_that_generate_writes(asked: Served, tmp_path: Path) -> None:
    workspace = find_workspace(asked.root)
    generate(
        Order(workspace, Wish(("pdf",)), tmp_path / "out"), find_targets(workspace, (), asked.root), None, print_nothing
    )
    made = tmp_path / "out/talent/mou.en.pdf"
    assert asked.get("api/pdf", **ENGLISH).json["current"] is True
    answer = asked.get("pdf", **ENGLISH)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body == made.read_bytes()


def print_nothing(*_: object) -> None:
    """Show no progress."""


def test_redline__is_against_the_last_version(
    workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_settings(monkeypatch, tmp_path)
    root = workspace({PATH: MOU})
    git(root, "init", "--quiet")
    with previewed(root) as served:
        refused = served.get("api/redline", **ENGLISH)
        assert refused.json["html"] is None
        assert messages(refused)
        commit_all(root, "Agree", "talent/v1")
        change(root, "will co-operate", "will co-operate closely", PATH)
        served.check()
        shown = served.get("api/redline", **ENGLISH).json
        assert shown["current"] is True
        assert re.search(r"<ins[^>]*>\s*closely", shown["html"])


@pytest.mark.parametrize(
    ("blocks", "language", "expected"),
    [
        (["areas.list~en-HK"], "en-HK", ("areas.list", 14)),
        (["areas.list~zh-Hant-HK"], "zh-Hant-HK", ("areas.list", 15)),
        (["_cover.p1", "areas"], "zh-Hant-HK", ("areas", 11)),
        (["areas.list"], "fr", ("areas.list", 13)),
    ],
)
def test_place__is_the_line_of_the_text_in_its_language(
    asked: Served, blocks: list[str], language: str, expected: tuple[str, int]
) -> None:
    asked.get("api/view", **BOTH)
    query = "&".join(f"block={each}" for each in blocks)
    found = asked.get(
        f"api/place?{query}&language={language}&document=talent/mou&layout=parallel&languages={BOTH['languages']}"
    )
    assert (found.json["block"], found.json["line"], found.json["path"]) == (*expected, PATH)
    assert found.json["link"] == f"vscode://file{asked.root / PATH}:{found.json['line']}:{found.json['column']}"


def test_place__of_what_no_yaml_gave_is_not_known(asked: Served) -> None:
    asked.get("api/view", **BOTH)
    assert asked.get("api/place", **BOTH, block="_signatures", language="en-HK").status == 404


def test_place__opens_in_the_editor_of_the_settings(served: Served) -> None:
    (served.root / "mouflow.toml").write_text('[preview]\neditor = "emacs://open?file={path}&line={line}"\n', "utf-8")
    served.get("api/view", **ENGLISH)
    found = served.get("api/place", **ENGLISH, block="areas.list", language="en-HK").json
    assert found["link"] == f"emacs://open?file={served.root / PATH}&line=14"


@pytest.mark.parametrize(
    "link", ["javascript:alert('{path}')", "https://example.org/{path}", "vscode://file/", "{path}", "DATA:{path}"]
)
def test_settings__refuse_a_link_that_opens_no_editor(served: Served, link: str) -> None:
    (served.root / "mouflow.toml").write_text(f'[preview]\neditor = "{link}"\n', "utf-8")
    with pytest.raises(MouflowError) as failed:
        find_workspace(served.root)
    (problem,) = failed.value.diagnostics
    assert (problem.code, problem.location and problem.location.line) == ("bad-editor", 2)


def test_problems__name_their_block_and_show_their_lines(served: Served) -> None:
    served.get("api/view", **BOTH)
    change(served.root, "雙方合作", "雙方{{ both }}合作", PATH)
    served.check()
    (problem,) = wrong(served, **BOTH)
    assert (problem["block"], problem["line"]) == ("areas.list~zh-Hant-HK", 15)
    lines = problem["excerpt"]["lines"]
    assert "{{ both }}" in lines[problem["line"] - problem["excerpt"]["first"]]
    assert problem["place"]["link"].startswith("vscode://file/")


def test_problems__of_one_document_are_not_those_of_another(workspace: Callable[..., Path]) -> None:
    with previewed(workspace({PATH: MOU, "agreements/talent/second.yaml": MOU + "nonsense: 1\n"})) as served:
        assert tuple(len(wrong(served, document=f"talent/{name}")) for name in ("mou", "second")) == (0, 1)
        told = {each["id"]: each["errors"] for each in served.get("api/documents").json["documents"]}
        assert told == {"talent/mou": 0, "talent/second": 1}


def test_problems__after_the_clauses_belong_to_none_of_them(served: Served) -> None:
    served.get("api/view", **BOTH)
    path = served.root / PATH
    path.write_text(path.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    served.check()
    (problem,) = wrong(served, **BOTH)
    assert problem["block"] == ""


def test_app__tells_of_a_workspace_that_is_gone_and_of_its_return(served: Served) -> None:
    good = served.get("api/view", **ENGLISH).json
    away = served.root.rename(served.root.with_name("away"))
    served.desk.checked(find_targets(find_workspace(away), (), away)[0], ())
    kept = served.get("api/view", **ENGLISH).json
    assert (kept["html"], kept["current"]) == (good["html"], False)
    assert served.get("api/problems", **ENGLISH).status == 409
    away.rename(served.root)
    served.check()
    assert served.get("api/view", **ENGLISH).json["current"] is True


def events(served: Served, since: int = 0) -> Generator[dict[str, Any]]:
    """Give every event, until the stream ends."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", f"/{served.secret}/events?since={since}")
    with closing(connection), connection.getresponse() as answer:
        for line in iter(answer.readline, b""):
            if line.startswith(b"data: {"):
                yield json.loads(line[6:])


def test_events__tell_the_documents_that_changed_since(served: Served) -> None:
    version = served.get("api/documents").json["version"]
    with closing(events(served, version)) as stream:
        change(served.root, "co-operate", "{{ nothing }}", PATH)
        served.check(saved=1_700_000_000.5)
        told = next(stream)
    assert told["saved"] == 1_700_000_000_500
    assert [(each["id"], each["errors"]) for each in told["documents"]] == [("talent/mou", 1)]


def test_events__tell_a_slow_reader_once_of_many_changes(served: Served) -> None:
    version = served.get("api/documents").json["version"]
    (target,) = find_targets(find_workspace(served.root), (), served.root)
    for _ in range(1000):
        served.desk.checked(target, ())
    with closing(events(served, version)) as stream:
        told = next(stream)
    assert told["version"] == version + 1000
    assert len(told["documents"]) == 1


def test_desk__makes_the_page_that_is_looked_at_before_all_else(served: Served) -> None:
    """With a browser that listens, a save is shown although nobody has checked it yet; without, nothing is made."""
    (target,) = find_targets(find_workspace(served.root), (), served.root)
    good = served.get("api/view", **ENGLISH).json
    change(served.root, "will co-operate", "will work", PATH)
    served.desk.saved([target], 1.0)
    assert served.get("api/view", **ENGLISH).json == good
    version = served.get("api/documents").json["version"]
    with closing(events(served, 0)) as stream:
        next(stream)
        served.desk.saved([target], 1_700_000_000.0)
        told = next(stream)
    assert (told["version"], told["saved"]) == (version + 1, 1_700_000_000_000)
    assert "will work" in served.get("api/view", **ENGLISH).json["html"]


def test_desk__waits_for_no_endless_template_twice(served: Served) -> None:
    (target,) = find_targets(find_workspace(served.root), (), served.root)
    template = served.root / "templates/mou/document.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}", "utf-8")
    served.check()
    assert served.get("api/view", **ENGLISH).json["current"] is False
    version = served.desk.board.since(0).version
    with closing(events(served, 0)) as stream:
        next(stream)
        served.desk.saved([target], 1.0)
    assert served.desk.board.since(0).version == version


def test_events__of_a_browser_that_is_gone_end(served: Served) -> None:
    (target,) = find_targets(find_workspace(served.root), (), served.root)
    for _ in range(20):
        with closing(events(served)) as stream:
            next(stream)
    for _ in range(50):
        served.desk.checked(target, ())
        if not served.desk.board.listeners:
            return
        sleep(0.1)
    raise AssertionError(f"{served.desk.board.listeners} still listen")


def test_serve__ends_with_its_block_though_a_browser_listens(workspace: Callable[..., Path]) -> None:
    threads = active_count()
    with previewed(workspace({PATH: MOU})) as served:
        stream = events(served)
        next(stream)
        begun = monotonic()
    assert monotonic() - begun < 2
    assert active_count() == threads
    assert list(stream) == []


def test_serve__takes_the_next_free_port_unless_one_is_asked_for(workspace: Callable[..., Path]) -> None:
    root = workspace({PATH: MOU})
    desk = Desk(lambda: find_workspace(root), lambda _: ())
    with serve(desk) as first, serve(desk) as second:
        assert second.port > first.port
        assert first.address.split("/")[3] != second.address.split("/")[3]
        with pytest.raises(MouflowError, match=f"port {first.port} is taken"), serve(desk, first.port):
            pass


def test_serve__is_reached_on_this_machine_alone(asked: Served) -> None:
    with socket.create_connection(("127.0.0.1", asked.port)) as line:
        assert line.getpeername()[0] == "127.0.0.1"
    for family, address in ((socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as line, pytest.raises(OSError, match=r"refused|assign"):
            line.connect((address, asked.port))


def test_app__tells_of_its_own_failures(workspace: Callable[..., Path]) -> None:
    root = workspace({PATH: MOU})

    def broken() -> Workspace:
        raise ZeroDivisionError("no such luck")

    with serve(Desk(broken, lambda _: ())) as preview:
        answer = Served(root, Desk(broken, lambda _: ()), preview).get("api/documents")
        assert (answer.status, messages(answer)) == (500, [REPORT])


REPORT = "mouflow failed in a way it should not. Please report this: ZeroDivisionError: no such luck"
