"""Contradictions: a list with filters, one with both texts, and what a person decides of it."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.fields import After, Text
from detente.desk.pages.contradictions.view import chosen, list_sheet, nothing, sides_sheet
from detente.desk.pages.contradictions.words import RELATIONS, ROOMS, RULINGS
from detente.desk.pages.said.paging import one_called, onward, options_of, turn_to
from detente.desk.pages.said.writing import Reason, author_of, reason_of
from detente.display.language import say
from detente.pipeline.contradictions import gather_contradictions, rule_on
from detente.registry.contradictions.contradiction import Contradiction

__all__ = ["all_contradictions", "router"]

router = APIRouter()
Ruling = Literal["", "open", "upheld", "dismissed"]
Relation = Literal["", "contradiction", "tension", "rival"]
Room = Literal["", "agreement", "institution", "platform", "project", "relation", "expectation"]


def all_contradictions(asked: Asked) -> tuple[Contradiction, ...]:
    """Return all contradictions of the record, held as long as it stays as it is."""
    return asked.held("contradictions", lambda: gather_contradictions(asked.record, known_on=asked.known_on))


@router.get("/contradictions")
def list_contradictions(
    asked: Reads, *, ruling: Ruling = "", relation: Relation = "", room: Room = "", of: Text = "", after: After = ""
) -> Response:
    """List claims that stand against each other."""
    found = chosen(all_contradictions(asked), ruling=ruling, relation=relation, room=room, of=of)
    shown, then = turn_to(asked, found, after, called=lambda one: one.id[:16])
    sheet = list_sheet(shown, empty=nothing(narrowed=bool(ruling or relation or room or of)), more=onward(asked, then))
    return asked.page(
        "contradictions.html.j2", title=say("Contradictions"), sheets=[sheet], ruling=ruling,
        relation=relation, room=room, of=of, rulings=options_of(RULINGS), relations=options_of(RELATIONS),
        rooms=options_of(ROOMS),
    )  # fmt: skip


@router.get("/contradictions/{id_}")
def show_contradiction(asked: Reads, id_: str) -> Response:
    """Show one with both texts side by side, the rule, and what was decided."""
    one = _found(all_contradictions(asked), id_)
    return asked.page(
        "contradiction.html.j2", title=say("Contradiction: %(what)s", what=one.named), sheets=[sides_sheet(one)],
        one=one, relation=say(RELATIONS[one.relation]), ruled=say(RULINGS[one.ruling]),
    )  # fmt: skip


@router.post("/contradictions/{id_}/ruling")
def rule(
    asked: Adjudicates, id_: str, ruling: Annotated[Literal["upheld", "dismissed", "open"], Form()], reason: Reason = ""
) -> Response:
    """Keep what a person decides of a contradiction; "open" takes back what was decided."""
    author, why = author_of(asked), reason_of(reason)
    with asked.writing() as record:
        one = _found(gather_contradictions(record), id_)
        rule_on(record, one.id, ruling, author=author, reason=why, now=asked.now)
    return asked.back(f"/contradictions/{quote(one.id[:16])}")


def _found(found: tuple[Contradiction, ...], id_: str) -> Contradiction:
    none = say("No contradiction here has this address. A claim in it may have been withdrawn, or read anew.")
    return one_called(found, id_, ids=lambda one: (one.id,), none=none, href="/contradictions")
