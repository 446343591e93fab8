"""Which of all claims stand against each other, each pair of contents once, with all who tell either side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.core.ids import hash_parts
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction, Relation, Verdict
from detente.registry.contradictions.matters import held_against
from detente.registry.contradictions.rule import Names, Rule
from detente.registry.contradictions.rules import load_rules, why_not_both

__all__ = ["Compared", "compared", "content_of", "contradictions_among", "judged"]

GRAVE: Mapping[Relation, int] = {"contradiction": 0, "tension": 1, "rival": 2}
RECALLED = "background"
TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one: Assertion
    other: Assertion
    rule: str
    relation: Relation
    words: str
    contents: tuple[str, str]
    """What each of the two says, as a hash."""
    sides: tuple[tuple[str, str], ...] = ()


def contradictions_among(
    claims: Iterable[Assertion], *, known: Names, verdicts: Mapping[str, Verdict],
    rules: Sequence[Rule] | None = None,
) -> tuple[Contradiction, ...]:  # fmt: skip
    """Return what of some claims stands against each other, the graver first, then by subject.

    Copies of one text are one claim, and so is a retelling of what others tell as news. Rivals of one thing stand
    together with all sides. The order given does not matter.
    """
    return judged(compared(claims, known=known, rules=rules), verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was found among the claims of each thing of a room, with those claims: it hangs on nothing else."""

    known: Names
    groups: Mapping[tuple[str, str], tuple[tuple[Assertion, ...], tuple[Contradiction, ...]]]


def compared(
    claims: Iterable[Assertion], *, known: Names, rules: Sequence[Rule] | None = None, last: Compared | None = None
) -> Compared:
    """Return what stands against each other, before anybody judged it; of things of which the same is claimed as last.

    What was found then is taken over: claims of two things never stand against each other.
    """
    table = load_rules() if rules is None else rules
    about: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for one in claims:
        if one.subject is not None:
            about[one.room, one.subject].append(one)
    before = last.groups if last is not None and last.known == known else {}
    groups = {}
    for thing, some in about.items():
        of, found = before.get(thing, ((), ()))
        same = len(of) == len(some) and all(a is b for a, b in zip(of, some, strict=True))
        groups[thing] = (of, found) if same else (tuple(some), _among(some, table, known))
    return Compared(known=known, groups=groups)


def judged(made: Compared, verdicts: Mapping[str, Verdict]) -> tuple[Contradiction, ...]:
    """Return contradictions with what people decided, the graver first, then by subject."""
    found = (one for _, some in made.groups.values() for one in some)
    told = (replace(one, verdict=verdicts[one.id]) if one.id in verdicts else one for one in found)
    return tuple(sorted(told, key=lambda one: (GRAVE[one.relation], one.subject or "", one.rule, one.id)))


def _among(claims: Iterable[Assertion], rules: Sequence[Rule], known: Names) -> tuple[Contradiction, ...]:
    found: dict[tuple[str, ...], list[_Pair]] = defaultdict(list)
    for pair in _pairs(claims, rules, known):
        found[_key(pair)].append(pair)
    return tuple(_contradiction(pairs) for pairs in found.values())


def content_of(one: Assertion) -> str:
    """Return a hash of what is claimed, whoever claims it; of what has no day, that it was by when it was said."""
    day = (one.day.first, one.day.last) if one.day else (None, None)
    parts = sorted(f"{part.role}={part.actor or part.name.casefold()}" for part in one.parts)
    count = (one.amount.count.low, one.amount.count.high, one.amount.unit) if one.amount else (None, None, None)
    is_so = "is" if one.is_claimed_fact else "is not" if one.standing in {"denied", "negated"} else one.standing
    told = (one.room, one.subject, one.what, is_so, *day, one.value, one.where.words if one.where else None, *count)
    return hash_parts("claim", *(str(each) for each in told), *parts)


def _pairs(claims: Iterable[Assertion], rules: Sequence[Rule], known: Names) -> Iterator[_Pair]:
    once = _once(claims)
    told = [one for one, _ in once]
    for rule in rules:
        if not told or not rule.is_of(told[0].room):
            continue
        for number, at in held_against(rule, told):
            (one, content), (other, against) = once[number], once[at]
            why = why_not_both(rule, one, other, known) if content != against else None
            if why is not None:
                yield _Pair(
                    one=one, other=other, rule=rule.id, relation=why.relation, words=why.words, sides=why.sides,
                    contents=(content, against),
                )  # fmt: skip


def _key(pair: _Pair) -> tuple[str, ...]:
    """Return what pairs have in common that are shown together: both contents, of rivals the thing and the matter."""
    if pair.sides:
        return pair.rule, pair.one.room, pair.one.subject or "", pair.one.what
    return pair.rule, *sorted(pair.contents)


def _once(claims: Iterable[Assertion]) -> list[tuple[Assertion, str]]:
    """Return claims in the order of their days, each with what it says.

    Those of copies of one text stand there once, and retellings of news are left out.
    """
    found: dict[tuple[str, str, str], Assertion] = {}
    for one in sorted(claims, key=lambda each: (each.published or "", each.id)):
        found.setdefault((one.voice or one.id, one.claimant.actor or one.claimant.name, content_of(one)), one)
    news = {content for (_, _, content), one in found.items() if one.standing != RECALLED}
    kept = ((one, content) for (_, _, content), one in found.items())
    return [(one, content) for one, content in kept if one.standing != RECALLED or content not in news]


def _contradiction(pairs: Sequence[_Pair]) -> Contradiction:
    claims: dict[str, dict[str, Assertion]] = defaultdict(dict)
    for pair in pairs:
        for one, content in zip((pair.one, pair.other), pair.contents, strict=True):
            claims[content][one.id] = one
    grave = min(pairs, key=lambda pair: (GRAVE[pair.relation], pair.words))
    sides = _sides({content: _ordered(some.values()) for content, some in claims.items()}, pairs)
    id_ = hash_parts("contradiction", grave.rule, *sorted(claims))
    return Contradiction(
        id=id_, rule=grave.rule, relation=grave.relation, subject=sides[0][0].subject, named=sides[0][0].named,
        why=_of_sides(grave, sides, pairs), sides=sides,
    )  # fmt: skip


def _sides(claims: Mapping[str, tuple[Assertion, ...]], pairs: Sequence[_Pair]) -> tuple[tuple[Assertion, ...], ...]:
    """Return claims by what they say: those of which no two stand against each other are one side."""
    against = {frozenset(pair.contents) for pair in pairs}
    made: list[list[str]] = []
    for content in sorted(claims, key=lambda one: _when(claims[one])):
        home = next((side for side in made if all(frozenset({one, content}) not in against for one in side)), None)
        if home is None:
            made.append([content])
        else:
            home.append(content)
    sides = (_ordered(claim for content in side for claim in claims[content]) for side in made)
    return tuple(sorted(sides, key=_when))


def _of_sides(grave: _Pair, sides: Sequence[tuple[Assertion, ...]], pairs: Sequence[_Pair]) -> str:
    """Return why in words; of rivals what each side says, told the most fully."""
    if not grave.sides:
        return grave.words
    said = dict(told for pair in pairs for told in pair.sides)
    each = "; ".join(max((said[one.id] for one in side), key=lambda words: (len(words), words)) for side in sides)
    return f"{grave.one.what}: they differ ({each}), and may {'both' if len(sides) == TWO else 'all'} hold"


def _ordered(some: Iterable[Assertion]) -> tuple[Assertion, ...]:
    return tuple(sorted(some, key=lambda one: (one.published or "9999", one.id)))


def _when(side: tuple[Assertion, ...]) -> tuple[str, str]:
    return side[0].published or "9999", side[0].id
