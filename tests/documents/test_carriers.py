"""What carriers say of the same bytes is settled the same whichever came first."""

from hypothesis import given
from hypothesis import strategies as st

from detente.documents.carriers import FILLED, settle
from detente.documents.packet import Carried

WIRE = Carried(url="https://wire.example/1", published="2026-03-01T10:00:00Z", publisher="Wire")
DAILY = Carried(url="https://daily.example/9", published="2026-03-01T12:30:00+03:00", publisher="Daily", title="Again")
DISK = Carried()
SITES = st.none() | st.sampled_from(["https://wire.example/1", "https://daily.example/1", "https://daily.example/2"])
DAYS = st.none() | st.sampled_from(["2026-03-01", "2026-03-01T10:00:00Z", "Sun, 01 Mar 2026 09:00:00 +0000", "soon"])
WORDS = st.none() | st.sampled_from(["A", "B"])
CARRIED = st.builds(Carried, url=SITES, title=WORDS, published=DAYS, publisher=WORDS, language=WORDS)


@given(said=st.lists(CARRIED, max_size=5), own=st.dictionaries(st.sampled_from(FILLED), WORDS), data=st.data())
def test_no_order_makes_a_difference(said: list[Carried], own: dict[str, str | None], data: st.DataObject) -> None:
    assert settle(own, data.draw(st.permutations(said))) == settle(own, said)


def test_what_the_document_says_of_itself_stands() -> None:
    assert settle({"title": "Its own"}, [DAILY])["title"] == "Its own"


def test_the_earliest_to_state_a_day_goes_first_and_others_fill() -> None:
    settled = settle({}, [WIRE, DAILY])
    assert (settled["url"], settled["published"], settled["title"]) == (DAILY.url, DAILY.published, "Again")
    later = settle({}, [WIRE, Carried(title="Later", published="2026-03-02", language="en")])
    assert (later["url"], later["title"], later["language"]) == (WIRE.url, "Later", "en")


def test_a_file_that_says_nothing_gives_way() -> None:
    assert settle({}, [DISK, WIRE])["published"] == WIRE.published


def test_a_publisher_is_not_taken_from_another_site() -> None:
    bare = Carried(url="https://first.example/1", published="2026-02-01")
    assert settle({}, [bare, WIRE])["publisher"] is None
    assert settle({}, [bare, Carried(publisher="House")])["publisher"] == "House"


def test_a_clock_at_zero_and_damage_say_nothing() -> None:
    zero = Carried(url="https://zero.example/1", published="1970-01-01T00:00:00Z")
    assert settle({}, [zero, WIRE])["url"] == WIRE.url
    assert settle({}, [Carried(title="a\x00b")])["title"] is None
