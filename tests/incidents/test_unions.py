"""Keys that were joined are one group, however long the chain between them."""

from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.unions import Unions


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=25))
def test_whatever_is_joined_in_a_chain_is_one_group(drawn: list[tuple[int, int]]) -> None:
    pairs = [(f"{one:02}", f"{other:02}") for one, other in drawn]
    unions = Unions()
    for pair in pairs:
        unions.join(*pair)
    least = {key: key for pair in pairs for key in pair}
    for _ in least:
        for one, other in pairs:
            least[one] = least[other] = min(least[one], least[other])
    assert {key: unions.find(key) for key in least} == least
    assert [group[0] for group in unions.groups()] == sorted(set(least.values()))
