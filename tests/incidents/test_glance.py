import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from detente.incidents.account import Account, When
from detente.incidents.glance import worth_weighing
from detente.incidents.scoring import default_weights
from incidents.made_accounts import EMPTY, account

DAY = dt.date(2026, 3, 1).toordinal()


def told(key: str, day: int, **more: object) -> Account:
    ways = replace(EMPTY, rare=frozenset({"saltmarsh"}), setting=frozenset({"NLD"}), deeds=frozenset({"shell"}))
    when = When(first=DAY + day, last=DAY + day, nearness="told")
    return account(key, **({"document": f"d-{key}", "when": when, "published": (DAY + day,) * 2, "ways": ways} | more))


def glanced(*accounts: Account) -> set[frozenset[str]]:
    """Return the keys of the pairs that are worth weighing, of all."""
    many = len(accounts)
    ours, theirs = np.triu_indices(many, 1)
    found = worth_weighing(accounts, ours.astype(np.int64), theirs.astype(np.int64), default_weights())
    return {frozenset((accounts[a].key, accounts[b].key)) for a, b in zip(*found, strict=True)}


def test_two_reports_of_one_day_that_share_rare_words_are_weighed() -> None:
    assert glanced(told("a", 0), told("b", 0)) == {frozenset("ab")}


def test_what_differs_in_day_type_deed_and_country_is_not() -> None:
    ways = replace(EMPTY, setting=frozenset({"CHL"}), deeds=frozenset({"meet"}))
    assert not glanced(told("a", 0), told("b", 9, type="CONSULT", ways=ways))


def test_what_one_report_tells_is_always_weighed() -> None:
    assert glanced(told("a", 0, document="d"), told("b", 9, type="CONSULT", document="d")) == {frozenset("ab")}


def test_no_pairs_are_none() -> None:
    assert not glanced()


@pytest.mark.parametrize("last", [0, 3, 9])
def test_a_pair_is_seen_the_same_whatever_else_is_there(last: int) -> None:
    some = [
        told(f"{day}{kind}", day, type=kind) for day in (0, 1, 4, last) for kind in ("ASSAULT", "CONSULT", "COERCE")
    ]
    some = list({one.key: one for one in some}.values())
    alone = {pair for i, one in enumerate(some) for other in some[i + 1 :] for pair in glanced(one, other)}

    assert glanced(*some) == glanced(*reversed(some)) == alone
