"""What was set aside because it could not be taken in or read, and why; those who may try it again, or drop it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Adjudicates, Asked, Codes
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell
from detente.pipeline.intake import retry as try_again
from detente.pipeline.opening import Opener
from detente.store import RefusalView, end_refusal, refusals

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 100


@router.get("/quarantine")
def list_set_aside(asked: Codes, still: Annotated[str | None, Query(max_length=80)] = None) -> Response:
    """List what was set aside, the latest first."""
    found = sorted(refusals(asked.record, known_on=asked.known_on), key=lambda one: one.refused_at, reverse=True)
    return asked.page(
        "quarantine.html.j2", title=say("Set aside"), sheets=[_sheet(found[:AT_ONCE])], number=len(found),
        found=found[:AT_ONCE], may_act=asked.viewer.may("adjudicate") and asked.known_on.at is None,
        still=next((one for one in found if one.id == still), None),
    )  # fmt: skip


@router.post("/quarantine/{id_}/drop")
def drop(id_: str, asked: Adjudicates) -> Response:
    """Note that something set aside is not wanted; it stays in the record, and is no longer listed."""
    _found(asked, id_)
    with asked.writing() as record:
        end_refusal(record, id_, outcome="dropped", now=asked.now)
    return asked.back("/quarantine")


@router.post("/quarantine/{id_}/retry")
def retry(id_: str, asked: Adjudicates) -> Response:
    """Try to take something in again; what is taken in is read at the next reading of new reports."""
    refusal = _found(asked, id_)
    with asked.writing() as record, Opener() as opener:
        error = try_again(record, refusal, opener, clock=asked.settings.now)
    return asked.back("/quarantine" if error is None else f"/quarantine?still={id_}#set-aside-{id_[:20]}")


def _found(asked: Asked, id_: str) -> RefusalView:
    found = next((one for one in refusals(asked.record) if one.id == id_), None)
    if found is None:
        raise not_here(say("Nothing is set aside under this id."), now=say("See what is."), href="/quarantine")
    return found


def _sheet(found: list[RefusalView]) -> Sheet:
    return Sheet(
        id="set-aside", title=say("Set aside"),
        columns=(
            Column(id="name", title=say("name")), Column(id="why", title=say("why")),
            Column(id="since", title=say("since (UTC)")),
        ),
        rows=tuple(
            Row(id=one.id[:20], cells=(
                cell(one.name), cell(_plain(one.message), note=one.code),
                cell(one.refused_at.strftime("%Y-%m-%d %H:%M")),
            ))
            for one in found
        ),
        empty=Empty(means=say("Nothing is set aside: all that came in was read.")),
    )  # fmt: skip


def _plain(message: str) -> str:
    """Return what went wrong, without the command line that the terminal is told to use."""
    kept = [part for part in message.split("; ") if "detente " not in part]
    return "; ".join(kept) or message.split(":", maxsplit=1)[0]
