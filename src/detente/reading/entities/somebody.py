"""Somebody whose country is asked for, with what is the same for every country that is weighed, told once."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.named import Named, own_of
from detente.reading.entities.ties import RELATED, relatives

__all__ = ["Somebody", "meet"]

ABROAD = word_list("international_codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A cluster, and what a text tells around it. `counts` is how often the text names each country, bodies apart."""

    clusters: Clusters
    cluster: Cluster
    own: frozenset[str]
    """The countries that the words of its first and last mentions give."""
    given: str | None
    """The country that the words of its mentions give first."""
    sentences: frozenset[int]
    counts: Mapping[str, int]
    total: int
    """How often the text names countries, at least 1."""
    most: int
    """How often it names the one that it names most often."""
    related: Mapping[str, frozenset[str]]
    """The countries of those to whom it is tied, by how."""
    last: Mapping[str, int]
    """For every country named before its first mention, the last mention before, or that mention."""
    following: int | None
    """The next mention of any country behind its first mention."""
    earliest: int
    """The first mention of any country."""


def meet(clusters: Clusters, cluster: Cluster, named: Mapping[str, Named]) -> Somebody:
    """Return somebody as the countries `named` are weighed for."""
    first = cluster.mentions[0]
    counts = {n.code: len(n.mentions) for n in named.values() if n.code not in ABROAD}
    behind = (n.mentions[bisect_left(n.mentions, first)] for n in named.values() if n.mentions[-1] > first)
    return Somebody(
        clusters=clusters,
        cluster=cluster,
        own=frozenset(c for i in cluster.some() if (c := clusters.mention(i).country)),
        given=own_of(clusters, cluster),
        sentences=frozenset(clusters.sentence(i) for i in cluster.some()),
        counts=counts,
        total=max(1, sum(counts.values())),
        most=max(counts.values(), default=0),
        related=_related(clusters, cluster),
        last={code: at for code, other in named.items() if (at := _last_before(other, first)) is not None},
        following=min(behind, default=None),
        earliest=min((n.mentions[0] for n in named.values()), default=0),
    )


def _related(clusters: Clusters, cluster: Cluster) -> Mapping[str, frozenset[str]]:
    found = list(_codes_around(clusters, cluster))
    return {how: frozenset(code for tie, code in found if tie == how) for how in RELATED}


def _codes_around(clusters: Clusters, cluster: Cluster) -> Iterator[tuple[str, str]]:
    for i in cluster.some():
        for how, j in relatives(clusters, i):
            code = _code_of(clusters, cluster, j)
            if code is not None:
                yield how, code


def _code_of(clusters: Clusters, cluster: Cluster, index: int) -> str | None:
    """Return the country of whom a mention means, as the words give it or rules have found it before."""
    other = clusters.of_mention.get(index)
    if other is None or other is cluster:
        return clusters.mention(index).country if other is None else None
    return own_of(clusters, other) or other.country


def _last_before(named: Named, index: int) -> int | None:
    """Return the last mention of a country before mention `index`, or that mention."""
    at = bisect_left(named.mentions, index + 1)
    return named.mentions[at - 1] if at else None
