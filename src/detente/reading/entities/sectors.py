"""The trained chooser of sectors: the most specific PLOVER sector of somebody, or none, from the words around him.

A linear classifier over words and signs that are there or not, and beside it a small network over what the encoder
makes of the words in their sentence, where the model has read it. What the tables of nouns and bodies give is one sign
among them, so that it learns when to trust them. `training/sectors.py` makes the weights from parties that people
coded.
"""

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.core.errors import ModelError
from detente.core.spans import HasSpan, Span
from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.signs import MANY, mention_signs, shape_of
from detente.reading.layers import Weights, Whole, load_weights, shares_of, whole_of

__all__ = [
    "NONE",
    "WIDTH",
    "SectorChooser",
    "choose_sectors",
    "load_sector_chooser",
    "sector_features",
    "sector_states",
]

FILE = "sectors.json"
NONE = "-"
"""What stands for no sector among the classes."""
WIDTH = 384
"""Figures of one state of the encoder."""
ABROAD = word_list("international_codes")
ARMED_OTHERS = frozenset({"REB", "UAF"})
ARMIES = frozenset({"army", "military", "navy", "gendarmerie"})
REBELLIOUS = word_list("rebellious")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorChooser:
    """The classifier: a row of weights for each sign it knows, a column for each of its classes.

    `rows` is of whole numbers, (signs, classes), each times `scale` a weight. `inner`, (2 x 384, hidden), and `outer`,
    (hidden, classes), are the network over the encoder's states. `least` is how likely a class has to be to be chosen
    over what the tables give.
    """

    classes: tuple[str, ...]
    index: Mapping[str, int]
    rows: Whole
    scale: float
    inner: Weights
    inner_bias: Weights
    outer: Weights
    bias: Weights
    least: float

    def shares(self, features: Iterable[str], states: Weights | None) -> Weights:
        """Return how likely each class is; `states` are those of `sector_states`."""
        known = [k for f in features if (k := self.index.get(f)) is not None]
        signs = self.rows[known].sum(axis=0, dtype=np.int32).astype(np.float32) * np.float32(self.scale)
        given = np.zeros(2 * WIDTH, dtype=np.float32) if states is None else states
        hidden = np.maximum(given @ self.inner + self.inner_bias, 0.0)
        return shares_of(signs + hidden @ self.outer + self.bias)

    def choose(self, features: Iterable[str], states: Weights | None, given: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sectors `given` with the likeliest one last; as they are where no class is likely enough."""
        shares = self.shares(features, states)
        best = int(shares.argmax())
        if shares[best] < self.least:
            return given
        chosen = self.classes[best]
        return () if chosen == NONE else (*(s for s in given if s != chosen), chosen)


def choose_sectors(clusters: Clusters, cluster: Cluster, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of an entity, most specific last, from what the tables give and the words around it."""
    signs, states = sector_features(clusters, cluster, given), sector_states(clusters, cluster)
    chosen = load_sector_chooser().choose(signs, states, given)
    return (
        given
        if set(chosen) & ARMED_OTHERS and not set(given) & ARMED_OTHERS and _of_army(clusters, cluster)
        else chosen
    )


def _of_army(clusters: Clusters, cluster: Cluster) -> bool:
    """Say whether the words for somebody name the army, in small letters: rebels go by a name, or are called so."""
    words = {w for i in cluster.some() for w in clusters.words(i).replace("’", "'").replace("'", " ").split()}
    return bool(words & ARMIES) and not words & REBELLIOUS


@functools.cache
def load_sector_chooser() -> SectorChooser:
    """Return the chooser of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    data = load_weights("detente.reading.entities", FILE)
    try:
        classes, names = tuple(data["classes"]), data["features"].split("\n")
        return SectorChooser(
            classes=classes,
            index={name: k for k, name in enumerate(names)},
            rows=whole_of(data["rows"], len(classes)),
            scale=float(data["scale"]),
            inner=whole_of(data["inner"], len(data["inner_bias"])) * np.float32(data["inner_scale"]),
            inner_bias=np.asarray(data["inner_bias"], dtype=np.float32),
            outer=whole_of(data["outer"], len(classes)) * np.float32(data["outer_scale"]),
            bias=np.asarray(data["bias"], dtype=np.float32),
            least=float(data["least"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the sectors' weights ({FILE}) are not what this version expects: {error}; install détente again"
        raise ModelError(message) from error


def sector_states(clusters: Clusters, cluster: Cluster) -> Weights | None:
    """Return the encoder's states, (2 x 384,): over the words that name it best, and over the heads of its mentions.

    None where the model has read none of its sentences.
    """
    best = clusters.mention(cluster.best(clusters))
    heads = [clusters.head_word(i) for i in cluster.mentions[:MANY]]
    own = _state_of(clusters, best)
    found = [state for word in heads if (state := _state_of(clusters, word)) is not None]
    if not found:
        return None
    average: Weights = np.mean(found, axis=0)
    return np.concatenate([average if own is None else own, average])


def _state_of(clusters: Clusters, span: HasSpan) -> Weights | None:
    """Return the mean state of the pieces of a span, in the window that answers for its start."""
    windows = clusters.reading.encoded
    k = bisect_right(windows, span.start, key=lambda w: w.offset) - 1
    while k >= 0 and windows[k].offset <= span.start < windows[k].offset + len(windows[k].text):
        inside = windows[k].part.within(Span(span.start, span.end))
        if inside and inside[0] in windows[k].core:
            state: Weights = windows[k].states[0, inside.start + 1 : inside.stop + 1].astype(np.float32).mean(axis=0)
            return state
        k -= 1
    return None


def sector_features(clusters: Clusters, cluster: Cluster, given: tuple[str, ...]) -> set[str]:
    """Return the signs that speak for a sector of an entity; `given` is what the tables say."""
    best = cluster.best(clusters)
    return {*_entity_features(clusters, cluster, best, given), *mention_signs(clusters, cluster)}


def _entity_features(clusters: Clusters, cluster: Cluster, best: int, given: tuple[str, ...]) -> Iterator[str]:
    mention = clusters.mention(best)
    last = given[-1] if given else NONE
    head = shape_of(clusters, clusters.head(best))
    sort = f"{mention.kind}:{mention.form}:{mention.plural}"
    own = any(clusters.mention(i).country for i in cluster.mentions)
    yield from (f"last={last}", f"given={'+'.join(given)}", f"sort={sort}", f"last={last}&sort={sort}")
    yield from (f"last={last}&head={head}", f"best={head}")
    yield f"country={'own' if own else 'inferred' if cluster.country else 'none'}&last={last}"
    abroad = {c for c in (cluster.country, *(clusters.mention(i).country for i in cluster.mentions[:MANY])) if c}
    yield from (f"abroad={code}&{part}" for code in abroad & ABROAD for part in ("", f"last={last}", head))
    if cluster.inferred and cluster.sectors:
        yield f"office={cluster.sectors[-1]}"
    elif cluster.inferred:
        yield f"office=none&{cluster.inferred.split(':')[0]}"
    if mention.canonical:
        yield f"known={mention.canonical}"
        yield f"known:{mention.kind}&last={last}"
    if cluster.members:
        yield "members"
    if len(cluster.mentions) == 1:
        yield f"once&last={last}"
