"""Whom an id, a code or a name means, and who counts to whom."""

import pytest

from detente.core.errors import UsageError
from detente.incidents.dealing import Named
from detente.registry.assertions.actors import Actor
from detente.registry.relations.parties import Belonging, asked_actor, asked_pair

LEAGUE = Actor(id="league", name="Free Hills League", kind="armed group", names=("FHL",))
KENYA = Actor(id="kenya", name="Kenya", countries=("KEN",))


@pytest.mark.parametrize(("given", "id_"), [
    ("league", "league"), ("fhl", "league"), ("AZE", "AZE"), ("aze", "AZE"), ("Azerbaijan", "AZE"), ("KEN", "kenya"),
    (" Kenya ", "kenya"), ("River Guard", "River Guard"),
])  # fmt: skip
def test_an_actor_is_called_by_id_code_or_name(given: str, id_: str) -> None:
    assert asked_actor(given, (LEAGUE, KENYA))[0].id == id_


def test_an_armed_group_that_no_watch_has_is_found_by_its_name() -> None:
    pair, actors = asked_pair("River Guard", "KEN", (KENYA,))
    told = Belonging(actors)
    assert told.actor(Named(name="River Guard fighters", kind="group")) == pair.first.id
    assert (
        told.actor(Named(name="Kenyan Ministry of Defence", kind="organisation", country="KEN", sectors=("GOV",)))
        == "kenya"
    )
    assert told.actor(Named(name="villagers", kind="group", country="KEN", sectors=("CVL",))) is None


@pytest.mark.parametrize("two", [("AZE", "Azerbaijan"), ("", "AZE"), ("AZE", "  ")])
def test_one_actor_or_none_is_no_pair(two: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        asked_pair(*two, ())
