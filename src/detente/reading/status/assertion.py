"""Rules on what the words themselves assert: allegation, and frames that say that nothing came to pass."""

from collections.abc import Iterator

from detente.reading.parse import Word
from detente.reading.status.case import Case, Verdict, status_named, was_said

__all__ = ["alleged", "not_asserted", "not_asserted_at_all"]


def not_asserted(case: Case) -> Verdict | None:
    """Judge by the word that says that it did not come to pass: one above the trigger, or another of its words."""
    if case.candidate.asserted or (case.path and was_said(case)):
        return None
    own = case.candidate.trigger_word
    lemmas = [case.parse.words[i].lemma.lower() for i in case.path[1:]]
    lemmas += [w.lemma.lower() for w in _trigger_words(case) if w.start != own]
    for lemma in lemmas:
        given = status_named(case.words.governors.get(lemma))
        if given is not None and given not in {"happened", "ongoing", "background"}:
            return given, f'"{lemma}" says that it did not come to pass'
    return None


def not_asserted_at_all(case: Case) -> Verdict | None:
    """Judge, last of all, by a frame that does not say that its event came to pass."""
    if case.candidate.asserted or (case.path and was_said(case)):
        return None
    return "hypothetical", "its own words do not say that it came to pass"


def _trigger_words(case: Case) -> Iterator[Word]:
    trigger = case.candidate.trigger
    return (case.parse.words[i] for i in case.parse.words_in(trigger.start, trigger.end))


def alleged(case: Case) -> Verdict | None:
    """Judge by a word that marks the event as alleged."""
    for i in case.path:
        for k in (i, *case.parse.children(i, "advmod", "amod", "nmod")):
            text = case.parse.words[k].text.lower()
            if text in case.words.words["alleged"]:
                return "alleged", f'marked as alleged by "{text}"'
    return None
