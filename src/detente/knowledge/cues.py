"""Words by which a text holds what somebody says, thinks or intends, and by which an event is held to have happened."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml

__all__ = [
    "FORMS",
    "CueNoun",
    "CueVerb",
    "Cues",
    "DamageSigns",
    "StandingWords",
    "load_cues",
    "load_damage_signs",
    "load_standing_words",
]

T = TypeVar("T")

FORMS = frozenset({"quote", "clause", "infinitive", "order", "object", "addressee", "naming"})
"""The forms in which a cue may take what is said; `cues/verbs.toml` says what each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueVerb:
    """A verb of saying, thinking or intending: the mood of each form and of each preposition it takes."""

    lemma: str
    forms: Mapping[str, str]
    prepositions: Mapping[str, str]
    joined: frozenset[str]
    """Prepositions before which the verb's object is a part of what is said ("accused *them* of ...")."""
    objects: frozenset[str] = frozenset()
    """Nouns one of which must head the object ("recorded *violations*"); where there are none, any may."""
    never: frozenset[str] = frozenset()
    """Nouns that must not: with them the verb is a deed ("recalled its *ambassador*")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueNoun:
    """A noun or adjective that holds what somebody says ("claim that", "warning of", "confident that")."""

    lemma: str
    mood: str
    takes: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All cues, by lemma."""

    verbs: Mapping[str, CueVerb]
    nouns: Mapping[str, CueNoun]
    adjectives: Mapping[str, CueNoun]
    light_verbs: frozenset[str]
    """Verbs that only carry a cue noun ("issued a warning")."""
    citing: frozenset[tuple[str, str, str]]
    source_owns: Mapping[str, frozenset[str]]
    """Nouns whose owner is the source, by the preposition before them ("in the minister's words")."""
    not_sources: frozenset[str]
    adverbs: Mapping[str, str]
    trends: Mapping[str, str]
    trend_subjects: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWords:
    """Words that decide how an event stands, each with the status it gives."""

    moods: Mapping[str, str]
    modals: Mapping[str, str]
    governors: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageSigns:
    """Traces of a broken copy; `lines` and `sentences` are regular expressions."""

    lines: tuple[str, ...]
    sentences: tuple[str, ...]
    mojibake: tuple[str, ...]
    invisible: frozenset[str]
    ending_marks: tuple[str, ...]
    unfinished: frozenset[str]
    oddities: Mapping[str, tuple[str, ...]]
    """Lists of words for what else a copy is broken by: doubled, openers, misread, broken, tags."""


@functools.cache
def load_cues() -> Cues:
    """Load the cues once a process.

    Raises `KnowledgeError` when a file is missing or malformed.
    """
    verbs = read_toml("cues/verbs.toml")
    nouns = read_toml("cues/nouns.toml")
    trends = read_toml("cues/trends.toml")
    phrases = nouns["phrases"]
    return Cues(
        verbs=_with_misread(_verbs(verbs["group"]), verbs["misread"]),
        nouns=_nouns(nouns["noun"]),
        adjectives=_nouns(nouns["adjective"]),
        light_verbs=frozenset(nouns["light"]["verbs"].split()),
        citing=frozenset((v, p, n) for v, p, n in nouns["light"]["citing"]),
        source_owns={p: frozenset(words.split()) for p, words in phrases["source_owns"].items()},
        not_sources=frozenset(phrases["not_sources"].split()),
        adverbs=_by_word(nouns["adverbs"]),
        trends=_by_word(trends["trends"]),
        trend_subjects=frozenset(trends["subjects"]["lemmas"].split()),
    )


@functools.cache
def load_standing_words() -> StandingWords:
    """Load the words of standing once a process.

    Raises `KnowledgeError` when a file is missing or malformed.
    """
    words = read_toml("cues/standing.toml")
    return StandingWords(
        moods=_by_word(read_toml("cues/moods.toml")["moods"]),
        modals=_by_word(words["modals"]),
        governors=_with_misread(_by_word(words["governors"]), read_toml("cues/verbs.toml")["misread"]),
        words={kind: frozenset(listed.split()) for kind, listed in words["words"].items()},
    )


@functools.cache
def load_damage_signs() -> DamageSigns:
    """Load the signs of damage once a process.

    Raises `KnowledgeError` when a file is missing or malformed.
    """
    signs = read_toml("cues/damage.toml")
    return DamageSigns(
        lines=tuple(signs["boilerplate"]["whole_line"]),
        sentences=tuple(signs["boilerplate"]["sentence"]),
        mojibake=tuple(signs["mojibake"]["sequences"]),
        invisible=frozenset(chr(int(code, 16)) for code in signs["invisible"]["code_points"]),
        ending_marks=tuple(signs["endings"]["marks"]),
        unfinished=frozenset(signs["endings"]["unfinished"].split()),
        oddities={kind: tuple(listed.split()) for kind, listed in signs["oddities"].items()},
    )


def _by_word(listed: Mapping[str, str]) -> Mapping[str, str]:
    """Turn ``{kind: "word word"}`` into ``{word: kind}``; the first kind keeps a word that stands in two."""
    found: dict[str, str] = {}
    for kind, words in listed.items():
        for word in words.split():
            found.setdefault(word, kind)
    return MappingProxyType(found)


def _with_misread(by_lemma: Mapping[str, T], misread: Mapping[str, str]) -> Mapping[str, T]:
    """Find a word under the lemma that the parser wrongly gives it, too."""
    also = {wrong: by_lemma[right] for wrong, right in misread.items() if right in by_lemma}
    return MappingProxyType({**also, **by_lemma})


def _verbs(groups: Iterable[dict[str, Any]]) -> Mapping[str, CueVerb]:
    forms: dict[str, dict[str, str]] = {}
    prepositions: dict[str, dict[str, str]] = {}
    joined: dict[str, set[str]] = {}
    objects: dict[str, frozenset[str]] = {}
    never: dict[str, frozenset[str]] = {}
    for group in groups:
        takes, leads, mood = group.get("takes", []), group.get("prepositions", []), group["mood"]
        _check_forms(takes, "cues/verbs.toml")
        for lemma in group["lemmas"].split():
            for form in takes:
                forms.setdefault(lemma, {}).setdefault(form, mood)
            for lead in leads:
                prepositions.setdefault(lemma, {}).setdefault(lead, mood)
            joined.setdefault(lemma, set()).update(leads if group.get("joined") else ())
            if "objects" in group:
                objects[lemma] = frozenset(group["objects"].split())
            if "never" in group:
                never[lemma] = frozenset(group["never"].split())
    return {
        lemma: CueVerb(
            lemma=lemma,
            forms=forms.get(lemma, {}),
            prepositions=prepositions.get(lemma, {}),
            joined=frozenset(with_object),
            objects=objects.get(lemma, frozenset()),
            never=never.get(lemma, frozenset()),
        )
        for lemma, with_object in joined.items()
    }


def _nouns(groups: Iterable[dict[str, Any]]) -> Mapping[str, CueNoun]:
    found: dict[str, CueNoun] = {}
    for group in groups:
        takes = group.get("takes", [])
        _check_forms(takes, "cues/nouns.toml")
        for lemma in group["lemmas"].split():
            found[lemma] = CueNoun(
                lemma=lemma,
                mood=group["mood"],
                takes=frozenset(takes),
                prepositions=frozenset(group.get("prepositions", [])),
            )
    return found


def _check_forms(takes: Iterable[str], name: str) -> None:
    unknown = sorted(set(takes) - FORMS)
    if unknown:
        message = f"data file {name} names forms that no cue has: {', '.join(unknown)}; they are {sorted(FORMS)}"
        raise KnowledgeError(message)
