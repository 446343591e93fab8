"""The order of news: by what is told, how, and by how many; and never by who it is of."""

import itertools
from collections.abc import Sequence
from typing import Any

from detente.incidents.account import Account
from detente.incidents.incident import Incident, describe
from detente.registry.consequence import WEIGHTS, place_of, weight_of
from incidents.made_accounts import DAY, account, number, side, when

ARM = side("Armenia's Defence Ministry", "ARM", "GOV", "MIL")
AZE = side("Ministry of Defence of Azerbaijan", "AZE", "GOV", "MIL")
ARMED = {"ARM": side("Armenian forces", "ARM", "MIL"), "AZE": side("Azerbaijani soldiers", "AZE", "MIL")}
MISSION = side("EU monitoring mission", "EUR")


def incident(*accounts: Account, id_: str = "i") -> Incident:
    return describe(accounts, incident=id_, publishers={})


def told(key: str = "a", **more: Any) -> Account:
    return account(key, **({"claimant": AZE, "when": when(DAY)} | more))


def ordered(some: Sequence[Incident], breaches: frozenset[str] = frozenset()) -> list[str]:
    return [one.id for one in sorted(some, key=lambda one: place_of(one, breaches=breaches))]


def test_each_weight_goes_by_what_is_told() -> None:
    killed, wounded = number("killed", 1, 1, "one"), number("wounded", 3, None, "at least three")
    some = {
        "deaths": told(told=(killed, wounded)),
        "harm": told(told=(wounded,)),
        "force": told(),
        "deeds": told(type="AID", mode=None),
        "hard words": told(type="ACCUSE", mode=None),
        "talk": told(type="CONSULT", mode=None),
    }
    assert {name: weight_of(incident(one), breaches=()) for name, one in some.items()} == {name: name for name in some}
    assert weight_of(incident(some["force"]), breaches={"i"}) == "breaches"
    assert [name for name in WEIGHTS if name != "breaches"] == list(some)


def test_nobody_killed_is_no_death_and_a_plan_came_to_nobody() -> None:
    none = number("killed", 0, 0, "nobody was killed")
    assert weight_of(incident(told(told=(none,))), breaches=()) == "force"
    planned = told(status="planned", told=(number("killed", 5, 5, "five"),))
    assert weight_of(incident(planned), breaches=()) == "force"


def test_a_denial_neither_raises_nor_lowers() -> None:
    dead = told(told=(number("killed", 1, 1, "one"),))
    denied = told("b", claimant=ARM, status="denied")
    assert place_of(incident(dead), breaches=())[0] == place_of(incident(dead, denied), breaches=())[0]


def test_what_is_alleged_comes_after_what_is_told_as_having_been_and_before_a_plan() -> None:
    some = [incident(told(status=one), id_=one) for one in ("planned", "happened", "alleged")]
    assert ordered(some) == ["happened", "alleged", "planned"]


def test_what_a_monitor_or_two_sides_tell_comes_before_what_one_tells_alone() -> None:
    ways: dict[str, Any] = {"actors": (ARMED["ARM"],), "recipients": (ARMED["AZE"],)}
    alone = incident(told(**ways), id_="a-alone")
    two = incident(told(**ways), told("b", claimant=ARM, **ways), id_="b-two")
    monitor = incident(told("c", claimant=MISSION, **ways), id_="c-monitor")
    assert ordered([alone, two, monitor]) == ["b-two", "c-monitor", "a-alone"]


def test_the_order_is_the_same_with_the_sides_exchanged() -> None:
    def made(one: str, other: str) -> list[str]:
        by = {"ARM": ARM, "AZE": AZE}
        ways: dict[str, Any] = {"actors": (ARMED[other],), "recipients": (ARMED[one],), "claimant": by[one]}
        dead = incident(told(told=(number("killed", 1, 1, "one"),), **ways), id_="dead")
        words = incident(told(type="ACCUSE", mode=None, **ways), id_="words")
        mine, theirs = incident(told(**ways), id_="m"), incident(told(**ways | {"claimant": by[other]}), id_="n")
        return ordered([words, theirs, mine, dead])

    assert made("ARM", "AZE") == made("AZE", "ARM")


def test_the_order_of_what_is_given_does_not_matter() -> None:
    some = [incident(told(type=one, mode=None), id_=one) for one in ("AID", "ACCUSE", "CONSULT")]
    assert {tuple(ordered(turned)) for turned in itertools.permutations(some)} == {("AID", "ACCUSE", "CONSULT")}
