"""Namings that one report by itself gives reason to take for a kept agreement: by its signing, or by its own word."""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from detente.incidents.names import stems_of_name
from detente.registry.agreements.aliases import AliasClaim, AliasDecision, alias_words, generic_stems
from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.namesakes import kept_names
from detente.registry.agreements.told.words import instrument_nouns
from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling

__all__ = ["claims_by_naming", "claims_by_signing"]

KNOWN_AS = (
    r"\s*[,(]?\s*(?:(?:which|that)\s+)?(?:(?:is|was|are|were)\s+)?(?:also|better|commonly|widely|formally|officially|otherwise)?"
    r"\s*(?:known|called|referred to|dubbed)(?:\s+as)?\s+(?:the\s+|an?\s+)?[“\"']?"
)
"""What stands between two names of one thing."""
NEWS = 2
"""Days before a report on which what it tells as news may have been signed."""
LETTERS = 5
"""Letters of a word that says what an agreement is about; shorter ones say little."""


def claims_by_signing(
    telling: Telling,
    told: Iterable[tuple[str, Assertion]],
    agreements: Sequence[Agreement],
    stated: Iterable[Assertion],
    decisions: Iterable[AliasDecision],
) -> Iterator[AliasClaim]:
    """Yield what a report calls otherwise, and is signed on a day and by parties that only one kept agreement has."""
    decided = {(one.agreement, alias_words(one.words)): one for one in decisions}
    told_before: set[str] = set()
    names = {actor.id: actor.name for actor in telling.actors}
    signings = {(one.id, day): one for one in agreements for day in _signed_on(one.id, stated)}
    for key, said in told:
        days = _days_of(said)
        actors = {part.actor for part in said.parts_of("signatory")}
        if said.subject is not None or said.what != "signed" or not days or None in actors or not said.is_claimed_fact:
            continue
        fitting = {
            one.id: one
            for (_, on), one in signings.items()
            if on in days and _parties(one) == actors and (not _is_year(on) or _shared(one, said))
        }
        if len(fitting) == 1 and key not in told_before:
            told_before.add(key)
            of = next(iter(fitting.values()))
            who = ", ".join(sorted(names.get(actor, actor) for actor in actors if actor))
            yield AliasClaim(
                agreement=of.id, words=said.named, evidence=said.evidence, document=telling.document, key=key,
                reason=f"signed {_when(said)} by the same ({who})"
                + (f", and of “{', '.join(sorted(_shared(of, said)))}”" if _whole_year(said.day) else ""),
                published=telling.published, known_at=telling.known_at,
                decision=decided.get((of.id, alias_words(said.named))),
            )  # fmt: skip


def claims_by_naming(
    telling: Telling, agreements: Sequence[Agreement], decisions: Iterable[AliasDecision]
) -> Iterator[AliasClaim]:
    """Yield what a report says is another name of a kept agreement: "the Ostrel deal, also known as ..."."""
    ids = frozenset(one.id for one in agreements)
    decided = {(one.agreement, alias_words(one.words)): one for one in decisions}
    names = {one.id: {alias_words(name) for name in (one.name, *one.names)} for one in agreements}
    for one in kept_names(telling, ids):
        for start, end in _called_beside(telling, one) if one.by_name else ():
            words = telling.words(start, end)
            if alias_words(words) in names[one.id]:
                continue
            yield AliasClaim(
                agreement=one.id, words=words, evidence=telling.evidence(telling.sentence_at(start)),
                reason=f"the report says that it is also called so: “{telling.words(one.start, one.end)}”",
                document=telling.document, key=_key_at(telling, start, end), published=telling.published,
                known_at=telling.known_at, decision=decided.get((one.id, alias_words(words))),
            )  # fmt: skip


def _called_beside(telling: Telling, one: Named) -> Iterator[Span]:
    """Yield names that a report says are the same, right before a kept one and right behind it."""
    low = telling.sentence_at(one.start)[0]
    before = re.search(rf"(?P<name>{_name()}){KNOWN_AS}$", telling.text[low : one.start])
    if before:
        yield low + before.start("name"), low + before.end("name")
    behind = re.compile(rf"{KNOWN_AS}(?P<name>{_name()})").match(telling.text, one.end)
    if behind:
        yield behind.span("name")


@functools.cache
def _name() -> str:
    """Return the pattern of a name with an instrument's noun, which begins with words of its own."""
    nouns = "|".join(sorted(instrument_nouns("strong") | instrument_nouns("weak"), key=len, reverse=True))
    return rf"(?:(?!(?:The|This|That|A|An|In|Under)\b)[A-Z][\w'’-]*\s+){{1,4}}(?:[a-z][\w-]*\s+){{0,2}}(?i:{nouns})\b"


def _key_at(telling: Telling, start: int, end: int) -> str:
    """Return the key under which a report's words are told of (see `told_of`)."""
    for mention in telling.reading["mentions"]:
        if mention["entity"] and mention["start"] <= start and mention["end"] == end:
            return str(mention["entity"])
    return f"at {start}"


def _days_of(said: Assertion) -> frozenset[str]:
    """Return the days on which something may have been signed: the one told, else those up to its report."""
    year = _whole_year(said.day)
    if year is not None:
        return frozenset({year})
    if said.day is not None and said.day.first is not None:
        return frozenset({said.day.first}) if said.day.first == said.day.last else frozenset()
    if said.published is None:
        return frozenset()
    last = dt.date.fromisoformat(said.published)
    return frozenset((last - dt.timedelta(days=n)).isoformat() for n in range(NEWS + 1))


def _whole_year(day: Day | None) -> str | None:
    """Return the year that a day is known to, None for one that is known nearer or wider."""
    if day is None or day.first is None or day.last is None:
        return None
    year = day.first[:4]
    return year if (day.first, day.last) == (f"{year}-01-01", f"{year}-12-31") else None


def _is_year(day: str) -> bool:
    return day.isdigit()


def _shared(one: Agreement, said: Assertion) -> frozenset[str]:
    """Return the words of an agreement's names that tell what it is about and that a report tells it with too."""
    names = frozenset().union(*map(stems_of_name, (one.name, *one.names)))
    told = frozenset().union(*(stems_of_name(evidence.words) for evidence in said.evidence))
    actors = frozenset().union(*(stems_of_name(part.name) for part in said.parts))
    return frozenset(
        word for word in (names & told) - generic_stems() - actors if len(word) >= LETTERS and word.isalpha()
    )


def _when(said: Assertion) -> str:
    if _whole_year(said.day) is not None:
        return f"in the same year ({_whole_year(said.day)})"
    if said.day is not None and said.day.first is not None:
        return f"on the same day ({said.day.first})"
    return f"shortly before the report of {said.published}"


def _signed_on(id_: str, stated: Iterable[Assertion]) -> frozenset[str]:
    """Return the days on which an agreement is said to have been signed."""
    days = (one.day for one in stated if one.subject == id_ and one.what == "signed" and one.is_claimed_fact)
    told = [day for day in days if day and day.first]
    years = {year for day in told if (year := _whole_year(day))}
    return frozenset({day.first for day in told if day.first and day.first == day.last} | years)


def _parties(one: Agreement) -> set[str | None]:
    return {party.actor for party in one.parties if party.role == "party"} or {None, ""}
