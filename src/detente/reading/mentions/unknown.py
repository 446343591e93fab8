"""Reads names that no table knows: by the office or noun before them, else as the parser's recogniser has it."""

import dataclasses

from detente.knowledge.agents import AgentNouns, Instruments
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.titles import lemma_of, office_before, read_sectors
from detente.reading.records import EntityKind

__all__ = ["read_unknown"]

LABELS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "LAW": "agreement",
}
HEADS = frozenset({"NOUN", "PROPN", "ADJ"})


def read_unknown(first: int, past: int, ground: Ground, nouns: AgentNouns, closing: Instruments) -> Draft:
    """Return what the words ``[first, past)`` name, as far as these words and the ones before them tell."""
    draft = Draft(
        first=first, past=past, head=ground.root(first, past), kind=LABELS.get(ground.label(first, past) or "")
    )
    several = past - first > 1
    if several and ground.parse.words[past - 1].text.lower() in closing.place:
        return dataclasses.replace(draft, kind="place")
    introduced = _introduced(draft, ground, nouns, closing)
    if introduced:
        return introduced
    if draft.kind in {"person", None} or (draft.kind in {"organisation", "place"} and several):
        return _with_office(draft, ground, nouns)
    return draft


def _introduced(draft: Draft, ground: Ground, nouns: AgentNouns, closing: Instruments) -> Draft | None:
    """Read a name by the noun before it: "ruling party Frelimo", "the city of Basra"."""
    words = ground.parse.words
    before = words[draft.first - 1] if draft.first else None
    if before is None or before.sentence != words[draft.first].sentence or before.text[0].isupper():
        return None
    noun = lemma_of(before)
    if nouns.classes.get(noun) == "body":
        return dataclasses.replace(draft, kind="organisation", sectors=read_sectors([before], noun, nouns))
    above = lemma_of(words[draft.first - 2]) if draft.first > 1 else ""
    return dataclasses.replace(draft, kind="place") if before.text == "of" and above in closing.place else None


def _with_office(draft: Draft, ground: Ground, nouns: AgentNouns) -> Draft:
    """Return a person where an office stands before the name."""
    office = office_before(ground, draft.first, nouns, draft.past)
    if office is None:
        return draft
    return dataclasses.replace(
        draft,
        head=_head_with_office(draft, office.first, ground),
        kind="person",
        country=office.country,
        sectors=office.sectors,
        role=office.role,
        office=(office.first, office.past),
        office_head=office.head,
    )


def _head_with_office(draft: Draft, first: int, ground: Ground) -> int:
    """Climb from the name to the office where the parse makes the office its head ("envoy ... Mammadov")."""
    words = ground.parse.words
    head = draft.head
    while words[head].head != head and first <= words[head].head < draft.first:
        head = words[head].head
    return head if words[head].pos in HEADS else draft.head
