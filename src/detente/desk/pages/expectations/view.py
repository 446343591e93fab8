"""Expectations as sheets: a list, and one with who tells of it, what may meet it and what was decided."""

from collections.abc import Sequence

from detente.desk.pages.expectations.words import DEEDS, KINDS, became_cell, state_cell
from detente.desk.pages.said.telling import (
    days_text,
    names_cell,
    quoted_cell,
    said_cell,
    standing_cell,
    what_text,
)
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.expectations.clause import ABOUT
from detente.registry.expectations.expectation import Expectation, Proposal

__all__ = ["chosen", "decided_sheet", "events_sheet", "list_sheet", "nothing", "told_sheet"]


def chosen(
    found: Sequence[Expectation], *, state: str, kind: str, who: str, by: str, hopes: bool
) -> tuple[Expectation, ...]:
    """Return those that are all that is asked for; hopes, which are never due, only where they are asked for."""
    return tuple(
        one
        for one in found
        if state in {"", one.state}
        and kind in {"", one.kind}
        and (hopes or "hope" in {state, kind} or one.kind != "hope")
        and (not who or any(_has(part.name, who) for part in one.parts))
        and (not by or any(_has(told.claimant.name, by) for told in one.tellings))
    )


def _has(name: str, asked: str) -> bool:
    return " ".join(asked.casefold().split()) in name.casefold()


def list_sheet(shown: Sequence[Expectation], *, empty: Empty, more: str | None = None) -> Sheet:
    """Return expectations as a table, by whose word first; what became of each beside how it stands."""
    return Sheet(
        id="expectations", title=say("Expectations"), more=more,
        columns=(
            Column(id="by", title=say("according to whom")),
            Column(id="what", title=say("what is expected")),
            Column(id="kind", title=say("kind")),
            Column(id="who", title=say("who takes part")),
            Column(id="due", title=say("due"), tight=True),
            Column(id="state", title=say("state")),
            Column(id="became", title=say("what became of it")),
        ),
        rows=tuple(_row(one) for one in shown),
        empty=empty,
        rule=say("copies of one text count once; a day that is past says nothing of what was done"),
    )  # fmt: skip


def nothing(*, narrowed: bool) -> Empty:
    """Return what stands where nothing is found: of what is asked for, or in all of the record."""
    if narrowed:
        return Empty(means=say("Nothing is expected so."), now=say("Show all"), href="/expectations")
    means = say("No report here names something to come, and no agreement of a watch sets a day.")
    return Empty(means=means, now=say("Show hopes as well, which are never due"), href="/expectations?hopes=1")


def _row(one: Expectation) -> Row:
    first = one.first
    words = quoted_cell(first.named, ())
    return Row(
        id=one.id[:16],
        cells=(
            said_cell(one.tellings),
            Cell(text=words.text, value=first.named, words=first.evidence[:1], href=f"/expectations/{one.id[:16]}"),
            Cell(text=say(KINDS.get(one.kind, one.kind)), value=one.kind),
            _parts_cell(one),
            Cell(text=days_text(one.due), value=one.due.last if one.due else None, blank=say("no day reported")),
            state_cell(one),
            became_cell(one),
        ),
    )


def _parts_cell(one: Expectation) -> Cell:
    made = names_cell(part for part in one.parts if part.role != ABOUT)
    return Cell(text=made.text, words=made.words, blank=say("not reported"))


def told_sheet(one: Expectation) -> Sheet:
    """Return who tells of it, and who tells that it is off, in the order in which it came out."""
    return Sheet(
        id="told", title=say("Who reports it"),
        columns=(
            Column(id="by", title=say("according to whom")),
            Column(id="published", title=say("published on"), tight=True),
            Column(id="what", title=say("what")),
            Column(id="standing", title=say("reported as"), term="reported-as"),
            Column(id="day", title=say("of which day"), tight=True),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_told(told) for told in (*one.tellings, *one.changes)),
        empty=Empty(means=say("Nobody reports it.")),
    )  # fmt: skip


def _told(one: Assertion) -> Row:
    return Row(
        id=one.id[:16],
        cells=(
            said_cell((one,)),
            Cell(text=one.published or "", blank=say("not reported")),
            Cell(text=what_text(one), value=one.what),
            standing_cell(one.standing),
            Cell(text=days_text(one.day), blank=say("no day reported")),
            quoted_cell(" … ".join(e.words for e in one.evidence), one.evidence, most=600),
        ),
    )


def events_sheet(one: Expectation) -> Sheet:
    """Return which events of the record may be what was expected: why, what speaks against it, who decided."""
    return Sheet(
        id="events", title=say("Events that may fulfil it"),
        columns=(
            Column(id="by", title=say("according to whom")),
            Column(id="day", title=say("on which day"), tight=True),
            Column(id="words", title=say("in which words")),
            Column(id="for", title=say("what speaks for it")),
            Column(id="against", title=say("what speaks against it")),
            Column(id="decided", title=say("decided")),
        ),
        rows=tuple(_event(event) for event in one.proposals),
        empty=Empty(means=say("No event in the reports here seems to be what was expected.")),
        rule=say("events are proposed by who, what, where and when; none counts before a person accepts it"),
    )  # fmt: skip


def _event(one: Proposal) -> Row:
    said = one.decided
    note = say("%(who)s: %(why)s", who=said.author, why=said.reason) if said else ""
    return Row(
        id=one.event[:16],
        cells=(
            cell(one.claimed_by),
            Cell(text=days_text(one.day), blank=say("no day reported")),
            quoted_cell(" … ".join(e.words for e in one.evidence), one.evidence, most=600),
            cell("; ".join(one.reasons)),
            Cell(text="; ".join(one.against), blank=say("nothing reported")),
            Cell(text=say(DEEDS[said.deed]) if said else say("nobody has decided"), note=note),
        ),
    )


def decided_sheet(one: Expectation) -> Sheet:
    """Return what people decided of it, each decision with who made it and why."""
    return Sheet(
        id="decisions", title=say("What people decided"),
        columns=(
            Column(id="who", title=say("who")),
            Column(id="what", title=say("what")),
            Column(id="why", title=say("why")),
            Column(id="at", title=say("on"), tight=True),
        ),
        rows=tuple(
            Row(id=f"{n}", cells=(cell(d.author), cell(say(DEEDS[d.deed])), cell(d.reason), cell(d.made_at[:10])))
            for n, d in enumerate(one.decisions)
        ),
        empty=Empty(means=say("Nobody has decided anything of it.")),
    )  # fmt: skip
