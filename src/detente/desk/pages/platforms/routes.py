"""The pages of platforms: the list, one with its attendance matrix, a meeting."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.pages.platforms.listed import list_sheet, members_sheet, origins_sheet
from detente.desk.pages.platforms.matrix import (
    columns_of,
    matrix_sheet,
    meeting_href,
    meeting_words,
    meetings_sheet,
    platform_href,
)
from detente.desk.pages.registry.addresses import After, Id
from detente.desk.pages.registry.claims import called_words
from detente.desk.pages.registry.notes import Reason, Sent, keep_note, note_form, reason_of
from detente.desk.pages.registry.said import said_sheet
from detente.desk.pages.registry.things import desk_of, names_of, thing_of, unkept
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Empty
from detente.pipeline.platforms import decide_meetings, gather_meetings, gather_platforms
from detente.pipeline.registries import Desk
from detente.registry.assertions.assertion import Assertion
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.kinds import KINDS
from detente.registry.platforms.matrix import matrix_of
from detente.registry.platforms.meetings import Meeting

__all__ = ["router"]

router = APIRouter()
MOST_OTHERS = 200
"""Meetings that one may be put together with, in its form."""


@router.get("/platforms")
def list_platforms(asked: Reads) -> Response:
    """List the platforms and organisations that are followed or spoken of."""
    desk, said = desk_of(asked), _said(asked)
    sheet = list_sheet(_kept(desk), said, _meetings(asked), names_of(desk))
    return asked.page("platforms.html.j2", title=say("Platforms"), sheets=[sheet])


@router.get("/platforms/{id_}")
def show_platform(
    asked: Reads, id_: Id, after: After = None, meeting: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> Response:
    """Show one platform: who came to which meeting, how it came to be, its members."""
    desk = desk_of(asked)
    kept, said, own = _one(asked, desk, id_)
    names = names_of(desk)
    made = matrix_of(own, said, kept.envisaged if kept else ())
    sheets = [
        matrix_sheet(made, names, platform=id_, after=meeting, actors=columns_of(made, names)),
        meetings_sheet(own[meeting:], id_), origins_sheet(said), members_sheet(said),
        said_sheet(
            asked,
            said, after=after or None, at=platform_href(id_),
            empty=Empty(means=say("Nobody says anything about it: no report names it."), now=say("See the reports."),
                        href="/documents"),
        ),
    ]  # fmt: skip
    left_out = len(made.actors) - len(columns_of(made, names))
    form = note_form(desk, "platform", KINDS, value_called=say("Which meeting, such as round 3"))
    return asked.page(
        "platform.html.j2", title=kept.name if kept else said[0].named, sheets=sheets, kept=kept, form=form,
        href=platform_href(id_), left_out=left_out, called_words=called_words,
    )  # fmt: skip


@router.get("/platforms/{id_}/meetings/{meeting}")
def show_meeting(asked: Reads, id_: Id, meeting: Id, after: After = None) -> Response:
    """Show one meeting: who came, and every claim that is put to it; it can be put together with others, or apart."""
    desk = desk_of(asked)
    kept, said, own = _one(asked, desk, id_)
    one = _meeting(own, meeting, id_)
    names = names_of(desk)
    made = matrix_of([one], said, kept.envisaged if kept else ())
    sheets = [
        matrix_sheet(made, names, platform=id_, actors=columns_of(made, names)),
        said_sheet(
            asked,
            one.assertions, after=after or None, at=meeting_href(id_, one), title=say("Claims that are put to it"),
            empty=Empty(means=say("Nobody says anything about it.")),
        ),
    ]  # fmt: skip
    name = kept.name if kept else said[0].named
    others = [(min(a.id for a in each.assertions), meeting_words(each)) for each in own if each is not one]
    return asked.page(
        "meeting.html.j2", title=say("%(platform)s: %(meeting)s", platform=name, meeting=meeting_words(one)),
        sheets=sheets, name=name, href=platform_href(id_), own=meeting_href(id_, one), others=others[:MOST_OTHERS],
        claims=one.assertions[:MOST_OTHERS],
    )  # fmt: skip


@router.post("/platforms/{id_}/notes")
def write_note(asked: Adjudicates, id_: Id, sent: Annotated[Sent, Depends()]) -> Response:
    """Keep what a person writes down of a platform."""
    desk = desk_of(asked)
    one = thing_of(
        _kept(desk),
        id_,
        missing=say("No platform of this name is followed here, or it is not released to you."),
        href="/platforms",
    )
    keep_note(asked, desk, one, "platform", sent, whats=KINDS)
    return asked.back(f"{platform_href(id_)}#said")


@router.post("/platforms/{id_}/meetings/{meeting}/decide")
def decide(
    asked: Adjudicates, id_: Id, meeting: Id, other: Annotated[str, Form(max_length=200)],
    how: Annotated[Literal["together", "apart"], Form()], reason: Reason = "",
) -> Response:  # fmt: skip
    """Keep that two claims are of one meeting, or are of two."""
    why = reason_of(reason)
    _, _, own = _one(asked, desk_of(asked), id_)
    one = _meeting(own, meeting, id_)
    first = min(a.id for a in one.assertions)
    theirs = {a.id for each in own for a in each.assertions}
    if other not in theirs:
        raise not_here(say("No claim of this id is put to a meeting of this platform."), href=meeting_href(id_, one))
    if how == "apart" and other == first:
        first = max(a.id for a in one.assertions)
    if other == first:
        raise UsageError(say("It is one claim alone: there is nothing to put apart or together."))
    with asked.writing() as record:
        decide_meetings(
            record, first, other, together=how == "together", author=asked.viewer.name, reason=why, now=asked.now
        )
    return asked.back(f"{platform_href(id_)}/meetings/{other}")


def _one(asked: Asked, desk: Desk, id_: str) -> tuple[Platform | None, tuple[Assertion, ...], tuple[Meeting, ...]]:
    """Return a platform of the watches, None for one that reports name, with what is said of it and its meetings."""
    every = _said(asked)
    kept = next((one for one in _kept(desk) if one.id == id_), None)
    said = tuple(one for one in every if one.subject == id_) if kept else unkept(every, id_)
    if kept is None and not said:
        raise not_here(
            say("No platform of this name is followed or named in reports here, or it is not released to "
                "you."),
            now=say("See all that the desk follows."), href="/platforms",
        )  # fmt: skip
    keys = {id_} if kept else {one.named for one in said}
    return kept, said, tuple(one for one in _meetings(asked) if one.platform in keys)


def _meeting(own: tuple[Meeting, ...], given: str, platform: str) -> Meeting:
    found = next((one for one in own if given in {a.id for a in one.assertions}), None)
    if found is None:
        raise not_here(
            say("No meeting of this platform has this address."), now=say("See its meetings."),
            href=platform_href(platform),
        )  # fmt: skip
    return found


def _said(asked: Asked) -> tuple[Assertion, ...]:
    return asked.held("gather_platforms", lambda: gather_platforms(asked.record, known_on=asked.known_on))


def _meetings(asked: Asked) -> tuple[Meeting, ...]:
    return asked.held("gather_meetings", lambda: gather_meetings(asked.record, _said(asked), known_on=asked.known_on))


def _kept(desk: Desk) -> tuple[Platform, ...]:
    return tuple(one for watch in desk.watches for one in watch.platforms)
