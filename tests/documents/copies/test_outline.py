"""No pair that comparison calls copies is passed over by its outline."""

from hypothesis import given
from hypothesis import strategies as st

from detente.documents.copies.compare import compare_profiles
from detente.documents.copies.outline import may_be_copies, outline, pack_outline, unpack_outline
from detente.documents.copies.profile import read_profile

SENTENCES = (
    "Shells fell on the market of Rivertown on 3 May.",
    "Two traders were killed near Sake and 12 people hurt.",
    "General Orla Venn denied that her brigade had fired.",
    "Drones struck a depot in Brindle at dawn.",
    "The governor asked for a truce of 48 hours.",
    "Ferries stopped; 200 families left Lake Orrin.",
    "他们说停火了。",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=7).map(" ".join)


@given(one=TEXTS, other=TEXTS)
def test_copies_are_never_passed_over(one: str, other: str) -> None:
    profiles = read_profile(one), read_profile(other)
    likeness = compare_profiles(*profiles)
    outlines = [outline(profile) for profile in profiles]
    assert may_be_copies(*outlines) == may_be_copies(*outlines[::-1])
    if likeness is not None and likeness.copies:
        assert may_be_copies(*outlines)


@given(text=TEXTS)
def test_an_outline_comes_back_as_it_was_packed(text: str) -> None:
    own = outline(read_profile(text))
    assert unpack_outline(pack_outline(own)) == own


def test_strangers_are_passed_over() -> None:
    one, other = (outline(read_profile(" ".join(half))) for half in (SENTENCES[:3], SENTENCES[3:6]))
    assert not may_be_copies(one, other)
