"""Steps, texts and signatures in a record: in their order, once each, as known then, and found again."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.pipeline.ceasefires import Told
from detente.pipeline.sign_offs import (
    find_text,
    give_signature,
    joint_texts,
    laid_texts,
    lay_text,
    signatures_of,
    withdraw_text,
)
from detente.pipeline.verification import (
    enquiries_about,
    enquiries_of,
    kept_steps,
    owner_of,
    take_back_step,
    take_step,
    verified_of,
)
from detente.registry.ceasefires.verification.ladder import Step
from detente.registry.ceasefires.verification.signing import Signature
from detente.registry.ceasefires.verification.subject import subject_of
from detente.registry.ceasefires.verification.verified import Laid
from detente.registry.evidence import Evidence
from detente.store import (
    Known,
    Record,
    create_record,
    entry_revisions,
    history,
    open_record,
    open_snapshot,
    restore,
    take_snapshot,
    verify,
    withdraw,
)
from registry.ceasefires.made import ceasefire, days, violation

NOON = dt.datetime(2031, 5, 10, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
FORD, MAY = ceasefire(), days(1, 8)
FIRE = violation("v1")
SUBJECT = subject_of(FIRE)
TOLD = Told(violations=(FIRE,), claimed=())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with create_record(tmp_path / "record.sqlite", now=NOON) as made:
        yield made


def step(rung: str = "enquiry open", **change: Any) -> Step:
    made: dict[str, Any] = {
        "subject": "", "number": 0, "rung": rung, "by": "Ann Brook", "day": "2031-05-04",
        "evidence": (Evidence(words="Two craters.", by="Ann Brook", source="log 4"),),
    }  # fmt: skip
    return Step(**made | change)


def take(record: Record, rung: str = "enquiry open", now: dt.datetime = NOON, **change: Any) -> Step:
    return take_step(record, FORD, SUBJECT, step(rung, **change), told_of=days(3), now=now)


def lay(record: Record, words: str = "Fire was opened.", **more: Any) -> Laid:
    id_ = lay_text(record, FORD, words, [SUBJECT], by="Ann Brook", now=NOON, **more)
    return find_text(laid_texts(record, FORD), id_)


def sign(record: Record, laid: Laid, party: str, act: Any = "signed", **change: Any) -> Signature:
    made: dict[str, Any] = {"officer": f"Officer {party}", "reason": None if act == "signed" else "the hour"} | change
    given = Signature(text="", number=0, act=act, party=party, at="", **made)
    return give_signature(record, FORD, laid, given, author="Ann Brook", now=LATER)


def test_steps_are_numbered_and_stand_as_they_were_known(record: Record) -> None:
    take(record)
    take(record, "confirmed", method="visit", body="M", now=LATER)
    (steps,) = kept_steps(record, "ford").values()
    assert [(one.number, one.rung) for one in steps] == [(1, "enquiry open"), (2, "confirmed")]
    assert len(enquiries_about(record, "ford", "v1", known_on=Known(at=NOON))) == 1
    assert kept_steps(record, "other") == {}
    assert (owner_of(record, "v"), owner_of(record, "x")) == ("ford", None)


def test_two_officers_at_once_do_not_take_the_same_number(record: Record) -> None:
    take(record)
    together, ended = threading.Barrier(4), []

    def work(n: int) -> None:
        together.wait()
        try:
            ended.append(take(record, note=f"officer {n}").number)
        except UsageError as error:
            assert "read the record again" in str(error)  # noqa: PT017 - in a thread of its own
            ended.append(0)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    steps = enquiries_about(record, "ford", "v1")
    assert len(ended) == 4
    assert [one.number for one in steps] == list(range(1, len(steps) + 1))
    assert sorted(n for n in ended if n) == [one.number for one in steps][1:], "what was said to be kept is there"


def test_a_number_that_was_taken_meanwhile_is_told_and_nothing_is_lost(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(record)
    monkeypatch.setattr("detente.pipeline.verification._next_number", lambda *_: 1)
    monkeypatch.setattr("detente.pipeline.verification.enquiries_about", lambda *_: ())
    with pytest.raises(UsageError, match=r"Ann Brook has kept the step .* read the record again"):
        take(record, "confirmed", method="visit")
    monkeypatch.undo()
    assert [one.rung for one in enquiries_about(record, "ford", "v1")] == ["enquiry open"]


def test_a_step_that_is_taken_back_leaves_its_number_and_its_history(record: Record) -> None:
    take(record)
    wrong = take(record, "refuted", method="visit")
    why: dict[str, Any] = {"author": "Bo Reed", "reason": "of another post", "now": LATER}
    take_back_step(record, enquiries_about(record, "ford", "v1"), wrong.number, **why)
    again = take(record, "confirmed", method="visit", now=LATER)
    assert again.number == 3
    assert [one.number for one in enquiries_about(record, "ford", "v1")] == [1, 3]
    assert [one.number for one in enquiries_about(record, "ford", "v1", known_on=Known(at=NOON))] == [1, 2]
    with pytest.raises(UsageError, match="no step 2"):
        take_back_step(record, enquiries_about(record, "ford", "v1"), 2, **why)


def test_an_enquiry_whose_subject_is_no_more_is_listed_as_such(record: Record) -> None:
    take(record)
    held = enquiries_of(record, FORD, TOLD, MAY)
    assert (list(held.told), held.lost) == (["v1"], ())
    (lost,) = enquiries_of(record, FORD, Told(violations=(), claimed=()), MAY).lost
    assert (lost.subject, lost.standing.rung) == (SUBJECT, "enquiry open")
    assert enquiries_of(record, FORD, Told(violations=(), claimed=()), days(20, 21)).lost == ()


def test_an_enquiry_goes_on_when_its_words_are_read_anew_and_incidents_are_put_together(record: Record) -> None:
    take(record)
    anew = Told(violations=(violation("other id", incident="merged"),), claimed=())
    ((one,),) = enquiries_of(record, FORD, anew, MAY).told.values()
    assert (one.subject.id, one.found.violation) == ("v1", anew.violations[0])
    take_step(record, FORD, one.subject, step("confirmed", method="visit"), told_of=one.interval, now=NOON)
    assert [s.number for s in enquiries_about(record, "ford", "v1")] == [1, 2]


def test_a_text_is_joint_when_both_sides_signed_it_and_its_new_wording_when_both_signed_that(record: Record) -> None:
    first = lay(record)
    sign(record, first, "A")
    assert joint_texts(laid_texts(record, FORD), MAY) == ()
    sign(record, first, "B")
    assert [one.id for one in verified_of(record, FORD, TOLD, MAY).joint] == [first.id]
    assert joint_texts(laid_texts(record, FORD, known_on=Known(at=NOON)), MAY) == ()
    newer = lay(record, "Fire was opened twice.", replaces=first)
    sign(record, newer, "A")
    assert [one.id for one in joint_texts(laid_texts(record, FORD), MAY)] == [first.id]
    sign(record, newer, "B")
    assert [one.id for one in joint_texts(laid_texts(record, FORD), MAY)] == [newer.id]
    assert joint_texts(laid_texts(record, FORD), days(20)) == ()


def test_what_may_not_be_done_with_a_text_is_told(record: Record) -> None:
    first = lay(record)
    with pytest.raises(UsageError, match=r"kept the text .* already"):
        lay(record)
    with pytest.raises(UsageError, match="is about nothing"):
        lay_text(record, FORD, "Fire.", [], by="Ann Brook", now=NOON)
    newer = lay(record, "Other words.", replaces=first)
    older = find_text(laid_texts(record, FORD), first.id[:8])
    with pytest.raises(UsageError, match="a new wording took its place"):
        sign(record, older, "A")
    with pytest.raises(UsageError, match="has a new wording already"):
        lay(record, "Third words.", replaces=older)
    sign(record, newer, "A")
    with pytest.raises(UsageError, match="no text begins"):
        find_text(laid_texts(record, FORD), "")


def test_a_signed_text_is_not_withdrawn_and_a_withdrawn_one_not_signed(record: Record) -> None:
    first, why = lay(record), {"author": "Ann Brook", "reason": "wrong day"}
    sign(record, first, "A")
    (stands,) = laid_texts(record, FORD)
    with pytest.raises(UsageError, match="signed by A"):
        withdraw_text(record, FORD, stands, **why, now=LATER)
    with pytest.raises(UsageError, match="signed meanwhile"):
        withdraw_text(record, FORD, first, **why, now=LATER)  # as it was read before A signed
    assert len(laid_texts(record, FORD)) == 1
    sign(record, first, "A", "took back")
    withdraw_text(record, FORD, laid_texts(record, FORD)[0], **why, now=LATER)
    assert laid_texts(record, FORD) == ()
    with pytest.raises(UsageError, match="withdrawn meanwhile"):
        sign(record, first, "B")
    assert [one.act for one in signatures_of(record, "ford")[first.id]] == ["signed", "took back"]
    with pytest.raises(UsageError, match="was withdrawn by Ann Brook: wrong day"):
        lay(record)


def test_a_snapshot_holds_steps_texts_and_signatures_and_the_chain_proves_them(record: Record, tmp_path: Path) -> None:
    taken = take(record)
    first = lay(record)
    given = sign(record, first, "B", "refused")
    withdraw(record, "entry", first.id, author="Ann Brook", reason="shown", now=LATER)
    assert verify(record).complaints == ()
    take_snapshot(record, tmp_path / "copy.zip", now=LATER)
    with open_snapshot(tmp_path / "copy.zip") as snapshot:
        restore(snapshot, tmp_path / "again.sqlite")
    with open_record(tmp_path / "again.sqlite") as other:
        assert enquiries_about(other, "ford", "v1") == (taken,)
        assert signatures_of(other, "ford") == {first.id: (given,)}
        assert laid_texts(other, FORD) == ()
        assert len(laid_texts(other, FORD, known_on=Known(at=NOON))) == 1
        assert [one.reason for one in history(other, first.id)] == [
            "text: laid: Fire was opened.", "parties: laid: Fire was opened.", "shown"
        ]  # fmt: skip
        assert entry_revisions(other, first.id)[0].content["text"]["text"] == "Fire was opened."
        assert verify(other).complaints == ()
