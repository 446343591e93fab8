"""Finds agreements that may be one: told of without a name, and by name beside it, with the same signatories."""

from collections.abc import Iterator

from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.records import Perhaps

__all__ = ["same_instruments"]

SIGNING = frozenset({"sign", "initial", "ratify", "conclude", "ink"})
LEAST_PARTIES = 2
NEAR = 2
"""Sentences between the two."""


def same_instruments(clusters: Clusters, ids: dict[int, str]) -> dict[int, Perhaps]:
    """Return for each unnamed agreement the named one that it may be, by `id()` of its cluster.

    "The two countries signed a memorandum of alliance. The Shusha Declaration that their presidents signed ...": both
    are said to be signed by the same states, within two sentences of each other.
    """
    agreements = [(c, _signatories(clusters, c)) for c in clusters.all if _is_agreement(clusters, c)]
    named = [(c, s) for c, s in agreements if _is_named(clusters, c) and len(s) >= LEAST_PARTIES]
    found: dict[int, Perhaps] = {}
    for cluster, signatories in agreements:
        if _is_named(clusters, cluster) or len(signatories) < LEAST_PARTIES:
            continue
        near = [c for c, s in named if s == signatories and _apart(clusters, cluster, c) <= NEAR]
        if len(near) == 1:
            states = " and ".join(sorted(signatories))
            found[id(cluster)] = Perhaps(
                entity=ids[id(near[0])], rule=f"told beside it, and signed by the same ({states})"
            )
    return found


def _is_agreement(clusters: Clusters, cluster: Cluster) -> bool:
    return clusters.mention(cluster.best(clusters)).kind == "agreement"


def _is_named(clusters: Clusters, cluster: Cluster) -> bool:
    """Say whether an agreement has a name of its own: "the Shusha Declaration", not "a memorandum of alliance"."""
    words = clusters.words(cluster.best(clusters))
    return clusters.mention(cluster.best(clusters)).form == "name" and words[:1].isupper()


def _apart(clusters: Clusters, one: Cluster, other: Cluster) -> int:
    first = [clusters.sentence(i) for i in one.some()]
    second = [clusters.sentence(i) for i in other.some()]
    return min(abs(a - b) for a in first for b in second)


def _signatories(clusters: Clusters, cluster: Cluster) -> frozenset[str]:
    """Return the countries of those who are said to sign an agreement."""
    return frozenset(c for i in cluster.some() for c in _signed_by(clusters, clusters.head(i)))


def _signed_by(clusters: Clusters, head: int) -> Iterator[str]:
    parse = clusters.parse
    words = parse.words
    verbs = [words[head].head, *parse.children(head, "relcl", "acl")]
    for verb in verbs:
        if words[verb].lemma not in SIGNING:
            continue
        agents = [k for a in parse.children(verb, "agent", "prep") for k in parse.children(a, "pobj")]
        for subject in (*parse.children(verb, "nsubj"), *agents):
            if subject != head:
                yield from _countries(clusters, subject)


def _countries(clusters: Clusters, head: int) -> Iterator[str]:
    """Yield the countries of a noun and of those joined to it, by "and" or as an explanation."""
    heads = [head]
    for k in heads:
        heads.extend(clusters.parse.children(k, "conj", "appos"))
    for i in clusters.headed_by(heads):
        cluster = clusters.of_mention.get(i)
        members = [clusters.of_mention[m] for m in cluster.members if m in clusters.of_mention] if cluster else []
        for each in members or ([cluster] if cluster else []):
            own = next((c for m in each.some() if (c := clusters.mention(m).country)), each.country)
            if own:
                yield own
