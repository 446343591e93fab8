"""What is not held against each other by its matters is nothing that a rule would have found; and nothing is lost."""

import itertools
import random

import pytest

from detente.registry.assertions.assertion import Amount, Assertion, Claimant, Day, Part
from detente.registry.contradictions.matters import MATTERS, held_against
from detente.registry.contradictions.rule import Names, Rule
from detente.registry.contradictions.rules import COMPARE, load_rules, why_not_both
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.where import Locality

KNOWN = Names(parties={"thing": frozenset({"N", "S"})}, names={"N": ("Norland",), "accord": ("the Accord of May",)})
STANDINGS = ("happened", "happened", "ongoing", "alleged", "background", "denied", "negated", "expected", "planned")
DAYS = ("2021-03-01", "2021-03-02", "2021-04-09")
WORDS = (None, "accord", "the Accord", "the third round", "first round", "ministers")


def drawn(rule: Rule, number: int, chance: random.Random) -> Assertion:
    """Return a claim of what a rule may be of, or is not of, by chance."""
    values = {*rule.only, *(value for pair in rule.values for value in pair)}
    roles = [*rule.part_roles, *(role for pair in rule.roles for role in pair), "mentioned"]
    is_plain = chance.random() < 0.5  # nobody is named, and no place: many are of one quantity then
    named = [] if is_plain else chance.sample(["N", "S", "G"], chance.randint(0, 2))
    value = chance.choice(sorted(values) or [None] if is_plain else [*sorted(values), *WORDS])
    low = chance.choice([None, 3, 4, 90])
    amount = Amount(count=Count(low=low, high=low, words=f"{low}"), unit=chance.choice([None, "km"]))
    days = sorted(chance.choices(DAYS, k=2))
    return Assertion(
        id=f"{chance.getrandbits(32):08x}{number}", room=rule.room or "agreement", subject="thing",  # type: ignore[arg-type]
        named="the thing", what=chance.choice([*rule.what, *rule.what, *rule.against, "opened", "staffed"]),
        claimant=Claimant(name=f"c{number}"), standing=chance.choice(STANDINGS),  # type: ignore[arg-type]
        evidence=(Evidence(words="so it is said", by="desk"),), published=chance.choice([None, *DAYS]),
        parts=tuple(Part(role=chance.choice(roles), name=who, actor=chance.choice([who, None])) for who in named),
        day=chance.choice([None, Day(), Day(first=days[0], last=days[1]), Day(first=days[0], last=days[0])]),
        value=value, amount=chance.choice([None, amount, amount]),
        where=None if is_plain else chance.choice([None, Locality(words="the Hill"), Locality(words="the hill")]),
    )  # fmt: skip


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_whatever_a_rule_sets_against_each_other_is_held_against_each_other(rule: Rule) -> None:
    chance = random.Random(rule.id)  # noqa: S311 - no secret
    found = 0
    for _ in range(40):
        claims = [drawn(rule, number, chance) for number in range(40)]
        pairs = list(held_against(rule, claims))
        against = {
            (one, other)
            for one, other in itertools.combinations(range(len(claims)), 2)
            if why_not_both(rule, claims[one], claims[other], KNOWN) is not None
        }
        assert against <= set(pairs)
        assert pairs == sorted(set(pairs))
        assert all(one < other for one, other in pairs)
        found += len(against)
    assert found


def test_of_many_claims_few_are_held_against_each_other() -> None:
    rule = next(one for one in load_rules() if one.compare == "opposed" and one.meeting)
    chance = random.Random(1)  # noqa: S311 - no secret
    claims = [drawn(rule, number, chance) for number in range(200)]
    assert 0 < len(list(held_against(rule, claims))) < len(claims) * (len(claims) - 1) / 2 / 20


def test_each_way_to_compare_has_its_matters() -> None:
    assert MATTERS.keys() == COMPARE.keys()
