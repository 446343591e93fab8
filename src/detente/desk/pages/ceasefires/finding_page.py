"""Findings that are laid before both sides: the texts, one text with all that was done, and what officers do."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Reads, Signs
from detente.desk.language import say
from detente.desk.pages.ceasefires import finding_sheets as sheets
from detente.desk.pages.ceasefires.around import around, href_of
from detente.desk.pages.ceasefires.enquiry_page import chosen_thing
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, latest_day
from detente.desk.pages.ceasefires.names import ORDERS, names_of
from detente.desk.pages.ceasefires.period import asked_whole
from detente.desk.pages.ceasefires.signing import acts_open, asked_act, refuse_unfit, wording_of
from detente.desk.pages.ceasefires.steps import LONGEST
from detente.desk.refusals import not_here
from detente.pipeline.sign_offs import give_signature, laid_texts, lay_text, signatures_of
from detente.registry.ceasefires.board import columns_in_order
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import (
    LONGEST_TEXT,
    Signature,
    checked_words,
    signature_id,
    text_id,
)
from detente.registry.ceasefires.verification.verified import Laid
from detente.registry.interval import Interval
from detente.store import NOW, Record, keep_releases

__all__ = ["router"]

router = APIRouter()
Words = Annotated[str, Form(max_length=LONGEST)]
Text = Annotated[str, Form(max_length=LONGEST_TEXT + 1000)]


@router.get("/ceasefires/{id_}/findings")
def list_findings(id_: str, asked: Reads) -> Response:
    """List the texts that were laid before both sides, and where each stands."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    laid = laid_texts(asked.record, ceasefire, known_on=asked.known_on)
    sheet = sheets.findings_sheet(reversed(laid), ceasefire, _order(ceasefire, latest_day(asked)), names_of(ceasefire))
    return asked.page(
        "ceasefire_findings.html.j2", title=say("%(name)s: findings", name=ceasefire.name), sheets=[sheet],
        order=_order_words(ceasefire), **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.get("/ceasefires/{id_}/findings/{text}")
def show_finding(id_: str, text: str, asked: Reads) -> Response:
    """Show one text whole, what each side did with it, and its other wordings."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    laid = laid_texts(asked.record, ceasefire, known_on=asked.known_on)
    one = _text(laid, ceasefire, text)
    given = signatures_of(asked.record, ceasefire.id, known_on=asked.known_on)
    names, order = names_of(ceasefire), _order(ceasefire, latest_day(asked))
    return asked.page(
        "ceasefire_finding.html.j2", title=say("%(name)s: a finding", name=ceasefire.name),
        sheets=[
            sheets.sides_sheet(one, order, names),
            sheets.about_sheet(one, ceasefire, names),
            sheets.wordings_sheet(one, laid, ceasefire),
            sheets.done_sheet(given.get(one.id, ()), names),
        ],
        laid=one, stands=sheets.standing_words(one), wording=wording_of(one), order=_order_words(ceasefire),
        acts=() if asked.known else acts_open(asked.viewer, ceasefire, one, given),
        side=names.get(asked.viewer.side or "", ""), **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.post("/ceasefires/{id_}/findings")
def post_finding(id_: str, asked: Adjudicates, words: Text, about: Words = "", replaces: Words = "") -> Response:
    """Lay a text before both sides, or a new wording of one."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    older = _text(laid_texts(asked.record, ceasefire), ceasefire, replaces) if replaces else None
    if older is None and not about:
        raise UsageError(say("The text is about nothing; lay it from the page of what it is about."))
    if older is not None and older.replaced_by is not None:
        raise UsageError(say("That text has a new wording already; replace that one."))
    whole = asked_whole(ceasefire, None, None, latest_day(asked))
    subjects = [chosen_thing(asked, ceasefire, whole, about).subject] if about else []
    own = subjects or list(older.about if older else ())
    if any(one.id == text_id(checked_words(words), {each.id for each in own}) for one in _laid_now(asked, ceasefire)):
        raise UsageError(say("A text in these very words lies before both sides already."))
    with asked.writing() as record:
        made = lay_text(record, ceasefire, words, subjects, by=asked.viewer.name, replaces=older, now=asked.now)
    return asked.back(href_of(ceasefire, f"/findings/{made}"))


@router.post("/ceasefires/{id_}/findings/{text}")
def post_act(id_: str, text: str, asked: Signs, act: Words, wording: Words, reason: Words = "") -> Response:
    """Note what an officer does with the wording that the officer saw, for the officer's own side only."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    _text(laid_texts(asked.record, ceasefire), ceasefire, text)  # nobody signs what is not released to them
    done, why = asked_act(act, reason)
    with asked.writing() as record:
        one, given = _as_it_stands(record, ceasefire, text)
        refuse_unfit(asked.viewer, ceasefire, one, given, done, wording=wording)
        signature = Signature(
            text=one.id, number=0, act=done, officer=asked.viewer.name, party=asked.viewer.side or "", at="", reason=why
        )
        _give(asked, record, ceasefire, one, signature)
    return asked.back(href_of(ceasefire, f"/findings/{one.id}") + "#sides")


def _give(asked: Asked, record: Record, ceasefire: Ceasefire, laid: Laid, signature: Signature) -> None:
    """Keep what an officer does. What is refused here was done by somebody else a moment ago."""
    try:
        made = give_signature(record, ceasefire, laid, signature, author=asked.viewer.name, now=asked.now)
    except UsageError as error:
        message = say("Nothing was noted: something was done with the text meanwhile. Read it again, then decide.")
        raise UsageError(message) from error
    # an officer's act goes where its text went: hidden, the page would say that the side did nothing
    keep_releases(
        record, "entry", [signature_id(laid.id, made.number)], level="parties", narrowing=False,
        author=asked.viewer.name, reason="done by an officer with a text that the parties see", now=asked.now,
    )  # fmt: skip


def _as_it_stands(record: Record, ceasefire: Ceasefire, text: str) -> tuple[Laid, dict[str, tuple[Signature, ...]]]:
    laid = laid_texts(record, ceasefire, known_on=NOW)
    return _text(laid, ceasefire, text), signatures_of(record, ceasefire.id, known_on=NOW)


def _laid_now(asked: Asked, ceasefire: Ceasefire) -> tuple[Laid, ...]:
    return laid_texts(asked.record, ceasefire)


def _text(laid: Sequence[Laid], ceasefire: Ceasefire, given: str) -> Laid:
    """Return the text of an id. Raises `Refused` where there is none."""
    for one in laid:
        if one.id == given:
            return one
    message = say("No text of this id lies before the sides.")
    raise not_here(message, now=say("See the texts that do."), href=href_of(ceasefire, "/findings"))


def _order(ceasefire: Ceasefire, day: dt.date) -> list[str]:
    """Return the sides as they stand beside each other today."""
    parties = {party.id for party in ceasefire.parties}
    return [id_ for id_ in columns_in_order(ceasefire, Interval(first=day, last=day)) if id_ in parties]


def _order_words(ceasefire: Ceasefire) -> str:
    if ceasefire.order == "alternating":
        return say("The party on the left changes each day.")
    return say(ORDERS[ceasefire.order])
