"""What is remembered of hosts, and who is at work, lies in the record for the next run."""

import datetime as dt
from pathlib import Path
from random import Random

import pytest

from detente.core.errors import RecordBusy
from detente.gather.hosts import HostNote, RulesNote
from detente.store import HostBook, Lease, Record, end_lease, keep_hosts, open_record, renew_lease, take_lease
from detente.store.hosts import FORGOTTEN, LONGEST_RULES
from detente.store.leases import LASTS
from store.made import NOON, dump

HOUR = dt.timedelta(hours=1)
NOTE = HostNote(host="a.example:443", asked_at=NOON, delay=12.5, held_until=NOON + HOUR, slowed=2)
RULES = RulesNote(origin="https://a.example", until=NOON + HOUR, body=b"User-agent: *\nDisallow: /x")
MINE = Lease(name="gather", holder="process 1 on desk", token="one")  # noqa: S106 - a name
THEIRS = Lease(name="gather", holder="process 2 on desk", token="two")  # noqa: S106


def test_a_host_comes_back_as_it_was_noted_and_later_notes_take_its_place(path: Path, record: Record) -> None:
    keep_hosts(record, [NOTE, HostNote(host="b.example:80")], [RULES], now=NOON)
    keep_hosts(record, [HostNote(host="b.example:80", slowed=1)], [], now=NOON)
    with open_record(path) as later:
        book = HostBook(record=later)
        assert book.host("a.example:443") == NOTE
        assert book.host("b.example:80") == HostNote(host="b.example:80", slowed=1)
        assert book.rules("https://a.example") == RULES
        assert (book.host("c.example:80"), book.rules("https://c.example")) == (None, None)


def test_what_is_over_is_forgotten(path: Path, record: Record) -> None:
    keep_hosts(record, [NOTE], [RULES], now=NOON)
    keep_hosts(
        record, [], [RulesNote(origin="https://b.example", until=NOON + 3 * FORGOTTEN)], now=NOON + 2 * FORGOTTEN
    )
    assert dump(path)["hosts"] == []
    assert [row[0] for row in dump(path)["site_rules"]] == ["https://b.example"]


def test_rules_too_long_to_keep_are_not_kept(record: Record) -> None:
    noise = Random(7).randbytes(2 * LONGEST_RULES)  # noqa: S311 - nothing is to be kept secret
    keep_hosts(record, [], [RulesNote(origin="https://a.example", until=NOON + HOUR, body=noise)], now=NOON)
    assert HostBook(record=record).rules("https://a.example") is None


def test_a_lease_has_one_holder_until_it_is_given_back_or_ends(record: Record) -> None:
    take_lease(record, MINE, now=NOON)
    with pytest.raises(RecordBusy, match=r"process 1 on desk, since .*end that one.*end by itself at 12:02:00"):
        take_lease(record, THEIRS, now=NOON + LASTS / 2)
    assert renew_lease(record, MINE, now=NOON + LASTS)
    assert not renew_lease(record, THEIRS, now=NOON)
    end_lease(record, THEIRS)
    with pytest.raises(RecordBusy):
        take_lease(record, THEIRS, now=NOON + 1.5 * LASTS)
    end_lease(record, MINE)
    take_lease(record, THEIRS, now=NOON + LASTS)


def test_the_lease_of_a_dead_holder_ends_by_itself_and_is_lost_to_it(record: Record) -> None:
    take_lease(record, MINE, now=NOON)
    take_lease(record, THEIRS, now=NOON + LASTS + dt.timedelta(seconds=1))
    assert not renew_lease(record, MINE, now=NOON + LASTS)


def test_a_lease_of_a_clock_that_was_wrong_holds_nobody_up(record: Record) -> None:
    take_lease(record, MINE, now=NOON + 1000 * HOUR)
    take_lease(record, THEIRS, now=NOON)
