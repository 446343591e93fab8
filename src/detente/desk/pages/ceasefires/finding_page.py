"""Findings that are laid before both sides: the texts, one text with all that was done, and what officers do."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Reads, Signs
from detente.desk.pages.ceasefires import finding_sheets as sheets
from detente.desk.pages.ceasefires.answers import answers_owed, own_side, sides_in_order
from detente.desk.pages.ceasefires.around import around, href_of
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, latest_day
from detente.desk.pages.ceasefires.noted import noted_words, standing_of_colleague, taking_place_of
from detente.desk.pages.ceasefires.reach import unseen_by_sides
from detente.desk.pages.ceasefires.signing import CHOICES, acts_open, asked_act, named_act, refuse_unfit, wording_of
from detente.desk.pages.ceasefires.steps import LONGEST
from detente.desk.pages.ceasefires.withdrawing import signed_by, withdrawn_called, withdrawn_of, withdrawn_sheet
from detente.desk.refusals import not_here
from detente.display.ceasefires.names import ORDERS, names_of
from detente.display.language import say
from detente.pipeline.sign_offs import give_signature, laid_texts, signatures_of
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import Signature
from detente.registry.ceasefires.verification.verified import Laid
from detente.store import NOW, Record

__all__ = ["router", "text_called"]

router = APIRouter()
Words = Annotated[str, Form(max_length=LONGEST)]
Field = Annotated[str, Query(max_length=64)]
Number = Annotated[int | None, Query(ge=1, le=10**6)]


@router.get("/ceasefires/{id_}/findings")
def list_findings(id_: str, asked: Reads) -> Response:
    """List the texts that were laid before both sides, and where each stands."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    order = sides_in_order(ceasefire, latest_day(asked))
    names, withdrawn = names_of(ceasefire), withdrawn_of(asked, ceasefire)
    shown = [sheets.findings_sheet(reversed(asked.laid(ceasefire)), ceasefire, order, names)]
    shown += [withdrawn_sheet(reversed(withdrawn), ceasefire, order, names)] if withdrawn else []
    return asked.page(
        "ceasefire_findings.html.j2", title=say("%(name)s: findings", name=ceasefire.name), sheets=shown,
        order=_order_words(ceasefire), answers=answers_owed(asked, ceasefire, order),
        **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.get("/ceasefires/{id_}/findings/{text}")
def show_finding(id_: str, text: str, asked: Reads, noted: Number = None) -> Response:
    """Show one text whole, what each side did with it, and its other wordings."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    laid = asked.laid(ceasefire)
    withdrawn = withdrawn_called(asked, ceasefire, text)
    one = withdrawn.laid if withdrawn else text_called(laid, ceasefire, text)
    given = signatures_of(asked.record, ceasefire.id, known_on=asked.known_on)
    acts = () if asked.known or withdrawn else acts_open(asked.viewer, ceasefire, one, given)
    done = given.get(one.id, ())
    names, order = names_of(ceasefire), sides_in_order(ceasefire, latest_day(asked))
    return asked.page(
        "ceasefire_finding.html.j2", title=say("%(name)s: a finding", name=ceasefire.name),
        sheets=[
            sheets.sides_sheet(one, order, names),
            sheets.about_sheet(one, ceasefire, names),
            sheets.wordings_sheet(one, laid, ceasefire),
            sheets.done_sheet(done, names),
        ],
        laid=one, stands=say("withdrawn") if withdrawn else sheets.standing_words(one, names), wording=wording_of(one),
        order=_order_words(ceasefire), acts=[(act, CHOICES[act]) for act in acts], side=own_side(asked, ceasefire),
        withdrawn=withdrawn, signed=signed_by(one, ceasefire), unseen=not withdrawn and unseen_by_sides(asked, one),
        noted=noted_words(asked, ceasefire, one, done, noted), colleague=standing_of_colleague(asked, ceasefire, done),
        **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.get("/ceasefires/{id_}/findings/{text}/act")
def show_act(id_: str, text: str, asked: Signs, act: Field = "", wording: Field = "") -> Response:
    """Show what follows from what an officer is about to do with a text, before it is done."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    one = text_called(laid_texts(asked.record, ceasefire), ceasefire, text)
    done = named_act(act)
    given = signatures_of(asked.record, ceasefire.id)
    refuse_unfit(asked.viewer, ceasefire, one, given, done, wording=wording or wording_of(one))
    choice = CHOICES[done]
    return asked.page(
        "ceasefire_act.html.j2", title=say("%(name)s: %(act)s", name=ceasefire.name, act=say(choice.title)), laid=one,
        act=done, choice=choice, wording=wording_of(one), side=own_side(asked, ceasefire),
        instead=taking_place_of(asked, ceasefire, given.get(one.id, ()), done),
        **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.post("/ceasefires/{id_}/findings/{text}")
def post_act(id_: str, text: str, asked: Signs, act: Words, wording: Words, reason: Words = "") -> Response:
    """Note what an officer does with the wording that the officer saw, for the officer's own side only."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    text_called(laid_texts(asked.record, ceasefire), ceasefire, text)  # nobody signs what is not released to them
    done, why = asked_act(act, reason)
    with asked.writing() as record:
        one, given = _as_it_stands(record, ceasefire, text)
        refuse_unfit(asked.viewer, ceasefire, one, given, done, wording=wording)
        signature = Signature(
            text=one.id, number=0, act=done, officer=asked.viewer.name, party=asked.viewer.side or "", at="", reason=why
        )
        made = _give(asked, record, ceasefire, one, signature)
    return asked.back(href_of(ceasefire, f"/findings/{one.id}", noted=f"{made.number}") + "#noted")


def _give(asked: Asked, record: Record, ceasefire: Ceasefire, laid: Laid, signature: Signature) -> Signature:
    """Keep what an officer does. What is refused here was done by somebody else a moment ago."""
    try:
        return give_signature(record, ceasefire, laid, signature, author=asked.viewer.name, now=asked.now)
    except UsageError as error:
        message = say("Nothing was noted: something was done with the text meanwhile. Read it again, then decide.")
        raise UsageError(message) from error


def _as_it_stands(record: Record, ceasefire: Ceasefire, text: str) -> tuple[Laid, dict[str, tuple[Signature, ...]]]:
    laid = laid_texts(record, ceasefire, known_on=NOW)
    return text_called(laid, ceasefire, text), signatures_of(record, ceasefire.id, known_on=NOW)


def text_called(laid: Sequence[Laid], ceasefire: Ceasefire, given: str) -> Laid:
    """Return the text of an id. Raises `Refused` where there is none."""
    for one in laid:
        if one.id == given:
            return one
    message = say("No text of this id lies before the sides.")
    raise not_here(message, now=say("See the texts that do."), href=href_of(ceasefire, "/findings"))


def _order_words(ceasefire: Ceasefire) -> str:
    if ceasefire.order == "alternating":
        return say("The party on the left changes each day.")
    return say(ORDERS[ceasefire.order])
