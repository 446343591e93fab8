"""The tables of the review's pages: what waits with its points, and what was said."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from detente.core.spans import Span
from detente.desk.asked import Asked
from detente.desk.pages.review.item import reading_here
from detente.desk.pages.review.pressing import pressing_text
from detente.desk.pages.review.queue import Line, Way, item_href
from detente.desk.pages.review.sayings import COUNTING, VERDICTS, kind_told
from detente.desk.pages.review.shown import evidence_at, fields_said
from detente.desk.refusals import Refused
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.evidence import Evidence
from detente.review.added import is_added
from detente.review.keys import subjects_of
from detente.review.queue import Waiting
from detente.review.records import Review, Subject

__all__ = ["AT_ONCE", "queue_sheet", "reviews_sheet", "words_of"]

AT_ONCE = 50
LONGEST = 160
NOTHING: Mapping[str, Any] = {"text": "", "events": (), "claims": ()}


def words_of(readings: dict[str, Mapping[str, Any]], asked: Asked, subject: Subject) -> tuple[Evidence, ...]:
    """Return the words that an item stands on; none where it is gone. `readings` are those that were fetched before."""
    if subject.document not in readings:
        try:
            readings[subject.document] = reading_here(asked, subject.document)
        except Refused:
            readings[subject.document] = NOTHING
    reading = readings[subject.document]
    found = next((one for s, one in subjects_of(reading, document=subject.document) if s == subject), None)
    if found is None:
        return ()
    own = found.get("evidence") or found["content"]
    return evidence_at([Span(own["start"], own["end"])], reading["text"], subject.document)


def queue_sheet(asked: Asked, line: Line, way: Way, *, start: int = 0) -> Sheet:
    """Return what waits, from the item of a number on."""
    shown = line.left[start : start + AT_ONCE]
    fetched: dict[str, Mapping[str, Any]] = {}
    more = way.at("/review", start=str(start + AT_ONCE)) if start + AT_ONCE < len(line.left) else None
    return Sheet(
        id="waits",
        title=say("Waiting for review"),
        columns=(
            Column(id="item", title=say("words")),
            Column(id="kind", title=say("kind")),
            Column(id="because", title=say("why it comes now")),
        ),
        rows=tuple(_waiting(one, words_of(fetched, asked, one.subject), way) for one in shown),
        empty=Empty(
            means=say("Nothing waits for review here."),
            now=say("Look at the verdicts"),
            href="/review/done",
        ),
        rule=say(COUNTING),
        more=more,
    )


def _waiting(one: Waiting, words: tuple[Evidence, ...], way: Way) -> Row:
    told = " ".join(words[0].words.split()) if words else one.subject.key[:10]
    short = told if len(told) <= LONGEST else f"{told[:LONGEST].rsplit(' ', 1)[0]} …"
    return Row(
        id=one.subject.key,
        cells=(
            Cell(text=short, href=item_href(one.subject, way), words=words),
            cell(kind_told(one.subject.kind)),
            Cell(text=pressing_text(one), value=one.score),
        ),
    )


def reviews_sheet(asked: Asked, shown: Sequence[Review], *, more: str | None) -> Sheet:
    """Return what was said, a verdict a row: who says so comes first."""
    fetched: dict[str, Mapping[str, Any]] = {}
    return Sheet(
        id="said",
        title=say("Verdicts"),
        columns=(
            Column(id="by", title=say("who says so")),
            Column(id="verdict", title=say("verdict")),
            Column(id="of", title=say("of")),
            Column(id="fields", title=say("what it should be")),
            Column(id="comment", title=say("comment")),
            Column(id="at", title=say("when (UTC)")),
        ),
        rows=tuple(_review(one, words_of(fetched, asked, one.subject)) for one in shown),
        empty=Empty(
            means=say("Nothing was reviewed yet, or nothing of this kind."), now=say("Begin"), href="/review/next"
        ),
        more=None if more is None else _more(asked, more),
    )


def _more(asked: Asked, after: str) -> str:
    kept = {
        name: value
        for name, value in asked.request.query_params.items()
        if name not in {"after", "as", "part", "sheet"}
    }
    return f"{asked.request.url.path}?{urlencode(kept | {'after': after})}"


def _review(one: Review, words: tuple[Evidence, ...]) -> Row:
    verdict = say(VERDICTS["add" if is_added(one) else one.verdict])
    told = (
        " ".join(words[0].words.split())[:LONGEST] if words else f"{kind_told(one.subject.kind)} {one.subject.key[:10]}"
    )
    return Row(
        id=one.id,
        cells=(
            cell(one.coder),
            cell(say("settled: %(verdict)s", verdict=verdict) if one.settles else verdict),
            Cell(text=told, href=item_href(one.subject, Way()), words=words),
            cell(fields_said(one) or None),
            cell(one.comment),
            Cell(text=one.at.strftime("%Y-%m-%d %H:%M"), value=one.at.isoformat()),
        ),
    )
