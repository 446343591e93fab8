"""Who sees a text that lies, or is to lie, before both sides, and which reports it quotes that they do not see."""

from collections.abc import Iterable

from detente.desk.asked import Asked, records_of
from detente.desk.pages.documents.found import title_of
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import Laid
from detente.store import DocumentView, documents, entries

__all__ = ["quoted_reports", "unseen_by_sides", "unseen_sheet"]


def unseen_by_sides(asked: Asked, one: Laid) -> bool:
    """Say to the desk's staff whether the officers of both sides do not see a text: it was not released, or taken back.

    Nobody else is told.
    """
    if asked.viewer.level != "internal":
        return False
    seen = entries(records_of(asked.request).seen_at("parties"), kind="text")
    return one.id not in {text.subject for text in seen}


def quoted_reports(asked: Asked, about: Iterable[Subject]) -> tuple[DocumentView, ...]:
    """Return the reports that a text quotes by what it is about."""
    ids = sorted({one.evidence.document for one in about if one.evidence.document})
    return documents(asked.record, among=ids) if ids else ()


def unseen_sheet(asked: Asked, ceasefire: Ceasefire, quoted: Iterable[DocumentView]) -> Sheet:
    """Return those of some reports that the officers of both sides do not see."""
    every = tuple(quoted)
    theirs = records_of(asked.request).seen_at("parties", ceasefire.id)
    seen = {one.id for one in documents(theirs, among=[one.id for one in every])} if every else set()
    return Sheet(
        id="unseen",
        title=say("Quoted reports that the sides do not see"),
        columns=(Column(id="report", title=say("report")), Column(id="publisher", title=say("publisher"))),
        rows=tuple(
            Row(
                id=one.id[:16],
                cells=(
                    Cell(text=title_of(one), href=f"/documents/{one.id}"), cell(one.publisher, blank=say("not stated")),
                ),
            )
            for one in every
            if one.id not in seen
        ),
        empty=Empty(means=say("The sides see every report that is quoted.")),
    )  # fmt: skip
