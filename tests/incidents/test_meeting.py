import datetime as dt
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.account import Account, When
from detente.incidents.blocking import are_near, candidates, keys_of
from detente.incidents.stems import stems_with
from incidents.made_accounts import EMPTY, account

DAY = dt.date(2026, 3, 1).toordinal()
WORDS = ("bridge", "convoy", "depot", "school")


@st.composite
def told(draw: st.DrawFn) -> Account:
    number = draw(st.integers(0, 10**9))
    words = draw(st.sets(st.sampled_from(WORDS), max_size=2))
    day = draw(st.none() | st.sampled_from((0, 2, 3, 4, 9, 10, 11, 44, 46, 700)))
    when = (
        None
        if day is None
        else When(first=DAY + day, last=DAY + day + draw(st.sampled_from((0, 8, 80))), nearness="told")
    )
    status = draw(st.sampled_from(("happened", "planned", "background")))
    ways = replace(EMPTY, sentence=stems_with(dict.fromkeys(sorted(words), 12)))
    document = f"d{draw(st.integers(0, 5))}"
    return account(f"a{number}", document=document, ways=ways, when=when, status=status, published=None)


@given(st.lists(told(), max_size=12))
def test_candidates_are_the_pairs_that_share_a_key_near_enough_in_time(accounts: list[Account]) -> None:
    expected = []
    for (i, one), (j, other) in combinations(enumerate(accounts), 2):
        shared = keys_of(one) & keys_of(other)
        if one.document == other.document or (shared and are_near(one, other, shared)):
            expected.append((i, j))

    assert list(candidates(accounts)) == expected
