"""The pages of watches: what the desk follows, what reports mention beside it, and turning that down."""

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.pages.registry.addresses import After, Id
from detente.desk.pages.registry.notes import Reason, reason_of
from detente.desk.pages.watches.listed import (
    SECTIONS,
    Section,
    follows_sheet,
    missing_sheet,
    proposal_href,
    watches_sheet,
)
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.watches import decide_not_watched, kept_watches, missing_of
from detente.registry.watch.definition import Watch
from detente.registry.watch.missing import Proposal
from detente.store import EntryView

__all__ = ["router"]

router = APIRouter()
Chosen = Annotated[Section | None, Query()]


@router.get("/watches")
def list_watches(
    asked: Reads, section: Annotated[Section | Literal[""] | None, Query()] = None, after: After = None,
    *, dismissed: Annotated[bool, Query()] = False,
) -> Response:  # fmt: skip
    """List the watches, and what reports mention that none of them has."""
    every = _missing(asked, with_dismissed=True)
    open_ = {one.id for one in _missing(asked, with_dismissed=False)}
    shown = every if dismissed else tuple(one for one in every if one.id in open_)
    down = frozenset(one.id for one in every if one.id not in open_)
    sheets = [
        watches_sheet(_kept(asked)),
        missing_sheet(
            shown, section=section or None, after=after or None, dismissed=down if dismissed else frozenset()
        ),
    ]
    sections = [(one, say(called)) for one, called in SECTIONS.items()]
    return asked.page(
        "watches.html.j2", title=say("Watches"), sheets=sheets, sections=sections, section=section,
        dismissed=dismissed, down=len(down),
    )  # fmt: skip


@router.get("/watches/proposals/{proposal}")
def show_proposal(asked: Reads, proposal: Id) -> Response:
    """Show what is proposed: its names, in which words, in whose reports; it can be turned down."""
    one = _proposal(asked, proposal)
    is_open = any(each.id == one.id for each in _missing(asked, with_dismissed=False))
    return asked.page(
        "watch_proposal.html.j2", title=one.name, sheets=[_words_sheet(one)], one=one, is_open=is_open,
        section=SECTIONS.get(one.section, one.section),  # type: ignore[call-overload]
    )  # fmt: skip


@router.post("/watches/proposals/{proposal}")
def decide(
    asked: Adjudicates, proposal: Id, how: Annotated[Literal["dismiss", "again"], Form()], reason: Reason = ""
) -> Response:
    """Keep that something is not to be proposed, or is to be again."""
    why = reason_of(reason)
    one = _proposal(asked, proposal)
    with asked.writing() as record:
        decide_not_watched(record, one, dismissed=how == "dismiss", author=asked.viewer.name, reason=why, now=asked.now)
    return asked.back(proposal_href(one))


@router.get("/watches/{id_}")
def show_watch(
    asked: Reads, id_: Id, section: Chosen = None, after: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> Response:
    """Show whom and what a watch follows, and how each is called here and in reports."""
    found = next((pair for pair in _kept(asked) if pair[0].id == id_), None)
    if found is None:
        raise not_here(
            say("No watch of this name is kept here, or it is not released to you."),
            now=say("See the watches."),
            href="/watches",
        )
    watch, entry = found
    sections: tuple[Section, ...] = (section,) if section else get_args(Section)
    sheets = [follows_sheet(watch, one, after=after) for one in sections]
    return asked.page("watch.html.j2", title=watch.name, sheets=sheets, watch=watch, entry=entry, shown=sections)


def _words_sheet(one: Proposal) -> Sheet:
    return Sheet(
        id="words", title=say("Where reports name it"),
        columns=(Column(id="words", title=say("in these words")), Column(id="report", title=say("report"))),
        rows=tuple(
            Row(
                id=str(n),
                cells=(
                    Cell(text=clip(each.words, 300), value=each.words, words=(each,)),
                    cell(each.document[:10] if each.document else None),
                ),
            )
            for n, each in enumerate(one.evidence)
        ),
        empty=Empty(means=say("No report names it any more.")),
    )  # fmt: skip


def _proposal(asked: Asked, id_: str) -> Proposal:
    found = next((one for one in _missing(asked, with_dismissed=True) if one.id == id_), None)
    if found is None:
        raise not_here(
            say("Nothing of this id is proposed: a watch may have it by now."), now=say("See the watches."),
            href="/watches",
        )  # fmt: skip
    return found


def _missing(asked: Asked, *, with_dismissed: bool) -> tuple[Proposal, ...]:
    return asked.held(
        "missing_of",
        lambda: missing_of(asked.record, with_dismissed=with_dismissed, known_on=asked.known_on), with_dismissed,
    )  # fmt: skip


def _kept(asked: Asked) -> tuple[tuple[Watch, EntryView], ...]:
    return asked.held("kept_watches", lambda: kept_watches(asked.record, known_on=asked.known_on))
