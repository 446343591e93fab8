import datetime as dt
from dataclasses import replace

import pytest

from detente.incidents.account import Account
from detente.incidents.plain_reasons import plain_reason
from detente.incidents.scoring import default_weights, reasons, weigh_pair
from detente.incidents.stated import STATED, stated_features
from incidents.made_accounts import EMPTY, account, side, when, where

DAY = dt.date(2024, 7, 2)
ARM, AZE = side("Armenian forces", "ARM"), side("Azerbaijani forces", "AZE")
SOTK, VARDENIS = where("Sotk", 40.2, 45.86, "ARM"), where("Vardenis", 40.18, 45.73, "ARM")
WEIGHTS = default_weights()


def by(actor: object, recipient: object, **told: object) -> Account:
    return account(f"k{actor}", **{"actors": (actor,), "recipients": (recipient,), "when": when(DAY)} | told)


def names(one: Account, other: Account) -> set[str]:
    assert dict(stated_features(one, other)) == dict(stated_features(other, one))
    return {name.split(":")[0] + ": " + name.split(": ")[1].split(",")[0] for name, _ in stated_features(one, other)}


BLAME = "veto: each is said to have done it to the other"
TOWN = "veto: each names its own place"
DENIED = "denied: what its own report told before"


def test_an_accusation_and_the_counter_accusation_elsewhere_are_two() -> None:
    one, other = by(AZE, ARM, where=SOTK), by(ARM, AZE, where=where("Lachin", 39.6, 46.5))
    assert BLAME in names(one, other)
    assert weigh_pair(one, other, WEIGHTS).likelihood < WEIGHTS.threshold
    assert any(reason.feature.startswith("veto: each is said") for reason in reasons(one, other, WEIGHTS)[:2])


def test_two_sides_that_blame_each_other_for_one_exchange_tell_of_one() -> None:
    assert BLAME not in names(by(AZE, ARM, where=SOTK), by(ARM, AZE, where=SOTK))


def test_two_sides_that_blame_each_other_at_other_hours_tell_of_two() -> None:
    evening, early = (replace(EMPTY, hours=frozenset({hour})) for hour in ("evening", "early"))
    assert BLAME in names(by(AZE, ARM, where=SOTK, ways=evening), by(ARM, AZE, where=SOTK, ways=early))


def test_the_country_of_a_place_that_was_hit_tells_whom_it_was_done_to() -> None:
    assert BLAME in names(by(AZE, side("it"), where=VARDENIS), by(ARM, AZE, where=where("Kalbajar", 40.1, 46.0)))


def test_those_who_do_the_same_to_the_same_blame_nobody_back() -> None:
    assert not names(by(AZE, ARM, where=SOTK), by(AZE, ARM, where=SOTK))


def test_talks_of_two_sides_are_no_blame() -> None:
    assert not names(by(AZE, ARM, type="CONSULT"), by(ARM, AZE, type="CONSULT"))


def test_two_named_towns_are_two_happenings_and_the_reasons_say_so() -> None:
    one, other = by(AZE, ARM, where=SOTK), by(AZE, ARM, where=VARDENIS)
    assert TOWN in names(one, other)
    assert "names a town of its own" in plain_reason(reasons(one, other, WEIGHTS)[0].feature)


@pytest.mark.parametrize(
    "other",
    [
        replace(VARDENIS, nearness="around"),
        replace(VARDENIS, nearness="sentence"),
        replace(VARDENIS, precision="district"),
        replace(VARDENIS, lat=None, lon=None),
        replace(SOTK, name="Zod", words=frozenset({"zod"}), geonameid=None, lat=40.21),
    ],
)
def test_a_place_that_may_be_the_same_keeps_nothing_apart(other: object) -> None:
    assert TOWN not in names(by(AZE, ARM, where=SOTK), by(AZE, ARM, where=other))


def test_an_evening_and_the_night_of_the_next_day_are_two() -> None:
    evening, night = (replace(EMPTY, hours=frozenset({hour})) for hour in ("evening", "night"))
    one = by(AZE, ARM, where=SOTK, ways=evening)
    assert names(one, by(AZE, ARM, where=SOTK, ways=night, when=when(DAY + dt.timedelta(1))))
    assert not names(one, by(AZE, ARM, where=SOTK, ways=evening, when=when(DAY + dt.timedelta(1))))


def test_a_denial_without_a_day_is_of_what_its_report_told_before() -> None:
    ways = replace(EMPTY, trigger=frozenset({"shell"}))
    told = by(AZE, ARM, document="d", ways=ways)
    denial = account("n", status="denied", document="d", start=90, actors=(AZE,), ways=ways)
    assert names(told, denial) == {DENIED}
    assert not names(told, replace(denial, when=when(DAY)))
    assert not names(told, replace(denial, document="e"))
    assert not names(told, replace(denial, actors=(ARM,)))


def test_what_is_stated_has_a_sentence_each() -> None:
    assert len({plain_reason(feature) for feature in STATED}) == len(STATED)
    assert not set(STATED) & set(WEIGHTS.of)
