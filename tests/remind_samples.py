"""A workspace with things to be reminded of, on a day of its own."""

from __future__ import annotations

from tests.conftest import MOU

TODAY = "2026-03-10"
ON = ("--today", TODAY)
ANN, BO, HEAD, OFFICE = "ann@hkte.example", "bo@hkte.example", "head@hkte.example", "office@hkte.example"
PEOPLE = f"""\
    ann: {{name: {{en: Ann Lee, zh-Hant: 李安}}, email: {ANN}}}
    bo: {{name: {{en: "Bo Ng, Desk", zh-Hant: 吳波}}, email: {BO}}}
    head: {{name: {{en: The Head, zh-Hant: 主管}}, email: {HEAD}}}
    """
OBLIGATIONS = """\
    remind: [30, 7, 1]
    escalate:
      - {after: 7, to: owner}
      - {after: 14, to: deputy}
      - {after: 30, to: head}
    obligations:
      - id: late
        en: Hand in the list.
        zh-Hant: 提交名單。
        bearer: [hkte]
        owner: ann
        deputy: bo
        due: 2026-02-20
      - id: soon
        en: Send the report.
        zh-Hant: 提交報告。
        bearer: [hkte]
        owner: ann
        due: 2026-03-16
        note: Ask the minister first.
      - id: nobodys
        en: Hold the meeting.
        zh-Hant: 舉行會議。
        bearer: [hkte]
        due: 2026-03-11
      - id: far
        en: Review it all.
        zh-Hant: 全面檢討。
        bearer: [hkte]
        owner: bo
        due: 2026-05-20
    """
"""On 2026-03-10: `late` is 18 days overdue, `soon` due in 6 days, `nobodys` tomorrow, `far` in 71 days."""
FILES = {
    "agreements/people.yaml": PEOPLE,
    "agreements/talent/mou.yaml": MOU,
    "agreements/talent/obligations.yaml": OBLIGATIONS,
}


def settings(port: int = 25, more: str = 'security = "none"', host: str = "localhost") -> str:
    """Return settings that send over a server of this machine."""
    head = 'organisation = "Talent Office"\n[mail]\nsender = "register@hkte.example"\n'
    return f'{head}office = "{OFFICE}"\nhost = "{host}"\nport = {port}\ntimeout = 10\n{more}\n'
