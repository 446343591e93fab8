"""Rules on what the words themselves assert: negation, allegation, and frames that say that nothing came to pass."""

from collections.abc import Iterator

from detente.reading.parse import Word
from detente.reading.status.case import Case, Verdict, status_named, was_said

__all__ = ["alleged", "negated", "not_asserted", "not_asserted_at_all"]


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


def negated(case: Case) -> Verdict | None:
    """Judge by a word of negation at the trigger or at a word above it."""
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


def alleged(case: Case) -> Verdict | None:
    """Judge by a word that marks the event as alleged."""
    for i in case.path:
        for k in (i, *case.parse.children(i, "advmod", "amod", "nmod")):
            text = case.parse.words[k].text.lower()
            if text in case.words.words["alleged"]:
                return "alleged", f'marked as alleged by "{text}"'
    return None
