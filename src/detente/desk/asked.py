"""What a page is asked with: who asks, as of when, in which language; and how it answers."""

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from detente.desk.access.rights import Right
from detente.desk.access.viewer import Viewer
from detente.desk.answers import answer, download
from detente.desk.drawing.drawing import Drawing
from detente.desk.drawing.given import FORMS, give_drawing
from detente.desk.language import say
from detente.desk.records import Records
from detente.desk.refusals import Refused, not_here
from detente.desk.rendering import Page, render
from detente.desk.settings import DeskSettings
from detente.desk.sheets import Sheet, as_csv, as_json
from detente.store import Known, Record, read_known

if TYPE_CHECKING:
    from detente.desk.held import Held

__all__ = [
    "Adjudicates", "Administers", "Asked", "Codes", "Owns", "Reads", "Releases", "Signs", "asks_to", "records_of",
    "right_of",
]  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as a page sees it.

    `record` is the record as the viewer's level sees it; `known_on` as of which day it is asked for (``known`` in the
    address).
    """

    request: Request
    viewer: Viewer
    record: Record
    known_on: Known
    now: dt.datetime
    settings: DeskSettings

    @property
    def known(self) -> str | None:
        """As of when, as the address has it; None for now."""
        return self.request.query_params.get("known") or None

    def held(self, name: str, make: Callable[[], T], *more: Hashable) -> T:
        """Return a view that was worked out from this state of the record as of this day, or work it out.

        `name` and `more` say which view it is. What is held is shared between requests: it must be frozen. Where the
        record changes faster than the view is worked out, it is that of an earlier state, and the page says so.
        """
        level = self.viewer.level
        held: Held = self.request.app.state.held
        found = held.get((name, *more, level, self.known_on.at), records_of(self.request).state_at(level), make)
        if found.behind:
            self.request.state.as_of = min(found.at, getattr(self.request.state, "as_of", found.at))
        return found.made

    def held_while(self, name: str, make: Callable[[], T], *more: Hashable) -> T:
        """Return a view that is held whatever changes meanwhile, as long as `more` stays the same; or work it out.

        For what may lag some minutes behind the record, and is checked where it is used.
        """
        held: Held = self.request.app.state.held
        return held.get((name, *more, self.viewer.level), "", make, lasting=True).made

    def page(
        self,
        template: str,
        *,
        title: str,
        sheets: Sequence[Sheet] = (),
        drawings: Sequence[Drawing] = (),
        status: HTTPStatus = HTTPStatus.OK,
        **more: Any,
    ) -> Response:
        """Answer with a page; or with its sheets as CSV or JSON where ``as`` in the address asks for them.

        ``as=svg`` asks for one of its drawings as a picture, ``as=vega`` for its spec.
        """
        form = self.request.query_params.get("as")
        if form in FORMS:
            return give_drawing(self.request, drawings, form)
        if form is not None:
            return self._taken_away(form, title, sheets)
        shown = Page(
            title=title, viewer=self.viewer, path=self.request.url.path, query=self.request.url.query,
            known=self.known, now=self.now, as_of=getattr(self.request.state, "as_of", None),
            logs_in=not self.settings.read_only,
        )  # fmt: skip
        by_id = {"sheets": {one.id: one for one in sheets}, "drawings": {one.id: one for one in drawings}}
        return answer(self.request, render(template, page=shown, **by_id, **more), status=status)

    def _taken_away(self, form: str, title: str, sheets: Sequence[Sheet]) -> Response:
        wanted = self.request.query_params.get("sheet")
        chosen = [one for one in sheets if wanted in (None, one.id)]
        if form not in ("csv", "json") or not chosen or (form == "csv" and len(chosen) > 1):
            there = ", ".join(one.id for one in sheets) or say("none")
            message = say("This page has no such table to take away; its tables are: %(there)s.", there=there)
            raise not_here(message, now=say("Ask for ?as=csv&sheet=NAME or ?as=json."))
        name = "-".join(filter(None, (self.request.url.path.strip("/").replace("/", "-"), wanted))) or "today"
        if form == "csv":
            return download(self.request, as_csv(chosen[0]), name=f"{name}.csv", kind="text/csv")
        about = {"title": title, "address": str(self.request.url.path), "known": self.known}
        return download(self.request, as_json(chosen, **about), name=f"{name}.json", kind="application/json")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Record]:
        """Open the record to write to it."""
        held: Held = self.request.app.state.held
        try:
            with records_of(self.request).writing(self.now) as record:
                yield record
        finally:
            held.changed()

    def back(self, href: str) -> Response:
        """Lead to a page after something was kept."""
        return RedirectResponse(href, status_code=HTTPStatus.SEE_OTHER)


def records_of(request: Request) -> Records:
    """Return the desk's record."""
    found: Records = request.app.state.records
    return found


def asks_to(right: Right) -> Callable[..., Iterator[Asked]]:
    """Return what a route depends on that asks for a right; `Refused` is raised for who does not have it."""

    def asked(request: Request) -> Iterator[Asked]:
        settings: DeskSettings = request.app.state.settings
        viewer: Viewer = request.state.viewer
        if not viewer.may(right):
            raise _refusal(request, viewer, settings)
        now = settings.now()
        record = records_of(request).seen_at(viewer.level)
        if record.state is not None:  # asked for once: all parts of an answer are of the same state, or of a later one
            record = replace(record, state=functools.cache(record.state))
        yield Asked(
            request=request, viewer=viewer, record=record,
            known_on=read_known(request.query_params.get("known") or None, now=now), now=now, settings=settings,
        )  # fmt: skip

    asked.right = right  # type: ignore[attr-defined]
    return asked


def right_of(call: object) -> Right | None:
    """Return the right that a dependency of a route asks for, None where it is another dependency."""
    return getattr(call, "right", None)


def _refusal(request: Request, viewer: Viewer, settings: DeskSettings) -> Refused:
    if settings.read_only:
        return Refused(HTTPStatus.FORBIDDEN, say("This desk only shows what is released to the public."))
    if viewer.account is None:
        here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        href = f"/login?{urlencode({'next': here})}" if request.method == "GET" and here != "/" else "/login"
        return Refused(
            HTTPStatus.UNAUTHORIZED, say("This is for those who are logged in."), now=say("Log in"), href=href
        )
    if viewer.only is not None:
        return Refused(HTTPStatus.FORBIDDEN, say("This token was not given the right to do this."))
    message = say("Somebody in the role of %(role)s may not do this.", role=say(viewer.role))
    return Refused(HTTPStatus.FORBIDDEN, message, now=say("Ask an administrator of this desk."))


Reads = Annotated[Asked, Depends(asks_to("read"))]
"""What a page is given that only shows."""
Codes = Annotated[Asked, Depends(asks_to("code"))]
Adjudicates = Annotated[Asked, Depends(asks_to("adjudicate"))]
Signs = Annotated[Asked, Depends(asks_to("sign"))]
Releases = Annotated[Asked, Depends(asks_to("release"))]
Administers = Annotated[Asked, Depends(asks_to("administer"))]
Owns = Annotated[Asked, Depends(asks_to("keep an account"))]
