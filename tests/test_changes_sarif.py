"""The SARIF form of a redline: rules, levels, places."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mouflow.document import KINDS, Document, Duty
from mouflow.render.changes_sarif import LEVELS, RULES, render_changes_sarif
from tests.redline_samples import redline, redlined
from tests.render_samples import mou


def run_of(document: Document) -> Any:
    log = json.loads(render_changes_sarif([("mou", document)], "1.0"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_render_changes_sarif__every_kind_has_a_rule_and_a_level() -> None:
    assert set(RULES) == {*KINDS, "drift", "obligation"}
    assert set(LEVELS) == set(KINDS)
    rules = run_of(redlined())["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(f"redline/{rule}" for rule in RULES)
    assert all(rule["shortDescription"]["text"] for rule in rules)


def test_render_changes_sarif__drift_is_an_error_at_its_line() -> None:
    drift = run_of(redlined())["results"][0]
    assert (drift["ruleId"], drift["level"]) == ("redline/drift", "error")
    assert drift["message"]["text"] == "`term.length` changed in en-HK, but not in zh-Hant-HK"
    (location,) = drift["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "agreements/x/%E5%82%99%E5%BF%98%E9%8C%84.yaml"},
        "region": {"startLine": 23, "startColumn": 9},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "term", "kind": "element"}]


def test_render_changes_sarif__messages_tell_old_and_new() -> None:
    told = [(each["level"], each["message"]["text"]) for each in run_of(redlined())["results"][1:]]
    assert told == [
        ("note", "Paragraph 2 (en-HK): moved from Paragraph 1: “Costs\nEach bears half.”"),
        ("warning", "Paragraph 1(1) (en-HK): “two (2)” → “three (3)”"),
        ("warning", "`costs.own` (en-HK): “two thirds” → “half”"),
        ("warning", "`dates.report` (en-HK): inserted “Report\n30 June”"),
        ("warning", "`dates.visit.day` (en-HK): “June” → “September”"),
    ]


def test_render_changes_sarif__obligations_stand_at_their_clause() -> None:
    duties = (Duty("promise-bearer", "term.length", "hkte", "smtwb", "report"), Duty("promise-unread", name="v1"))
    told = run_of(redlined(marks=replace(redline(), obligations=duties)))["results"][-2:]
    assert [each["message"]["text"] for each in told] == ["`report`: bearer “hkte” → “smtwb”", "`v1`: unread"]
    assert {(each["ruleId"], each["level"]) for each in told} == {("redline/obligation", "warning")}
    assert told[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 23


def test_render_changes_sarif__results_are_known_again_on_another_line() -> None:
    document = redlined()
    moved = {name: place._replace(line=place.line + 7) for name, place in document.places.items()}
    prints = [each["partialFingerprints"] for each in run_of(document)["results"]]
    assert [each["partialFingerprints"] for each in run_of(replace(document, places=moved))["results"]] == prints
    assert len({each["mouflow/v1"] for each in prints}) == len(prints)


def test_render_changes_sarif__a_document_without_places() -> None:
    (location,) = run_of(replace(redlined(), places={}))["results"][0]["locations"]
    assert "physicalLocation" not in location


def test_render_changes_sarif__long_texts_are_cut() -> None:
    first, *_ = redline().changes
    marks = replace(redline(), changes=(replace(first, new="字" * 1_000_000),), drifts=())
    (result,) = run_of(redlined(marks=marks))["results"]
    assert len(result["message"]["text"]) < 400


def test_render_changes_sarif__a_document_that_is_no_redline() -> None:
    with pytest.raises(ValueError, match="mou is no redline"):
        render_changes_sarif([("mou", mou("en"))], "1.0")
