import pytest

from detente.incidents.account import Side
from detente.registry.assertions.actors import Actor, actor_named, actor_of, called

GEORGIA = Actor(id="GEO", name="Georgia", kind="state", names=("Georgian",), countries=("GEO",))
FRONT = Actor(id="front", name="Kessing Front", names=("Front of Kessing",))
TWIN = Actor(id="twin", name="Kessing Union")
ACTORS = (GEORGIA, FRONT, TWIN)


@pytest.mark.parametrize(
    ("side", "actor"),
    [
        (Side(name="Georgia", kind="state", country="GEO"), "GEO"),
        (Side(name="Georgian Foreign Ministry", kind="organisation", country="GEO", sectors=("GOV",)), "GEO"),
        (Side(name="Tbilisi", kind="place"), "GEO"),
        (Side(name="the Kessing Front", kind="group"), "front"),
        (Side(name="Turkish army", kind="organisation", country="TUR", sectors=("MIL",)), "TUR"),
        (Side(name="a shopkeeper", kind="person", country="TUR", sectors=("CVL",)), None),
        (Side(name="United Nations", kind="organisation", country="UNO", sectors=("GOV",)), None),
        (Side(name="nobody known", kind="other"), None),
        (Side(name="Odd Sterrin", kind="person", country="TUR", sectors=("MIL", "REB")), None),
        (Side(name="Wanda Pell", kind="person", country="GEO", sectors=("LEG", "OPP")), None),
        (Side(name="two Turkish frigates", kind="other", country="TUR", sectors=("MIL",)), "TUR"),
        (Side(name="K-12", kind="other", country="TUR", sectors=("MIL",)), None),
    ],
)
def test_whoever_acts_for_a_state_is_that_state_and_others_keep_their_name(side: Side, actor: str | None) -> None:
    assert actor_of(side, ACTORS) == actor


def test_a_name_that_two_actors_share_is_neither() -> None:
    assert actor_named("Kessing", (Actor(id="a", name="Kessing"), Actor(id="b", name="Kessing"))) is None


def test_the_fullest_name_counts() -> None:
    assert actor_named("the Kessing Front's council", ACTORS) == "front"


SIDES = (
    Actor(id="CYP", name="Republic of Cyprus", kind="state", names=("Greek Cypriots",), countries=("CYP",)),
    Actor(id="TCC", name="Turkish Cypriot side", kind="group", names=("Turkish Cypriots",)),
    Actor(id="TUR", name="Turkey", kind="state", names=("Turkish",), countries=("TUR",)),
    FRONT,
)


@pytest.mark.parametrize(
    ("side", "actor", "name"),
    [
        (Side(name="Northern Cyprus", kind="group", said="Turkish Cypriots"), "TCC", "Turkish Cypriot side"),
        (
            Side(name="Northern Cyprus", kind="group", said="Turkish Cypriots of Pyla"),
            "TCC",
            "Turkish Cypriots of Pyla",
        ),
        (Side(name="Cyprus", kind="state", country="CYP", said="Republic of Cyprus"), "CYP", "Republic of Cyprus"),
        (Side(name="Cyprus", kind="state", country="CYP", said="Cyprus"), "CYP", "Republic of Cyprus"),
        (Side(name="the Front", kind="group", said="the Kessing Front"), "front", "Kessing Front"),
        (
            Side(name="Turkish army", kind="organisation", country="TUR", sectors=("MIL",), said="it"),
            "TUR",
            "Turkish army",
        ),
        (
            Side(name="Ali Demir", kind="person", country="TUR", sectors=("CVL",), said="Turkish singer"),
            None,
            "Ali Demir",
        ),
        (Side(name="Hulusi Akar", kind="person", country="TUR", sectors=("GOV",), said="Akar"), "TUR", "Hulusi Akar"),
    ],
)
def test_the_words_of_the_report_come_before_the_readings_name(side: Side, actor: str | None, name: str) -> None:
    assert (actor_of(side, SIDES), called(side, SIDES)) == (actor, name)
