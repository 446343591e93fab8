"""The ceasefires that are kept, each in a line: its days, what its last week says, whether only one side is heard."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.gathered import latest_day, told_of
from detente.desk.pages.ceasefires.heard import heard, is_one_sided, one_sided
from detente.desk.pages.ceasefires.period import asked_week
from detente.display.ceasefires.names import days_prose, joined, names_of
from detente.display.language import count, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.ceasefires import kept_ceasefires
from detente.registry.ceasefires.definition import Ceasefire

__all__ = ["router"]

router = APIRouter()


@router.get("/ceasefires")
def list_ceasefires(asked: Reads) -> Response:
    """List the ceasefires."""
    kept = [ceasefire for ceasefire, _ in kept_ceasefires(asked.record, known_on=asked.known_on)]
    sheet = Sheet(
        id="ceasefires",
        title=say("Ceasefires"),
        columns=(
            Column(id="name", title=say("ceasefire")),
            Column(id="days", title=say("days")),
            Column(id="between", title=say("between, and who watches")),
            Column(id="week", title=say("its last week")),
            Column(id="told", title=say("statements of that week")),
            Column(id="heard", title=say("who says anything")),
        ),
        rows=tuple(_row(asked, one) for one in kept),
        empty=Empty(
            means=say("No ceasefire is kept here."),
            now=say("Whoever keeps this desk writes one down in a file, and keeps that: see the manual."),
        ),
    )
    return asked.page("ceasefires.html.j2", title=say("Ceasefires"), sheets=[sheet])


def _row(asked: Asked, one: Ceasefire) -> Row:
    names = names_of(one)
    watch = ", ".join(names[monitor.id] for monitor in one.monitors)
    week = asked_week(one, None, None, latest_day(asked))
    numbers = heard(told_of(asked, one, week), one, week)
    told = [say("%(who)s %(n)d", who=names[id_], n=n) for id_, n in numbers.items() if n]
    silent = [names[id_] for id_, n in numbers.items() if not n]
    blank = count("not reported by %(who)s", "not reported by %(who)s", len(silent), who=", ".join(silent))
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.name, href=href_of(one), note=say("invented") if one.invented else ""),
            cell(_days(one)),
            cell(", ".join(names[party.id] for party in one.parties),
                 note=say("watched by %(who)s", who=watch) if watch else ""),
            Cell(text=days_prose(week), href=href_of(one, **{"from": f"{week.first}", "to": f"{week.last}"})),
            cell(joined(told), note=blank if silent else "") if told else Cell(blank=say("not reported")),
            cell(one_sided(one, numbers), certainty="unsure" if is_one_sided(one, numbers) else None),
        ),
    )  # fmt: skip


def _days(one: Ceasefire) -> str:
    first = one.first or say("a day that is not known")
    return say("%(first)s to %(last)s", first=first, last=one.last) if one.last else say("since %(first)s", first=first)
