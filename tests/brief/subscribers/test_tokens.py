"""Links are their own proof: for one purpose, for one person, by one key, and not to be altered by a bit."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.subscribers.made import NOW, Office, opened
from detente.brief.subscribers.links import Links, Unsubscribing, read_preferences, read_unsubscribing
from detente.brief.subscribers.stamps import age_of, make_stamp
from detente.brief.subscribers.tokens import Purpose, read, sign

KEY, OTHER = b"k" * 32, b"o" * 32
PURPOSES: tuple[Purpose, ...] = ("unsubscribe", "preferences", "confirm", "form")
fields = st.lists(st.from_regex(r"[a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=4)


@given(fields, st.sampled_from(PURPOSES))
def test_a_token_is_read_as_it_was_signed_and_for_its_purpose_alone(some: list[str], purpose: Purpose) -> None:
    token = sign(KEY, purpose, *some)
    assert read(KEY, purpose, token) == tuple(some)
    assert read(OTHER, purpose, token) is None
    assert [one for one in PURPOSES if read(KEY, one, token)] == [purpose]
    assert token == token.lower()


@given(fields, st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_no_bit_flipped_is_accepted(some: list[str], at: int, bit: int) -> None:
    data = bytearray(sign(KEY, "unsubscribe", *some).encode())
    data[at % len(data)] ^= 1 << bit
    assert read(KEY, "unsubscribe", data.decode("latin-1")) is None


def test_every_single_bit_of_one_token_counts() -> None:
    token = sign(KEY, "unsubscribe", "a" * 32, "daily").encode()
    for at in range(len(token) * 8):
        data = bytearray(token)
        data[at // 8] ^= 1 << at % 8
        assert read(KEY, "unsubscribe", data.decode("latin-1")) is None


@given(st.text(max_size=200))
def test_what_was_never_signed_is_no_token(given: str) -> None:
    assert read(KEY, "preferences", given) is None


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_token_that_a_program_cut_short_or_made_longer_is_none(cut: int) -> None:
    token = sign(KEY, "unsubscribe", "a" * 32, "daily")
    assert read(KEY, "unsubscribe", token[:-cut]) is None
    assert read(KEY, "unsubscribe", token + "0" * cut) is None
    assert read(KEY, "unsubscribe", token.upper()) is None


@pytest.mark.parametrize("field", ["a.b", "A", "a/b", "a\n", "ä", " "])
def test_what_would_be_read_as_another_field_is_not_signed(field: str) -> None:
    with pytest.raises(ValueError, match="does not stand in a link"):
        sign(KEY, "unsubscribe", field)


def test_links_name_the_desk_and_are_read_again() -> None:
    links = Links(address="https://desk.example.org/", key=KEY)
    head, _, token = links.unsubscribe("f" * 32, "daily").rpartition("/")
    assert head == "https://desk.example.org/unsubscribe"
    assert read_unsubscribing(KEY, token) == Unsubscribing(subscriber="f" * 32, edition="daily")
    assert read_preferences(KEY, token) is None
    assert read_preferences(KEY, links.preferences("f" * 32).rpartition("/")[2]) == "f" * 32
    assert "key" not in repr(links)


def test_a_stamp_says_how_long_a_form_was_open_and_no_made_up_one_does() -> None:
    stamp = make_stamp(KEY, now=NOW)
    assert age_of(KEY, stamp, now=NOW + dt.timedelta(seconds=5)) == dt.timedelta(seconds=5)
    assert age_of(OTHER, stamp, now=NOW) is None
    assert age_of(KEY, "1.2.3", now=NOW) is None


def test_the_key_is_the_files_own_and_holds_after_it_is_opened_anew(office: Office) -> None:
    found = office.subscribed()
    link = office.links.unsubscribe(found.id, "daily")
    office.file.close()
    again = opened(office.file.path.parent)
    assert again.links.unsubscribe(found.id, "daily") == link
    again.file.close()
