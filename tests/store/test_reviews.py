"""Verdicts are kept, never changed; nothing of a running blind session is seen; what counts is what people left."""

import datetime as dt
import importlib
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from detente.core.errors import UsageError
from detente.review.added import code_added
from detente.review.correct import correct_fields
from detente.review.records import Field, Subject
from detente.store import (
    Known,
    Record,
    SessionView,
    add_review,
    added_by_people,
    added_to,
    check_record,
    counting_reviews,
    end_session,
    events_told,
    extended_reading,
    find_subject,
    grade_source,
    hidden_keys,
    history,
    open_session,
    reading_of,
    review_queue,
    reviewed_claims,
    reviewed_events,
    reviewed_reading,
    reviews,
    session_codings,
    session_of,
    settle_item,
    source_grades,
    subject_rows,
    summary,
    tables,
    verify,
    withdraw_review,
)
from store.made import LATER, NOON, add, judge, link

TIMES = [NOON + dt.timedelta(minutes=m) for m in range(60)]


def subjects(record: Record, kind: str = "event") -> list[Subject]:
    return [row.subject for row in subject_rows(record) if row.subject.kind == kind]


def corrected(record: Record, subject: Subject, *given: str) -> Mapping[str, Field]:
    reading = reading_of(record, subject.document)
    return correct_fields("event", given, reading=reading, coded=reading["events"][0], document=subject.document)


def say(
    record: Record, subject: Subject, verdict: Any = "accept", *, coder: str = "Ann", at: int = 0, **more: Any
) -> str:
    return add_review(record, subject, coder=coder, verdict=verdict, now=TIMES[at], **more).id


def test_subjects_are_those_of_current_readings_and_are_found_by_their_first_figures(record: Record) -> None:
    add(record, 1)
    add(record, 2)
    rows = list(subject_rows(record))
    assert len({row.subject.key for row in rows}) == len(rows) == 8
    assert find_subject(record, rows[0].subject.key[:8]) == rows[0]
    for given in ("", "zzzzzz", rows[0].subject.key[:3]):
        with pytest.raises(UsageError, match="answer"):
            find_subject(record, given)


def test_an_event_that_was_linked_is_found_without_going_through_all_that_was_read(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        add(record, n)
    judge(record)
    rows = list(subject_rows(record))
    with record.reading() as connection:
        linked = set(connection.scalars(sa.select(tables.accounts.c.key)))
    asked: list[object] = []

    def watched(*given: Any, **narrowed: Any) -> Any:
        asked.append(narrowed.get("documents"))
        return subject_rows(*given, **narrowed)

    monkeypatch.setattr(importlib.import_module("detente.store.reviews"), "subject_rows", watched)
    for row in rows:
        asked.clear()
        assert find_subject(record, row.subject.key[:10]) == row
        assert (None in asked) is (row.subject.key not in linked)
    assert {row.subject.key for row in rows} & linked


def test_a_verdict_stands_beside_what_the_machine_read(record: Record) -> None:
    add(record, 1)
    first, second = subjects(record)
    say(record, first, "correct", fields=corrected(record, first, "type=COERCE", "mode="))
    say(record, second, "reject", comment="a rumour")
    found = reviewed_events(record)
    assert [(e.machine.type, e.is_rejected) for e in found] == [("ASSAULT", False), ("REJECT", True)]
    assert found[0].review is not None
    assert found[0].review.fields["type"].value == "COERCE"
    assert [e["type"] for e in reviewed_reading(record, first.document)["events"]] == ["COERCE"]
    assert all(c.review is None for c in reviewed_claims(record))
    check_record(record)


def test_rejected_is_not_counted_and_corrected_counts_as_corrected(record: Record) -> None:
    add(record, 1)
    first, second = subjects(record)
    before = summary(record)
    say(record, first, "correct", fields=corrected(record, first, "type=COERCE", "mode="))
    say(record, second, "reject")
    after = summary(record)
    assert (before.events, after.events, after.rejected) == (2, 1, 1)
    assert after.events_by == {("COERCE", "happened"): 1}


def test_nothing_is_reviewed_twice_by_one_coder_unless_asked(record: Record) -> None:
    add(record, 1)
    first = subjects(record)[0]
    say(record, first)
    with pytest.raises(UsageError, match="already"):
        say(record, first, "reject", at=1)
    say(record, first, "reject", at=2, again=True)
    assert counting_reviews(record)[first.key].verdict == "reject"
    with pytest.raises(UsageError, match="Ann has rejected it already"):
        say(record, first, coder="Bo", at=3)
    say(record, first, coder="Bo", at=3, again=True)
    assert counting_reviews(record)[first.key].coder == "Bo"


def test_what_was_taken_back_counts_no_more_and_what_was_known_before_is_still_known(record: Record) -> None:
    add(record, 1)
    first = subjects(record)[0]
    made = say(record, first, "reject")
    withdraw_review(record, made[:8], author="Ann", reason="a slip", now=TIMES[5])
    assert reviews(record) == ()
    assert counting_reviews(record, known_on=TIMES[4])[first.key].verdict == "reject"
    assert [e.is_rejected for e in reviewed_events(record, known_on=Known(at=TIMES[4]))] == [True, False]
    with pytest.raises(UsageError, match="withdrawn before"):
        withdraw_review(record, made[:8], author="Ann", reason="again", now=TIMES[6])
    with pytest.raises(UsageError, match="0 reviews answer"):
        withdraw_review(record, "ffffffff", author="Ann", reason="none", now=TIMES[6])


def test_the_queue_holds_what_nobody_s_verdict_counts_on_in_one_order(record: Record) -> None:
    for n in range(3):
        add(record, n)
    whole = review_queue(record)
    assert whole == review_queue(record)
    assert [one.score for one in whole] == sorted((one.score for one in whole), reverse=True)
    say(record, whole[0].subject)
    assert len(review_queue(record, coder="Bo")) == len(whole) - 1
    assert len(review_queue(record, coder="Ann", again=True)) == len(whole)


def test_a_verdict_outlives_a_newer_reading(record: Record) -> None:
    from detente.store import keep_reading
    from store.made import kept, reading

    add(record, 1)
    first = subjects(record)[0]
    say(record, first, "reject")
    keep_reading(record, first.document, reading(kept(1).document, (("sentences", "2"),)), now=LATER)
    assert [e.is_rejected for e in reviewed_events(record)] == [True, False]


def begun(record: Record, **said: Any) -> SessionView:
    for n in range(3):
        add(record, n)
    told: dict[str, Any] = {"coders": ["Ann", "Bo"], "sample": 3, "author": "Ann", "now": NOON}
    return open_session(record, **{**told, **said})


def test_a_draw_can_be_made_again_and_leaves_out_what_was_seen(record: Record) -> None:
    for n in range(3):
        add(record, n)
    seen = subjects(record)[0]
    say(record, seen)
    first = begun(record, sample=100)
    assert len(first.items) == 5
    assert seen not in first.items
    with pytest.raises(UsageError, match="nothing to code"):
        begun(record, now=LATER)
    with pytest.raises(UsageError, match="2 coders"):
        begun(record, coders=["Ann", "Ann"])


def test_while_a_session_runs_nobody_sees_what_was_said_in_it(record: Record) -> None:
    session = begun(record)
    one = session.items[0]
    say(record, one, "reject")
    for seen in (reviews(record), reviews(record, coder="Ann"), reviews(record, document=one.document)):
        assert seen == ()
    assert counting_reviews(record) == {}
    assert not any(e.is_rejected for e in reviewed_events(record))
    assert summary(record).rejected == 0
    assert one.key not in {w.subject.key for w in review_queue(record, coder="Bo", again=True)}
    assert session_of(record, session.id[:8]).done == {"Ann": {one.key}}
    with pytest.raises(UsageError, match="running, so nobody sees"):
        session_codings(record, session_of(record, session.id[:8]))
    with pytest.raises(UsageError, match=r"blind session .* of others"):
        say(record, one, coder="Cy")
    with pytest.raises(UsageError, match="running"):
        settle(record, session, one, by="Cy")


def settle(record: Record, session: SessionView, one: Subject, *, by: str, how: Any = "third") -> None:
    settle_item(
        record, session, one, author=by, how=how, verdict="reject", fields={}, reason="as the text says", now=TIMES[50]
    )


def test_a_session_ends_when_both_have_coded_all_and_what_they_agree_on_counts(record: Record) -> None:
    session = begun(record)
    for k, one in enumerate(session.items):
        say(record, one, "reject" if k == 0 else "accept", at=k)
        say(record, one, at=10 + k, coder="Bo")
    ended = session_of(record, session.id)
    assert ended.ended_at == TIMES[12]
    assert {key: set(said) for key, said in session_codings(record, ended).items()} == {
        one.key: {"Ann", "Bo"} for one in session.items
    }
    assert set(counting_reviews(record)) == {one.key for one in session.items[1:]}
    with pytest.raises(UsageError, match="is no third"):
        settle(record, ended, session.items[0], by="Ann")
    settle(record, ended, session.items[0], by="Ann", how="talk")
    assert counting_reviews(record)[session.items[0].key].verdict == "reject"
    assert counting_reviews(record)[session.items[0].key].settles
    assert session_of(record, session.id).settled == {session.items[0].key}
    with pytest.raises(UsageError, match="has ended already"):
        end_session(record, ended, author="Ann", reason="x", now=TIMES[51])


def test_what_is_coded_blind_to_the_machine_is_withheld_until_the_end(record: Record) -> None:
    session = begun(record, blind_to_machine=True)
    assert hidden_keys(record) == {one.key for one in session.items}
    end_session(record, session, author="Ann", reason="enough", now=TIMES[9])
    assert hidden_keys(record) == frozenset()


def test_grades_of_a_source_keep_their_history(record: Record) -> None:
    grade_source(record, " Daily  Wire", "C", author="Ann", reason="new", now=NOON)
    grade_source(record, "Daily Wire", "B", author="Bo", reason="it was right twice", now=LATER)
    assert [(g.source, g.revision, g.grade, g.author) for g in source_grades(record)] == [
        ("Daily Wire", 1, "C", "Ann"), ("Daily Wire", 2, "B", "Bo"),
    ]  # fmt: skip
    assert [g.grade for g in source_grades(record, known_on=NOON)] == ["C"]
    with pytest.raises(UsageError, match="no grade of a source"):
        grade_source(record, "Daily Wire", "G", author="Ann", reason="x", now=LATER)


def test_verdicts_sessions_and_grades_are_noted_in_the_chain_once_each(record: Record) -> None:
    for n in range(2):
        add(record, n)
    one, *_ = subjects(record)
    review = say(record, one, "reject")
    withdraw_review(record, review, author="Ann", reason="a slip", now=TIMES[1])
    session = open_session(record, coders=["Bea", "Cem"], author="Ann", now=TIMES[2])
    blind = say(record, session.items[0], "reject", coder="Bea", at=3)
    end_session(record, session, author="Ann", reason="enough", now=TIMES[4])
    grade_source(record, "The council", "B", author="Ann", reason="was right before", now=TIMES[5])

    told = [(one.kind, one.author, one.reason) for one in (*history(record, review), *history(record, session.id))]
    assert told == [
        ("review", "Ann", "reject"),
        ("review", "Ann", "a slip"),
        ("session", "Ann", "opened for Bea, Cem"),
        ("session", "Ann", "enough"),
    ]
    assert [one.reason for one in history(record, blind)] == ["coded in a session"]
    assert not verify(record).complaints


def test_an_added_claim_counts_as_known_then_and_is_not_taken_back_from_under_an_event(record: Record) -> None:
    add(record, 1)
    document = subjects(record)[0].document
    words, held = "Three soldiers were wounded", ["type=ASSAULT", "status=alleged", "recipient=Three soldiers"]
    given = ["source=the Southland ministry", "mode=indirect"]
    before = summary(record)
    what, fields = code_added(words, given, reading=extended_reading(record, document), document=document, kind="claim")
    claim = say(record, what, "correct", fields=fields)
    whole = extended_reading(record, document)
    event, told = code_added("were wounded", [*held, "claim=soldiers"], reading=whole, document=document)
    second = say(record, event, "correct", fields=told, at=1)
    after = summary(record)
    assert (after.claims, after.events, after.added) == (before.claims + 1, before.events + 1, 2)
    assert summary(record, known_on=Known(at=TIMES[0])).added == 1
    assert [kind for kind, *_ in added_by_people(record)] == ["event", "claim"]
    assert find_subject(record, what.key[:8]).subject == what
    assert len(added_to(record, document, reading_of(record, document))["added"]["claims"]) == 1
    with pytest.raises(UsageError, match="would be told by nobody"):
        withdraw_review(record, claim, author="Ann", reason="no", now=TIMES[2])
    for one in (second, claim):
        withdraw_review(record, one, author="Ann", reason="no", now=TIMES[2])
    assert summary(record) == before
    assert added_to(record, document, reading_of(record, document)) == {}
    check_record(record)


def test_what_both_coders_of_a_session_say_reaches_the_incidents(record: Record) -> None:
    add(record, 1)
    link(record, now=NOON)
    assert len(events_told(record)) == 2
    session = open_session(record, coders=["Ann", "Bo"], sample=2, author="Ann", now=TIMES[0])
    for coder in session.coders:
        for subject in session.items:
            say(record, subject, "reject", coder=coder, at=1)
    link(record, now=LATER)
    assert events_told(record) == {}
