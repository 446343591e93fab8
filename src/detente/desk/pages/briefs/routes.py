"""The pages of briefs: the archive, and one with its words, its texts so far, and its letter."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.brief.kept import KeptBrief, latest_briefs, put_right
from detente.brief.letter.editing import sentences_to_strike
from detente.brief.letter.notice import notice_lead
from detente.brief.put_right import lead_of
from detente.brief.subscribers.wanted import open_editions
from detente.desk.around import POLICY
from detente.desk.asked import Asked, Reads
from detente.desk.fields import After, Text
from detente.desk.pages.briefs.called import texts_of
from detente.desk.pages.briefs.letters import given_letter, notices_of
from detente.desk.pages.briefs.listed import brief_page, briefs_sheet, sent_cell, state_text
from detente.desk.pages.briefs.post import looked_back, sent_of, settings_of
from detente.desk.pages.briefs.told import names_editors, told_of
from detente.desk.pages.briefs.view import (
    corrections_sheet,
    cut_lines,
    lines_sheet,
    runs_of,
    struck_lines,
    versions_sheet,
)
from detente.desk.pages.registry.addresses import Id
from detente.desk.pages.said.paging import onward
from detente.display.language import say

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 40
FRAMED = f"{POLICY}; frame-src 'self'"
"""The page holds its letter in a frame, which may do nothing but show itself."""


@router.get("/briefs")
def list_briefs(
    asked: Reads, edition: Text = "", after: Annotated[After, Query(max_length=120)] = ""
) -> Response:  # fmt: skip
    """List the briefs, the last ones first: drafts to the desk's staff, to others those that are released."""
    found = latest_briefs(
        asked.record, edition=edition or None, before=after.replace("_", " ", 1), limit=AT_ONCE + 1,
        known_on=asked.known_on,
    )  # fmt: skip
    shown, last = found[:AT_ONCE], found[AT_ONCE - 1] if len(found) > AT_ONCE else None
    sent = sent_of(asked, [one.brief.id for one in shown]) if asked.viewer.may("adjudicate") else None
    more = onward(asked, f"{last.brief.day}_{last.brief.id}") if last is not None else None
    right = put_right(
        asked.record, [one.brief for one in shown], days=looked_back(asked), known_on=asked.known_on
    )  # fmt: skip
    sheet = briefs_sheet(told_of(asked, shown), sent, right, more=more)
    return asked.page(
        "briefs.html.j2", title=say("Briefs"), sheets=[sheet], edition=edition, editions=_editions(asked, shown),
        drafts=sum(one.brief.approval is None for one in shown), signs_up=_signs_up(asked),
    )  # fmt: skip


def _signs_up(asked: Asked) -> bool:
    """Say whether anybody may sign up for an edition by themselves."""
    settings = settings_of(asked)
    return settings is not None and bool(open_editions(settings))


def _editions(asked: Asked, shown: tuple[KeptBrief, ...]) -> list[tuple[str, str]]:
    """Return the editions to choose from: those that are set, and those of the briefs that are shown."""
    settings = settings_of(asked)
    told = {one.id: one.title for one in settings.editions} if settings is not None else {}
    return sorted(({one.brief.edition: one.brief.title for one in shown} | told).items())


@router.get("/briefs/{id_}")
def show_brief(asked: Reads, id_: Id) -> Response:
    """Show a brief: each value with its words, what an editor said beside it, its texts so far, and its letter."""
    revisions = texts_of(asked.record, id_, known_on=asked.known_on)
    (kept,) = told_of(asked, revisions[-1:])
    edits = asked.viewer.may("adjudicate") and not asked.known
    inside = asked.viewer.level == "internal"
    sheets = [lines_sheet(kept.brief), corrections_sheet(kept.brief)]
    sheets += [versions_sheet(revisions)] if inside else []
    found = notices_of(asked, kept.brief)
    sent = sent_of(asked, [kept.brief.id]).get(kept.brief.id, {}) if asked.viewer.may("adjudicate") else {}
    made = asked.page(
        "brief.html.j2", title=kept.brief.title, sheets=sheets, kept=kept, brief=kept.brief, runs=runs_of, lead=lead_of,
        state=state_text(kept), edits=edits, drafting=edits and kept.brief.approval is None, inside=inside,
        struck=struck_lines(revisions) if inside else (), sent=sent_cell(sent), letter=given_letter(asked, kept),
        href=brief_page(kept.brief.id), notices=found, notice_lead=notice_lead(found),
        to_strike=sentences_to_strike, cut_lines=cut_lines(revisions), names_editors=names_editors(asked),
    )  # fmt: skip
    made.headers["Content-Security-Policy"] = FRAMED
    return made
