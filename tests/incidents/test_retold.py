import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.account import Account
from detente.incidents.recalled import Settled, settle
from detente.incidents.stems import stems_with
from incidents.made_accounts import EMPTY, WEIGHTS, account, decision, number
from incidents.test_recalled import Found, told

LATE = (750_000, 750_000)


def copy(original: Account, number: int) -> Account:
    """Return an account as a later copy of its report tells it."""
    key, document = f"{original.key}{number}", f"{original.document}-{number}"
    return replace(original, key=key, document=document, published=original.published and LATE)


def partition(settled: Settled, keys: str) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Return what belongs together and what is attached there, among some accounts."""
    happenings = (*settled.incidents, *settled.recalled, *settled.alone)
    return {(frozenset(one.members) & set(keys), frozenset(one.attached) & set(keys)) for one in happenings}


@given(told(), st.data())
def test_copies_change_nothing_of_what_belongs_together(said: tuple[list[Account], Found], data: st.DataObject) -> None:
    accounts, links = said
    copied = data.draw(st.lists(st.sampled_from(accounts), max_size=5))
    copies = [copy(original, number) for number, original in enumerate(copied)]
    keys = "".join(one.key for one in accounts)
    pairs = [tuple(sorted((a.key, b.key))) for a, b in itertools.combinations([*accounts, *copies], 2)]
    linked = {pair: data.draw(st.sampled_from([0.1, 0.5, 0.95])) for pair in pairs if pair not in links}
    more = {**links} | {(a, b): likely for (a, b), likely in linked.items() if len(a + b) > 2}
    settled = settle([*accounts, *copies], more, WEIGHTS)
    assert partition(settled, keys) == partition(settle(accounts, links, WEIGHTS), keys)
    of = {key: one.id for one in (*settled.incidents, *settled.recalled, *settled.alone) for key in one.accounts}
    assert all(of[copy.key] == of[original.key] for copy, original in zip(copies, copied, strict=True))


def test_a_reprint_and_an_edited_version_join_no_two_nights() -> None:
    accounts = [account(key) for key in "abc"]
    copies = [copy(accounts[1], number) for number in range(4)]
    links = {("a", "b"): 0.9, ("a", "c"): 0.1, ("b", "c"): 0.5}
    links |= {("a", one.key): 0.9 for one in copies} | {(one.key, "c"): 0.6 for one in copies}
    links |= {("b", one.key): 0.99 for one in copies}
    assert {one.members for one in settle([*accounts, *copies], links, WEIGHTS).incidents} == {
        ("a", "b", "b0", "b1", "b2", "b3"),
        ("c",),
    }


def test_a_decision_about_an_account_holds_for_a_copy_that_comes_later() -> None:
    accounts = [account(key) for key in "abc"]
    links = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9, ("a0", "b"): 0.9, ("a0", "c"): 0.9, ("a", "a0"): 0.99}
    apart = [decision("d", "apart", "a", "bc")]
    found = settle([*accounts, copy(accounts[0], 0)], links, WEIGHTS, apart)
    assert {one.members for one in found.incidents} == {("a", "a0"), ("b", "c")}


def test_what_is_put_together_with_an_account_is_together_with_its_copies() -> None:
    accounts = [account(key) for key in "ab"]
    found = settle([*accounts, copy(accounts[0], 0)], {}, WEIGHTS, [decision("d", "together", "a", "b")])
    assert [one.members for one in found.incidents] == [("a", "a0", "b")]


def test_a_person_may_part_an_account_from_its_copy() -> None:
    original = account("a")
    copies = [replace(copy(original, 0), key="b"), replace(copy(original, 1), key="c")]
    links = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.1}
    found = settle([original, *copies], links, WEIGHTS, [decision("d", "apart", "a", "b")])
    assert {one.members for one in found.incidents} == {("a", "c"), ("b",)}


def test_decisions_about_two_copies_that_contradict_each_other_both_hold() -> None:
    original, other = account("a"), account("z")
    made = [decision("d", "together", "a", "z"), decision("e", "apart", "b", "z", days=1)]
    found = settle([original, replace(copy(original, 0), key="b"), other], {("a", "b"): 0.99}, WEIGHTS, made)
    assert {one.members for one in found.incidents} == {("a", "z"), ("b",)}


def test_one_report_that_tells_two_in_the_same_words_keeps_both() -> None:
    two = [account("a", document="d", start=0), account("b", document="d", start=90)]
    copies = [replace(copy(one, 0), document="e") for one in two]
    found = settle([*two, *copies], {("a", "b"): 0.1}, WEIGHTS)
    assert {one.members for one in found.incidents} == {("a", "a0"), ("b", "b0")}


def test_an_edited_number_is_told_in_the_same_words_and_another_hour_is_not() -> None:
    at_nine = replace(EMPTY, sentence=stems_with({"soldier": 5, "wound": 5, "2": 6, "21": 6}))
    at_ten = replace(at_nine, sentence=stems_with({"soldier": 5, "wound": 5, "2": 6, "22": 6}))
    edited = replace(at_nine, sentence=stems_with({"soldier": 5, "wound": 5, "4": 6, "21": 6}))
    one = account("a", ways=at_nine, told=(number("wounded", 2, 2, "2"),))
    assert account("b", ways=edited, told=(number("wounded", 4, 4, "4"),)).words == one.words
    assert account("c", ways=at_ten, told=(number("wounded", 2, 2, "2"),)).words != one.words
