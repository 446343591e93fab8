import pytest

from detente.registry.ceasefires.classing import class_near, class_of_event
from detente.registry.ceasefires.taxonomy import Taxonomy, shipped_taxonomy, taxonomy_of
from registry.ceasefires.report_made import Made

LINE, SEEN = shipped_taxonomy("posts-on-a-line"), shipped_taxonomy("explosions-and-fire")


def class_told(
    text: str, trigger: str, taxonomy: Taxonomy = LINE, kind: str = "ASSAULT", mode: str | None = None
) -> str | None:
    made = Made(text)
    made.event(trigger, type=kind, mode=mode)
    return class_of_event(taxonomy, text, made.reading["events"][0])


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "found"),
    [
        ("They opened fire on the post.", "opened fire", "ASSAULT", "fire"),
        ("Drones struck the post.", "struck", "ASSAULT", "fire"),
        ("Drones crossed the line.", "crossed the line", "MOBILIZE", "incursion"),
        ("They flew a drone over the post.", "flew", "MOBILIZE", "drone"),
        ("They dug trenches near the post and later detained a farmer.", "detained", "COERCE", "detention"),
        ("They violated the ceasefire.", "violated the ceasefire", "ASSAULT", None),
        ("They broke the truce with mortars.", "broke the truce", "ASSAULT", "fire"),
        ("They violated the cease-fire.", "violated the cease-fire", "ASSAULT", None),
        ("They moved trucks.", "moved", "MOBILIZE", None),
    ],
)
def test_the_trigger_the_type_and_the_nearest_words_tell_the_class(
    text: str, trigger: str, kind: str, found: str | None
) -> None:
    assert class_told(text, trigger, kind=kind) == found


def test_two_taxonomies_class_the_same_words_each_in_its_own_way() -> None:
    text = "They shelled the post after a burst of machine-gun fire."
    assert class_told(text, "shelled") == "fire"
    assert class_told(text, "shelled", SEEN) == "explosion"


def test_of_words_as_near_the_longer_ones_tell_the_split() -> None:
    text = "An explosion assessed as an airburst"
    assert class_near(SEEN, text, (0, 2), within=(0, 12)) == "explosion"
    at = (text.index("airburst"), len(text))
    assert class_near(SEEN, text, at, within=(0, len(text))) == "explosion/airburst"


def test_a_type_with_its_mode_goes_before_the_type_alone() -> None:
    classes = [
        {"id": "any", "one": "attack", "many": "attacks", "events": ["ASSAULT"], "words": [""]},
        {"id": "air", "one": "air strike", "many": "air strikes", "events": ["ASSAULT/aerial"]},
    ]
    made = taxonomy_of({"name": "n", "counted": "c", "disjoint": True, "total": ["any"], "classes": classes}, id_="own")
    assert class_told("They struck it.", "struck", made, mode="aerial") == "air"
    assert class_told("They struck it.", "struck", made) == "any"
