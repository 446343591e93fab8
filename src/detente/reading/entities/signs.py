"""Signs: the words in and around the mentions of somebody, their grammar, and the events in which they take part."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from detente.core.spans import covers, overlaps
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.parse import Word

__all__ = ["MANY", "mention_signs", "shape_of"]

ROOT = 5
"""Letters that begin a word by which it is known."""
MANY = 6
"""Mentions of an entity that are looked at: a long text tells no more by the seventh."""
BEFORE, AFTER = 3, 3
"""Words looked at on either side of a mention."""
INNER = frozenset({"amod", "compound", "nmod", "poss", "appos", "nummod"})
CLAUSES = frozenset({"relcl", "acl", "prep"})
SIDE = frozenset({"conj", "appos"})


def mention_signs(clusters: Clusters, cluster: Cluster) -> frozenset[str]:
    """Return the signs of an entity's mentions; asked for its country and for its sectors, and told once."""
    if cluster.told is None or cluster.told[0] != len(cluster.mentions):
        mentions = dict.fromkeys((cluster.best(clusters), *cluster.mentions[:MANY]))
        cluster.told = (len(cluster.mentions), frozenset(s for i in mentions for s in _mention_features(clusters, i)))
    return cluster.told[1]


def _mention_features(clusters: Clusters, index: int) -> Iterator[str]:
    mention, parse, head = clusters.mention(index), clusters.parse, clusters.head(index)
    word = parse.words[head]
    lemma = shape_of(clusters, head)
    yield f"head={lemma}"
    yield f"form={mention.form}"
    yield from _endings(lemma)
    inside = parse.words_in(mention.start, mention.end)
    for k in inside:
        yield f"in={shape_of(clusters, k)}"
    if len(inside) > 1:
        yield f"phrase={' '.join(shape_of(clusters, k) for k in inside[-2:])}"
    yield from (f"role={w}" for w in (mention.role or "").casefold().split())
    for k, near in _around(clusters, index, inside):
        yield f"near={near}"
        if abs(k) == 1:
            yield f"at{k}={near}"
    yield from _grammar(clusters, head, word)
    yield from _deeds(clusters, index, lemma)
    for owner in clusters.headed_by(parse.children(head, "poss", "compound", "nmod", "appos")):
        other = clusters.of_mention.get(owner)
        sectors = {s for i in (other.some() if other else [owner]) for s in clusters.mention(i).sectors}
        yield from (f"{clusters.head_word(owner).dep}:{s}" for s in sectors)


def _around(clusters: Clusters, index: int, inside: range) -> Iterator[tuple[int, str]]:
    """Yield words beside a mention in its sentence, with how far they stand from it."""
    words, sentence = clusters.parse.words, clusters.sentence(index)
    first, past = (inside[0], inside[-1] + 1) if inside else (clusters.head(index), clusters.head(index) + 1)
    for k in (*range(max(0, first - BEFORE), first), *range(past, min(len(words), past + AFTER))):
        if words[k].sentence == sentence:
            yield (k - first if k < first else k - past + 1), shape_of(clusters, k)


def _endings(lemma: str) -> Iterator[str]:
    """Yield how a head word ends and begins, which tells something of words that are new."""
    yield from (f"ends={lemma[-n:]}" for n in (3, 4, 6) if len(lemma) > n)
    if len(lemma) > ROOT:
        yield f"begins={lemma[:ROOT]}"


def _grammar(clusters: Clusters, head: int, word: Word) -> Iterator[str]:
    """Yield what hangs on a head word, and on what it hangs itself."""
    parse = clusters.parse
    lemma = shape_of(clusters, head)
    for k in parse.children(head):
        child = parse.words[k]
        if child.dep in INNER | SIDE:
            yield f"{child.dep}={shape_of(clusters, k)}"
        elif child.dep in CLAUSES:
            yield f"{child.dep}={child.lemma.lower()}"
            yield from (
                f"under={child.lemma.lower()}+{shape_of(clusters, j)}" for j in parse.children(k, "pobj", "attr")
            )
    governor = parse.words[word.head]
    if word.head == head:
        yield "is root"
        return
    yield f"{word.dep}<{shape_of(clusters, word.head)}"
    yield f"{lemma}<{word.dep}<{governor.lemma.lower()}"
    if word.dep in SIDE | {"pobj", "compound", "poss", "nmod"}:
        over = parse.words[governor.head]
        yield f"{word.dep}<{governor.dep}<{shape_of(clusters, governor.head)}"
        yield f"{word.dep}<{governor.lemma.lower()}<{over.lemma.lower()}"


def _deeds(clusters: Clusters, index: int, lemma: str) -> Iterator[str]:
    """Yield the events of its sentence in which a mention takes part, as the model reads them."""
    mention, codings = clusters.mention(index), clusters.reading.codings
    own = clusters.parse.sentence_words(clusters.sentence(index))
    start, end = clusters.parse.words[own[0]].start, clusters.parse.words[own[-1]].end
    first = bisect_left(codings, start, key=lambda c: c.trigger.start)
    for coding in takewhile(lambda c: c.trigger.start < end, islice(codings, first, None)):
        for side, spans in (("does", coding.actors), ("suffers", coding.recipients)):
            if any(overlaps(s, mention) and (covers(s, mention) or s.end == mention.end) for s in spans):
                yield f"{side}={coding.type}"
                yield f"{side}={coding.type}:{coding.mode}"
                yield f"{side}={coding.type}&{lemma}"


def shape_of(clusters: Clusters, index: int) -> str:
    """Return a word's lemma in lower case, a number as "<number>", a country's name or adjective as "<state>"."""
    known = clusters.shapes.get(index)
    if known is None:
        known = clusters.shapes[index] = _shaped(clusters, index)
    return known


def _shaped(clusters: Clusters, index: int) -> str:
    word = clusters.parse.words[index]
    if word.pos == "NUM" or word.text[0].isdigit():
        return "<number>"
    if any(
        clusters.mention(i).kind == "state" and clusters.mention(i).form == "name" for i in clusters.headed_by([index])
    ):
        return "<state>"
    return word.lemma.lower()
