import pytest

from detente.core.errors import UsageError
from detente.review.correct import correct_fields
from detente.review.drill import DrillItem, drill_items, item_reading, score_drill

TEXT = "The army shelled the town. The army of Southland left."
EVENT = {
    "type": "ASSAULT", "mode": "heavy-weapons", "contexts": ["military"], "trigger": [9, 16], "actors": [[0, 8]],
    "recipients": [[17, 25]], "status": "happened", "claim": None, "where": [17, 25], "when": None,
}  # fmt: skip


def item() -> DrillItem:
    (found,) = drill_items([{"id": "x", "text": TEXT, "events": [EVENT]}], set_hash="s")
    return found


def answered(*given: str) -> dict[str, tuple[int, int]]:
    reading, coded = item_reading(item())
    fields = correct_fields("event", given, reading=reading, coded=coded, document="x", whole=True)
    return {s.field: (s.right, s.items) for s in score_drill([(item(), "correct", fields)])}


def test_a_right_answer_is_right_in_every_field() -> None:
    assert set(
        answered(
            "type=ASSAULT", "mode=heavy-weapons", "context=military", "actor=army", "recipient=the town",
            "status=happened", "place=town",
        ).values()
    ) == {(1, 1)}  # fmt: skip


def test_each_field_is_scored_by_itself() -> None:
    found = answered("type=AID", "actor=The army[0]", "status=happened")
    assert {name for name, score in found.items() if score == (0, 1)} == {
        "type", "mode", "contexts", "recipients", "place",
    }  # fmt: skip


def test_what_is_rejected_is_wrong_in_being_there_only() -> None:
    scores = {s.field: (s.right, s.items) for s in score_drill([(item(), "reject", {})])}
    assert scores["there at all"] == (0, 1)
    assert scores["type"] == (0, 0)


def test_an_answer_needs_a_type_a_status_and_somebody() -> None:
    reading, coded = item_reading(item())
    for given, said in ((["type=AID"], "needs status"), (["type=AID", "status=happened"], "needs somebody")):
        with pytest.raises(UsageError, match=said):
            correct_fields("event", given, reading=reading, coded=coded, document="x", whole=True)


def test_a_document_without_events_is_no_drill() -> None:
    with pytest.raises(UsageError, match="no events or no text"):
        list(drill_items([{"id": "x", "text": TEXT, "events": []}], set_hash="s"))
