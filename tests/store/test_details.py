"""Entities, places, dates and quantities, as they come back from the record."""

import dataclasses

import pytest
import sqlalchemy as sa

from detente.core.errors import RecordError
from detente.reading.records import Binding, Perhaps
from detente.store import Record, check_record, dates, documents, entities, keep, places, quantities, tables
from store.made import LATER, NAMES, NOON, TEXT, add, kept, reading


@pytest.fixture
def two(record: Record) -> Record:
    add(record, 1)
    add(record, 2, now=LATER)
    return record


def test_a_place_comes_with_how_sure_it_is_and_its_sector(two: Record) -> None:
    place = places(two)[0]
    assert (place.name, place.country, place.score, place.in_name) == ("Rivertown", "ZAF", 0.75, True)
    assert place.sector is not None
    assert (place.sector.near_km, place.sector.far_km, place.sector.bearing) == (3, 6, 135)
    assert (place.sector.words.exact, place.words.exact) == ("near", "Rivertown")


def test_an_entity_says_from_what_it_was_inferred_and_who_it_may_be(two: Record) -> None:
    first, *others = entities(two, document=documents(two)[0].id)
    assert (first.name, first.country, first.inferred) == (NAMES[0], "NLD", "the words around it")
    assert first.perhaps is not None
    assert (first.perhaps.local_id, first.perhaps.name, first.perhaps.rule) == ("E5", NAMES[4], "told beside it")
    assert (first.words.exact, first.sectors) == (NAMES[0], ("GOV", "MIL"))
    assert [(e.inferred, e.perhaps) for e in others] == [(None, None)] * 4
    assert first.perhaps.id == others[-1].id


def test_a_quantity_says_what_it_counts_of_which_event_and_by_whose_claim(two: Record) -> None:
    found = quantities(two)[0]
    assert (found.kind, found.value, found.counted) == ("wounded", 3, "soldiers")
    assert found.told_as is not None
    assert found.told_as.exact == "wounded"
    assert found.event is not None
    assert (found.event.local_id, found.event.type, found.event.status) == ("V1", "ASSAULT", "happened")
    assert found.source is not None
    assert found.source.name == NAMES[2]


def test_a_quantity_that_belongs_to_nothing_says_so(record: Record) -> None:
    one = kept(1)
    keep(record, one, dataclasses.replace(reading(one.document), bindings=()), now=NOON)
    found = quantities(record)[0]
    assert (found.event, found.claim_id, found.source) == (None, None, None)


def test_a_claim_of_nobody_named_gives_a_quantity_no_source(record: Record) -> None:
    one = kept(1)
    made = reading(one.document)
    silent = dataclasses.replace(made.claims[0], source=None, via=())
    keep(record, one, dataclasses.replace(made, claims=(silent, made.claims[1])), now=NOON)
    found = quantities(record)[0]
    assert found.claim_id is not None
    assert found.source is None


def test_a_check_stands_beside_each_date_it_was_held_against(two: Record) -> None:
    whole, month = dates(two, document=documents(two)[0].id)
    assert (whole.first, whole.words.exact, month.first) == ("2021-05-04", "4 May 2021", None)
    (check,) = whole.checks
    assert month.checks == (check,)
    assert (check.agrees, check.rule, check.said.exact) == (False, "made up for a test", "May 2021")
    assert [span.exact for span in check.against] == ["4 May 2021", "May"]


@pytest.mark.parametrize("agrees", [True, False, None])
def test_each_of_the_three_outcomes_of_a_check_comes_back(record: Record, agrees: bool | None) -> None:  # noqa: FBT001 - the record's own three values
    one = kept(1)
    made = reading(one.document)
    check = dataclasses.replace(made.checks[0], agrees=agrees)
    keep(record, one, dataclasses.replace(made, checks=(check,)), now=NOON)
    assert [c.agrees for c in dates(record)[0].checks] == [agrees]


def test_details_are_found_by_document_and_country(two: Record) -> None:
    second = documents(two)[1].id
    for found in (places(two, document=second), quantities(two, document=second), dates(two, document=second)):
        assert {one.document_id for one in found} == {second}
    assert {e.country for e in entities(two, country="NLD")} == {"NLD"}
    assert (len(places(two, country="ZAF")), places(two, country="NLD")) == (2, ())


def test_only_the_current_reading_is_shown(two: Record) -> None:
    one = kept(1)
    keep(two, one, reading(one.document, (("events", "2"),)), now=LATER)
    first = documents(two)[0].id
    assert (len(places(two, document=first)), len(quantities(two, document=first))) == (1, 1)
    assert (len(dates(two, document=first)), len(entities(two, document=first))) == (2, 5)
    assert [len(d.checks) for d in dates(two, document=first)] == [1, 1]


def test_every_detail_has_its_words_in_the_file(record: Record) -> None:
    add(record, 1)
    check_record(record)
    names = ("owner_kind", "field", "position", "start", "end", "exact")
    with record.reading() as connection:
        found = connection.execute(sa.select(*(tables.evidence.c[name] for name in names)))
        rows = {tuple(row[:3]): row[3:] for row in found}
    new = {("place", "sector", 0), ("quantity", "told_as", 0), ("date check", "words", 0), ("date check", "said", 0)}
    assert new | {("date check", "against", 0), ("date check", "against", 1)} <= set(rows)
    assert all(TEXT.format(n=1)[start:end] == exact for start, end, exact in rows.values())


@pytest.mark.parametrize("field", ["bindings", "entities"])
def test_what_speaks_of_nothing_that_is_there_is_not_kept(record: Record, field: str) -> None:
    one = kept(1)
    made = reading(one.document)
    astray = {
        "bindings": (Binding(quantity=0, event="V9"),),
        "entities": (dataclasses.replace(made.entities[0], perhaps=Perhaps(entity="E9", rule="r")), *made.entities[1:]),
    }
    with pytest.raises(RecordError, match="does not hold together"):
        keep(record, one, dataclasses.replace(made, **{field: astray[field]}), now=NOON)  # type: ignore[arg-type]
    assert documents(record) == ()
