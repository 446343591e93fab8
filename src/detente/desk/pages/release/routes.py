"""The page of releases, and what its forms do."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Releases
from detente.desk.language import say
from detente.desk.pages.release import view
from detente.desk.refusals import not_here
from detente.pipeline.releases import (
    Chosen,
    Told,
    choose_all,
    choose_ceasefire,
    choose_kind,
    choose_named,
    choose_outlet,
    choose_watch,
    release,
)
from detente.store import (
    Level,
    Record,
    Standing,
    held_by_kind,
    held_by_outlet,
    last_passed,
    place_of,
    standing_releases,
    subjects_called,
)

__all__ = ["router"]

router = APIRouter()
HOURS = 24 * 365
LONGEST_REASON = 2_000
LEAST_FIGURES = 6
Text = Annotated[str, Query(max_length=200)]
Number = Annotated[int | None, Query(ge=0)]
To = Annotated[Level, Form(alias="level")]
Hours = Annotated[float, Form(alias="delay", ge=0, le=HOURS)]
Reason = Annotated[str, Form(alias="reason", max_length=LONGEST_REASON)]


@router.get("/release")
def show_releases(
    asked: Releases, *, named: Text = "", after: Text = "", documents: Number = None, entries: Number = None
) -> Response:
    """Show what is released to whom since when, with the forms that release and take back.

    `documents` and `entries` are of how many the last release was news, where one was just made.
    """
    at = asked.known_on.at or asked.now
    found = standing_releases(asked.record, at=at, after=after or None, limit=view.AT_ONCE + 1)
    held = _held(asked, at)
    sheets = [
        view.levels_sheet(held), view.outlets_sheet(held), view.kinds_sheet(held),
        view.standing_sheet(found[: view.AT_ONCE], at=at, more=_more(asked, found)),
    ]  # fmt: skip
    return asked.page(
        "release.html.j2", title=say("Release"), sheets=sheets, named=named, done=(documents, entries),
        offered=view.offered(held), to=view.TO, hours=HOURS,
    )  # fmt: skip


@router.post("/release")
def release_group(
    asked: Releases, *, what: Annotated[str, Form(max_length=500)], to: To, hours: Hours = 0.0, reason: Reason = ""
) -> Response:
    """Release things together, or take them back."""
    if what not in {one.value for _, some in view.offered(_held(asked, asked.now)) for one in some}:
        raise not_here(
            say("There is nothing of that name to release."), now=say("Back to what there is."), href="/release"
        )
    with asked.writing() as record:
        told = _release(asked, record, _chosen(record, what, to, asked.now), to=to, hours=hours, reason=reason)
    return _back(asked, told)


@router.post("/release/one")
def release_one(
    asked: Releases, *, named: Annotated[str, Form(max_length=64)], to: To, hours: Hours = 0.0, reason: Reason = ""
) -> Response:
    """Release one report or entry, or take it back."""
    with asked.writing() as record:
        told = _release(asked, record, _named(record, named.strip()), to=to, hours=hours, reason=reason)
    return _back(asked, told)


def _release(asked: Asked, record: Record, chosen: Chosen, *, to: Level, hours: float, reason: str) -> Told:
    if not reason.strip():
        raise UsageError(say("No reason is given. Say why in words; the reason stays in the history for good."))
    delay = dt.timedelta(hours=0.0 if to == "internal" else hours)
    return release(
        record, chosen, level=to, delay=delay, author=asked.viewer.name, reason=" ".join(reason.split()), now=asked.now
    )


def _back(asked: Asked, told: Told) -> Response:
    return asked.back(f"/release?{urlencode({'documents': told.documents, 'entries': told.entries})}#done")


def _chosen(record: Record, what: str, level: Level, now: dt.datetime) -> Chosen:
    how, _, which = what.partition(" ")
    if how == "all":
        return choose_all(record, until=None, level=level)
    if how == "outlet":
        return choose_outlet(record, which, level=level, now=now)
    if how == "kind":
        owner, _, kind = which.partition(" ")
        return choose_kind(record, kind, owner=owner, now=now)
    return (choose_ceasefire if how == "ceasefire" else choose_watch)(record, which)


def _named(record: Record, given: str) -> Chosen:
    """Return the one report or entry that an id, or the first figures of one, means."""
    found = [] if len(given) < LEAST_FIGURES else subjects_called(record, given)
    wanted = sorted({one for one in found if one[0] in ("document", "entry")})
    if len(wanted) != 1:
        message = say("No report or entry, or more than one, has this id.")
        raise not_here(message, now=say("Give more figures of the id."), href="/release#one")
    ((kind, subject),) = wanted
    return choose_named(documents=[subject] if kind == "document" else [], entries=[subject] if kind == "entry" else [])


def _held(asked: Asked, at: dt.datetime) -> view.Held:
    """Return what there is; worked out again also where the time of a release has come."""
    return asked.held(
        "releases",
        lambda: view.Held(outlets=held_by_outlet(asked.record, at=at), kinds=held_by_kind(asked.record, at=at)),
        last_passed(asked.record, at),
    )


def _more(asked: Asked, found: Sequence[Standing]) -> str | None:
    """Return where the list goes on, None where it ends."""
    if len(found) <= view.AT_ONCE:
        return None
    last = found[view.AT_ONCE - 1]
    return f"{asked.request.url.path}?{urlencode({'after': place_of(last)})}#released"
