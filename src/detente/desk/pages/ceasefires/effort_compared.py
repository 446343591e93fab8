"""Two stretches of days held against each other: each monitor's figures, for the hours that it was on watch."""

from collections.abc import Iterator, Sequence

from detente.desk.asked import Asked
from detente.desk.pages.ceasefires.gathered import told_on
from detente.desk.pages.ceasefires.violation_sheets import said_words
from detente.display.ceasefires.names import Names, by_whom, days_iso, row_title
from detente.display.language import mark, say
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.pipeline.ceasefires import Told
from detente.registry.ceasefires.board import UNCLASSED
from detente.registry.ceasefires.comparison import Outcome
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.comparison import Held, hold_intervals
from detente.registry.ceasefires.effort.report import watchers
from detente.registry.ceasefires.series import About
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["compared_sheet"]

OUTCOMES: dict[Outcome, str] = {
    "more": mark("more"),
    "fewer": mark("fewer"),
    "no difference seen": mark("no difference seen"),
    "cannot tell": mark("cannot tell"),
}
CERTAIN: dict[Outcome, Certainty] = {"cannot tell": "unsure"}
MOST_FIGURES = 3
"""Figures of each of the two that a row shows; the rest are on the page of figures."""


def compared_sheet(asked: Asked, ceasefire: Ceasefire, earlier: Interval, later: Interval, names: Names) -> Sheet:
    """Return what comes of holding figures of some days against those of earlier days, each with its reason."""
    told = told_on(asked, ceasefire, _over(earlier, later))
    held = _held(asked, ceasefire, told, earlier, later)
    return Sheet(
        id="compared",
        title=say("Held against %(days)s, for hours on watch in person", days=days_iso(earlier)),
        columns=(
            Column(id="who", title=say("whose figures")),
            Column(id="what", title=say("of what")),
            Column(id="by", title=say("said to be done")),
            Column(id="area", title=say("where")),
            Column(id="earlier", title=days_iso(earlier), equal=True),
            Column(id="later", title=days_iso(later), equal=True),
            Column(id="outcome", title=say("what comes of it")),
            Column(id="why", title=say("why")),
        ),
        rows=tuple(_rows(held, told, ceasefire, names)),
        empty=Empty(
            means=say("Nobody can tell: no monitor published a figure of these days, which is not none."),
            now=say("Choose other days above."),
            of="days",
        ),
        rule=say("figures of one monitor, one class, one side and one place only; what is blank is no zero"),
    )


def _held(asked: Asked, ceasefire: Ceasefire, told: Told, earlier: Interval, later: Interval) -> tuple[Held, ...]:
    efforts = tuple(one for one in told.efforts if one.interval.overlaps(later))
    return asked.held(
        "effort compared",
        lambda: hold_intervals(
            told.violations, told.efforts, monitors=watchers(efforts, ceasefire), earlier=earlier, later=later
        ),
        ceasefire.id, earlier.first, earlier.last, later.first, later.last,
    )  # fmt: skip


def _over(earlier: Interval, later: Interval) -> Interval:
    return Interval(first=min(earlier.first, later.first), last=max(earlier.last, later.last))


def _rows(held: Sequence[Held], told: Told, ceasefire: Ceasefire, names: Names) -> Iterator[Row]:
    for n, one in enumerate(held):
        about, comparison = one.about, one.comparison
        figures = [figure for figure in told.violations if _is_of(figure, about)]
        yield Row(
            id=f"compared-{n}",
            cells=(
                cell(names.get(about.claimant, about.claimant)),
                cell(row_title(ceasefire, about.kind or UNCLASSED)),
                cell(by_whom(about.alleged, names)) if about.alleged else Cell(blank=say("doer not told")),
                cell(about.area) if about.area else Cell(blank=say("not told")),
                _figures(figures, comparison.earlier),
                _figures(figures, comparison.later),
                Cell(text=say(OUTCOMES[comparison.outcome]), value=comparison.outcome,
                     certainty=CERTAIN.get(comparison.outcome)),
                cell(comparison.reason),
            ),
        )  # fmt: skip


def _is_of(figure: Violation, about: About) -> bool:
    area = "; ".join(where.words for where in figure.where) or None
    told = (figure.claimant, figure.kind or figure.harm, figure.alleged, area)
    return figure.origin == "published" and told == (about.claimant, about.kind, about.alleged, about.area)


def _figures(figures: Sequence[Violation], days: Interval) -> Cell:
    """Return the published figures of some days, each with its words, and how many more there are."""
    own = sorted(
        (one for one in figures if one.interval is not None and one.interval.overlaps(days)),
        key=lambda one: (one.interval.first, one.interval.last, one.id) if one.interval else (),
    )
    if not own:
        return Cell(blank=say("not reported"))
    left = len(own) - MOST_FIGURES
    first, *more = (_figure(one) for one in own[:MOST_FIGURES])
    told = [*more, Cell(text=say("and %(n)d more", n=left))] if left > 0 else more
    return Cell(text=first.text, words=first.words, note=first.note, more=tuple(told))


def _figure(one: Violation) -> Cell:
    return Cell(text=said_words(one), words=one.evidence[:1], note=days_iso(one.interval))
