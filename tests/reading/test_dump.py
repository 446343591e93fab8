"""A reading made by hand, with a record in every layer, in the contract's form."""

import json
from typing import Any

import msgspec

from detente.core.spans import Span
from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.reading.records import (
    Claim,
    Damage,
    DateMention,
    Drop,
    Entity,
    Event,
    Interval,
    Mention,
    Party,
    Place,
    Published,
    Quantity,
    Sentence,
    Source,
)

TEXT = "🕊 Akar said on 10 May 2021 that Baku aided 300 people."
DAY = Interval(first="2021-05-10", last="2021-05-10", precision="day", rule="stated")


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def span(words: str) -> Any:
    return dict(zip(("start", "end"), at(words), strict=True))


READING = Reading(
    document=Document(id="d", text=TEXT, title="T", publisher="P"),
    published=Published(first="2021-05-11", last=None, rule="after it", span=Span(*at("10 May 2021"))),
    sentences=(Sentence(start=0, end=len(TEXT)),),
    damage=(Damage(**span("🕊"), kind="orphan fragment"),),
    dates=(
        DateMention(**span("10 May 2021"), interval=DAY, rule="stated"),
        DateMention(**span("May"), interval=None, rule="unresolved: no year"),
    ),
    quantities=(Quantity(**span("300 people"), kind="people", value=300),),
    mentions=(
        Mention(**span("Akar"), kind="person", head=2),
        Mention(**span("Baku"), kind="place", head=33),
        Mention(**span("people"), kind="group", head=49, form="noun"),
    ),
    entities=(
        Entity(
            id="E1", name="Akar", kind="person", country="TUR", sectors=("GOV", "MIL"), role="minister", mentions=(0,)
        ),
        Entity(id="E2", name="Baku", kind="place", mentions=(1,)),
    ),
    places=(Place(**span("Baku"), name="Baku", geonameid=587084, lat=40.4, lon=49.9, country="AZE", precision="city"),),
    claims=(
        Claim(
            id="C1",
            source=Source(**span("Akar"), entity="E1"),
            cue=Span(*at("said")),
            content=Span(*at("Baku aided 300 people")),
            mode="indirect",
            confidence=0.9,
        ),
    ),
    events=(
        Event(
            id="V1",
            type="AID",
            mode=None,
            contexts=("humanitarian",),
            cameo="073",
            quad="material cooperation",
            score=7.4,
            actors=(Party(**span("Baku"), entity="E2"),),
            recipients=(),
            trigger=Span(*at("aided")),
            place=0,
            date=DAY,
            status="happened",
            status_rule="by default",
            claim="C1",
            evidence=Span(*at("Baku aided 300 people")),
            confidence=0.8,
        ),
    ),
    drops=(Drop(**span("Akar"), stage="places", reason="a person"),),
    stages=(("sentences", "1"),),
)


def test_every_layer_in_the_contracts_form() -> None:
    found = READING.model_dump()
    assert (found["id"], found["text"], found["title"], found["url"]) == ("d", TEXT, "T", None)
    assert found["published"] == {"from": "2021-05-11", "to": None, "rule": "after it", **span("10 May 2021")}
    assert found["sentences"] == [{"start": 0, "end": len(TEXT)}]
    assert [(m["text"], m["entity"]) for m in found["mentions"]] == [("Akar", "E1"), ("Baku", "E2"), ("people", None)]
    assert found["entities"][0]["sectors"] == ["GOV", "MIL"]
    assert found["dates"][0] == {
        **span("10 May 2021"),
        "text": "10 May 2021",
        "from": "2021-05-10",
        "to": "2021-05-10",
        "precision": "day",
        "rule": "stated",
    }
    assert found["dates"][1]["from"] is found["dates"][1]["to"] is found["dates"][1]["precision"] is None
    assert found["dates"][1]["rule"] == "unresolved: no year"
    assert found["quantities"][0]["text"] == "300 people"
    assert found["places"][0]["text"] == "Baku"
    assert found["claims"][0]["source"] == {**span("Akar"), "entity": "E1"}
    (event,) = found["events"]
    assert event["actors"] == [{**span("Baku"), "entity": "E2"}]
    assert event["date"] == {"from": "2021-05-10", "to": "2021-05-10", "precision": "day", "rule": "stated"}
    assert (event["place"], event["claim"], event["rule"]) == (0, "C1", "by default")
    assert found["damage"] == [{**span("🕊"), "kind": "orphan fragment", "reason": None}]
    assert found["drops"] == [{**span("Akar"), "stage": "places", "reason": "a person"}]
    assert found["stages"] == {"sentences": "1"}


def test_it_comes_back_from_json_as_it_went() -> None:
    found = READING.model_dump()
    assert json.loads(msgspec.json.encode(found)) == json.loads(json.dumps(found)) == found


def test_what_is_not_known_is_null() -> None:
    found = Reading(document=Document(id="d", text="a")).model_dump()
    assert found["published"] is None
    assert all(found[layer] == [] for layer in ("sentences", "entities", "mentions", "claims", "events", "drops"))
