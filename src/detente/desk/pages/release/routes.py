"""The page of releases, and what its forms do."""

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from pydantic import BeforeValidator
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Releases, records_of
from detente.desk.pages.release import before, lists, view
from detente.desk.pages.release.naming import entry_called
from detente.desk.pages.said.paging import onward, turn_to
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.pipeline.release_reach import reach_of
from detente.pipeline.releases import (
    GO_ALONG,
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
    Listing,
    Record,
    documents,
    entry_revisions,
    held_by_kind,
    held_by_outlet,
    last_passed,
    listing,
    place_of,
    published_of,
    standing_releases,
    subjects_called,
)
from detente.store import entries as entries_of

__all__ = ["router"]

router = APIRouter()
HOURS = 24 * 365
AT_ONCE = 30
"""Things of a list on one page."""
LONGEST_REASON = 2_000
LEAST_FIGURES = 6
Text = Annotated[str, Query(max_length=200)]
Long = Annotated[str, Query(max_length=500)]
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
    found = standing_releases(asked.record, at=at, kind="document", after=after or None, limit=AT_ONCE + 1)
    shown = found[:AT_ONCE]
    days = published_of(asked.record, [one.subject for one in shown], known_on=asked.known_on)
    held = _held(asked, at)
    back = view.released_ones(held)
    more = _address(asked, after=place_of(shown[-1])) + "#released" if len(found) > AT_ONCE else None
    sheets = [
        view.levels_sheet(held), view.outlets_sheet(held), view.kinds_sheet(held),
        lists.released_sheet(shown, days, at, some=bool(back.outlets or back.kinds), more=more),
    ]  # fmt: skip
    return asked.page(
        "release.html.j2", title=say("Release"), sheets=sheets, named=named, done=(documents, entries),
        offered=view.offered(held), back=view.offered(back), hours=HOURS,
    )  # fmt: skip


@router.get("/release/reports")
def list_reports(asked: Releases, *, outlet: Text = "", after: Text = "") -> Response:
    """List the reports of an outlet by title, each with to whom it is released."""
    at = asked.known_on.at or asked.now
    wanted = Listing(publisher=outlet.strip() or None, after=after or None)
    found = listing(asked.record, wanted, limit=AT_ONCE + 1, known_on=asked.known_on)
    shown = found[:AT_ONCE]
    ids = [one.id for one in shown]
    days = published_of(asked.record, ids, known_on=asked.known_on)
    more = _address(asked, after=ids[-1]) if len(found) > AT_ONCE else None
    standing = standing_releases(asked.record, at=at, kind="document", among=ids)
    return asked.page(
        "release_list.html.j2", title=outlet.strip() or say("All reports"),
        sheets=[lists.reports_sheet(shown, days, standing, at, more=more)],
    )  # fmt: skip


@router.get("/release/entries")
def list_entries(asked: Releases, *, kind: Text = "", under: Text = "", after: Text = "") -> Response:
    """List the entries of a kind by what they say, each with to whom it is released."""
    at = asked.known_on.at or asked.now
    every = entries_of(asked.record, kind=kind, owner=under or None, known_on=asked.known_on)
    shown, then = turn_to(asked, every, after, called=lambda one: one.subject, at_once=AT_ONCE)
    ids = [one.subject for one in shown]
    standing = standing_releases(asked.record, at=at, kind="entry", among=ids)
    more = onward(asked, then)
    sheet = lists.entries_sheet(shown, standing, at, along=kind in GO_ALONG, more=more)
    title = say("%(kind)s of %(of)s", kind=kind, of=under) if under else kind or say("Entries")
    return asked.page("release_list.html.j2", title=title, sheets=[sheet])


@router.get("/release/before")
def show_before(
    asked: Releases, *, to: Annotated[Level | Literal[""], Query(alias="level")] = "", what: Long = "",
    named: Text = "", delay: Annotated[float, BeforeValidator(lambda given: given or 0), Query(ge=0, le=HOURS)] = 0.0,
) -> Response:  # fmt: skip
    """Show what would be seen by whom if it were released, or hidden if it were taken back; nothing is done yet."""
    if not to:
        raise UsageError(say("To whom is not said: choose the parties or everybody."))
    chosen, called = _asked_for(asked, what, named, to)
    seen = records_of(asked.request).seen_at("parties" if to == "internal" else to)
    reach = reach_of(asked.record, chosen, level=to, seen=seen, now=asked.now)
    first = reach.documents[: before.FIRST]
    hidden = sorted({id_ for _, ids in reach.quoting[: before.FIRST] for id_ in ids})
    reports = {one.id: one for one in documents(asked.record, among=[*first, *hidden])} if first or hidden else {}
    shown_from = asked.now + dt.timedelta(hours=delay) if delay and to != "internal" else None
    return asked.page(
        "release_before.html.j2", title=_titled(to, called),
        sheets=[
            before.reports_sheet([reports[id_] for id_ in first if id_ in reports], published_of(asked.record, first),
                                 len(reach.documents)),
            before.entries_sheet(reach), before.quoting_sheet(reach, reports), before.names_sheet(reach),
        ],
        level=to, what=what, named=named, delay=delay, reach=reach, forms_left=chosen.forms_left,
        whom=before.who_sees(to, shown_from), is_news=bool(reach.documents or reach.entries),
    )  # fmt: skip


@router.post("/release")
def release_group(
    asked: Releases, *, what: Annotated[str, Form(max_length=500)], to: To, hours: Hours = 0.0, reason: Reason = ""
) -> Response:
    """Release things together, or take them back."""
    _called(asked, what)
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


def _asked_for(asked: Asked, what: str, named: str, to: Level) -> tuple[Chosen, str]:
    """Return what is meant, and what it is called."""
    if named.strip():
        chosen = _named(asked.record, named.strip())
        return chosen, _name_of(asked, chosen)
    return _chosen(asked.record, what, to, asked.now), _called(asked, what)


def _called(asked: Asked, what: str) -> str:
    """Return what a group is called. Raises `Refused` where there is none of it."""
    options = view.offered(_held(asked, asked.now))
    for title, some in options:
        for one in some:
            if one.value == what:
                return one.called if what == "all" else say("%(group)s: %(name)s", group=title, name=one.called)
    raise not_here(say("There is nothing of that name to release."), now=say("Back to what there is."), href="/release")


def _name_of(asked: Asked, chosen: Chosen) -> str:
    found = documents(asked.record, among=chosen.documents) if chosen.documents else ()
    kept = entry_revisions(asked.record, chosen.entries[0])[-1:] if chosen.entries else ()
    names = [one.title or one.external_id for one in found] + [entry_called(one) for one in kept]
    return names[0] if names else say("one")


def _titled(to: Level, called: str) -> str:
    if to == "internal":
        return say("Before it is taken back: %(what)s", what=called)
    return say("Before it is released to %(whom)s: %(what)s", whom=say(view.TO[to]), what=called)


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
    if kind == "entry" and entry_revisions(record, subject)[-1].kind in GO_ALONG:
        raise UsageError(say("What officers did with a text goes with the text, and never apart: release the text."))
    return choose_named(documents=[subject] if kind == "document" else [], entries=[subject] if kind == "entry" else [])


def _held(asked: Asked, at: dt.datetime) -> view.Held:
    """Return what there is; worked out again also where the time of a release has come."""
    return asked.held(
        "releases",
        lambda: view.Held(outlets=held_by_outlet(asked.record, at=at), kinds=held_by_kind(asked.record, at=at)),
        last_passed(asked.record, at),
    )


def _address(asked: Asked, **fields: str) -> str:
    """Return where the list goes on."""
    kept = {name: value for name, value in asked.request.query_params.items() if name not in {"as", "part", "sheet"}}
    return f"{asked.request.url.path}?{urlencode(kept | fields)}"
