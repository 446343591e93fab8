"""Rules on what stands over an event: condition, modal, governing word, infinitive."""

from detente.reading.status.case import Case, Verdict, is_past_cue, modal, status_named

__all__ = ["conditional", "foreseen", "governor", "infinitive", "modality"]


def conditional(case: Case) -> Verdict | None:
    """Judge by a condition that the event depends on."""
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


def foreseen(case: Case) -> Verdict | None:
    """Judge "would" in a report of what was said: the future, seen from then."""
    first = next((k for i in case.path if (k := modal(case.parse, i)) is not None), None)
    would = first is not None and case.parse.words[first].text.lower() == "would"
    if would and case.claims and is_past_cue(case, case.claims[0]):
        return "planned", '"would" in a report of what was said: the future, seen from then'
    return None


def modality(case: Case) -> Verdict | None:
    """Judge by the modal of the event's verb or of one above it."""
    for i in case.path:
        k = modal(case.parse, i)
        if k is None:
            continue
        text = case.parse.words[k].text.lower()
        status = status_named(case.words.modals.get(text) or case.words.modals.get(case.parse.words[k].lemma.lower()))
        if status is not None:
            return status, f'modal "{text}"'
    return None


def governor(case: Case) -> Verdict | None:
    """Judge by the verb, noun or adjective that the event hangs on: "plans to", "call for", "fear of"."""
    for below, i in zip(case.path, case.path[1:], strict=False):
        word = case.parse.words[i]
        status = status_named(case.words.governors.get(word.lemma.lower()))
        given = case.words.governors.get(word.lemma.lower())
        if given == "happened" and case.parse.words[below].dep in {"xcomp", "ccomp", "acl"}:
            return None
        if word.lemma.lower() in case.words.words["perpetrate"] and case.parse.words[below].dep == "dobj":
            continue  # "committed violations", not "committed to talks"
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
            if word.text.lower() in case.words.words["thwarted"]:
                return "negated", f'called "{word.text}"'
            status = status_named(given)
            if status in {"planned", "hypothetical", "alleged", "ongoing"}:
                return status, f'called "{word.text}"'
    return None


def infinitive(case: Case) -> Verdict | None:
    """Judge an infinitive that nothing above says was done: an aim ("met to discuss"), or what is to be."""
    for below, i in zip(case.path, (*case.path[1:], None), strict=False):
        word = case.parse.words[below]
        if not any(case.parse.words[k].tag == "TO" for k in case.parse.children(below, "aux")):
            continue
        if i is not None and case.parse.words[i].lemma == "be" and word.dep == "xcomp":
            return "planned", '"is to"'
        if any(case.parse.words[k].lemma == "have" for k in case.parse.children(below, "aux")):
            return None  # "to have attacked" looks back
        above = case.parse.words[i].lemma.lower() if i is not None else ""
        if case.words.governors.get(above) == "happened" and word.dep in {"xcomp", "ccomp", "acl", "relcl"}:
            return None
        return "planned", "an infinitive of aim or intention, which does not say that it was reached"
    return None
