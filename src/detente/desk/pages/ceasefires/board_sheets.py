"""The board as it is drawn and as a table to be taken away, and what others say beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from detente.desk.pages.ceasefires.gathered import BoardView
from detente.desk.pages.ceasefires.statements import Statement, hindrances, statements
from detente.display.ceasefires.names import Names, row_title
from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.display.witness import named_claimant
from detente.registry.ceasefires import board as boards
from detente.registry.ceasefires.verification.verified import findings_by_row

__all__ = ["FOUND", "BoardCell", "BoardRow", "board_rows", "board_sheet", "others_sheet"]

MOST_NAMES = 3
FOUND = {
    "confirmed": mark("%(n)d confirmed"),
    "not confirmed": mark("%(n)d not confirmed"),
    "refuted": mark("%(n)d refuted"),
    "cannot tell": mark("%(n)d cannot tell"),
}
OUTCOMES = {
    "both report": mark("both report"),
    "both report none": mark("both report none"),
    "contradict": mark("contradict each other"),
    "may both hold": mark(
        "may both be true: one reports some, the other none, by somebody else, on other days or at other places"
    ),
    "not reported": mark("neither reports"),
}
TOGETHER = {
    "same incident": mark("both report, the same incident"),
    "different days": mark("both report, of different days"),
    "not known whether the same": mark("both report; not known whether the same incident"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """A cell as it is drawn: what the column says, what its body found out, where it was kept from looking."""

    column: str
    name: str
    statements: tuple[Statement, ...]
    found: tuple[tuple[str, str], ...]
    hindered: tuple[str, ...]

    @property
    def told(self) -> str:
        """All of it on one line; empty where the column says nothing."""
        said = [one.told for one in self.statements]
        return "; ".join([*said, *(say("found: %(what)s", what=what) for what, _ in self.found), *self.hindered])


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A row as it is drawn: its title, whether it is a split of the one above, what the two sides' cells come to."""

    id: str
    title: str
    within: bool
    sides: str
    cells: tuple[BoardCell, ...]


def board_rows(view: BoardView) -> tuple[BoardRow, ...]:
    """Return the rows of a board."""
    by_row = findings_by_row(view.verified.enquiries, view.ceasefire, view.interval)
    found = {(one.row, one.body): one.findings for one in by_row}
    names = view.names
    return tuple(
        BoardRow(
            id=row.id,
            title=row_title(view.ceasefire, row.id),
            within=row.within is not None,
            sides=_sides(row, names),
            cells=tuple(
                BoardCell(
                    column=one.column,
                    name=names[one.column],
                    statements=statements(view, row.id, one),
                    found=tuple((say(FOUND[rung], n=n), rung) for rung, n in found.get((row.id, one.column), ())),
                    hindered=hindrances(view, row.id, one.column),
                )
                for one in row.cells
            ),
        )
        for row in view.board.rows
    )


def board_sheet(view: BoardView, rows: tuple[BoardRow, ...]) -> Sheet:
    """Return the board as a table: a column of the same width for each party and monitor."""
    return Sheet(
        id="board",
        title=say("Who says what"),
        columns=(
            Column(id="row", title=say("what")),
            *(Column(id=id_, title=say("%(who)s says", who=view.names[id_]), equal=True) for id_ in view.board.columns),
            Column(id="sides", title=say("how the two sides compare")),
        ),
        rows=tuple(
            Row(id=row.id, within=row.within, cells=(cell(row.title), *map(_cell, row.cells), cell(row.sides)))
            for row in rows
        ),
        empty=Empty(means=say("The ceasefire’s file names no class of violations.")),
        rule=say("%(counted)s; classes: %(classes)s", counted=view.board.counted, classes=view.ceasefire.taxonomy.name),
    )


def others_sheet(view: BoardView) -> Sheet:
    """Return what is said by those who have no column: outlets in their own voice, witnesses, other states."""
    return Sheet(
        id="others",
        title=say("Others say"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="row", title=say("about what")),
            Column(id="says", title=say("what")),
        ),
        rows=tuple(_others(view)),
        empty=Empty(means=say("Nobody else says anything about these days."), of="days"),
    )


def _sides(row: boards.Row, names: Names) -> str:
    """Return what the two sides' cells come to, by one wording for both."""
    if row.agreement == "only" and row.only is not None:
        own = next(one for one in row.cells if one.column == row.only)
        who = names[row.only]
        return say("only %(who)s reports it", who=who) if own.says("some") else say(
            "only %(who)s reports, and says that there was none", who=who)  # fmt: skip
    if row.together is None:
        told = say(OUTCOMES[row.agreement])
    elif len(row.shared) > 1:
        told = count("both report, %(n)d incident the same", "both report, %(n)d incidents the same", len(row.shared))
    else:
        told = say(TOGETHER[row.together])
    blamed = len(row.blamed_differently)
    if not blamed:
        return told
    each = count("each names the other of %(n)d incident", "each names the other of %(n)d incidents", blamed)
    return f"{told}; {each}"


def _cell(one: BoardCell) -> Cell:
    if not one.statements and not one.found:
        return Cell(blank=say("not reported"), note="; ".join(one.hindered))
    certainties = {said.certainty for said in one.statements}
    return Cell(
        text=one.told,
        words=tuple(dict.fromkeys(held for said in one.statements for held in said.words)),
        certainty=certainties.pop() if len(certainties) == 1 else None,
    )


def _others(view: BoardView) -> Iterator[Row]:
    """Yield what those without a column say, each origin and alleged doer with the names of those who say it."""
    for row in view.board.rows:
        for n, told in enumerate(row.others.told):
            who = _some_names(dict.fromkeys(named_claimant(view.known[id_].claimant_name) for id_ in told.violations))
            apart = replace(row.others, told=(told,))
            for m, one in enumerate(statements(view, row.id, apart)):
                said = Cell(text=one.text, certainty=one.certainty, note=", ".join(one.notes), href=one.href)
                cells = (cell(who), cell(row_title(view.ceasefire, row.id)), said)
                yield Row(id=f"{row.id}-{n}-{m}", cells=cells)


def _some_names(names: Iterable[str]) -> str:
    """Return the first names, and how many more there are."""
    every = list(names)
    shown = ", ".join(every[:MOST_NAMES])
    more = len(every) - MOST_NAMES
    return say("%(names)s and %(n)d more", names=shown, n=more) if more > 0 else shown
