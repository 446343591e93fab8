import hashlib

from hypothesis import given
from hypothesis import strategies as st

from detente.core.ids import hash_bytes, hash_parts


def test_bytes_have_the_hash_that_other_tools_print() -> None:
    assert hash_bytes(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert hash_bytes(b"").startswith("e3b0c44298fc1c14")


def test_an_id_of_parts_never_changes() -> None:
    assert hash_parts("ab", "c") == hash_parts("ab", "c")
    assert len(hash_parts()) == len(hash_parts("", "")) == 32


def test_where_one_part_ends_matters() -> None:
    assert len({hash_parts("ab", "c"), hash_parts("a", "bc"), hash_parts("abc"), hash_parts("abc", "")}) == 4


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_ids(a: list[str], b: list[str]) -> None:
    assert (hash_parts(*a) == hash_parts(*b)) == (a == b)


def test_half_a_surrogate_pair_has_an_id_too() -> None:
    assert hash_parts("\ud800") != hash_parts("\udfff")
