"""What stood at an address, one version after the other, whatever the order it was learned in."""

import datetime as dt
import itertools
from collections.abc import Callable

from detente.core.ids import hash_bytes
from detente.documents.packet import Carried
from detente.store import AddressView, Record, RecordPlace, addresses, create_record, keep_documents, note_origin
from detente.store.writes import KeptDocument
from store.made import NOON, article, dump

URL = "https://wire.example/news/1.html"
HOUR = dt.timedelta(hours=1)


def seen(text: str, hours: int | None, *, url: str = URL, title: str = "One") -> KeptDocument:
    at = None if hours is None else NOON + hours * HOUR
    return article(text, f"{text}.html", url=url, title=title, fetched_at=at)


def keep_all(record: Record, *kept: KeptDocument) -> None:
    keep_documents(record, kept, now=NOON)


def only(record: Record, least: int = 1) -> AddressView:
    (found,) = addresses(record, least=least)
    return found


def test_an_edited_article_has_a_version_for_each_text(record: Record) -> None:
    keep_all(record, seen("Two were hurt.", 0), seen("Three were hurt.", 2))
    found = only(record)
    assert found.address == "https://wire.example/news/1.html"
    assert [v.number for v in found.versions] == [1, 2]
    assert [v.first_seen for v in found.versions] == [NOON.isoformat(), (NOON + 2 * HOUR).isoformat()]


def test_an_address_with_one_text_has_no_versions_to_speak_of(record: Record) -> None:
    keep_all(record, seen("Two were hurt.", 0))
    assert addresses(record) == ()


def test_an_edited_title_is_no_new_version(record: Record) -> None:
    keep_all(record, seen("Two were hurt.", 0), seen("Two were hurt.", 1, title="Two hurt"))
    (version,) = only(record).versions
    assert version.titles == ("One", "Two hurt")
    assert len(version.documents) == 2


def test_a_text_that_comes_back_says_so(record: Record) -> None:
    first, second = seen("Two were hurt.", 0), seen("Three were hurt.", 1)
    keep_all(record, first, second)
    note_origin(record, hash_bytes(first.data), first.name, now=NOON, carried=Carried(url=URL), seen=NOON + 2 * HOUR)
    assert [v.returns_to for v in only(record).versions] == [None, None, 1]


def test_ways_to_write_an_address_are_one(record: Record) -> None:
    for n, url in enumerate(
        (
            URL,
            "http://www.wire.example/news/1.html?utm_source=mail&fbclid=x",
            "https://WIRE.example:443/news/1.html#top",
        )
    ):
        keep_all(record, seen(f"{n} were hurt.", n, url=url))
    assert len(only(record).versions) == 3


def test_a_document_without_an_address_stands_nowhere(record: Record) -> None:
    keep_all(record, article("Two were hurt."))
    assert addresses(record, least=1) == ()


def test_seen_again_at_the_same_address_it_is_the_same_version_seen_later(path: RecordPlace, record: Record) -> None:
    one = seen("Two were hurt.", 0)
    keep_all(record, one)
    data_hash = hash_bytes(one.data)
    assert note_origin(record, data_hash, one.name, now=NOON, carried=Carried(url=URL), seen=NOON + HOUR)
    before = dump(path)
    assert not note_origin(record, data_hash, one.name, now=NOON, carried=Carried(url=URL), seen=NOON + HOUR)
    assert dump(path) == before
    (version,) = only(record).versions
    assert (version.first_seen, version.last_seen) == (NOON.isoformat(), (NOON + HOUR).isoformat())


def test_the_order_in_which_sightings_are_learned_changes_nothing(new_path: Callable[[str], RecordPlace]) -> None:
    texts = {"a": "Two were hurt.", "b": "Three were hurt."}
    story = [("a", 0), ("a", 1), ("b", 2), ("a", 3)]
    ends = []
    for n, order in enumerate(itertools.permutations(story)):
        path = new_path(str(n))
        with create_record(path, now=NOON) as record:
            for name, hours in order:
                # the same bytes every time, fetched at another time
                one = article(texts[name], f"{name}.html", url=URL, fetched_at=NOON + hours * HOUR)
                keep_all(record, one)
            ends.append((addresses(record), dump(path)["sightings"]))
    assert all(end == ends[0] for end in ends)
    assert [v.number for v in ends[0][0][0].versions] == [1, 2, 3]


def test_an_address_is_told_as_it_was_asked_last(record: Record) -> None:
    plain = "http://wire.example/news/1.html"
    keep_all(record, seen("Two were hurt.", 0), seen("Three were hurt.", 2, url=plain))
    assert (only(record).address, only(record).url) == (URL, plain)
