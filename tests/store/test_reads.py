import pytest

from detente.core.errors import RecordError
from detente.store import (
    ClaimView,
    EventView,
    Known,
    Record,
    added_since,
    bytes_of,
    claims,
    documents,
    drops,
    events,
    keep,
    outlets_of,
    reading_of,
    refusals,
    statements,
    summary,
)
from store.made import LATER, NAMES, NOON, TEXT, add, kept, reading


@pytest.fixture
def two(record: Record) -> Record:
    add(record, 1)
    add(record, 2, now=LATER)
    return record


def test_the_summary_counts(two: Record) -> None:
    found = summary(two)
    assert (found.documents, found.readings, found.claims, found.events, found.entities) == (2, 2, 4, 4, 10)
    assert found.events_by == {("ASSAULT", "happened"): 2, ("REJECT", "denied"): 2}
    assert found.drops == {("events", "nobody is named"): 2}
    assert found.refusals == {}


def test_documents_come_in_the_order_they_were_added(two: Record) -> None:
    first, second = documents(two)
    assert (first.external_id, second.external_id) == ("d1", "d2")
    assert (first.title, first.publisher, first.format) == ("Item 1", "Example Wire", "jsonl")
    assert (first.readings, first.claims, first.events) == (1, 2, 2)
    assert (first.added_at, second.added_at, first.fetched_at) == (NOON, LATER, None)


def test_what_was_added_after_a_moment_comes_the_latest_first(two: Record) -> None:
    first, second = (one.id for one in documents(two))
    assert added_since(two, None, limit=9) == {second: LATER, first: NOON}
    assert list(added_since(two, None, limit=1)) == [second]
    assert list(added_since(two, NOON, limit=9)) == [second]
    assert added_since(two, LATER, limit=9) == {}
    assert list(added_since(two, None, limit=9, known_on=Known(at=NOON))) == [first]


def test_outlets_of_documents_are_named_as_in_the_list(two: Record) -> None:
    first, second = documents(two)
    (found,) = outlets_of(two, [second.id, "nobody"]).values()
    assert (found.id, found.external_id, found.publisher) == (second.id, second.external_id, second.publisher)
    assert outlets_of(two, [first.id, second.id], known_on=Known(at=NOON)).keys() == {first.id}
    assert outlets_of(two, []) == {}


def test_documents_are_found_by_the_id_their_carrier_gave(two: Record) -> None:
    assert [d.title for d in documents(two, external_id="d2")] == ["Item 2"]
    assert documents(two, external_id="d3") == ()


def test_a_reading_comes_back_in_the_contracts_form(two: Record) -> None:
    found = documents(two)[0]
    assert reading_of(two, found.id) == reading(kept(1).document).model_dump()


def test_what_is_not_there_is_named(two: Record) -> None:
    with pytest.raises(RecordError, match="'nobody'"):
        reading_of(two, "nobody")
    with pytest.raises(RecordError, match="'nobody'"):
        bytes_of(two, "nobody")
    with pytest.raises(RecordError, match=documents(two)[0].id):
        reading_of(two, documents(two)[0].id, revision=2)


def test_a_claim_comes_with_its_words(two: Record) -> None:
    claim = claims(two)[0]
    text = TEXT.format(n=1)
    assert (claim.local_id, claim.mode, claim.mood, claim.confidence) == ("C1", "indirect", "said", 0.9)
    assert claim.source is not None
    assert (claim.source.name, claim.source.country, claim.source.sectors) == (NAMES[2], "ZAF", ("GOV",))
    assert claim.source.words.exact == text[claim.source.words.start : claim.source.words.end] == NAMES[2]
    assert [v.words.exact for v in claim.via] == ["the Daily"]
    assert claim.cue is not None
    assert claim.cue.exact == "said"
    assert claim.cue.prefix.endswith("ministry ")
    assert claim.parts == (claim.content,)


def test_a_source_that_stands_for_nobody_known_has_words_only(two: Record) -> None:
    claim = claims(two)[1]
    assert claim.source is not None
    assert (claim.source.entity_id, claim.source.name, claim.source.sectors) == (None, None, ())
    assert claim.source.words.exact == "Northland's ministry"
    assert (claim.cue, claim.via, claim.parts) == (None, (), ())


def _local(found: tuple[ClaimView, ...] | tuple[EventView, ...]) -> list[str]:
    return [one.local_id for one in found]


def test_claims_are_found_by_who_says_them(two: Record) -> None:
    assert _local(claims(two, source="the southland MIN")) == ["C1", "C1"]
    assert _local(claims(two, source="northland")) == ["C2", "C2"]
    assert _local(claims(two, source="the Daily")) == []
    assert _local(claims(two, source="100%")) == []
    assert _local(claims(two, country="ZAF")) == ["C1", "C1"]
    assert _local(claims(two, country="NLD")) == []


def test_claims_are_found_by_document_mode_and_mood(two: Record) -> None:
    second = documents(two)[1].id
    assert {c.document_id for c in claims(two, document=second)} == {second}
    assert _local(claims(two, document=second, mood="denied")) == ["C2"]
    assert _local(claims(two, mode="direct")) == []
    assert _local(claims(two, limit=3)) == ["C1", "C2", "C1"]


def test_an_event_comes_with_its_words(two: Record) -> None:
    event = events(two)[0]
    assert (event.type, event.mode, event.contexts, event.cameo) == ("ASSAULT", "firearms", ("military",), "190")
    assert (event.status, event.status_rule, event.score) == ("happened", "past tense in a claim", -9.5)
    assert [(a.name, a.country, a.sectors, a.words.exact) for a in event.actors] == [
        (NAMES[0], "NLD", ("GOV", "MIL"), NAMES[0])
    ]
    assert [r.words.exact for r in event.recipients] == [NAMES[1]]
    assert event.trigger.exact == "opened fire"
    assert event.evidence.exact.startswith(NAMES[0])
    assert event.place is not None
    assert (event.place.words.exact, event.place.country, event.place.lat) == ("Rivertown", "ZAF", 1.5)
    assert event.date is not None
    assert (event.date.first, event.date.precision) == ("2021-05-04", "day")


def test_an_event_names_the_claim_that_holds_it(two: Record) -> None:
    held, own_voice = events(two, document=documents(two)[0].id)
    assert held.claim_id == claims(two)[0].id
    assert own_voice.claim_id is None
    assert (own_voice.place, own_voice.date, own_voice.recipients) == (None, None, ())


def test_events_are_found_by_what_and_who(two: Record) -> None:
    assert _local(events(two, type="ASSAULT")) == ["V1", "V1"]
    assert _local(events(two, status="denied", limit=1)) == ["V2"]
    assert _local(events(two, type="ASSAULT", status="denied")) == []
    assert _local(events(two, actor_country="NLD")) == ["V1", "V2", "V1", "V2"]
    assert _local(events(two, recipient_country="NLD")) == []
    assert _local(events(two, country="ZAF")) == ["V1", "V1"]


def test_only_the_current_reading_is_shown(two: Record) -> None:
    one = kept(1)
    keep(two, one, reading(one.document, (("events", "2"),)), now=LATER)
    first = documents(two)[0]
    assert (first.readings, first.claims, first.events) == (2, 2, 2)
    assert len(claims(two, document=first.id)) == 2
    assert len(events(two, document=first.id)) == 2
    assert len(drops(two, document=first.id)) == 1
    assert summary(two).drops == {("events", "nobody is named"): 2}


def test_drops_say_what_was_left_out(two: Record) -> None:
    found = drops(two)
    assert {(d.stage, d.reason) for d in found} == {("events", "nobody is named")}
    assert TEXT.format(n=1)[found[0].start : found[0].end] == "denied it"


def test_there_are_no_refusals_where_all_was_read(two: Record) -> None:
    assert refusals(two) == ()


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"speaker": "southland ministry"}, 1),
        ({"speaker": "nobody"}, 0),
        ({"about": "NORTHLAND"}, 1),
        ({"about": "rivertown"}, 1),
        ({"toward": "Northland"}, 1),
        ({"toward": "Southland"}, 0),
        ({"words": "opened FIRE"}, 1),
        ({"words": "no such words"}, 0),
        ({"country": "ZAF"}, 1),
        ({"country": "NLD"}, 0),
    ],
)
def test_statements_are_found_by_who_whom_and_words(record: Record, narrowed: dict[str, str], found: int) -> None:
    add(record, 1)
    views = statements(record, **narrowed)  # type: ignore[arg-type]
    assert len(views) == found
    for view in views:
        assert view.office is not None
        assert view.office.exact == "ministry"
        assert [s.leaning for s in view.stances] == ["against"]
        assert view.date is not None
        assert view.date.first == "2021-05-04"
        assert [a.name for a in view.audience] == ["the Daily"]


def test_a_search_folds_capitals_and_diacritics_of_any_script() -> None:
    from detente.store.fold import fold

    assert fold("ERDOĞAN") == fold("Erdogan") == "erdogan"
