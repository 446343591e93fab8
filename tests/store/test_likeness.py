"""Copies are found among all texts of a record, the same whatever the order, and are one voice."""

import itertools
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from detente.store import (
    Record,
    RecordPlace,
    compare_waiting,
    copies_of,
    create_record,
    documents,
    keep_documents,
    open_record,
    tables,
    voices,
)
from detente.store import likeness as under_test
from store.made import NOON, WIRE, article, dump

FIRST, SECOND = WIRE.split("\n\n")
CUT = FIRST
REWORDED = WIRE.replace("Shells fell on", "Shells hit").replace("two traders", "2 traders")
OTHER = (
    "Divers searched Lake Orrin for a third day after the ferry Selma sank with ninety passengers aboard, and the "
    "coast guard of Westmark said the hull lies at a depth of sixty metres. Families waited at the quay in Brindle, "
    "where the Red Crescent handed out blankets and hot tea throughout the night."
)
THIRD = (
    "The parliament of Eastmark voted on Wednesday to let the emergency decree lapse at midnight. Of 212 members 130 "
    "were for it; the speaker, Orla Venn, said the courts would reopen on Monday, and asked the governors to free "
    "whoever was held under the decree without a charge."
)
FOURTH = "Snow closed the pass of Tarn on Tuesday, and forty lorries with flour for Hillford wait at its foot."
DIGEST = f"{WIRE}\n\n{OTHER}\n\n{THIRD}\n\n{FOURTH}"
TEXTS = {"wire": WIRE, "cut": CUT, "reworded": REWORDED, "other": OTHER}


def add(record: Record, *names: str, texts: dict[str, str] | None = None) -> None:
    given = texts or {**TEXTS, "digest": DIGEST}
    keep_documents(record, [article(given[n], f"{n}.html", title=n, publisher=n) for n in names], now=NOON)


def compare(record: Record) -> int:
    return sum(compare_waiting(record))


def by_title(record: Record) -> dict[str, str]:
    return {d.title or "": d.id for d in documents(record)}


def groups(record: Record) -> set[frozenset[str]]:
    """Return the voices, as the titles of their documents."""
    voice, names = voices(record), {v: k for k, v in by_title(record).items()}
    return {frozenset(names[d] for d in voice if voice[d] == one) for one in set(voice.values())}


def test_copies_are_found_and_strangers_are_not(record: Record) -> None:
    add(record, *TEXTS)
    assert compare(record) == len(TEXTS)
    ids = by_title(record)
    found = copies_of(record, ids["wire"])
    assert {view.document_id for view in found} == {ids["cut"], ids["reworded"]}
    assert found[0].document_id == ids["reworded"]
    (cut,) = [view for view in found if view.document_id == ids["cut"]]
    assert cut.share < cut.share_back
    assert copies_of(record, ids["other"]) == ()
    assert groups(record) == {frozenset({"wire", "cut", "reworded"}), frozenset({"other"})}


def test_what_is_a_copy_of_one_is_its_original_the_other_way_round(record: Record) -> None:
    add(record, "wire", "cut")
    compare(record)
    ids = by_title(record)
    (there,), (back,) = copies_of(record, ids["wire"]), copies_of(record, ids["cut"])
    assert (there.share, there.share_back, there.kind) == (back.share_back, back.share, back.kind)


def test_the_same_words_twice_are_one_text_of_two_documents(record: Record) -> None:
    add(record, "one", "two", texts={"one": WIRE, "two": WIRE})
    assert compare(record) == 1
    ids = by_title(record)
    (view,) = copies_of(record, ids["one"])
    assert (view.document_id, view.kind, view.share) == (ids["two"], "same words", 1.0)
    assert groups(record) == {frozenset({"one", "two"})}


def test_comparing_again_compares_nothing(path: RecordPlace, record: Record) -> None:
    add(record, *TEXTS)
    compare(record)
    before = dump(path)
    assert compare(record) == 0
    assert dump(path) == before


def test_a_digest_joins_no_voices(record: Record) -> None:
    add(record, "wire", "other", "digest")
    compare(record)
    ids = by_title(record)
    assert {v.document_id for v in copies_of(record, ids["digest"])} == {ids["wire"], ids["other"]}
    assert frozenset({"wire", "other"}) not in groups(record)
    assert not any({"wire", "other"} <= group for group in groups(record))


def test_what_was_never_compared_is_its_own_voice(record: Record) -> None:
    add(record, "wire", "cut")
    assert len(groups(record)) == 2


def test_an_empty_text_and_a_short_one_are_compared_too(record: Record) -> None:
    add(record, "a", "b", texts={"a": "Yes.", "b": "No."})
    assert compare(record) == 2
    assert copies_of(record, by_title(record)["a"]) == ()


def test_the_order_of_adding_and_comparing_changes_nothing(new_path: Callable[[str], RecordPlace]) -> None:
    names = ("wire", "cut", "reworded", "digest")
    ends = []
    for n, order in enumerate(itertools.permutations(names)):
        path = new_path(str(n))
        with create_record(path, now=NOON) as record:
            for at, name in enumerate(order):
                add(record, name)
                if n % 2 or at % 2:
                    compare(record)
            compare(record)
            ends.append((dump(path, times=False), voices(record)))
    assert all(end == ends[0] for end in ends)


@pytest.mark.parametrize("left", [0, 2, 4])
def test_what_an_earlier_comparison_found_is_replaced_and_nothing_is_lost(
    left: int, path: RecordPlace, new_path: Callable[[str], RecordPlace], monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_record(new_path("new"), now=NOON) as new:
        add(new, *TEXTS)
        compare(new)
    with create_record(path, now=NOON) as record:
        add(record, *TEXTS)
        with monkeypatch.context() as earlier:
            earlier.setattr(under_test, "VERSION", "0")
            compare(record)
        before = voices(record)
        monkeypatch.setattr(under_test, "AT_ONCE", 2)
        batches = compare_waiting(record)
        for _ in range(left // 2):
            assert next(batches) == 2
            assert voices(record) == before, "what is not compared anew yet keeps what was found"
        assert compare(record) == len(TEXTS) - left
    assert dump(path, times=False) == dump(new_path("new"), times=False)


class _Ended(Exception):
    """Stands for a process that ends."""


@pytest.mark.parametrize("left", range(len(TEXTS)))
def test_a_comparison_cut_short_between_any_two_texts_goes_on(
    left: int, path: RecordPlace, new_path: Callable[[str], RecordPlace], monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_record(new_path("whole"), now=NOON) as whole:
        add(whole, *TEXTS)
        compare(whole)
    with create_record(path, now=NOON) as record, monkeypatch.context() as cut_short:
        add(record, *TEXTS)
        cut_short.setattr(under_test, "AT_ONCE", 2)
        cut_short.setattr(under_test, "_compare", _ending_after(left, under_test._compare))
        with pytest.raises(_Ended):
            compare(record)
        with record.reading() as connection:
            kept = connection.scalar(sa.select(sa.func.count()).select_from(tables.texts))
    assert kept == left // 2 * 2, "a batch is kept whole or not at all"
    with open_record(path) as record:
        assert compare(record) == len(TEXTS) - kept
    assert dump(path, times=False) == dump(new_path("whole"), times=False)


def _ending_after(left: int, compared: object) -> object:
    def work(*given: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _Ended
        compared(*given)  # type: ignore[operator]

    return work
