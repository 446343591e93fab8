"""What stands below a board: its monitors' effort, corrected figures, what is said without days, what is claimed."""

from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.gathered import BoardView
from detente.desk.pages.ceasefires.statements import cell_href
from detente.desk.pages.ceasefires.violation_sheets import quoted, violation_sheet
from detente.display.ceasefires.effort_words import effort_words
from detente.display.ceasefires.names import Names, days_iso, thing_words, who_says
from detente.display.ceasefires.trend_words import claimant_words
from detente.display.language import mark, say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.violation import Violation

__all__ = ["claimed_sheet", "corrected_sheet", "effort_sheet", "undated_sheet"]

MOST = 8
"""Rows of a table below the board; the rest is on the page of its cell."""
KINDS = {
    "trend": mark("trend"),
    "control": mark("all is under control"),
    "holds": mark("the ceasefire holds"),
    "hope": mark("hope"),
    "belief": mark("belief"),
    "institution": mark("who watches"),
    "staffing": mark("staffing"),
    "legal basis": mark("legal basis"),
    "other ceasefires broken": mark("other ceasefires broken"),
}


def undated_sheet(view: BoardView) -> Sheet:
    """Return what is said without days by reports of about these days; it stands in no row."""
    said = [view.known[id_] for id_ in view.board.undated if id_ in view.known]
    more = cell_href(view.ceasefire.id, view.interval, "undated", "all") if len(said) > MOST else None
    return violation_sheet(
        "undated", say("Said without days: in no row of the table"), said[:MOST], view.ceasefire, view.names,
        empty=Empty(means=say("Nothing is said without days."), of="days"), more=more, doubted=view.doubted,
    )  # fmt: skip


def corrected_sheet(view: BoardView) -> Sheet:
    """Return the figures that were corrected: what was printed first stays beside what replaced it."""
    pairs = [(view.known[old], view.known[new]) for old, new in view.board.corrected]
    return Sheet(
        id="corrected",
        title=say("Corrected figures"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="what", title=say("about what")),
            Column(id="days", title=say("days")),
            Column(id="was", title=say("first")),
            Column(id="is", title=say("then")),
            Column(id="on", title=say("corrected on")),
        ),
        rows=tuple(_correction(old, new, view) for old, new in pairs[:MOST]),
        more=href_of(view.ceasefire, "/figures") if len(pairs) > MOST else None,
        empty=Empty(means=say("No figure of these days was corrected."), of="days"),
    )


def effort_sheet(view: BoardView) -> Sheet:
    """Return what each monitor did on these days, in a line each."""
    return Sheet(
        id="effort",
        title=say("Effort"),
        columns=(Column(id="who", title=say("monitor")), Column(id="effort", title=say("what was done, and refused"))),
        rows=tuple(
            Row(id=one.monitor, cells=(cell(view.names.get(one.monitor, one.monitor)),
                                       _effort_cell(view, effort_words(one, view.names), one.sums.efforts)))
            for one in view.effort.reports
        ),
        empty=Empty(means=say("The ceasefire’s file names no monitor.")),
    )  # fmt: skip


def claimed_sheet(view: BoardView) -> Sheet:
    """Return what is claimed and is no measurement, trends apart: that all is under control, hopes, who watches."""
    held: dict[tuple[str, str], ClaimedItem] = {}
    for one in view.told.claimed:
        if one.kind != "trend":
            held.setdefault((one.words, one.claimant_name), one)
    return Sheet(
        id="claims",
        title=say("Claims about the ceasefire itself"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="words", title=say("in which words")),
            Column(id="kind", title=say("about what")),
            Column(id="day", title=say("day")),
        ),
        rows=tuple(_claim(n, one, view.names) for n, one in enumerate(list(held.values())[:MOST])),
        empty=Empty(means=say("Nothing of this kind was found."), of="days"),
    )


def _correction(old: Violation, new: Violation, view: BoardView) -> Row:
    days = days_iso(new.interval)
    before = days_iso(old.interval)
    on = new.revised.isoformat() if new.revised else ""
    brought = say("known here since %(day)s", day=(new.known_at or "")[:10]) if new.known_at else ""
    return Row(
        id=new.id[:20],
        cells=(
            cell(who_says(new, view.names)),
            cell(thing_words(new, view.ceasefire)),
            cell(days, note=say("before: %(days)s", days=before) if before != days else ""),
            quoted(old.evidence),
            quoted(new.evidence),
            cell(on) if on else Cell(blank=say("day not reported"), note=brought),
        ),
    )


def _effort_cell(view: BoardView, told: str, ids: tuple[str, ...]) -> Cell:
    if not ids:
        return Cell(blank=told)
    days = f"from={view.interval.first}&to={view.interval.last}"
    return Cell(text=told, href=f"/ceasefires/{view.ceasefire.id}/effort?{days}")


def _claim(n: int, one: ClaimedItem, names: Names) -> Row:
    return Row(
        id=f"claim-{n}",
        cells=(
            cell(claimant_words(one, names)),
            quoted(one.evidence),
            cell(say(KINDS.get(one.kind, one.kind)), note=one.note or ""),
            cell(one.date) if one.date else BLANK,
        ),
    )
