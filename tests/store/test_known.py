"""What is shown as known on a day is what was shown on that day, whatever came after."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from detente.documents.packet import Carried, Packet
from detente.store import (
    NOW,
    Known,
    Record,
    Wanted,
    add_review,
    addresses,
    carriers,
    claims,
    compare_waiting,
    copies_of,
    dates,
    decisions,
    documents,
    drops,
    end_refusal,
    entities,
    events,
    events_told,
    extractions,
    find_incident,
    gather_incidents,
    grade_source,
    keep_documents,
    keep_reading,
    lowered_readings,
    merge_incidents,
    note_origin,
    observations,
    places,
    quantities,
    readings,
    recycled,
    refusals,
    refuse,
    restate,
    reviewed_claims,
    reviewed_counts,
    reviewed_events,
    reviews,
    source_grades,
    split_incident,
    statements,
    subject_rows,
    summary,
    undo_decision,
    voices,
    waiting_documents,
    withdraw,
    withdraw_review,
    withdrawals,
)
from store.made import NOON, STAGES, WIRE, article, kept, link, reading

STEP = dt.timedelta(minutes=1)
VIEWS = (claims, statements, events, entities, places, dates, quantities, drops, observations, addresses, recycled)


def shown(record: Record, known_on: Known = NOW) -> dict[str, Any]:
    """Return all that can be asked of a record."""
    listed = documents(record, known_on=known_on)
    return {
        **{view.__name__: view(record, known_on=known_on) for view in VIEWS},
        "documents": listed,
        "summary": summary(record, known_on=known_on),
        "refusals": refusals(record, known_on=known_on),
        "carriers": carriers(record, known_on=known_on),
        "extractions": extractions(record, known_on=known_on),
        "voices": dict(voices(record, known_on=known_on)),
        "copies": {d.id: copies_of(record, d.id, known_on=known_on) for d in listed},
        "readings": {d.id: readings(record, d.id, known_on=known_on) for d in listed},
        "lowered": list(lowered_readings(record, known_on=known_on)),
        "withdrawals": withdrawals(record, known_on=known_on),
        **shown_of_incidents(record, known_on),
        "told": events_told(record, known_on=known_on.at),
        "reviews": reviews(record, known_on=known_on.at),
        "grades": source_grades(record, known_on=known_on.at),
        "reviewed": [view(record, known_on=known_on) for view in (reviewed_events, reviewed_claims, reviewed_counts)],
    }


def shown_of_incidents(record: Record, known_on: Known) -> dict[str, Any]:
    """Return what is shown of incidents; of links only those that stand now are kept."""
    both = {f"recalled {r}": gather_incidents(record, Wanted(recalled=r), known_on=known_on.at) for r in (False, True)}
    found = [find_incident(record, one.id, known_on=known_on.at) for some in both.values() for one in some]
    return {**both, "found": [dataclasses.replace(one, links=()) for one in found]}


class Desk:
    """Does to a record, at one time after another, what a desk does, as chance has it."""

    def __init__(self, record: Record, seed: int) -> None:
        self.record, self.chance, self.now = record, random.Random(seed), NOON  # noqa: S311
        self.pool = [kept(n) for n in range(5)]
        self.pool += [
            article(WIRE + f" Part {n}.", f"w{n}.html", url=f"https://wire.example/{n % 2}") for n in range(3)
        ]

    @property
    def deeds(self) -> Sequence[Callable[[], None]]:
        """Return what a desk does, what it does often more than once."""
        taken = (self.add, self.add, self.read, self.carry, self.withdraw, self.undo, self.refuse, self.end)
        return (*taken, self.merge, self.split, self.part, self.review, self.review, self.retract, self.grade)

    def step(self) -> None:
        """Do one thing, a minute after the one before."""
        self.now += STEP
        self.chance.choice(self.deeds)()
        list(compare_waiting(self.record))
        link(self.record, now=self.now)

    def add(self) -> None:
        keep_documents(self.record, self.chance.sample(self.pool, 2), now=self.now)

    def read(self) -> None:
        found = {d.external_id: d.id for d in documents(self.record)}
        for one in self.pool[:5]:
            if one.document.id in found:
                stages = (*STAGES[:1], ("events", str(self.chance.randrange(4))))
                keep_reading(self.record, found[one.document.id], reading(one.document, stages), now=self.now)

    def carry(self) -> None:
        if there := documents(self.record):
            said = Carried(
                url="https://b.example/1", publisher=f"Wire {self.chance.randrange(3)}", published="2021-05-05"
            )
            name = f"n{self.chance.randrange(5)}"
            note_origin(self.record, self.chance.choice(there).bytes_hash, name, now=self.now, carried=said)

    def withdraw(self) -> None:
        if there := documents(self.record):
            one = self.chance.choice(there).id
            withdraw(self.record, "document", one, author="Ada", reason="a draft", now=self.now)

    def undo(self) -> None:
        if done := withdrawals(self.record):
            one = self.chance.choice(done).subject
            restate(self.record, "document", one, author="Ada", reason="it was none", now=self.now)

    def refuse(self) -> None:
        one = self.chance.choice(self.pool)
        packet = Packet(name=one.name, suffix=".html", data=one.data)
        refuse(self.record, packet, code="empty", message="nothing", now=self.now)

    def end(self) -> None:
        if standing := refusals(self.record):
            end_refusal(self.record, self.chance.choice(standing).id, outcome="dropped", now=self.now)

    def merge(self) -> None:
        found = gather_incidents(self.record, Wanted())
        if len(found) > 1:
            keys = [[account.key for account in one.accounts] for one in self.chance.sample(found, 2)]
            merge_incidents(self.record, keys, author="Ada", reason="one", at=self.now)

    def split(self) -> None:
        for one in gather_incidents(self.record, Wanted()):
            keys = [account.key for account in one.accounts]
            if len(keys) > 1:
                split_incident(self.record, keys[:1], keys, author="Ben", reason="two", at=self.now)
                return

    def part(self) -> None:
        if standing := [one for one in decisions(self.record) if not one.withdrawn]:
            one = self.chance.choice(standing).id
            undo_decision(self.record, one, author="Ada", reason="as it was", at=self.now)

    def review(self) -> None:
        if rows := list(subject_rows(self.record)):
            verdict = self.chance.choice(("accept", "reject"))
            own: Any = {"coder": "Ann", "verdict": verdict, "again": True, "now": self.now}
            add_review(self.record, self.chance.choice(rows).subject, **own)

    def retract(self) -> None:
        if made := reviews(self.record):
            one = self.chance.choice(made).id
            withdraw_review(self.record, one, author="Ann", reason="a slip", now=self.now)

    def grade(self) -> None:
        grade_source(self.record, "Wire", self.chance.choice("ABC"), author="Ada", reason="so far", now=self.now)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_as_known_then_is_what_was_shown_then(record: Record, seed: int) -> None:
    desk, were = Desk(record, seed), []
    for _ in range(14):
        desk.step()
        were.append((desk.now, shown(record)))
    for at, was in were:
        now = shown(record, Known(at=at))
        assert {name: now[name] for name in was} == was
        assert shown(record, Known(at=at + STEP / 2)) == was
    assert shown(record, Known(at=NOON))["documents"] == ()


def test_what_is_withdrawn_is_left_out_of_everything_and_comes_back_as_it_was(record: Record) -> None:
    desk = Desk(record, 0)
    keep_documents(record, desk.pool, now=NOON)
    desk.read()
    list(compare_waiting(record))
    before = shown(record)
    one = documents(record)[0].id
    assert withdraw(record, "document", one, author="Ada", reason="a draft", now=NOON + STEP)
    assert not withdraw(record, "document", one, author="Ada", reason="a draft", now=NOON + STEP)
    for name, found in shown(record).items():
        assert name == "withdrawals" or one not in repr(found), name
    assert restate(record, "document", one, author="Ada", reason="it was none", now=NOON + 2 * STEP)
    assert not restate(record, "document", one, author="Ada", reason="it was none", now=NOON + 2 * STEP)
    after = shown(record)
    assert {n: after[n] for n in after if n != "withdrawals"} == {n: before[n] for n in before if n != "withdrawals"}


def test_what_is_withdrawn_waits_for_no_reader_and_is_still_known(record: Record) -> None:
    one = kept(1)
    (done,) = keep_documents(record, [one], now=NOON)
    withdraw(record, "document", done.document_id, author="Ada", reason="a draft", now=NOON)
    assert not list(waiting_documents(record, STAGES))
    assert not keep_documents(record, [one], now=NOON)[0].new_document
    restate(record, "document", done.document_id, author="Ada", reason="it was none", now=NOON)
    assert [document for document, _ in waiting_documents(record, STAGES)] == [done.document_id]
