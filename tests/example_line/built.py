"""The Ossering Line as tests ask it: its folder, its record, and the board's cells in the form of its truth."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tabulate_line_truth import periods
from typer.testing import CliRunner

from detente.cli import app
from detente.pipeline.ceasefires import Told, gather_ceasefire, stored_ceasefire
from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import Interval
from detente.store import NOW, Known, open_record

ROOT = Path(__file__).parents[2]
LINE = ROOT / "examples" / "ossering-line"

Cell = tuple[str, str, str, str, str, str]
WHOLE = Interval(first=dt.date(2019, 3, 4), last=dt.date(2019, 9, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The record with what the board says by the machine alone, and after the reviews."""

    record: Path
    printed: dt.datetime
    """When the figures were kept as they were first printed, and no report and no correction."""
    told: dt.datetime
    """When the reports were kept as well, of which some correct a figure, and no table that does."""
    refused: list[str]
    """Reviews that the program did not take."""
    unkept: list[str]
    """Steps of enquiries, texts and acts of officers that it did not take."""
    alone: Mapping[Cell, str]
    reviewed: Mapping[Cell, str]


def told_of(record: Path, known_on: Known = NOW) -> tuple[Ceasefire, Told]:
    with open_record(record / "record.sqlite", read_only=True) as opened:
        ceasefire, _ = stored_ceasefire(opened, "ossering", known_on=known_on)
        return ceasefire, gather_ceasefire(opened, ceasefire, WHOLE, known_on=known_on)


def board(record: Path, first: str, last: str, known_on: Known = NOW) -> Board:
    ceasefire, told = told_of(record, known_on)
    days = Interval(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))
    return board_of(ceasefire, days, told.violations)


def cells_of(record: Path) -> dict[Cell, str]:
    """What the board says, cell by cell, for each week and the whole, in the form of `truth/board.csv`."""
    ceasefire, told = told_of(record)
    made = ((name, board_of(ceasefire, Interval(first=a, last=b), told.violations)) for name, a, b in periods())
    return {cell: value for name, one in made for cell, value in _cells(name, one)}


def _cells(name: str, made: Board) -> Iterator[tuple[Cell, str]]:
    for row in made.rows:
        for cell in (*row.cells, row.others):
            for told in cell.told:
                is_exact = told.count is not None and told.count.low == told.count.high
                figure = str(told.count.low) if told.count is not None and is_exact else "none fits"
                value = figure if told.origin == "published" else str(told.happenings)
                yield (name, row.id, cell.column, told.origin, told.said, told.alleged or ""), value


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done.output
