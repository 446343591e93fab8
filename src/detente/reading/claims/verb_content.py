"""Finds what a cue verb says, in the parse: the clause, the infinitive, the object or what a preposition leads to."""

from collections.abc import Iterator

from detente.core.spans import Span, hull
from detente.knowledge.cues import Cues, CueVerb
from detente.reading.claims.grammar import (
    clause_of,
    governing_verb,
    has_finite_verb,
    is_finite,
    is_passive,
    modal_of,
    trim,
)
from detente.reading.parse import Parse

__all__ = ["Said", "find_content", "is_of_itself", "with_series"]

RELATIVE = frozenset({"WDT", "WP"})
Said = tuple[str, str, tuple[int, ...], Span]
"""The form in which a cue takes what is said, its mood, the words said, and the cue."""


def find_content(parse: Parse, i: int, verb: CueVerb) -> Said | None:
    """Return form, mood, words said and cue, of the fullest form that the grammar shows."""
    here = Span(parse.words[i].start, parse.words[i].end)
    particle = [Span(parse.words[k].start, parse.words[k].end) for k in parse.children(i, "prt")]
    here = hull((here, *particle)) if particle and particle[0].start - here.end <= 1 else here
    for form, words in _by_form(parse, i, verb):
        said = tuple(trim(parse, words))
        if said and not _is_parted(parse, said[-1], i):
            return form, verb.forms[form], said, here
    return _after_preposition(parse, i, verb, here) or _object(parse, i, verb, here)


def _is_parted(parse: Parse, last: int, i: int) -> bool:
    """Say whether a semicolon stands between words and a cue behind them: they are no words of that cue's."""
    return last < i and any(parse.words[k].text == ";" for k in range(last, i))


def _by_form(parse: Parse, i: int, verb: CueVerb) -> Iterator[tuple[str, list[int]]]:
    if "clause" in verb.forms:
        yield "clause", _clause(parse, i, verb)
        yield "clause", _clause_before(parse, i)
    if "order" in verb.forms or "infinitive" in verb.forms:
        form = "order" if "order" in verb.forms else "infinitive"
        yield form, _infinitive(parse, i, with_object="order" in verb.forms)
    elif "clause" in verb.forms and is_passive(parse, i):  # "is believed to have sent"
        yield "clause", _infinitive(parse, i, with_object=False)
    if "naming" in verb.forms:
        yield "naming", _naming(parse, i)


def _clause(parse: Parse, i: int, verb: CueVerb) -> list[int]:
    """Return the finite clause that is said; a label before the sentence ("Q:") gives way to a clause behind."""
    for c in sorted(parse.children(i, "ccomp"), key=lambda c: not has_finite_verb(parse, parse.subtree(c))):
        if c < i and not is_of_itself(parse, i, verb):
            return _from_sentence_start(parse, i, c)
        if c > i and (is_finite(parse, c) or not _is_infinitive(parse, c)):
            return _without_mark(parse, parse.subtree(c) if "addressee" in verb.forms else _with_subject(parse, i, c))
    return []


def is_of_itself(parse: Parse, i: int, verb: CueVerb) -> bool:
    """Say whether a passive has its own matter ("no date has been agreed") and holds nothing that stands before it."""
    if "addressee" in verb.forms:
        return False
    return is_passive(parse, i) and any(parse.words[s].pos == "NOUN" for s in parse.children(i, "nsubjpass"))


def _with_subject(parse: Parse, i: int, c: int) -> list[int]:
    """Return a clause with its subject, also where the parser takes that for the object of the cue."""
    words = parse.subtree(c)
    objects = [o for o in parse.children(i, "dobj") if i < o < words[0]]
    if not objects or not is_finite(parse, c) or parse.children(c, "nsubj", "nsubjpass", "csubj", "expl", "mark"):
        return words
    return list(range(parse.subtree(objects[0])[0], words[-1] + 1))


def _from_sentence_start(parse: Parse, i: int, c: int) -> list[int]:
    """Return a clause that stands before its cue, with what leads it in, which the parser may hang on the cue."""
    subtree = parse.subtree(c)
    if parse.words[i].dep != "ROOT" or (subtree and subtree[-1] > i):
        return subtree
    first = parse.sentence_words(parse.words[i].sentence)[0]
    subject = next(iter(parse.children(i, "nsubj", "nsubjpass")), i)
    lead = [k for k in range(first, subtree[0]) if parse.words[k].dep != "cc"]
    if first <= subject < c or any(parse.words[k].pos == "VERB" for k in lead):
        return subtree
    return [*lead, *subtree]


def _clause_before(parse: Parse, i: int) -> list[int]:
    """Return the clause around a cue that interrupts or ends it: ", he said", "as he said"."""
    word = parse.words[i]
    as_clause = word.dep == "advcl" and any(parse.words[k].lemma == "as" for k in parse.children(i, "mark", "advmod"))
    if (as_clause or word.dep == "parataxis") and word.head != i and not parse.children(i, "ccomp", "dobj"):
        top = word.head if parse.words[word.head].pos in {"VERB", "AUX"} else governing_verb(parse, i)
        return _own_clause(parse, top, i) if top is not None else []
    if word.dep not in {"ROOT", "conj"} or parse.children(i, "ccomp", "dobj", "xcomp") or not is_finite(parse, i):
        return []
    if any(k < i for k in parse.children(i, "advcl")):
        return []
    return _before_comma(parse, i)


def _own_clause(parse: Parse, top: int, i: int) -> list[int]:
    """Return the clause around an aside, less what is joined to it behind with a subject of its own."""
    joined = [k for k in parse.children(top, "conj") if k > max(top, i) and parse.children(k, "nsubj", "nsubjpass")]
    words = clause_of(parse, top, i)
    if not joined:
        return words
    words = [k for k in words if k < parse.subtree(joined[0])[0]]
    while words and (parse.words[words[-1]].dep == "cc" or parse.words[words[-1]].pos == "PUNCT"):
        words.pop()
    return words


def _before_comma(parse: Parse, i: int) -> list[int]:
    """Return what stands before ", he said" where the parser did not see that it is said."""
    first = parse.sentence_words(parse.words[i].sentence)[0]
    start = min([i, *(k for s in parse.children(i, "nsubj") for k in parse.subtree(s))])
    if start <= first or parse.words[start - 1].text not in {",", "”", '"', "»"}:
        return []
    before = list(range(first, start))
    return before if has_finite_verb(parse, before) else []


def _infinitive(parse: Parse, i: int, *, with_object: bool) -> list[int]:
    """Return the infinitive that is intended or ordered, with whoever shall do it."""
    for c in parse.children(i, "xcomp", "ccomp"):
        if not _is_infinitive(parse, c):
            continue
        words = _without_finite_conjuncts(parse, c)
        if is_passive(parse, i):
            subjects = [s for s in parse.children(i, "nsubjpass") if parse.words[s].tag not in RELATIVE]
            return [*(k for s in subjects for k in parse.subtree(s)), *words]
        objects = [k for o in parse.children(i, "dobj") for k in parse.subtree(o)] if with_object else []
        return sorted({*objects, *words})
    return []


def _without_finite_conjuncts(parse: Parse, c: int) -> list[int]:
    """Return the words under an infinitive, less what the parser joins to it though it carries its own tense."""
    words = parse.subtree(c)
    for k in parse.children(c, "conj"):
        if parse.words[k].tag in {"VBD", "VBZ", "VBP"}:
            words = [w for w in words if w < parse.subtree(k)[0]]
            return words[:-1] if words and parse.words[words[-1]].dep == "cc" else words
    return words


def _naming(parse: Parse, i: int) -> list[int]:
    for c in parse.children(i, "oprd"):
        objects = [k for o in parse.children(i, "dobj", "nsubjpass") for k in parse.subtree(o)]
        return sorted({*objects, *parse.subtree(c)})
    for c in parse.children(i, "ccomp"):
        if not is_finite(parse, c):
            return parse.subtree(c)
    return []


def _after_preposition(parse: Parse, i: int, verb: CueVerb, here: Span) -> Said | None:
    for p in _leads(parse, i, verb):
        lead = parse.words[p].lemma.lower()
        said = [k for o in parse.children(p, "pobj", "pcomp") for k in parse.subtree(o)]
        hung = ("xcomp", "advcl") if lead == "on" else ("xcomp",)  # "called on both to stop"
        tasks = [c for c in parse.children(i, *hung) if c > p and _is_infinitive(parse, c)]
        said = sorted({*said, *(k for c in tasks for k in _without_finite_conjuncts(parse, c))}) if said else said
        while tasks and said and parse.words[said[-1]].dep == "cc":
            said.pop()
        if parse.words[p].dep == "mark":  # "called for the road to be opened"
            said = [k for k in parse.subtree(parse.words[p].head) if k > p]
        if not said:
            continue
        cue = Span(here.start, parse.words[p].end) if parse.words[p].start - here.end == 1 else here
        if lead in verb.joined:
            objects = [k for o in parse.children(i, "dobj", "nsubjpass") for k in parse.subtree(o)]
            objects = [k for k in objects if parse.words[k].tag not in RELATIVE]
            said = sorted({*objects, p, *said}) if objects else said
            cue = here if objects else cue
        return "preposition", verb.prepositions[lead], tuple(trim(parse, said)), cue
    return None


def _leads(parse: Parse, i: int, verb: CueVerb) -> Iterator[int]:
    """Yield the prepositions that lead to what a verb says, also where the parser hangs them on its object."""
    clauses = parse.children(i, "ccomp", "advcl", "xcomp")
    hung = [
        *parse.children(i, "prep"),
        *(k for c in clauses for k in parse.children(c, "mark")),
        *(k for o in parse.children(i, "dobj") for k in parse.children(o, "prep") if verb.joined),
    ]
    return (p for p in hung if parse.words[p].lemma.lower() in verb.prepositions)


def _object(parse: Parse, i: int, verb: CueVerb, here: Span) -> Said | None:
    if "object" not in verb.forms:
        return None
    passive = is_passive(parse, i)
    gerunds = (c for c in parse.children(i, "xcomp") if parse.words[c].tag == "VBG")  # "denied shelling the village"
    objects = parse.children(i, "nsubjpass") if passive else parse.children(i, "dobj") or tuple(gerunds)
    heads = {parse.words[o].lemma.lower() for o in objects}
    if (verb.objects and not heads & verb.objects) or heads & verb.never:
        return None
    said = [k for o in objects for k in parse.subtree(o)]
    if passive and not objects and parse.words[i].dep == "acl":
        said = clause_of(parse, parse.words[i].head, i) if parse.words[parse.words[i].head].dep != "ROOT" else []
    if said and parse.words[i].tag == "VBG" and parse.words[i].dep == "advcl":
        said = list(range(said[0], parse.subtree(i)[-1] + 1))  # "Recalling the opening of the centre in June, he said"
    said = trim(parse, said)
    return ("object", verb.forms["object"], tuple(said), here) if said else None


def with_series(parse: Parse, i: int, content: tuple[int, ...], cues: Cues) -> tuple[int, ...]:
    """Take in the rest of a series ("believe that A, B and C") where the parser makes its last clause the main one."""
    word = parse.words[i]
    head = parse.words[word.head]
    first = content[0] if content else i
    if word.dep != "ccomp" or word.head < i or first < i or parse.words[first - 1].dep != "mark":
        return content
    if head.pos not in {"VERB", "AUX"} or head.lemma.lower() in cues.verbs:
        return content
    rest = [k for k in parse.subtree(word.head) if k > content[-1]]
    return tuple(trim(parse, [*content, *rest]))


def _is_infinitive(parse: Parse, c: int) -> bool:
    to = any(parse.words[k].tag == "TO" for k in parse.children(c, "aux"))
    return to or (parse.words[c].tag == "VB" and modal_of(parse, c) is None)


def _without_mark(parse: Parse, words: list[int]) -> list[int]:
    """Leave the "that" out which leads a clause in."""
    if words and parse.words[words[0]].lemma.lower() == "that" and parse.words[words[0]].tag == "IN":
        return words[1:]
    return words
