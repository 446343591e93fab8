"""What another version of a text tells otherwise: claims and events gone, new or changed, and which fields."""

import copy
from typing import Any

from detente.reading.changes import Change, compare_readings

TEXT = "Northland's army shelled Rivertown on Monday, the mayor said. Two people were hurt."


def at(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def party(text: str, words: str, entity: str) -> dict[str, Any]:
    return {"entity": entity, **at(text, words)}


def claim(text: str, content: str, *, cue: str | None = "said", **changed: Any) -> dict[str, Any]:
    told = {
        "id": "C1",
        "source": party(text, "the mayor", "E2"),
        "cue": at(text, cue) if cue else None,
        "content": at(text, content),
        "mode": "indirect",
        "mood": "said",
        "trend": None,
    }
    return {**told, **changed}


def event(text: str, trigger: str = "shelled", **changed: Any) -> dict[str, Any]:
    told = {
        "id": "V1",
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "contexts": ["military"],
        "status": "happened",
        "place": None,
        "date": {"from": "2026-03-02", "to": "2026-03-02"},
        "actors": [party(text, text.partition(" ")[0], "E1")],
        "recipients": [],
        "claim": "C1",
        "trigger": at(text, trigger),
        "evidence": at(text, trigger),
    }
    return {**told, **changed}


def reading(text: str = TEXT, **changed: Any) -> dict[str, Any]:
    """Return the parts of a reading that are compared."""
    told = {
        "text": text,
        "entities": [{"id": "E1", "name": "Northland"}, {"id": "E2", "name": "mayor"}],
        "places": [{"name": "Rivertown", "country": "ZAF", "lat": 1.5, "lon": 2.25}],
        **changed,
    }
    told.setdefault("events", [event(text, place=0)] if "shelled" in text else [])
    return {"claims": [claim(text, "army shelled Rivertown")], **told} if "claims" not in told else told


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind, change.layer) for change in changes]


def test_the_same_reading_has_no_changes() -> None:
    assert compare_readings(reading(), reading()) == ()


def test_words_that_moved_are_followed() -> None:
    moved = "Updated at noon. Four stalls burned. " + TEXT
    later = reading(moved, events=[event(moved, actors=[party(moved, "Northland", "E1")], place=0)])
    assert compare_readings(reading(), later) == ()


def test_ids_and_their_order_are_no_change() -> None:
    later = copy.deepcopy(reading())
    for old, new in (("E1", "E7"), ("C1", "C4")):
        for entity in later["entities"]:
            entity["id"] = new if entity["id"] == old else entity["id"]
        for one in (*later["claims"], *later["events"]):
            one.update({k: new for k in ("id", "claim") if one.get(k) == old})
        for one in later["events"]:
            one["actors"] = [{**a, "entity": new if a["entity"] == old else a["entity"]} for a in one["actors"]]
    later["events"][0]["id"] = "V9"
    assert compare_readings(reading(), later) == ()


def test_an_event_told_otherwise_names_its_fields() -> None:
    later = reading()
    later["events"][0] |= {"status": "denied", "date": None, "place": None, "claim": None}
    (change,) = compare_readings(reading(), later)
    assert (change.kind, change.layer, change.old_id, change.new_id) == ("changed", "events", "V1", "V1")
    assert change.fields == ("status", "place", "date", "claimed by")
    assert (change.old_words, change.new_words) == ("shelled", "shelled")


def test_another_party_is_a_change_of_actors() -> None:
    later = reading(entities=[{"id": "E1", "name": "Southland"}, {"id": "E2", "name": "mayor"}])
    (change,) = compare_readings(reading(), later)
    assert change.fields == ("actors",)


def test_a_party_without_an_entity_is_told_by_nothing() -> None:
    one, other = reading(), reading()
    for given in (one, other):
        given["events"][0]["actors"] = [party(TEXT, "Northland", "E1") | {"entity": None}]
    assert compare_readings(one, other) == ()


def test_a_claim_whose_content_grew_is_changed() -> None:
    longer = TEXT.replace("Rivertown on Monday", "Rivertown twice on Monday")
    later = reading(longer, claims=[claim(longer, "army shelled Rivertown twice")], events=[event(longer, place=0)])
    (change,) = compare_readings(reading(), later)
    assert (change.kind, change.layer, change.fields) == ("changed", "claims", ("content",))
    assert (change.old_words, change.new_words) == ("army shelled Rivertown", "army shelled Rivertown twice")


def test_a_claim_of_another_source_or_mood_is_changed() -> None:
    later = reading(claims=[claim(TEXT, "army shelled Rivertown", mood="denied", source=None)])
    found = compare_readings(reading(), later)
    assert kinds(found) == [("changed", "claims"), ("changed", "events")]
    assert set(found[0].fields) == {"source", "mood"}
    assert found[1].fields == ("claimed by",)


def test_a_claim_without_a_cue_is_found_by_its_content() -> None:
    bare = reading(claims=[claim(TEXT, "Two people were hurt", cue=None)], events=[])
    assert compare_readings(bare, copy.deepcopy(bare)) == ()


def test_a_sentence_that_was_left_out_takes_its_claim_and_event_with_it() -> None:
    shorter = "Two people were hurt."
    found = compare_readings(reading(), reading(shorter, claims=[], events=[]))
    assert kinds(found) == [("gone", "claims"), ("gone", "events")]
    assert [(c.old_words, c.new_words, c.new_id) for c in found] == [
        ("army shelled Rivertown", None, None),
        ("shelled", None, None),
    ]


def test_a_sentence_that_was_put_in_brings_its_event() -> None:
    longer = TEXT + " Southland's guns answered and hit Hillford."
    events = [event(longer, place=0), event(longer, "answered", id="V2")]
    (change,) = compare_readings(reading(), reading(longer, events=events))
    assert (change.kind, change.layer, change.old_id, change.new_id) == ("new", "events", None, "V2")
    assert (change.old_words, change.new_words) == (None, "answered")


def test_another_trigger_is_another_event() -> None:
    other = TEXT.replace("shelled", "bombed")
    later = reading(other, claims=[claim(other, "army bombed Rivertown")], events=[event(other, "bombed", place=0)])
    found = compare_readings(reading(), later)
    assert kinds(found) == [("changed", "claims"), ("gone", "events"), ("new", "events")]


def test_two_events_on_one_trigger_are_both_kept() -> None:
    twice = reading(events=[event(TEXT, place=0), event(TEXT, id="V2", type="PROTEST", place=0)])
    assert compare_readings(twice, copy.deepcopy(twice)) == ()
    (change,) = compare_readings(twice, reading())
    assert (change.kind, change.old_id) == ("gone", "V2")
