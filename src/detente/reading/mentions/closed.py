"""Reads names whose last noun tells what they name: "... Declaration", "Ministry of ...", "... oil pipeline"."""

from detente.knowledge.agents import AgentNouns, Instruments
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.runs import LINKS
from detente.reading.mentions.titles import countries_in, lemma_of, one_country, read_sectors
from detente.reading.records import EntityKind

__all__ = ["read_closed"]

KINDS: dict[str, EntityKind] = {
    "agreement": "agreement",
    "platform": "platform",
    "project": "project",
    "organisation": "organisation",
}


def read_closed(first: int, past: int, ground: Ground, nouns: AgentNouns, closing: Instruments) -> Draft | None:
    """Return what the words ``[first, past)`` name by the noun that closes them; None where no noun tells."""
    words = ground.parse.words
    close = next((i for i in range(first + 1, past) if words[i].text in LINKS), past) - 1
    past, close = _with_project_noun(past, close, ground, closing)
    noun = words[close].text.lower()
    kind = KINDS.get(closing.kinds.get(noun, ""))
    bare = close == first and past == close + 1
    if kind is None or bare or (kind == "organisation" and ground.label(first, past) == "PERSON"):
        return None
    draft = Draft(first=first, past=past, head=ground.root(first, past), kind=kind)
    return _with_sectors(draft, noun, ground, nouns) if kind == "organisation" else draft


def _with_sectors(draft: Draft, noun: str, ground: Ground, nouns: AgentNouns) -> Draft:
    inside = range(draft.first, draft.past)
    return Draft(
        first=draft.first,
        past=draft.past,
        head=draft.head,
        kind=draft.kind,
        country=one_country(countries_in(ground, inside)),
        sectors=read_sectors((ground.parse.words[i] for i in inside), noun, nouns),
    )


def _with_project_noun(past: int, close: int, ground: Ground, closing: Instruments) -> tuple[int, int]:
    """Take in the small words that close a project's name: "Baku-Tbilisi-Ceyhan *oil pipeline*"."""
    words = ground.parse.words
    at = past
    while at < len(words) and words[at].text.lower() in closing.project_adjectives:
        at += 1
    if at >= len(words) or close != past - 1 or words[at].sentence != words[past - 1].sentence:
        return past, close
    if lemma_of(words[at]) in closing.project and words[at].text[0].islower():
        return at + 1, at
    return past, close
