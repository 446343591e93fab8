"""Steps of enquiries and signatures in a brief: by whom, of what, both sides in turn, and corrected when taken back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.composing.reports_made import BY, brief_on, evening, made_line, texts
from detente.brief.brief import Brief
from detente.pipeline.ceasefires import kept_ceasefires
from detente.pipeline.sign_offs import find_text, give_signature, laid_texts, lay_text
from detente.pipeline.verification import take_step
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.ladder import Step, step_id
from detente.registry.ceasefires.verification.signing import Signature
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.store import Record, open_record, withdraw

DAY, NEXT = "2019-04-12", "2019-04-13"
OF = Interval(first=dt.date(2019, 4, 11), last=dt.date(2019, 4, 11))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(made_line(tmp_path), now=evening(DAY)) as opened:
        yield opened


def kept(record: Record) -> Ceasefire:
    ((found, _),) = kept_ceasefires(record)
    return found


def subject(ceasefire: Ceasefire) -> Subject:
    words = Evidence(words="On 11 April Corvessan forces shelled Tolvane.", document="d1", start=0, end=45)
    party = ceasefire.parties[0]
    return Subject(
        id="s1", ceasefire=ceasefire.id, origin="report", claimant=party.id, claimant_name=party.name, evidence=words,
        interval=OF,
    )  # fmt: skip


def take(record: Record, rung: str, **more: Any) -> None:
    ceasefire = kept(record)
    made: dict[str, Any] = {
        "subject": "", "number": 0, "rung": rung, "by": "Wanda Pell", "day": "2019-04-12",
        "evidence": (Evidence(words="Two craters.", by="Wanda Pell", source="log 4"),),
    }  # fmt: skip
    take_step(record, ceasefire, subject(ceasefire), Step(**made | more), told_of=OF, now=evening(DAY))


def told(record: Record, day: str = DAY, **more: Any) -> Brief:
    return brief_on(record, day, **more)


def test_steps_are_told_by_their_body_with_whose_word_they_are_about(record: Record) -> None:
    ceasefire = kept(record)
    take(record, "enquiry open")
    take(record, "access denied", denied_by=ceasefire.parties[1].id)
    take(record, "confirmed", body=ceasefire.monitors[0].id, method="visit")
    lines = texts(told(record)).splitlines()
    one, two = (party.name for party in ceasefire.parties)
    assert lines[0] == (
        f"The desk opened an enquiry on 12 April 2019 into what {one} says: "
        "“On 11 April Corvessan forces shelled Tolvane”."
    )
    assert f"The desk says that access was denied by {two} on 12 April 2019" in lines[1]
    assert lines[2].startswith(
        f"The {ceasefire.monitors[0].name} gives as the finding of 12 April 2019 “confirmed”, of what {one} says: "
    )
    assert "Wanda" not in texts(told(record))
    assert told(record).quiet is None
    assert texts(told(record, NEXT)) == ""


def test_what_each_side_does_with_a_text_is_told_in_turn_by_one_rule(record: Record) -> None:
    ceasefire = kept(record)
    laid = lay_text(record, ceasefire, "Fire was opened.", [subject(ceasefire)], by="Wanda Pell", now=evening(DAY))
    one, two = (party.name for party in ceasefire.parties)
    assert f"No act of {one} or {two} on it is kept." in texts(told(record)) or (
        f"No act of {two} or {one} on it is kept." in texts(told(record))
    )
    for n, (party, act) in enumerate(zip(ceasefire.parties, ("signed", "refused"), strict=True)):
        given = Signature(text="", number=0, act=act, officer=f"Officer {n}", party=party.id, at="", reason="the hour")  # type: ignore[arg-type]
        text = find_text(laid_texts(record, ceasefire), laid)
        give_signature(record, ceasefire, text, given, author="Wanda Pell", now=evening(NEXT))
    (line,) = texts(told(record, NEXT)).splitlines()
    assert line.startswith("A finding was laid before both sides on 12 April 2019: “Fire was opened”.")
    assert f"{one} signed it on 13 April 2019." in line
    assert f"{two} refused on 13 April 2019 to sign it." in line
    assert "Officer" not in line


def test_a_step_that_was_taken_back_is_corrected_and_one_that_stands_is_not(record: Record) -> None:
    take(record, "enquiry open")
    first = told(record)
    assert told(record, NEXT, earlier=[first]).corrections == ()
    withdraw(record, "entry", step_id("s1", 1), now=evening(NEXT), **BY)
    (found,) = told(record, NEXT, earlier=[first]).corrections
    assert found.now == ()
    assert found.why.text == "What was written down here was changed or taken back."
