"""How somebody stands to a country, and to others, in the tree of their sentence."""

from collections.abc import Iterator

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.named import Named

__all__ = ["RELATED", "TIES", "pairs_of", "relatives", "stands", "up"]

LOCATIVE = word_list("locative")
HOLDING = frozenset({"poss", "amod", "compound", "nmod"})
MANY = 5


TIES = ("holds", "of", "in", "from", "subject", "object", "same verb", "place of verb", "with")


def stands(clusters: Clusters, i: int, j: int) -> str | None:
    """Return how a mention of a country stands to one of somebody's in the tree of their sentence."""
    words = clusters.parse.words
    mine, theirs = clusters.head(i), clusters.head(j)
    word = words[theirs]
    if word.head == mine and word.dep in HOLDING:
        return "holds"
    verb = next((k for k in (mine, *clusters.parse.ancestors(mine)) if words[k].pos in {"VERB", "AUX"}), None)
    if word.dep == "pobj":
        lead = words[word.head]
        if lead.head == mine or mine in up(clusters, word.head):
            return {"of": "of", "from": "from"}.get(
                lead.lemma.lower(), "in" if lead.lemma.lower() in LOCATIVE else "with"
            )
        if verb is not None and verb in up(clusters, word.head):
            return "place of verb" if lead.lemma.lower() in LOCATIVE else None
        return None
    if verb is not None and word.head == verb:
        return {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "dative": "object"}.get(word.dep)
    return "same verb" if verb is not None and verb in up(clusters, theirs) else None


def up(clusters: Clusters, word: int) -> list[int]:
    """Return the governors of a word, the three nearest."""
    return [k for k, _ in zip(clusters.parse.ancestors(word), range(3), strict=False)]


def pairs_of(clusters: Clusters, cluster: Cluster, country: Named) -> Iterator[tuple[int, int]]:
    """Yield mentions of somebody, each with one of the country in the same sentence."""
    for i in cluster.some():
        for j in country.by_sentence.get(clusters.sentence(i), ())[:MANY]:
            if j != i:
                yield i, j


RELATED = ("owner", "whole", "beside", "giver")
"""How somebody is tied to another: "her son", "one of them", "he and others"."""


def relatives(clusters: Clusters, index: int) -> Iterator[tuple[str, int]]:
    """Yield the mentions to which one is tied by the words between them, with how."""
    parse, head = clusters.parse, clusters.head(index)
    word = parse.words[head]
    for j in clusters.headed_by(parse.children(head, "poss")):
        yield "owner", j
    for j in clusters.headed_by(k for p in parse.children(head, "prep") for k in parse.children(p, "pobj")):
        yield "whole", j
    for j in clusters.headed_by([*parse.children(head, "conj", "appos"), *([word.head] if word.dep == "conj" else [])]):
        yield "beside", j
    if word.dep == "pobj":
        for j in clusters.headed_by([parse.words[word.head].head]):
            yield "giver", j
