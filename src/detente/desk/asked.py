"""What a page is asked with: who asks, as of when, in which language; and how it answers."""

import contextlib
import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from detente.core.errors import UsageError
from detente.desk.access.rights import Right
from detente.desk.access.viewer import Viewer
from detente.desk.answers import answer, download
from detente.desk.given import FORMS, give_drawing
from detente.desk.records import Records
from detente.desk.refusals import Refused, unfit
from detente.desk.rendering import Page, render
from detente.desk.settings import DeskSettings
from detente.display.drawing.drawing import Drawing
from detente.display.language import say
from detente.display.sheets import Sheet, as_csv, as_json
from detente.pipeline.sign_offs import laid_texts, waiting_texts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.ceasefires.verification.verified import Laid
from detente.store import Known, Record, entries, read_known, see_anew

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
        records = records_of(self.request)
        held: Held = self.request.app.state.held
        state = records.state_at(*self.viewer.sees)
        turned = state.split(" ")[2:]  # where a delay has ended, no view from before is shown meanwhile
        key = (name, *more, self.viewer.sees, *turned, self.known_on.at)
        again = partial(records.state_at, *self.viewer.sees)
        found = held.get(key, state, make, share=self._share, apart=self._apart, again=again)
        if found.behind:
            self.request.state.as_of = min(found.at, getattr(self.request.state, "as_of", found.at))
        return found.made

    def held_while(self, name: str, make: Callable[[], T], *more: Hashable, state: str = "") -> T:
        """Return a view that is held whatever changes meanwhile, as long as `more` stays the same; or work it out.

        For what may lag some minutes behind the record, and is checked where it is used. Where `state` is another than
        before, it is worked out anew behind what is shown, and nobody waits for it.
        """
        held: Held = self.request.app.state.held
        key = (name, *more, self.viewer.sees)
        return held.get(key, state, make, lasting=True, share=self._share, apart=self._apart).made

    @property
    def _share(self) -> str:
        """Among whose views its own are held: strangers, who may ask for any day, push out none but their own."""
        return f"{self.viewer.level}{' before' if self.known else ''}"

    @property
    def _apart(self) -> bool:
        """Whether what they wait for is worked out apart: a flood of strangers takes no turn of those who work here."""
        return self.viewer.level == "public"

    def place_after(self, after: str | None, keys: Iterable[str]) -> int:
        """Return from where on a list goes on behind an entry; where that is no more there, the list begins anew.

        The page then says that it does: the record changed between two pages, and what was seen may come again.
        """
        if not after:
            return 0
        found = next((n + 1 for n, key in enumerate(keys) if key == after), None)
        if found is None:
            self.request.state.begun_anew = True
        return found or 0

    def laid(self, ceasefire: Ceasefire) -> tuple[Laid, ...]:
        """Return the texts of a ceasefire that lie before both sides, the one laid first first."""
        return self.held(
            "laid", lambda: laid_texts(self.record, ceasefire, known_on=self.known_on), ceasefire.id
        )  # fmt: skip

    @property
    def waiting(self) -> tuple[Laid, ...]:
        """The texts that wait for the side of the officer who asks; none for others, and none as of another day."""
        viewer = self.viewer
        if not viewer.may("sign") or not viewer.side or self.known:
            return ()
        kept = self.own_ceasefire
        return waiting_texts(self.laid(kept), viewer.side) if kept else ()

    @property
    def own_ceasefire(self) -> Ceasefire | None:
        """The ceasefire that an officer signs in, where it is released to them; None for others."""
        return self.held("own ceasefire", self._own_ceasefire) if self.viewer.ceasefire else None

    def _to_sign(self) -> str:
        kept = self.own_ceasefire if self.viewer.may("sign") else None
        return f"/ceasefires/{quote(kept.id, safe='')}/findings" if kept else ""

    def _own_ceasefire(self) -> Ceasefire | None:
        found = entries(self.record, kind="ceasefire", owner=self.viewer.ceasefire or "", known_on=self.known_on)
        return ceasefire_from_json(found[-1].content) if found else None

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
            begun_anew=getattr(self.request.state, "begun_anew", False),
            logs_in=not self.settings.read_only, to_sign=self._to_sign(), waits=len(self.waiting),
            by_mail=self.request.app.state.mail.signs_up(),
        )  # fmt: skip
        by_id = {"sheets": {one.id: one for one in sheets}, "drawings": {one.id: one for one in drawings}}
        return answer(self.request, render(template, page=shown, **by_id, **more), status=status)

    def _taken_away(self, form: str, title: str, sheets: Sequence[Sheet]) -> Response:
        wanted = self.request.query_params.get("sheet")
        chosen = [one for one in sheets if wanted in (None, one.id)]
        if form not in ("csv", "json") or not chosen or (form == "csv" and len(chosen) > 1):
            raise _not_taken(form, wanted, sheets)
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
            see_anew()

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
        yield Asked(
            request=request, viewer=viewer, record=records_of(request).seen_at(*viewer.sees),
            known_on=_known_on(request, now), now=now, settings=settings,
        )  # fmt: skip

    asked.right = right  # type: ignore[attr-defined]
    return asked


def _not_taken(form: str, wanted: str | None, sheets: Sequence[Sheet]) -> Refused:
    """Return the refusal of a table to take away that the page has not, or that is not named among several."""
    there = ", ".join(say("%(id)s (%(title)s)", id=one.id, title=one.title) for one in sheets) or say("none")
    if form not in ("csv", "json"):
        message = say("“%(form)s” is no form in which a page is taken away; the forms are: csv, json.", form=form[:40])
    elif wanted is None and sheets:
        message = say(
            "This page has several tables, and a CSV file has one: name it with “sheet”. They are: %(there)s.",
            there=there,
        )
    else:
        message = say("This page has no such table to take away; its tables are: %(there)s.", there=there)
    return unfit(message, fields=["as", "sheet"])


def _known_on(request: Request, now: dt.datetime) -> Known:
    """Return as of when somebody asks. Raises a refusal for what is no day, or lies ahead."""
    given = request.query_params.get("known") or None
    try:
        return read_known(given, now=now)
    except UsageError as error:
        field = "known" if request.scope["path"].startswith("/api/") else say("As known on")
        message = say(
            "“%(given)s” does not fit “%(field)s”: give %(wanted)s.", given=(given or "")[:40], field=field,
            wanted=say("a day that has begun, written as 2026-03-01"),
        )  # fmt: skip
        raise unfit(message, fields=["known"]) from error


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
