import pytest

from detente.core.errors import EvidenceError
from detente.registry.count import Count
from detente.registry.forms import from_plain, to_plain


def count(low: int | None, high: int | None) -> Count:
    return Count(low=low, high=high, words="some")


@pytest.mark.parametrize(("low", "high", "words"), [(1, 1, " "), (-1, None, "minus one"), (5, 4, "5 to 4")])
def test_a_count_without_words_below_nothing_or_turned_round_is_refused(
    low: int | None, high: int | None, words: str
) -> None:
    with pytest.raises(EvidenceError):
        Count(low=low, high=high, words=words)


def test_only_a_said_zero_is_none() -> None:
    assert count(0, 0).is_none
    assert not count(None, None).is_none
    assert not count(0, None).is_none
    assert not count(None, 0).is_exact


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [((4, 4), (4, 4), True), ((4, 4), (5, 5), False), ((5, None), (None, 4), False), ((None, None), (9, 9), True),
     ((5, None), (9, 9), True), ((0, 0), (1, None), False)],
)  # fmt: skip
def test_two_counts_can_be_of_one_number_or_not(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], *, can: bool
) -> None:
    assert count(*one).may_equal(count(*other)) is can
    assert count(*other).may_equal(count(*one)) is can


def test_a_count_with_an_open_end_comes_back_as_it_was_kept() -> None:
    for low, high in ((5, None), (None, 9), (None, None), (0, 0)):
        count = Count(low=low, high=high, words="as said")
        assert from_plain(to_plain(count), Count, what="a count") == count
