"""An event has the date that its own clause tells, wherever the parser hung it, and never another's."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.records import Event


def event_of(text: str, type_: str) -> Event:
    reading = default_reader().read(Document(id="test", text=text, published="2021-06-20"))
    return next(e for e in reading.events if e.type == type_)


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        ("On 12 June 2021 Azerbaijan handed over 15 Armenian detainees at its border.", "RETREAT", "2021-06-12"),
        (
            "On 9 July 2018 Prime Minister Abiy Ahmed and President Isaias signed a joint declaration.",
            "SUPPORT",
            "2018-07-09",
        ),
        ("UNIFIL observed an Israeli drone strike on a car near Bint Jbeil on 9 June 2021.", "ASSAULT", "2021-06-09"),
        ("Turkish warplanes bombed Syrian villages before dawn on Tuesday.", "ASSAULT", "2021-06-15"),
        ("Rebels shelled the town of Vanadzor with mortars on 6 May 2021.", "ASSAULT", "2021-05-06"),
        ("Santos and Londoño signed an agreement in Cartagena on 26 September 2016.", "SUPPORT", "2016-09-26"),
    ],
)
def test_the_date_of_the_clause_is_the_event_s(text: str, type_: str, day: str) -> None:
    date = event_of(text, type_).date
    assert date is not None
    assert (date.first, date.last) == (day, day)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Armenia has joined the 1997 treaty that bans anti-personnel mines.", "SUPPORT"),
        ("The junta had extended its ceasefire until 31 May.", "CONCEDE"),
        ("The army said on 3 June 2021 that rebels had shelled Syrian villages.", "ASSAULT"),
    ],
)
def test_a_date_of_something_else_is_not(text: str, type_: str) -> None:
    assert event_of(text, type_).date is None
