"""Which deeds of a report bear on which provisions of an agreement: proposed, with the reason in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.ids import hash_parts
from detente.registry.agreements.bearing.compare import Held, Met, hold_against, rank_among
from detente.registry.agreements.bearing.deeds import Manner, deeds_of
from detente.registry.agreements.bearing.parties import circle_of
from detente.registry.agreements.bearing.topics import Direction
from detente.registry.agreements.bearing.weights import Weights, default_weights, likelihood
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Claimant
from detente.registry.assertions.telling import Telling
from detente.registry.evidence import Evidence

__all__ = ["Proposal", "held_in", "propose"]

DIRECTIONS = {
    "towards": "goes towards it", "against": "goes against it", "about": "prepares it",
    "unclear": "in a direction that the words do not tell",
}  # fmt: skip
MANNERS = {
    "done": "told as done", "said": "promised, hoped or demanded, not done", "claim": "said against somebody",
    "denied": "denied", "recalled": "recalled from before the agreement",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A deed that may bear on a provision; a person says whether it does.

    `manner` is how it is told: what is not told as done is no implementation. `doers` are ids of actors whom the
    provision binds, `bound` all whom it binds. `met` are the words of both that meet; `score` is a likelihood, 0 to 1.
    """

    id: str
    agreement: str
    provision: str
    provision_words: str
    bound: tuple[str, ...]
    doers: tuple[str, ...]
    direction: Direction
    manner: Manner
    score: float
    reason: str
    met: tuple[Met, ...]
    claimant: Claimant
    evidence: tuple[Evidence, ...]
    document: str
    event: str | None = None
    voice: str | None = None
    published: str | None = None
    known_at: str | None = None


def propose(
    telling: Telling, agreement: Agreement, *, since: dt.date | None = None, weights: Weights | None = None
) -> Iterator[Proposal]:
    """Yield what of a report bears on an agreement's provisions, in the order of its text; each provision once.

    `since` is the day from which deeds count, mostly that of the signature: what was before bears on nothing.
    """
    weigh = weights or default_weights()
    best: dict[tuple[str, Manner], tuple[float, Held]] = {}
    for held in held_in(telling, agreement, since=since):
        score, key = likelihood(held.features, weigh), (held.provision.id, held.manner)
        is_new = held.manner != "recalled"
        if is_new and score >= weigh.threshold and score > best.get(key, (0.0, None))[0]:
            best[key] = (score, held)
    for score, held in sorted(best.values(), key=lambda one: (one[1].deed.span, -one[0], one[1].provision.id)):
        yield _proposal(telling, agreement, held, score)


def held_in(telling: Telling, agreement: Agreement, *, since: dt.date | None = None) -> Iterator[Held]:
    """Yield every deed of a report held against every provision that binds whoever did it."""
    own = tuple(one for one in telling.actors if one.id in _ids(agreement))
    circle = circle_of(own, frozenset(id_ for one in agreement.provisions for id_ in one.bound))
    for deed in deeds_of(telling, circle, since=since):
        found = (hold_against(deed, one, own=(actor.id for actor in own)) for one in agreement.provisions)
        held = [one for one in found if one is not None]
        for manner in MANNERS:
            yield from rank_among([one for one in held if one.manner == manner])


def _ids(agreement: Agreement) -> frozenset[str]:
    named = {party.actor for party in agreement.parties}
    return frozenset(named.union(*((*one.bound, *one.toward) for one in agreement.provisions)))


def _proposal(telling: Telling, agreement: Agreement, held: Held, score: float) -> Proposal:
    span, provision = held.deed.span, held.provision
    event = held.deed.event_at(held.met[0].span)
    doers = tuple(dict.fromkeys(id_ for one in held.doers for id_ in one.actors))
    return Proposal(
        id=hash_parts("bearing", agreement.id, provision.id, telling.document, str(span[0]), held.manner),
        agreement=agreement.id,
        provision=provision.id,
        provision_words=provision.words,
        bound=provision.bound,
        doers=doers,
        direction=held.direction,
        manner=held.manner,
        score=round(score, 3),
        reason=_reason(held, doers, telling.actors),
        met=held.met,
        claimant=telling.claimant(*held.met[0].span),
        evidence=telling.evidence(span),
        document=telling.document,
        event=event["id"] if event else None,
        voice=telling.voice or telling.document,
        published=telling.published,
        known_at=telling.known_at,
    )


def _reason(held: Held, doers: Sequence[str], actors: Sequence[Actor]) -> str:
    """Return in words why it is proposed: which words meet, who is bound and does it, how it goes and is told."""
    names = {one.id: one.name for one in actors}
    told = " and ".join(names.get(one, one) for one in doers)
    met = "; ".join(
        f"“{one.provision}” meets “{one.report}”{f' ({one.topic})' if one.topic else ''}" for one in held.met[:3]
    )
    how = f"{DIRECTIONS[held.direction]}; {MANNERS[held.manner]}"
    return f"{met}; {told}, bound by it, is told to have a part in it; {how}"
