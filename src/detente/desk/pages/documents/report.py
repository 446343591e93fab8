"""One report: its text with what was read in it, who says it on the left, who did what to whom on the right."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.documents.beside import Beside, beside_of
from detente.desk.pages.documents.came import came_of
from detente.desk.pages.documents.found import Found, find_report, parts_of, span_asked, title_of
from detente.desk.pages.documents.values import sheets_of
from detente.desk.pages.said.deeds import deed_text, event_text, sectors_text
from detente.display.language import mark, say
from detente.exchange.page_items import ReportView
from detente.exchange.page_text import Mark, Paragraph
from detente.exchange.page_view import view_report
from detente.reading.records import BY_CARRIER

__all__ = ["router"]

router = APIRouter()
ASKED_FOR = "asked"
"""How words look that the address asks for."""
LAYERS = (
    ("v", "t", mark("what was done, who did it or to whom")),
    ("c", "c", mark("who says it, and what is said")),
    ("d", "d", mark("dates")),
    ("p", "p", mark("places")),
    ("n", "n", mark("quantities")),
    ("x", "x", mark("damage")),
)
"""The layers that are underlined: the id of the switch, how the mark looks, and what it marks."""
BY_PEOPLE = ("h", "h", mark("added by people"))


@router.get("/documents/{document}")
def show_document(
    asked: Reads,
    document: str,
    *,
    words: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$")] = None,
    from_: Annotated[str | None, Query(alias="from", max_length=300, pattern=r"^/[a-z][^\s\\]*$")] = None,
    part: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> Response:
    """Show a report; `words` are marked and decide which part of a long one is shown."""
    found = find_report(asked, document)
    span = span_asked(words, found.text)
    parts = parts_of(found)
    number = min(part, len(parts)) if part else _part_of(parts, span)
    shown = parts[number - 1]
    marked = [Mark(start=span[0], end=span[1], look=ASKED_FOR)] if span else []
    came = came_of(asked, document)
    report = view_report(found.reading, number=1, longest=0, came=came, paragraphs=shown, marked=marked)
    return asked.page(
        "document.html.j2", title=title_of(found.view), sheets=sheets_of(found, shown), found=found, report=report,
        beside=_beside(asked, found), layers=_layers(found), part=number, parts=len(parts), span=span,
        asked_for=words, came_from=from_, means=_means(found, span), quoted=span and found.text[slice(*span)],
        withheld=len(found.reading.get("withheld", ())), lit_first=_first_lit(report),
        by_carrier=BY_CARRIER, called=_called(found), deed_text=deed_text, sectors_text=sectors_text,
    )  # fmt: skip


def _first_lit(report: ReportView) -> int:
    """Return where the first of the words that are asked for is drawn; -1 where none is."""
    lit = (piece.start for row in report.rows for piece in row.segments if ASKED_FOR in piece.looks)
    return next(lit, -1)


def _beside(asked: Asked, found: Found) -> Mapping[str, Beside]:
    return beside_of(asked, found.view.id) if found.is_read else {}


def _part_of(parts: Sequence[Sequence[Paragraph]], span: tuple[int, int] | None) -> int:
    if span is None:
        return 1
    starts = [part[0].start for part in parts if part]
    return max(1, bisect_right(starts, span[0]))


def _layers(found: Found) -> tuple[tuple[str, str, str], ...]:
    return (*LAYERS, BY_PEOPLE) if found.reading.get("added") else LAYERS


def _means(found: Found, span: tuple[int, int] | None) -> tuple[str, ...]:
    """Return what the words that are asked for stand for in the reading, where they are the words of something."""
    if span is None:
        return ()
    told = [told for where, told in _named_spans(found) if (where.get("start"), where.get("end")) == span]
    return tuple(dict.fromkeys(told))


def _named_spans(found: Found) -> Sequence[tuple[Mapping[str, Any], str]]:
    """Return the words of claims and events with what each stands for."""
    reading, named = found.reading, list[tuple[Mapping[str, Any], str]]()
    for claim in reading.get("claims") or ():
        named += [(one, say("what is said")) for one in (claim["content"], *(claim.get("parts") or ()))]
        named += [(one, say("who says it")) for one in (claim.get("source"), *(claim.get("via") or ())) if one]
    for event in reading.get("events") or ():
        kind = event_text(event, found.text[slice(*_ends(event))])
        named.append((event["trigger"], say("what was done: %(type)s", type=kind)))
        named.append((event.get("evidence") or {}, say("all the words of: %(type)s", type=kind)))
        named += [(one, say("who did it: %(type)s", type=kind)) for one in event.get("actors") or ()]
        named += [(one, say("to whom: %(type)s", type=kind)) for one in event.get("recipients") or ()]
    for layer, told in (("dates", say("a date")), ("places", say("a place")), ("quantities", say("a number"))):
        named += [(one, told) for one in reading.get(layer) or ()]
    return named


def _called(found: Found) -> Mapping[str, str]:
    """Return what the events of a reading are called, by their ids."""
    events = found.reading.get("events") or ()
    return {one["id"]: event_text(one, found.text[slice(*_ends(one))]) for one in events}


def _ends(event: Mapping[str, Any]) -> tuple[int, int]:
    words = event.get("evidence") or event["trigger"]
    return words["start"], words["end"]
