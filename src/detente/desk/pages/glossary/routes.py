"""The page of the glossary, for everybody who may read anything here."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.knowledge.glossary import TermGroup, glossary

__all__ = ["router"]

router = APIRouter()


@router.get("/glossary")
def show_glossary(asked: Reads) -> Response:
    """Show what the words of the desk mean."""
    return asked.page("glossary.html.j2", title=say("Glossary"), sheets=[_sheet(one) for one in glossary()])


def _sheet(group: TermGroup) -> Sheet:
    return Sheet(
        id=f"words-{group.id}", title=say(group.name),
        columns=(Column(id="term", title=say("word")), Column(id="means", title=say("means"))),
        rows=tuple(Row(id=one.id, cells=(Cell(text=say(one.term)), cell(say(one.means)))) for one in group.terms),
        empty=Empty(means=say("No word is explained here.")),
    )  # fmt: skip
