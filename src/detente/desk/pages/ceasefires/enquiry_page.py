"""What could be verified of a ceasefire, one thing with all that is told of it, and the steps to find out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.fields import From, To
from detente.desk.pages.ceasefires import enquiry_sheets as sheets
from detente.desk.pages.ceasefires.around import around, href_of
from detente.desk.pages.ceasefires.gathered import doubted_among, kept_ceasefire, latest_day, verification_on
from detente.desk.pages.ceasefires.period import asked_week, asked_whole
from detente.desk.pages.ceasefires.released import as_released, sees_all
from detente.desk.pages.ceasefires.steps import LONGEST, asked_step
from detente.desk.pages.ceasefires.violation_sheets import violation_sheet
from detente.desk.refusals import not_here
from detente.display.ceasefires.names import claimant_of, days_iso, names_of, row_title, thing_words
from detente.display.language import say
from detente.display.sheets import Empty
from detente.pipeline.verification import enquiries_about, take_back_step, take_step
from detente.registry.ceasefires.board import columns_in_order, rows_for
from detente.registry.ceasefires.chosen import Chosen, choose
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.ladder import METHODS, STEPS
from detente.registry.ceasefires.verification.verified import Verifiable
from detente.registry.interval import Interval

__all__ = ["chosen_thing", "router"]

router = APIRouter()
AT_ONCE = 40
Field = Annotated[str | None, Query(max_length=200)]
Words = Annotated[str, Form(max_length=LONGEST)]


@router.get("/ceasefires/{id_}/enquiries")
def list_enquiries(
    id_: str,
    asked: Reads,
    row: Field = None,
    body: Field = None,
    stands: Field = None,
    first: From = None,
    last: To = None,
    after: Field = None,
) -> Response:
    """List what could be verified of some days, and where each thing stands."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_week(ceasefire, first, last, latest_day(asked))
    held = verification_on(asked, ceasefire, interval)
    found = [one for one in held.could_be if _is_met(one, ceasefire, row, body, stands)]
    start = next((n + 1 for n, one in enumerate(found) if one.id == after), 0)
    shown = found[start : start + AT_ONCE]
    url = asked.request.url.include_query_params(after=shown[-1].id) if start + AT_ONCE < len(found) else None
    names = names_of(ceasefire)
    more = f"{url.path}?{url.query}" if url is not None else None
    return asked.page(
        "ceasefire_enquiries.html.j2", title=say("%(name)s: enquiries", name=ceasefire.name),
        sheets=[sheets.list_sheet(shown, ceasefire, names, interval, more=more, whole=sees_all(asked)),
                sheets.lost_sheet(held.lost, ceasefire, names)],
        number=len(found), row=row, body=body, stands=stands, rungs=sheets.RUNG_NAMES,
        rows=[(one.id, one.many) for one in ceasefire.taxonomy.classes],
        row_called=row_title(ceasefire, row) if row else "",
        **around(asked, ceasefire, interval, here="enquiries"),
    )  # fmt: skip


@router.get("/ceasefires/{id_}/enquiries/{subject}")
def show_enquiry(id_: str, subject: str, asked: Reads, first: From = None, last: To = None) -> Response:
    """Show one thing that could be verified: what is told, what against it, what each body found, every step."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_whole(ceasefire, first, last, latest_day(asked))
    chosen = chosen_thing(asked, ceasefire, interval, subject)
    names = names_of(ceasefire)
    happening = chosen.verifiable.happening if chosen.verifiable else None
    standing = chosen.enquiry.standing if chosen.enquiry else None
    shown = standing or (chosen.verifiable.standing if chosen.verifiable else None)
    order = columns_in_order(ceasefire, chosen.told_of or interval)
    doubted = doubted_among(asked, (*happening.told, *happening.against) if happening else ())
    none = Empty(means=say("Nothing is reported now: its words are read otherwise, withdrawn or rejected."), of="found")
    against = Empty(means=say("Nothing speaks against it."), of="found")
    return asked.page(
        "ceasefire_enquiry.html.j2", title=say("%(name)s: one enquiry", name=ceasefire.name),
        sheets=[
            violation_sheet("told", say("What is reported"), happening.told[:AT_ONCE] if happening else (),
                            ceasefire, names, empty=none, doubted=doubted),
            violation_sheet("against", say("What speaks against it"), happening.against[:AT_ONCE] if happening else (),
                            ceasefire, names, empty=against, doubted=doubted),
            as_released(sheets.bodies_sheet(standing, order, names), asked),
            sheets.steps_sheet(standing.steps if standing else (), names),
        ],
        chosen=chosen, what=thing_words(chosen.subject, ceasefire), days_told=days_iso(chosen.subject.interval),
        who=claimant_of(chosen.subject, names),
        stands=sheets.stands_cell(shown, whole=sees_all(asked) or standing is not None) if shown else None,
        beside=sheets.beside_words(chosen.verifiable.corroboration, names) if chosen.verifiable else None,
        rungs_open=STEPS, methods=METHODS, rungs=sheets.RUNG_NAMES, ways=sheets.METHOD_NAMES,
        **around(asked, ceasefire, interval, here="enquiries"),
    )  # fmt: skip


@router.post("/ceasefires/{id_}/enquiries/{subject}/steps")
def post_step(  # noqa: PLR0913, PLR0917 - each is a field of the form
    id_: str,
    subject: str,
    asked: Adjudicates,
    rung: Words,
    words: Words,
    day: Words = "",
    body: Words = "",
    method: Words = "",
    denied_by: Words = "",
    source: Words = "",
    document: Words = "",
    note: Words = "",
) -> Response:
    """Take a step, in the name of who asks."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    chosen = chosen_thing(asked, ceasefire, asked_whole(ceasefire, None, None, latest_day(asked)), subject)
    step = asked_step(
        asked, rung=rung, words=words, day=day, body=body, method=method, denied_by=denied_by, source=source,
        document=document, note=note,
    )  # fmt: skip
    with asked.writing() as record:
        take_step(record, ceasefire, chosen.subject, step, told_of=chosen.told_of, now=asked.now)
    return asked.back(href_of(ceasefire, f"/enquiries/{chosen.subject.id}") + "#steps")


@router.post("/ceasefires/{id_}/enquiries/{subject}/steps/{number}/take-back")
def post_take_back(id_: str, subject: str, number: int, asked: Adjudicates, reason: Words) -> Response:
    """Take a step back, with the reason; it stays in the history."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    steps = enquiries_about(asked.record, ceasefire.id, subject)
    if not steps:
        raise not_here(
            say("There is no such step."), now=say("See the enquiries."), href=href_of(ceasefire, "/enquiries")
        )
    if not reason.strip():
        raise UsageError(say("Say why the step is taken back."))
    with asked.writing() as record:
        take_back_step(record, steps, number, author=asked.viewer.name, reason=reason.strip(), now=asked.now)
    return asked.back(href_of(ceasefire, "/enquiries"))


def chosen_thing(asked: Asked, ceasefire: Ceasefire, interval: Interval, given: str) -> Chosen:
    """Return what an id means among what could be verified. Raises `Refused` where it means nothing."""
    held = verification_on(asked, ceasefire, interval)
    try:
        return choose(given, held.could_be, held.lost)
    except UsageError as error:
        message = say("Nothing that could be verified on these days has the address “%(id)s”.", id=given[:20])
        raise not_here(message, now=say("See what could be."), href=href_of(ceasefire, "/enquiries")) from error


def _is_met(one: Verifiable, ceasefire: Ceasefire, row: str | None, body: str | None, stands: str | None) -> bool:
    """Say whether a thing is of a row of the board, has a finding of a body, and stands where it is asked for."""
    if row and not any(row in rows_for(ceasefire, violation) for violation in one.happening.told):
        return False
    if body and not any(body in dict(enquiry.standing.findings) for enquiry in one.enquiries):
        return False
    return not stands or stands in one.rungs
