"""Figures as tables for people, 80 columns wide at most, and as plain values for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.evaluate.figures import BELOW, FIGURES, Estimate, Figure
from detente.evaluate.floors import Floor
from detente.evaluate.measure import Section

__all__ = ["dump_sections", "open_console", "print_floors", "print_section"]

BLANK = "–"
WIDTH = 80
NUMBERS = ("P", "R", "F1", "95 % interval", "right", "given", "gold")


def open_console() -> Console:
    """Return standard output to print tables on; what goes to a file or a pipe is not cut for a narrow terminal."""
    console = Console()
    if not console.is_terminal:
        console.width = max(WIDTH, console.width)
    return console


def print_section(console: Console, section: Section, *, brief: bool) -> None:
    """Print what a section holds, its figures, and unless `brief` each figure by type or other label."""
    console.print(Text(_title(section), style="bold"))
    whole = [f for f in section.figures if not f.label]
    _print_scores(console, "figure", [f for f in whole if f.name not in BELOW])
    _print_errors(console, [f for f in whole if f.name in BELOW])
    for name in () if brief else FIGURES:
        labelled = [f for f in section.figures if f.name == name and f.label]
        _print_scores(console, name, labelled)


def print_floors(console: Console, floors: Sequence[Floor]) -> None:
    """Print every floor beside what was measured, and how the two stand to each other."""
    table = _table("floors", ("at least", "measured", "verdict"))
    for section in dict.fromkeys(f.section for f in floors):
        table.add_row(Text(section, style="bold"))
        for floor in (f for f in floors if f.section == section):
            sign = "≤ " if floor.figure in BELOW and floor.floor is not None else ""
            style = "bold red" if floor.verdict == "fallen" else ""
            cells = (f"  {floor.figure}", sign + _number(floor.floor), _number(floor.value), floor.verdict)
            table.add_row(*(Text(cell, style=style) for cell in cells))
    console.print(table)
    console.print()


def dump_sections(
    sections: Sequence[Section], floors: Sequence[Floor], *, brief: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield each figure as plain values: section, split, its name and label, numbers with intervals, counts, floor.

    With `brief` only those as a whole.
    """
    under = {(f.section, f.figure): f for f in floors}
    for section in sections:
        for figure in (f for f in section.figures if not (brief and f.label)):
            row = {"section": section.name, "split": section.split, "hash": section.hash, **_dump(figure)}
            floor = under.get((section.name, figure.name)) if not figure.label else None
            yield row | ({"floor": floor.floor, "verdict": floor.verdict} if floor else {})
    for floor in floors:
        if floor.value is None:
            row = {"section": floor.section, "figure": floor.figure, "label": None, "value": None}
            yield row | {"floor": floor.floor, "verdict": floor.verdict}


def _dump(figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = {"figure": figure.name, "label": figure.label or None, **_dump_estimate(figure.estimate)}
    if figure.precision is not None and figure.recall is not None:
        row |= {"precision": _dump_estimate(figure.precision), "recall": _dump_estimate(figure.recall)}
    if figure.name in BELOW:
        return row | {"wrong": figure.given, "all": figure.gold}
    return row | {"right": figure.right, "given": figure.given, "gold": figure.gold}


def _dump_estimate(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def _title(section: Section) -> str:
    counts = f"{section.documents:,} documents, {section.events:,} events, {section.pairs:,} pairs"
    refused = f", {section.refused:,} without a reading" if section.refused else ""
    return f"{section.name} ({section.split}): {counts}{refused}"


def _print_scores(console: Console, title: str, figures: Sequence[Figure]) -> None:
    if not figures:
        return
    table = _table(title, NUMBERS)
    for figure in figures:
        numbers = (
            *(_number(e.value if e else None) for e in (figure.precision, figure.recall, figure.estimate)),
            _interval(figure.estimate),
            *(f"{n:,}" for n in (figure.right or 0, figure.given, figure.gold)),
        )
        table.add_row(*map(Text, (figure.label or figure.name, *numbers)))
    console.print(table)
    console.print()


def _print_errors(console: Console, figures: Sequence[Figure]) -> None:
    if not figures:
        return
    table = _table("the smaller, the better", ("value", "95 % interval", "wrong", "all"))
    for figure in figures:
        numbers = (_number(figure.estimate.value), _interval(figure.estimate), f"{figure.given:,}", f"{figure.gold:,}")
        table.add_row(*map(Text, (figure.name, *numbers)))
    console.print(table)
    console.print()


def _table(first: str, numbers: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(first, min_width=30)
    for name in numbers:
        table.add_column(name, justify="left" if name == "verdict" else "right", no_wrap=True)
    return table


def _number(value: float | None) -> str:
    return BLANK if value is None else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    return f"{estimate.low:.3f}–{estimate.high:.3f}"
