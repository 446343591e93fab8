"""The archive: briefs by their days, how each stands, how many it was sent to, what it corrects."""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import quote

from detente.brief.brief import Brief
from detente.brief.kept import KeptBrief, PutRight
from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell

__all__ = ["STATES", "brief_page", "briefs_sheet", "sent_cell", "state_text"]

STATES = {"draft": mark("draft"), "approved": mark("approved")}
SENT, WAITING = "sent", ("waiting", "sending", "handing over", "in doubt")


def briefs_sheet(
    found: Sequence[KeptBrief], sent: Mapping[str, Mapping[str, int]] | None,
    right: Mapping[str, Collection[PutRight]], *, more: str | None,
) -> Sheet:  # fmt: skip
    """Return briefs as a table; how many each was sent to is told to those who send them, else `sent` is None.

    `right` is by brief what later ones put right in it.
    """
    return Sheet(
        id="briefs", title=say("Briefs"),
        columns=(
            Column(id="day", title=say("day"), tight=True), Column(id="title", title=say("brief")),
            Column(id="state", title=say("state")),
            Column(id="lines", title=say("lines"), numeric=True),
            Column(id="corrections", title=say("corrections"), numeric=True),
            *((Column(id="sent", title=say("sent to"), numeric=True),) if sent is not None else ()),
        ),
        rows=tuple(_row(one, sent, right.get(one.brief.id, ())) for one in found), more=more,
        empty=Empty(
            means=say("No brief is kept here."),
            now=say("They are composed on the machine that keeps the record, by hand or at their hour."),
        ),
    )  # fmt: skip


def _row(
    one: KeptBrief, sent: Mapping[str, Mapping[str, int]] | None, right: Collection[PutRight]
) -> Row:  # fmt: skip
    brief = one.brief
    lines = sum(len(section.lines) for section in brief.sections)
    told = (sent_cell(sent.get(brief.id, {})),) if sent is not None else ()
    return Row(
        id=brief.id[:16],
        cells=(
            cell(brief.day, href=brief_page(brief.id)),
            Cell(text=brief.title, note=say("invented") if brief.invented else ""),
            _state(one), cell(lines, note=_note(brief, right)),
            cell(len(brief.corrections)), *told,
        ),
    )  # fmt: skip


def _note(brief: Brief, right: Collection[PutRight]) -> str:
    """Return that lines of a brief were put right later, or that nothing was new."""
    corrected = len({one.correction.line for one in right})
    if corrected:
        return count("%(n)d put right later", "%(n)d put right later", corrected)
    is_quiet = brief.quiet is not None and not any(section.lines for section in brief.sections)
    return say("a quiet day") if is_quiet else ""


def _state(one: KeptBrief) -> Cell:
    approval = one.brief.approval
    by = say("by %(who)s", who=approval.by) if approval and approval.by else say("by itself") if approval else ""
    return Cell(
        text=state_text(one), value=one.state, note=by, certainty="told" if approval else "unsure",
        href=brief_page(one.brief.id),
    )  # fmt: skip


def state_text(one: KeptBrief) -> str:
    """Return how a brief stands, in words."""
    return say(STATES[one.state])


def sent_cell(states: Mapping[str, int]) -> Cell:
    """Return how many a brief was sent to, and how many wait for it; blank where it was put up for nobody."""
    waiting = sum(states.get(one, 0) for one in WAITING)
    note = say("%(n)s waiting", n=waiting) if waiting else ""
    return cell(states.get(SENT, 0), note=note) if states else Cell(blank=say("not sent"))


def brief_page(id_: str) -> str:
    """Return the address of a brief."""
    return f"/briefs/{quote(id_, safe='')}"
