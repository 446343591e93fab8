"""A paragraph that reports of an earlier day had is background, with the events that stand in it."""

import dataclasses
from collections.abc import Callable

from detente.reading.reading import Reading
from detente.reading.records import Published
from detente.store import (
    KeptDocument,
    Record,
    RecordPlace,
    compare_waiting,
    copies_of,
    create_record,
    documents,
    keep,
    keep_documents,
    recycled,
    voices,
)
from store.made import NOON, STAGES, TEXT, article, reading

PAST = (
    "The two armies have fought over the canal zone since 2019, and more than 3,400 people have been killed on both "
    "sides, by the count of the joint mission in Hillford. A truce of June 2024 broke down within nine days."
)
NEWS = "Shells fell on the market of Rivertown at dawn on Tuesday, and four stalls burned, the mayor Ilir Dosk said."
LATER_NEWS = "A drone of the Southland army struck a fuel depot outside Stonegate on Friday, its general staff said."
DISTANT = (
    "Divers searched Lake Orrin for a third day after the ferry Selma sank with ninety passengers aboard, and the "
    "coast guard of Westmark said the hull lies at a depth of sixty metres. Families waited at the quay in Brindle, "
    "where the Red Crescent handed out blankets and hot tea throughout the night.\n\n"
    "The parliament of Eastmark voted on Wednesday to let the emergency decree lapse at midnight; of 212 members 130 "
    "were for it, and the speaker, Orla Venn, said the courts would reopen on Monday."
)


def read(one: KeptDocument, day: str | None) -> Reading:
    published = Published(first=day, last=day, rule="stated", span=None) if day else None
    return Reading(document=one.document, published=published, stages=STAGES)


def add(record: Record, name: str, text: str, day: str | None) -> str:
    one = article(text, f"{name}.html", title=name)
    document = keep(record, one, read(one, day), now=NOON).document_id
    list(compare_waiting(record))
    return document


def test_a_paragraph_of_an_earlier_day_is_background_and_the_news_is_not(record: Record) -> None:
    first = add(record, "first", f"{NEWS}\n\n{PAST}", "2026-01-06")
    second = add(record, "second", f"{LATER_NEWS}\n\n{PAST}", "2026-01-09")
    (found,) = recycled(record)
    assert (found.document_id, found.words, found.earlier) == (second, PAST, (first,))
    assert found.share == 1.0
    assert recycled(record, document=first) == ()
    assert recycled(record, document=second) == (found,)


def test_short_stories_that_share_most_of_their_words_are_voices_of_their_own(record: Record) -> None:
    leads = (NEWS, "Two men were arrested in Hillford, the police said.", "Parliament passed the budget on Wednesday.")
    first, *later = (
        add(record, f"story {day}", f"{lead}\n\n{PAST}", f"2026-01-0{day}") for day, lead in enumerate(leads, start=5)
    )
    assert len(set(voices(record).values())) == len(leads)
    assert all(copies_of(record, one) == () for one in (first, *later))
    found = {one.document_id: (one.words, first in one.earlier) for one in recycled(record)}
    assert found == dict.fromkeys(later, (PAST, True))


def test_of_one_day_nothing_is_earlier(record: Record) -> None:
    add(record, "first", f"{NEWS}\n\n{PAST}", "2026-01-06")
    add(record, "second", f"{LATER_NEWS}\n\n{PAST}", "2026-01-06")
    assert recycled(record) == ()


def test_where_no_day_is_known_nothing_is_earlier_nor_later(record: Record) -> None:
    add(record, "first", f"{NEWS}\n\n{PAST}", None)
    second = add(record, "second", f"{LATER_NEWS}\n\n{PAST}", "2026-01-09")
    add(record, "third", f"{LATER_NEWS} More later.\n\n{PAST}", None)
    assert recycled(record) == ()
    assert recycled(record, document=second) == ()
    assert recycled(record, document="nowhere") == ()


def test_copies_of_one_text_are_no_earlier_reports_of_each_other(record: Record) -> None:
    add(record, "first", f"{NEWS}\n\n{PAST}", "2026-01-06")
    add(record, "copy", f"{NEWS}\n\n{PAST} So it was reported.", "2026-01-08")
    assert recycled(record) == ()


def test_what_is_not_read_yet_has_no_day(record: Record) -> None:
    add(record, "first", f"{NEWS}\n\n{PAST}", "2026-01-06")
    keep_documents(record, [article(f"{LATER_NEWS}\n\n{PAST}", "b.html")], now=NOON)
    list(compare_waiting(record))
    assert recycled(record) == ()


def test_the_events_in_a_recycled_paragraph_are_named(record: Record) -> None:
    told = f"{TEXT.format(n=1)} {LATER_NEWS}"
    add(record, "first", f"{DISTANT}\n\n{told}", "2021-01-06")
    one = article(f"{told}\n\n{NEWS}\n\n{PAST}", "second.html")
    keep(record, one, reading(one.document), now=NOON)
    list(compare_waiting(record))
    (found,) = recycled(record)
    assert found.words == told
    assert found.events == ("V1", "V2")


def test_a_new_sentence_in_an_old_paragraph_is_news_with_its_events(record: Record) -> None:
    told = TEXT.format(n=1)
    add(record, "first", f"{DISTANT}\n\n{LATER_NEWS} {PAST}", "2021-01-06")
    one = article(f"{told} {LATER_NEWS} {PAST} {PAST}\n\n{NEWS}", "second.html")
    keep(record, one, reading(one.document), now=NOON)
    list(compare_waiting(record))
    (found,) = recycled(record)
    assert found.words == f"{LATER_NEWS} {PAST} {PAST}"
    assert found.events == ()


def test_the_order_of_adding_changes_nothing(new_path: Callable[[str], RecordPlace]) -> None:
    given = {
        "first": (f"{NEWS}\n\n{PAST}", "2026-01-06"),
        "second": (f"{LATER_NEWS}\n\n{PAST}", "2026-01-09"),
        "third": (f"{PAST}\n\n{DISTANT}", "2026-01-12"),
    }
    ends = []
    for order in (list(given), list(given)[::-1]):
        with create_record(new_path(str(order[0])), now=NOON) as record:
            for name in order:
                add(record, name, *given[name])
            assert len(documents(record)) == len(given)
            ends.append([dataclasses.astuple(view) for view in recycled(record)])
    assert ends[0] == ends[1]
    assert len(ends[0]) == 2
