import itertools
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.account import Account
from detente.incidents.clustering import components
from detente.incidents.decisions import Decision, constraints
from detente.incidents.recalled import Happening, Settled, settle
from incidents.made_accounts import WEIGHTS, account, decision

KEYS = "abcdefg"
STATUSES = ["happened", "happened", "ongoing", "background", "denied", "negated"]
Found = Mapping[tuple[str, str], float]


@st.composite
def told(draw: st.DrawFn) -> tuple[list[Account], Found]:
    keys = KEYS[: draw(st.integers(1, len(KEYS)))]
    days = st.integers(738_000, 738_002).map(lambda day: (day, day)) | st.none()
    accounts = [account(key, status=draw(st.sampled_from(STATUSES)), published=draw(days)) for key in keys]
    pairs = list(itertools.combinations(keys, 2))
    linked = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return accounts, {pair: draw(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.95])) for pair in linked}


@st.composite
def decided(draw: st.DrawFn) -> list[Decision]:
    made = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["together", "apart"]))
        first = "".join(draw(st.sets(st.sampled_from(KEYS), min_size=1, max_size=3)))
        second = "".join(set(draw(st.sets(st.sampled_from(KEYS), min_size=1, max_size=3))) - set(first))
        made.append(decision(f"d{number}", kind, first, second, days=number))
    return made


def sets(happenings: tuple[Happening, ...]) -> list[str]:
    return sorted("".join(one.members) + "+" * bool(one.attached) + "".join(one.attached) for one in happenings)


def test_what_is_recalled_joins_the_incident_that_it_fits_best() -> None:
    accounts = [account("a"), account("b"), account("r", status="background")]
    found = settle(accounts, {("a", "r"): 0.6, ("b", "r"): 0.8}, WEIGHTS)
    assert sets(found.incidents) == ["a", "b+r"]


def test_what_is_recalled_never_joins_two_incidents() -> None:
    accounts = [account("a"), account("b"), account("r", status="background")]
    found = settle(accounts, {("a", "r"): 0.99, ("b", "r"): 0.99, ("a", "b"): 0.1}, WEIGHTS)
    assert sets(found.incidents) == ["a+r", "b"]


def test_a_fit_is_the_mean_over_all_members() -> None:
    accounts = [account(key) for key in "abc"] + [account("r", status="background")]
    links = dict.fromkeys([("a", "b"), ("b", "c"), ("a", "c")], 0.9)
    assert sets(settle(accounts, links | {("a", "r"): 0.9}, WEIGHTS).incidents) == ["abc"]
    assert sets(settle(accounts, links | {("a", "r"): 0.9, ("b", "r"): 0.9}, WEIGHTS).incidents) == ["abc+r"]


def test_what_is_recalled_and_nobody_tells_is_grouped_apart() -> None:
    accounts = [account(key, status="background") for key in "rst"] + [account("a")]
    found = settle(accounts, {("r", "s"): 0.9, ("a", "t"): 0.1}, WEIGHTS)
    assert (sets(found.incidents), sets(found.recalled)) == (["a"], ["rs", "t"])


@pytest.mark.parametrize("status", ["denied", "negated"])
def test_a_denial_joins_what_it_denies_and_stays_alone_without(status: str) -> None:
    accounts = [account("a"), account("d", status=status), account("e", status=status)]
    found = settle(accounts, {("a", "d"): 0.9, ("d", "e"): 0.2}, WEIGHTS)
    assert (sets(found.incidents), sets(found.alone), found.recalled) == (["a+d"], ["e"], ())


def test_two_denials_of_what_nobody_tells_stay_alone() -> None:
    accounts = [account("d", status="denied"), account("e", status="negated")]
    assert sets(settle(accounts, {("d", "e"): 0.99}, WEIGHTS).alone) == ["d", "e"]


def test_an_incident_is_called_by_the_account_that_came_out_first() -> None:
    early = account("z", published=(738_000, 738_000))
    accounts = [account("a", published=(738_001, 738_001)), early, account("b", published=None)]
    links = {("a", "z"): 0.9, ("a", "b"): 0.9, ("b", "z"): 0.9}
    assert settle(accounts, links, WEIGHTS).incidents[0].id == settle([early], {}, WEIGHTS).incidents[0].id


def test_a_person_puts_what_is_recalled_where_no_link_leads() -> None:
    accounts = [account("a"), account("b"), account("r", status="background")]
    found = settle(accounts, {("a", "r"): 0.9}, WEIGHTS, [decision("d", "together", "br")])
    assert sets(found.incidents) == ["a", "b+r"]


def test_a_person_keeps_what_is_recalled_out_of_an_incident() -> None:
    accounts = [account("a"), account("b"), account("r", status="background")]
    links = {("a", "r"): 0.9, ("b", "r"): 0.5}
    assert sets(settle(accounts, links, WEIGHTS, [decision("d", "apart", "r", "a")]).incidents) == ["a", "b+r"]


def test_links_of_accounts_that_are_gone_count_for_nothing() -> None:
    assert sets(settle([account("a")], {("a", "x"): 0.9}, WEIGHTS).incidents) == ["a"]


def test_a_decision_that_a_later_one_contradicts_is_told() -> None:
    decisions = [decision("d", "together", "ab"), decision("e", "apart", "a", "b", days=1)]
    found = settle([account("a"), account("b")], {}, WEIGHTS, decisions)
    assert [one.decision for one in found.overruled] == ["d"]


@given(told(), decided(), st.randoms())
def test_the_order_of_accounts_links_and_decisions_changes_nothing(
    given_: tuple[list[Account], Found], made: list[Decision], chance: random.Random
) -> None:
    accounts, links = given_
    mixed, pairs, decisions = list(accounts), list(links.items()), list(made)
    for some in (mixed, pairs, decisions):
        chance.shuffle(some)
    assert settle(mixed, dict(pairs), WEIGHTS, decisions) == settle(accounts, links, WEIGHTS, made)


@given(told(), decided())
def test_every_part_that_no_link_leaves_can_be_settled_by_itself(
    given_: tuple[list[Account], Found], made: list[Decision]
) -> None:
    accounts, links = given_
    decided_pairs = [pair for some in constraints(made).together for pair in itertools.pairwise(sorted(some))]
    parts = components([a.key for a in accounts], [*links, *decided_pairs])
    settled = [settle([a for a in accounts if a.key in part], links, WEIGHTS, made) for part in parts]
    whole = settle(accounts, links, WEIGHTS, made)
    for name in ("incidents", "recalled", "alone"):
        of_parts = [one for part in settled for one in getattr(part, name)]
        assert sorted(of_parts, key=lambda one: str(one.id)) == list(getattr(whole, name))


@given(told(), decided())
def test_every_account_is_in_one_happening(given_: tuple[list[Account], Found], made: list[Decision]) -> None:
    accounts, links = given_
    assert sorted(key for one in _all(settle(accounts, links, WEIGHTS, made)) for key in one.accounts) == sorted(
        a.key for a in accounts
    )


@given(told(), decided())
def test_the_machine_undoes_no_standing_decision(given_: tuple[list[Account], Found], made: list[Decision]) -> None:
    accounts, links = given_
    known = {a.key for a in accounts}
    found = {key: one.id for one in _all(settle(accounts, links, WEIGHTS, made)) for key in one.accounts}
    held = constraints(made)
    assert all(len({found[key] for key in some & known}) <= 1 for some in held.together)
    assert all(found[one] != found[other] for one, other in held.apart if {one, other} <= known)


@given(told(), decided(), st.sampled_from(["together", "apart"]))
def test_a_decision_that_is_undone_leaves_exactly_what_was(
    given_: tuple[list[Account], Found], made: list[Decision], kind: str
) -> None:
    accounts, links = given_
    before = settle(accounts, links, WEIGHTS, made)
    undone = decision("x", kind, "ab", "cd", days=9, withdrawn=True)
    assert settle(accounts, links, WEIGHTS, [*made, undone]) == before


@given(told(), decided())
def test_attached_accounts_change_nothing_about_who_makes_an_incident(
    given_: tuple[list[Account], Found], made: list[Decision]
) -> None:
    accounts, links = given_
    among = {a.key for a in accounts if not a.only_attached}
    makers = [a for a in accounts if a.key in among]
    whole = settle(accounts, links, WEIGHTS, made)
    alone = settle(makers, {pair: p for pair, p in links.items() if among.issuperset(pair)}, WEIGHTS, made)
    assert [one.members for one in whole.incidents] == [one.members for one in alone.incidents]


def _all(found: Settled) -> tuple[Happening, ...]:
    return (*found.incidents, *found.recalled, *found.alone)
