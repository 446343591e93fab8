"""What speaks for somebody belonging to a country that the text names, as numbers a trained network weighs.

"Gunmen killed five policemen in Basra": whose policemen they are, a careful reader takes from the town. Every number
is 0 or 1 or a small share; their order is part of the trained weights.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.core.errors import ModelError
from detente.core.spans import overlaps
from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.named import EARLY, Named, is_dateline, named_countries, own_of
from detente.reading.entities.signs import mention_signs
from detente.reading.entities.somebody import Somebody, meet
from detente.reading.entities.ties import RELATED, TIES, pairs_of, stands
from detente.reading.layers import Layers, Weights, Whole, layers_of, load_weights, shares_of, whole_of

__all__ = ["Belongings", "Named", "alone_features", "country_features", "load_belongings", "named_countries", "own_of"]

FILE = "belonging.json"
ABROAD = word_list("international_codes")
KINDS = ("person", "organisation", "group", "state", "other")
GROUPS = ("GOV", "MIL", "COP", "LEG", "JUD", "REB", "CVL", "UAF", "JRN", "BUS", "PTY", "OPP", "REF", "NGO")
HOLDING = frozenset({"poss", "amod", "compound", "nmod"})
MEETING = frozenset({"CONSULT", "COOPERATE", "AGREE"})
CLOSE, NEAR, FAR = 3, 8, 20
"""Words between two mentions."""
MANY = 5


def alone_features(clusters: Clusters, cluster: Cluster, named: dict[str, Named]) -> list[float]:
    """Return what speaks for and against that somebody's country stays open."""
    best = clusters.mention(cluster.best(clusters))
    here = {clusters.sentence(i) for i in cluster.some()}
    others = [n for n in named.values() if n.code not in ABROAD]
    near = sum(not here.isdisjoint(n.by_sentence) for n in others)
    return [
        *_who(clusters, cluster),
        float(not others),
        float(len(others) == 1),
        float(len(others) == 2),  # noqa: PLR2004 - one, two, several
        min(1.0, len(others) / MANY),
        float(near == 0),
        float(near == 1),
        float(near > 1),
        float(cluster.country is not None),
        float(own_of(clusters, cluster) is not None),
        float(best.plural),
    ]


def country_features(somebody: Somebody, country: Named) -> list[float]:
    """Return what speaks for and against that somebody belongs to a country."""
    clusters, cluster, code = somebody.clusters, somebody.cluster, country.code
    pairs = list(pairs_of(clusters, cluster, country))
    heads = [(clusters.head(i), clusters.head(j)) for i, j in pairs]
    apart = min((abs(mine - theirs) for mine, theirs in heads), default=FAR * 5)
    text, first = clusters.reading.text, clusters.mention(country.mentions[0])
    ties = {stands(clusters, i, j) for i, j in pairs}
    counts = somebody.counts
    return [
        *_who(clusters, cluster),
        float(code in somebody.own),
        float(somebody.given == code),
        float(cluster.country == code),
        float(cluster.country is not None and cluster.country != code),
        float(code in ABROAD),
        float(bool(pairs)),
        float(apart <= CLOSE),
        float(CLOSE < apart <= NEAR),
        float(NEAR < apart <= FAR),
        float(any(theirs < mine for mine, theirs in heads)),
        *[float(tie in ties) for tie in TIES],
        counts.get(code, 0) / somebody.total,
        float(counts.get(code, 0) == somebody.most),
        float(len(counts) == 1 and code in counts),
        float(first.start < EARLY),
        float(clusters.sentence(country.mentions[0]) == 0),
        float(is_dateline(text, first.end, first.start)),
        float("place" in country.kinds),
        float("state" in country.kinds),
        float("noun" in country.forms),
        float(any(sentence - 1 in country.by_sentence for sentence in somebody.sentences)),
        *[float(code in somebody.related[how]) for how in RELATED],
        *_where_in_text(somebody, country),
    ]


def _where_in_text(somebody: Somebody, country: Named) -> tuple[float, ...]:
    """Return where in the text a country is named, as seen from somebody's first mention."""
    here, last = somebody.clusters.sentence(somebody.cluster.mentions[0]), somebody.last
    apart = min(abs(s - here) for s in country.by_sentence)
    return (
        float(country.code in last and last[country.code] == max(last.values())),
        float(somebody.following is not None and somebody.following in country.mentions),
        float(country.mentions[0] == somebody.earliest),
        float(apart == 0),
        float(apart == 1),
        float(apart == 2),  # noqa: PLR2004 - the same sentence, the next, the one behind that
        1.0 / (1.0 + apart),
        float(len(country.mentions) == 1),
        float(any(s <= here for s in country.by_sentence)),
    )


def _cannot_be(clusters: Clusters, cluster: Cluster, country: Named, named: dict[str, Named]) -> bool:
    """Say whether a country is none to belong to, whatever speaks for it.

    That is one named only as that to which somebody does something ("condemns X"), one named by a dateline only, in a
    text that names another, one that is only the venue of those who meet or their partner, and for soldiers, who may
    stand in any country, one that no sentence of theirs names.
    """
    ties = [stands(clusters, i, j) for i, j in pairs_of(clusters, cluster, country)]
    mentions = [clusters.mention(i) for i in cluster.some()]
    stationed = any(m.plural and "MIL" in m.sectors for m in mentions)
    others = any(code != country.code and code not in ABROAD for code in named)
    if _is_of_no_state(clusters, cluster) or (others and country.only_dateline):
        return True
    if _only_met_there(clusters, cluster, country):
        return True
    return (stationed and not ties) or (len(country.mentions) == 1 and set(ties) == {"object"})


def _only_met_there(clusters: Clusters, cluster: Cluster, country: Named) -> bool:
    """Say whether a country is named only as where several meet ("gather in Geneva") or as with whom one deals."""
    pairs = list(pairs_of(clusters, cluster, country))
    if not pairs or {j for _, j in pairs} != set(country.mentions):
        return False
    return all(_is_met(clusters, i, j) for i, j in pairs)


def _is_met(clusters: Clusters, i: int, j: int) -> bool:
    mine = clusters.mention(i)
    for coding in clusters.reading.codings:
        if coding.type not in MEETING or not any(overlaps(mine, p) for p in coding.actors):
            continue
        if mine.plural and stands(clusters, i, j) == "place of verb":
            return True
        word = clusters.parse.words[clusters.head(j)]
        if word.dep == "pobj" and clusters.parse.words[word.head].lemma.lower() == "with":
            return True
    return False


def _is_of_no_state(clusters: Clusters, cluster: Cluster, *, owned: bool = True) -> bool:
    """Say whether somebody is told to be of a place or entity that our tables know and that is no country's.

    `owned`: or of somebody who is ("its soldiers").
    """
    for i in cluster.some():
        head = clusters.head(i)
        held = [*clusters.parse.children(head, *HOLDING)]
        held += [k for p in clusters.parse.children(head, "prep") for k in clusters.parse.children(p, "pobj")]
        for j in clusters.headed_by(held):
            mention = clusters.mention(j)
            if j != i and mention.canonical and mention.country is None and mention.kind in {"place", "state"}:
                return True
            owner = clusters.of_mention.get(j) if owned and mention.form == "pronoun" else None
            if owner is not None and _is_of_no_state(clusters, owner, owned=False):
                return True
    return False


def _who(clusters: Clusters, cluster: Cluster) -> tuple[float, ...]:
    """Return what somebody is; asked for every country that is weighed, and told once."""
    if cluster.signs is None or cluster.signs[0] != len(cluster.mentions):
        cluster.signs = (len(cluster.mentions), tuple(_signs(clusters, cluster)))
    return cluster.signs[1]


def _signs(clusters: Clusters, cluster: Cluster) -> Iterator[float]:
    best = clusters.mention(cluster.best(clusters))
    sectors = {s for i in cluster.some() for s in clusters.mention(i).sectors}
    yield 1.0
    yield from (float(best.kind == k) for k in KINDS)
    yield from (float(best.form == f) for f in ("name", "noun", "pronoun"))
    yield from (float(s in sectors) for s in GROUPS)
    yield from (float(not sectors), float(best.plural), float(best.role is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """The networks over countries and over somebody by himself, and weights for the signs of his mentions.

    `rows` is of whole numbers, (signs, 1 + bodies), each times `scale` a weight: how much a sign speaks for no country,
    and for each of `bodies`, the codes of those who are of no country ("charity": NGO), named in the text or not.
    """

    countries: Layers
    alone: Layers
    bias: Weights
    bodies: tuple[str, ...]
    index: Mapping[str, int]
    rows: Whole
    scale: float

    def choose(self, clusters: Clusters, cluster: Cluster, named: dict[str, Named]) -> tuple[str | None, float]:
        """Return the code of the country, or of the kind of body, that somebody is of, with how likely; None for none.

        Who takes the code of a body has one of the signs of it; nobody is of a country that he cannot be of.
        """
        shares = self.shares(clusters, cluster, named)
        answers = [*named, None, *self.bodies]
        best = int(shares.argmax())
        code = answers[best]
        if code in named and best < len(named) and _cannot_be(clusters, cluster, named[code], named):
            return None, float(shares[best])
        return code, float(shares[best])

    def shares(self, clusters: Clusters, cluster: Cluster, named: dict[str, Named]) -> Weights:
        """Return how likely each country that is named is, then none, then each kind of body."""
        somebody = meet(clusters, cluster, named)
        rows = [country_features(somebody, country) for country in named.values()]
        countries = self.countries.weigh(rows) if rows else np.zeros(0, dtype=np.float32)
        known = [k for sign in mention_signs(clusters, cluster) if (k := self.index.get(sign)) is not None]
        signs = self.rows[known].sum(axis=0, dtype=np.int32).astype(np.float32) * np.float32(self.scale)
        alone = self.alone.weigh([alone_features(clusters, cluster, named)])[0]
        return shares_of(np.concatenate([countries, alone + self.bias + signs]))


@functools.cache
def load_belongings() -> Belongings:
    """Return the networks of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    data = load_weights("detente.reading.entities", FILE)
    try:
        bodies = tuple(data["bodies"])
        return Belongings(
            countries=layers_of(data["countries"]),
            alone=layers_of(data["alone"]),
            bias=np.asarray(data["bias"], dtype=np.float32),
            bodies=bodies,
            index={name: k for k, name in enumerate(data["signs"].split("\n"))},
            rows=whole_of(data["rows"], 1 + len(bodies)),
            scale=float(data["scale"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"the weights of belonging ({FILE}) are not what this version expects: {error}; install détente again"
        raise ModelError(message) from error
