"""Reminders sent to a real server on this machine: taken once, refused, broken off, killed, from two processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.mail_server import Post, certificate, free_port, login, serving, tls
from tests.remind_samples import ANN, BO, FILES, OFFICE, ON, settings

Run = Callable[..., Ran]
Make = Callable[..., Path]
EVERYBODY = [ANN, BO, OFFICE]
LOGIN = 'user = "register"\npassword_env = "OUR_MAIL_PASSWORD"'


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("keys"))


def office(workspace: Make, port: int, more: str = 'security = "none"', host: str = "localhost") -> Path:
    return workspace({**FILES, "mouflow.toml": settings(port, more, host)})


def start(root: Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "mouflow", "remind", "--email", *ON]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, env={**os.environ, **(env or {})}, stdout=pipe, stderr=pipe, text=True)


def remind(run: Run, root: Path, *more: str) -> Ran:
    return run(root, "remind", "--email", *ON, *more)


def test_remind_email__goes_once_over_one_connection(run: Run, workspace: Make) -> None:
    post = Post()
    with serving(post) as port:
        root = office(workspace, port)
        first = remind(run, root)
        again = remind(run, root)
    assert first.status == 0, first.err
    assert first.out.splitlines() == [f"sent\t{ANN}\t2", f"sent\t{BO}\t1", f"sent\t{OFFICE}\t1"]
    assert (again.status, again.out, again.err) == (0, "", "Nothing to send.\n")
    assert post.recipients == EVERYBODY
    assert len(post.peers) == 1
    assert {each.mail_from for each in post.envelopes} == {"register@hkte.example"}
    assert [each["To"].addresses[0].addr_spec for each in post.messages] == EVERYBODY
    plain = post.messages[0].get_body(("plain",))
    assert plain is not None
    assert "提交名單。" in plain.get_content()


def test_remind_email__again_when_asked_with_the_same_identifier(run: Run, workspace: Make) -> None:
    post = Post()
    with serving(post) as port:
        root = office(workspace, port)
        remind(run, root)
        remind(run, root, "--again")
    identifiers = [each["Message-ID"] for each in post.messages]
    assert len(set(identifiers)) == 3
    assert identifiers[:3] == identifiers[3:]


def test_remind_email__again_when_the_date_moves(run: Run, workspace: Make) -> None:
    post = Post()
    with serving(post) as port:
        root = office(workspace, port)
        remind(run, root)
        path = root / "agreements/talent/obligations.yaml"
        path.write_text(path.read_text("utf-8").replace("2026-03-16", "2026-03-15"), "utf-8")
        assert remind(run, root).out == f"sent\t{ANN}\t1\n"
    assert post.recipients == [*EVERYBODY, ANN]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # encrypted from the first byte
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_remind_email__encrypted_with_a_login(
    run: Run, workspace: Make, keys: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(keys / "chain.pem"))
    monkeypatch.setenv("OUR_MAIL_PASSWORD", "correct 密碼")
    post, context = Post(), tls(keys)
    options = {"tls_context": context, "require_starttls": True} if security == "starttls" else {"ssl_context": context}
    options |= {"authenticator": login("register", "correct 密碼"), "auth_required": True}
    options |= {"auth_require_tls": security == "starttls"}
    with serving(post, **options) as port:
        ran = remind(run, office(workspace, port, f'security = "{security}"\n{LOGIN}'))
    assert ran.status == 0, ran.err
    assert post.recipients == EVERYBODY
    assert all(post.encrypted) or security == "tls"  # where nothing but TLS gets through
    assert "correct" not in ran.out + ran.err


def test_remind_email__a_certificate_that_does_not_hold(run: Run, workspace: Make, keys: Path) -> None:
    post = Post()
    with serving(post, tls_context=tls(keys)) as port:
        ran = remind(run, office(workspace, port, ""))
    assert ran.status == 1
    assert "mail-certificate" in ran.err
    assert post.recipients == []


def test_remind_email__a_certificate_of_another_name(
    run: Run, workspace: Make, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(keys / "chain.pem"))
    with serving(Post(), tls_context=tls(keys)) as port:
        ran = remind(run, office(workspace, port, "", host="127.0.0.1"))
    assert ran.status == 1
    assert "mail-certificate" in ran.err


def test_remind_email__a_server_without_encryption_gets_nothing(run: Run, workspace: Make) -> None:
    post = Post()
    with serving(post) as port:
        ran = remind(run, office(workspace, port, 'security = "starttls"'))
    assert ran.status == 1
    assert "mail-unreachable" in ran.err
    assert post.recipients == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_remind_email__a_wrong_password(run: Run, workspace: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUR_MAIL_PASSWORD", "wrong-secret")
    post = Post()
    options = {"authenticator": login("register", "right"), "auth_required": True, "auth_require_tls": False}
    with serving(post, **options) as port:
        ran = remind(run, office(workspace, port, f'security = "none"\n{LOGIN}'))
    assert ran.status == 1
    assert "mail-login" in ran.err
    assert "wrong-secret" not in ran.out + ran.err


def test_remind_email__a_password_that_is_not_there(run: Run, workspace: Make) -> None:
    ran = remind(run, office(workspace, 1, f'security = "none"\n{LOGIN}'))
    assert ran.status == 1
    assert "the environment has no OUR_MAIL_PASSWORD" in ran.err


def test_remind_email__one_refused_recipient_does_not_stop_the_others(run: Run, workspace: Make) -> None:
    post = Post(refused=frozenset({ANN}))
    with serving(post) as port:
        root = office(workspace, port)
        ran = remind(run, root)
        assert ran.status == 1
        assert post.recipients == [BO, OFFICE]
        assert f"{ANN} was not taken by the server: 550 5.1.1 no such mailbox [mail-refused]" in ran.err
        post.refused = frozenset()
        assert remind(run, root).out == f"sent\t{ANN}\t2\n"  # and to nobody else


def test_remind_email__a_message_that_is_not_taken_is_not_marked(run: Run, workspace: Make) -> None:
    post = Post(answer=lambda number: "452 4.3.1 come back later" if number == 2 else None)
    with serving(post) as port:
        root = office(workspace, port)
        ran = remind(run, root)
        assert ran.status == 1
        assert "run again later" in ran.err
        assert remind(run, root).out == f"sent\t{BO}\t1\n"


def test_remind_email__a_server_that_breaks_off(run: Run, workspace: Make) -> None:
    post = Post(answer=lambda number: "421 4.3.2 shutting down" if number == 2 else None)
    with serving(post) as port:
        root = office(workspace, port)
        ran = remind(run, root)
        assert ran.status == 1
        assert "2 messages were not sent" in ran.err
        assert post.recipients == [ANN]
        assert remind(run, root).status == 0
    assert post.recipients == EVERYBODY


def test_remind_email__no_server(run: Run, workspace: Make) -> None:
    root = office(workspace, free_port())
    ran = remind(run, root)
    assert ran.status == 1
    assert "mail-unreachable" in ran.err
    assert "Traceback" not in ran.err
    assert len(run(root, "remind", *ON).out) > 0  # nothing was marked


def test_remind_email__nobody_to_write_to(run: Run, workspace: Make) -> None:
    post = Post()
    with serving(post) as port:
        toml = settings(port).replace(f'office = "{OFFICE}"\n', "")
        root = workspace({**FILES, "mouflow.toml": toml})
        ran = remind(run, root)
    assert ran.status == 1
    assert "no-recipient" in ran.err
    assert post.recipients == [ANN, BO]


def test_remind_email__killed_between_sending_and_marking(run: Run, workspace: Make) -> None:
    """A killed sender may send a message once more, under the same identifier; what was marked never goes again."""
    running: list[subprocess.Popen[str]] = []

    def kill(number: int) -> None:
        if number == 2:  # the server has it, the sender is never told
            os.kill(running[0].pid, signal.SIGKILL)
            running[0].wait()

    post = Post(answer=kill)
    with serving(post) as port:
        root = office(workspace, port)
        running.append(start(root))
        running[0].communicate(timeout=60)
        assert running[0].returncode == -signal.SIGKILL
        deadline = time.monotonic() + 10
        while len(post.envelopes) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        ran = remind(run, root)
    assert ran.status == 0, ran.err
    assert post.recipients == [ANN, BO, BO, OFFICE]
    assert post.messages[1]["Message-ID"] == post.messages[2]["Message-ID"]


def test_remind_email__two_processes_at_once(workspace: Make) -> None:
    slow = partial(time.sleep, 0.2)
    post = Post(answer=lambda _number: slow())
    with serving(post) as port:
        root = office(workspace, port)
        both = [start(root), start(root)]
        said = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert sorted(post.recipients) == sorted(EVERYBODY)


def test_remind_email__not_set(run: Run, workspace: Make) -> None:
    ran = remind(run, workspace(FILES))
    assert ran.status == 1
    assert "mail-not-set" in ran.err


WRONG = {
    "an unknown key": ('[mail]\nsender = "a@b.example"\nhots = "x"\n', "unknown-key", 3, 1),
    "a password": ('[mail]\nsender = "a@b.example"\npassword = "x"\n', "unknown-key", 3, 1),
    "a password for a variable": (
        '[mail]\nsender = "a@b.example"\nuser = "u"\npassword_env = "a b"\n',
        "bad-variable",
        4,
        16,
    ),
    "a user without a password": ('[mail]\nsender = "a@b.example"\nuser = "u"\n', "half-login", 1, 1),
    "no sender": ('[mail]\nhost = "x"\n', "missing-key", 1, 1),
    "two senders": ('[mail]\nsender = "a@b.example, c@d.example"\n', "bad-address", 2, 10),
    "a header in the sender": ('[mail]\nsender = "a@b.example\\nBcc: c@d.example"\n', "bad-address", 2, 10),
    "a bad host": ('[mail]\nsender = "a@b.example"\nhost = "a b"\n', "bad-host", 3, 8),
    "an unknown security": ('[mail]\nsender = "a@b.example"\nsecurity = "ssl"\n', "wrong-value", 3, 12),
    "an unknown language": ('[mail]\nsender = "a@b.example"\nlanguages = ["xx"]\n', "unknown-language", 3, 1),
    "a login in clear": (
        '[mail]\nsender = "a@b.example"\nhost = "b.example"\nsecurity = "none"\nuser = "u"\npassword_env = "P"\n',
        *("insecure-mail", 1, 1),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_mail_settings__what_is_wrong_is_told_at_its_place(run: Run, workspace: Make, case: str) -> None:
    text, code, line, column = WRONG[case]
    ran = run(workspace({"mouflow.toml": text}), "remind", *ON)
    assert ran.status == 1
    assert f"mouflow.toml:{line}:{column}: error:" in ran.err
    assert f"[{code}]" in ran.err


def test_mail_settings__in_pyproject(run: Run, workspace: Make) -> None:
    text = (
        '[project]\nname = "x"\n[tool.mouflow]\n[tool.mouflow.mail]\nsender = "nobody"\n[tool.other]\nsender = "a@b"\n'
    )
    ran = run(workspace({"pyproject.toml": text}), "remind", *ON)
    assert "pyproject.toml:5:10: error: `nobody` is no address" in ran.err
