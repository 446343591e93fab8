"""Finds what is said without a verb of saying: by a noun, an adjective, an adverb, or "according to"."""

from collections.abc import Iterator, Sequence

from detente.core.spans import Span
from detente.knowledge.cues import CueNoun, Cues
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import clause_of, governing_verb, is_negated, subject_of, trim
from detente.reading.parse import Parse

__all__ = ["find_noun_frames"]


def find_noun_frames(parse: Parse, cues: Cues) -> Iterator[Frame]:
    """Yield a frame for every noun, adjective, adverb or phrase of the parse that holds somebody's words."""
    for i, word in enumerate(parse.words):
        lemma = word.lemma.lower()
        frame = None
        if word.pos == "NOUN":
            frame = _noun(parse, i, cues) or _in_the_words_of(parse, i, cues)
        elif lemma == "accord" or word.text.lower() == "according":
            frame = _according_to(parse, i, cues)
        elif word.pos == "ADJ":
            frame = _adjective(parse, i, cues)
        elif word.pos == "ADV" and lemma in cues.adverbs:
            frame = _adverb(parse, i, cues.adverbs[lemma])
        elif word.pos == "VERB":
            frame = _citing(parse, i, cues)
        if frame is not None:
            yield frame


def _noun(parse: Parse, i: int, cues: Cues) -> Frame | None:
    noun = cues.nouns.get(parse.words[i].lemma.lower())
    if noun is None:
        return None
    form, content, lead = _held_by_noun(parse, i, noun)
    source, carrier = _owner(parse, i, cues)
    if not content or (source is None and form != "clause"):
        return None
    if carrier is not None and is_negated(parse, carrier):
        return None
    start = parse.words[i if carrier is None or carrier > i else carrier].start
    end = lead if lead is not None else parse.words[i].end
    return Frame(
        word=i,
        cue=Span(start, end),
        mood=noun.mood,
        form="noun",
        source=source,
        content=tuple(content),
        quotes=form == "clause",
    )


def _held_by_noun(parse: Parse, i: int, noun: CueNoun) -> tuple[str, list[int], int | None]:
    """Return the form in which a noun holds what is said, the words said, and where a leading preposition ends."""
    for c in parse.children(i, "acl", "ccomp", "relcl"):
        words = parse.subtree(c)
        that = parse.words[words[0]].lemma.lower() == "that" and parse.words[words[0]].dep == "mark"
        if "clause" in noun.takes and that:
            return "clause", trim(parse, words[1:]), None
        if "infinitive" in noun.takes and any(parse.words[k].tag == "TO" for k in parse.children(c, "aux")):
            return "infinitive", trim(parse, words), None
    for p in parse.children(i, "prep"):
        if parse.words[p].lemma.lower() in noun.prepositions:
            words = [k for o in parse.children(p, "pobj", "pcomp") for k in parse.subtree(o)]
            return "preposition", trim(parse, words), parse.words[p].end
    return "clause", _after_be(parse, i, noun), None


def _after_be(parse: Parse, i: int, noun: CueNoun) -> list[int]:
    """Return the clause in "the fear is that ..."."""
    word = parse.words[i]
    if word.dep != "nsubj" or parse.words[word.head].lemma != "be" or "clause" not in noun.takes:
        return []
    clauses = parse.children(word.head, "ccomp")
    words = parse.subtree(clauses[0]) if clauses else []
    that = bool(words) and parse.words[words[0]].lemma.lower() == "that"
    return trim(parse, words[1:]) if that else []


def _owner(parse: Parse, i: int, cues: Cues) -> tuple[int | None, int | None]:
    """Return the head word of whoever owns a noun, and the verb that carries the noun where one does."""
    word = parse.words[i]
    owner = next(iter(parse.children(i, "poss")), None)
    if owner is not None:
        return owner, None
    for p in parse.children(i, "prep", "agent"):
        if parse.words[p].lemma.lower() in {"by", "from"}:
            return next(iter(parse.children(p, "pobj")), None), None
    head = parse.words[word.head]
    if word.dep in {"dobj", "nsubjpass"} and head.lemma in cues.light_verbs:
        return subject_of(parse, word.head), word.head
    named = (k for k in parse.children(i, "amod", "compound") if parse.words[k].text[:1].isupper())
    return next((k for k in named if parse.words[k].start > _sentence_start(parse, k)), None), None


def _sentence_start(parse: Parse, k: int) -> int:
    """Return where a word's sentence starts: a capital letter there says nothing, unless the word is a name."""
    first = parse.sentence_words(parse.words[k].sentence)[0]
    return parse.words[first].start if parse.words[k].pos != "PROPN" else -1


def _adjective(parse: Parse, i: int, cues: Cues) -> Frame | None:
    adjective = cues.adjectives.get(parse.words[i].lemma.lower())
    head = parse.words[i].head
    if adjective is None or parse.words[i].dep != "acomp" or is_negated(parse, head):
        return None
    source = subject_of(parse, head)
    if source is not None and parse.words[source].text.lower() == "it":  # "it became clear that": nobody's word
        return None
    for c in (*parse.children(i, "ccomp", "xcomp"), *parse.children(head, "ccomp", "xcomp")):
        infinitive = any(parse.words[k].tag == "TO" for k in parse.children(c, "aux"))
        if c > i and source is not None and ("infinitive" if infinitive else "clause") in adjective.takes:
            words = parse.subtree(c)
            words = words[1:] if parse.words[words[0]].dep == "mark" else words
            return _simple(parse, i, adjective.mood, "clause", source, trim(parse, words))
    return None


def _according_to(parse: Parse, i: int, cues: Cues) -> Frame | None:
    preposition = next((p for p in parse.children(i, "prep") if parse.words[p].lemma.lower() == "to"), None)
    if preposition is None:
        return None
    source = next(iter(parse.children(preposition, "pobj")), None)
    if source is None or parse.words[source].lemma.lower() in cues.not_sources:
        return None
    top = governing_verb(parse, i)
    content = trim(parse, clause_of(parse, top, i)) if top is not None else []
    if not content:
        return None
    cue = Span(parse.words[i].start, parse.words[preposition].end)
    return Frame(word=i, cue=cue, mood="said", form="according", source=source, content=tuple(content), quotes=True)


def _in_the_words_of(parse: Parse, i: int, cues: Cues) -> Frame | None:
    """Return the frame of "in the minister's words" and "in the words of the minister"."""
    word = parse.words[i]
    lead = parse.words[word.head]
    if word.dep != "pobj" or word.lemma.lower() not in cues.source_owns.get(lead.lemma.lower(), ()):
        return None
    of = (o for p in parse.children(i, "prep") if parse.words[p].lemma == "of" for o in parse.children(p, "pobj"))
    source = next(iter((*parse.children(i, "poss"), *of)), None)
    top = governing_verb(parse, i)
    if source is None or top is None:
        return None
    content = trim(parse, clause_of(parse, top, word.head))
    cue = Span(min(lead.start, word.start), word.end)
    return Frame(word=i, cue=cue, mood="said", form="according", source=source, content=tuple(content), quotes=True)


def _adverb(parse: Parse, i: int, mood: str) -> Frame | None:
    """Return the frame of "reportedly": nobody is named, and the clause around it is what is said."""
    head = parse.words[i].head
    top = head if parse.words[head].pos in {"VERB", "AUX"} else governing_verb(parse, i)
    if top is None:
        return None
    words = [k for k in parse.subtree(top) if k != i and (parse.words[k].dep != "mark" or parse.words[k].head != top)]
    words = trim(parse, words)
    return _simple(parse, i, mood, "adverb", None, words)


def _citing(parse: Parse, i: int, cues: Cues) -> Frame | None:
    """Return the frame of "gave as an example the railway"."""
    for p in parse.children(i, "prep"):
        for o in parse.children(p, "pobj"):
            phrase = (parse.words[i].lemma, parse.words[p].lemma.lower(), parse.words[o].lemma.lower())
            source = subject_of(parse, i)
            if phrase in cues.citing and source is not None:
                words = [k for d in (*parse.children(i, "dobj"), *parse.children(o, "appos")) for k in parse.subtree(d)]
                return _simple(parse, i, "said", "object", source, trim(parse, words))
    return None


def _simple(parse: Parse, i: int, mood: str, form: str, source: int | None, words: Sequence[int]) -> Frame | None:
    if not words:
        return None
    cue = Span(parse.words[i].start, parse.words[i].end)
    return Frame(word=i, cue=cue, mood=mood, form=form, source=source, content=tuple(words))
