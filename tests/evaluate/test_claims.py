"""Claims given against claims coded."""

from collections import Counter

from detente.core.spans import Span
from detente.evaluate.claims import (
    CONTENT,
    LINKED,
    QUOTED,
    SOURCE,
    SPEAKER,
    GivenClaim,
    GoldClaim,
    match_claims,
    tally_claims,
)


def gold(content: tuple[int, int], source: tuple[int, int] | None = (0, 5), **more: object) -> GoldClaim:
    fields = {"mode": "indirect", "speaker": None} | more
    return GoldClaim(source=Span(*source) if source else None, content=Span(*content), **fields)  # type: ignore[arg-type]


def given(content: tuple[int, int], source: tuple[int, int] | None = (0, 5), **more: object) -> GivenClaim:
    fields = {"mode": "indirect", "named": ()} | more
    return GivenClaim(source=Span(*source) if source else None, content=Span(*content), **fields)  # type: ignore[arg-type]


def right(counts: Counter[tuple[str, str, str]], name: str) -> int:
    return sum(n for (figure, _, what), n in counts.items() if figure == name and what == "right")


def test_contents_that_share_half_their_words_are_one_claim_and_each_is_used_once() -> None:
    assert match_claims([given((10, 30)), given((10, 29))], [gold((10, 30))]) == [(0, 0)]
    assert match_claims([given((10, 30))], [gold((24, 60))]) == []


def test_a_source_has_to_be_touched_and_none_to_stay_none() -> None:
    told = tally_claims([given((10, 30), (3, 8))], [gold((10, 30), (0, 5))])
    assert (right(told, CONTENT), right(told, SOURCE)) == (1, 1)
    assert right(tally_claims([given((10, 30))], [gold((10, 30), None)]), SOURCE) == 0
    assert right(tally_claims([given((10, 30), None)], [gold((10, 30), None)]), SOURCE) == 1


def test_a_speaker_named_elsewhere_has_to_be_linked_all_of_them() -> None:
    coded = [gold((40, 60), (31, 35), speaker=(Span(0, 9), Span(14, 22)))]
    both = tally_claims([given((40, 60), (31, 35), named=(Span(2, 9), Span(14, 22)))], coded)
    one = tally_claims([given((40, 60), (31, 35), named=(Span(2, 9),))], coded)
    assert (right(both, SPEAKER), right(one, SPEAKER)) == (1, 0)
    assert (both[LINKED, "", "all"], both[LINKED, "", "wrong"], one[LINKED, "", "wrong"]) == (1, 0, 1)


def test_a_quotation_counts_where_it_is_found_whole() -> None:
    coded = [gold((10, 60), mode="direct")]
    assert right(tally_claims([given((11, 59), mode="direct")], coded), QUOTED) == 1
    assert right(tally_claims([given((10, 45), mode="direct")], coded), QUOTED) == 0
    assert right(tally_claims([given((10, 60), mode="mixed")], coded), QUOTED) == 0
