"""Rules on when: what was over long before, and what goes on still."""

import datetime as dt

from detente.reading.claims.grammar import is_finite
from detente.reading.parse import Parse
from detente.reading.records import DateMention
from detente.reading.status.case import Case, Verdict, is_past_cue

__all__ = ["background", "long_before", "ongoing", "shifted"]

MONTH = dt.timedelta(days=31)


def background(case: Case) -> Verdict | None:
    """Judge by tense, date and setting whether the event is recalled rather than told."""
    if not case.path:
        return None
    top = _verb_of(case)
    reported = bool(case.claims) and is_past_cue(case, case.claims[0])
    aux = [case.parse.words[k].text.lower() for k in case.parse.children(top, "aux")]
    if not reported and "had" in aux and case.parse.words[top].tag == "VBN":
        return "background", "past perfect: before what is told"
    return _in_heading(case) or _in_a_war_before(case, top)


def shifted(case: Case) -> Verdict | None:
    """Judge a past perfect behind a past cue: "said that they had signed" tells of a deed, one tense further back."""
    if not case.path or not case.claims or not is_past_cue(case, case.claims[0]):
        return None
    top = _verb_of(case)
    aux = [case.parse.words[k].text.lower() for k in case.parse.children(top, "aux")]
    told = "had" in aux and case.parse.words[top].tag == "VBN"
    return ("happened", "past perfect in reported speech: told as done") if told else None


def _verb_of(case: Case) -> int:
    return next((i for i in case.path if case.parse.words[i].pos in {"VERB", "AUX"}), case.path[0])


def _in_heading(case: Case) -> Verdict | None:
    """Judge an event noun that only names, before a colon, what the report belongs to: "Syrian uprising: ..."."""
    words = case.parse.words
    sentence = case.parse.sentence_words(words[case.path[0]].sentence)
    colon = next((i for i in sentence if words[i].text == ":"), None)
    if colon is None or case.path[0] > colon or words[case.path[0]].pos not in {"NOUN", "PROPN"}:
        return None
    if any(words[i].pos in {"VERB", "AUX"} for i in range(sentence.start, colon)):
        return None
    return "background", "names the matter before a colon"


def _in_a_war_before(case: Case, top: int) -> Verdict | None:
    """Judge what happened during a named war, or since or in a past year, as known already."""
    for p in case.parse.children(top, "prep"):
        lead = case.parse.words[p].lemma.lower()
        for o in case.parse.children(p, "pobj"):
            lemma = case.parse.words[o].lemma.lower()
            if lead == "during" and lemma in case.words.words["war"]:
                return "background", f'"during" a {lemma}'
    return None


def long_before(case: Case) -> Verdict | None:
    """Judge by a date in the same clause that lies more than a month before publication, where both are known."""
    published = case.reading.published
    if not case.path or published is None or published.first is None or published.last is None:
        return None
    top = _verb_of(case)
    day = dt.date.fromisoformat(published.first) - MONTH
    sentence = case.reading.sentences[case.parse.words[top].sentence]
    for date in (case.reading.dates[k] for k in case.dates.within(sentence)):
        last = (date.interval.last or date.interval.first) if date.interval else None
        if last is None or dt.date.fromisoformat(last) >= day:
            continue
        if _dated(case.parse, date) in {case.path[0], top, _clause_around(case.parse, top)}:
            return "background", f'dated "{case.reading.words_of(date)}", more than a month before publication'
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


def ongoing(case: Case) -> Verdict | None:
    """Judge by aspect and adverb whether the event was going on when it was told."""
    for i in case.path[:2]:
        word = case.parse.words[i]
        aux = [case.parse.words[k] for k in case.parse.children(i, "aux")]
        present = any(a.lemma == "be" and a.tag in {"VBZ", "VBP"} for a in aux)
        reported = case.claims and is_past_cue(case, case.claims[0]) and any(a.lemma == "be" for a in aux)
        if word.tag == "VBG" and (present or reported):
            return "ongoing", "progressive: going on when it was told"
        if any(case.parse.words[k].lemma in case.words.words["ongoing"] for k in case.parse.children(i, "advmod")):
            return "ongoing", "said to be going on still"
    return None
