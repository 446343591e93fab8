"""Which of all claims stand against each other, each pair of contents once, with all who tell either side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.core.ids import hash_parts
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction, Relation, Verdict
from detente.registry.contradictions.rule import Rule
from detente.registry.contradictions.rules import Known, load_rules, why_not_both

__all__ = ["content_of", "contradictions_among"]

GRAVE: Mapping[Relation, int] = {"contradiction": 0, "tension": 1, "rival": 2}
RECALLED = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one: Assertion
    other: Assertion
    rule: str
    relation: Relation
    words: str


def contradictions_among(
    claims: Iterable[Assertion], *, parties: Mapping[str, frozenset[str]], verdicts: Mapping[str, Verdict],
    rules: Sequence[Rule] | None = None,
) -> tuple[Contradiction, ...]:  # fmt: skip
    """Return what of some claims stands against each other, the graver first, then by subject.

    Copies of one text are one claim, and so is a retelling of what others tell as news. The order given does not
    matter.
    """
    known, table = Known(parties=parties), load_rules() if rules is None else rules
    found: dict[tuple[str, ...], list[_Pair]] = defaultdict(list)
    for pair in _pairs(claims, table, known):
        sides = sorted((content_of(pair.one), content_of(pair.other)))
        found[pair.rule, *sides].append(pair)
    made = [_contradiction(key, pairs, verdicts) for key, pairs in found.items()]
    return tuple(sorted(made, key=lambda one: (GRAVE[one.relation], one.subject or "", one.rule, one.id)))


def content_of(one: Assertion) -> str:
    """Return a hash of what is claimed, whoever claims it; of what has no day, that it was by when it was said."""
    day = (one.day.first, one.day.last) if one.day else (None, None)
    parts = sorted(f"{part.role}={part.actor or part.name.casefold()}" for part in one.parts)
    count = (one.amount.count.low, one.amount.count.high, one.amount.unit) if one.amount else (None, None, None)
    is_so = "is" if one.is_claimed_fact else "is not" if one.standing in {"denied", "negated"} else one.standing
    told = (one.room, one.subject, one.what, is_so, *day, one.value, one.where.words if one.where else None, *count)
    return hash_parts("claim", *(str(each) for each in told), *parts)


def _pairs(claims: Iterable[Assertion], rules: Sequence[Rule], known: Known) -> Iterator[_Pair]:
    about: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for one in _once(claims):
        if one.subject is not None:
            about[one.room, one.subject].append(one)
    for some in about.values():
        for number, one in enumerate(some):
            for other in some[number + 1 :]:
                yield from _of_two(one, other, rules, known)


def _of_two(one: Assertion, other: Assertion, rules: Sequence[Rule], known: Known) -> Iterator[_Pair]:
    if content_of(one) == content_of(other):
        return
    for rule in rules:
        why = why_not_both(rule, one, other, known)
        if why is not None:
            yield _Pair(one=one, other=other, rule=rule.id, relation=why.relation, words=why.words)


def _once(claims: Iterable[Assertion]) -> list[Assertion]:
    """Return claims in the order of their days, those of copies of one text once, and retellings of news left out."""
    found: dict[tuple[str, str, str], Assertion] = {}
    for one in sorted(claims, key=lambda each: (each.published or "", each.id)):
        found.setdefault((one.voice or one.id, one.claimant.actor or one.claimant.name, content_of(one)), one)
    news = {content_of(one) for one in found.values() if one.standing != RECALLED}
    return [one for one in found.values() if one.standing != RECALLED or content_of(one) not in news]


def _contradiction(key: tuple[str, ...], pairs: Sequence[_Pair], verdicts: Mapping[str, Verdict]) -> Contradiction:
    id_ = hash_parts("contradiction", *key)
    sides: dict[str, dict[str, Assertion]] = defaultdict(dict)
    for pair in pairs:
        for one in (pair.one, pair.other):
            sides[content_of(one)][one.id] = one
    told = sorted((_ordered(side.values()) for side in sides.values()), key=_when)
    grave = min(pairs, key=lambda pair: (GRAVE[pair.relation], pair.words))
    return Contradiction(
        id=id_, rule=grave.rule, relation=grave.relation, subject=told[0][0].subject, named=told[0][0].named,
        why=grave.words, one=told[0], other=told[1], verdict=verdicts.get(id_),
    )  # fmt: skip


def _ordered(some: Iterable[Assertion]) -> tuple[Assertion, ...]:
    return tuple(sorted(some, key=lambda one: (one.published or "9999", one.id)))


def _when(side: tuple[Assertion, ...]) -> tuple[str, str]:
    return side[0].published or "9999", side[0].id
