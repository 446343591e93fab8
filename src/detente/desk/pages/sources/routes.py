"""Sources: feeds and pages, outlets with their grades, the balance; one of each whole."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Codes, Reads
from detente.desk.fields import Day, To, days_between
from detente.desk.pages.sources import balance, outlets, watched
from detente.desk.refusals import not_here, unusable
from detente.display.language import mark, say, spoken
from detente.display.sheets import Sheet
from detente.pipeline.balance import Heard
from detente.review.credibility import RELIABILITY
from detente.store import documents, grade_source, refusals, source_grades

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 25
Name = Annotated[str, Query(max_length=400)]
Start = Annotated[int, Query(ge=0, le=10**6)]
Field = Annotated[str, Form(max_length=2000)]


@router.get("/sources")
def show_sources(
    asked: Reads,
    first: Annotated[Day, Query(alias="from", title=mark("published from"))] = None,
    last: To = None,
    after: Start = 0,
) -> Response:
    """Show feeds and pages, outlets, and how balanced what is read is."""
    days_between(first, last)
    heard = balance.heard_here(asked)
    url = asked.request.url.include_query_params(after=after + AT_ONCE)
    # the sheets are in the language of who asks
    made = asked.held(
        "balance", lambda: _weighed(asked, heard, (first, last), after, f"{url.path}?{url.query}"), first, last, after,
        url.query, spoken(),
    )  # fmt: skip
    return asked.page(
        "sources.html.j2", title=say("Sources"), sheets=[watched.watched_sheet(asked), *made.sheets], first=first,
        last=last, number=made.number, warnings=made.warnings, silent=made.silent, is_now=asked.known_on.at is None,
        set_aside=len(refusals(asked.record, known_on=asked.known_on)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """The outlets of some days and their balance, as tables: of how many reports, and what is warned of."""

    sheets: tuple[Sheet, ...]
    number: int
    warnings: tuple[str, ...]
    silent: str


def _weighed(asked: Asked, heard: Heard, days: tuple[Day, Day], after: int, further: str) -> _Weighed:
    kept = balance.chosen(heard, *days)
    grades = source_grades(asked.record, known_on=asked.known_on.at)
    more = further if len({one.outlet for one in kept}) > after + AT_ONCE else None
    return _Weighed(
        sheets=(
            outlets.outlets_sheet(kept, heard, grades, more=more, start=after, at_once=AT_ONCE),
            *balance.balance_sheets(kept, heard),
        ),
        number=len(kept), warnings=tuple(balance.one_sidedness(kept, heard)),
        silent=balance.silent_words(kept, heard),
    )  # fmt: skip


@router.get("/sources/outlet")
def show_outlet(asked: Reads, name: Name, after: Start = 0) -> Response:
    """Show an outlet: its reports and voices, whose press it is, its grades with who gave them and why."""
    heard = balance.heard_here(asked)
    own = [one for one in heard.kept if one.outlet == name]
    if not own:
        raise not_here(say("No report of a publisher of this name is kept here, or none is released to you."),
            now=say("See the sources."),
                       href="/sources")  # fmt: skip
    ids = [one.document for one in sorted(own, key=lambda one: (one.day or "", one.document), reverse=True)]
    some = {one.id: one for one in documents(asked.record, among=ids[after : after + AT_ONCE], known_on=asked.known_on)}
    url = asked.request.url.include_query_params(after=after + AT_ONCE)
    more = f"{url.path}?{url.query}" if len(ids) > after + AT_ONCE else None
    grades = source_grades(asked.record, known_on=asked.known_on.at)
    return asked.page(
        "source_outlet.html.j2", title=name,
        sheets=[
            outlets.grades_sheet(grades, name),
            outlets.reports_sheet([some[one] for one in ids if one in some], more),
        ],
        side=balance.side_words(own[0].side, heard), is_known=own[0].side is not None, reports=len(own),
        voices=len({one.voice for one in own}), grades=[(letter, say(means)) for letter, means in RELIABILITY.items()],
        name=name,
    )  # fmt: skip


@router.post("/sources/grade")
def grade(asked: Codes, name: Field = "", grade: Field = "", reason: Field = "") -> Response:
    """Keep how reliable somebody holds a source to be, with the reason."""
    if grade not in RELIABILITY or not name.strip():
        raise unusable(say("Choose a grade from A to F."), now=say("Go back, and choose one."))
    if not reason.strip():
        raise unusable(say("A grade is not kept without the reason for it."), now=say("Go back, and give one."))
    with asked.writing() as record:
        grade_source(record, name, grade, author=asked.viewer.name, reason=" ".join(reason.split()), now=asked.now)
    return asked.back(outlets.outlet_href(name))


@router.get("/sources/{id_}")
def show_source(id_: str, asked: Reads) -> Response:
    """Show a feed or a page that is watched: how its visits went."""
    found = watched.find_source(asked, id_)
    if found is None:
        raise not_here(say("Nothing is watched under this id."), now=say("See the sources."), href="/sources")
    source, visit = found
    return asked.page(
        "source_watched.html.j2", title=source.title or source.publisher or source.url,
        sheets=[watched.visits_sheet(source, visit, asked.now)], source=source,
        outlet=outlets.outlet_href(source.publisher) if source.publisher else None,
    )  # fmt: skip
