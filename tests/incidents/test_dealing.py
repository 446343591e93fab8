"""Dealings are accounts without the words that these are compared by."""

import zlib
from dataclasses import replace

import pytest

from detente.core.errors import RecordBroken
from detente.incidents.dealing import unpack_dealings
from detente.incidents.packed import pack_accounts
from incidents.made_accounts import DAY, account, side, when

ACCOUNT = account("k", actors=(side("Northmark Army", "NLD", "MIL"),), when=when(DAY), status="happened")


def test_a_dealing_says_what_its_account_says() -> None:
    (found,) = unpack_dealings(pack_accounts([ACCOUNT]))
    for name in ("key", "document", "type", "status", "said", "published", "start"):
        assert getattr(found, name) == getattr(ACCOUNT, name)
    assert (found.actors[0].name, found.actors[0].country, found.actors[0].sectors) == (
        "Northmark Army",
        "NLD",
        ("MIL",),
    )
    assert found.days == (DAY.toordinal(), DAY.toordinal())


def test_a_day_that_only_stands_around_is_not_its_own() -> None:
    around = replace(ACCOUNT, when=replace(when(DAY), nearness="around"))
    assert unpack_dealings(pack_accounts([around]))[0].days is None


def test_a_lone_surrogate_does_not_stop_it() -> None:
    (found,) = unpack_dealings(pack_accounts([replace(ACCOUNT, said="shelled \ud800")]))
    assert found.said == "shelled \ud800"


@pytest.mark.parametrize("data", [b"", b"no zlib", zlib.compress(b"[]"), zlib.compress(b'{"accounts": [{}]}')])
def test_what_is_damaged_is_told(data: bytes) -> None:
    with pytest.raises(RecordBroken, match="restore"):
        unpack_dealings(data)
