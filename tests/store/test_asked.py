"""However a list is found, by walking it or by an index, it is the one that reading all of it gives."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from detente.reading.records import Event, Interval
from detente.store import (
    ClaimView,
    EventView,
    Record,
    claims,
    documents,
    documents_called,
    entities,
    events,
    keep,
    keep_reading,
    statements,
    subjects_called,
    summary,
    withdraw,
)
from detente.store.days import LONGEST, span_of
from detente.store.fold import fold
from detente.store.known import NOW, Known
from store.made import NOON, kept, reading

NEWER = (("sentences", "2"), ("events", "1"))
HOUR = dt.timedelta(hours=1)
DAYS = (
    ("2021-05-04", "2021-05-04"),
    ("2021-05-01", "2021-05-31"),
    ("2021-01-01", "2021-12-31"),
    ("2019-01-01", "2022-12-31"),
    ("2021-05-05", "2021-05-11"),
    ("2021-06-01", "2021-05-01"),
    ("20210504", "2021-05-04"),
    ("2021-02-30", "2021-02-30"),
)


def dated(event: Event, n: int) -> Event:
    """Return an event that happened some other time."""
    first, last = DAYS[n % len(DAYS)]
    return dataclasses.replace(event, date=Interval(first=first, last=last, precision="day", rule="stated"))


@pytest.fixture
def many(record: Record) -> Record:
    """Return a record of documents, some of them read twice, with events of all lengths, and one withdrawn."""
    for n in range(len(DAYS) + 2):
        made = reading(kept(n).document)
        first, *others = made.events
        again = dataclasses.replace(made, events=(dated(first, n), *others))
        keep(record, kept(n), again, now=NOON + n * HOUR)
    listed = documents(record)
    for n in (1, 5):
        made = reading(kept(n).document, NEWER)
        changed = dataclasses.replace(made, events=made.events[1:], bindings=())
        keep_reading(record, listed[n].id, changed, now=NOON + 30 * HOUR)
    withdraw(record, "document", listed[3].id, author="Ada", reason="a draft", now=NOON + 31 * HOUR)
    return record


@pytest.fixture(params=[3, 1_000])
def walked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let so many documents be looked through before an index is asked."""
    monkeypatch.setattr("detente.store.asked.WALKED", request.param)
    return int(request.param)


TIMES = [NOW, *(Known(at=NOON + hours * HOUR) for hours in (4, 29, 30, 40))]


def said(words: str) -> Callable[[ClaimView], bool]:
    return lambda claim: fold(words) in fold(" ".join(p.exact for p in claim.parts) or claim.content.exact)


BOTH_WAYS = [(True, NOW), (False, NOW), (True, TIMES[2]), (False, TIMES[3])]


def test_words_are_found_as_by_reading_all(many: Record, walked: int) -> None:  # noqa: ARG001
    for newest, known_on in BOTH_WAYS:
        whole = statements(many, newest=newest, known_on=known_on)
        for words in ("OPENED fire", "re", "unsaid words", '"'):
            wanted = [s for s in whole if said(words)(s.claim)]
            for limit in (None, 4):
                assert (
                    list(statements(many, words=words, newest=newest, limit=limit, known_on=known_on)) == wanted[:limit]
                )
        of_all = claims(many, newest=newest, known_on=known_on)
        for name in ("ministry", "Southland's", "nobody at all"):
            wanted_claims = [c for c in of_all if is_said_by(c, name)]
            for limit in (None, 3):
                found = claims(many, source=name, newest=newest, limit=limit, known_on=known_on)
                assert list(found) == wanted_claims[:limit]


def is_said_by(claim: ClaimView, name: str) -> bool:
    source = claim.source
    if source is None:
        return False
    texts = (source.name, source.role) if source.entity_id else (source.words.exact,)
    return any(fold(name) in fold(text) for text in texts if text)


ASKED_DAYS = [*DAYS[:3], *DAYS[5:], (None, "2021-05-03"), ("2021-05-06", None), ("2021", "9999-12-31")]


def happened(since: str | None, until: str | None) -> Callable[[EventView], bool]:
    def check(event: EventView) -> bool:
        first, last = (event.date.first, event.date.last) if event.date else (None, None)
        after = since is None or (last is not None and last >= since)
        return after and (until is None or (first is not None and first <= until))

    return check


def test_days_are_found_as_by_reading_all(many: Record, walked: int) -> None:  # noqa: ARG001
    for newest, known_on in BOTH_WAYS:
        for country in (None, "ZAF"):
            whole = events(many, country=country, newest=newest, known_on=known_on)
            for since, until in ASKED_DAYS:
                wanted = list(filter(happened(since, until), whole))
                for limit in (None, 2):
                    found = events(
                        many, country=country, since=since, until=until, newest=newest, limit=limit, known_on=known_on
                    )
                    assert list(found) == wanted[:limit]


@pytest.mark.parametrize("known_on", TIMES)
def test_what_is_counted_is_what_is_listed(many: Record, known_on: Known) -> None:
    found = summary(many, known_on=known_on)
    listed = documents(many, known_on=known_on)
    assert (found.documents, found.texts, found.voices) == (len(listed),) * 3
    assert (found.readings, found.unread) == (sum(d.readings for d in listed), 0)
    told = events(many, known_on=known_on)
    assert (found.events, sum(found.events_by.values())) == (len(told),) * 2
    assert (found.claims, found.entities) == (
        len(claims(many, known_on=known_on)),
        len(entities(many, known_on=known_on)),
    )


@pytest.mark.parametrize("longest", LONGEST)
def test_what_lasted_a_day_longer_is_of_the_next_span(longest: int) -> None:
    first = dt.date(2021, 5, 4)
    spans = [span_of(first.isoformat(), (first + dt.timedelta(longest + more)).isoformat()) for more in (0, 1)]
    assert spans == [LONGEST.index(longest), LONGEST.index(longest) + 1]


def test_what_has_no_such_day_is_of_the_last_span_and_what_has_no_day_of_none() -> None:
    assert [span_of(*days) for days in (("2021", "2022"), (None, "2021-05-04"), (None, None))] == [len(LONGEST)] * 2 + [
        None
    ]


@pytest.mark.parametrize("given", ["", "%", "_", "\x00", "\ud800", "zz", "d9'"])
def test_what_calls_no_document_finds_none(many: Record, given: str) -> None:
    assert documents_called(many, given) == ()


def test_a_document_is_found_by_its_name_and_by_how_its_id_begins(many: Record) -> None:
    first, *others = documents(many)
    assert documents_called(many, first.external_id) == documents_called(many, first.id) == (first.id,)
    for figures in (1, 4):
        wanted = sorted(one.id for one in (first, *others) if one.id.startswith(first.id[:figures]))
        assert list(documents_called(many, first.id[:figures])) == wanted


def test_the_history_of_what_an_id_begins_with_is_found(many: Record) -> None:
    first = documents(many)[0]
    assert ("document", first.id) in subjects_called(many, first.id[:8])
    assert list(subjects_called(many, "zz")) == []
