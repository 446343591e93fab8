"""Releases: what is seen at each level, by every question that can be asked of a record; and that nothing else is."""

import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from detente import store
from detente.core.errors import RecordError, UsageError
from detente.documents.packet import Packet
from detente.review.records import Subject
from detente.store import (
    Address,
    Entry,
    Known,
    Level,
    Pace,
    Record,
    RecordPlace,
    Standing,
    Summary,
    Wanted,
    add_review,
    added_days,
    compare_waiting,
    counting_reviews,
    decisions,
    documents,
    documents_called,
    entities,
    entries,
    events,
    events_told,
    find_incident,
    gather_incidents,
    grade_source,
    hidden_keys,
    history,
    keep_entries,
    keep_releases,
    last_passed,
    observations,
    open_record,
    open_session,
    open_snapshot,
    place_of,
    releases,
    restore,
    reviewed_events,
    reviews,
    session_draw,
    session_of,
    settle_item,
    standing_releases,
    statements,
    subject_rows,
    subjects_called,
    summary,
    tables,
    take_snapshot,
    text_of,
    verify,
    voices,
)
from detente.store.policies import COUNTED, DESK, EMPTY, MASKS, POLICIES, WHOLE
from detente.store.tallies import counts_of
from store.made import LATER, NOON, add, bring_in, judge, link

BY: dict[str, Any] = {"author": "Vera Mint", "reason": "agreed on Monday"}
NEXT = LATER + dt.timedelta(days=1)
PEOPLE = re.compile("Ada|Ann|Ben|Bob|Cem|Vera|one and the same|a slip|another day|it says so|a draft")
"""Names of the desk's people in the records of `made`, and what they gave as reasons."""

WRITERS = re.compile(
    "(add_review|begin_linking|compare_waiting|dismiss|end|grade|keep|merge|note|open_session|put|refuse|remake|remove"
    "|renew|restate|settle|split|take_lease|take_up|undo|withdraw)(_|$)"
)
"""Functions that write: a record of a level is only read."""
EXEMPT = {
    "carried": "holds what it is given, and asks nothing",
    "derived": "holds what it is given, and asks nothing",
    "changes_between": "says whose rows to read again, which are read as the level sees them",
    "check_record": "says whether the file is whole, and nothing of what is in it",
    "verify": "proves the whole record, and is asked of it as the desk has it",
    "take_snapshot": "copies what it is given into a file, and is given the record as the desk has it",
    "find_pairs": "is a step of linking, in temporary tables of its own, by somebody who writes",
    "bodies_by_number": "is asked below with numbers",
    "withdrawals": "ids of what reports tell are no words; of documents and entries it is asked below",
    "withdrawal_of": "is the last of those, of one thing",
}


@pytest.fixture
def full(record: Record) -> Record:
    """Return a record with something in nearly every table."""
    for n in (1, 2):
        add(record, n)
    judge(record)
    said = {one.subject.key for one in reviews(record)} | {one.key for one in session_of_all(record)}
    open_ones = (row.subject for row in subject_rows(record) if row.subject.kind == "event")
    doubted = next(one for one in open_ones if one.key not in said)
    add_review(record, doubted, coder="Bob", verdict="doubt", comment="it says so", now=NOON)
    bring_in(record)
    link(record, now=LATER)
    figure = Entry(subject="e" * 32, kind="figure", owner="line", content={"n": 4}, first="2031-05-03")
    keep_entries(record, [figure], author="Ada", reason="a draft", now=NOON)
    return record


def session_of_all(record: Record) -> list[Subject]:
    """Return what is in any session."""
    return [one for view in store.review_sessions(record) for one in view.items]


@pytest.fixture
def seen(path: RecordPlace) -> Iterator[Callable[..., Record]]:
    """Return what opens the record as a level sees it at a time."""
    opened: list[Record] = []

    def see(level: Level = "public", *, at: dt.datetime = NEXT) -> Record:
        opened.append(open_record(path, read_only=True, level=level, clock=lambda: at))
        return opened[-1]

    yield see
    for one in opened:
        one.close()


def read(record: Record) -> str:
    """Return a document in which something was read."""
    return next(view.id for view in documents(record) if view.events)


def ids(record: Record) -> list[str]:
    return [one.id for one in documents(record)]


def release(record: Record, *subjects: str, level: Level = "public", **more: Any) -> tuple[str, ...]:
    return keep_releases(record, "document", subjects, level=level, **{**BY, "now": LATER, **more})


def test_every_table_of_the_record_has_one_rule() -> None:
    rules = [*POLICIES, *WHOLE, *EMPTY, *COUNTED]
    assert sorted(rules) == sorted(tables.metadata.tables)
    assert all({**WHOLE, **EMPTY, **COUNTED}.values())
    for table, masks in MASKS.items():
        assert set(masks) <= set(tables.metadata.tables[table].columns.keys())


def test_every_column_for_people_of_the_desk_is_masked() -> None:
    who = {"author", "reason", "coder", "coders", "comment", "opened_by"}
    named = {(name, c) for name in POLICIES for c in who & set(tables.metadata.tables[name].columns.keys())}
    named.discard(("drops", "reason"))  # why a stage left something out: nobody of the desk said so
    assert named == {(name, c) for name, masks in MASKS.items() for c in masks if c in who}


@pytest.mark.parametrize("level", ["public", "parties"])
def test_of_a_record_of_which_nothing_is_released_no_table_has_a_row(
    full: Record, seen: Callable[..., Record], level: Level
) -> None:
    with full.reading() as connection:
        there = {t.name for t in tables.metadata.sorted_tables if connection.execute(sa.select(t).limit(1)).first()}
    assert set(POLICIES) - there <= {"releases", "date_checks"}
    with seen(level).reading() as connection:
        left = {t.name for t in tables.metadata.sorted_tables if connection.execute(sa.select(t).limit(1)).first()}
    assert left == set(WHOLE)


ASKED: dict[str, Callable[[Record], dict[str, Any]]] = {
    "incidents": lambda r: {"incidents": [one.id for one in gather_incidents(r, Wanted())]},
    "keys": lambda r: {"keys": [one.key for whole in gather_incidents(r, Wanted()) for one in whole.accounts]},
    "document": lambda r: {"document": read(r)},
    "given": lambda r: {"given": read(r)[:20]},
    "incident": lambda r: {"incident": gather_incidents(r, Wanted())[0].id},
    "decision": lambda r: {"decision": decisions(r)[0].id},
    "subject": lambda r: {"subject": read(r)},
    "wanted": lambda _: {"wanted": Wanted()},
    "kind": lambda _: {"kind": "figure"},
    "review": lambda r: {"review": reviews(r)[0].id},
    "reading": lambda r: {"reading": store.readings(r, read(r))[0].id},
    "now": lambda _: {"now": NEXT},
    "at": lambda _: {"at": NEXT},
    "number": lambda _: {"number": 1},
    "url": lambda _: {"url": "https://wire.example/1"},
    "numbers": lambda _: {"numbers": [1]},
    "first": lambda _: {"first": dt.date(2021, 1, 1)},
    "last": lambda _: {"last": dt.date(2026, 12, 31)},
    "near": lambda _: {"near": (dt.date(2021, 1, 1), dt.date(2026, 12, 31))},
    "precisions": lambda _: {"precisions": ("day",)},
    "stages": lambda _: {"stages": [("x", "9")]},
    "weights": lambda _: {"weights": _weights()},
    "only": lambda _: {},
    "forms": lambda _: {"forms": True},
    "since": lambda _: {"since": NOON - dt.timedelta(days=3_650)},
    "until": lambda _: {"until": NEXT + dt.timedelta(days=3_650)},
    "limit": lambda _: {"limit": 50},
    "ids": lambda r: {"ids": [read(r)]},
    "coder": lambda _: {"coder": "Ann"},
    "key": lambda r: {"key": reviews(r)[0].subject.key},
    "set_hash": lambda r: {"set_hash": store.drill_sets(r)[0].hash},
}
OWN: dict[str, Callable[[Record], dict[str, Any]]] = {
    "forms_named": lambda r: {"documents": [one.document_id for one in store.observations(r)]},
    "added_to": lambda r: {"document": read(r), "reading": store.reading_of(r, read(r))},
    "entry_revisions": lambda _: {"subject": "e" * 32},
    "find_incident": lambda r: {"given": gather_incidents(r, Wanted())[0].id},
    "find_subject": lambda r: {"given": next(iter(subject_rows(r))).subject.key},
    "session_of": lambda r: {"given": store.review_sessions(r)[0].id},
    "session_codings": lambda r: {"session": store.review_sessions(r)[0]},
    "packet_of": lambda _: {"refusal": "0" * 32},
    "was_dropped": lambda _: {"packet": Packet(name="x.html", suffix=".html", data=b""), "code": "empty"},
    "coder_review": lambda r: {"review": reviews(r)[0].id, "coder": reviews(r)[0].coder},
    "coder_reviews_of": lambda r: {"key": reviews(r)[0].subject.key, "coder": reviews(r)[0].coder},
    "listing": lambda _: {"asked": store.Listing(), "limit": 50},
    "documents_with": lambda _: {"asked": [[store.Words(keys=("fire",))]], "limit": 50},
    "incident_page": lambda _: {"wanted": Wanted(), "after": None, "limit": 50, "voice": {}},
    "readings_among": lambda r: {"documents": [read(r)]},
    "readings_named": lambda r: {"ids": [store.readings(r, read(r))[-1].id]},
    "has_document": lambda r: {"bytes_hash": _one(r, tables.documents.c.bytes_hash)},
    "has_reading": lambda r: {"bytes_hash": _one(r, tables.documents.c.bytes_hash), "stages": list(store_stages())},
    "waiting_among": lambda r: {"documents": [_one(r, tables.documents.c.id)], "stages": [("x", "9")]},
    "readings_holding": lambda _: {"types": ["ASSAULT"], "words": ["fire"]},
}
QUIET = {"packet_of"}
"""Asked of the desk's own record they may have nothing to tell, or take what is not made here."""


def store_stages() -> tuple[tuple[str, str], ...]:
    from store.made import STAGES

    return STAGES


def _weights() -> Any:
    from detente.incidents.scoring import default_weights

    return default_weights()


def _one(record: Record, column: Any) -> Any:
    with record.reading() as connection:
        return connection.scalar(sa.select(column).limit(1))


def readers() -> list[str]:
    """Return the names of all functions of the store that are asked of a record."""
    found = []
    for name in store.__all__:
        call = getattr(store, name)
        if inspect.isfunction(call):
            first = next(iter(inspect.signature(call).parameters), None)
            if first == "record" and not WRITERS.match(name) and name not in EXEMPT:
                found.append(name)
    return found


def arguments(record: Record, name: str) -> dict[str, Any]:
    """Return what a function is asked with about what is in the record."""
    if name in OWN:
        return OWN[name](record)
    wanted = inspect.signature(getattr(store, name)).parameters.values()
    needed = [one.name for one in list(wanted)[1:] if one.default is one.empty and one.kind is not one.VAR_KEYWORD]
    return {key: value for one in needed for key, value in ASKED[one](record).items()}


def is_nothing(told: Any) -> bool:
    if isinstance(told, Iterator):
        told = list(told)
    if isinstance(told, Summary):
        return not any(getattr(told, name) for name in Summary.__slots__)
    if isinstance(told, Pace):
        return told == Pace(today=0, last_hour=0)
    if isinstance(told, tuple) and len(told) == 2 and told == (0, "0" * 64):
        return True
    if isinstance(told, tuple) and told and all(isinstance(one, dict) for one in told):
        return not any(told)
    return not told


def test_the_exempted_are_there_and_the_others_are_many() -> None:
    assert set(EXEMPT) <= set(store.__all__)
    assert len(readers()) > 60


@pytest.mark.parametrize("known_on", [None, NEXT])
def test_no_question_of_the_store_is_answered_out_of_what_is_not_released(
    full: Record, seen: Callable[..., Record], known_on: dt.datetime | None
) -> None:
    public, silent = seen(), list[str]()
    told: list[tuple[str, object]] = []
    for name in readers():
        call, asked = getattr(store, name), arguments(full, name)
        parameter = inspect.signature(call).parameters.get("known_on")
        if known_on is not None and parameter is not None:
            asked["known_on"] = Known(at=known_on) if isinstance(parameter.default, Known) else known_on
        if name not in QUIET and is_nothing(call(full, **asked)):
            silent.append(name)
        try:
            found = call(public, **asked)
            found = list(found) if isinstance(found, Iterator) else found
        except (UsageError, RecordError) as error:
            if isinstance(error, RecordError) and name not in QUIET and "holds nothing of" not in str(error):
                told.append((name, error))  # what is not seen is not there; nothing is broken for who does not see it
            continue
        if not is_nothing(found):
            told.append((name, found))
    told = [(name, found) for name, found in told if name not in ("added_to", "session_codings")]
    assert told == []
    # the same questions are answered out of the desk's own record: it is not that nothing was asked
    assert set(silent) <= SILENT


SILENT = {
    "document_languages", "shift_of", "standing_releases",
    "addresses", "incident_sizes", "readings_that_quote",
    "added_by_people", "added_to", "carriers", "drill_answers", "hidden_ids", "hidden_keys", "lowered_readings",
    "open_proposals", "readings_with_agreements", "recycled", "refusals", "releases", "last_passed",
    "supposed_dealings", "together_with", "waiting_documents", "due_sources", "is_settled", "review_queue",
    "session_draw", "entries_called",
}  # fmt: skip
"""Of the records of `made` they have nothing to tell."""


def test_of_one_released_document_all_is_seen_and_of_the_others_nothing(
    full: Record, seen: Callable[..., Record]
) -> None:
    one, *others = [view for view in documents(full) if events(full, document=view.id)]
    assert release(full, one.id) == (one.id,)
    public = seen()
    assert ids(public) == [one.id]
    assert events(public) == events(full, document=one.id)
    assert statements(public) == statements(full, document=one.id)
    assert entities(public) == entities(full, document=one.id)
    assert text_of(public, one.id) == text_of(full, one.id)
    assert {account.document for whole in gather_incidents(public, Wanted()) for account in whole.accounts} == {one.id}
    assert set(voices(public)) == {one.id}
    for other in others:
        assert documents_called(public, other.id) == ()
        assert subjects_called(public, other.id) == []
        with pytest.raises(RecordError, match="holds nothing"):
            text_of(public, other.id)


def test_where_all_is_released_all_is_seen(full: Record, seen: Callable[..., Record]) -> None:
    release(full, *ids(full))
    public = seen()
    for ask in (documents, events, statements, entities, observations, added_days, voices, store.claims, store.places):
        assert ask(public) == ask(full) != ()
    assert len(gather_incidents(public, Wanted())) == len(gather_incidents(full, Wanted()))
    assert events_told(public) == events_told(full)
    own, theirs = ({n: getattr(summary(r), n) for n in Summary.__slots__ if n != "refusals"} for r in (full, public))
    assert theirs == own
    then = Known(at=NEXT)
    assert summary(public, known_on=then).events_by == summary(full, known_on=then).events_by
    assert summary(public, known_on=then).documents == summary(full, known_on=then).documents


def test_counts_are_of_what_is_released(full: Record, seen: Callable[..., Record]) -> None:
    one = next(view.id for view in documents(full) if events(full, document=view.id))
    release(full, one)
    with full.reading() as connection:
        counted = counts_of(connection, tables.readings.c.document_id == one, tables.readings.c.superseded_at.is_(None))
    with seen().reading() as connection:
        rows = connection.execute(sa.select(tables.tallies)).all()
    assert {(row.kind, row.first, row.second): row.number for row in rows} == dict(counted)
    told = summary(seen())
    assert (told.documents, told.texts, told.voices, told.readings, told.unread) == (1, 1, 1, 1, 0)
    assert told.claims > 0
    assert told.entities > 0


def test_each_level_sees_what_is_released_to_it_and_to_those_before(full: Record, seen: Callable[..., Record]) -> None:
    first, second, third, *_ = ids(full)
    release(full, first, level="public")
    release(full, second, level="parties")
    assert set(ids(seen("public"))) == {first}
    assert set(ids(seen("parties"))) == {first, second}
    assert third in ids(full)


def test_what_is_released_with_a_delay_is_seen_when_it_has_passed(full: Record, seen: Callable[..., Record]) -> None:
    one = ids(full)[0]
    release(full, one, level="parties")
    assert release(full, one, delay=dt.timedelta(hours=48)) == (one,)
    before, after = LATER + dt.timedelta(hours=47), LATER + dt.timedelta(hours=48)
    assert ids(seen("public", at=before)) == []
    assert ids(seen("parties", at=before)) == [one]
    assert ids(seen("public", at=after)) == [one]
    assert (last_passed(full, before), last_passed(full, after)) == (LATER, after)
    assert last_passed(full, NOON) is None


def test_an_open_record_sees_what_comes_while_it_is_open(full: Record, path: RecordPlace) -> None:
    one = ids(full)[0]
    clock = [LATER]
    with open_record(path, read_only=True, level="public", clock=lambda: clock[0]) as public:
        assert ids(public) == []
        release(full, one, delay=dt.timedelta(hours=1))
        assert ids(public) == []
        clock[0] += dt.timedelta(hours=1)
        assert ids(public) == [one]
        release(full, one, level="internal", now=clock[0])
        assert ids(public) == []


def test_the_last_word_counts_and_history_keeps_all(full: Record, seen: Callable[..., Record]) -> None:
    one = ids(full)[0]
    release(full, one, delay=dt.timedelta(hours=5))
    assert release(full, one, level="internal", author="Tarn", reason="a name stands in it") == (one,)
    assert ids(seen(at=NEXT)) == []
    assert release(full, one, level="internal") == ()
    assert release(full, one) == (one,)
    assert release(full, one, delay=dt.timedelta(hours=5)) == ()
    said = [(view.revision, view.level, view.author) for view in releases(full, subject=one)]
    assert said == [(1, "public", "Vera Mint"), (2, "internal", "Tarn"), (3, "public", "Vera Mint")]
    assert [v.revision for v in releases(full, known_on=Known(at=NOON))] == []
    assert ("release", "internal: a name stands in it") in {(v.kind, v.reason) for v in history(full, one)}
    assert not list(verify(full).complaints)


def test_whoever_releases_says_who_and_why_of_what_there_is(full: Record) -> None:
    one = ids(full)[0]
    with pytest.raises(UsageError, match="a name and a reason"):
        release(full, one, reason=" ")
    with pytest.raises(UsageError, match="at once"):
        release(full, one, level="internal", delay=dt.timedelta(hours=1))
    with pytest.raises(UsageError, match="hours to come"):
        release(full, one, delay=-dt.timedelta(hours=1))
    with pytest.raises(UsageError, match="not in this record; nothing was released"):
        release(full, one, "f" * 32)
    assert releases(full) == ()


def test_entries_are_released_one_by_one_without_who_wrote_them(full: Record, seen: Callable[..., Record]) -> None:
    other = Entry(subject="d" * 32, kind="figure", owner="line", content={"n": 5})
    keep_entries(full, [other], author="Ada", reason="a draft", now=NOON)
    keep_releases(full, "entry", ["e" * 32], level="public", **BY, now=LATER)
    (told,) = entries(seen(), kind="figure")
    assert (told.content, told.author, told.reason) == ({"n": 4}, DESK, "")
    assert [(v.kind, v.author) for v in history(seen(), "e" * 32)] == [("entry", DESK)]


@pytest.mark.parametrize("level", ["public", "parties"])
def test_who_of_the_desk_put_a_text_before_both_sides_is_not_told(
    full: Record, seen: Callable[..., Record], level: Level
) -> None:
    words = {"id": "7" * 32, "text": "Fire \u2028 “was” opened.", "by": "Ada Voss"}
    laid = {"text": words, "about": [{"by": "North"}]}
    text = Entry(subject="7" * 32, kind="text", owner="line", content=laid)
    other = Entry(subject="8" * 32, kind="note", owner="line", content={"text": {"by": "Northland"}})
    keep_entries(full, [text, other], author="Ada Voss", reason="laid", now=NOON)
    keep_releases(full, "entry", ["7" * 32, "8" * 32], level=level, **BY, now=LATER)
    (told,) = entries(seen(level), kind="text")
    assert told.content == {"text": words | {"by": DESK}, "about": laid["about"]}
    assert entries(seen(level), kind="note")[0].content == other.content
    assert entries(full, kind="text")[0].content == laid


@pytest.mark.parametrize("level", ["public", "parties"])
def test_who_of_the_desk_took_a_step_of_an_enquiry_is_not_told(
    full: Record, seen: Callable[..., Record], level: Level
) -> None:
    held = [{"words": "Two craters.", "by": "Ada Voss", "source": "visit"}]
    step = {"subject": "5" * 32, "number": 1, "rung": "confirmed", "by": "Ben Hay", "body": "M", "evidence": held}
    about = {"id": "5" * 32, "claimant": "A", "evidence": {"words": "fire: 3", "by": "Cem Oak", "source": "a table"}}
    entry = Entry(subject="6" * 32, kind="step", owner="line", content={"step": step, "about": about})
    keep_entries(full, [entry], author="Ada", reason="a draft", now=NOON)
    keep_releases(full, "entry", ["6" * 32], level=level, **BY, now=LATER)
    (told,) = entries(seen(level), kind="step")
    assert told.content == {
        "step": step | {"by": DESK, "evidence": [held[0] | {"by": DESK}]},
        "about": about | {"evidence": {"words": "fire: 3", "by": DESK, "source": "a table"}},
    }
    assert not re.search("Ada|Ben|Cem", str(told))
    assert entries(full, kind="step")[0].content["step"]["by"] == "Ben Hay"


def test_nobody_of_the_desk_is_named_to_others(full: Record, seen: Callable[..., Record]) -> None:
    release(full, *ids(full))
    public = seen()
    with public.reading() as connection:
        told = {
            t.name: [repr(v) for row in connection.execute(sa.select(t)) for v in row if isinstance(v, str | list)]
            for t in tables.metadata.sorted_tables
            if t.name in POLICIES and t.name != "observations"
        }
    named = {(name, v[:60]) for name, values in told.items() for v in values if PEOPLE.search(v)}
    # the form's words were written by its observer, and the form was released with them
    assert {name for name, _ in named} <= {"documents"}
    assert told["reviews"]
    assert told["decisions"]
    assert told["memberships"]


def test_what_people_rejected_and_corrected_counts_for_everybody(full: Record, seen: Callable[..., Record]) -> None:
    release(full, *ids(full))
    own = {one.machine.id: one.is_rejected for one in reviewed_events(full)}
    assert any(own.values())
    assert {one.machine.id: one.is_rejected for one in reviewed_events(seen())} == own
    mine, theirs = counting_reviews(full), counting_reviews(seen())
    assert {key: (r.verdict, r.fields) for key, r in theirs.items()} == {
        key: (r.verdict, r.fields) for key, r in mine.items()
    }


def test_what_two_coders_agree_on_blind_counts_and_what_they_code_is_hidden(
    record: Record, seen: Callable[..., Record]
) -> None:
    add(record, 1)
    assert session_draw(record)
    assert session_draw(seen()) == []
    release(record, *ids(record))
    assert session_draw(seen()) == session_draw(record)
    session = open_session(record, coders=("Zoe", "Ann"), sample=1, blind_to_machine=True, author="Cem", now=NOON)
    (item,) = session.items
    add_review(record, item, coder="Zoe", verdict="reject", now=LATER)
    assert hidden_keys(seen()) == hidden_keys(record) == {item.key}
    assert reviews(seen()) == ()
    add_review(record, item, coder="Ann", verdict="reject", now=LATER)
    assert hidden_keys(seen()) == frozenset()
    assert counting_reviews(seen())[item.key].verdict == "reject"
    assert {one.coder for one in reviews(seen())} == {f"{DESK}, coder 1", f"{DESK}, coder 2"}
    held = session_of(record, session.id)
    settle_item(
        record, held, item, author="Ann", how="talk", verdict="accept", fields={}, reason="it says so", now=NEXT
    )
    assert counting_reviews(seen())[item.key].verdict == "accept"
    assert {one.coder for one in reviews(seen()) if one.settles} == {f"{DESK}, coder 1"}


def test_an_incident_holds_together_without_what_is_not_released(record: Record, seen: Callable[..., Record]) -> None:
    for n in (1, 2, 3):
        add(record, n)
    link(record, now=NOON)
    (whole,) = gather_incidents(record, Wanted())
    one, other, hidden = (account.document for account in whole.accounts)
    release(record, one, other)
    found = find_incident(seen(), whole.id)
    assert {account.document for account in found.accounts} == {one, other}
    keys = {account.key for account in found.accounts}
    assert {key for link_ in found.links for key in (link_.one, link_.other)} <= keys
    assert {of.account for of in found.memberships} == keys
    assert {reports for key, (_, reports) in events_told(seen()).items() if key in keys} == {1}
    assert hidden not in {account.document for account in found.accounts}
    public = found.publishers
    assert set(public) == {one, other}


def test_a_table_that_no_rule_names_is_empty(full: Record, path: RecordPlace, seen: Callable[..., Record]) -> None:
    with full.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (words TEXT)")
        connection.exec_driver_sql("INSERT INTO notes VALUES ('secret')")
        assert connection.exec_driver_sql("SELECT words FROM notes").all() == [("secret",)]
    release(full, *ids(full))
    with seen().reading() as connection:
        assert connection.exec_driver_sql("SELECT words FROM notes").all() == []
    del path


def test_a_record_of_a_level_is_only_read(full: Record, path: RecordPlace, seen: Callable[..., Record]) -> None:
    with pytest.raises(RecordError, match="open it to be read only"):
        open_record(path, level="public")
    with pytest.raises(RecordError):
        grade_source(seen(), "Example Wire", "A", author="Ada", reason="so it seems", now=LATER)
    release(full, ids(full)[0])
    with pytest.raises(RecordError):
        release(seen("parties"), ids(full)[0], level="internal")
    assert len(releases(full)) == 1


def test_hostile_names_and_reasons_stay_words(full: Record, seen: Callable[..., Record]) -> None:
    one = ids(full)[0]
    told = "'); DROP TABLE documents; -- %s <script>\u202e"
    release(full, one, author=told, reason=told)
    (said,) = releases(full)
    assert (said.author, said.reason) == (told, told)
    (seen_,) = releases(seen())
    assert (seen_.author, seen_.reason) == (DESK, "")


def test_releases_are_proved_and_go_with_a_snapshot(
    full: Record, new_path: Callable[[str], RecordPlace], tmp_path: Path
) -> None:
    release(full, ids(full)[0])
    take_snapshot(full, tmp_path / "s.zip", now=LATER)
    with open_snapshot(tmp_path / "s.zip") as snapshot:
        restore(snapshot, new_path("again"))
    with open_record(new_path("again")) as again:
        assert releases(again) == releases(full)
    with full.writing() as connection:
        connection.execute(sa.update(tables.releases).values(visible_from=NOON))
    assert any("release" in one and "altered" in one for one in verify(full).complaints)


def test_a_server_that_would_not_look_at_the_views_first_is_refused(
    full: Record, path: RecordPlace, database: str
) -> None:
    if not isinstance(path, Address):
        pytest.skip("a file has no search path")
    del full, database
    behind = Address(url=path.url.update_query_dict({"options": "-csearch_path=public,pg_temp"}))
    with (
        open_record(behind, read_only=True, level="public") as public,
        pytest.raises(RecordError, match="cannot be kept apart"),
    ):
        documents(public)


def test_copies_of_what_is_not_released_are_not_told_of(record: Record, seen: Callable[..., Record]) -> None:
    bring_in(record)
    list(compare_waiting(record))
    one, other = ids(record)
    assert [view.document_id for view in store.copies_of(record, one)] == [other]
    release(record, one)
    assert store.copies_of(seen(), one) == ()
    release(record, other)
    assert [view.document_id for view in store.copies_of(seen(), one)] == [other]
    assert summary(seen()).voices == summary(record).voices == 1


def test_what_is_kept_under_a_ceasefire_is_released_to_its_own_officers(record: Record, path: RecordPlace) -> None:
    def entry(subject: str, kind: str, owner: str, **content: Any) -> Entry:
        return Entry(subject=subject * 32, kind=kind, owner=owner, content=content)

    kept = [
        entry("1", "ceasefire", "north"), entry("2", "text", "north"), entry("3", "ceasefire", "south"),
        entry("4", "text", "south"), entry("5", "watch", "valley"), entry("6", "figure", "south"),
        entry("7", "signature", "north", text="2" * 32),
    ]  # fmt: skip
    keep_entries(record, kept, author="Ada", reason="a draft", now=NOON)
    to_parties = [one.subject for one in kept if one.subject[0] in "12345"]
    keep_releases(record, "entry", to_parties, level="parties", **BY, now=LATER)
    keep_releases(record, "entry", ["6" * 32], level="public", **BY, now=LATER)
    seen = {}
    for ceasefire in ("north", "south", "", None):
        with open_record(path, read_only=True, level="parties", ceasefire=ceasefire, clock=lambda: NEXT) as theirs:
            kinds = {one.kind for one in kept}
            seen[ceasefire] = "".join(sorted(one.subject[0] for kind in kinds for one in entries(theirs, kind=kind)))
            noted = "".join(str(n) for n in range(1, 8) if history(theirs, f"{n}" * 32))
            assert noted == seen[ceasefire]
            assert {one.subject[0] for one in releases(theirs)} == set(seen[ceasefire]) - {"7"}
    assert seen == {"north": "12567", "south": "3456", "": "56", None: "1234567"}


def test_what_is_released_at_once_is_listed_page_by_page_and_whole(record: Record) -> None:
    bring_in(record)
    ids = [one.id for one in documents(record)]
    later = NOON + dt.timedelta(hours=1)
    keep_releases(record, "document", ids, level="public", author="Ada", reason="agreed", now=NOON)
    keep_releases(record, "document", ids[:1], level="parties", author="Ada", reason="less", now=later)
    keep_releases(record, "document", ids[1:2], level="internal", author="Ada", reason="no", now=later)
    whole = standing_releases(record, at=later, kind="document")
    assert whole[0].subject == ids[0]
    assert {one.subject for one in whole} == {*ids} - {ids[1]}
    found: list[Standing] = []
    after: str | None = None
    while page := standing_releases(record, at=later, kind="document", after=after, limit=2):
        found += page
        after = place_of(page[-1])
    assert tuple(found) == whole
