import pytest

from detente.core.errors import UsageError
from detente.knowledge.field import kinds
from detente.knowledge.files import read_toml
from detente.knowledge.plover import plover
from detente.registry.ceasefires.taxonomy import SHIPPED, shipped_taxonomy, taxonomy_of


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_names_only_what_there_is(name: str) -> None:
    taxonomy = shipped_taxonomy(name)
    for one in taxonomy.classes:
        assert set(one.observed) <= set(kinds())
        assert {told.partition("/")[0] for told in one.events} <= set(plover().types)
    assert all(name in taxonomy for name in taxonomy.total)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_an_observer_sees_is_of_one_class_at_most(name: str) -> None:
    seen = [kind for one in shipped_taxonomy(name).classes if one.within is None for kind in one.observed]
    assert len(seen) == len(set(seen))


def test_explosions_are_split_four_ways() -> None:
    taxonomy = shipped_taxonomy("explosions-and-fire")
    splits = [one.id for one in taxonomy.splits_of("explosion")]
    assert splits == [f"explosion/{how}" for how in ("impact", "airburst", "outgoing", "undetermined")]
    assert taxonomy.main_class("explosion/impact") == "explosion" == taxonomy.main_class("explosion")


@pytest.mark.parametrize(
    ("change", "said"),
    [({"total": ["quake"]}, "quake"), ({"classes": [{"id": "a", "one": "a"}]}, "many"),
     ({"classes": [{"id": "a", "one": "a", "many": "a", "color": 1}]}, "color"), ({"name": None}, "name")],
)  # fmt: skip
def test_a_taxonomy_of_ones_own_is_refused_with_what_is_wrong(change: dict[str, object], said: str) -> None:
    content = read_toml("ceasefires/posts-on-a-line.toml") | change
    content = {k: v for k, v in content.items() if v is not None}
    with pytest.raises(UsageError, match=said):
        taxonomy_of(content, id_="own")


def test_a_name_that_there_is_none_of_is_refused_with_those_that_ship() -> None:
    with pytest.raises(UsageError, match="posts-on-a-line"):
        shipped_taxonomy("posts")
