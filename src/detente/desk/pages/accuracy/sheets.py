"""Measured figures as tables; each number is the file's, with its interval and over how many it was taken."""

from collections.abc import Iterable, Sequence

from detente.desk.pages.accuracy.wording import FIELDS, MEANINGS, SECTIONS
from detente.desk.pages.said.deeds import code_cell
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.evaluate.known import Known
from detente.evaluate.measured import Measured, MeasuredFigure, MeasuredSection

__all__ = ["agreement_sheet", "data_sheet", "errors_sheet", "figures_sheet", "label_sheet", "weak_sheet"]

TEXTS = ("real", "composed", "local"), ("happenings, real", "happenings, composed")
"""Sections that stand beside each other."""


def figures_sheet(measured: Measured, *, texts: int, title: str, id_: str) -> Sheet:
    """Return figures that are the better the larger, real and composed text beside each other."""
    return _beside(measured, texts, id_, title, errors=False)


def errors_sheet(measured: Measured, *, texts: int, title: str, id_: str) -> Sheet:
    """Return shares that are wrong: the better the smaller."""
    return _beside(measured, texts, id_, title, errors=True)


def _beside(measured: Measured, texts: int, id_: str, title: str, *, errors: bool) -> Sheet:
    sections = [one for name in TEXTS[texts] for one in measured.sections if one.name == name]
    names = dict.fromkeys(
        (each.name, each.label)
        for one in sections
        for each in one.figures
        if each.is_error == errors and (not each.label or texts)
    )
    found = {(one.name, each.name, each.label): each for one in sections for each in one.figures}
    columns = [Column(id="figure", title=say("what"))]
    for one in sections:
        columns += _columns(one, errors=errors)
    return Sheet(
        id=id_, title=title, columns=tuple(columns), empty=Empty(means=say("No figure of this kind was measured.")),
        rows=tuple(
            Row(
                id=f"{n}",
                cells=(_called(*name), *(c for one in sections for c in _cells(found.get((one.name, *name))))),
                within=bool(name[1]),
            )
            for n, name in enumerate(names)
        ),
    )  # fmt: skip


def _called(name: str, label: str) -> Cell:
    if label:
        return code_cell(label)
    called, means = MEANINGS.get(name, (name, ""))
    return Cell(text=say(called), value=name, note=say(means) if means else "")


def _columns(section: MeasuredSection, *, errors: bool) -> Iterable[Column]:
    called = say(SECTIONS.get(section.name, section.name))
    measure = say("%(text)s: share wrong", text=called) if errors else say("%(text)s: F1", text=called)
    yield Column(id=f"{section.name}-value", title=measure, numeric=True)
    yield Column(id=f"{section.name}-interval", title=say("between (95 of 100)"), numeric=True)
    yield Column(id=f"{section.name}-over", title=say("over"), numeric=True, help=say("how many people coded"))


def _cells(one: MeasuredFigure | None) -> tuple[Cell, ...]:
    if one is None:
        return (Cell(blank=say("not measured")), Cell(), Cell())
    value = Cell(text=f"{one.value:.3f}", value=one.value)
    return value, cell(f"{one.low:.3f}–{one.high:.3f}"), cell(one.gold)


def label_sheet(section: MeasuredSection, figure: str) -> Sheet:
    """Return one figure by its labels, with precision and recall."""
    rows = [one for one in section.figures if one.name == figure and one.label]
    return Sheet(
        id="labels", title=say("By value: %(figure)s, %(text)s", figure=say(MEANINGS.get(figure, (figure, ""))[0]),
        text=say(SECTIONS[section.name])),
        columns=(
            Column(id="label", title=say("value")),
            Column(id="precision", title=say("of those given, right"), numeric=True),
            Column(id="recall", title=say("of those there, found"), numeric=True),
            Column(id="f1", title=say("F1"), numeric=True),
            Column(id="interval", title=say("between (95 of 100)"), numeric=True),
            Column(id="given", title=say("given"), numeric=True),
            Column(id="gold", title=say("coded by people"), numeric=True),
        ),
        rows=tuple(Row(id=one.label, cells=_label_cells(one)) for one in rows),
        empty=Empty(means=say("This figure has no values to be taken apart by.")),
    )  # fmt: skip


def _label_cells(one: MeasuredFigure) -> tuple[Cell, ...]:
    def share(value: float | None) -> Cell:
        return Cell(blank=say("none")) if value is None else Cell(text=f"{value:.3f}", value=value)

    interval = cell(f"{one.low:.3f}–{one.high:.3f}")
    called = code_cell(one.label)
    if not one.gold:  # nobody coded one, so there is nothing to find
        return called, share(one.precision), share(None), share(None), Cell(), cell(one.given), cell(0)
    f1 = share(one.value)
    return called, share(one.precision), share(one.recall), f1, interval, cell(one.given), cell(one.gold)


def agreement_sheet(known: Known) -> Sheet:
    """Return how far two people agree, who coded the same items without sight of each other."""
    return Sheet(
        id="agreement", title=say("How far two people agree"),
        columns=(
            Column(id="field", title=say("field")),
            Column(id="alpha", title=say("Krippendorff’s alpha"), numeric=True),
            Column(id="units", title=say("over"), numeric=True),
        ),
        rows=tuple(
            Row(id=f"{n}", cells=(cell(say(FIELDS.get(one.field, one.field))),
                                  Cell(text=f"{one.alpha:.3f}", value=one.alpha), cell(one.units)))
            for n, one in enumerate(known.agreed)
        ),
        empty=Empty(means=say("Agreement was not worked out.")),
    )  # fmt: skip


def data_sheet(measured: Measured, known: Known) -> Sheet:
    """Return on what was measured: which texts, by whom coded, what was learnt or chosen by them."""
    told = {one.section: one for one in known.data}
    rows = [(one, told.get(one.name)) for one in measured.sections]
    return Sheet(
        id="data", title=say("On which data"),
        columns=(
            Column(id="section", title=say("text")),
            Column(id="what", title=say("what it is")),
            Column(id="coded", title=say("by whom coded")),
            Column(id="tuned", title=say("what was learnt or chosen by it")),
            Column(id="documents", title=say("texts"), numeric=True),
            Column(id="events", title=say("events"), numeric=True),
            Column(id="split", title=say("split")),
            Column(id="hash", title=say("hash")),
        ),
        rows=tuple(
            Row(id=f"{n}", cells=(
                cell(say(SECTIONS.get(one.name, one.name))),
                *((cell(said.what), cell(said.coded), cell(said.tuned)) if said else (Cell(), Cell(), Cell())),
                cell(one.documents), cell(one.events or None), cell(one.split), cell(one.hash[:12]),
            ))
            for n, (one, said) in enumerate(rows)
        ),
        empty=Empty(means=say("Nothing was measured.")),
    )  # fmt: skip


def weak_sheet(known: Known) -> Sheet:
    """Return where the reader is known to be weak."""
    rows: Sequence[Row] = [Row(id=f"{n}", cells=(cell(one.area), cell(one.words))) for n, one in enumerate(known.weak)]
    return Sheet(
        id="weak", title=say("Known to be weak"),
        columns=(Column(id="area", title=say("where")), Column(id="words", title=say("what goes wrong"))),
        rows=tuple(rows), empty=Empty(means=say("Nothing is known to be weak.")),
    )  # fmt: skip
