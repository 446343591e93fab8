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


PROVISIONS = """
[[agreements.provisions]]
id = "1"
words = "Guns leave the valley."
within_days = {first}
counted_from = "{after}"
[[agreements.provisions]]
id = "2"
words = "Posts are taken down."
within_days = 5
counted_from = "1"
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
        ('name = "Kessing"', 'name = ""', "its name is blank"),
        ('name = "Northmark"', 'name = "Northmark"\nnames = ["  "]', "N: a name is blank"),
        (
            'name = "Kessing Protocol"',
            'name = "Kessing Protocol"\nnames = ["\u200b\u200d"]',
            "kessing: a name is blank",
        ),
        ('id = "kessing-desk"', 'id = " "', "blank id"),
        ('id = "kessing-desk"', 'id = "kessing\u200bdesk"', "sign that nobody sees"),
        ('id = "kessing-desk"', 'id = "kessing-desk "', "ends with a blank"),
        ('first = "2021-05-02"', 'first = "2021-05-02"\nlast = "2021-04-30"', "ends on 2021-04-30, before"),
        ('first = "2021-05-02"', "low = 9\nhigh = 4", "4 at the most and 9 at least"),
        ('what = "ratified"', 'what = "painted"', "'painted', no kind"),
        ('claimant = "N"', 'claimant = " "', "who says so is blank"),
        ("invented = true", 'languages = ["en", "elvish"]', "the language 'elvish'"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(old: str, new: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parsed(FILE.replace(old, new))


def with_provisions(first: int, after: str) -> str:
    return FILE.replace("[[stated]]", PROVISIONS.format(first=first, after=after) + "[[stated]]", 1)


def test_times_that_are_counted_from_one_another_come_to_nothing_and_are_refused() -> None:
    assert len(parsed(with_provisions(30, "in force")).agreements[0].provisions) == len("12")
    with pytest.raises(UsageError, match="kessing 1 is counted from itself, by way of 2"):
        parsed(with_provisions(30, "2"))
    with pytest.raises(UsageError, match="counted from 'the thaw'; there are signed, in force, 1, 2"):
        parsed(with_provisions(30, "the thaw"))


@pytest.mark.parametrize("days", [-1, 0, 36_501])
def test_a_time_of_no_days_or_of_ages_is_refused(days: int) -> None:
    with pytest.raises(UsageError, match=f"within {days} days"):
        parsed(with_provisions(days, "signed"))


def test_a_file_that_begins_with_a_byte_order_mark_is_read() -> None:
    read = parse_watch(b"\xef\xbb\xbf" + FILE.encode(), name="kessing.toml", read_beside=lambda name: name.encode())
    assert read == parsed()


@pytest.mark.parametrize("name", ["Kessing Protocol", "KESSING  protocol", "Kessing-Protocol"])
def test_two_things_of_one_watch_cannot_have_one_name(name: str) -> None:
    text = FILE.replace("[[stated]]", f'[[projects]]\nid = "ferry"\nname = "{name}"\n[[stated]]', 1)
    with pytest.raises(UsageError, match="kessing and ferry are both called 'Kessing Protocol'"):
        parsed(text)


def test_a_language_without_a_short_code_is_told_by_its_long_one() -> None:
    assert parsed(FILE.replace("invented = true", 'languages = ["fur", "fr"]')).languages == ("fur", "fr")
