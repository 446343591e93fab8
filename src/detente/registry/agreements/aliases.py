"""Namings that may be one agreement: claims of the desk, each with its reason, that a person accepts or takes apart.

A report says "memorandum of alliance" and, beside it, the name of a kept agreement; or it tells of one of the same day
with the same parties. Such a naming is taken for the kept one, and said to be: it is a claim, and not a merge.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.core.errors import UsageError
from detente.incidents.agreements import ENDS_FIGHTING, GENERIC, Agreed, Naming, agreed_in, link_agreements
from detente.incidents.names import stems_of_name
from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.instruments import entity_subjects
from detente.registry.agreements.told.namesakes import namesakes_in
from detente.registry.agreements.told.words import instrument_nouns
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.evidence import Evidence

__all__ = [
    "AliasClaim",
    "AliasDecision",
    "Linked",
    "Spoken",
    "Verdict",
    "alias_words",
    "generic_stems",
    "link_namings",
    "refuse_generic",
    "spoken_in",
    "with_names",
]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How one report names agreements: `namings` that are not said to be another's, `own` kept ones by their keys.

    `sentences` are the words of the sentence in which each naming stands first, in the order of the namings.
    """

    document: str
    namings: tuple[Naming, ...]
    own: dict[str, str]
    sentences: tuple[tuple[Evidence, ...], ...]
    published: str | None = None
    known_at: str | None = None


def spoken_in(telling: Telling, ids: frozenset[str]) -> Spoken:
    """Return how a report names agreements, those of these ids and others."""
    others = [span for span, _ in namesakes_in(telling, ids)]
    namings = tuple(
        naming
        for naming in agreed_in(telling.reading, document=telling.document)
        if not any(low < end and start < high for low, high in others for start, end in naming.spans)
    )
    return Spoken(
        document=telling.document, namings=namings, own=dict(entity_subjects(telling, ids)),
        sentences=tuple(
            telling.evidence(*(telling.sentence_at(start) for start, _ in naming.spans[:1])) for naming in namings
        ),
        published=telling.published, known_at=telling.known_at,
    )  # fmt: skip


def link_namings(
    spoken: Sequence[Spoken],
    agreements: Sequence[Agreement],
    *,
    actors: Sequence[Actor],
    stated: Iterable[Assertion],
    decisions: Sequence[AliasDecision],
) -> Linked:
    """Return which namings of the reports are taken for kept agreements; `stated` is what is known of their days."""
    by_document = {one.document: one for one in spoken}
    kept: dict[str, str] = {}
    namings = list(_of_watch(agreements, actors, tuple(stated)))
    kept |= {naming.key: naming.document for naming in namings}
    for one in spoken:
        for naming in one.namings:
            namings.append(naming)
            if naming.key.rsplit(" ", 1)[-1] in one.own:
                kept[naming.key] = one.own[naming.key.rsplit(" ", 1)[-1]]
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
                key=f"watch:{one.id} {n}", document=one.id, name=name, words=stems_of_name(name) - generic_stems(),
                ends_fighting=one.ceasefire is not None or any(word in name.lower() for word in ENDS_FIGHTING),
                days=days, countries=parties, spans=((0, 0),), perhaps=None,
            )  # fmt: skip


def generic_stems() -> frozenset[str]:
    """Return the stems of the words that any agreement may be called by."""
    return frozenset().union(*map(stems_of_name, GENERIC | instrument_nouns("strong") | instrument_nouns("weak")))


def _claims(
    linked: Agreed,
    kept: Mapping[str, str],
    spoken: Mapping[str, Spoken],
    decided: Mapping[tuple[str, str], AliasDecision],
) -> Iterator[AliasClaim]:
    """Yield a claim for each naming that hangs together with one kept agreement; with two it is neither's."""
    ids = {kept[naming.key] for naming in linked.namings if naming.key in kept}
    if len(ids) != 1:
        return
    of = next(iter(ids))
    for naming in linked.namings:
        report = spoken.get(naming.document)
        if naming.key in kept or report is None:
            continue
        yield AliasClaim(
            agreement=of, words=" ".join(naming.name.split()), reason=_reason(linked, naming.key),
            evidence=dict(zip(report.namings, report.sentences, strict=True))[naming], document=naming.document,
            key=naming.key.rsplit(" ", 1)[-1], published=report.published, known_at=report.known_at,
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
