"""Observations stand in the record with their values typed and their words."""

import datetime as dt
from collections.abc import Callable

import pytest

from detente.core.spans import Span
from detente.documents.document import Document
from detente.documents.observation import Observation, Stated
from detente.store import KeptDocument, Record, RecordPlace, create_record, keep_documents, observations, tables
from store.made import LATER, NOON, dump

TEXT = "Ada saw 4 shots at Hill, 1.5, -2.0, for an hour. Plate: AB 12."
HERE = Span(0, 3)


def stated(words: str, value: object) -> Stated[object]:
    start = TEXT.index(words)
    return Stated(value=value, span=Span(start, start + len(words)))


def observation(**changed: object) -> Observation:
    told = {
        "observer": stated("Ada", "Ada"),
        "place": stated("Hill", "Hill"),
        "lat": stated("1.5", 1.5),
        "lon": stated("-2.0", -2.0),
        "time_from": stated("for an hour", NOON.astimezone(dt.timezone(dt.timedelta(hours=3)))),
        "time_to": stated("for an hour", LATER),
        "method": stated("saw", "seen"),
        "what": stated("shots", "shot_burst"),
        "count_low": stated("4", 4),
        "count_words": stated("4", "at least 4"),
        "further": (("method", stated("AB 12", "AB 12")),),
    }
    return Observation(**{**told, **changed})  # type: ignore[arg-type]


def kept(n: int, **changed: object) -> KeptDocument:
    document = Document(id=f"w.csv:{n}", text=TEXT, format="field report", observation=observation(**changed))
    return KeptDocument(document=document, data=str(n).encode(), name=document.id)


def test_an_observation_comes_back_with_its_words(record: Record) -> None:
    (done,) = keep_documents(record, [kept(1)], now=NOON)
    (found,) = observations(record)
    assert found.document_id == done.document_id
    assert (found.observer, found.place, found.lat, found.lon) == ("Ada", "Hill", 1.5, -2.0)
    assert (found.time_from, found.time_to) == (NOON, LATER)
    assert (found.count_low, found.count_high, found.count_words) == (4, None, "at least 4")
    assert found.further == {"method": "AB 12"}
    assert found.words["method"].text_in(TEXT) == "saw"
    assert found.words["further: method"].text_in(TEXT) == "AB 12"
    assert found.mission is None
    assert "mission" not in found.words


def test_every_value_there_is_has_its_words(record: Record) -> None:
    keep_documents(record, [kept(1)], now=NOON)
    (found,) = observations(record)
    values = {n for n in tables.observations.c.keys() if n in Observation.__slots__ and getattr(found, n) is not None}  # noqa: SIM118 - columns, not names
    assert values - {"further"} == {name for name in found.words if not name.startswith("further: ")}


def test_nothing_observed_is_told_apart_from_no_number(record: Record) -> None:
    keep_documents(record, [kept(1, what=stated("shots", "nothing"), count_low=None), kept(2)], now=NOON)
    assert sorted(one.found_nothing for one in observations(record)) == [False, True]


def test_keeping_twice_is_keeping_once(path: RecordPlace, record: Record) -> None:
    keep_documents(record, [kept(1)], now=NOON)
    before = dump(path)
    keep_documents(record, [kept(1)], now=LATER)
    assert dump(path) == before


def test_documents_of_other_kinds_have_none(record: Record) -> None:
    keep_documents(record, [KeptDocument(document=Document(id="x", text="x"), data=b"x", name="x")], now=NOON)
    assert observations(record) == ()


@pytest.mark.parametrize(
    ("hours", "found"),
    [((None, None), 1), ((-2, -1), 0), ((-1, 0), 1), ((0.5, 0.6), 1), ((1, 2), 1), ((1.1, 2), 0), ((None, -1), 0)],
)
def test_they_are_narrowed_to_what_overlaps_a_time(
    hours: tuple[float | None, float | None], found: int, record: Record
) -> None:
    keep_documents(record, [kept(1)], now=NOON)
    since, until = (None if h is None else NOON + dt.timedelta(hours=h) for h in hours)
    assert len(observations(record, since=since, until=until)) == found


def test_they_are_narrowed_to_a_document_or_mission_and_stand_in_order_of_time(
    new_path: Callable[[str], RecordPlace],
) -> None:
    with create_record(new_path("r"), now=NOON) as record:
        team = stated("Hill", "Team 3")
        later = kept(1, time_from=stated("for an hour", LATER))
        first, second = keep_documents(record, [later, kept(2, mission=team)], now=NOON)
        assert [o.document_id for o in observations(record)] == [second.document_id, first.document_id]
        assert [o.document_id for o in observations(record, document=first.document_id)] == [first.document_id]
        assert [o.mission for o in observations(record, mission="Team 3")] == ["Team 3"]
