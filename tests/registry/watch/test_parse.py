import pytest

from detente.core.errors import UsageError
from detente.registry.watch.definition import Watch
from detente.registry.watch.parse import parse_watch, watch_from_json, watch_to_json
from detente.registry.watch.stated import stated_in

FILE = """
id = "kessing-desk"
name = "Kessing"
invented = true
[[actors]]
id = "N"
name = "Northmark"
[[agreements]]
id = "kessing"
name = "Kessing Protocol"
[[agreements.parties]]
actor = "N"
[[stated]]
of = "kessing"
what = "ratified"
claimant = "N"
first = "2021-05-02"
parts = { ratifier = ["N"] }
[[stated.evidence]]
words = "The assembly of Northmark ratified the protocol."
by = "Wanda Pell"
source = "gazette (invented)"
"""


def parsed(text: str = FILE) -> Watch:
    return parse_watch(text.encode(), name="kessing.toml", read_beside=lambda name: name.encode())


def test_a_watch_is_the_same_after_it_was_kept() -> None:
    assert watch_from_json(watch_to_json(parsed())) == parsed()


def test_what_a_watch_states_is_an_assertion_with_its_words() -> None:
    (one,) = stated_in(parsed())
    assert (one.room, one.subject, one.what, one.claimant.actor) == ("agreement", "kessing", "ratified", "N")
    assert one.evidence[0].source == "gazette (invented)"
    assert one.parts[0].role == "ratifier"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('actor = "N"', 'actor = "X"', "'X'"),
        ('of = "kessing"', 'of = "none"', "'none'"),
        ('first = "2021-05-02"', 'first = "May"', "no day"),
        ('id = "kessing"\n', 'id = "N"\n', "twice"),
        ('what = "ratified"', 'what = "ratified"\nwhy = "x"', "no field"),
        ('what = "ratified"', 'what = "ratified"\nlow = -5', "fewer than none"),
        ('what = "ratified"', 'what = "ratified"\nlow = 9\nhigh = 5', "wrong way round"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(old: str, new: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parsed(FILE.replace(old, new))
