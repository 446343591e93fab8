"""The board of the Ossering Line says what its truth says, cell by cell; what it does not is listed by name."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from detente.pipeline.ceasefires import gather_ceasefire
from detente.registry.ceasefires.board import Board
from detente.store import NOW, Known, open_record
from example_line.built import LINE, WHOLE, Cell, Line, board, told_of

FLOOR = 0.64
"""The share of cells from reports that the machine alone has right at least; a fall is a change of how it reads."""
SILENT = ("2019-05-13", "2019-05-26")
PARTIES = ("V", "C")


def table(name: str) -> list[dict[str, str]]:
    with (LINE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def key(row: Mapping[str, str]) -> Cell:
    return (row["period"], row["row"], row["column"], row["origin"], row["said"], row["alleged"])


TRUTH = {key(row): row["value"] for row in table("truth/board.csv")}
KNOWN_WRONG = {key(row) for row in table("truth/known-wrong.csv")}


def wrong(said: Mapping[Cell, str], origin: str) -> set[Cell]:
    return {cell for cell in said.keys() | TRUTH.keys() if cell[3] == origin and said.get(cell) != TRUTH.get(cell)}


def told(made: Board, row: str, column: str) -> list[tuple[str, str, str | None]]:
    cells = next(one.cells for one in made.rows if one.id == row)
    return [(one.origin, one.said, one.alleged) for cell in cells if cell.column == column for one in cell.told]


def test_every_review_of_the_example_is_kept(line: Line) -> None:
    assert line.refused == []


def test_what_observers_saw_is_right_in_every_cell(line: Line) -> None:
    assert sum(cell[3] == "observer" for cell in TRUTH) > 60
    assert wrong(line.alone, "observer") == set()


def test_every_published_figure_is_right(line: Line) -> None:
    assert sum(cell[3] == "published" for cell in TRUTH) > 300
    assert wrong(line.reviewed, "published") == set()
    assert {cell[3] for cell in KNOWN_WRONG} == {"report"}


def test_what_reports_tell_is_right_after_the_reviews_but_for_what_is_listed(line: Line) -> None:
    assert wrong(line.reviewed, "report") == {cell for cell in KNOWN_WRONG if cell[3] == "report"}


def test_the_machine_alone_keeps_its_share(line: Line) -> None:
    cells = {cell for cell in line.alone.keys() | TRUTH.keys() if cell[3] == "report"}
    assert 1 - len(wrong(line.alone, "report")) / len(cells) >= FLOOR


def test_two_weeks_of_silence_are_blank_and_no_zero(line: Line) -> None:
    made = board(line.record, *SILENT)
    assert all(not cell.told for row in made.rows for cell in row.cells if cell.column == "V")
    assert told(made, "fire", "C")
    assert told(made, "fire", "M")
    assert next(row for row in made.rows if row.id == "fire").only == "C"


def test_a_correction_replaces_a_figure_of_each_body_visibly_and_not_before(line: Line) -> None:
    assert corrections(line, Known(at=line.printed)) == set()
    told = {("V", "20 times", "2 times"), ("C", "21", "12 times"), ("M", "2", "5 incidents")}
    assert corrections(line, Known(at=line.told)) == told
    tables = {("V", "20", "2"), ("C", "21", "12"), ("M", "2", "5")}
    assert corrections(line, NOW) == tables | {("V", "20 times", "2 times")}  # of other days than the table's
    days = ("2019-04-25", "2019-05-01")
    assert corrections(line, NOW, first=days[0], last=days[1]) == {("C", "21", "12")}
    figures = [_figure(board(line.record, *days, known), "C") for known in (Known(at=line.printed), NOW)]
    assert figures == [21, 12]


def corrections(
    line: Line, known_on: Known, *, first: str = "2019-03-04", last: str = "2019-09-01"
) -> set[tuple[str | None, str, str]]:
    """Return who corrected what of these days to what, in the words of both figures."""
    made = board(line.record, first, last, known_on)
    known = {one.id: one for one in told_of(line.record, known_on)[1].violations}
    words = {id_: one.count.words for id_, one in known.items() if one.count}
    return {(known[new].claimant, words[old], words[new]) for old, new in made.corrected}


def _figure(made: Board, column: str) -> int | None:
    cell = next(cell for row in made.rows if row.id == "fire" for cell in row.cells if cell.column == column)
    figure = next(one for one in cell.told if one.origin == "published" and one.said == "some")
    return figure.count.low if figure.count else None


def test_two_incidents_of_one_night_in_one_sector_stay_two(line: Line) -> None:
    _, said = told_of(line.record)
    night = (dt.date(2019, 4, 10), dt.date(2019, 4, 11))
    fire = [one for one in said.violations if one.kind == "fire" and one.origin == "report" and one.said == "some"]
    on = [one for one in fire if one.interval and one.interval.first in night and one.incident and one.claimant]
    by_v = {one.incident for one in on if one.claimant == "V" and one.alleged == "C"}
    by_c = {one.incident for one in on if one.claimant == "C" and one.alleged == "V"}
    assert len(by_v) == len(by_c) == 1
    assert by_v != by_c


def test_a_storm_of_copies_counts_each_happening_once(line: Line) -> None:
    week = [row for row in table("truth/told.csv") if row["report"].startswith("w14")]
    assert len({row["report"] for row in week}) >= 24
    for one, other in (("V", "C"), ("C", "V")):
        assert line.reviewed["week 14", "fire", one, "report", "some", other] == "1"


def test_wounded_are_told_by_one_and_denied_by_the_other(line: Line) -> None:
    made = board(line.record, "2019-04-23", "2019-04-23")
    assert ("report", "some", "V") in told(made, "wounded", "C")
    assert ("report", "none", "V") in told(made, "wounded", "V")
    assert ("report", "denied", "V") in told(made, "fire", "V")
    assert next(row for row in made.rows if row.id == "wounded").agreement == "contradict"


def test_each_side_claims_a_trend_that_its_days_do_not_bear_out(line: Line) -> None:
    _, said = told_of(line.record)
    trends = {(one.claimant, one.trend) for one in said.claimed if one.kind == "trend"}
    assert trends == {("V", "rising"), ("C", "falling")}
    rates = [int(row["all"]) for row in table("truth/rates.csv")]
    assert abs(sum(rates[5:8]) - sum(rates[2:5])) <= 2
    assert sum(rates[18:22]) < sum(rates[10:14]) / 2
    own = [int(row["opened fire"]) for row in table("figures/velduria-daily.csv")]
    assert sum(own[-56:]) < sum(own[:56]) / 2


def test_each_side_once_shut_the_observers_out(line: Line) -> None:
    for first, who in (("2019-05-08", "Velduria"), ("2019-06-13", "Corvessa")):
        assert ("observer", "cannot tell", None) in told(board(line.record, first, first), "unclassed", "M")
        assert [row["first"] for row in table("effort/effort.csv") if row["denied by"] == who] == [first]


def test_what_is_kept_beside_the_record_says_the_same(line: Line, tmp_path: Path) -> None:
    ceasefire, anew = told_of(line.record)
    with open_record(line.record / "record.sqlite", read_only=True, beside=tmp_path) as record:
        first, again = (gather_ceasefire(record, ceasefire, WHOLE) for _ in range(2))
    assert first == again == anew
    assert (tmp_path / "told.sqlite").stat().st_size > 0
