"""What earlier briefs had wrong: found by what their lines were made of, told once, and by no report that only adds."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.composing.reports_made import BY, brief_on, come_in, evening, line_reports, made_line, texts
from detente.brief.brief import Brief, Correction, brief_to_json
from detente.brief.composing.basis import read_basis
from detente.brief.put_right import lead_of
from detente.pipeline.linking import link_waiting
from detente.review.records import Field
from detente.store import (
    Known,
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
    """Return the id of a report, withdrawn or not."""
    every = documents(record, known_on=Known(at=evening(SECOND)))
    return next(one.id for one in every if one.external_id == name)


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


def leave_out(record: Record, *names: str, on: str = LATER, told: str | None = None) -> None:
    for name in names:
        withdraw(record, "document", id_of(record, name), now=evening(on), told=told, **BY)
    link(record, on)


def take_in_again(record: Record, *names: str, on: str) -> None:
    for name in names:
        restate(record, "document", id_of(record, name), now=evening(on), **BY)
    link(record, on)


def link(record: Record, day: str) -> None:
    for _ in link_waiting(record, clock=lambda: evening(day), workers=1):
        pass


def test_a_line_is_composed_anew_of_what_stands_with_both_sides(record: Record) -> None:
    first, second = told(record)
    leave_out(record, SHELLING)
    one, other = corrected(record, first, second)
    assert (one.brief, one.day, one.subject) == (first.id, FIRST, "ceasefire/ossering")
    assert "the armed forces of Corvessa shelled the village of Tolvane" in text(one, "said")
    for now in (text(one, "now"), text(other, "now")):
        assert "Velduria’s Ministry of Defence says of 10 April 2019: “One resident of Tolvane was wounded" in now
        assert "denies that “Corvessan artillery shelled Tolvane on 10 April”" in now
        assert "the armed forces of Corvessa shelled" not in now
        assert "No word" not in now
    assert (one.how, lead_of(one), one.why.text) == ("", "The record says now:", "The desk has withdrawn the report.")


def test_a_denial_is_not_told_alone_where_what_it_denies_is_gone(record: Record) -> None:
    first, second = told(record)
    early = documents(record, known_on=Known(at=evening(SECOND)))
    others = [one.external_id for one in early if one.external_id not in {SHELLING, DENIAL}]
    leave_out(record, SHELLING, *others)
    found = [one for one in corrected(record, first, second) if "shelled the village" in text(one, "said")]
    assert [one.how for one in found] == ["withdrawn", "withdrawn"]
    assert {lead_of(one) for one in found} == {"The desk has withdrawn the report; it is not told any more."}
    assert found[0].now == ()
    assert text(found[1], "now") == (
        "What the Tressany defence ministry (Corvessa) said against it stands in the record as it was told."
    )


def test_the_reason_for_readers_is_told_and_the_desks_own_is_not(record: Record) -> None:
    first = brief_on(record, FIRST)
    leave_out(record, SHELLING, "w06-02", told="It is not the ministry’s paper.")
    one, other = corrected(record, first)
    assert one.why.text == "The desk has withdrawn the report: “It is not the ministry’s paper”."
    assert other.why.text == "The desk says: “It is not the ministry’s paper”."
    assert BY["reason"] not in json.dumps(brief_to_json(brief_on(record, LATER, earlier=[first])))


def test_what_comes_back_is_put_right_once_to_whoever_was_sent_the_correction(record: Record) -> None:
    first = brief_on(record, FIRST)
    leave_out(record, "w06-02")
    wrong = brief_on(record, LATER, earlier=[first])
    (gone,) = wrong.corrections
    assert (gone.how, gone.now, gone.of) == ("withdrawn", (), (first.id, gone.line))
    take_in_again(record, "w06-02", on=LAST)
    right = brief_on(record, LAST, earlier=[first, wrong])
    (back,) = right.corrections
    assert (back.brief, back.day, back.origin, back.how) == (wrong.id, LATER, first.id, "again")
    assert (back.of, back.earlier) == (gone.of, ())
    assert text(back, "said") == "The desk has withdrawn the report; it is not told any more."
    assert text(back, "now") == text(gone, "said")
    assert back.why.text == "The desk has taken the report in again."
    assert corrected(record, first, wrong, right, day="2019-04-15") == ()


def test_what_comes_back_is_told_with_what_others_say_of_it_by_now(record: Record) -> None:
    first = brief_on(record, FIRST)
    assert "No word on it by Corvessa" in texts(first)
    leave_out(record, SHELLING)
    wrong = brief_on(record, LATER, earlier=[first])
    take_in_again(record, SHELLING, on=LAST)
    (back,) = corrected(record, first, wrong, day=LAST)
    assert "the armed forces of Corvessa shelled the village of Tolvane" in text(back, "now")
    assert "denies that “Corvessan artillery shelled Tolvane on 10 April”" in text(back, "now")
    assert "No word" not in text(back, "now")


def test_what_a_correction_told_is_looked_at_again(record: Record) -> None:
    """A report that only the correction stands on is withdrawn as well: who was sent either is told."""
    first = brief_on(record, FIRST)
    leave_out(record, SHELLING)
    wrong = brief_on(record, LATER, earlier=[first])
    (one,) = wrong.corrections
    leave_out(
        record, *[n for n in ("w06-03", "w06-04", "w06-05", "w06-06", "w06-07") if stands_in(record, one, n)], on=LAST
    )
    (again,) = corrected(record, first, wrong, day=LAST)
    assert text(again, "said") == text(one, "now")
    assert "One resident of Tolvane was wounded" not in text(again, "now")
    assert (again.brief, again.earlier, again.of) == (wrong.id, (first.id,), one.of)


def stands_in(record: Record, one: Correction, name: str) -> bool:
    return id_of(record, name) in {was.document for was in read_basis(one.basis).stood}


def test_a_figure_that_another_report_gives_as_well_is_not_corrected(tmp_path: Path) -> None:
    path = made_line(tmp_path)
    figures = line_reports("2019-04-15")[:1]
    copies = [{**one, "id": f"{one['id']}-copy", "text": f"{one['text']} "} for one in figures]
    come_in(path, [*figures, *copies], at=evening("2019-04-15"))
    with open_record(path, now=evening("2019-04-16")) as record:
        assert len(documents(record)) == 2
        first = brief_on(record, "2019-04-15")
        board = [line for section in first.sections for line in section.lines if line.kind == "board"]
        assert board
        withdraw(record, "document", board[0].documents[0], now=evening("2019-04-16"), **BY)
        found = corrected(record, first, day="2019-04-16")
        assert [one.line for one in found if one.line == board[0].id] == []


def test_a_correction_is_told_once(record: Record) -> None:
    first = brief_on(record, FIRST)
    withdraw(record, "document", id_of(record, SHELLING), now=evening(LATER), **BY)
    next_one = brief_on(record, LATER, earlier=[first])
    assert len(next_one.corrections) == 1
    assert corrected(record, first, next_one, day=LAST) == ()


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
