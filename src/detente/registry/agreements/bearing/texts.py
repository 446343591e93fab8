"""What the texts of an agreement lay down for its parties, as provisions beside those that the watch writes out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.incidents.stems import read_stems
from detente.registry.agreements.bearing.parties import circle_of
from detente.registry.agreements.definition import Agreement, Provision, TextVariant
from detente.registry.agreements.texts.cutting import CutText, Section
from detente.registry.assertions.actors import Actor
from detente.registry.evidence import Evidence

__all__ = ["plain_words", "with_cut_provisions"]

LANGUAGE = "en"
"""The language in which deeds are held against provisions: of several texts the first of it is taken."""
ALIKE = 0.6
"""Which share of the words of the shorter one makes a section the provision that the watch has."""
ALIKE_OF_NUMBER = 0.3
"""Which share does where both have the same number."""
PARTIES = re.compile(
    r"\b(?:(?:the|both|all|each|either)\s+(?:\w+\s+)?(?:part(?:y|ies)|sides?|signator\w+))\b", re.IGNORECASE
)
ASIDE = re.compile(r"\([^()]{1,40}\)|^[A-Z][A-Z .,/-]{2,40}(?:\([^()]{1,40}\))?\s*[-–—]+\s")
"""What an outlet adds to an agency's words: its name in brackets, a dateline."""


def plain_words(words: str) -> str:
    """Return words as they stand in every copy of a text: without agencies in brackets, marks and capitals."""
    return " ".join(re.findall(r"\w+", ASIDE.sub(" ", words).casefold()))


def with_cut_provisions(
    agreement: Agreement, texts: Sequence[tuple[TextVariant, CutText]], actors: Sequence[Actor]
) -> Agreement:
    """Return an agreement with the sections of its text that bind an actor, each once, behind the watch's provisions.

    A section is called by its text and its number ("english/3.a"); one that the watch has by its words is left out.
    """
    told = sorted(texts, key=lambda one: (one[0].language != LANGUAGE, one[0].translated_from is not None))
    if not told:
        return agreement
    variant, cut = told[0]
    more = _provisions(agreement, variant, cut, actors)
    return replace(agreement, provisions=(*agreement.provisions, *more))


def _provisions(
    agreement: Agreement, variant: TextVariant, cut: CutText, actors: Sequence[Actor]
) -> Iterator[Provision]:
    taken = {one.id for one in agreement.provisions}
    for section in cut.sections:
        id_ = f"{variant.id}/{section.id}"
        bound = _bound(agreement, section, actors)
        if bound and id_ not in taken and not any(_is_same(section, one) for one in agreement.provisions):
            yield Provision(
                id=id_, words=section.words, bound=bound,
                evidence=(Evidence(words=section.words, by=variant.claimant or f"text {variant.id}"),),
            )  # fmt: skip


def _bound(agreement: Agreement, section: Section, actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return whom a section binds: actors of the agreement that it names, all parties where it says "the parties"."""
    parties = {one.actor for one in agreement.parties if one.role in {"party", "guarantor"}}
    named = {one.actor for one in agreement.parties}
    own = tuple(one for one in actors if one.id in named)
    circle = circle_of(own, frozenset(parties))
    found: dict[str, None] = {}
    for duty in section.duties:
        if duty.bound is None or duty.kind == "allowed":
            continue
        found |= dict.fromkeys(id_ for one in circle.spoken_in(duty.bound.words) for id_ in one.actors)
        if PARTIES.search(duty.bound.words):
            found |= dict.fromkeys(one.actor for one in agreement.parties if one.role == "party")
    return tuple(found)


def _is_same(section: Section, provision: Provision) -> bool:
    """Say whether a section is a provision that the watch has: by its words, of the same number by fewer of them."""
    stems, others = read_stems(section.words).keys(), read_stems(provision.words).keys()
    share = ALIKE_OF_NUMBER if section.id == provision.id else ALIKE
    return len(stems & others) >= share * max(min(len(stems), len(others)), 1)
