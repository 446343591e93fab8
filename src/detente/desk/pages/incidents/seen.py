"""Incidents as the desk shows them: without what is coded blind, with reports called by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.core.errors import UsageError
from detente.desk.asked import Asked
from detente.desk.pages.documents.found import title_of
from detente.desk.pages.said.deeds import deeds_text
from detente.desk.refusals import Refused, not_here
from detente.display.language import say
from detente.display.witness import publisher_of, unnamed_report
from detente.exchange.page_words import days_in_words
from detente.incidents.account import Nearness
from detente.incidents.column import Column, PartyTold, Words
from detente.incidents.incident import Incident, describe
from detente.registry.deeds import deeds_of
from detente.registry.evidence import Evidence
from detente.store import DocumentView, Gathered, documents_of, find_incident, hidden_keys, voices

__all__ = ["Seen", "called_as", "days_told", "evidence_of", "no_incident", "see", "see_all", "voices_of"]

MOST_WORDS = 6
"""Words behind one value that a cell leads to; the report of each account has them all."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An incident with its accounts, as it is described, and what its reports are called, by their ids.

    `withheld` counts accounts that are coded blind now. `witnesses` is who speaks where reports speak for themselves.
    """

    whole: Gathered
    told: Incident
    names: Mapping[str, str]
    withheld: int = 0
    witnesses: Mapping[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """Return what a report is called by its id; a name as it is."""
        return self.names.get(name, name)

    def witness(self, name: str) -> str:
        """Return who says so: a claimant's name; a report of which no publisher is known is called one."""
        return self.witnesses.get(name) or (unnamed_report() if name in self.names else name)

    @property
    def deeds(self) -> tuple[str, ...]:
        """The kinds of deed that it is headed by."""
        return deeds_of(self.whole.accounts)

    def deeds_by(self, told: Column) -> tuple[str, ...]:
        """Return the kinds of deed that one claimant tells of."""
        own = frozenset(told.accounts)
        found = deeds_of(one for one in self.whole.accounts if one.key in own)
        return found if own else told.types

    @property
    def title(self) -> str:
        """What it is called: what was done, where and when, as it is told."""
        where = ", ".join(self._place(name) for name in self.told.places[:2])
        when = days_in_words({"from": self.told.first, "to": self.told.last}) or ""
        if when and _is_around([day.nearness for column in self.told.columns for day in column.days]):
            when = _nearby(when)
        what = deeds_text(self.deeds)
        title = " · ".join(part for part in (what, where, when) if part)
        return title[:1].upper() + title[1:]

    def _place(self, name: str) -> str:
        """Return a place as the heading has it: one that stands only near it in the text is marked."""
        near = [place.nearness for column in self.told.columns for place in column.places if place.name == name]
        return _nearby(name) if _is_around(near) else name


def _is_around(nearness: Sequence[Nearness]) -> bool:
    """Say whether something is told only near an event in the text, by everybody: it may be of another."""
    return bool(nearness) and set(nearness) == {"around"}


def _nearby(told: str) -> str:
    return say("%(what)s (unsure)", what=told)


def no_incident() -> Refused:
    """Return the refusal of an incident that is not there, or not released to who asks."""
    message = say("No incident of this address is kept here, or it is not released to you.")
    return not_here(message, now=say("Look through the incidents"), href="/incidents")


def voices_of(asked: Asked) -> Mapping[str, str]:
    """Return which voice each report counts to."""
    return asked.held("voices", lambda: voices(asked.record, known_on=asked.known_on))


def see(asked: Asked, given: str) -> Seen:
    """Return an incident by its id, or one that it once had."""
    try:
        whole = find_incident(asked.record, given, known_on=asked.known_on.at, voice=voices_of(asked))
    except UsageError as error:
        raise no_incident() from error
    found = whole.without(hidden_keys(asked.record))
    if not found.accounts:
        raise no_incident()
    return _described(found, _views(asked, [found]), withheld=len(whole.accounts) - len(found.accounts))


def see_all(asked: Asked, found: Sequence[Gathered]) -> list[Seen]:
    """Return incidents without what is coded blind; those of which nothing is left are left out."""
    hidden = hidden_keys(asked.record)
    kept = [one for one in (each.without(hidden) for each in found) if one.accounts]
    views = _views(asked, kept)
    return [_described(one, views) for one in kept]


def _described(found: Gathered, views: Mapping[str, DocumentView], *, withheld: int = 0) -> Seen:
    told = describe(found.accounts, incident=found.id, publishers=found.publishers, remarks=found.remarks)
    return Seen(
        whole=found, told=told, names={id_: title_of(view) for id_, view in views.items()}, withheld=withheld,
        witnesses={id_: publisher_of(view) for id_, view in views.items()},
    )  # fmt: skip


def _views(asked: Asked, found: Sequence[Gathered]) -> Mapping[str, DocumentView]:
    ids = {account.document for one in found for account in one.accounts}
    return documents_of(asked.record, ids, known_on=asked.known_on)


def evidence_of(words: Sequence[Words]) -> tuple[Evidence, ...]:
    """Return the words of a value as evidence, the first few of them."""
    return tuple(
        Evidence(words=one.text, document=one.document, start=one.start, end=one.end)
        for one in words[:MOST_WORDS]
        if one.text.strip()
    )


def called_as(party: PartyTold) -> str:
    """Return what a party is called, as the report says it where that says more: "Northern forces" for "forces"."""
    words = " ".join(party.words[0].text.split()) if party.words else ""
    says_more = party.name.casefold() in words.casefold() and len(words) <= LONGEST_NAME
    return words if says_more else party.name


def days_told(first: str | None, last: str | None) -> str:
    """Return days as ISO 8601; nothing where none are told."""
    if not first:
        return ""
    return first if first == last else say("%(first)s to %(last)s", first=first, last=last)
