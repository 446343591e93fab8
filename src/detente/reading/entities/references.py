"""Links whatever refers without a name: pronouns and nouns, in order of the text."""

from collections.abc import Callable, Sequence

from detente.reading.entities.antecedents import Antecedent, find_antecedents, sort_of
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.evidence import Evidence
from detente.reading.entities.nouns import Nouns

__all__ = ["Choice", "link_references"]

Choice = Callable[[Evidence, int, list[Antecedent], str], tuple[Antecedent | None, float]]
"""Takes the evidence, a mention's index, whom it may mean and its sort; returns whom it means, and how sure that is."""


def link_references(clusters: Clusters, choose: Choice) -> None:
    """Put pronouns and nouns into the clusters of whom they mean; a noun that means nobody named opens its own.

    A pronoun stays without a cluster where it is unsure whom it means.
    """
    evidence, nouns = Evidence(clusters), Nouns(clusters)
    for index, mention in enumerate(clusters.reading.mentions):
        if mention.form == "name" or index in clusters.of_mention:
            continue
        if mention.form == "noun" and _by_rule(clusters, nouns, index):
            continue
        sort = sort_of(clusters, index)
        near = find_antecedents(clusters, index, evidence.speaker_of(index))
        found, sure = choose(evidence, index, near, sort)
        if found is not None and not (
            _is_cut_off(evidence, index, found, sort) or _is_shared(clusters, index, found, near)
        ):
            _link(clusters, index, found, sure)
            for cluster in found.clusters:
                cluster.called.add(sort)
        elif mention.form == "noun":
            nouns.open(index)


def _by_rule(clusters: Clusters, nouns: Nouns, index: int) -> bool:
    """Link a noun where no weighing is called for; open a cluster for one that refers to nothing before it."""
    apposed = nouns.apposed(index)
    if apposed is not None:
        clusters.join(apposed, index)
        return True
    if not nouns.may_refer(index):
        nouns.open(index)
        return True
    return False


def _is_cut_off(evidence: Evidence, index: int, found: Antecedent, sort: str) -> bool:
    """Say whether "he said" stands behind what a body said, or a name that may be his, and cannot reach beyond that.

    The last man named before a ministry's words is not the one who goes on speaking.
    """
    if sort not in {"he", "she"} or evidence.clusters.head(index) not in evidence.speakers:
        return False
    last = evidence.spoke_last(index, 0)
    if last is None or last is found.clusters[0] or not last.has_between(found.nearest, index):
        return False
    return evidence.is_body(last) or evidence.may_be_person(last)


def _is_shared(clusters: Clusters, index: int, found: Antecedent, near: Sequence[Antecedent]) -> bool:
    """Say whether "the minister" may as well be another minister whom the same sentence names."""
    mention = clusters.mention(index)
    if mention.form != "noun" or not mention.role or mention.country or " " in clusters.words(index):
        return False
    lemma, there = clusters.head_word(index).lemma.casefold(), clusters.sentence(found.nearest)
    holders = [a for a in near if not a.is_joined and clusters.sentence(a.nearest) == there]
    return sum(_holds(clusters, a.clusters[0], lemma) for a in holders) > 1


def _holds(clusters: Clusters, cluster: Cluster, lemma: str) -> bool:
    roles = (clusters.mention(i).role for i in cluster.some() if clusters.mention(i).form == "name")
    return any(lemma in role.casefold().split() for role in roles if role)


def _link(clusters: Clusters, index: int, found: Antecedent, sure: float) -> None:
    if found.is_joined:
        opened: Cluster = clusters.start(index)
        opened.members = tuple(c.mentions[0] for c in found.clusters)
        opened.sure[index] = sure
        return
    clusters.join(found.clusters[0], index)
    found.clusters[0].sure[index] = sure
