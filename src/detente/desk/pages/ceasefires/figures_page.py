"""The figures that bodies published of a ceasefire, each with who says it, its days, its words, what corrects it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import From, To
from detente.desk.pages.ceasefires.around import around
from detente.desk.pages.ceasefires.gathered import kept_ceasefire
from detente.display.ceasefires.names import by_whom, claimant_of, days_iso, names_of, number_words, row_title
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.ceasefires import kept_figures
from detente.registry.ceasefires.board import UNCLASSED
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.repeats import replaced_by
from detente.registry.ceasefires.violation import Violation

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 60
Chosen = Annotated[str | None, Query(max_length=200)]


@router.get("/ceasefires/{id_}/figures")
def list_figures(
    id_: str,
    asked: Reads,
    by: Chosen = None,
    of: Chosen = None,
    first: From = None,
    last: To = None,
    after: Chosen = None,
) -> Response:
    """List the published figures, by their first day; a corrected one stays beside what replaced it."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    every, replaced = _kept(asked, ceasefire)
    found = [
        one
        for one in every
        if (not by or one.claimant == by)
        and (not of or of in (one.kind, one.harm))
        and (first is None or (one.interval is not None and one.interval.last >= first))
        and (last is None or (one.interval is not None and one.interval.first <= last))
    ]
    start = next((n + 1 for n, one in enumerate(found) if one.id == after), 0)
    shown = found[start : start + AT_ONCE]
    url = asked.request.url.include_query_params(after=shown[-1].id) if shown else None
    more = f"{url.path}?{url.query}" if url is not None and start + AT_ONCE < len(found) else None
    rows = sorted({one.kind or one.harm or UNCLASSED for one in every})
    return asked.page(
        "ceasefire_figures.html.j2", title=say("%(name)s: figures", name=ceasefire.name),
        sheets=[_sheet(shown, replaced, ceasefire, more)], number=len(found), by=by, of=of, first=first, last=last,
        rows=[(id_, row_title(ceasefire, id_)) for id_ in rows], **around(asked, ceasefire, here="figures"),
    )  # fmt: skip


def _kept(asked: Asked, ceasefire: Ceasefire) -> tuple[tuple[Violation, ...], dict[str, str]]:
    def kept() -> tuple[tuple[Violation, ...], dict[str, str]]:
        every = kept_figures(asked.record, ceasefire.id, known_on=asked.known_on)
        return tuple(sorted(every, key=_place)), replaced_by(every)

    return asked.held("figures", kept, ceasefire.id)


def _place(one: Violation) -> tuple[str, str, str]:
    return (one.interval.first.isoformat() if one.interval else "9999", one.claimant or "", one.id)


def _sheet(shown: Sequence[Violation], replaced: dict[str, str], ceasefire: Ceasefire, more: str | None) -> Sheet:
    return Sheet(
        id="figures",
        title=say("Published figures"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="what", title=say("about what")),
            Column(id="by", title=say("said to be done")),
            Column(id="days", title=say("days")),
            Column(id="figure", title=say("figure"), numeric=True),
            Column(id="source", title=say("from")),
            Column(id="corrected", title=say("corrected")),
        ),
        rows=tuple(Row(id=one.id[:20], cells=_cells(one, replaced, ceasefire)) for one in shown),
        empty=Empty(
            means=say("No such figure is kept."),
            now=say("Ask for other days or another body above."),
        ),
        more=more,
        rule=ceasefire.taxonomy.counted,
    )


def _cells(one: Violation, replaced: dict[str, str], ceasefire: Ceasefire) -> tuple[Cell, ...]:
    names = names_of(ceasefire)
    if one.id in replaced:
        corrected = cell(
            say("replaced by a later figure"), href=f"#figures-{replaced[one.id][:20]}", certainty="undone"
        )
    elif one.supersedes:
        on = say("on %(day)s", day=one.revised) if one.revised else ""
        corrected = cell(say("replaces an earlier figure"), href=f"#figures-{one.supersedes[:20]}", note=on)
    else:
        corrected = BLANK
    told = number_words(one.count) if one.count else say("none") if one.is_zero else ""
    return (
        cell(claimant_of(one, names)),
        cell(row_title(ceasefire, one.kind or one.harm or UNCLASSED)),
        cell(by_whom(one.alleged, names)) if one.alleged else Cell(blank=say("not reported who did it")),
        cell(days_iso(one.interval)) if one.interval else Cell(blank=say("days not reported")),
        Cell(text=told, value=one.count.low if one.count and one.count.is_exact else None, words=one.evidence,
             certainty="claimed", blank=say("no number")),
        cell(", ".join(dict.fromkeys(held.source for held in one.evidence if held.source))),
        corrected,
    )  # fmt: skip
