"""The mine record as tables: what is told, totals held against weekly figures, what is told and what is blank."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields

from detente.desk.pages.mines import wording
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import BLANK, Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.pipeline.mines import MineRow
from detente.registry.mines.records import Activity, MineFigure, MineRecord
from detente.registry.mines.totals import Difference, Reconciled, reconcile_totals
from detente.store import EntryView

__all__ = [
    "blanks_sheet",
    "fields_sheet",
    "list_sheet",
    "published_sheet",
    "reconciled",
    "revisions_sheet",
    "totals_sheet",
]

MOST_WORDS = 3
MOST_TOLD = 100
DIFFERENCES = {
    "total falls": mark("a total falls"),
    "total differs": mark("a total differs from its weeks"),
    "period exceeds total": mark("a week says more than the total"),
    "periods overlap": mark("figures share days"),
    "units differ": mark("units differ"),
    "two totals of a day": mark("two totals of one day"),
}
KIND_NAMES = {
    "mine-hazard": mark("hazards"),
    "mine-activity": mark("work on mines"),
    "mine-accident": mark("accidents"),
    "mine-handover": mark("handovers"),
    "mine-figure": mark("published figures"),
}
LIST_COLUMNS = (
    ("who", mark("who says it")),
    ("what", mark("what")),
    ("status", mark("status")),
    ("days", mark("days")),
    ("where", mark("where")),
    ("figures", mark("in numbers")),
    ("by", mark("done by")),
    ("words", mark("in which words")),
)


def list_sheet(rows: Iterable[MineRow], *, more: str | None) -> Sheet:
    """Return records, each with who says it first; what is not told stays blank."""
    return Sheet(
        id="mines",
        title=say("Mine record"),
        columns=tuple(Column(id=id_, title=say(title)) for id_, title in LIST_COLUMNS),
        rows=tuple(Row(id=row.record.id[:20], cells=_cells(row)) for row in rows),
        empty=Empty(
            means=say("No report and no person says anything about mines here."),
            now=say("Choose other days or kinds; or see which reports are kept."),
            href="/documents",
        ),
        more=more,
    )


def published_sheet(rows: Iterable[MineRow], *, more: str | None) -> Sheet:
    """Return published figures, a row each: they are many, and are no happenings."""
    return Sheet(
        id="published", title=say("Published figures"), more=more,
        columns=(
            Column(id="who", title=say("who says it")), Column(id="days", title=say("of which days"), tight=True),
            Column(id="what", title=say("about what")), Column(id="where", title=say("where")),
            Column(id="figures", title=say("figure"), numeric=True), Column(id="running", title=say("counted")),
        ),
        rows=tuple(Row(id=row.record.id[:20], cells=_published(row)) for row in rows),
        empty=Empty(means=say("No figure is published of these.")),
        rule=say("as each body reports them: none is put together with another, and a running total is no week"),
    )  # fmt: skip


def fields_sheet(row: MineRow) -> Sheet:
    """Return one record whole: every field of its kind, told or not told."""
    one = row.record
    told = ((field.name, getattr(one, field.name)) for field in fields(one) if field.name in wording.FIELDS)
    first = ("days", wording.days_told(one))
    values = [first, *((name, wording.value_words(value)) for name, value in told)]
    return Sheet(
        id="fields",
        title=say("What is reported, and what is not"),
        columns=(Column(id="field", title=say("field")), Column(id="value", title=say("reported"))),
        rows=tuple(
            Row(
                id=name,
                cells=(
                    cell(say(wording.FIELDS.get(name, "days"))),
                    Cell(text=value, words=one.evidence[:MOST_WORDS], blank=say("not reported")) if value
                    else Cell(blank=say("not reported")),
                ),
            )
            for name, value in values
        ),
        empty=Empty(means=""),
    )  # fmt: skip


def revisions_sheet(revisions: Sequence[EntryView]) -> Sheet:
    """Return who kept and changed a record, and why."""
    return Sheet(
        id="revisions",
        title=say("Revisions"),
        columns=(
            Column(id="revision", title=say("revision")),
            Column(id="by", title=say("by")),
            Column(id="at", title=say("when (UTC)")),
            Column(id="reason", title=say("reason")),
        ),
        rows=tuple(
            Row(
                id=f"revision-{one.revision}",
                cells=(cell(one.revision), cell(one.author), cell(f"{one.made_at:%Y-%m-%d %H:%M}"), cell(one.reason)),
            )
            for one in revisions
        ),
        empty=Empty(means=say("It comes from a report, and is worked out anew each time: nobody wrote it down.")),
    )


def reconciled(rows: Iterable[MineRow]) -> Reconciled:
    """Return how running totals fit the figures of the same body for periods."""
    return reconcile_totals(row.record for row in rows if isinstance(row.record, MineFigure))


def totals_sheet(made: Reconciled, rows: Iterable[MineRow]) -> Sheet:
    """Return what does not fit, what is to be noted, and what could not be compared. Nothing is mended."""
    known = {row.record.id: row.record for row in rows if isinstance(row.record, MineFigure)}
    return Sheet(
        id="totals",
        title=say("Running totals against figures for periods"),
        columns=(
            Column(id="kind", title=say("what")),
            Column(id="said", title=say("whose figures, and how")),
            Column(id="likely", title=say("a guess at what was printed wrongly")),
        ),
        rows=tuple(_total_rows(made, known)),
        empty=Empty(means=say("Nothing that could be compared speaks against another figure.")),
        rule=say("figures of different bodies, kinds, places or starting days are never put together"),
    )


def blanks_sheet(rows: Sequence[MineRow]) -> Sheet:
    """Return of how many records of each kind days, place, numbers and doers are told: the others are blank."""
    number = Counter(row.kind for row in rows)
    kinds = [kind for kind in KIND_NAMES if number[kind]]
    return Sheet(
        id="blanks",
        title=say("What is reported, and what is blank"),
        columns=(
            Column(id="kind", title=say("records of")),
            Column(id="records", title=say("records"), numeric=True),
            *(Column(id=id_, title=say(title), numeric=True) for id_, title, _ in TOLD),
        ),
        rows=tuple(
            Row(
                id=kind,
                cells=(
                    cell(say(KIND_NAMES[kind])),
                    cell(number[kind]),
                    *(cell(sum(is_told(row.record) for row in rows if row.kind == kind)) for _, _, is_told in TOLD),
                ),
            )
            for kind in kinds
        ),
        empty=Empty(means=say("There is no record.")),
        rule=say("records, and for how many of them each field is reported; a blank is not zero"),
    )


TOLD: tuple[tuple[str, str, Callable[[MineRecord], bool]], ...] = (
    ("who", mark("who says it"), lambda one: one.claimant is not None),
    ("days", mark("days"), lambda one: one.interval is not None),
    ("where", mark("where"), lambda one: bool(one.where)),
    ("figures", mark("numbers"), lambda one: bool(wording.figures_told(one))),
    ("by", mark("done by"), lambda one: bool(one.bodies)),
)


def _published(row: MineRow) -> tuple[Cell, ...]:
    one, blank = row.record, say("not reported")
    gone: Certainty | None = "undone" if row.replaced_by else None
    running = isinstance(one, MineFigure) and one.running
    return (
        cell(wording.said_by(one)),
        Cell(text=wording.days_told(one), blank=blank),
        Cell(text=one.what if isinstance(one, MineFigure) else wording.what_words(one), href=f"/mines/{one.id}",
             certainty=gone, note=say("replaced by a later one") if gone else ""),
        Cell(text=", ".join(place.words for place in one.where), blank=blank),
        Cell(text=wording.figures_told(one), certainty="claimed", words=one.evidence[:MOST_WORDS], blank=blank),
        cell(say("running total") if running else say("of these days")),
    )  # fmt: skip


def _quoted(row: MineRow) -> str:
    """Return the words of a record: what a report says as speech, what a table or a form holds as it stands."""
    words = clip(row.record.evidence[0].words, 160)
    return f"“{words}”" if row.record.origin == "report" else words


def _cells(row: MineRow) -> tuple[Cell, ...]:
    one = row.record
    gone: Certainty | None = "undone" if row.replaced_by else None
    reported = say("report of %(day)s", day=one.published[:10]) if one.published else ""
    days = wording.days_told(one)
    first = one.evidence[0]
    return (
        Cell(text=wording.said_by(one), href=_report_of(one)),
        Cell(text=wording.what_words(one), href=f"/mines/{one.id}", certainty=gone,
             note=say("replaced by a later one") if gone else ""),
        cell(say(one.status)) if one.status else Cell(blank=say("not reported") if isinstance(one, Activity) else "–"),
        cell(days) if days else Cell(blank=say("not reported"), note=reported),
        cell(", ".join(place.words for place in one.where)) if one.where else Cell(blank=say("not reported")),
        Cell(text=wording.figures_told(one), certainty="claimed", words=one.evidence[:1], blank=say("not reported")),
        cell(", ".join(body.name for body in one.bodies)) if one.bodies else Cell(blank=say("not reported")),
        Cell(text=_quoted(row), value=first.words, words=one.evidence[:MOST_WORDS]),
    )  # fmt: skip


def _report_of(one: MineRecord) -> str | None:
    """Return the way to the report that a record is from, where nobody is named who says so."""
    document = one.evidence[0].document
    return f"/documents/{document}" if one.claimant is None and document else None


def _total_rows(made: Reconciled, known: dict[str, MineFigure]) -> Iterator[Row]:
    for n, one in enumerate(made.differences[:MOST_TOLD]):
        yield _difference(f"difference-{n}", say("does not fit: %(kind)s", kind=say(DIFFERENCES[one.kind])), one, known)
    for n, one in enumerate(made.remarks[:MOST_TOLD]):
        yield _difference(f"remark-{n}", say("to note: %(kind)s", kind=say(DIFFERENCES[one.kind])), one, known)
    for n, said in enumerate(made.not_compared[:MOST_TOLD]):
        yield Row(id=f"not-compared-{n}", cells=(cell(say("not compared")), cell(said), BLANK))


def _difference(id_: str, kind: str, one: Difference, known: dict[str, MineFigure]) -> Row:
    words = tuple(held for figure in one.figures if figure in known for held in known[figure].evidence[:1])
    return Row(id=id_, cells=(cell(kind), Cell(text=one.said, words=words[:8]), cell("; ".join(one.likely))))
