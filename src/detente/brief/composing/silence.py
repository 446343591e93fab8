"""Of which party no word on a happening is known: told only where nothing that it says may be of it."""

from collections.abc import Collection, Iterator, Sequence

from detente.brief.brief import Sentence
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.sentences import sentence
from detente.display.language import say
from detente.display.prose import listed
from detente.incidents.account import Side
from detente.incidents.column import Column, DaysTold
from detente.registry.ceasefires.claimants import column_of_speaker
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.homes import owner_at_home
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["silence_of"]

VAGUE = "around"


def silence_of(
    told: Sequence[Violation], order: Sequence[str], ceasefire: Ceasefire, material: Material
) -> Iterator[Sentence]:
    """Yield that no word on a happening by a party was found, where one is told with its days by somebody else's side.

    `told` are the tellings that stand for it, `order` the columns as they are told in turn. Where only an outlet tells
    it nobody is called silent: it may have the word of either in its own. Nor where nobody tells its days.
    """
    days = [one.interval for one in told if one.interval is not None and one.said == "some"]
    if not days or all(one.claimant is None for one in told):
        return
    whole = Interval(first=min(one.first for one in days), last=max(one.last for one in days))
    heard = {*_told_so(told, whole, ceasefire, material), *_said_besides(whole, ceasefire, material)}
    names = {party.id: in_sentence(party.name) for party in ceasefire.parties}
    silent = [id_ for id_ in order if id_ in names and id_ not in heard]
    if silent:
        who = listed([names[id_] for id_ in silent], either=True)
        yield sentence(say("No word on it by %(who)s was found in %(reports)s."), who=who, reports=material.reports)


def _told_so(
    told: Sequence[Violation], days: Interval, ceasefire: Ceasefire, material: Material
) -> Iterator[str | None]:
    """Yield who says something of the ceasefire that may be of it: of its kind or of none, on its days or on none."""
    kinds = {one.kind for one in told}
    yield from (one.claimant for one in told)
    for one in material.said_around(ceasefire):
        if (one.kind in kinds or one.kind is None) and _may_be_of(one, days):
            yield one.claimant


def _may_be_of(one: Violation, days: Interval) -> bool:
    """Say whether something may be told of some days: by its own, or, without any, in a report that came out since."""
    if one.interval is not None:
        return one.interval.overlaps(days)
    return (one.published or "9999") >= days.first.isoformat()


def _said_besides(days: Interval, ceasefire: Ceasefire, material: Material) -> Iterator[str]:
    """Yield the parties whose word on anything else may be of some days: what is one may have been kept apart."""
    for item in material.news.items:
        for saying in item.sayings:
            near = [one for one in saying.column.days if one.nearness != VAGUE] or saying.column.days
            if not near or any(_overlaps(one, days) for one in near):
                yield from _parties_of(saying.column, ceasefire, material)


def _overlaps(one: DaysTold, days: Interval) -> bool:
    return one.first <= days.last.isoformat() and days.first.isoformat() <= one.last


def _parties_of(column: Column, ceasefire: Ceasefire, material: Material) -> Collection[str]:
    """Return the party that a claimant speaks for; each of them where it is an office of a side, and nobody says whose.

    An outlet in its own voice speaks for nobody.
    """
    own = {party.id: party for party in ceasefire.parties}
    sides = [Side(name=name, kind="organisation", country=column.country) for name in column.names]
    found = {column_of_speaker(one, ceasefire) for one in sides} & set(own)
    if column.standing == "party":
        found |= {id_ for id_, party in own.items() if column.country in party.countries}
    if found or column.own:
        return [id_ for id_ in own if id_ in found]
    owners = {
        owner_at_home(side, outlet.publisher, ceasefire)
        for side in sides
        for document in column.documents
        if (outlet := material.outlets.get(document)) is not None
    } - {None}
    if owners:
        return [id_ for id_, party in own.items() if party.name in owners]
    return list(own) if column.standing == "party" else ()
