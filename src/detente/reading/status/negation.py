"""Rules on what is said not to be: a word of negation at the event, at who takes part in it, or over all of it."""

from detente.reading.parse import Parse
from detente.reading.status.case import Case, Verdict, modal, status_named

__all__ = ["negated", "not_to_be", "untrue"]

UNREAL = frozenset({"hypothetical", "demanded", "planned"})
SHARED = frozenset({"xcomp", "conj"})
"""How a verb hangs on another whose subject is its own, too."""


def negated(case: Case) -> Verdict | None:
    """Judge by a word of negation at the trigger or at a word above it, or at one that takes part in it."""
    for n, i in enumerate(case.path):
        word = case.parse.words[i]
        if word.dep == "relcl" or (word.dep == "acl" and word.tag == "VBN"):
            return None  # an outer "not" says nothing of a relative clause, "the bill backed by ..." included
        marks = [k for k in case.parse.children(i) if _is_negation(case, k)]
        marks += [m for k in _arguments(case, n) for m in _marks_of_none(case, k)]
        if marks:
            return "negated", f'negated by "{case.parse.words[marks[0]].text}"'
        if case.parse.words[i].lemma.lower() in case.words.words["negated"]:
            return "negated", f'negated by "{case.parse.words[i].text}"'
    return None


def not_to_be(case: Case) -> Verdict | None:
    """Judge what somebody hopes, asks or promises will not come: nobody says that it did not."""
    claim = case.claims[0] if case.claims else None
    verb = next((i for i in case.path if case.parse.words[i].pos in {"VERB", "AUX"}), None)
    if claim is None or verb is None or status_named(case.words.moods.get(claim.mood or "")) not in UNREAL:
        return None
    ahead = modal(case.parse, verb) is not None or any(
        case.parse.words[k].tag == "TO" for k in case.parse.children(verb, "aux")
    )
    if ahead and negated(case) is not None:
        return "hypothetical", f"not to be, inside what is {claim.mood}"
    return None


def _is_negation(case: Case, k: int) -> bool:
    word = case.parse.words[k]
    if word.dep not in {"neg", "det", "preconj", "advmod"}:
        return False  # "without" negates what follows it, not what it hangs on
    return _says_no(case, k) and not _is_not_only(case, k)


def _says_no(case: Case, k: int) -> bool:
    word = case.parse.words[k]
    return bool({word.lemma.lower(), word.text.lower()} & case.words.words["negated"])


def _is_not_only(case: Case, k: int) -> bool:
    following = case.parse.words[k + 1] if k + 1 < len(case.parse.words) else None
    return following is not None and following.lemma.lower() in case.words.words["after_not"]


def _arguments(case: Case, n: int) -> list[int]:
    """Return who and what takes part in the event by word `n` of the path: its objects, and the subjects it shares."""
    path, parse = case.path, case.parse
    if parse.words[path[n]].pos not in {"VERB", "AUX"}:
        return []
    if n == 0:
        return list(parse.children(path[0], "nsubj", "nsubjpass", "dobj"))
    if not all(_shares_subject(parse, below) for below in path[:n]):
        return []
    return [k for k in parse.children(path[n], "nsubj", "nsubjpass") if k not in path]


def _shares_subject(parse: Parse, i: int) -> bool:
    """Say whether who does what stands above word `i` also does `i`: "nobody wants to attack", "launched an attack"."""
    word = parse.words[i]
    if word.dep == "dobj":
        return not any(parse.words[k].text.lower() != "a" for k in parse.children(i, "det", "poss"))
    return word.dep in SHARED


def _marks_of_none(case: Case, k: int) -> list[int]:
    """Return the words that make a party nobody or nothing: "nothing", "no shots", "hardly any soldier"."""
    if case.parse.words[k].lemma.lower() in case.words.words["nothing"]:
        return [k]
    dets = case.parse.children(k, "det")
    marks = [*dets, *case.parse.children(k, "preconj")]
    some = (d for d in dets if case.parse.words[d].text.lower() == "any")
    marks += [m for d in some for m in case.parse.children(d, "advmod", "neg")]
    return [m for m in marks if _says_no(case, m) and not _is_not_only(case, m)]


def untrue(case: Case) -> Verdict | None:
    """Judge by a word that calls a whole clause false: "it is untrue that", "reports that ... are false"."""
    for i in case.path:
        be = _predicate_over(case.parse, i)
        if be is None:
            continue
        no = any(_is_negation(case, m) for m in case.parse.children(be))
        wanted = case.words.words["true" if no else "false"]  # "not true" is "false"
        for k in case.parse.children(be, "acomp", "attr"):
            if case.parse.words[k].lemma.lower() in wanted:
                return _called_false(case, be, k, "not " if no else "")
    return None


def _predicate_over(parse: Parse, i: int) -> int | None:
    """Return the "be" by which something is said of the clause that word `i` heads."""
    word = parse.words[i]
    above = word.head
    if word.dep == "acl" and parse.children(i, "mark") and parse.words[above].dep in {"nsubj", "nsubjpass"}:
        above = parse.words[above].head
    elif word.dep not in {"ccomp", "csubj", "acl", "advcl"} or not parse.children(i, "mark"):
        return None
    elif parse.words[above].dep in {"acomp", "attr"}:
        above = parse.words[above].head
    return above if parse.words[above].lemma == "be" else None


def _called_false(case: Case, be: int, k: int, no: str) -> Verdict:
    start, text = case.parse.words[be].start, no + case.parse.words[k].text
    if modal(case.parse, be) is not None:
        return "hypothetical", f'said to be perhaps "{text}"'
    if any(c.content.start <= start < c.content.end for c in case.claims):
        return "denied", f'called "{text}" by somebody'
    return "negated", f'called "{text}"'
