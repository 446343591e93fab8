"""What the model's outputs stand for: an order that may not change under a trained model."""

import pytest

from detente.knowledge.plover import plover
from detente.reading.coding.labels import (
    ACTOR_TAG,
    CONTEXTS,
    MARKS,
    MODES,
    N_TRIGGER_TAGS,
    NONE,
    RECIPIENT_TAG,
    STATUS_LABELS,
    TYPES,
    modes_of,
)


def test_the_order_of_types_is_the_one_that_was_learnt() -> None:
    cooperation = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
    conflict = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
    assert (*cooperation, *conflict, NONE) == TYPES


def test_the_order_of_status_is_the_one_that_was_learnt() -> None:
    told = ("happened", "ongoing", "background", "alleged", "planned", "hypothetical", "demanded", "denied", "negated")
    assert told == STATUS_LABELS


def test_every_context_of_the_manual_has_its_place() -> None:
    assert sorted(CONTEXTS) == sorted(plover().contexts)
    assert (CONTEXTS[0], CONTEXTS[-1], len(CONTEXTS)) == ("military", "trafficking", 37)


@pytest.mark.parametrize("labels", [TYPES, MODES, CONTEXTS, STATUS_LABELS])
def test_no_label_stands_for_two_outputs(labels: tuple[object, ...]) -> None:
    assert len(set(labels)) == len(labels)


def test_the_types_part_all_modes_among_them() -> None:
    assert [place for name in TYPES for place in modes_of(name)] == list(range(len(MODES)))


def test_a_type_has_its_modes_and_none() -> None:
    assert {MODES[place][1] for place in modes_of("COERCE")} == {None, *plover().types["COERCE"].modes}
    assert {MODES[place][0] for place in modes_of("COERCE")} == {"COERCE"}
    assert modes_of(NONE) == ()


def test_tags_have_room_for_a_first_and_a_further_piece() -> None:
    assert N_TRIGGER_TAGS == 33
    assert (ACTOR_TAG, RECIPIENT_TAG) == (1, 3)


def test_marks_differ_from_one_another_and_from_nothing() -> None:
    assert sorted(MARKS.values()) == [1, 2, 3, 4]
