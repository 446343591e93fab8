"""Check a number: a sentence with figures, held against the record."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.ceasefires.gathered import latest_day
from detente.desk.pages.check import wording
from detente.desk.pages.check.covered import own_words
from detente.desk.pages.check.gathered import Known, held_figures, known_here
from detente.desk.pages.check.quoting import quotation
from detente.desk.pages.check.said import Said, said_in_reports
from detente.desk.pages.check.understood import passed_words, understood
from detente.display.ceasefires.names import days_iso
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.numbers.comparing import Compared
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.matching import Answer, answer_figure
from detente.registry.numbers.question import LONGEST, MOST, read_question

__all__ = ["router"]

router = APIRouter()


@router.get("/check")
def check_number(asked: Reads, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """Hold the figures of a sentence against the record: who says that number here, by which rule, for which days."""
    known = known_here(asked)
    question = read_question(
        q, today=latest_day(asked), taxonomies={one.taxonomy.id: one.taxonomy for one in known.ceasefires}.values(),
        names=known.names, places=known.places,
    )  # fmt: skip
    answers = [answer_figure(one, held_figures(asked, known, one)) for one in question.figures]
    sheets = [_sheet(n, one, known) for n, one in enumerate(answers, 1)]
    shown = [
        _shown(asked, one, known, sheet=sheet, text=question.text) for one, sheet in zip(answers, sheets, strict=True)
    ]
    return asked.page(
        "check.html.j2", title=say("Check a number"), sheets=sheets, q=q, longest=LONGEST, most=MOST,
        answers=shown, passed=passed_words(question.passed), is_asked=bool(q.strip()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """An answer as the page has it: what was made out, how the record stands to it, a sentence to quote, the rows."""

    answer: Answer
    told: str
    line: str
    added: str
    understood: list[tuple[str, str]]
    quote: str
    own: list[str]
    said: tuple[Said, ...]
    sheet: Sheet


def _shown(asked: Asked, answer: Answer, known: Known, *, sheet: Sheet, text: str) -> _Shown:
    """Return an answer for the page. Where a report has the words, nothing is said to be nowhere."""
    day, sees_all = (asked.known_on.at or asked.now).date(), asked.viewer.level == "internal"
    said = said_in_reports(asked, answer, text)
    is_told = bool(said) and answer.standing in wording.NOWHERE
    return _Shown(
        answer=answer, line=wording.line_words(answer, known), added=_added(answer, known), sheet=sheet, said=said,
        told=wording.told_words(answer) if is_told else wording.answer_words(answer, known, sees_all=sees_all),
        own=[line for held in answer.own for line in own_words(held, known)],
        understood=understood(answer.asked, known),
        quote="" if is_told else quotation(answer, known, day=day, sees_all=sees_all),
    )  # fmt: skip


def _added(answer: Answer, known: Known) -> str:
    parts = [f"{wording.claimant_words(one, known)} {wording.number_words(one)}" for one in answer.added]
    return "; ".join(parts)


def _sheet(number: int, answer: Answer, known: Known) -> Sheet:
    return Sheet(
        id=f"figure-{number}", title=answer.asked.count.words,
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="number", title=say("number here")),
            Column(id="what", title=say("about what")),
            Column(id="days", title=say("days")),
            Column(id="rule", title=say("by which rule")),
            Column(id="how", title=say("beside the sentence")),
            Column(id="entry", title=say("where on the desk")),
        ),
        rows=tuple(Row(id=f"{number}-{n}", cells=_cells(one, known)) for n, one in enumerate(answer.compared)),
        empty=Empty(means=say("No number in the record is about this.")),
    )  # fmt: skip


def _cells(one: Compared, known: Known) -> tuple[Cell, ...]:
    held = one.held
    rule, page = wording.RULES[held.rule]
    is_one = held.count.is_exact and not held.uncovered
    return (
        cell(wording.claimant_words(held, known)),
        Cell(text=wording.number_words(held), value=held.count.low if is_one else None,
             words=held.evidence, certainty="claimed" if one.number != "other" else None,
             note=clip(held.count.words, 60) if held.rule == "added up" else ""),
        cell(wording.what_words(held, known)),
        Cell(text=days_iso(held.interval), blank=wording.days_blank(held)),
        Cell(text=say(rule), href=f"/method/{page}"),
        cell(wording.how_words(one)),
        _entry(held),
    )  # fmt: skip


def _entry(held: HeldFigure) -> Cell:
    """Return where a number stands: on which board, in which list, in which report."""
    days = f"&from={held.interval.first}&to={held.interval.last}" if held.interval else ""
    if held.room == "ceasefire" and held.rule == "published":
        return cell(say("figures"), href=f"/ceasefires/{held.of}/figures?by={held.claimant}{days}")
    if held.room == "ceasefire" and held.interval:
        return cell(say("board"), href=f"/ceasefires/{held.of}?{days[1:]}")
    places = {
        "mines": (say("mine record"), f"/mines/{held.of}"),
        "project": (say("project"), f"/projects/{held.of}" if held.of else "/projects"),
        "platform": (say("platform"), f"/platforms/{held.of}"), "record": (say("reports"), "/documents"),
    }  # fmt: skip
    if held.room in places:
        called, href = places[held.room]
        return cell(called, href=href)
    document = next((one.document for one in held.evidence if one.document), None)
    return cell(say("report"), href=f"/documents/{document}") if document else Cell()
