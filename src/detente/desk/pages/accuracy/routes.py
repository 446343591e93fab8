"""The page on accuracy. Every number on it is read from the files that `detente evaluate --write` writes."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.core.version import VERSION
from detente.desk.asked import Reads
from detente.desk.pages.accuracy import sheets
from detente.desk.pages.accuracy.wording import MEANINGS, SECTIONS
from detente.display.language import say
from detente.evaluate.known import load_known
from detente.evaluate.measured import Measured, MeasuredSection, load_measured

__all__ = ["router"]

router = APIRouter()
Field = Annotated[str | None, Query(max_length=80)]
FIRST = "type and trigger"


@router.get("/accuracy")
def show_accuracy(asked: Reads, figure: Field = None, text: Field = None) -> Response:
    """Show how well the reader reads, on which data, and where it is weak."""
    measured, known = load_measured(), load_known()
    section = _chosen(measured, text)
    labelled = list(dict.fromkeys(one.name for one in section.figures if one.label))
    chosen = figure if figure in labelled else FIRST if FIRST in labelled else labelled[0]
    return asked.page(
        "accuracy.html.j2", title=say("Accuracy"),
        sheets=[
            sheets.figures_sheet(measured, texts=0, id_="figures", title=say("What a report says, field by field")),
            sheets.errors_sheet(measured, texts=0, id_="errors", title=say("What is wrong: the smaller, the better")),
            sheets.figures_sheet(measured, texts=1, id_="happenings", title=say("Reports of one incident")),
            sheets.errors_sheet(measured, texts=1, id_="merged",
                title=say("Incidents mixed up or missed: the smaller, the better")),
            sheets.label_sheet(section, chosen), sheets.agreement_sheet(known), sheets.data_sheet(measured, known),
            sheets.weak_sheet(known),
        ],
        measured=measured, known=known, figure=chosen, text=section.name,
        labelled=[(one, say(MEANINGS.get(one, (one, ""))[0])) for one in labelled],
        texts=[(one.name, say(SECTIONS.get(one.name, one.name))) for one in measured.sections if _has_labels(one)],
        is_of_now=measured.program == VERSION,
    )  # fmt: skip


def _chosen(measured: Measured, text: str | None) -> MeasuredSection:
    with_labels = [one for one in measured.sections if _has_labels(one)]
    return next((one for one in with_labels if one.name == text), with_labels[0])


def _has_labels(one: MeasuredSection) -> bool:
    return any(each.label for each in one.figures)
