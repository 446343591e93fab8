"""The rules by which an event's standing is judged: each a question to one case, in the order they are asked."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.knowledge.cues import StandingWords
from detente.reading.claims.grammar import is_finite
from detente.reading.parse import Parse, Word
from detente.reading.reading import Reading
from detente.reading.records import STATUSES, Candidate, Claim, DateMention, Status

__all__ = ["RULES", "Case", "Verdict"]

YEAR = dt.timedelta(days=365)
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


Verdict = tuple[Status, str]


def _not_asserted(case: Case) -> Verdict | None:
    """Judge by the word that says that it did not come to pass: one above the trigger, or another of its words."""
    if case.candidate.asserted:
        return None
    own = case.candidate.trigger_word
    lemmas = [case.parse.words[i].lemma.lower() for i in case.path[1:]]
    lemmas += [w.lemma.lower() for w in _trigger_words(case) if w.start != own]
    for lemma in lemmas:
        given = _status(case.words.governors.get(lemma))
        if given is not None and given not in {"happened", "ongoing", "background"}:
            return given, f'"{lemma}" says that it did not come to pass'
    return None


def _not_asserted_at_all(case: Case) -> Verdict | None:
    if case.candidate.asserted:
        return None
    return "hypothetical", "its own words do not say that it came to pass"


def _trigger_words(case: Case) -> Iterator[Word]:
    trigger = case.candidate.trigger
    return (case.parse.words[i] for i in case.parse.words_in(trigger.start, trigger.end))


def _negated(case: Case) -> Verdict | None:
    for i in case.path:
        if _is_purpose_or_condition(case, i):
            return None
        marks = [k for k in case.parse.children(i) if _is_negation(case, k)]
        if marks:
            return "negated", f'negated by "{case.parse.words[marks[0]].text}"'
        if case.parse.words[i].lemma.lower() in case.words.words["negated"]:
            return "negated", f'negated by "{case.parse.words[i].text}"'
    return None


def _is_negation(case: Case, k: int) -> bool:
    word = case.parse.words[k]
    if word.dep not in {"neg", "det", "preconj", "prep", "advmod", "nsubj", "nsubjpass", "mark"}:
        return False
    if word.lemma.lower() not in case.words.words["negated"] and word.text.lower() not in case.words.words["negated"]:
        return False
    if word.dep in {"prep", "mark"}:
        return False  # "without" negates what follows it, not what it hangs on
    return not _is_not_only(case, k)


def _is_not_only(case: Case, k: int) -> bool:
    following = case.parse.words[k + 1] if k + 1 < len(case.parse.words) else None
    return following is not None and following.lemma.lower() in {"only", "just", "merely"}


def _is_purpose_or_condition(case: Case, i: int) -> bool:
    """Say whether a clause is one that an outer "not" says nothing of."""
    return case.parse.words[i].dep == "relcl"


def _mood(case: Case) -> Verdict | None:
    """Judge by the innermost claim whose mood decides; what the claim takes for granted it leaves alone."""
    if _is_taken_for_granted(case):
        return None
    for claim in case.claims:
        status = _status(case.words.moods.get(claim.mood or ""))
        if status is not None and not (claim.mood == "warned" and _tells_a_fact(case)):
            cue = f' ("{case.reading.words_of(claim.cue)}")' if claim.cue else ""
            return status, f"inside what is {claim.mood}{cue}"
    return None


def _is_taken_for_granted(case: Case) -> bool:
    """Say whether an event stands in an aside ("after the attack", "the army that shelled the town") of a claim."""
    if not case.path or not case.claims:
        return False
    inner = case.claims[0].content
    for i in (case.path[0], *case.parse.ancestors(case.path[0])):
        word = case.parse.words[i]
        if not inner.start <= word.start < inner.end:
            return False
        governed = word.dep == "prep" and word.lemma.lower() in case.words.words["granted"]
        marks = (case.parse.words[k].lemma.lower() for k in case.parse.children(i, "mark"))
        marked = word.dep == "advcl" and any(m in case.words.words["granted"] for m in marks)
        relative = word.dep == "relcl" and modal(case.parse, i) is None
        if governed or marked or relative:
            return True
    return False


def _tells_a_fact(case: Case) -> bool:
    """Say whether an event is told with a tense of its own, and no modal: "warned that the army shelled the town"."""
    verbs = [i for i in case.path if case.parse.words[i].pos in {"VERB", "AUX"}]
    return bool(verbs) and is_finite(case.parse, verbs[0]) and modal(case.parse, verbs[0]) is None


def _status(name: str | None) -> Status | None:
    return next((s for s in STATUSES if s == name), None)


def _alleged(case: Case) -> Verdict | None:
    for i in case.path:
        for k in (i, *case.parse.children(i, "advmod", "amod", "nmod")):
            text = case.parse.words[k].text.lower()
            if text in case.words.words["alleged"]:
                return "alleged", f'marked as alleged by "{text}"'
    return None


def _conditional(case: Case) -> Verdict | None:
    for i in case.path:
        if case.parse.words[i].pos not in {"VERB", "AUX"}:
            continue
        clauses = (i, *(c for c in case.parse.children(i, "advcl") if modal(case.parse, i) is not None))
        for c in clauses:
            for k in case.parse.children(c, "mark", "prep", "advmod"):
                word = case.parse.words[k].lemma.lower()
                if word in case.words.words["hypothetical"]:
                    return "hypothetical", f'depends on "{word}"'
    return None


def _modal(case: Case) -> Verdict | None:
    for i in case.path:
        k = modal(case.parse, i)
        if k is None:
            continue
        text = case.parse.words[k].text.lower()
        status = _status(case.words.modals.get(text) or case.words.modals.get(case.parse.words[k].lemma.lower()))
        if text == "would" and case.claims and _is_past_cue(case, case.claims[0]):
            return "planned", '"would" in a report of what was said: the future, seen from then'
        if status is not None:
            return status, f'modal "{text}"'
    return None


def modal(parse: Parse, verb: int) -> int | None:
    """Return the modal auxiliary of a verb, its own or that of the verb it is joined to without a subject."""
    own = next((k for k in parse.children(verb, "aux") if parse.words[k].tag == "MD"), None)
    word = parse.words[verb]
    if own is None and word.dep == "conj" and word.tag == "VB" and not parse.children(verb, "nsubj", "nsubjpass"):
        return next((k for k in parse.children(word.head, "aux") if parse.words[k].tag == "MD"), None)
    return own


def _is_past_cue(case: Case, claim: Claim) -> bool:
    i = case.parse.word_at(claim.cue.start) if claim.cue else None
    return claim.mode in {"indirect", "mixed"} and i is not None and case.parse.words[i].tag in PAST


def _governor(case: Case) -> Verdict | None:
    """Judge by the verb, noun or adjective that the event hangs on: "plans to", "call for", "fear of"."""
    for below, i in zip(case.path, case.path[1:], strict=False):
        word = case.parse.words[i]
        status = _status(case.words.governors.get(word.lemma.lower()))
        given = case.words.governors.get(word.lemma.lower())
        if given == "happened" and case.parse.words[below].dep in {"xcomp", "ccomp", "acl"}:
            return None
        if status is not None and _hangs_on(case, below):
            return status, f'under "{word.text}"'
    return _modifier(case)


def _hangs_on(case: Case, below: int) -> bool:
    """Say whether a word hangs on its governor as its matter, and not as its subject or its time."""
    return case.parse.words[below].dep in {
        "xcomp",
        "ccomp",
        "pobj",
        "dobj",
        "prep",
        "acl",
        "pcomp",
        "advcl",
        "compound",
    }


def _modifier(case: Case) -> Verdict | None:
    """Judge by an adjective before the event: "a planned meeting", "the alleged attack", "possible sanctions"."""
    for i in case.path[:1]:
        for k in case.parse.children(i, "amod", "advmod"):
            word = case.parse.words[k]
            given = case.words.governors.get(word.text.lower()) or case.words.governors.get(word.lemma.lower())
            status = _status(given)
            if status in {"planned", "hypothetical", "alleged", "ongoing"}:
                return status, f'called "{word.text}"'
    return None


def _infinitive(case: Case) -> Verdict | None:
    """Judge an infinitive that nothing above says was done: an aim ("met to discuss"), or what is to be."""
    for below, i in zip(case.path, (*case.path[1:], None), strict=False):
        word = case.parse.words[below]
        if not any(case.parse.words[k].tag == "TO" for k in case.parse.children(below, "aux")):
            continue
        if i is not None and case.parse.words[i].lemma == "be" and word.dep == "xcomp":
            return "planned", '"is to"'
        above = case.parse.words[i].lemma.lower() if i is not None else ""
        if case.words.governors.get(above) == "happened" and word.dep in {"xcomp", "ccomp", "acl", "relcl"}:
            return None
        return "planned", "an infinitive of aim or intention, which does not say that it was reached"
    return None


def _background(case: Case) -> Verdict | None:
    if not case.path:
        return None
    top = next((i for i in case.path if case.parse.words[i].pos in {"VERB", "AUX"}), case.path[0])
    reported = bool(case.claims) and _is_past_cue(case, case.claims[0])
    aux = [case.parse.words[k].text.lower() for k in case.parse.children(top, "aux")]
    if not reported and "had" in aux and case.parse.words[top].tag == "VBN":
        return "background", "past perfect: before what is told"
    return _in_a_war_before(case, top) or _long_before(case, top)


def _in_a_war_before(case: Case, top: int) -> Verdict | None:
    """Judge what happened during a named war, or since or in a past year, as known already."""
    for p in case.parse.children(top, "prep"):
        lead = case.parse.words[p].lemma.lower()
        for o in case.parse.children(p, "pobj"):
            lemma = case.parse.words[o].lemma.lower()
            if lead == "during" and lemma in case.words.words["war"]:
                return "background", f'"during" a {lemma}'
    return None


def _long_before(case: Case, top: int) -> Verdict | None:
    """Judge by a date in the same clause that lies more than a year before publication, where both are known."""
    published = case.reading.published
    if published is None or published.first is None:
        return None
    day = dt.date.fromisoformat(published.first) - YEAR
    sentence = case.reading.sentences[case.parse.words[top].sentence]
    for date in case.reading.dates:
        if not sentence.start <= date.start < sentence.end:
            continue
        last = date.interval.last if date.interval else None
        if last is None or dt.date.fromisoformat(last) >= day:
            continue
        if _dated(case.parse, date) in {case.path[0], top, _clause_around(case.parse, top)}:
            return "background", f'dated "{case.reading.words_of(date)}", more than a year before publication'
    return None


def _dated(parse: Parse, date: DateMention) -> int | None:
    """Return the word that a date dates: the one that it hangs on, straight or by a preposition."""
    i = parse.word_at(date.start)
    while i is not None and parse.words[i].head != i:
        i = parse.words[i].head
        if parse.words[i].pos != "ADP" and not date.start <= parse.words[i].start < date.end:
            return i
    return None


def _clause_around(parse: Parse, i: int) -> int:
    """Return the verb with a tense of its own in whose clause word `i` stands, itself if it has one."""
    while not is_finite(parse, i) and parse.words[i].head != i:
        i = parse.words[i].head
    return i


def _ongoing(case: Case) -> Verdict | None:
    for i in case.path[:2]:
        word = case.parse.words[i]
        aux = [case.parse.words[k] for k in case.parse.children(i, "aux")]
        present = any(a.lemma == "be" and a.tag in {"VBZ", "VBP"} for a in aux)
        reported = case.claims and _is_past_cue(case, case.claims[0]) and any(a.lemma == "be" for a in aux)
        if word.tag == "VBG" and (present or reported):
            return "ongoing", "progressive: going on when it was told"
        if any(case.parse.words[k].lemma in case.words.words["ongoing"] for k in case.parse.children(i, "advmod")):
            return "ongoing", "said to be going on still"
    return None


RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    _not_asserted,
    _negated,
    _mood,
    _alleged,
    _conditional,
    _modal,
    _governor,
    _infinitive,
    _background,
    _ongoing,
    _not_asserted_at_all,
)
"""In this order; the first that applies decides."""
