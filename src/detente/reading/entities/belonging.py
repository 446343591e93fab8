"""What speaks for somebody belonging to a country that the text names, as numbers a trained network weighs.

"Gunmen killed five policemen in Basra": whose policemen they are, a careful reader takes from the town. Every number
is 0 or 1 or a small share; their order is part of the trained weights.
"""

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from detente.core.errors import ModelError
from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.layers import Layers, Weights, layers_of, load_weights, shares_of

__all__ = ["Belongings", "Named", "alone_features", "country_features", "load_belongings", "named_countries", "own_of"]

FILE = "belonging.json"
ABROAD = word_list("international_codes")
LOCATIVE = word_list("locative")
KINDS = ("person", "organisation", "group", "state", "other")
GROUPS = ("GOV", "MIL", "COP", "LEG", "JUD", "REB", "CVL", "UAF", "JRN", "BUS", "PTY", "OPP", "REF", "NGO")
HOLDING = frozenset({"poss", "amod", "compound", "nmod"})
CLOSE, NEAR, FAR = 3, 8, 20
"""Words between two mentions."""
MANY = 5
EARLY = 80
"""Characters within which a dateline names where a report was written."""


@dataclass(slots=True)
class Named:
    """A country that a text names: its mentions, also by sentence, and of what forms and kinds they are.

    All of it is the same for everybody who may belong to it, and told once.
    """

    code: str
    mentions: list[int] = field(default_factory=list)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    only_dateline: bool = True
    """Whether no other words than a dateline name it."""


def named_countries(clusters: Clusters) -> dict[str, Named]:
    """Return the countries and bodies that the mentions of a text name, in order of the first."""
    found: dict[str, Named] = {}
    text = clusters.reading.text
    for i, mention in enumerate(clusters.reading.mentions):
        if not mention.country:
            continue
        named = found.setdefault(mention.country, Named(mention.country))
        named.mentions.append(i)
        named.by_sentence.setdefault(clusters.sentence(i), []).append(i)
        named.forms.add(mention.form)
        named.kinds.add(mention.kind)
        named.only_dateline = named.only_dateline and _is_dateline(text, mention.end, mention.start)
    return found


def own_of(clusters: Clusters, cluster: Cluster) -> str | None:
    """Return the country that the words of somebody's mentions give, the first of them."""
    return next((c for i in cluster.mentions if (c := clusters.mention(i).country)), None)


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


def country_features(clusters: Clusters, cluster: Cluster, country: Named, named: dict[str, Named]) -> list[float]:
    """Return what speaks for and against that somebody belongs to a country."""
    own = [i for i in cluster.some() if clusters.mention(i).country == country.code]
    counts = Counter({n.code: len(n.mentions) for n in named.values() if n.code not in ABROAD})
    total = max(1, counts.total())
    pairs = list(_pairs(clusters, cluster, country))
    apart = min((abs(clusters.head(i) - clusters.head(j)) for i, j in pairs), default=FAR * 5)
    before = any(clusters.head(j) < clusters.head(i) for i, j in pairs)
    text, first = clusters.reading.text, clusters.mention(country.mentions[0])
    holds = [_stands(clusters, i, j) for i, j in pairs]
    ties = {tie for tie in holds if tie}
    here = {clusters.sentence(i) for i in cluster.some()}
    return [
        *_who(clusters, cluster),
        float(bool(own)),
        float(own_of(clusters, cluster) == country.code),
        float(cluster.country == country.code),
        float(cluster.country is not None and cluster.country != country.code),
        float(country.code in ABROAD),
        float(bool(pairs)),
        float(apart <= CLOSE),
        float(CLOSE < apart <= NEAR),
        float(NEAR < apart <= FAR),
        float(before),
        *(float(tie in ties) for tie in TIES),
        counts[country.code] / total,
        float(counts[country.code] == max(counts.values(), default=0)),
        float(len(counts) == 1 and country.code in counts),
        float(first.start < EARLY),
        float(clusters.sentence(country.mentions[0]) == 0),
        float(_is_dateline(text, first.end, first.start)),
        float("place" in country.kinds),
        float("state" in country.kinds),
        float("noun" in country.forms),
        float(any(sentence - 1 in country.by_sentence for sentence in here)),
    ]


TIES = ("holds", "of", "in", "from", "subject", "object", "same verb", "place of verb", "with")


def _stands(clusters: Clusters, i: int, j: int) -> str | None:
    """Return how a mention of a country stands to one of somebody's in the tree of their sentence."""
    words = clusters.parse.words
    mine, theirs = clusters.head(i), clusters.head(j)
    word = words[theirs]
    if word.head == mine and word.dep in HOLDING:
        return "holds"
    verb = next((k for k in (mine, *clusters.parse.ancestors(mine)) if words[k].pos in {"VERB", "AUX"}), None)
    if word.dep == "pobj":
        lead = words[word.head]
        if lead.head == mine or mine in _up(clusters, word.head):
            return {"of": "of", "from": "from"}.get(
                lead.lemma.lower(), "in" if lead.lemma.lower() in LOCATIVE else "with"
            )
        if verb is not None and verb in _up(clusters, word.head):
            return "place of verb" if lead.lemma.lower() in LOCATIVE else None
        return None
    if verb is not None and word.head == verb:
        return {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "dative": "object"}.get(word.dep)
    return "same verb" if verb is not None and verb in _up(clusters, theirs) else None


def _cannot_be(clusters: Clusters, cluster: Cluster, country: Named, named: dict[str, Named]) -> bool:
    """Say whether a country is none to belong to, whatever speaks for it.

    That is one named only as that to which somebody does something ("condemns X"), one named by a dateline only, in a
    text that names another, and for soldiers, who may stand in
    any country, one that no sentence of theirs names.
    """
    ties = [_stands(clusters, i, j) for i, j in _pairs(clusters, cluster, country)]
    mentions = [clusters.mention(i) for i in cluster.some()]
    stationed = any(m.plural and "MIL" in m.sectors for m in mentions)
    others = any(code != country.code and code not in ABROAD for code in named)
    if _is_of_no_state(clusters, cluster) or (others and country.only_dateline):
        return True
    return (stationed and not ties) or (len(country.mentions) == 1 and set(ties) == {"object"})


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


def _up(clusters: Clusters, word: int) -> list[int]:
    """Return the governors of a word, the three nearest."""
    return [k for k, _ in zip(clusters.parse.ancestors(word), range(3), strict=False)]


def _pairs(clusters: Clusters, cluster: Cluster, country: Named) -> Iterator[tuple[int, int]]:
    """Yield mentions of somebody, each with one of the country in the same sentence."""
    for i in cluster.some():
        for j in country.by_sentence.get(clusters.sentence(i), ())[:MANY]:
            if j != i:
                yield i, j


def _is_dateline(text: str, end: int, start: int) -> bool:
    return start < EARLY and text[end : end + 20].lstrip(" ,.()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")[
        :1
    ] in {"-", "–", "—", ":"}


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
    """The networks, and from which likelihood on a country is taken."""

    countries: Layers
    alone: Layers
    least: float

    def choose(self, clusters: Clusters, cluster: Cluster, named: dict[str, Named]) -> tuple[Named | None, float]:
        """Return the country that somebody belongs to, with how likely; None where none is likely enough."""
        if not named:
            return None, 0.0
        shares = self.shares(clusters, cluster, named)
        best = int(shares[:-1].argmax())
        share, country = float(shares[best]), list(named.values())[best]
        if share < max(self.least, float(shares[-1])) or _cannot_be(clusters, cluster, country, named):
            return None, share
        return country, share

    def shares(self, clusters: Clusters, cluster: Cluster, named: dict[str, Named]) -> Weights:
        """Return how likely each country is, and last how likely none of them is."""
        rows = [country_features(clusters, cluster, n, named) for n in named.values()]
        alone = self.alone.weigh([alone_features(clusters, cluster, named)])
        return shares_of(np.concatenate([self.countries.weigh(rows), alone]))


@functools.cache
def load_belongings() -> Belongings:
    """Return the networks of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    data = load_weights("detente.reading.entities", FILE)
    try:
        return Belongings(
            countries=layers_of(data["countries"]), alone=layers_of(data["alone"]), least=float(data["least"])
        )
    except (ValueError, KeyError, TypeError) as error:
        message = f"the weights of belonging ({FILE}) are not what this version expects: {error}; install détente again"
        raise ModelError(message) from error
