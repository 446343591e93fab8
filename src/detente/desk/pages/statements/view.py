"""The ledger as sheets: a list of utterances, and one with all of its versions."""

from collections.abc import Iterator, Mapping, Sequence

from detente.desk.pages.said.telling import quoted_cell
from detente.desk.pages.statements.words import (
    chain_cell,
    heard_words,
    manner_text,
    names_of,
    speaker_cell,
)
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.statements.ledger import Line, Version
from detente.store import OutletView

__all__ = ["ledger_sheet", "nothing", "versions_sheet"]

Reports = Mapping[str, OutletView]
MOST_DAYS = 3
"""Further days of one utterance that a list shows."""


def ledger_sheet(shown: Sequence[Line], reports: Reports, *, empty: Empty, more: str | None = None) -> Sheet:
    """Return utterances as a table, who speaks first; each is one row, however many reports have it."""
    return Sheet(
        id="statements", title=say("Statements"), more=more,
        columns=(
            Column(id="speaker", title=say("who says it")),
            Column(id="words", title=say("in which words")),
            Column(id="audience", title=say("to whom")),
            Column(id="about", title=say("about whom or what")),
            Column(id="days", title=say("said or published on"), tight=True),
            Column(id="passed", title=say("passed on by")),
            Column(id="versions", title=say("versions"), numeric=True),
        ),
        rows=tuple(_row(line, reports) for line in shown),
        empty=empty,
        rule=say("one row for each quotation; reports that quote the same words are its versions"),
    )  # fmt: skip


def nothing(*, narrowed: bool) -> Empty:
    """Return what stands where nothing is found: of what is asked for, or in all of the record."""
    if narrowed:
        return Empty(means=say("Nobody is quoted so."), now=say("Show all that is quoted"), href="/statements")
    means = say("Nobody is quoted in the reports of this record.")
    return Empty(means=means, now=say("Show what is given in reporters’ words as well"), href="/statements?all=1")


def _row(line: Line, reports: Reports) -> Row:
    full, n = line.fullest, len(line.versions)
    return Row(
        id=line.id[:16],
        cells=(
            speaker_cell(line),
            quoted_cell(full.words, heard_words(full)),
            Cell(text=names_of(line, "audience"), blank=say("not reported")),
            Cell(text=names_of(line, "about"), blank=say("not reported")),
            _days(line),
            chain_cell(full, reports),
            Cell(text=f"{n}", value=n, href=f"/statements/{line.id[:16]}"),
        ),
    )


def _days(line: Line) -> Cell:
    first, *others = line.days or ("",)
    return Cell(text=first, blank=say("no day reported"), more=tuple(Cell(text=day) for day in others[:MOST_DAYS]))


def versions_sheet(line: Line, reports: Reports) -> Sheet:
    """Return all versions of one utterance, the fullest first, each with who passed it on and where it differs."""
    return Sheet(
        id="versions", title=say("Versions"),
        columns=(
            Column(id="passed", title=say("passed on by")),
            Column(id="published", title=say("published on"), tight=True),
            Column(id="said", title=say("said on"), tight=True),
            Column(id="venue", title=say("where")),
            Column(id="audience", title=say("to whom")),
            Column(id="words", title=say("in which words")),
            Column(id="manner", title=say("how")),
            Column(id="differs", title=say("differs from the fullest")),
        ),
        rows=tuple(_version(one, n, line, reports) for n, one in enumerate(line.versions)),
        empty=Empty(means=say("No report has it.")),
        rule=say("the fullest version is first, then by how much of it each has; copies of a report are "
                 "versions"),
    )  # fmt: skip


def _version(version: Version, number: int, line: Line, reports: Reports) -> Row:
    one, blank = version.heard, say("not reported")
    is_fullest = number == 0 and len(line.versions) > 1
    return Row(
        id=f"{one.document[:10]}-{one.start}",
        cells=(
            chain_cell(one, reports),
            Cell(text=one.published or "", blank=blank),
            Cell(text=one.day or "", blank=blank),
            Cell(text=one.venue or "", blank=blank),
            Cell(text=", ".join(one.audience), blank=blank),
            Cell(text=say("“%(words)s”", words=one.words), value=one.words, words=heard_words(one)),
            cell(manner_text(version, is_fullest=is_fullest)),
            cell("; ".join(_differences(version))),
        ),
    )


def _differences(version: Version) -> Iterator[str]:
    for old, new in version.differences:
        if old and new:
            yield say("“%(new)s” instead of “%(old)s”", new=new, old=old)
        elif old:
            yield say("without “%(old)s”", old=old)
        else:
            yield say("with “%(new)s”", new=new)
