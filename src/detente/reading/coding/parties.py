"""Which of the spans that the model gives as parties can be somebody, and whose words they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.core.spans import Span, covers
from detente.knowledge.agents import instruments, word_list
from detente.reading.heads import root_of, standing_for, whole_of
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Coding, Mention, Party

__all__ = ["find_parties", "head_of", "without_no_parties"]

NOBODIES = word_list("nobodies")
PREDICATES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl"})
EMPTY = frozenset({"ADP", "ADV", "PART", "PUNCT", "CCONJ", "SCONJ", "AUX", "DET"})


def without_no_parties(parse: Parse, coding: Coding) -> Coding:
    """Return a coding without spans that are no noun phrase, nor a treaty that something is done to.

    Where "nobody" did or suffered it, it did not come to pass.
    """
    nobody = any(_is_nobody(parse, s) for s in (*coding.actors, *coding.recipients))
    return replace(
        coding,
        actors=tuple(s for s in coding.actors if _may_be_party(parse, s)),
        recipients=tuple(s for s in coding.recipients if _may_be_party(parse, s) and not _is_agreement(parse, s)),
        status="negated" if nobody and coding.status in {"happened", "ongoing", "background"} else coding.status,
    )


def _may_be_party(parse: Parse, span: Span) -> bool:
    words = parse.words_in(span.start, span.end)
    if not words:
        return True
    return not (
        _is_nobody(parse, span)
        or all(parse.words[i].pos in EMPTY for i in words)
        or all(_is_predicate(parse, i) for i in words)
        or all(_is_low_end(parse, i) for i in words)
    )


def _is_nobody(parse: Parse, span: Span) -> bool:
    words = parse.words_in(span.start, span.end)
    first = [parse.words[i].text.lower() for i in words[:2]]
    return first in (["no", "one"], ["no", "-"]) or (len(words) == 1 and first[0] in NOBODIES)


def _is_predicate(parse: Parse, i: int) -> bool:
    """Say whether a word is the verb of a clause, or its auxiliary: "expelled" in "suspended it and expelled them"."""
    word = parse.words[i]
    return word.pos in {"VERB", "AUX"} and word.tag in {"VBD", "VBZ", "VBP", "VBN"} and word.dep in PREDICATES


def _is_low_end(parse: Parse, i: int) -> bool:
    """Say whether a word only qualifies a number: "3,000" of "3,000 to 4,000 troops", "more" of "more than 2,000"."""
    word = parse.words[i]
    return word.dep == "quantmod" or (word.pos == "ADJ" and word.head != i and parse.words[word.head].pos == "NUM")


def _is_agreement(parse: Parse, span: Span) -> bool:
    at = head_of(parse, span)
    return at is not None and parse.words[at].lemma.lower() in instruments().agreement


def find_parties(
    reading: Reading, mentions: Nearby, spans: Sequence[Span], entity: Mapping[int, str], trigger: Span
) -> tuple[Party, ...]:
    """Return a party for each span that a mention stands in, each entity once; `mentions` are the reading's."""
    found: dict[str, Party] = {}
    for span in spans:
        index = _mention_for(reading, mentions, span, spans, entity, trigger)
        if index is not None:
            found.setdefault(entity[index], Party(start=span.start, end=span.end, entity=entity[index]))
    return tuple(found.values())


def _mention_for(
    reading: Reading, mentions: Nearby, span: Span, beside: Sequence[Span], entity: Mapping[int, str], trigger: Span
) -> int | None:
    """Return the mention that a party's words are: the one with its head word, else the longest that shares words.

    A mention of several at once ("Indian and Pakistani troops") is none of theirs where each is a party by itself.
    """
    parse = reading.parsed()

    def usable(word: int) -> int | None:
        index = reading.mention_at(parse.words[word].start)
        if index is None or index not in entity or _joins(reading.mentions[index], span, beside):
            return None
        return index

    words = parse.words_in(span.start, span.end)
    if words:
        headed = usable(standing_for(parse, root_of(parse, words)))
        if headed is not None:
            return headed
        whole = whole_of(parse, words, lambda i: usable(i) is not None, trigger)
        if whole is not None:
            return usable(whole)
    near = sorted(i for i in mentions.touching(span) if i in entity)
    apart = [i for i in near if not _joins(reading.mentions[i], span, beside)] or near
    return max(apart, key=lambda i: (covers(span, reading.mentions[i]), _length(reading.mentions[i])), default=None)


def _joins(mention: Mention, span: Span, beside: Iterable[Span]) -> bool:
    """Say whether a mention holds a party and another one beside it."""
    return any(other != span and covers(mention, other) for other in beside) and covers(mention, span)


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def head_of(parse: Parse, span: Span) -> int | None:
    """Return the last word of a span that none of its others governs."""
    words = parse.words_in(span.start, span.end)
    if not words:
        return None
    tops = (i for i in reversed(words) if parse.words[i].head not in words or parse.words[i].head == i)
    return next(tops, words[-1])
