"""The rule on questions: they do not say that what they ask about came to pass, or take it for granted."""

from detente.reading.parse import Parse
from detente.reading.status.case import Case, Verdict, modal

__all__ = ["asked"]

ASKING = frozenset({"WRB", "WP", "WP$", "WDT"})
CLAUSES = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


def asked(case: Case) -> Verdict | None:
    """Judge an event that a question asks about: whether it came to pass, or why, when, how and by whom it did."""
    if not case.path or not _is_asked(case.parse, case.path[0]):
        return None
    top = case.path[-1]
    definite = any(case.parse.words[k].text.lower() == "the" for k in case.parse.children(case.path[0], "det"))
    known = case.parse.words[case.parse.words[top].head].lemma.lower() in case.words.words["known"]
    if case.parse.words[top].dep not in CLAUSES or definite or (known and case.parse.words[top].dep == "ccomp"):
        return None
    by = _asking_word(case.parse, top)
    if by is None:
        return "hypothetical", "asked about: a question does not say that it came to pass"
    if modal(case.parse, top) is None and top == case.path[0]:
        return "background", f'taken for granted by a question with "{case.parse.words[by].text}"'
    return None


def _is_asked(parse: Parse, i: int) -> bool:
    """Say whether a question mark ends the sentence, or the piece of a quotation, in which word `i` stands."""
    quoted = False
    for k in range(i + 1, parse.sentence_words(parse.words[i].sentence).stop):
        word = parse.words[k]
        if word.tag == "``":
            quoted = True
        elif word.tag == "''" and quoted:
            quoted = False
        elif word.tag == "''" and parse.words[k - 1].pos == "PUNCT":
            return False
        elif word.text.startswith("?") and not quoted:
            return True
    return False


def _asking_word(parse: Parse, top: int) -> int | None:
    """Return the word with which a clause asks for more than yes or no: "why", "who", "in which"."""
    before = [k for k in parse.subtree(top) if k < top and parse.words[k].tag in ASKING]
    return next((k for k in before if not _is_in_clause_below(parse, k, top)), None)


def _is_in_clause_below(parse: Parse, k: int, top: int) -> bool:
    for a in parse.ancestors(k):
        if a == top:
            return False
        if parse.words[a].pos in {"VERB", "AUX"}:
            return True
    return False
