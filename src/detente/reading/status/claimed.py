"""The rule on the mood of the claim that holds an event, and on what such a claim takes for granted."""

from detente.reading.claims.grammar import is_finite
from detente.reading.status.case import Case, Verdict, is_presupposed, modal, status_named, was_said

__all__ = ["mood"]


def mood(case: Case) -> Verdict | None:
    """Judge by the innermost claim whose mood decides; what the claim takes for granted it leaves alone."""
    if _is_taken_for_granted(case):
        return None
    for claim in case.claims:
        status = status_named(case.words.moods.get(claim.mood or ""))
        if status is not None and not (claim.mood == "warned" and _tells_a_fact(case)):
            cue = f' ("{case.reading.words_of(claim.cue)}")' if claim.cue else ""
            return status, f"inside what is {claim.mood}{cue}"
    return None


def _is_taken_for_granted(case: Case) -> bool:
    """Say whether an event stands in an aside ("after the attack", "the army that shelled the town") of a claim."""
    if not case.path or not case.claims:
        return False
    if is_presupposed(case.parse, case.path[0]) or was_said(case):
        return True
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
