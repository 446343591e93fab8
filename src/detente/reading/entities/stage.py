"""The stage that says which mentions speak of one and the same, and what is known of it from their words."""

from collections.abc import Iterator

from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.context import infer_countries
from detente.reading.entities.linker import Linker, load_linker
from detente.reading.entities.names import link_names
from detente.reading.entities.references import link_references
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Entity, Mention

__all__ = ["LinkEntities"]


class LinkEntities:
    """Groups mentions into entities: names by rules first, then nouns and pronouns as the linker weighs them.

    Each link that was weighed carries how sure it is; what is not sure enough stays by itself.

    Country, sectors and role come from the words of the mentions; the country of an office or a body of state may
    also come from the sentence around it where that names only one. A pronoun whose antecedent is unsure has no entity,
    except where it takes part in an event: then it has one of its own.
    """

    name, version = "entities", "3"
    needs: tuple[str, ...] = ("sentences", "parse", "mentions", "attributions")
    adds = "entities"

    def __init__(self, linker: Linker | None = None) -> None:
        """Take the linker that weighs whom a pronoun or noun means, by default the package's own."""
        self._linker = linker

    def __call__(self, reading: Reading, /) -> Iterator[Entity]:
        """Yield entities in order of first mention."""
        clusters = Clusters(reading)
        link_names(clusters)
        link_references(clusters, (self._linker or load_linker()).choose)
        _keep_parties(clusters)
        infer_countries(clusters)
        ordered = sorted(clusters.all, key=lambda c: min(c.mentions))
        ids = {id(cluster): f"E{number}" for number, cluster in enumerate(ordered, 1)}
        for cluster in ordered:
            members = dict.fromkeys(ids[id(clusters.of_mention[i])] for i in cluster.members)
            yield _entity(clusters, cluster, ids[id(cluster)], tuple(members))


def _keep_parties(clusters: Clusters) -> None:
    """Open an entity for each unlinked mention that takes part in an event: "they shelled" tells of somebody."""
    parties = [span for coding in clusters.reading.codings for span in (*coding.actors, *coding.recipients)]
    near = Nearby(parties)
    for index, mention in enumerate(clusters.reading.mentions):
        owns = mention.form == "pronoun" and clusters.head_word(index).dep == "poss"
        if index not in clusters.of_mention and not owns and any(True for _ in near.around(mention)):
            clusters.start(index)


def _entity(clusters: Clusters, cluster: Cluster, entity_id: str, members: tuple[str, ...]) -> Entity:
    indices = sorted(cluster.mentions)
    mentions = [clusters.mention(i) for i in indices]
    best = max(mentions, key=lambda m: (m.form == "name", m.form == "noun", m.end - m.start))
    return Entity(
        id=entity_id,
        name=_name(best, clusters.reading.words_of(best)),
        kind=best.kind,
        country=next((m.country for m in mentions if m.country), cluster.country),
        sectors=_sectors(mentions),
        role=next((m.role for m in mentions if m.role), None),
        mentions=tuple(indices),
        members=members,
        links=tuple(cluster.sure.get(i, 1.0) for i in indices) if cluster.sure else (),
    )


def _name(best: Mention, words: str) -> str:
    """Return the name under which an entity goes: our tables' own, except for a people ("Americans")."""
    if best.canonical and not (best.plural and best.kind == "group" and best.country):
        return best.canonical
    return " ".join(words.split())


def _sectors(mentions: list[Mention]) -> tuple[str, ...]:
    """Return the sectors of the mention that says most, the first of them."""
    return max((m.sectors for m in mentions), key=len)
