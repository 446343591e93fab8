from hypothesis import given
from hypothesis import strategies as st

from detente.core.spans import Span, covers, overlaps
from detente.reading.nearby import Nearby

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 20))


@given(st.lists(SPANS), SPANS)
def test_the_index_finds_what_a_search_of_all_finds(spans: list[Span], sought: Span) -> None:
    nearby = Nearby(spans)
    assert sorted(nearby.around(sought)) == [k for k, s in enumerate(spans) if covers(s, sought)]
    assert sorted(nearby.within(sought)) == [k for k, s in enumerate(spans) if covers(sought, s)]
    assert sorted(nearby.touching(sought)) == [k for k, s in enumerate(spans) if overlaps(s, sought)]
