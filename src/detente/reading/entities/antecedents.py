"""Who or what a pronoun, an office or "the ministry" may mean: the clusters near enough and of a fitting kind."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.core.spans import overlaps
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.pairs import last_pair
from detente.reading.records import EntityKind

__all__ = ["PRONOUNS", "Antecedent", "find_antecedents", "sort_of"]

REACH, MOST = 8, 14
"""Sentences back in which an antecedent's last mention may stand, and how many of them are looked at, nearest first."""
LOOKED_AT = 200
"""Mentions on either side that are looked at, at most: more than any prose has so near."""
JOINED_REACH = 3
"""Sentences back in which "A and B" may stand that "they" means."""
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("i", "me", "my", "mine"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours"), "we"),
}
BODIES: frozenset[EntityKind] = frozenset({"organisation", "group", "state", "platform", "other"})
THINGS: frozenset[EntityKind] = frozenset(
    {"organisation", "state", "place", "agreement", "platform", "project", "other", "group"}
)
FITTING: dict[str, frozenset[EntityKind]] = {
    "he": frozenset({"person", "other"}),
    "she": frozenset({"person", "other"}),
    "i": frozenset({"person", "other"}),
    "we": BODIES | {"person"},
    "they": BODIES,
    "it": THINGS,
    "person": frozenset({"person"}),
    "several": BODIES,
    "body": BODIES,
    "state": frozenset({"state", "place"}),
    "place": frozenset({"state", "place"}),
    "thing": frozenset({"agreement", "platform", "project", "other"}),
    "somebody": BODIES | {"person", "place"},
}
OTHER = {"he": "she", "she": "he"}
FIRST_PERSON = frozenset({"i", "we"})
PLURAL_SORTS = frozenset({"they", "several", "we"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedent:
    """A cluster that may be meant, or several together; `nearest` is its mention nearest before (else behind)."""

    clusters: tuple[Cluster, ...]
    nearest: int

    @property
    def is_joined(self) -> bool:
        """Say whether several are meant together."""
        return len(self.clusters) > 1


def sort_of(clusters: Clusters, index: int) -> str:
    """Return what sort of expression a mention is: the pronoun's own, or what its noun stands for."""
    mention = clusters.mention(index)
    if mention.form == "pronoun":
        return PRONOUNS.get(clusters.words(index).casefold(), "it")
    if mention.plural or mention.kind == "group":
        return "several"
    if mention.kind in {"person", "state", "place"}:
        return mention.kind
    if mention.kind == "other":
        return "somebody"
    return "body" if mention.kind == "organisation" else "thing"


def find_antecedents(clusters: Clusters, index: int, speaker: Cluster | None = None) -> list[Antecedent]:
    """Return who may be meant by mention `index`, the nearest first; `speaker` is in whose words it stands."""
    sort, here = sort_of(clusters, index), clusters.sentence(index)
    fitting, own = FITTING[sort], clusters.of_mention.get(index)
    found: dict[int, Antecedent] = {}
    for i in _near(clusters, index, here):
        cluster = clusters.of_mention.get(i)
        if cluster is None or cluster is own or id(cluster) in found:
            continue
        if OTHER.get(sort) in cluster.called:  # whom the text calls "she" is not "he"
            continue
        if _fits(clusters, cluster, sort, fitting) and not overlaps(clusters.mention(i), clusters.mention(index)):
            found[id(cluster)] = Antecedent(clusters=(cluster,), nearest=i)
            if len(found) == MOST:
                break
    if speaker is not None and speaker is not own and sort in FIRST_PERSON:
        found.setdefault(id(speaker), Antecedent(clusters=(speaker,), nearest=_nearest(speaker, index)))
    joined = list(_joined(clusters, index, here)) if sort in PLURAL_SORTS else []
    return [*found.values(), *joined]


def _near(clusters: Clusters, index: int, here: int) -> Iterator[int]:
    """Yield mentions, nearest first: those before, then those behind in the same sentence."""
    for i in range(index - 1, max(-1, index - 1 - LOOKED_AT), -1):
        if here - clusters.sentence(i) > REACH:
            break
        yield i
    for i in range(index + 1, min(len(clusters.heads), index + 1 + LOOKED_AT)):
        if clusters.sentence(i) != here:
            break
        yield i


def _nearest(cluster: Cluster, index: int) -> int:
    before = cluster.last_before(index)
    return cluster.mentions[0] if before is None else before


def _fits(clusters: Clusters, cluster: Cluster, sort: str, fitting: frozenset[EntityKind]) -> bool:
    first = clusters.mention(cluster.best(clusters))
    if first.kind not in fitting:
        return False
    if sort in {"he", "she", "i", "person"}:
        return not first.plural
    return True


def _joined(clusters: Clusters, index: int, here: int) -> Iterator[Antecedent]:
    """Yield what "A and B" before names together, and the pair of states that a sentence set against each other."""
    seen: set[tuple[int, ...]] = set()
    words = clusters.parse.words
    for i in range(index - 1, max(-1, index - 1 - LOOKED_AT), -1):
        if here - clusters.sentence(i) > JOINED_REACH or len(seen) > 2:  # noqa: PLR2004 - the last few are enough
            break
        head = clusters.head(i)
        if words[head].dep != "conj":
            continue
        members = [clusters.of_mention.get(k) for k in clusters.headed_by((*_series(clusters, head),))]
        kept = tuple({id(c): c for c in members if c is not None}.values())
        key = tuple(sorted(map(id, kept)))
        if len(kept) > 1 and key not in seen:
            seen.add(key)
            yield Antecedent(clusters=kept, nearest=i)
    pair = tuple(c for k in last_pair(clusters, index) if (c := clusters.of_mention.get(k)) is not None)
    if len(pair) > 1 and tuple(sorted(map(id, pair))) not in seen:
        yield Antecedent(clusters=pair, nearest=max(_nearest(c, index) for c in pair))


def _series(clusters: Clusters, head: int) -> Iterator[int]:
    """Yield the heads of a series from its last member up: "A, B and C"."""
    words = clusters.parse.words
    while words[head].dep == "conj" and words[head].head != head:
        yield head
        head = words[head].head
    yield head
