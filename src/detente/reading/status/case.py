"""What a rule of standing is asked of: a candidate with all that bears on it, and what rules ask in common."""

from dataclasses import dataclass

from detente.knowledge.cues import StandingWords, load_standing_words
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import STATUSES, Candidate, Claim, Status

__all__ = ["Case", "Verdict", "is_past_cue", "is_presupposed", "modal", "status_named", "was_said"]

VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
"""Types whose events are words: a noun for one of them tells that somebody has said them."""
PAST = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A candidate with all that bears on its standing.

    `claims` hold it, innermost first. `path` is its trigger and the words above it, nearest first, up to where the
    claim's own cue stands.
    """

    reading: Reading
    parse: Parse
    candidate: Candidate
    claims: tuple[Claim, ...]
    path: tuple[int, ...]
    words: StandingWords
    dates: Nearby
    """The reading's dates, by where they stand."""


Verdict = tuple[Status, str]


def status_named(name: str | None) -> Status | None:
    """Return the status of a name that the data files use, None where it names none."""
    return next((s for s in STATUSES if s == name), None)


def modal(parse: Parse, verb: int) -> int | None:
    """Return the modal auxiliary of a verb, its own or that of the verb it is joined to without a subject."""
    own = next((k for k in parse.children(verb, "aux") if parse.words[k].tag == "MD"), None)
    word = parse.words[verb]
    if own is None and word.dep == "conj" and word.tag == "VB" and not parse.children(verb, "nsubj", "nsubjpass"):
        return next((k for k in parse.children(word.head, "aux") if parse.words[k].tag == "MD"), None)
    return own


def is_past_cue(case: Case, claim: Claim) -> bool:
    """Say whether a claim reports in the past tense, which shifts the tenses of what is said."""
    i = case.parse.word_at(claim.cue.start) if claim.cue else None
    return claim.mode in {"indirect", "mixed"} and i is not None and case.parse.words[i].tag in PAST


def is_presupposed(parse: Parse, i: int) -> bool:
    """Say whether a noun stands for what somebody is said to speak or act about: "to investigate the attack on".

    It is definite, and hangs on a verb or noun that does not bring it about.
    """
    word = parse.words[i]
    if word.pos != "NOUN" or word.dep not in {"dobj", "pobj"}:
        return False
    definite = any(parse.words[k].text.lower() == "the" for k in parse.children(i, "det"))
    above = word.head
    while word.dep == "pobj" and parse.words[above].dep == "prep":
        above = parse.words[above].head
    return definite and parse.words[above].lemma.lower() in load_standing_words().words["about"]


def was_said(case: Case) -> bool:
    """Say whether an event is somebody's own words, named as such: "denies *Iran's request*", "accepts its offer"."""
    own = case.path[0]
    if case.parse.words[own].pos != "NOUN" or case.candidate.type not in VERBAL:
        return False
    by = any(case.parse.words[p].text.lower() == "by" for p in case.parse.children(own, "prep"))
    return by or bool(case.parse.children(own, "poss"))
