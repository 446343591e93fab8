"""Namings that may be one agreement: claims of the desk, each with its reason, that a person accepts or takes apart.

A report says "memorandum of alliance" and, beside it, the name of a kept agreement; or it tells of one of the same day
with the same parties. Such a naming is taken for the kept one, and said to be: it is a claim, and not a merge.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.core.errors import UsageError
from detente.incidents.agreements import ENDS_FIGHTING, GENERIC, Agreed, Naming, agreed_in, link_agreements
from detente.incidents.names import stems_of_name
from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.instruments import entity_subjects
from detente.registry.agreements.told.namesakes import kept_names, namesakes_in
from detente.registry.agreements.told.words import instrument_nouns
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling
from detente.registry.evidence import Evidence

__all__ = [
    "AliasClaim",
    "AliasDecision",
    "Linked",
    "Verdict",
    "alias_words",
    "claims_by_naming",
    "claims_by_signing",
    "link_namings",
    "refuse_generic",
    "with_names",
]

KNOWN_AS = (
    r"\s*[,(]?\s*(?:(?:which|that)\s+)?(?:(?:is|was|are|were)\s+)?(?:also|better|commonly|widely|formally|officially|otherwise)?"
    r"\s*(?:known|called|referred to|dubbed)(?:\s+as)?\s+(?:the\s+|an?\s+)?[“\"']?"
)
"""What stands between two names of one thing."""
NEWS = 2
"""Days before a report on which what it tells as news may have been signed."""
LETTERS = 5
"""Letters of a word that says what an agreement is about; shorter ones say little."""
Verdict = Literal["same", "apart"]
"""What a person said of words: that they name the agreement, or that they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasDecision:
    """What a person decided of some words for an agreement; the last decision of the same words holds."""

    agreement: str
    words: str
    verdict: Verdict
    author: str = ""
    reason: str = ""
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasClaim:
    """Words of a report that may name a kept agreement: why, where they stand, and what a person decided, if one did.

    `key` is what they stand for in the report, None where a person brought the words and no report has them.
    """

    agreement: str
    words: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    document: str | None = None
    key: str | None = None
    published: str | None = None
    known_at: str | None = None
    decision: AliasDecision | None = None

    @property
    def is_taken(self) -> bool:
        """Whether what is told under these words is shown with the agreement: unless a person took them apart."""
        return self.decision is None or self.decision.verdict == "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What is taken for kept agreements, and which others are one among themselves.

    `subjects` are kept agreements by document and key (see `told_of`); `groups` are numbers by both.
    """

    claims: tuple[AliasClaim, ...]
    subjects: Mapping[str, Mapping[str, str]]
    groups: Mapping[tuple[str, str], int]


def alias_words(words: str) -> str:
    """Return words as decisions about them are kept: in lower case, with single spaces."""
    return " ".join(words.casefold().split())


def refuse_generic(words: str) -> None:
    """Raise `UsageError` for words that any agreement is called by: as a name they would find all of them."""
    plain = set(alias_words(words).replace("-", " ").split())
    if not plain - GENERIC - instrument_nouns("strong") - instrument_nouns("weak"):
        message = (
            f"any agreement may be called {words[:60]!r}: as a name it would find all of them; "
            "give words that only this one has"
        )
        raise UsageError(message)


def with_names(agreements: Iterable[Agreement], decisions: Iterable[AliasDecision]) -> tuple[Agreement, ...]:
    """Return the agreements with the names that people accepted for them."""
    names: dict[str, list[str]] = {}
    for one in decisions:
        if one.verdict == "same":
            names.setdefault(one.agreement, []).append(one.words)
    return tuple(replace(one, names=(*one.names, *names.get(one.id, ()))) for one in agreements)


def link_namings(
    tellings: Sequence[Telling],
    agreements: Sequence[Agreement],
    *,
    actors: Sequence[Actor],
    stated: Iterable[Assertion],
    decisions: Sequence[AliasDecision],
) -> Linked:
    """Return which namings of the reports are taken for kept agreements; `stated` is what is known of their days."""
    ids = frozenset(one.id for one in agreements)
    by_document = {one.document: one for one in tellings}
    kept: dict[str, str] = {}
    namings = list(_of_watch(agreements, actors, tuple(stated)))
    kept |= {naming.key: naming.document for naming in namings}
    for telling in tellings:
        own = entity_subjects(telling, ids)
        others = [span for span, _ in namesakes_in(telling, ids)]
        for naming in agreed_in(telling.reading, document=telling.document):
            if any(low < end and start < high for low, high in others for start, end in naming.spans):
                continue
            namings.append(naming)
            if naming.key.rsplit(" ", 1)[-1] in own:
                kept[naming.key] = own[naming.key.rsplit(" ", 1)[-1]]
    decided = {(one.agreement, alias_words(one.words)): one for one in decisions}
    linked = link_agreements(namings)
    claims = tuple(claim for one in linked for claim in _claims(one, kept, by_document, decided))
    return Linked(claims=claims, subjects=_subjects(claims), groups=_groups(linked))


def _of_watch(
    agreements: Sequence[Agreement], actors: Sequence[Actor], stated: Sequence[Assertion]
) -> Iterator[Naming]:
    """Yield a naming for each name of a kept agreement, with the days on which it is said to have been signed."""
    countries = {actor.id: actor.countries for actor in actors}
    for one in agreements:
        days = frozenset(
            (said.day.first, said.day.last)
            for said in stated
            if said.subject == one.id and said.what == "signed" and said.is_claimed_fact and said.day
            if said.day.first and said.day.last
        )
        parties = frozenset(
            code for party in one.parties if party.role == "party" for code in countries.get(party.actor, ())
        )
        for n, name in enumerate((one.name, *one.names)):
            yield Naming(
                key=f"watch:{one.id} {n}", document=one.id, name=name, words=stems_of_name(name) - _generic(),
                ends_fighting=one.ceasefire is not None or any(word in name.lower() for word in ENDS_FIGHTING),
                days=days, countries=parties, spans=((0, 0),), perhaps=None,
            )  # fmt: skip


def _generic() -> frozenset[str]:
    return frozenset().union(*map(stems_of_name, GENERIC | instrument_nouns("strong") | instrument_nouns("weak")))


def _claims(
    linked: Agreed,
    kept: Mapping[str, str],
    tellings: Mapping[str, Telling],
    decided: Mapping[tuple[str, str], AliasDecision],
) -> Iterator[AliasClaim]:
    """Yield a claim for each naming that hangs together with one kept agreement; with two it is neither's."""
    ids = {kept[naming.key] for naming in linked.namings if naming.key in kept}
    if len(ids) != 1:
        return
    of = next(iter(ids))
    for naming in linked.namings:
        telling = tellings.get(naming.document)
        if naming.key in kept or telling is None:
            continue
        spans = [telling.sentence_at(start) for start, _ in naming.spans[:1]]
        yield AliasClaim(
            agreement=of, words=" ".join(naming.name.split()), reason=_reason(linked, naming.key),
            evidence=telling.evidence(*spans), document=naming.document, key=naming.key.rsplit(" ", 1)[-1],
            published=telling.published, known_at=telling.known_at,
            decision=decided.get((of, alias_words(naming.name))),
        )  # fmt: skip


def _reason(linked: Agreed, key: str) -> str:
    """Return the rule that took a naming in, and with what: in words."""
    names = {naming.key: naming.name for naming in linked.namings}
    for one, other, rule in linked.reasons:
        if key in (one, other):
            return f"{rule}: “{names[other if key == one else one]}”"
    return "hangs together with it"


def _subjects(claims: Iterable[AliasClaim]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for claim in claims:
        if claim.is_taken and claim.document and claim.key:
            found.setdefault(claim.document, {})[claim.key] = claim.agreement
    return found


def _groups(linked: Iterable[Agreed]) -> dict[tuple[str, str], int]:
    """Return which agreements that are not kept are one over several reports, by document and entity."""
    return {
        (naming.document, naming.key.rsplit(" ", 1)[-1]): number
        for number, one in enumerate(linked)
        for naming in one.namings
    }


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
    return frozenset(word for word in (names & told) - _generic() - actors if len(word) >= LETTERS and word.isalpha())


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
