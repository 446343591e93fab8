"""Opens the entities of a text by its names, with what is known of persons, before nouns and pronouns are linked."""

from detente.knowledge.given_names import gender_of
from detente.knowledge.offices import load_offices
from detente.reading.entities.clusters import Clusters
from detente.reading.entities.names import link_names
from detente.reading.entities.offices import CALLED, infer_from_offices
from detente.reading.reading import Reading

__all__ = ["open_clusters"]


def open_clusters(reading: Reading) -> Clusters:
    """Return the clusters of a reading's names, persons with country, sectors and gender where those are known."""
    clusters = Clusters(reading)
    link_names(clusters)
    infer_from_offices(clusters, load_offices())
    _tell_genders(clusters)
    return clusters


def _tell_genders(clusters: Clusters) -> None:
    """Let full names tell by their first part whether somebody is called "he" or "she"."""
    for cluster in clusters.all:
        best = cluster.best(clusters)
        words = clusters.words(best).split()
        if cluster.called or clusters.mention(best).kind != "person" or len(words) < 2:  # noqa: PLR2004 - two parts
            continue
        gender = gender_of(words[0])
        if gender:
            cluster.called.add(CALLED[gender])
