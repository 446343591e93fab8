"""What a ceasefire rests on: its papers and clauses, between whom it is, who watches, where, and what breaches what."""

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.pages.ceasefires.around import around
from detente.desk.pages.ceasefires.gathered import kept_ceasefire
from detente.display.ceasefires.names import ORDERS, days_iso, names_of
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Basis, Ceasefire, Monitor

__all__ = ["router"]

router = APIRouter()


@router.get("/ceasefires/{id_}/definition")
def show_definition(id_: str, asked: Reads) -> Response:
    """Show what a ceasefire's file says, with its last revision."""
    ceasefire, entry = kept_ceasefire(asked, id_)
    sheets = [_bases(ceasefire), _clauses(ceasefire), _parties(ceasefire), _monitors(ceasefire), _classes(ceasefire),
              _stretches(ceasefire), _suspensions(ceasefire)]  # fmt: skip
    return asked.page(
        "ceasefire_definition.html.j2", title=say("%(name)s: what it rests on", name=ceasefire.name), sheets=sheets,
        entry=entry, order=say(ORDERS[ceasefire.order]), **around(asked, ceasefire, here="definition"),
    )  # fmt: skip


def _bases(ceasefire: Ceasefire) -> Sheet:
    return Sheet(
        id="bases",
        title=say("Papers"),
        columns=(
            Column(id="who", title=say("according to whom")),
            Column(id="title", title=say("paper")),
            Column(id="date", title=say("day")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(Row(id=f"basis-{n}", cells=_basis(one, ceasefire)) for n, one in enumerate(ceasefire.bases)),
        empty=Empty(means=say("The ceasefire’s file names no paper.")),
    )


def _basis(one: Basis, ceasefire: Ceasefire) -> tuple[Cell, ...]:
    return (
        cell(_by(one, ceasefire)),
        cell(one.title, note=", ".join(one.names)),
        cell(one.date) if one.date else Cell(blank=say("not reported")),
        Cell(text="; ".join(f"“{held.words}”" for held in one.evidence), words=one.evidence)
        if one.evidence
        else Cell(blank=say("the desk’s own choice")),
    )


def _clauses(ceasefire: Ceasefire) -> Sheet:
    return Sheet(
        id="clauses",
        title=say("Clauses, and what breaches each"),
        columns=(
            Column(id="paper", title=say("paper, according to whom")),
            Column(id="clause", title=say("clause")),
            Column(id="words", title=say("its words")),
            Column(id="breached", title=say("breached by")),
        ),
        rows=tuple(_clause_rows(ceasefire)),
        empty=Empty(means=say("No clause is written down.")),
    )


def _clause_rows(ceasefire: Ceasefire) -> Iterator[Row]:
    for n, basis in enumerate(ceasefire.bases):
        paper = say("%(paper)s (%(who)s)", paper=basis.title, who=_by(basis, ceasefire))
        for m, clause in enumerate(basis.clauses):
            classes = ", ".join(ceasefire.taxonomy[kind].many for kind in clause.breached_by)
            breached = cell(classes) if classes else Cell(blank=say("no class is said to breach it"))
            cells = (cell(paper), cell(clause.id), cell(f"“{clause.words}”", words=basis.evidence), breached)
            yield Row(id=f"clause-{n}-{m}", cells=cells)


def _parties(ceasefire: Ceasefire) -> Sheet:
    one, other = ceasefire.parties
    fields = (
        ("names", say("also called"), [", ".join(each.names) for each in (one, other)]),
        ("countries", say("country"), [", ".join(each.countries) for each in (one, other)]),
        ("press", say("its press"), [", ".join(each.press) for each in (one, other)]),
    )
    return Sheet(
        id="parties",
        title=say("Between"),
        columns=(
            Column(id="what", title=say("what")),
            Column(id=one.id, title=one.name, equal=True),
            Column(id=other.id, title=other.name, equal=True),
        ),
        rows=tuple(Row(id=id_, cells=(cell(title), *map(_or_not_told, told))) for id_, title, told in fields),
        empty=Empty(means=""),
    )


def _monitors(ceasefire: Ceasefire) -> Sheet:
    return Sheet(
        id="monitors",
        title=say("Who watches"),
        columns=(
            Column(id="name", title=say("monitor")),
            Column(id="names", title=say("also called")),
            Column(id="staff", title=say("staff")),
            Column(id="equal", title=say("said to be staffed in equal parts")),
        ),
        rows=tuple(Row(id=one.id, cells=_monitor(one)) for one in ceasefire.monitors),
        empty=Empty(means=say("The ceasefire’s file names nobody who watches.")),
    )


def _monitor(one: Monitor) -> tuple[Cell, ...]:
    staff = ", ".join(
        say("%(state)s %(n)s", state=state, n=say("not reported") if n is None else n)
        for state, n in sorted(one.staff.items())
    )
    equal = {None: Cell(blank=say("not reported")), True: cell(say("yes")), False: cell(say("no"))}[one.equal_staff]
    told = Cell(text=staff, words=one.evidence) if staff else Cell(blank=say("not reported"))
    return cell(one.name, words=() if staff else one.evidence), _or_not_told(", ".join(one.names)), told, equal


def _classes(ceasefire: Ceasefire) -> Sheet:
    taxonomy = ceasefire.taxonomy
    return Sheet(
        id="classes",
        title=say("Classes: %(name)s", name=taxonomy.name),
        columns=(
            Column(id="class", title=say("class")),
            Column(id="clauses", title=say("breaches")),
            Column(id="words", title=say("known by the words")),
        ),
        rows=tuple(
            Row(
                id=one.id,
                within=one.within is not None,
                cells=(
                    cell(one.many),
                    cell(", ".join(ceasefire.clauses_of(one.id))) if ceasefire.clauses_of(one.id)
                    else Cell(blank=say("no clause")),
                    cell(", ".join(one.words[:8])) if one.words else BLANK,
                ),
            )
            for one in taxonomy.classes
        ),
        empty=Empty(means=say("There is no class.")),
        rule=taxonomy.counted,
    )  # fmt: skip


def _stretches(ceasefire: Ceasefire) -> Sheet:
    return Sheet(
        id="where",
        title=say("Where"),
        columns=(
            Column(id="name", title=say("line or area")),
            Column(id="kind", title=say("kind")),
            Column(id="places", title=say("places on or in it")),
        ),
        rows=tuple(
            Row(id=one.id, cells=(cell(one.name), cell(say(one.kind)), _or_not_told(", ".join(one.names))))
            for one in ceasefire.stretches
        ),
        empty=Empty(means=say("No line and no area is written down.")),
    )


def _suspensions(ceasefire: Ceasefire) -> Sheet:
    names = names_of(ceasefire)
    return Sheet(
        id="suspensions",
        title=say("Days on which it did not hold"),
        columns=(
            Column(id="who", title=say("according to whom")),
            Column(id="days", title=say("days")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(
            Row(id=f"days-{n}", cells=(cell(names.get(one.claimant, one.claimant)), cell(days_iso(one.interval)),
                                       cell(f"“{one.words}”")))
            for n, one in enumerate(ceasefire.suspensions)
        ),
        empty=Empty(means=say("Nobody is written down as saying so.")),
    )  # fmt: skip


def _by(one: Basis, ceasefire: Ceasefire) -> str:
    return names_of(ceasefire).get(one.claimant or "", one.claimant or say("the desk"))


def _or_not_told(text: str) -> Cell:
    return cell(text) if text else Cell(blank=say("not reported"))
