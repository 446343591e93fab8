"""Rules on what is told as others' talk: rumours, what somebody "is said to have" done or is accused of."""

from detente.reading.claims.grammar import is_passive
from detente.reading.parse import Parse
from detente.reading.status.case import Case, Verdict, status_named

__all__ = ["accused", "rumoured", "said_of"]


def accused(case: Case) -> Verdict | None:
    """Judge what somebody is accused of: apart from the verb ("accused by X of ..."), or as having had it done."""
    for below, i in zip(case.path, case.path[1:], strict=False):
        if case.parse.words[below].dep == "pcomp" and case.parse.words[i].lemma.lower() == "of":
            verb = _verb_of_agent(case.parse, i)
            if verb is not None and _gives(case, verb) == "alleged":
                return "alleged", f'what somebody was "{case.parse.words[verb].text}" of'
    moods = [case.words.moods.get(c.mood or "") for c in case.claims[:1]]
    ordered = any(_gives(case, i) == "demanded" for i in case.path[1:])
    if moods == ["alleged"] and ordered and not case.candidate.asserted:
        return "alleged", "accused of having had it done"
    return None


def _gives(case: Case, i: int) -> str | None:
    return status_named(case.words.governors.get(case.parse.words[i].lemma.lower()))


def _verb_of_agent(parse: Parse, i: int) -> int | None:
    """Return the passive verb in whose "by ..." word `i` stands."""
    for k in parse.ancestors(i):
        if parse.words[k].dep == "agent":
            return parse.words[k].head
        if parse.words[k].dep not in {"pobj", "prep", "conj", "appos"}:
            return None
    return None


def rumoured(case: Case) -> Verdict | None:
    """Judge by a word for idle talk that holds the event: "rumours that", "speculation about"."""
    cues = [case.parse.word_at(c.cue.start) for c in case.claims[:1] if c.cue]
    cues += [case.parse.words[i].head for i in case.path if case.parse.words[i].dep in {"acl", "pobj"}]
    for i in (*cues, *case.path[1:]):
        if i is not None and case.parse.words[i].lemma.lower() in case.words.words["rumour"]:
            return "alleged", f'told as "{case.parse.words[i].text}"'
    return None


def said_of(case: Case) -> Verdict | None:
    """Judge what somebody is said to have done or to be doing: "is believed to have attacked"."""
    for n, i in enumerate(case.path):
        word, above = case.parse.words[i], case.parse.words[case.parse.words[i].head]
        if n and _gives(case, i) not in {None, "happened"}:
            return None
        aux = {case.parse.words[k].lemma for k in case.parse.children(i, "aux")}
        told = word.dep == "xcomp" and "to" in aux and (word.tag == "VBG" or "have" in aux)
        if told and above.lemma.lower() in case.words.words["said_of"] and is_passive(case.parse, word.head):
            return "alleged", f'what somebody "is {above.text} to" have done'
    return None
