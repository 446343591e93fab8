"""The sightings of an article make one chain of versions, in whatever order they come."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from detente.documents.versions import Sighting, chain

FIRST = Sighting(document="d1", text_hash="aa", title="Truce holds", seen_at="2026-03-01T08:00:00+00:00")
AGAIN = Sighting(document="d2", text_hash="aa", title="Truce holds, monitors say", seen_at="2026-03-01T09:00:00+00:00")
EDITED = Sighting(document="d3", text_hash="bb", title="Truce broken", seen_at="2026-03-01T12:30:00+03:00")
BACK = Sighting(document="d1", text_hash="aa", title="Truce holds", seen_at="2026-03-01T11:00:00+00:00")


def test_a_new_text_is_a_new_version_and_an_old_one_a_return() -> None:
    versions = chain([FIRST, EDITED, BACK])
    assert [(v.number, v.text_hash, v.returns_to) for v in versions] == [(1, "aa", None), (2, "bb", None), (3, "aa", 1)]


def test_a_new_title_over_the_same_text_is_no_new_version() -> None:
    (version,) = chain([AGAIN, FIRST])
    assert version.titles == ("Truce holds", "Truce holds, monitors say")
    assert version.documents == ("d1", "d2")
    assert (version.first_seen, version.last_seen) == (FIRST.seen_at, AGAIN.seen_at)


def test_times_are_compared_and_not_their_spelling() -> None:
    assert [v.text_hash for v in chain([AGAIN, EDITED, BACK])] == ["aa", "bb", "aa"]


def test_what_was_not_seen_stands_where_it_says_it_was_published_and_else_last() -> None:
    stated = Sighting(document="s", text_hash="cc", published="2026-02-28")
    unknown = [Sighting(document="u", text_hash=text_hash, published="last week") for text_hash in ("ee", "dd")]
    assert [v.text_hash for v in chain([*unknown, FIRST, stated])] == ["cc", "aa", "dd", "ee"]


def test_of_nothing_there_are_no_versions() -> None:
    assert chain([]) == ()


SIGHTINGS = st.builds(
    Sighting,
    document=st.sampled_from("xyz"),
    text_hash=st.sampled_from(["aa", "bb"]),
    title=st.sampled_from([None, "One", "Two"]),
    seen_at=st.sampled_from(
        [None, "2026-03-01", "2026-03-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "never", "2026-03-02"]
    ),
    published=st.sampled_from([None, "2026-01-01", "9999-12-31T23:59:59-10:00", ""]),
)


@given(st.lists(SIGHTINGS, max_size=8), st.randoms())
def test_any_order_and_any_number_of_times_make_the_same_chain(sightings: list[Sighting], chance: object) -> None:
    shuffled = [*sightings, *sightings[:3]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    versions = chain(sightings)
    assert chain(shuffled) == versions
    assert all(one.text_hash != other.text_hash for one, other in itertools.pairwise(versions))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
