import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import EvidenceError
from detente.core.spans import Span, covers, hull, overlaps, select

spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (6, 5), (-1, 3)])
def test_a_span_holds_words(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match=rf"\[{start}, {end}\)"):
        Span(start, end)


def test_offsets_count_code_points() -> None:
    text = "🕊 في باكو"
    assert Span(0, 1).text_in(text) == "🕊"
    assert Span(5, 9).text_in(text) == "باكو"


@given(spans, spans)
def test_overlapping_is_sharing_a_code_point(a: Span, b: Span) -> None:
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert overlaps(a, b) == overlaps(b, a) == bool(shared)
    assert covers(a, b) == (shared == set(range(b.start, b.end)))


@given(st.lists(spans, min_size=1))
def test_a_hull_covers_all_and_no_more(kept: list[Span]) -> None:
    found = hull(iter(kept))
    assert all(covers(found, s) for s in kept)
    assert found.start in {s.start for s in kept}
    assert found.end in {s.end for s in kept}


@given(st.text(min_size=1, max_size=200), st.data())
def test_a_selector_finds_its_words_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = select(span, text)
    assert found.exact == text[found.start : found.end] == span.text_in(text)
    assert text[: found.start].endswith(found.prefix)
    assert text[found.end :].startswith(found.suffix)
    assert max(len(found.prefix), len(found.suffix)) <= 32
    assert f"{found.prefix}{found.exact}{found.suffix}" in text
