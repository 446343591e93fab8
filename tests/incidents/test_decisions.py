import itertools
import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.decisions import Constraints, Decision, constraints, merged, split_off
from incidents.made_accounts import MONDAY, decision

KEYS = "abcdef"
letters = st.sets(st.sampled_from(KEYS), max_size=4).map(lambda some: "".join(sorted(some)))


@st.composite
def decided(draw: st.DrawFn) -> list[Decision]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["together", "apart"]))
        first = draw(letters)
        second = "".join(sorted(set(draw(letters)) - set(first)))
        withdrawn, days = draw(st.booleans()), draw(st.integers(0, 3))
        made.append(decision(f"d{number}", kind, first, second, days=days, withdrawn=withdrawn))
    return made


def said(found: Constraints) -> list[str]:
    return ["".join(sorted(some)) for some in found.together]


def test_a_merge_puts_all_accounts_of_the_incidents_together() -> None:
    made = merged([["a", "b"], ["c"]], decision_id="d", author="Ana", reason="one shelling", at=MONDAY)
    assert said(constraints([made])) == ["abc"]


def test_a_split_keeps_the_part_together_and_apart_from_the_rest() -> None:
    made = split_off(["a", "b"], ["a", "b", "c", "d"], decision_id="d", author="Ana", reason="two towns", at=MONDAY)
    found = constraints([made])
    assert said(found) == ["ab"]
    assert found.apart == (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))


def test_what_is_withdrawn_counts_for_nothing() -> None:
    assert constraints([decision("d", "together", "ab", withdrawn=True)]) == Constraints()


def test_a_later_split_holds_against_a_merge_and_what_it_leaves_of_the_merge_stands() -> None:
    found = constraints([decision("merge", "together", "abcd"), decision("split", "apart", "ab", "cd", days=1)])
    assert said(found) == ["ab", "cd"]
    [overruled] = found.overruled
    assert (overruled.decision, overruled.by) == ("merge", ("split",))
    assert overruled.pairs == (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))


def test_a_later_merge_holds_against_a_split_and_says_so() -> None:
    found = constraints([decision("merge", "together", "abcd", days=2), decision("split", "apart", "ab", "cd", days=1)])
    assert (said(found), found.apart) == (["abcd"], ())
    assert found.overruled[0].decision == "split"


def test_later_decisions_that_come_to_together_by_turns_hold_against_an_earlier_split() -> None:
    late = [decision("one", "together", "ab", days=1), decision("two", "together", "bc", days=2)]
    found = constraints([decision("split", "apart", "a", "c"), *late])
    assert (said(found), found.apart) == (["abc"], ())
    assert found.overruled[0].by == ("two", "one")


def test_an_account_that_a_contradiction_leaves_between_two_is_bound_to_neither() -> None:
    found = constraints([decision("merge", "together", "abc"), decision("split", "apart", "a", "b", days=1)])
    assert (said(found), found.apart) == ([], (("a", "b"),))


@given(decided(), st.randoms())
def test_the_outcome_depends_on_the_set_of_decisions_alone(made: list[Decision], chance: random.Random) -> None:
    mixed = list(made)
    chance.shuffle(mixed)
    assert constraints(mixed) == constraints(made)


@given(decided())
def test_what_decisions_come_to_has_no_contradiction(made: list[Decision]) -> None:
    found = constraints(made)
    for one, other in itertools.combinations(found.together, 2):
        assert not one & other
    assert not any({one, other} <= some for some in found.together for one, other in found.apart)


@given(decided())
def test_the_latest_decision_holds_entirely(made: list[Decision]) -> None:
    standing = [d for d in made if not d.withdrawn]
    if standing:
        last = max(standing, key=lambda d: (d.at, d.id))
        found = constraints(made)
        assert all(_are_together(found, pair) for pair in itertools.combinations(sorted(last.together), 2))
        assert last.apart <= set(found.apart)


@given(decided())
def test_every_pair_of_a_standing_decision_holds_or_is_said_to_be_overruled(made: list[Decision]) -> None:
    found = constraints(made)
    lost = {one.decision: set(one.pairs) for one in found.overruled}
    for one in (d for d in made if not d.withdrawn):
        for pair in itertools.combinations(sorted(one.together), 2):
            assert _are_together(found, pair) or pair in lost[one.id]
        assert all(pair in found.apart or pair in lost[one.id] for pair in one.apart)
    assert all(one.by for one in found.overruled)


def _are_together(found: Constraints, pair: Sequence[str]) -> bool:
    return any(set(pair) <= some for some in found.together)
