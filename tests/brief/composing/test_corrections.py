"""What earlier briefs had wrong: found by what their lines were made of, told once, and by no report that only adds."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.composing.reports_made import BY, brief_on, come_in, evening, line_reports
from detente.brief.brief import Brief, Correction
from detente.brief.composing.basis import read_basis
from detente.pipeline.linking import link_waiting
from detente.review.records import Field
from detente.store import (
    Wanted,
    add_review,
    documents,
    gather_incidents,
    open_record,
    restate,
    split_incident,
    withdraw,
)
from detente.store.record import Record
from detente.store.reviews import SubjectRow, subject_rows

FIRST, SECOND, LATER, LAST = "2019-04-11", "2019-04-12", "2019-04-13", "2019-04-14"
SHELLING, STATEMENT, DENIAL = "w06-01", "w06-02", "w06-08"


@pytest.fixture
def record(line: Path, tmp_path: Path) -> Iterator[Record]:
    path = tmp_path / "record.sqlite"
    path.write_bytes(line.read_bytes())
    with open_record(path, now=evening(LATER)) as opened:
        yield opened


def id_of(record: Record, name: str) -> str:
    return next(one.id for one in documents(record) if one.external_id == name)


def told(record: Record) -> tuple[Brief, Brief]:
    return brief_on(record, FIRST), brief_on(record, SECOND)


def corrected(record: Record, *earlier: Brief, day: str = LATER) -> tuple[Correction, ...]:
    return brief_on(record, day, earlier=earlier).corrections


def shelling_in(record: Record) -> SubjectRow:
    rows = subject_rows(record, document=id_of(record, SHELLING))
    return next(one for one in rows if one.subject.kind == "event" and one.type == "ASSAULT")


def text(one: Correction, part: str) -> str:
    return " ".join(each.text for each in getattr(one, part))


def test_what_stands_as_it_stood_is_not_corrected(record: Record) -> None:
    assert corrected(record, *told(record)) == ()


def test_reports_that_only_add_are_no_corrections(record: Record) -> None:
    first = brief_on(record, FIRST)
    assert corrected(record, first, day=SECOND) == ()
    assert isinstance(record.path, Path)
    come_in(record.path, line_reports("2019-04-19"), at=evening(LATER))
    assert corrected(record, first) == ()


def test_a_report_that_was_withdrawn_takes_back_what_it_told(record: Record) -> None:
    first, second = told(record)
    withdraw(record, "document", id_of(record, SHELLING), now=evening(LATER), **BY)
    one, other = corrected(record, first, second)
    assert (one.brief, one.day, one.subject) == (first.id, FIRST, "ceasefire/ossering")
    assert "the armed forces of Corvessa shelled the village of Tolvane" in text(one, "said")
    assert "the armed forces of Corvessa shelled the village" not in text(one, "now")
    assert "Velduria’s Ministry of Defence says" in text(one, "now"), "another report has the word of that side too"
    assert "denies" in text(one, "now"), "and so is that of the other, as it stands in the record now"
    assert one.why.text == "The desk withdrew the report, and does not tell any more what it says."
    assert "denies that “Corvessan artillery shelled Tolvane" in text(other, "now")
    assert "the armed forces of Corvessa" not in text(other, "now")


def test_a_correction_is_told_once(record: Record) -> None:
    first = brief_on(record, FIRST)
    withdraw(record, "document", id_of(record, SHELLING), now=evening(LATER), **BY)
    next_one = brief_on(record, LATER, earlier=[first])
    assert len(next_one.corrections) == 1
    assert corrected(record, first, next_one, day=LAST) == ()


def test_what_the_record_has_again_is_told_to_who_was_told_that_it_has_not(record: Record) -> None:
    first, document = brief_on(record, FIRST), id_of(record, SHELLING)
    withdraw(record, "document", document, now=evening(LATER), **BY)
    second = brief_on(record, LATER, earlier=[first])
    restate(record, "document", document, now=evening(LAST), **BY)
    third = brief_on(record, LAST, earlier=[first, second])
    (one,) = third.corrections
    assert (one.brief, one.day) == (second.id, LATER), "whoever was sent the correction is sent this"
    assert text(one, "said") == text(second.corrections[0], "now")
    assert text(one, "now") == text(second.corrections[0], "said")
    assert corrected(record, first, second, third, day="2019-04-30") == ()


def test_what_is_put_back_is_no_correction(record: Record) -> None:
    first, document = brief_on(record, FIRST), id_of(record, SHELLING)
    withdraw(record, "document", document, now=evening(LATER), **BY)
    restate(record, "document", document, now=evening(LATER) + dt.timedelta(minutes=1), **BY)
    assert corrected(record, first) == ()


def test_briefs_of_long_ago_are_not_looked_at(record: Record) -> None:
    first = brief_on(record, FIRST)
    withdraw(record, "document", id_of(record, SHELLING), now=evening(LATER), **BY)
    assert corrected(record, first, day="2019-05-11")
    assert corrected(record, first, day="2019-05-12") == ()


def test_an_event_that_review_rejects_is_taken_back(record: Record) -> None:
    first = brief_on(record, FIRST)
    row = shelling_in(record)
    add_review(record, row.subject, coder="Ann", verdict="reject", now=evening(LATER))
    (one,) = corrected(record, first)
    assert one.why.text == "People of the desk looked over what was read in the report."
    assert "Tolvane" in text(one, "said")


def test_a_status_that_review_changes_is_told(record: Record) -> None:
    first = brief_on(record, FIRST)
    row = shelling_in(record)
    add_review(record, row.subject, coder="Ann", verdict="correct", fields={"status": Field(value="denied")},
               now=evening(LATER))  # fmt: skip
    (one,) = corrected(record, first)
    assert "What is said of it is “that it was not so”, and not “that it was so”." in text(one, "now")


def test_an_incident_that_is_parted_is_told(record: Record) -> None:
    second = brief_on(record, SECOND)
    line = next(line for section in second.sections for line in section.lines if "Gorse Hill" in line.sentences[0].text)
    (found,) = [one for one in gather_incidents(record, Wanted(documents=frozenset(line.documents)))
                if one.id == read_basis(line.basis).incident]  # fmt: skip
    keys = [one.key for one in found.accounts]
    denials = [one.key for one in found.accounts if one.is_denial]
    split_incident(record, denials, keys, author="Ann", reason="another shooting", at=evening(LATER))
    for _ in link_waiting(record, clock=lambda: evening(LATER), workers=1):
        pass
    (one,) = [each for each in corrected(record, second) if each.line == line.id]
    assert text(one, "now") == "These words are taken to be of different incidents now, and not of one."
    assert one.why.text == "Reports were put together otherwise."


@pytest.mark.parametrize("basis", ["", "{}", "[1]", '{"stood": 3}', "made by an editor"])
def test_a_line_whose_basis_cannot_be_read_is_left_alone(basis: str) -> None:
    assert read_basis(basis).stood == ()
