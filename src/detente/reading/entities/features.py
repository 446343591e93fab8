"""What speaks for and against that a mention means somebody, as numbers a trained linker weighs.

Every number is 0 or 1 or a small share; their order is that of `names`, which the weights are stored with.
"""

import functools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.agents import word_list
from detente.reading.entities.antecedents import Antecedent
from detente.reading.entities.asked import Asked, role_of
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.records import Mention

__all__ = ["SORTS", "alone_features", "pair_features"]

SORTS = ("he", "she", "they", "it", "i", "we", "person", "several", "body", "state", "place", "thing", "somebody")
KINDS = ("person", "organisation", "state", "group", "place", "agreement", "platform", "project", "other")
ROLES = ("subject", "object", "owner", "after preposition", "apposed", "else")
FORMS = ("name", "noun", "pronoun")
ARTICLES = ("the", "this", "those", "owner's", "none")
FEMALE = word_list("female")
MALE = word_list("male")
OWN = {"his": "man", "her": "woman"}
"""Who owns, by a word of the lists above."""
NEXT, FAR = 1, 4
"""Sentences back: the one before, and those that are far."""
NEAREST, MANY, OFTEN = 4, 8, 5
"""Antecedents told apart by how near they are, and what counts as many of them and as mentioned often."""


SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GENERIC = word_list("referring")
ABROAD = word_list("international_codes")
FIRST, BESIDE = 3, 7
"""Mentions of somebody around which a noun that explains him is looked for, and how many words away."""
EMPTY = frozenset({"be", "seem", "appear", "take", "become"})


def alone_features(asked: Asked, antecedents: list[Antecedent]) -> list[float]:
    """Return what speaks for and against that a mention means nobody named elsewhere."""
    evidence, clusters, index, sort = asked.evidence, asked.clusters, asked.index, asked.sort
    word, article = clusters.head_word(index), asked.article
    words = clusters.parse.words
    lemma = word.lemma.casefold()
    before = [c for a in antecedents for c in a.clusters]
    verb = words[word.head]
    clause = any(words[k].dep in {"ccomp", "xcomp", "acomp"} for k in clusters.parse.children(word.head))
    known = any(clusters.head_word(i).lemma.casefold() == lemma for c in before for i in c.some() if i < index)
    return [
        1.0,
        *_one_of(sort, SORTS),
        *_one_of(article, ARTICLES),
        *_one_of(asked.role, ROLES),
        float(" " in clusters.words(index)),
        float(clusters.words(index)[0].isupper() and not _opens_sentence(clusters, index)),
        float(clusters.sentence(index) == 0),
        float(clusters.sentence(index) == 1),
        float(clusters.head(index) in evidence.speakers),
        float(evidence.speaker_around(index) is not None),
        min(1.0, len(antecedents) / MANY),
        float(not antecedents),
        float(known),
        float(sort == "it" and clause),
        float(sort == "it" and verb.lemma in EMPTY),
        float(bool(clusters.parse.children(clusters.head(index), "prep", "relcl", "acl"))),
        float(bool(clusters.parse.children(clusters.head(index), "poss", "amod", "compound"))),
        float(clusters.mention(index).country is not None),
        float(is_bare := lemma in GENERIC and " " not in clusters.words(index) and article in {"the", "this"}),
        float(is_bare and any(_is_named_body(clusters, c) for c in before)),
        float(clusters.head(index) in evidence.speakers and any(evidence.spoke_before(c, index) for c in before)),
        float(article != "none" and any(_stands_beside(clusters, lemma, c.some()) for c in before)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A mention and somebody it may mean, with what most questions about them ask for."""

    asked: Asked
    antecedent: Antecedent
    clusters: Clusters
    cluster: Cluster
    near: int
    best: Mention
    """The mention that names the antecedent best."""

    def is_meant(self, cluster: Cluster | None) -> bool:
        """Say whether a cluster is the antecedent or one of several."""
        return cluster is not None and any(cluster is c for c in self.antecedent.clusters)


def pair_features(asked: Asked, antecedent: Antecedent, rank: int) -> list[float]:
    """Return what speaks for and against that a mention means an antecedent, the `rank`-th nearest."""
    clusters, cluster, index = asked.clusters, antecedent.clusters[0], asked.index
    best = clusters.mention(cluster.best(clusters))
    pair = _Pair(
        asked=asked, antecedent=antecedent, clusters=clusters, cluster=cluster, near=antecedent.nearest, best=best
    )
    return [
        1.0,
        *_one_of(asked.sort, SORTS),
        *_where(pair, rank),
        *_in_which_role(pair),
        *_who_it_is(pair),
        *_who_spoke(pair),
        *_in_whose_words(pair),
        *_what_cannot_be(pair),
        *_gender(clusters, cluster, index, asked.sort),
        *(_noun_features(clusters, index, cluster, best) if asked.mention.form == "noun" else [0.0] * N_NOUN),
        *_one_of(asked.article, ARTICLES),
    ]


def _where(pair: _Pair, rank: int) -> tuple[float, ...]:
    """Return how far the nearest mention is: in sentences, paragraphs, others between; and if several are meant."""
    index, near = pair.asked.index, pair.near
    before = near < index
    apart = pair.clusters.sentence(index) - pair.clusters.sentence(near)
    leaps = pair.asked.evidence.paragraph(index) - pair.asked.evidence.paragraph(near)
    return (
        *[float(apart == k and before) for k in range(FAR)],
        *(float(apart >= FAR), float(not before)),
        *(float(leaps == 0), float(leaps == 1), float(leaps > 1)),
        *[float(rank == k) for k in range(NEAREST)],
        *(min(1.0, rank / MANY), float(pair.antecedent.is_joined)),
    )


def _in_which_role(pair: _Pair) -> tuple[float, ...]:
    """Return what both are in their clauses."""
    clusters, near, role = pair.clusters, pair.near, pair.asked.role
    theirs = role_of(clusters, near)
    apart = clusters.sentence(pair.asked.index) - clusters.sentence(near)
    return (
        *_one_of(theirs, ROLES),
        *_one_of(role, ROLES),
        float(role == theirs == "subject"),
        float(theirs == "subject" and apart == NEXT),
        float(clusters.head_word(near).dep == "nsubj" and _is_root(clusters, near)),
    )


def _who_it_is(pair: _Pair) -> tuple[float, ...]:
    """Return of what kind the antecedent is, how often and how early it is named."""
    clusters, best = pair.clusters, pair.best
    return (
        *_one_of(clusters.mention(pair.near).form, FORMS),
        *_one_of(best.kind, KINDS),
        *(float(best.form == "name"), float(best.plural)),
        min(1.0, bisect_left(pair.cluster.mentions, pair.asked.index) / OFTEN),
        float(clusters.sentence(pair.cluster.mentions[0]) == 0),
    )


def _who_spoke(pair: _Pair) -> tuple[float, ...]:
    """Return who has spoken before the mention, and whether it speaks itself."""
    asked, clusters, near, index = pair.asked, pair.clusters, pair.near, pair.asked.index
    evidence, last, speaks = asked.evidence, asked.last, asked.speaks
    spoke = pair.is_meant(last)
    other_since = last is not None and not spoke and last.has_between(near, index)
    body_spoke = last is not None and other_since and evidence.is_body(last)
    is_person = asked.sort in {"he", "she"}
    others = list(_subjects_between(clusters, near, index)) if near < index else []
    ever = evidence.spoke_before(pair.cluster, index)
    return (
        *(float(speaks), float(speaks and spoke), float(spoke), float(pair.is_meant(asked.prior))),
        *(float(ever), float(ever and asked.mention.form == "noun"), float(ever and speaks)),
        *(float(is_person and body_spoke), float(is_person and speaks and body_spoke), float(other_since)),
        float(is_person and any(evidence.may_be_person(c) for c in others)),
        float(any(clusters.mention(c.best(clusters)).kind == pair.best.kind for c in others)),
        float(clusters.head(near) in evidence.speakers),
    )


def _in_whose_words(pair: _Pair) -> tuple[float, ...]:
    """Return in whose words both stand: who says "I" speaks, and whom he calls "he" does not."""
    asked, is_first = pair.asked, pair.asked.sort in {"i", "we"}
    said_by, told_by = asked.said_by, asked.evidence.speaker_around(pair.near)
    own = float(pair.is_meant(asked.speaker))
    from_home = is_first and asked.speaker is not None and _same_country(pair.clusters, pair.cluster, asked.speaker)
    return (
        *(own, own * is_first, own * (not is_first)),
        float(any(pair.is_meant(h) for h in asked.holders)),
        float(from_home),
        float(said_by is not None and told_by is said_by),
        float(said_by is None and told_by is not None),
        float(said_by is not None and told_by is None and not own),
    )


def _what_cannot_be(pair: _Pair) -> tuple[float, ...]:
    """Return what tells the two apart: one clause, one phrase, another number."""
    clusters, index, near = pair.clusters, pair.asked.index, pair.near
    plural, several = pair.asked.mention.plural, pair.best.plural or pair.antecedent.is_joined
    return (
        float(near < index and _same_clause(clusters, index, near)),
        *(float(_is_owner_of(clusters, index, near)), float(_is_owner_of(clusters, near, index))),
        *(float(plural and several), float(plural and not several), float(not plural and pair.best.plural)),
    )


N_NOUN = 20


def _noun_features(clusters: Clusters, index: int, cluster: Cluster, best: Mention) -> list[float]:
    mention = clusters.mention(index)
    lemma = clusters.head_word(index).lemma.casefold()
    words = clusters.words(index).casefold().split()
    earlier = [i for i in cluster.some() if i != index]
    heads = {clusters.head_word(i).lemma.casefold() for i in earlier}
    all_words = {w for i in earlier for w in clusters.words(i).casefold().split()}
    roles = {w for i in earlier for w in (clusters.mention(i).role or "").casefold().split()}
    sectors = {s for i in earlier for s in clusters.mention(i).sectors}
    countries = {c for i in earlier if (c := clusters.mention(i).country)}
    inside = set(words) <= all_words | roles
    same_head = lemma in heads
    more = len(words) > 1
    return [
        float(same_head),
        float(same_head and inside),
        float(same_head and more and not inside),
        float(lemma in roles),
        float(lemma in roles and inside),
        float(bool(roles) and lemma not in roles),
        float(lemma in all_words and not same_head),
        float(bool(mention.sectors) and bool(sectors.intersection(mention.sectors))),
        float(bool(mention.sectors) and bool(sectors) and not sectors.intersection(mention.sectors)),
        float(mention.country is not None and mention.country in countries),
        float(mention.country is not None and bool(countries) and mention.country not in countries),
        float(mention.country is None and bool(countries)),
        float(best.kind == mention.kind),
        float(not more),
        float(more),
        float(_stands_beside(clusters, lemma, earlier)),
        float(lemma in GENERIC),
        float(lemma in GENERIC and best.form == "name" and best.kind in {"organisation", "group", "platform"}),
        float(lemma in GENERIC and bool(ABROAD & countries)),
        float(lemma in GENERIC and best.form == "name" and best.kind == "agreement"),
    ]


def _is_named_body(clusters: Clusters, cluster: Cluster) -> bool:
    best = clusters.mention(cluster.best(clusters))
    return best.form == "name" and best.kind in {"organisation", "group", "platform", "agreement"}


def _stands_beside(clusters: Clusters, lemma: str, mentions: list[int]) -> bool:
    """Say whether a noun stands next to one of the first mentions: "Viktor Hnatenko, a heating *engineer*"."""
    words = clusters.parse.words
    for i in mentions[:FIRST]:
        head = clusters.head(i)
        near = words[max(0, head - BESIDE) : head + BESIDE + 1]
        if any(w.lemma.casefold() == lemma and w.sentence == words[head].sentence for w in near):
            return True
    return False


def _subjects_between(clusters: Clusters, near: int, index: int) -> Iterator[Cluster]:
    """Yield the clusters that are subjects between two mentions, the nearer one's own aside."""
    own = clusters.of_mention.get(near)
    for i in range(near + 1, index):
        cluster = clusters.of_mention.get(i)
        if cluster is not None and cluster is not own and clusters.head_word(i).dep in SUBJECTS:
            yield cluster


@functools.cache
def _one_of(value: str, values: tuple[str, ...]) -> tuple[float, ...]:
    """Return 1 where a value is one of several, told once for each of the few that there are."""
    return tuple(float(value == v) for v in values)


def _opens_sentence(clusters: Clusters, index: int) -> bool:
    first = clusters.first_word(index)
    return first == 0 or clusters.parse.words[first - 1].sentence != clusters.parse.words[first].sentence


def _is_root(clusters: Clusters, index: int) -> bool:
    verb = clusters.parse.words[clusters.head_word(index).head]
    return verb.dep == "ROOT"


def _same_clause(clusters: Clusters, index: int, near: int) -> bool:
    """Say whether one is done to the other by one verb: "he met him" tells of two."""
    word, other = clusters.head_word(index), clusters.head_word(near)
    return word.dep != "poss" and other.dep != "poss" and word.head == other.head and word.sentence == other.sentence


def _is_owner_of(clusters: Clusters, index: int, near: int) -> bool:
    """Say whether the first stands within the phrase of the second ("his" in "his army")."""
    return clusters.mention(near).start <= clusters.mention(index).start < clusters.mention(near).end or (
        clusters.head_word(index).dep == "poss" and clusters.head_word(index).head == clusters.head(near)
    )


def _same_country(clusters: Clusters, cluster: Cluster, speaker: Cluster) -> bool:
    ours = {c for i in cluster.some() if (c := clusters.mention(i).country)}
    theirs = {c for i in speaker.some() if (c := clusters.mention(i).country)}
    return cluster is not speaker and bool(ours & theirs)


def _gender(clusters: Clusters, cluster: Cluster, index: int, sort: str) -> list[float]:
    """Return match and clash with the pronouns that were linked before, with words of gender, and with a name in -a."""
    if sort not in {"he", "she"}:
        return [0.0] * 6
    other = "she" if sort == "he" else "he"
    tellers = FEMALE if sort == "she" else MALE
    against = MALE if sort == "she" else FEMALE
    said = {w for i in cluster.some() if i != index for w in _words_of_gender(clusters, i)}
    name = next((clusters.words(i) for i in cluster.some() if clusters.mention(i).form == "name"), "")
    in_a = name.split()[0].endswith(("a", "ia", "ne")) if " " in name else False
    return [
        float(sort in cluster.called),
        float(other in cluster.called),
        float(bool(said & tellers)),
        float(bool(said & against)),
        float(in_a and sort == "she"),
        float(in_a and sort == "he"),
    ]


def _words_of_gender(clusters: Clusters, index: int) -> Iterator[str]:
    """Yield the words that may tell it: the mention's own, two before it, and "her" in a clause that hangs on it."""
    yield from clusters.words(index).casefold().split()
    yield from clusters.words_before(index, 2)
    parse = clusters.parse
    for clause in parse.children(clusters.head(index), "acl", "relcl", "appos"):
        for k in parse.subtree(clause):
            if parse.words[k].dep == "poss" and parse.words[k].text.casefold() in OWN:
                yield OWN[parse.words[k].text.casefold()]
