"""Where the words of an account's values stand is kept with it."""

from typing import Any

from detente.incidents.account import Account
from detente.incidents.from_reading import accounts_of

TEXT = "The ministry said on Tuesday that three soldiers were wounded when forces shelled Aghdam."


def span(words: str) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def told(*, named: bool = True) -> Account:
    day = {"from": "2024-03-12", "to": "2024-03-12"}
    place = {"name": "Aghdam / Akna", "precision": "city", "country": "AZE", "admin1": None, "geonameid": None}
    place |= {"lat": 39.99, "lon": 46.93, "in_name": False, "sector": None, "text": "Aghdam"}
    parties = [("E1", "ministry"), ("E2", "forces"), ("E3", "three soldiers")]
    quantity = {"kind": "wounded", "value": 3, "low": None, "high": None, "event": "V1", "text": "three soldiers"}
    event = {"id": "V1", "type": "ASSAULT", "mode": None, "contexts": [], "status": "happened", "claim": "C1"}
    event |= {
        "actors": [span("forces") | {"entity": "E2"}],
        "recipients": [span("three soldiers") | {"entity": "E3"}],
        "trigger": span("shelled"),
        "evidence": span("three soldiers were wounded when forces shelled Aghdam"),
        "place": 0,
        "date": day | {"precision": "day", "rule": "stated"},
        "confidence": 0.9,
    }
    reading = {
        "text": TEXT,
        "title": None,
        "published": None,
        "sentences": [{"start": 0, "end": len(TEXT)}],
        "entities": [
            {"id": one, "name": name, "kind": "group", "country": None, "sectors": [], "members": []}
            for one, name in parties
        ],
        "places": [place | span("Aghdam")],
        "dates": [day | span("Tuesday") | {"text": "Tuesday", "precision": "day"}] if named else [],
        "quantities": [quantity | span("three soldiers")],
        "claims": [{"id": "C1", "source": span("The ministry") | {"entity": "E1"}, "via": []}],
        "events": [event],
    }
    [found] = accounts_of(reading, document="d")
    return found


def test_spans_lead_to_the_words_as_they_stand() -> None:
    found = told()
    assert found.where
    assert found.when
    assert found.claimant
    values = [found.where, found.when, found.claimant, *found.actors, *found.recipients]
    said = [TEXT[start:end] for start, end in (value.span for value in values if value.span)]
    assert said == [value.said for value in values] == ["Aghdam", "Tuesday", "The ministry", "forces", "three soldiers"]
    [number] = found.told
    assert number.span
    assert TEXT[slice(*number.span)] == number.words
    assert found.evidence
    assert TEXT[slice(*found.evidence)] == found.said


def test_a_day_that_no_words_name_has_no_span() -> None:
    found = told(named=False)
    assert found.when
    assert (found.when.span, found.when.said) == (None, None)
