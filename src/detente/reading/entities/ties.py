"""How somebody and a country that a text names stand to each other: in the tree of their sentence, and in the text."""

from bisect import bisect_left
from collections.abc import Iterator

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.named import Named, own_of

__all__ = ["TIES", "pairs_of", "related", "stands", "up", "where_in_text"]

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


def related(clusters: Clusters, cluster: Cluster, country: Named) -> Iterator[float]:
    """Yield which of those to whom somebody is tied are of a country: "her son", "one of them", "he and others"."""
    told = dict.fromkeys(RELATED, False)
    for i in cluster.some():
        for how, j in _relatives(clusters, i):
            told[how] = told[how] or _code_of(clusters, cluster, j) == country.code
    yield from (float(value) for value in told.values())


def _relatives(clusters: Clusters, index: int) -> Iterator[tuple[str, int]]:
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


def _code_of(clusters: Clusters, cluster: Cluster, index: int) -> str | None:
    """Return the country of whom a mention means, as the words give it or rules have found it before."""
    other = clusters.of_mention.get(index)
    if other is None or other is cluster:
        return clusters.mention(index).country if other is None else None
    return own_of(clusters, other) or other.country


def where_in_text(clusters: Clusters, cluster: Cluster, country: Named, named: dict[str, Named]) -> Iterator[float]:
    """Yield where in the text a country is named, as seen from somebody's first mention."""
    first = cluster.mentions[0]
    last = {code: at for code, other in named.items() if (at := _last_before(other, first)) is not None}
    latest = max(last.values(), default=None)
    following = min(
        (n.mentions[bisect_left(n.mentions, first)] for n in named.values() if n.mentions[-1] > first), default=None
    )
    here = clusters.sentence(first)
    apart = min(abs(s - here) for s in country.by_sentence)
    yield float(country.code in last and last[country.code] == latest)
    yield float(following is not None and following in country.mentions)
    yield float(country.mentions[0] == min(n.mentions[0] for n in named.values()))
    yield from (float(apart == n) for n in (0, 1, 2))
    yield 1.0 / (1.0 + apart)
    yield float(len(country.mentions) == 1)
    yield float(any(s <= here for s in country.by_sentence))


def _last_before(named: Named, index: int) -> int | None:
    """Return the last mention of a country before mention `index`, or that mention."""
    at = bisect_left(named.mentions, index + 1)
    return named.mentions[at - 1] if at else None
