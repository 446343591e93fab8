"""The page on method, and one rule whole."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.pages.ceasefires.gathered import kept_ceasefires
from detente.desk.pages.method import rules, sheets
from detente.desk.pages.method.stated import STATED
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell

__all__ = ["router"]

router = APIRouter()


@router.get("/method")
def show_method(asked: Reads) -> Response:
    """Show the counting rules in force."""
    kept = asked.held("ceasefires", lambda: kept_ceasefires(asked))
    return asked.page(
        "method.html.j2", title=say("Method"),
        sheets=[
            sheets.blank_sheet(), sheets.counting_sheet(kept), sheets.rules_sheet(), sheets.credibility_sheet(),
            sheets.contradictions_sheet(), sheets.thresholds_sheet(), sheets.trend_sheet(), sheets.stages_sheet(),
        ],
    )  # fmt: skip


@router.get("/method/{rule}")
def show_rule(rule: str, asked: Reads) -> Response:
    """Show one rule whole: in the words of the code that keeps to it."""
    found = rules.load_rule(rule)
    if found is None:
        raise not_here(say("There is no rule of this name."), now=say("See the rules in force."), href="/method")
    return asked.page(
        "method_rule.html.j2", title=say(found.title), sheets=[_parts(found), _numbers(found)],
        states=say(STATED[found.id]), text=rules.text_of(found), module=f"detente.{found.module}",
    )  # fmt: skip


def _parts(rule: rules.HeldRule) -> Sheet:
    return Sheet(
        id="parts", title=say("Parts of the program"),
        columns=(Column(id="part", title=say("part")), Column(id="text", title=say("what it does"))),
        rows=tuple(Row(id=one.name, cells=(cell(one.name), cell(one.text))) for one in rules.parts_of(rule)),
        empty=Empty(means=say("The rule has one part.")),
    )  # fmt: skip


def _numbers(rule: rules.HeldRule) -> Sheet:
    return Sheet(
        id="numbers", title=say("Numbers that it goes by"),
        columns=(Column(id="what", title=say("what")), Column(id="number", title=say("number"))),
        rows=tuple(Row(id=f"{n}", cells=(cell(what), cell(number)))
                   for n, (what, number) in enumerate(rules.numbers_of(rule))),
        empty=Empty(means=say("It goes by no numbers.")),
    )  # fmt: skip
