"""Documents are listed by their days and names, the same in each kind of database and whatever came first."""

import datetime as dt
from itertools import permutations

import pytest

from detente.reading.reading import Reading
from detente.reading.records import Published
from detente.store import KeptDocument, Record, documents, keep, keep_documents, listed_documents
from store.made import NOON, STAGES, article

DAYS = {"b.html": "2026-01-09", "Ä.html": "2026-01-06", "a.html": "2026-01-06", "c.html": None}
ORDER = ["a.html", "Ä.html", "b.html", "c.html", "unread.html"]


def read(one: KeptDocument, day: str | None) -> Reading:
    published = Published(first=day, last=day, rule="stated", span=None) if day else None
    return Reading(document=one.document, published=published, stages=STAGES)


@pytest.mark.parametrize("names", list(permutations(DAYS))[::7])
def test_by_day_then_by_name_and_last_what_has_no_day(names: tuple[str, ...], record: Record) -> None:
    keep_documents(record, [article("Nobody has read this yet.", "unread.html")], now=NOON)
    for hours, name in enumerate(names, start=1):
        one = article(f"What {name} tells.", name)
        keep(record, one, read(one, DAYS[name]), now=NOON + dt.timedelta(hours=hours))
    listed = listed_documents(record)
    assert [document.external_id for document in listed] == ORDER
    assert {document.id for document in listed} == {document.id for document in documents(record)}
