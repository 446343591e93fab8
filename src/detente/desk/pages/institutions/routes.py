"""The pages of institutions."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.pages.institutions.listed import (
    institution_href,
    kinds_sheet,
    list_sheet,
    others_sheet,
    staff_sheet,
)
from detente.desk.pages.registry.addresses import After, Id
from detente.desk.pages.registry.claims import called_words
from detente.desk.pages.registry.notes import Sent, keep_note, note_form
from detente.desk.pages.registry.said import said_sheet
from detente.desk.pages.registry.things import day_asked, desk_of, names_of, thing_of, turned, unkept
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Empty
from detente.pipeline.institutions import gather_institutions
from detente.pipeline.registries import Desk
from detente.registry.assertions.assertion import Assertion
from detente.registry.institutions.definition import Institution
from detente.registry.institutions.words import KINDS

__all__ = ["router"]

router = APIRouter()


@router.get("/institutions")
def list_institutions(asked: Reads) -> Response:
    """List the institutions, with who says what of each."""
    desk, said = desk_of(asked), _said(asked)
    return asked.page(
        "institutions.html.j2", title=say("Institutions"), sheets=[list_sheet(_kept(desk), said), others_sheet(said)]
    )


@router.get("/institutions/{id_}")
def show_institution(asked: Reads, id_: Id, after: After = None) -> Response:
    """Show one institution: rival claims of each kind together, staff side by side."""
    desk, every = desk_of(asked), _said(asked)
    kept = next((one for one in _kept(desk) if one.id == id_), None)
    said = tuple(one for one in every if one.subject == id_) if kept else unkept(every, id_)
    if kept is None and not said:
        raise not_here(
            say("No institution of this name is followed or named in reports here, or it is not released "
                "to you."),
            now=say("See all that the desk follows."), href="/institutions",
        )  # fmt: skip
    actors = turned(kept.actors, day_asked(asked)) if kept else ()
    sheets = [
        kinds_sheet(said), staff_sheet(said, names_of(desk), actors),
        said_sheet(
            asked,
            said, after=after or None, at=institution_href(id_),
            empty=Empty(means=say("Nobody says anything about it: no report names it."), now=say("See the reports."),
                        href="/documents"),
        ),
    ]  # fmt: skip
    form = note_form(desk, "institution", KINDS, value_called=say("The value, such as a legal basis or a number"))
    return asked.page(
        "institution.html.j2", title=kept.name if kept else said[0].named, sheets=sheets, kept=kept, form=form,
        href=institution_href(id_), called_words=called_words,
    )  # fmt: skip


@router.post("/institutions/{id_}/notes")
def write_note(asked: Adjudicates, id_: Id, sent: Annotated[Sent, Depends()]) -> Response:
    """Keep what a person writes down of an institution."""
    desk = desk_of(asked)
    one = thing_of(
        _kept(desk),
        id_,
        missing=say("No institution of this name is followed here, or it is not released to you."),
        href="/institutions",
    )
    keep_note(asked, desk, one, "institution", sent, whats=KINDS)
    return asked.back(f"{institution_href(id_)}#said")


def _said(asked: Asked) -> tuple[Assertion, ...]:
    return asked.held("gather_institutions", lambda: gather_institutions(asked.record, known_on=asked.known_on))


def _kept(desk: Desk) -> tuple[Institution, ...]:
    return tuple(one for watch in desk.watches for one in watch.institutions)
