"""What an adjudicator writes down of a thing: the fields of the form, what is refused, how it is kept."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Annotated

from fastapi import Form

from detente.core.errors import UsageError
from detente.desk.asked import Asked
from detente.desk.pages.registry.claims import STANDINGS, kind_words
from detente.display.language import say
from detente.pipeline.notes import ROLES, Written, made_note
from detente.pipeline.registries import Desk, keep_assertions
from detente.registry.assertions.assertion import Room
from detente.registry.watch.stated import Thing

__all__ = ["NoteForm", "Reason", "Sent", "keep_note", "note_form", "reason_of"]

Reason = Annotated[str, Form(max_length=2000)]
"""Why somebody does what they do."""
Short = Annotated[str, Form(max_length=200)]
Parts = Annotated[list[str], Form(max_length=12)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """What a form of a note offers: kinds, standings, roles and actors, each with what it is called."""

    whats: Sequence[tuple[str, str]]
    standings: Sequence[tuple[str, str]]
    roles: Sequence[tuple[str, str]]
    actors: Sequence[tuple[str, str]]
    value_called: str
    values: Sequence[str] = ()


def note_form(
    desk: Desk, room: Room, whats: Iterable[str], *, value_called: str, values: Sequence[str] = ()
) -> NoteForm:
    """Return what the form of a note offers for a registry."""
    return NoteForm(
        whats=[(one, kind_words(one)) for one in whats],
        standings=[(one, say(called)) for one, called in STANDINGS.items()],
        roles=[(one, kind_words(one)) for one in ROLES[room]],
        actors=[(one.id, one.name) for one in desk.actors], value_called=value_called, values=values,
    )  # fmt: skip


class Sent:
    """What was sent with the form of a note."""

    def __init__(  # noqa: PLR0913, PLR0917 - the fields of the form
        self,
        what: Short,
        words: Annotated[str, Form(max_length=4000)],
        source: Annotated[str, Form(max_length=400)],
        claimant: Short,
        reason: Reason = "",
        standing: Short = "happened",
        first: Short = "",
        last: Short = "",
        where: Short = "",
        value: Annotated[str, Form(max_length=1000)] = "",
        part_who: Parts = [],  # noqa: B006 - FastAPI copies it
        part_role: Parts = [],  # noqa: B006
        part_value: Parts = [],  # noqa: B006
    ) -> None:
        """Keep what was sent as it is; `written` says what it means."""
        self.what, self.words, self.source, self.claimant, self.reason = what, words, source, claimant, reason
        self.standing, self.first, self.last, self.where, self.value = standing, first, last, where, value
        self.parts = tuple(zip_longest(part_who, part_role, part_value, fillvalue=""))

    def written(self, desk: Desk, room: Room, whats: Iterable[str]) -> Written:
        """Return what was written. Raises `UsageError` for what no note may be."""
        _refuse_blank(self)
        known = {one.name: one.id for one in desk.actors}
        _refuse_unknown(self.what, whats)
        _refuse_unknown(self.standing, STANDINGS)
        parts = tuple(_part(who, role, value, known, room) for who, role, value in self.parts if who.strip() or role)
        first, last = _day(self.first), _day(self.last)
        if first and last and last < first:
            raise UsageError(say("The last day is before the first: turn them round."))
        return Written(
            what=self.what, words=self.words.strip(), source=self.source.strip(), parts=parts, first=first, last=last,
            claimant=known.get(self.claimant.strip(), self.claimant.strip()), where=self.where.strip() or None,
            value=self.value.strip() or None, standing=self.standing,
        )  # fmt: skip


def keep_note(asked: Asked, desk: Desk, thing: Thing, room: Room, sent: Sent, *, whats: Iterable[str]) -> None:
    """Keep what somebody wrote down of a thing, under their name."""
    reason = reason_of(sent.reason)
    kinds = tuple(whats)
    made = made_note(desk, thing, room, sent.written(desk, room, kinds), whats=kinds, author=asked.viewer.name)
    with asked.writing() as record:
        keep_assertions(record, [made], author=asked.viewer.name, reason=reason, now=asked.now)


def reason_of(given: str) -> str:
    """Return a reason as it is kept. Raises `UsageError` where none is given."""
    reason = " ".join(given.split())
    if not reason:
        raise UsageError(say("No reason is given: say why, in words. It stays in the history."))
    return reason


def _part(who: str, role: str, value: str, known: dict[str, str], room: Room) -> str:
    """Return a part as notes have it. Raises `UsageError` for half of one."""
    if not (who.strip() and role):
        raise UsageError(say("For somebody who takes part, both the name and the role are needed."))
    _refuse_unknown(role, ROLES[room])
    named = known.get(who.strip(), who.strip())
    if ":" in named:
        raise UsageError(say("A name with a colon cannot be kept: write it without."))
    return f"{role}={named}:{value.strip()}" if value.strip() else f"{role}={named}"


def _refuse_blank(sent: Sent) -> None:
    if not all(one.strip() for one in (sent.words, sent.source, sent.claimant)):
        raise UsageError(say("Nothing is kept without the words, where they are from, and who says so."))


def _refuse_unknown(given: str, known: Iterable[str]) -> None:
    if given not in set(known):
        raise UsageError(say("%(given)s is nothing that is kept here.", given=repr(given[:60])))


def _day(given: str) -> dt.date | None:
    if not given:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(say("%(given)s is no day: write it as 2031-05-03.", given=repr(given[:20]))) from error
