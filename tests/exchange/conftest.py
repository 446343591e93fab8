"""Readings built by hand in the form of the reading contract, over reports composed for these tests."""

from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]

TEXT = """Guards of Norland and Suland met at the Ash bridge on 3 May 2021, the Norland border service said.

"Violations are decreasing," Colonel Ada Bern told the Morning Post. "We hope to open the road by June."

Earlier that week Suland troops had shelled the village of Ash, wounding at least 5 people, she said. Suland denies \
that its troops opened fire.

The bridge has three spans. remaining the of."""


def span_of(text: str, words: str, *, nth: int = 0) -> Json:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def composed_reading() -> Json:
    def at(words: str, nth: int = 0, **more: Any) -> Json:
        return {**span_of(TEXT, words, nth=nth), **more}

    return {
        "id": "composed-1",
        "text": TEXT,
        "title": "Guards meet at the Ash bridge",
        "published": {"from": "2021-05-09", "to": "2021-05-09", "rule": "stated by its carrier"},
        "publisher": "The Composed Gazette",
        "language": "en",
        "url": "https://gazette.example/ash",
        "sentences": [],
        "entities": [
            {
                "id": "E1",
                "name": "Norland border service",
                "kind": "organisation",
                "country": "NRL",
                "sectors": ["GOV"],
            },
            {"id": "E2", "name": "Suland", "kind": "state", "country": "SUL", "sectors": []},
            {"id": "E3", "name": "Ada Bern", "kind": "person", "country": "NRL", "sectors": ["MIL"], "role": "Colonel"},
            {"id": "E4", "name": "Morning Post", "kind": "organisation", "country": None, "sectors": ["JRN"]},
            {
                "id": "E5",
                "name": "Norland guards",
                "kind": "group",
                "country": "NRL",
                "sectors": ["MIL"],
                "inferred": "the text names Norland",
                "perhaps": {"entity": "E1", "rule": "told beside it"},
            },
        ],
        "mentions": [at("Guards of Norland", text="Guards of Norland", kind="group", form="noun", entity="E5")],
        "places": [
            at("Ash", text="Ash", name="Ash", precision="district", candidates=2, country="NRL", score=0.83),
            at("Ash", 1, text="Ash", name="Ash", precision=None, candidates=0, country=None)
            | {"sector": at("the village of", near_km=3.0, far_km=6.0, bearing=135.0), "in_name": True},
        ],
        "dates": [at("3 May 2021", precision="day", rule="stated") | {"from": "2021-05-03", "to": "2021-05-03"}],
        "checks": [
            at("3 May 2021", said=at("by June"), against=[at("3 May 2021")], agrees=outcome, rule="made up")
            for outcome in (True, False, None)
        ],
        "quantities": [
            at("at least 5 people", kind="wounded", value=None, low=5, high=None, unit=None, qualifier="at least")
            | {"counted": "people", "told_as": at("wounding"), "event": "V2", "claim": "C4"}
        ],
        "claims": [
            {
                "id": "C1",
                "source": at("the Norland border service", entity="E1"),
                "via": [],
                "cue": at("said"),
                "content": at("Guards of Norland and Suland met at the Ash bridge on 3 May 2021"),
                "mode": "indirect",
                "mood": "said",
                "trend": None,
                "confidence": 0.9,
            },
            {
                "id": "C2",
                "source": at("Colonel Ada Bern", entity="E3"),
                "via": [at("the Morning Post", entity="E4")],
                "cue": at("told"),
                "content": at("Violations are decreasing"),
                "mode": "direct",
                "mood": None,
                "trend": "falling",
                "confidence": 0.88,
            },
            {
                "id": "C3",
                "source": at("Colonel Ada Bern", entity="E3"),
                "via": [at("the Morning Post", entity="E4")],
                "cue": at("told"),
                "content": at("We hope to open the road by June."),
                "mode": "direct",
                "mood": "hoped",
                "trend": None,
                "confidence": None,
            },
            {
                "id": "C4",
                "source": at("she", 1, entity=None),
                "via": [],
                "cue": at("said", 1),
                "content": at(
                    "Earlier that week Suland troops had shelled the village of Ash, wounding at least 5 people"
                ),
                "mode": "indirect",
                "mood": "accused",
                "trend": None,
                "confidence": 0.7,
            },
        ],
        "events": [
            _event("V1", "CONSULT", at("met"), [at("Guards of Norland", entity="E5"), at("Suland", entity="E2")])
            | {
                "date": {"from": "2021-05-03", "to": "2021-05-03", "precision": "day", "rule": "stated"},
                "place": 0,
                "claim": "C1",
                "evidence": at("Guards of Norland and Suland met at the Ash bridge on 3 May 2021"),
            },
            _event("V2", "ASSAULT", at("shelled"), [at("Suland troops", entity="E2")])
            | {"status": "alleged", "claim": "C4", "mode": "heavy weapons", "confidence": 0.61}
            | {
                "evidence": at(
                    "Earlier that week Suland troops had shelled the village of Ash, wounding at least 5 people"
                )
            },
            _event("V3", "ASSAULT", at("opened fire"), [at("its troops", entity=None)]) | {"status": "denied"},
            _event("V4", "MOBILIZE", at("has"), []) | {"recipients": [at("The bridge", entity=None)]},
        ],
        "damage": [at("remaining the of.", kind="orphan fragment")],
        "drops": [at("three spans", stage="quantities", reason="a number of nothing that is counted")],
    }


def _event(event_id: str, kind: str, trigger: Json, actors: list[Json]) -> Json:
    return {
        "id": event_id,
        "type": kind,
        "mode": None,
        "contexts": [],
        "cameo": None,
        "quad": "verbal cooperation",
        "score": None,
        "actors": actors,
        "recipients": [],
        "trigger": trigger,
        "place": None,
        "date": None,
        "status": "happened",
        "rule": "told in the past tense",
        "claim": None,
        "evidence": trigger,
        "confidence": 0.8,
    }


@pytest.fixture
def reading() -> Json:
    """A composed report with every layer filled."""
    return composed_reading()


@pytest.fixture
def bare() -> Callable[..., Json]:
    """Make a reading of a text in which nothing was found."""

    def make(text: str, **fields: Any) -> Json:
        return {"id": "bare", "text": text, "published": None, **fields}

    return make


@pytest.fixture
def added_to(reading: Json) -> Json:
    """Return the composed reading with a claim and an event that a person added."""
    words = {"start": reading["text"].index("The bridge"), "end": reading["text"].index(" spans")}
    review = {"coder": "Ann", "at": "2031-05-06T09:00:00+00:00", "comment": "<b>seen</b>", "beside": []}
    claim: Json = {
        "id": "AC1", "source": None, "via": [], "cue": None, "content": words, "parts": [], "mode": "indirect",
        "mood": None, "trend": None, "confidence": 1.0, "lowered_by": [], "review": review,
    }  # fmt: skip
    event = reading["events"][0] | {"id": "A1", "trigger": words, "evidence": words, "claim": "AC1", "review": review}
    number = {
        **words, "kind": "wounded", "value": 3, "low": None, "high": None, "unit": None, "qualifier": None,
        "event": "A1",
    }  # fmt: skip
    brought: Json = {"entities": [], "mentions": [], "places": [], "quantities": [number]}
    return reading | {"added": brought | {"claims": [claim], "events": [event]}}
