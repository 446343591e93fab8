"""Texts that were withdrawn after they were laid: who did it, when and why; and an adjudicator who withdraws one."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked
from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.gathered import kept_ceasefire
from detente.desk.pages.ceasefires.steps import LONGEST
from detente.desk.pages.registry.notes import reason_of
from detente.desk.refusals import not_here
from detente.display.ceasefires.names import Names
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.sign_offs import laid_texts, withdraw_text, withdrawn_texts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.verified import Laid, Withdrawn

__all__ = ["router", "signed_by", "withdrawn_called", "withdrawn_of", "withdrawn_sheet"]

router = APIRouter()
Words = Annotated[str, Form(max_length=LONGEST)]


@router.post("/ceasefires/{id_}/findings/{text}/withdraw")
def post_withdrawal(id_: str, text: str, asked: Adjudicates, reason: Words = "") -> Response:
    """Withdraw a text under which no side's signature stands: it stays, with when and why it was withdrawn."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    why = reason_of(reason)
    with asked.writing() as record:
        one = next((each for each in laid_texts(record, ceasefire) if each.id == text), None)
        if one is None:
            raise not_here(
                say("No text of this id lies before the sides."), now=say("See the texts that do."),
                href=href_of(ceasefire, "/findings"),
            )  # fmt: skip
        _refuse_signed(one, ceasefire)
        try:
            withdraw_text(record, ceasefire, one, author=asked.viewer.name, reason=why, now=asked.now)
        except UsageError as error:
            message = say("Nothing was withdrawn: the text was signed meanwhile, and stays. Read it again.")
            raise UsageError(message) from error
    return asked.back(href_of(ceasefire, f"/findings/{one.id}"))


def signed_by(one: Laid, ceasefire: Ceasefire) -> str:
    """Return the sides whose signature stands under a text: while there is any, it is not withdrawn."""
    parties = {party.id: party.name for party in ceasefire.parties}
    return ", ".join(dict.fromkeys(parties.get(each.party, each.party) for each in one.sign_off.signed))


def _refuse_signed(one: Laid, ceasefire: Ceasefire) -> None:
    if sides := signed_by(one, ceasefire):
        message = say(
            "The text is signed by %(sides)s, and a signed text is not withdrawn: lay a new wording, or let the "
            "signature be taken back first.", sides=sides,
        )  # fmt: skip
        raise UsageError(message)


def withdrawn_of(asked: Asked, ceasefire: Ceasefire) -> tuple[Withdrawn, ...]:
    """Return the texts of a ceasefire that stand withdrawn, the one laid first first."""
    return asked.held(
        "withdrawn texts", lambda: withdrawn_texts(asked.record, ceasefire, known_on=asked.known_on), ceasefire.id
    )


def withdrawn_called(asked: Asked, ceasefire: Ceasefire, given: str) -> Withdrawn | None:
    """Return the withdrawn text of an id; None where none is."""
    return next((one for one in withdrawn_of(asked, ceasefire) if one.id == given), None)


def withdrawn_sheet(withdrawn: Iterable[Withdrawn], ceasefire: Ceasefire, order: Sequence[str], names: Names) -> Sheet:
    """Return the texts that were withdrawn, with what each side had done with them until then."""
    return Sheet(
        id="withdrawn",
        title=say("Withdrawn"),
        columns=(
            Column(id="text", title=say("text")),
            Column(id="withdrawn", title=say("withdrawn (UTC)")),
            Column(id="why", title=say("reason")),
            *(Column(id=party, title=names[party], equal=True) for party in order),
        ),
        rows=tuple(
            Row(
                id=one.id[:20],
                cells=(
                    Cell(text=f"“{clip(one.laid.sign_off.text.text, 120)}”",
                         href=href_of(ceasefire, f"/findings/{one.id}")),
                    cell(one.at[:16].replace("T", " "), note=say("by %(who)s", who=one.by)),
                    cell(f"“{one.reason}”") if one.reason else Cell(blank=say("kept by the desk")),
                    *(_side(one.laid, party) for party in order),
                ),
            )
            for one in withdrawn
        ),
        empty=Empty(means=say("No text was withdrawn.")),
    )  # fmt: skip


def _side(one: Laid, party: str) -> Cell:
    if any(each.party == party for each in one.sign_off.refused):
        return cell(say("refused to sign"))
    return Cell(blank=say("has neither signed nor refused"))
