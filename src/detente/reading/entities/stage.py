"""The stage that says which mentions speak of one and the same, and what is known of it from their words."""

from collections.abc import Iterator
from dataclasses import replace

from detente.knowledge.countries import country_matcher
from detente.knowledge.matcher import known_names
from detente.knowledge.organisations import of_tables
from detente.reading.entities.belonging import load_belongings
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.context import infer_countries, take_belonging
from detente.reading.entities.instruments import same_instruments
from detente.reading.entities.linker import Linker, load_linker
from detente.reading.entities.open import open_clusters
from detente.reading.entities.references import link_references
from detente.reading.entities.sectors import choose_sectors
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Entity, Mention

TABLE_OF_NAMES = "table of bodies and groups:"
MINISTER_OF_DEFENCE = ("GOV", "MIL")

__all__ = ["LinkEntities", "keep_parties", "sectors_told", "taking_part"]


class LinkEntities:
    """Groups mentions into entities: names by rules first, then nouns and pronouns as the linker weighs them.

    Each link that was weighed carries how sure it is; what is not sure enough stays by itself.

    Country, sectors and role come from the words of the mentions; the country of an office or a body of state may
    also come from the sentence around it where that names only one, that of a named person from the table of offices
    as of the day of the report. What is inferred says from what. A pronoun whose antecedent is unsure has no entity,
    except where it takes part in an event: then it has one of its own.
    """

    name, version = "entities", "6"
    needs: tuple[str, ...] = ("published", "sentences", "parse", "mentions", "attributions")
    adds = "entities"

    def __init__(self, linker: Linker | None = None) -> None:
        """Take the linker that weighs whom a pronoun or noun means, by default the package's own."""
        self._linker = linker

    def __call__(self, reading: Reading, /) -> Iterator[Entity]:
        """Yield entities in order of first mention."""
        clusters = open_clusters(reading)
        link_references(clusters, (self._linker or load_linker()).choose)
        keep_parties(clusters)
        infer_countries(clusters)
        taking = taking_part(clusters)
        take_belonging(clusters, load_belongings(), taking)
        ordered = sorted(clusters.all, key=lambda c: min(c.mentions))
        ids = {id(cluster): f"E{number}" for number, cluster in enumerate(ordered, 1)}
        perhaps = same_instruments(clusters, ids)
        for cluster in ordered:
            members = dict.fromkeys(ids[id(clusters.of_mention[i])] for i in cluster.members)
            entity = _entity(clusters, cluster, ids[id(cluster)], tuple(members), taking)
            yield replace(entity, perhaps=perhaps[id(cluster)]) if id(cluster) in perhaps else entity


def keep_parties(clusters: Clusters) -> None:
    """Open an entity for each unlinked mention that takes part in an event: "they shelled" tells of somebody."""
    near = _parties(clusters.reading)
    for index, mention in enumerate(clusters.reading.mentions):
        owns = mention.form == "pronoun" and clusters.head_word(index).dep == "poss"
        if index not in clusters.of_mention and not owns and any(True for _ in near.around(mention)):
            clusters.start(index)


def _parties(reading: Reading) -> Nearby:
    """Return the parties of all events, by where they stand."""
    return Nearby([span for coding in reading.codings for span in (*coding.actors, *coding.recipients)])


def taking_part(clusters: Clusters) -> frozenset[int]:
    """Return the mentions of those who are parties of an event or say something, as a capital does for its state."""
    near, speakers = _parties(clusters.reading), {a.source for a in clusters.reading.attributions}
    mentions = enumerate(clusters.reading.mentions)
    return frozenset(i for i, m in mentions if clusters.head(i) in speakers or any(True for _ in near.touching(m)))


def _entity(
    clusters: Clusters, cluster: Cluster, entity_id: str, members: tuple[str, ...], taking: frozenset[int]
) -> Entity:
    indices = sorted(cluster.mentions)
    mentions = [clusters.mention(i) for i in indices]
    own = next((m.country for m in mentions if m.country), None)
    best = max(mentions, key=lambda m: (m.form == "name", m.form == "noun", m.end - m.start))
    return Entity(
        id=entity_id,
        name=_name(best, clusters.reading.words_of(best)),
        kind=best.kind,
        country=own or cluster.country,
        sectors=_chosen(clusters, cluster, sectors_told(mentions) or cluster.sectors, taking),
        role=next((m.role for m in mentions if m.role), None),
        mentions=tuple(indices),
        members=members,
        inferred=_inferred(clusters, cluster, mentions),
        links=tuple(cluster.sure.get(i, 1.0) for i in indices) if cluster.sure else (),
    )


def _name(best: Mention, words: str) -> str:
    """Return the name under which an entity goes: our tables' own, except for a people ("Americans")."""
    if best.canonical and not (best.plural and best.kind == "group" and best.country):
        return best.canonical
    return " ".join(words.split())


def _inferred(clusters: Clusters, cluster: Cluster, mentions: list[Mention]) -> str | None:
    """Return from what a country or sectors were taken that no words of the mentions give."""
    giver = next((m for m in mentions if m.country), None)
    if giver is None:
        return cluster.inferred
    known = _by_table(clusters, giver)
    if known is not None:
        return f"{TABLE_OF_NAMES} {known}"
    return None if sectors_told(mentions) else cluster.inferred


def _by_table(clusters: Clusters, giver: Mention) -> str | None:
    """Return whom our tables know by the words that give a country, where they name no country themselves.

    "Taliban militants" and "Microsoft" are of a country that the tables say, and no word of the text.
    """
    known = giver.canonical in of_tables()
    if (known and giver.kind not in {"group", "organisation"}) or (not known and giver.form != "noun"):
        return None
    words = clusters.reading.words_of(giver)
    if any(found.known.country for found in country_matcher().find(words)):
        return None
    if known:
        return giver.canonical
    inside = (found.known for found in known_names().find(words))
    return next((k.canonical for k in inside if k.canonical in of_tables() and k.country == giver.country), None)


def _chosen(clusters: Clusters, cluster: Cluster, told: tuple[str, ...], taking: frozenset[int]) -> tuple[str, ...]:
    """Return the sectors, the most specific last.

    A minister of defence stays GOV and, more specifically, MIL; whom our tables know keeps what they say.
    """
    known = any(clusters.mention(i).canonical in of_tables() for i in cluster.some())
    scene = clusters.mention(cluster.best(clusters)).kind == "place" and taking.isdisjoint(cluster.some())
    if scene or told == MINISTER_OF_DEFENCE or (known and told):
        return told
    return choose_sectors(clusters, cluster, told)


def sectors_told(mentions: list[Mention]) -> tuple[str, ...]:
    """Return the sectors of the mention that says most, the first of them."""
    return max((m.sectors for m in mentions), key=len)
