import dataclasses
import zlib

import pytest

from detente.core.errors import RecordBroken
from detente.incidents.packed import pack_accounts, unpack_accounts, unpack_remarks
from detente.incidents.remarks import Remark
from detente.incidents.stems import stems_with
from incidents.made_accounts import EMPTY, account, number, side


def test_accounts_come_back_as_they_were_with_the_voice_that_is_known_now() -> None:
    sentence, report = stems_with({"shell": 6, "tessel": 14}), stems_with({"a": 1})
    ways = dataclasses.replace(EMPTY, sentence=sentence, names=frozenset({"tessel"}), report=report)
    told = (number("wounded", 3, None, "three"), number("killed", None, 1e30, "many"))
    one = account("k", actors=(side("Norland", "NLD", "MIL"),), told=told, ways=ways, said="lone \ud800 and \x00")

    (back,) = unpack_accounts(pack_accounts([one]), voice="other")

    assert back == dataclasses.replace(one, voice="other")


def test_a_number_that_no_float_can_hold_is_endless() -> None:
    (back,) = unpack_accounts(
        pack_accounts([account("k", told=(number("killed", 10**400, None, "so many"),))]), voice="x"
    )

    assert back.told[0].low == float("inf")


def test_the_same_accounts_are_the_same_bytes_and_none_are_none() -> None:
    some = [account("k", actors=(side("Norland army of the north"),))]

    assert pack_accounts(some) == pack_accounts(list(some))
    assert unpack_accounts(pack_accounts([]), voice="x") == ()


def test_remarks_come_back_as_they_were_and_what_was_packed_without_has_none() -> None:
    remark = Remark(
        account="k", document="d", kind="none", claimant=side("Norland", "NLD"), via=(), start=1, end=2, words="nobody"
    )

    assert unpack_remarks(pack_accounts([account("k")], [remark])) == (remark,)
    assert unpack_remarks(pack_accounts([account("k")])) == ()
    with pytest.raises(RecordBroken, match="damaged"):
        unpack_remarks(b"")


@pytest.mark.parametrize("data", [b"", zlib.compress(b"{}"), zlib.compress(b'{"shared": {}, "accounts": [1]}')])
def test_damage_is_told(data: bytes) -> None:
    with pytest.raises(RecordBroken, match="damaged"):
        unpack_accounts(data, voice="x")
