import datetime as dt
import itertools
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.incidents.blocking import candidates
from detente.incidents.glance import worth_weighing
from detente.incidents.recalled import settle
from detente.incidents.rivals import weigh_rivals
from detente.incidents.scoring import default_weights, weigh_pair
from detente.pipeline import linking
from detente.store import (
    Record,
    RecordPlace,
    Wanted,
    begin_linking,
    create_record,
    decisions,
    find_incident,
    gather_incidents,
    merge_incidents,
    open_record,
    open_snapshot,
    restore,
    settling,
    split_incident,
    tables,
    take_snapshot,
    undo_decision,
)
from detente.store.accounts import accounts_by_number
from pipeline.linked import Told, grouped, keep_told, link_all, make_told, read_anew
from store.made import LATER, NOON

STATUSES = ("happened", "happened", "happened", "background", "denied", "planned")
REPORTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 60), st.sampled_from(STATUSES)), min_size=1, max_size=9
).map(lambda some: [(number, *one) for number, one in enumerate(some)])


@pytest.fixture(autouse=True)
def made_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_make", make_told)


def at_once(record: Record) -> dict[str, str]:
    """Return what the accounts of a record belong to where all are compared and settled together, in memory."""
    weights = default_weights()
    with record.reading() as connection:
        live = sa.select(tables.accounts.c.number).where(tables.accounts.c.state <= 2)
        accounts = list(accounts_by_number(connection, list(connection.scalars(live)), {}).values())
    links = {}
    pairs = np.array([*candidates(accounts)], dtype=np.int64).reshape(-1, 2).T
    for i, j in zip(*worth_weighing(accounts, pairs[0], pairs[1], weights), strict=True):
        weighed = weigh_pair(accounts[i], accounts[j], weights)
        if weighed.likelihood >= linking.LEAST:
            first, second = sorted((accounts[i].key, accounts[j].key))
            links[first, second] = round(weighed.likelihood, 6)
    links = weigh_rivals(links, {account.key: account.document for account in accounts})
    settled = settle(accounts, links, weights, decisions(record))
    happenings = (*settled.incidents, *settled.recalled, *settled.alone)
    return {key: one.id for one in happenings for key in one.accounts}


@settings(max_examples=25, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_in_any_order_and_in_pieces_it_comes_out_as_if_all_were_settled_at_once(
    reports: list[Told], chance: random.Random, pieces: int
) -> None:
    shuffled = reports[:]
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        with create_record(Path(folder) / "one.sqlite", now=NOON) as record:
            keep_told(record, reports)
            link_all(record)
            whole, expected = grouped(record), at_once(record)
        with create_record(Path(folder) / "other.sqlite", now=NOON) as record:
            for at in range(pieces):
                keep_told(record, shuffled[at::pieces])
                link_all(record)
            parts = grouped(record)

    assert whole == parts == expected


@settings(max_examples=15, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_taken_up_a_few_at_a_time_it_comes_out_the_same(reports: list[Told], chance: random.Random, most: int) -> None:
    chance.shuffle(reports)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "AT_ONCE", most)
        with create_record(Path(folder) / "one.sqlite", now=NOON) as record:
            keep_told(record, reports[::2])
            link_all(record)
            keep_told(record, reports[1::2])
            link_all(record)
            assert grouped(record) == at_once(record)


SAME: list[Told] = [(0, 0, 0, "happened"), (1, 0, 0, "happened"), (2, 1, 40, "happened")]


@pytest.fixture(params=["sqlite", "postgresql"])
def another(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], RecordPlace]:
    if request.param == "postgresql":
        make: Callable[[], RecordPlace] = request.getfixturevalue("server").make
        return make
    numbers = itertools.count()
    return lambda: tmp_path / f"{next(numbers)}.sqlite"


@pytest.fixture
def record(another: Callable[[], RecordPlace]) -> Iterator[Record]:
    with create_record(another(), now=NOON) as made:
        keep_told(made, SAME)
        link_all(made)
        yield made


def members(record: Record) -> list[int]:
    return sorted(len(one.accounts) for one in gather_incidents(record, Wanted()))


def test_two_reports_of_one_happening_are_one_incident(record: Record) -> None:
    assert members(record) == [1, 2]


def test_linking_again_changes_nothing(record: Record) -> None:
    before = grouped(record)
    with record.reading() as connection:
        noted = connection.scalar(sa.select(sa.func.count()).select_from(tables.memberships))
    link_all(record)

    with record.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.memberships)) == noted
    assert grouped(record) == before


def test_a_newer_reading_that_tells_nothing_retires_its_accounts_and_keeps_them(record: Record) -> None:
    with record.writing() as connection:
        document = connection.scalar(sa.select(tables.documents.c.id).where(tables.documents.c.external_id == "r1"))
        read_anew(connection, str(document), None)
    link_all(record)

    assert members(record) == [1, 1]
    assert sorted(one is None for one in grouped(record).values()) == [False, False, True]
    with record.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.accounts)) == len(SAME)


def test_a_newer_reading_that_tells_the_same_changes_no_membership(record: Record) -> None:
    before = grouped(record)
    with record.writing() as connection:
        document = connection.scalar(sa.select(tables.documents.c.id).where(tables.documents.c.external_id == "r1"))
        read_anew(connection, str(document), SAME[1])
    link_all(record)

    assert grouped(record) == before
    assert members(record) == [1, 2]


def test_a_merge_holds_and_taking_it_back_gives_what_was(record: Record) -> None:
    before = grouped(record)
    found = gather_incidents(record, Wanted())
    keys = [[account.key for account in one.accounts] for one in found]
    decision = merge_incidents(record, keys, author="Anna", reason="one and the same", at=LATER)
    link_all(record)
    assert members(record) == [3]

    undo_decision(record, decision.id[:8], author="Ben", reason="it was not", at=LATER)
    link_all(record)

    assert grouped(record) == before == at_once(record)


def test_a_split_holds_when_more_comes(record: Record) -> None:
    one = next(i for i in gather_incidents(record, Wanted()) if len(i.accounts) == 2)
    keys = [account.key for account in one.accounts]
    split_incident(record, keys[:1], keys, author="Anna", reason="two shellings", at=LATER)
    link_all(record)
    assert members(record) == [1, 1, 1]

    keep_told(record, [(3, 0, 0, "happened")])
    link_all(record)

    assert grouped(record)[keys[0]] != grouped(record)[keys[1]]
    assert grouped(record) == at_once(record)


def test_what_was_known_before_a_decision_is_still_told(record: Record) -> None:
    found = gather_incidents(record, Wanted())
    keys = [[account.key for account in one.accounts] for one in found]
    merge_incidents(record, keys, author="Anna", reason="one and the same", at=LATER)
    for _ in linking.link_waiting(record, clock=lambda: LATER):
        pass

    assert len(gather_incidents(record, Wanted(), known_on=NOON)) == 2
    assert len(gather_incidents(record, Wanted(), known_on=LATER)) == 1


def test_an_incident_is_found_by_an_id_that_it_once_had(record: Record) -> None:
    one = next(i for i in gather_incidents(record, Wanted()) if len(i.accounts) == 2)
    keep_told(record, [(4, 0, -1, "happened")])
    link_all(record)

    now = find_incident(record, one.id)

    assert {a.key for a in one.accounts} <= {a.key for a in now.accounts}


def test_copies_that_come_to_be_known_let_what_they_touch_be_linked_anew(record: Record) -> None:
    with record.reading() as connection:
        query = sa.select(tables.documents.c.text_hash).order_by(tables.documents.c.external_id)
        first, second, _ = connection.scalars(query)
    with record.writing() as connection:
        for number, text in enumerate((first, second)):
            row = {"hash": text, "number": number, "compared_by": "x", "wanted": 1}
            connection.execute(sa.insert(tables.texts).values(**row))
        a, b = sorted((first, second))
        copy = {"id": "c", "first_hash": a, "second_hash": b, "kind": "copy", "first_share": 1.0, "second_share": 1.0}
        connection.execute(sa.insert(tables.copies).values(**copy))
    version = f"{linking.LINKING_VERSION}+{default_weights().version}"

    begin_linking(record, version=version)

    with record.reading() as connection:
        waiting = sa.select(sa.func.count()).select_from(tables.accounts).where(tables.accounts.c.state == 0)
        assert connection.scalar(waiting) == 2


def test_decisions_taken_back_come_out_of_a_snapshot_and_linking_goes_on(
    record: Record, another: Callable[[], RecordPlace], tmp_path: Path
) -> None:
    keys = [[account.key for account in one.accounts] for one in gather_incidents(record, Wanted())]
    for n in range(4):
        at = LATER + dt.timedelta(minutes=n)
        decision = merge_incidents(record, keys, author="Anna", reason=f"the same, {n}", at=at)
        undo_decision(record, decision.id[:8], author="Ben", reason="they are two", at=at)
    link_all(record)
    before = grouped(record)
    take_snapshot(record, tmp_path / "s.zip", now=LATER)
    with open_snapshot(tmp_path / "s.zip") as snapshot:
        restore(snapshot, place := another())
    with open_record(place) as anew:
        assert grouped(anew) == before
        keep_told(anew, [(9, 0, 0, "happened")])
        link_all(anew)
        assert members(anew) == [1, 3]
