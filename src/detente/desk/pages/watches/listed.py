"""The watches in a list, what one of them follows, and what reports mention that no watch has."""

from collections.abc import Sequence
from typing import Any, Literal, get_args
from urllib.parse import quote, urlencode

from detente.desk.pages.registry.claims import called_words
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.watch.definition import Watch
from detente.registry.watch.missing import Proposal
from detente.store import EntryView

__all__ = ["SECTIONS", "Section", "follows_sheet", "missing_sheet", "proposal_href", "watches_sheet"]

Section = Literal["actors", "agreements", "institutions", "places", "platforms", "projects"]
SECTIONS: dict[Section, str] = {
    "actors": mark("actors"), "agreements": mark("agreements"), "institutions": mark("institutions"),
    "places": mark("places"), "platforms": mark("platforms"), "projects": mark("projects"),
}  # fmt: skip
ROOMS = frozenset({"agreements", "institutions", "platforms", "projects"})
"""Sections whose things have pages of their own."""
AT_ONCE = 40
"""Proposals, and things that a watch follows, on a page at once."""


def watches_sheet(kept: Sequence[tuple[Watch, EntryView]]) -> Sheet:
    """Return the watches: how much of what each follows, which revision it is, by whom."""
    return Sheet(
        id="watches", title=say("Watches"),
        columns=(
            Column(id="watch", title=say("watch")),
            *(Column(id=one, title=say(called), numeric=True) for one, called in SECTIONS.items()),
            Column(id="revision", title=say("revision"), numeric=True), Column(id="by", title=say("by whom")),
            Column(id="at", title=say("kept"), tight=True),
        ),
        rows=tuple(_watch(watch, entry) for watch, entry in kept),
        empty=Empty(
            means=say("This desk follows nothing: no watch is kept."),
            now=say("Whoever keeps the record loads one from its file; détente comes with some."),
        ),
    )  # fmt: skip


def _watch(watch: Watch, entry: EntryView) -> Row:
    return Row(
        id=watch.id,
        cells=(
            Cell(
                text=watch.name, href=f"/watches/{quote(watch.id, safe='')}",
                note=say("invented") if watch.invented else "",
            ),
            *(cell(len(getattr(watch, one))) for one in get_args(Section)),
            cell(entry.revision), cell(entry.author), cell(entry.made_at.date().isoformat()),
        ),
    )  # fmt: skip


def follows_sheet(watch: Watch, section: Section, *, after: int = 0) -> Sheet:
    """Return what a watch follows of one section, and what reports call it."""
    every: Sequence[Any] = getattr(watch, section)
    more = f"/watches/{quote(watch.id, safe='')}?{urlencode({'section': section, 'after': after + AT_ONCE})}#{section}"
    return Sheet(
        id=section, title=say(SECTIONS[section]),
        columns=(Column(id="name", title=say("called here")), Column(id="names", title=say("called in reports"))),
        rows=tuple(_followed(one, section) for one in every[after : after + AT_ONCE]),
        empty=Empty(means=say("It follows none.")), more=more if len(every) > after + AT_ONCE else None,
    )  # fmt: skip


def _followed(one: Any, section: Section) -> Row:
    id_ = getattr(one, "id", one.name)
    href = f"/{section}/{quote(id_, safe='')}" if section in ROOMS else None
    return Row(id=id_, cells=(Cell(text=one.name, href=href), cell(called_words(one.names) or None)))


def proposal_href(one: Proposal) -> str:
    """Return the address of what is proposed."""
    return f"/watches/proposals/{one.id}"


def missing_sheet(
    every: Sequence[Proposal], *, section: Section | None, after: str | None, dismissed: frozenset[str] = frozenset()
) -> Sheet:
    """Return what reports mention and no watch has, told by most voices first; `dismissed` are turned down."""
    chosen = [one for one in every if section in {None, one.section}]
    start = next((n + 1 for n, one in enumerate(chosen) if one.id == after), 0) if after else 0
    shown = chosen[start : start + AT_ONCE]
    at = {"section": section or "", "after": shown[-1].id if shown else "", "dismissed": "1" if dismissed else ""}
    more = urlencode({name: value for name, value in at.items() if value})
    return Sheet(
        id="missing", title=say("What reports mention, and no watch has"),
        columns=(
            Column(id="name", title=say("called")), Column(id="section", title=say("it would be among")),
            Column(id="voices", title=say("voices"), numeric=True), Column(id="days", title=say("reports of")),
            Column(id="near", title=say("may be another name of")), Column(id="words", title=say("in these words")),
        ),
        rows=tuple(_proposal(one, is_dismissed=one.id in dismissed) for one in shown),
        empty=Empty(means=say("Reports name nothing here that no watch has.")),
        more=f"/watches?{more}#missing" if len(chosen) > start + AT_ONCE else None,
    )  # fmt: skip


def _proposal(one: Proposal, *, is_dismissed: bool) -> Row:
    days = (
        one.days[0]
        if len(one.days) == 1
        else say("%(first)s to %(last)s", first=one.days[0], last=one.days[-1])
        if one.days
        else ""
    )
    near = say("%(name)s: %(why)s", name=one.near.name, why=one.near.why) if one.near else None
    words = one.evidence[0].words
    return Row(
        id=one.id[:16],
        cells=(
            Cell(
                text=one.name, href=proposal_href(one), note=say("rejected") if is_dismissed else "",
                certainty="undone" if is_dismissed else None,
            ),
            cell(say(SECTIONS[one.section]) if one.section in SECTIONS else one.section),
            cell(one.voices), cell(days or None, blank=say("no day")), cell(near),
            Cell(text=clip(words, 160), value=words, words=one.evidence[:1]),
        ),
    )  # fmt: skip
