"""Subscribers as the desk's staff see them: how many of which edition, a list, and what is kept of one."""

import datetime as dt
from collections.abc import Mapping, Sequence

from detente.brief.settings import BriefSettings
from detente.brief.subscribers.wanted import read_wanted
from detente.desk.pages.subscribing.forms import chosen_words
from detente.desk.pages.subscribing.office import called
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.store.mail.confirmations import SentLetter
from detente.store.mail.consents import Consent, Deed
from detente.store.mail.subscribers import STATES, Choice, State, Subscriber

__all__ = ["STATE_NAMES", "by_edition", "by_state", "deeds_sheet", "letters_sheet", "list_sheet"]

STATE_NAMES: Mapping[State, str] = {
    "confirmed": mark("is sent letters"),
    "pending": mark("not confirmed yet"),
    "suspended": mark("suspended"),
    "ended": mark("ended it"),
    "erased": mark("erased"),
}
DEED_NAMES: Mapping[Deed, str] = {
    "asked": mark("asked for it"),
    "confirmed": mark("confirmed it"),
    "changed": mark("changed it"),
    "ended": mark("ended it"),
    "suspended": mark("suspended"),
    "resumed": mark("resumed"),
    "exported": mark("what is kept was given out"),
    "erased": mark("erased"),
}
HOW_NAMES: Mapping[str, str] = {
    "form": mark("by the form"),
    "letter": mark("by the link of a letter"),
    "one click": mark("by the button of a mail program"),
    "page": mark("by the page of a link"),
    "undone": mark("undone on the same day"),
    "preferences": mark("by their preferences"),
    "bounce": mark("a letter came back"),
    "complaint": mark("a complaint"),
}
NOT_SENT = mark("nothing")
DELIVERY_NAMES: Mapping[str, str] = {
    "waiting": mark("waits"),
    "sending": mark("is being sent"),
    "handing over": mark("is being handed over"),
    "sent": mark("sent"),
    "refused": mark("refused"),
    "given up": mark("given up"),
    "in doubt": mark("in doubt"),
    "called off": mark("called off"),
}


def by_edition(counts: Mapping[tuple[str, str], int], office: BriefSettings | None) -> Sheet:
    """Return how many are sent each edition, and of how many it is held back."""
    set_up = [one.id for one in office.editions] if office else []
    ids = dict.fromkeys([*set_up, *(id_ for id_, _ in counts)])
    return Sheet(
        id="editions",
        title=say("By edition"),
        columns=(
            Column(id="edition", title=say("edition")),
            Column(id="confirmed", title=say("are sent it"), numeric=True),
            Column(id="suspended", title=say("suspended"), numeric=True),
        ),
        rows=tuple(
            Row(
                id=one,
                cells=(
                    Cell(text=called(office, one), href=f"/subscribers?edition={one}"),
                    cell(counts.get((one, "confirmed"), 0)), cell(counts.get((one, "suspended"), 0)),
                ),
            )
            for one in ids
        ),
        empty=Empty(means=say("No edition of the brief is set up at this desk, so nobody can sign up.")),
        rule=say("whoever is sent two editions counts in both"),
    )  # fmt: skip


def by_state(counts: Mapping[str, int]) -> Sheet:
    """Return how many subscribers there are, by how it stands with them."""
    return Sheet(
        id="states",
        title=say("By state"),
        columns=(Column(id="state", title=say("state")), Column(id="n", title=say("how many"), numeric=True)),
        rows=tuple(
            Row(id=one, cells=(Cell(text=say(STATE_NAMES[one]), href=f"/subscribers?state={one}"), cell(counts[one])))
            for one in STATES
            if counts.get(one)
        ),
        empty=Empty(means=say("Nobody has signed up yet.")),
    )


def list_sheet(
    found: Sequence[tuple[Subscriber, tuple[Choice, ...]]], office: BriefSettings | None, *, more: str | None
) -> Sheet:
    """Return subscribers as a table."""
    return Sheet(
        id="subscribers",
        title=say("Subscribers"),
        columns=(
            Column(id="address", title=say("address")),
            Column(id="state", title=say("state")),
            Column(id="editions", title=say("is sent")),
            Column(id="hour", title=say("from when on")),
            Column(id="made", title=say("signed up"), tight=True),
            Column(id="why", title=say("why")),
        ),
        rows=tuple(_row(one, chosen, office) for one, chosen in found),
        empty=Empty(means=say("Nobody here is what you ask for."), now=say("Show all"), href="/subscribers"),
        more=more,
    )


def deeds_sheet(
    consents: Sequence[Consent], office: BriefSettings | None, ceasefires: Sequence[tuple[str, str]]
) -> Sheet:
    """Return what somebody agreed to and did, the last first."""
    return Sheet(
        id="deeds",
        title=say("Consent, and what was done"),
        columns=(
            Column(id="at", title=say("when (UTC)"), tight=True),
            Column(id="deed", title=say("what")),
            Column(id="how", title=say("how")),
            Column(id="choice", title=say("of what")),
            Column(id="note", title=say("note")),
            Column(id="terms", title=say("terms as shown")),
        ),
        rows=tuple(_deed(one, office, ceasefires) for one in reversed(consents)),
        empty=Empty(means=say("Nothing was done.")),
    )


def letters_sheet(letters: Sequence[SentLetter]) -> Sheet:
    """Return the letters that somebody was sent, the last first."""
    return Sheet(
        id="letters",
        title=say("Letters"),
        columns=(
            Column(id="made", title=say("made (UTC)"), tight=True),
            Column(id="subject", title=say("subject")),
            Column(id="state", title=say("state")),
            Column(id="sent", title=say("sent (UTC)"), tight=True),
            Column(id="answer", title=say("what the server said")),
        ),
        rows=tuple(
            Row(
                id=one.letter,
                cells=(
                    cell(_moment(one.made_at)), cell(one.subject),
                    cell(say(DELIVERY_NAMES.get(one.state, one.state))),
                    cell(_moment(one.sent_at) if one.sent_at else None, blank=say("not sent")),
                    cell(one.answer or None),
                ),
            )
            for one in reversed(letters)
        ),
        empty=Empty(means=say("No letter was put up for this subscriber.")),
    )  # fmt: skip


def _row(one: Subscriber, chosen: tuple[Choice, ...], office: BriefSettings | None) -> Row:
    editions = ", ".join(called(office, choice.edition) for choice in chosen)
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.address or "", href=f"/subscribers/{one.id}", blank=say("erased")),
            cell(say(STATE_NAMES[one.state])),
            cell(editions or None, blank=say(NOT_SENT)),
            cell(say("%(hour)s:00, %(zone)s", hour=f"{one.hour:02}", zone=one.zone) if editions else None),
            cell(one.made_at.date().isoformat()),
            cell(how_words(one.why) or None),
        ),
    )


def _deed(one: Consent, office: BriefSettings | None, ceasefires: Sequence[tuple[str, str]]) -> Row:
    wanted = read_wanted(one.choice)
    choices = wanted.choices if wanted else ()
    chosen = [f"{called(office, choice.edition)}: {chosen_words(choice, ceasefires)}" for choice in choices]
    note = (one.choice or {}).get("note")
    return Row(
        id=str(one.number),
        cells=(
            cell(_moment(one.at)), cell(say(DEED_NAMES[one.deed])), cell(how_words(one.how)),
            cell("; ".join(chosen) or None), cell(note if isinstance(note, str) else None),
            cell(one.terms[:10] if one.terms else None),
        ),
    )  # fmt: skip


def how_words(how: str) -> str:
    """Return by which way something came, in words; what the desk's staff did names them already."""
    return say(HOW_NAMES[how]) if how in HOW_NAMES else how


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
