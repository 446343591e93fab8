"""Finds verbs of saying, thinking and intending, with their subject and what they say, in the parse."""

from collections.abc import Iterator

from detente.core.spans import Span
from detente.knowledge.cues import Cues, CueVerb
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import (
    is_finite,
    is_negated,
    is_passive,
    modal_of,
    subject_of,
)
from detente.reading.claims.verb_content import find_content, is_of_itself, with_series
from detente.reading.parse import Parse

__all__ = ["find_verb_frames", "is_nobody", "is_unreal"]

UNSURE_OF = frozenset({"believed", "expected", "planned", "hoped", "promised", "agreed"})
"""Moods of which a "not" says that the source holds the contrary; elsewhere it says that nothing was said."""
NOBODY = frozenset({"no", "nobody", "none", "neither", "nor"})
"""Words of a subject by which nobody is said to have spoken."""
CONDITIONS = frozenset({"if", "unless", "whether"})
RECEIVING = frozenset({"receive", "get", "obtain", "see", "read", "cite", "publish", "carry", "find"})
"""Verbs behind which "stating that" is not said by the subject but by what was received."""
EMPTY_OBJECTS = frozenset({"PRP", "WP", "WDT", "DT", "EX", "WRB"})
CARRIERS = frozenset({"go", "continue", "come", "use", "begin", "start", "rush", "keep"})
"""Verbs after which an infinitive of saying was said indeed ("went on to say")."""


def find_verb_frames(parse: Parse, cues: Cues) -> Iterator[Frame]:
    """Yield a frame for every cue verb of the parse that says, thinks or intends something."""
    for i, word in enumerate(parse.words):
        verb = cues.verbs.get(word.lemma.lower()) if word.pos == "VERB" else None
        if verb is not None:
            frame = _frame(parse, i, verb, cues)
            if frame is not None:
                yield frame


def _frame(parse: Parse, i: int, verb: CueVerb, cues: Cues) -> Frame | None:
    found = find_content(parse, i, verb)
    source = subject_of(parse, i)
    if found is None and ("quote" not in verb.forms or not (is_finite(parse, i) or parse.words[i].tag == "VBG")):
        return None
    form, mood, content, cue = found or (
        "quote",
        verb.forms["quote"],
        (),
        Span(parse.words[i].start, parse.words[i].end),
    )
    if (found is None and is_of_itself(parse, i, verb)) or _is_beside_another(parse, i, form, cues):
        return None
    content = with_series(parse, i, content, cues) if form == "clause" else content
    held = _mood_of_cue(parse, i, mood, form)
    if held is None or is_nobody(parse, source) or _is_empty(parse, i, form, source, content):
        return None
    reporter, source = _quoted_as(parse, i, source)
    source = _issuer(parse, _sender(parse, i, source), cues)
    return Frame(
        word=i,
        cue=cue,
        mood=held,
        form=form,
        source=source,
        content=content,
        quotes="quote" in verb.forms,
        hearer=_hearer(parse, i, verb),
        reporter=reporter,
    )


def _is_beside_another(parse: Parse, i: int, form: str, cues: Cues) -> bool:
    """Say whether "as told by ..." hangs on another's word of saying: one cannot say how much of it was told."""
    word = parse.words[i]
    head = parse.words[word.head]
    aside = form == "clause" and word.dep == "advcl" and is_passive(parse, i) and word.head != i
    return aside and head.lemma.lower() in cues.verbs and subject_of(parse, word.head) is not None


def _sender(parse: Parse, i: int, source: int | None) -> int | None:
    """Return who sent what another received: "received a note from the ministry, stating that ..."."""
    word = parse.words[i]
    above = parse.words[word.head]
    if word.tag != "VBG" or word.dep not in {"advcl", "acl"} or above.lemma.lower() not in RECEIVING:
        return source
    papers = parse.children(word.head, "dobj")
    if not papers:
        return source
    hung = [*parse.children(papers[0], "prep"), *parse.children(word.head, "prep")]
    senders = (k for p in hung if parse.words[p].lemma == "from" for k in parse.children(p, "pobj"))
    return next(senders, papers[0])


def _issuer(parse: Parse, source: int | None, cues: Cues) -> int | None:
    """Return who issues the paper that says so ("the ministry issued a statement saying ..."), where that is told."""
    if source is None or parse.words[source].dep != "dobj":
        return source
    verb = parse.words[source].head
    issuer = subject_of(parse, verb) if parse.words[verb].lemma in cues.light_verbs else None
    return source if issuer is None else issuer


def is_nobody(parse: Parse, source: int | None) -> bool:
    """Say whether a subject says that nobody did: "no one", "neither A nor B", "none of them", "no party"."""
    if source is None:
        return False
    around = [parse.words[k].text.lower() for k in (source, *parse.children(source))]
    phrase = {parse.words[source].text.lower(), *(w for w in around if w in {"no", "neither", "nor"})}
    return bool(phrase & NOBODY)


def is_unreal(parse: Parse, i: int) -> bool:
    """Say whether a verb says of a saying that it was not, may be, will be or is asked for."""
    return _mood_of_cue(parse, i, "said", "clause") is None or is_nobody(parse, subject_of(parse, i))


def _is_asked(parse: Parse, i: int) -> bool:
    """Say whether a verb is that of a question: "Did Lavrov say that ...?"."""
    subjects = parse.children(i, "nsubj", "nsubjpass")
    auxiliaries = [k for k in parse.children(i, "aux", "auxpass") if parse.words[k].lemma in {"do", "have", "be"}]
    sentence = parse.sentence_words(parse.words[i].sentence)
    ends = bool(sentence) and parse.words[sentence[-1]].text == "?"
    return ends and bool(subjects) and any(k < subjects[0] for k in auxiliaries)


def _mood_of_cue(parse: Parse, i: int, mood: str, form: str) -> str | None:
    """Return the mood, turned round by "not", or None where the cue says that nothing has been said."""
    if is_negated(parse, i):
        return "denied" if mood in UNSURE_OF and form != "quote" else None
    modal = modal_of(parse, i)
    if modal is not None and parse.words[modal].lemma in {"will", "may", "might", "could", "should", "shall", "must"}:
        return None
    if _is_asked(parse, i) or any(parse.words[k].lemma in CONDITIONS for k in parse.children(i, "mark")):
        return None
    word = parse.words[i]
    if word.tag == "VBG" and word.dep == "xcomp" and parse.words[word.head].lemma not in CARRIERS:
        return None
    bare = word.tag == "VB" and modal is None and any(parse.words[k].tag == "TO" for k in parse.children(i, "aux"))
    if bare and word.dep != "ccomp" and parse.words[word.head].lemma not in CARRIERS and mood not in UNSURE_OF:
        return None
    return mood


def _is_empty(parse: Parse, i: int, form: str, source: int | None, content: tuple[int, ...]) -> bool:
    """Say whether there is too little to make a claim of: nobody who wants it, or only "it" that is wanted."""
    participle = is_passive(parse, i) and not parse.children(i, "auxpass")
    if form in {"object", "preposition", "naming"}:
        words = [parse.words[k] for k in content]
        nobody = source is None and (form != "preposition" or not is_passive(parse, i) or participle)
        return nobody or all(w.tag in EMPTY_OBJECTS or w.pos in {"PUNCT", "ADP"} for w in words)
    if source is None and participle and parse.words[i].dep == "advcl":  # "asked whether ..., he said"
        return True
    if form == "infinitive":
        return source is None and not is_passive(parse, i)
    return False


def _hearer(parse: Parse, i: int, verb: CueVerb) -> int | None:
    if "addressee" in verb.forms:
        return next(iter(parse.children(i, "dobj", "dative")), None)
    to = (p for p in parse.children(i, "prep", "dative") if parse.words[p].lemma == "to")
    return next((o for p in to for o in parse.children(p, "pobj")), None)


def _quoted_as(parse: Parse, i: int, source: int | None) -> tuple[int | None, int | None]:
    """Return who quotes and who is quoted, in "TASS quoted the minister as saying" and in its passive."""
    word = parse.words[i]
    head = parse.words[word.head]
    if word.dep != "pcomp" or head.lemma.lower() != "as" or parse.words[head.head].lemma not in {"quote", "cite"}:
        return None, source
    quoting = head.head
    if is_passive(parse, quoting):
        return subject_of(parse, quoting), next(iter(parse.children(quoting, "nsubjpass")), None)
    return subject_of(parse, quoting), next(iter(parse.children(quoting, "dobj")), None)
