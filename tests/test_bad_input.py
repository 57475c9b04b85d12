"""Bad input, case by case, through the real command line: code, place, source line, caret, hint, status 1."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from time import process_time

import pytest

from tests.conftest import MOU, Ran

Make = Callable[..., Path]
Run = Callable[..., Ran]

SAMPLE = dedent(MOU)
YAML = "agreements/x/mou.yaml"
PEOPLE = "agreements/people.yaml"
LABELS = "templates/mou/labels.yaml"
CLAUSE = "templates/clauses/x@1.yaml"
STYLE = "templates/mou/style.css"
TEMPLATE = "templates/mou/document.html.j2"


def mou(old: str = "", new: str = "", add: str = "") -> dict[str, str]:
    """Return the sample memorandum with one text replaced and lines added at its end, from line 16."""
    assert old in SAMPLE
    return {YAML: SAMPLE.replace(old, new, 1) + add}


def text(written: str) -> dict[str, str]:
    """Return the sample with this as its English text, at line 14, column 13."""
    return mou("The Participants will co-operate.", written)


def template(body: str) -> dict[str, str]:
    """Return the sample with a template of its own, whose line 2 is the body."""
    return {YAML: SAMPLE, TEMPLATE: f'<h1 class="title" id="title">{{{{ mou.subject }}}}</h1>\n{body}\n'}


def clause(when: str) -> str:
    """Return a clause under a condition, which stands at line 17, column 11."""
    return (
        f"  - id: funding\n    when: {when}\n    heading: {{en: Funds, zh-Hant: 經費}}\n"
        "    paragraphs: [{id: funding.all, en: Each pays., zh-Hant: 各自負擔。}]\n"
    )


def bomb() -> str:
    """Return YAML whose aliases stand for ten to the ninth values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    return "\n".join(lines)


BAD_YAML = {
    "a bracket is never closed": (mou("smtwb]", "smtwb"), "yaml-syntax", YAML, 8, 8),
    "a quotation mark is never closed": (text('"The Participants'), "yaml-syntax", YAML, 16, 1),
    "a tab indents": (mou("  - id: areas\n", "\t- id: areas\n"), "yaml-tab", YAML, 10, 1),
    "a key stands twice": (mou(add="parties: [hkte, smtwb]\n"), "yaml-duplicate-key", YAML, 16, 1),
    "an expression without quotation marks": (text("{{ pair() }}"), "yaml-key", YAML, 14, 14),
    "a tag": (text("!!python/object:os.system x"), "yaml-tag", YAML, 14, 13),
    "a merge key": (mou(add="<<: {a: b}\n"), "yaml-merge", YAML, 16, 1),
    "an alias of nothing": (text("*nothing"), "yaml-alias", YAML, 14, 13),
    "an alias of itself": (mou(add="loop: &a [*a]\n"), "yaml-alias", YAML, 16, 11),
    "aliases that multiply": ({YAML: bomb()}, "yaml-bomb", YAML, 6, None),
    "values that nest without end": ({YAML: "a: " + "[" * 200_000}, "yaml-bomb", YAML, 1, 54),
    "lists that nest without end": ({YAML: "- " * 200_000}, "yaml-bomb", YAML, 1, None),
    "a merge conflict": (mou("kind: mou", "<<<<<<< HEAD\nkind: mou"), "yaml-conflict", YAML, 1, 1),
    "two documents in one file": (mou(add="---\nkind: mou\n"), "yaml-syntax", YAML, 16, 1),
    "a control character": (text("a\x07b"), "yaml-character", YAML, 14, 14),
    "a NUL byte": (text("a\0b"), "yaml-character", YAML, 14, 14),
    "a change of direction": (text("a\u202eb"), "yaml-character", YAML, 14, 14),
    "a line separator": (text("a\u2028b"), "yaml-character", YAML, 14, 14),
    "an escaped control character": (text(r'"a\x07b"'), "yaml-character", YAML, 14, 13),
    "an escaped control character in a key": (mou(add='"\\x07": 1\n'), "yaml-character", YAML, 16, 1),
    "an escaped surrogate": (text(r'"a\ud800b"'), "yaml-syntax", YAML, 14, None),
    "a raw surrogate": ({YAML: SAMPLE.encode().replace(b"The ", b"\xed\xa0\x80")}, "file-encoding", YAML, 14, 13),
    "UTF-16": ({YAML: SAMPLE.encode("utf-16")}, "file-encoding", YAML, 1, 1),
    "a file of 6 MB": ({YAML: b"a: " + b"x" * 6_000_000}, "file-too-big", YAML, 1, 1),
    "an empty file": ({YAML: ""}, "not-a-document", YAML, 1, 1),
    "a list at the top": ({YAML: "- a\n- b\n"}, "not-a-document", YAML, 1, 1),
    "a single word": ({YAML: "hello\n"}, "not-a-document", YAML, 1, 1),
}

BAD_RECORDS = {
    "no kind": (mou("kind: mou\n", ""), "missing-key", YAML, 1, 1),
    "an unknown kind": (mou("kind: mou", "kind: muo"), "unknown-kind", YAML, 1, 7),
    "a kind that is no word": (mou("kind: mou", "kind: {a: b}"), "unknown-kind", YAML, 1, 7),
    "an unknown key": (mou(add="claues: []\n"), "unknown-key", YAML, 16, 1),
    "a missing key": (mou("parties: [hkte, smtwb]\n", ""), "missing-key", YAML, 1, 1),
    "a word for a list": (mou("[hkte, smtwb]", "hkte"), "wrong-type", YAML, 7, 10),
    "a word for a number": (mou("{date:", "{originals: two, date:"), "wrong-type", YAML, 8, 22),
    "a value that is none of the few": (mou(add="status: drafft\n"), "wrong-value", YAML, 16, 9),
    "a text in no language": (mou("{en: Talent, zh-Hant: 人才}", "Talent"), "wrong-type", YAML, 6, 10),
    "a missing language": (mou(", zh-Hant: 人才}", "}"), "missing-language", YAML, 6, 10),
    "an empty text": (mou(" 人才}", " ''}"), "empty-text", YAML, 6, 32),
    "an unknown format": (mou("[html]", "[html, odt]"), "unknown-format", YAML, 3, 26),
    "an unknown language of a text": (mou("zh-Hant: 人才", "zh-Hnat: 人才"), "unknown-language", YAML, 6, 23),
    "an unknown language of the document": (mou("[en, zh-Hant]", "[en, zh-Hnt]"), "unknown-language", YAML, 2, 17),
    "an unknown party": (mou("[hkte, smtwb]", "[hkte, smtw]"), "unknown-party", YAML, 7, 17),
    "a party twice": (mou("[hkte, smtwb]", "[hkte, hkte]"), "duplicate-party", YAML, 7, 17),
    "a signatory of no party": (
        mou(add="signatories: [{person: chris-sun, party: hkt}]\n"), "unknown-party", YAML, 16, 42,
    ),
    "an unknown person": (mou(add="witnesses: [cris-sun]\n"), "unknown-person", YAML, 16, 13),
    "an unknown person in a text": (text("\"{{ name('cris-sun') }}\""), "unknown-person", YAML, 14, 13),
    "an unknown term in a text": (text("\"{{ term('talnt') }}\""), "unknown-term", YAML, 14, 13),
    "an unknown clause": (mou(add="  - use: terminaton@1\n"), "unknown-clause", YAML, 16, 10),
    "an unknown version of a clause": (mou(add="  - use: termination@99\n"), "unknown-clause-version", YAML, 16, 10),
    "a text directly in a clause": (mou(add="    en: Text.\n"), "unknown-key", YAML, 16, 5),
    "a full-width colon in braces": (mou("{en: Areas", "{en：Areas"), "unknown-language", YAML, 11, 15),
    "a date out of all range": (mou("date: 2024-06-08", "date: 0001-01-01"), "bad-date", YAML, 8, 17),
    "an unknown parameter": (
        mou(add="  - use: termination@1\n    with: {notice_mnths: 3}\n"), "unknown-parameter", YAML, 17, 12,
    ),
    "a dangling reference": (text("\"{{ ref('area.list') }}\""), "dangling-reference", YAML, 14, 13),
    "a text that includes itself": (mou("en: Talent", 'en: "{{ mou.subject }}"'), "template-circular", YAML, 6, 15),
    "an id twice": (mou("id: areas.list", "id: areas"), "duplicate-id", YAML, 13, 13),
    "an id that is none": (mou("id: areas\n", "id: Areas!\n"), "bad-id", YAML, 10, 9),
    "a day that does not exist": (mou("2024-06-08", "2024-06-31"), "bad-date", YAML, 8, 17),
    "a date that can be two": (mou("2024-06-08", "08/06/2024"), "bad-date", YAML, 8, 17),
    "a weekday beside a date": (mou("2024-06-08", "2024-06-08 Friday"), "wrong-weekday", YAML, 8, 17),
    "a weekday in prose": (text("'They met on Friday, 8 June 2024.'"), "wrong-weekday", YAML, 14, 26),
    "a weekday in Chinese prose": (mou("雙方合作。", "2024年6月8日（星期五）會面。"), "wrong-weekday", YAML, 15, 18),
    "a mark that does not close": (text("a **b c"), "inline-markup", YAML, 14, 15),
    "a mark in quotation marks": (text("'it''s **b c'"), "inline-markup", YAML, 14, 20),
    "a mark in a folded text": (text(">\n          a b\n          c **d\n"), "inline-markup", YAML, 16, 13),
    "a mark in a literal text": (text("|-\n          a *b*\n          __c"), "inline-markup", YAML, 16, 11),
    "an undefined variable": (text("'It {{ fundng }}.'"), "undefined-variable", YAML, 14, 20),
    "an undefined fact": (text("'It {{ facts.fundng }}.'"), "undefined-variable", YAML, 14, 26),
    "a syntax error in a text": (text("'It {{ 1 + }}.'"), "template-syntax", YAML, 14, 17),
    "a condition that is undefined": (mou(add=clause("fundng")), "undefined-variable", YAML, 17, 11),
    "a condition that is no expression": (mou(add=clause("funding because")), "template-syntax", YAML, 17, 11),
    "a condition that reaches out": (mou(add=clause("facts.__class__")), "template-unsafe", YAML, 17, 11),
    "a condition without end": (mou(add=clause("range(10**9)")), "template-limit", YAML, 17, 11),
    "an unknown key of a person": (
        {**mou(), PEOPLE: "x:\n  name: {en: X, zh-Hant: X}\n  posst: {en: X}\n"}, "unknown-key", PEOPLE, 3, 3,
    ),
    "people in a list": ({**mou(), PEOPLE: "- a\n"}, "wrong-type", PEOPLE, 1, 1),
    "a person of an unknown organisation": (
        {**mou(), PEOPLE: "a:\n  name: {en: A, zh-Hant: 甲}\n  organisation: hkt\n"},
        "unknown-organisation", PEOPLE, 3, 17,
    ),
    "a person whose id is none": ({**mou(), PEOPLE: "X Y:\n  name: {en: X}\n"}, "bad-id", PEOPLE, 1, 1),
    "labels that are broken": ({**mou(), LABELS: "labels:\n  title: foo\n"}, "wrong-type", LABELS, 2, 10),
    "a library clause that is broken": ({**mou(), CLAUSE: "id: x\n"}, "missing-key", CLAUSE, 1, 1),
}  # fmt: skip

BAD_SETTINGS = {
    "no TOML": ("a =\n", "toml-syntax", 1, 4),
    "an unknown key": ("# ours\norganization = 'x'\n", "unknown-key", 2, 1),
    "a time zone that does not exist": ("time_zone = 'Asia/HongKong'\n", "unknown-time-zone", 1, 13),
    "a time zone outside of the zones": ("time_zone = '../../etc/passwd'\n", "unknown-time-zone", 1, 13),
    "a number for a text": ("\noutput = 5\n", "wrong-type", 2, 1),
    "an output folder outside": ("output = '../elsewhere'\n", "path-outside", 1, 10),
}

BAD_STYLES = {
    "a picture by http": (
        "p { color: red }\nh1 { background: url(http://a.example/b.png) }\n",
        "network-refused",
        2,
        18,
    ),
    "a picture in quotation marks": ("h1 { background: url('file:///etc/passwd') }", "network-refused", 1, 18),
    "a picture without a scheme": ("h1 { background: url(b.png) }", "network-refused", 1, 18),
    "an address in escapes": ("p{a:u\\72l(http://a.example)}", "network-refused", 1, 5),
    "an address in a set": ("p{background:image-set('http://a.example/b.png' 1x)}", "network-refused", 1, 14),
    "an address in a nested block": ("@media print { p { src: url(//a.example) } }", "network-refused", 1, 25),
    "an address behind a comment": ("p{/* url(*/background:url(\n'../b.png')}", "network-refused", 1, 23),
    "an import": ("@import 'http://a.example/b.css';", "network-refused", 1, 1),
    "an import in capitals": ("@IMPORT url(b.css);", "network-refused", 1, 1),
    "an end of the style element": ("p{content:'</style><script>'}", "css-syntax", 1, 12),
    "a bracket that does not open": ("p { } )", "css-syntax", 1, 7),
}

BAD_TEMPLATES = {
    "a syntax error": ("<p>{% for x in %}</p>", "template-syntax"),
    "an undefined variable": ("<p>{{ muo.subject }}</p>", "undefined-variable"),
    "an unknown key of a record": ("<p>{{ mou.subjct }}</p>", "undefined-variable"),
    "an unknown label": ("<p>{{ label('nothing') }}</p>", "unknown-label"),
    "an unknown filter": ("<p>{{ 'x' | attr('y') }}</p>", "template-syntax"),
    "a missing include": ("{% include 'nothing.j2' %}", "template-missing"),
    "an include of itself": ("{% include 'mou/document.html.j2' %}", "template-circular"),
    "an include from outside": ("{% include '../../secret.txt' %}", "path-outside"),
    "an include by an absolute path": ("{% include '/etc/passwd' %}", "template-missing"),
    "an element that is not closed": ("<p>", "template-markup"),
    "an element outside of the subset": ("<script>x</script>", "template-subset"),
    "a style attribute": ("<p style='background:url(http://a.example)'>x</p>", "template-subset"),
    "a link to the outside": ("<p><a href='http://a.example/'>x</a></p>", "template-link"),
    "a picture from the outside": ("<figure><img src='http://a.example/b.png' alt=''/></figure>", "unknown-picture"),
    "elements that nest without end": ("<div>" * 3000 + "</div>" * 3000, "template-markup"),
    "a list printed": ("<p>{{ mou.clauses }}</p>", "template-failed"),
    "a division by nought": ("<p>{{ 1 / 0 }}</p>", "template-failed"),
}

ESCAPES = [
    "''.__class__", "mou['__class__']", "label.__globals__", "mou | attr('kind')", "'{0.__class__}'.format(mou)",
    "'%s' % mou", "self", "self.__init__", "cycler", "joiner", "lipsum()", "namespace.__init__", "namespace.mro",
    "namespace()['__class__']", "mou.model_dump()", "mou.model_copy", "mou['copy']", "('a' | upper).format(1)",
    "org.for_templates", "_voice", "_budget", "_place", "label('title', _voice=1)", "1 | _spent", "1 | _metered",
    "people.items()", "people.__class__", "varargs", "kwargs", "mou.location", "[].append(1)", "'x'.join(['a'])",
]  # fmt: skip
STATEMENT_ESCAPES = [
    "{% import os %}", "{% import 'os' as os %}", "{% set _budget = 1 %}", "{% macro _voice() %}{% endmacro %}",
    "{% for x in [1] %}{{ loop.__init__ }}{% endfor %}", "{% set n = namespace() %}{% set n.__class__ = 1 %}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "{% autoescape false %}{{ '<b>' }}{% endautoescape %}",
]  # fmt: skip

TURNS = "{% for a in range(9999) %}{% for b in range(9999) %}"
END = "{% endfor %}{% endfor %}"
ENDLESS = {
    "nested loops": TURNS + END,
    "loops whose items are passed over": "{% for a in range(9999) %}{% for b in range(9999) if false %}" + END,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n < 60 %}{{ m(n + 1) }}{{ m(n + 1) }}{% endif %}{% endmacro %}{{ m(0) }}"
    ),
    "a text doubled by ~": "{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 60,
    "a text doubled by +": "{% set a = 'xxxxxxxx' %}" + "{% set a = a + a %}" * 60,
    "a text doubled by a block": "{% set a %}xxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "lists of lists compared": (
        "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 60 + "{{ 1 if a == b }}"
    ),
    "fixed text repeated": "{% for a in range(9999) %}" + "x" * 10_000 + "{% endfor %}",
    "a long list searched": "{% set l = range(9999) | list %}" + TURNS + "{% if 'x' in l %}{% endif %}" + END,
    "a long list sorted": "{% set l = range(9999) | list %}" + TURNS + "{% set m = l | sort %}" + END,
    "a big range": "{% for a in range(10 ** 9) %}{% endfor %}",
    "big numbers": "{{ 10 ** 99 * 10 ** 99 }}",
    "a recursive loop": "{% set l = [1] %}{% for a in l recursive %}{{ loop(l) }}{% endfor %}",
    "parentheses": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "negations": "{{ " + "not " * 3000 + "1 }}",
    "attributes": "{{ mou" + ".a" * 5000 + " }}",
    "digits": "{{ " + "9" * 5000 + " }}",
    "blocks": "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "too long a source": "{{ 1 }}" * 20_000,
}


def assert_told(ran: Ran, code: str | None, path: str, line: int, column: int | None = None) -> None:
    """Hold that exactly this problem was told as design.md law 6 asks: where, what, and what to do."""
    assert ran.status == 1, ran.err
    assert "Traceback" not in ran.err
    first = next(line for line in ran.err.splitlines() if ": error: " in line)
    told = re.fullmatch(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): error: .+ \[(?P<code>[a-z-]+)\]", first)
    assert told, first
    assert (told["path"], int(told["line"])) == (path, line), ran.err
    assert code is None or told["code"] == code, ran.err
    assert column is None or int(told["column"]) == column, ran.err
    assert re.search(r"^ {4}\s*\^$", ran.err, re.MULTILINE), f"no caret: {ran.err}"
    assert "    hint: " in ran.err


@pytest.mark.parametrize("name", BAD_YAML)
def test_check__bad_yaml(name: str, workspace: Make, run: Run) -> None:
    files, code, path, line, column = BAD_YAML[name]
    assert_told(run(workspace(files), "check"), code, path, line, column)


@pytest.mark.parametrize("name", BAD_RECORDS)
def test_check__bad_records(name: str, workspace: Make, run: Run) -> None:
    files, code, path, line, column = BAD_RECORDS[name]
    assert_told(run(workspace(files), "check"), code, path, line, column)


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_check__bad_settings(name: str, workspace: Make, run: Run) -> None:
    settings, code, line, column = BAD_SETTINGS[name]
    assert_told(run(workspace({**mou(), "mouflow.toml": settings}), "check"), code, "mouflow.toml", line, column)


@pytest.mark.parametrize("name", BAD_STYLES)
def test_check__bad_styles(name: str, workspace: Make, run: Run) -> None:
    style, code, line, column = BAD_STYLES[name]
    assert_told(run(workspace({**mou(), STYLE: style}), "check"), code, STYLE, line, column)


@pytest.mark.parametrize("name", BAD_TEMPLATES)
def test_check__bad_templates(name: str, workspace: Make, run: Run) -> None:
    body, code = BAD_TEMPLATES[name]
    assert_told(run(workspace(template(body)), "check"), code, TEMPLATE, 2)


@pytest.mark.parametrize("expression", ESCAPES)
def test_check__escape_from_the_sandbox(expression: str, workspace: Make, run: Run) -> None:
    assert_told(run(workspace(template(f"<p>{{{{ {expression} }}}}</p>")), "check"), None, TEMPLATE, 2)


@pytest.mark.parametrize("expression", ESCAPES)
def test_check__escape_from_a_text(expression: str, workspace: Make, run: Run) -> None:
    assert_told(run(workspace(text(f'"{{{{ {expression} }}}}"')), "check"), None, YAML, 14)


@pytest.mark.parametrize("statement", STATEMENT_ESCAPES)
def test_check__escape_by_a_statement(statement: str, workspace: Make, run: Run) -> None:
    assert_told(run(workspace(template(f"<p>{statement}</p>")), "check"), None, TEMPLATE, 2)


@pytest.mark.parametrize("name", ENDLESS)
def test_check__endless_template(name: str, workspace: Make, run: Run) -> None:
    root = workspace(template(f"<p>{ENDLESS[name]}</p>"))
    started = process_time()
    ran = run(root, "check")
    assert process_time() - started < 5
    assert ran.status == 1
    assert re.search(rf"^{TEMPLATE}:\d+:1: error: .+ \[template-(limit|circular|syntax)\]$", ran.err, re.MULTILINE), (
        ran.err
    )


def test_check__a_long_line_is_well(workspace: Make, run: Run) -> None:
    assert run(workspace(text("word " * 100_000)), "check").status == 0


def test_check__tells_all_problems_of_all_files_in_one_run(workspace: Make, run: Run) -> None:
    files = {
        YAML: SAMPLE.replace("hkte", "hktee").replace("en: Talent", "em: Talent"),
        "agreements/y/mou.yaml": SAMPLE.replace("08,", "31,") + "claues: []\n",
        PEOPLE: "chris-sun:\n  nam: {en: X}\n",
        "mouflow.toml": "",
    }
    ran = run(workspace(files), "check", "--format", "json")
    found = {(each["path"], each["code"]) for each in json.loads(ran.out)["diagnostics"]}
    assert ran.status == 1
    assert found >= {
        (YAML, "unknown-language"),
        ("agreements/y/mou.yaml", "bad-date"),
        ("agreements/y/mou.yaml", "unknown-key"),
        (PEOPLE, "unknown-key"),
        (PEOPLE, "missing-key"),
    }


def test_check__tells_all_wrong_texts_in_one_run(workspace: Make, run: Run) -> None:
    files = mou("en: Areas", 'en: "{{ one }}"', add=clause("two"))
    files[YAML] = files[YAML].replace("雙方合作。", '"{{ three }} {{ four }}"').replace("will co-operate.", "**will.")
    ran = run(workspace(files), "check")
    for place, name in (("11:23", "one"), ("17:11", "two"), ("15:22", "three")):
        assert f"{YAML}:{place}: error: `{name}` is not defined [undefined-variable]" in ran.err
    assert f"{YAML}:14:30: error: `**` opens here and never closes [inline-markup]" in ran.err


def test_check__prints_200_problems_and_counts_the_rest(workspace: Make, run: Run) -> None:
    ran = run(workspace(mou(add="".join(f"k{n}: 1\n" for n in range(1000)))), "check")
    assert len(re.findall(r": (?:error|warning): ", ran.err)) == 200
    assert "1000 errors" in ran.err
    assert len(ran.err.splitlines()) < 900


def test_check__keeps_scalars_as_written(workspace: Make, run: Run) -> None:
    files = mou("{en: Areas, zh-Hant: 範疇}", "{en: no, zh-Hant: 012}")
    files[YAML] = files[YAML].replace("The Participants will co-operate.", "14:30").replace("雙方合作。", "1.10")
    root = workspace(files)
    assert run(root, "generate", "--jobs", "1").status == 0
    english, chinese = ((root / f"build/x/mou.{name}.html").read_text() for name in ("en", "zh-Hant"))
    assert ">no<" in english.replace("</span> no", "</span>>no")
    assert "14:30" in english
    assert "012" in chinese
    assert "1.10" in chinese


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_check__reads_every_line_end_and_a_byte_order_mark(ends: str, workspace: Make, run: Run) -> None:
    data = SAMPLE.replace("\n", ends).encode("utf-8-sig")
    assert run(workspace({YAML: data}), "check").status == 0


def test_generate__addresses_in_texts_stay_text(workspace: Make, run: Run) -> None:
    root = workspace(text("See http://a.example/ and file:///etc/passwd <img src=http://a.example/>."))
    assert run(root, "generate", "--jobs", "1").status == 0
    page = (root / "build/x/mou.en.html").read_text()
    assert "http://a.example/ and file:///etc/passwd &lt;img" in page
    assert not re.search(r"<[^>]*(?:href|src)=.?(?:http|file):", page)


def test_generate__keeps_the_last_good_files(workspace: Make, run: Run) -> None:
    root = workspace({**mou(), "agreements/y/mou.yaml": SAMPLE})
    assert run(root, "generate", "--jobs", "1").status == 0
    before = {path: path.read_bytes() for path in root.glob("build/**/*.html")}
    (root / YAML).write_text(SAMPLE.replace("will co-operate", "**will"))
    (root / "agreements/y/mou.yaml").write_text(SAMPLE.replace("will co-operate", "will work"))
    ran = run(root, "generate", "--jobs", "1")
    assert_told(ran, "inline-markup", YAML, 14)
    after = {path: path.read_bytes() for path in root.glob("build/**/*") if path.is_file()}
    assert after.keys() == before.keys()
    assert {path.parent.name for path in after if after[path] != before[path]} == {"y"}


def test_generate__output_folder_in_the_way(workspace: Make, run: Run) -> None:
    root = workspace({**mou(), "build": "a file"})
    ran = run(root, "generate", "--jobs", "1")
    assert ran.status == 1
    assert "cannot write" in ran.err
    assert "[output-unwritable]" in ran.err
    assert "hint: " in ran.err
    assert (root / "build").read_text() == "a file"


def test_generate__output_folder_may_be_anywhere(workspace: Make, run: Run, tmp_path: Path) -> None:
    assert run(workspace(mou()), "generate", "--jobs", "1", "--out", str(tmp_path / "else")).status == 0
    assert list(tmp_path.glob("else/x/*.html"))


def test_check__not_a_workspace(run: Run, tmp_path: Path) -> None:
    ran = run(tmp_path, "check")
    assert ran.status == 1
    assert "[not-a-workspace]" in ran.err
    assert "mouflow init" in ran.err


def test_main__problems_without_traceback_in_a_process_of_its_own(workspace: Make) -> None:
    root = workspace(text("'{{ fundng }}'"))
    command = [sys.executable, "-m", "mouflow", "generate"]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert_told(Ran(ran.returncode, ran.stdout, ran.stderr), "undefined-variable", YAML, 14, 17)
    assert not (root / "build").exists()
