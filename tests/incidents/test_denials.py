import datetime as dt

from detente.incidents.recalled import Settled, settle
from incidents.made_accounts import DAY, WEIGHTS, account, when

EVE, NEXT = DAY - dt.timedelta(1), DAY + dt.timedelta(1)
OUT = (DAY.toordinal(), DAY.toordinal())
DENIAL = account("n", status="denied", published=OUT)
DATED = account("n", status="denied", published=OUT, when=when(DAY))


def attached(settled: Settled) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {one.members: one.attached for one in settled.incidents}


def test_a_denial_is_of_the_night_before_it_came_out_not_of_that_which_followed() -> None:
    accounts = [account("a", when=when(EVE)), account("b", when=when(DAY)), DENIAL]
    found = settle(accounts, {("a", "n"): 0.5, ("b", "n"): 0.95}, WEIGHTS)
    assert attached(found) == {("a",): ("n",), ("b",): ()}


def test_nobody_denies_what_was_not_yet() -> None:
    found = settle([account("a", when=when(NEXT)), DENIAL], {("a", "n"): 0.95}, WEIGHTS)
    assert attached(found) == {("a",): ()}
    assert [one.members for one in found.alone] == [("n",)]


def test_a_denial_that_says_its_day_goes_where_it_fits_best() -> None:
    accounts = [account("a", when=when(EVE)), account("b", when=when(DAY)), DATED]
    found = settle(accounts, {("a", "n"): 0.5, ("b", "n"): 0.95}, WEIGHTS)
    assert attached(found) == {("a",): (), ("b",): ("n",)}


def test_a_denial_of_either_of_two_stays_by_itself_and_says_of_which() -> None:
    accounts = [account(key, when=when(EVE)) for key in "ab"]
    found = settle([*accounts, DENIAL], {("a", "n"): 0.9, ("b", "n"): 0.88}, WEIGHTS)
    assert attached(found) == {("a",): (), ("b",): ()}
    assert found.undecided == {"n": tuple(sorted(one.id for one in found.incidents))}


def test_what_its_own_report_tells_counts_before_others() -> None:
    accounts = [
        account("a", when=when(EVE), document="d"),
        account("b", when=when(EVE)),
        account("c", when=when(EVE)),
        account("n", status="denied", published=OUT, document="d", start=90),
    ]
    links = {("a", "b"): 0.9, ("a", "n"): 0.8, ("c", "n"): 0.6}
    assert attached(settle(accounts, links, WEIGHTS)) == {("a", "b"): ("n",), ("c",): ()}
