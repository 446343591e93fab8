"""What speaks for and against that a mention means somebody, as numbers a trained linker weighs.

Every number is 0 or 1 or a small share; their order is that of `names`, which the weights are stored with.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.knowledge.agents import word_list
from detente.reading.claims.attribution import Attribution
from detente.reading.claims.quotations import find_paragraphs
from detente.reading.entities.antecedents import Antecedent, sort_of
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.nearby import Nearby
from detente.reading.records import Mention

__all__ = ["SORTS", "Evidence", "alone_features", "pair_features"]

SORTS = ("he", "she", "they", "it", "i", "we", "person", "several", "body", "state", "place", "thing", "somebody")
KINDS = ("person", "organisation", "state", "group", "place", "agreement", "platform", "project", "other")
ROLES = ("subject", "object", "owner", "after preposition", "apposed", "else")
ROLE_OF = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "poss": "owner",
    "pobj": "after preposition",
    "appos": "apposed",
}
ARTICLES = ("the", "this", "those", "owner's", "none")
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
FEMALE = word_list("female")
MALE = word_list("male")
SAME_SENTENCE, NEXT, FAR = 0, 1, 4
SPEECH = frozenset({"direct", "mixed", "unmarked"})
BODIES = frozenset({"organisation", "state", "group", "place"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GENERIC = word_list("referring")
ABROAD = word_list("international_codes")
FIRST, BESIDE = 3, 7
"""Mentions of somebody around which a noun that explains him is looked for, and how many words away."""
EMPTY = frozenset({"be", "seem", "appear", "take", "become"})


@dataclass(slots=True)
class Evidence:
    """What is looked up again and again while the mentions of one reading are linked."""

    clusters: Clusters
    starts: list[int] = field(init=False)
    """Where the paragraphs start."""
    held: Nearby = field(init=False)
    attributions: tuple[Attribution, ...] = field(init=False)
    speakers: dict[int, int] = field(init=False)
    """By the head word of a source, the first attribution of which it is the source."""
    nested: set[int] = field(init=False)
    """Attributions by somebody whom another quotes: who speaks there does not go on speaking outside."""
    order: list[tuple[int, int]] = field(init=False)
    """Where each attribution's source stands, and the attribution's index, in order."""

    def __post_init__(self) -> None:
        """Index paragraphs and attributions."""
        reading = self.clusters.reading
        self.attributions = reading.attributions
        self.starts = [p.start for p in find_paragraphs(reading.text)]
        self.held = Nearby([a.content for a in self.attributions])
        self.speakers, self.order = {}, []
        for k, one in enumerate(self.attributions):
            source = one.source
            if source is not None:
                self.speakers.setdefault(source, k)
                self.order.append((reading.parsed().words[source].start, k))
        self.order.sort()
        self.nested = {k for k in self.speakers.values() if self._is_nested(k)}

    def paragraph(self, index: int) -> int:
        """Return the paragraph of a mention."""
        return bisect_left(self.starts, self.clusters.mention(index).start + 1)

    def speaker_around(self, index: int) -> Attribution | None:
        """Return the innermost direct speech in which a mention stands."""
        mention = self.clusters.mention(index)
        around = [self.attributions[k] for k in self.held.around(mention)]
        spoken = [a for a in around if a.mode in SPEECH and a.holds(mention)]
        return min(spoken, key=lambda a: a.content.end - a.content.start, default=None)

    def spoke_before(self, cluster: Cluster, index: int) -> bool:
        """Say whether a cluster is the source of an attribution before a mention."""
        clusters = self.clusters
        return any(i < index and clusters.head(i) in self.speakers for i in cluster.some())

    def is_body(self, cluster: Cluster) -> bool:
        """Say whether a cluster is no person."""
        return self.clusters.mention(cluster.best(self.clusters)).kind in BODIES

    def may_be_person(self, cluster: Cluster) -> bool:
        """Say whether a name that no table knows may be a person's, whatever kind it was given."""
        best = self.clusters.mention(cluster.best(self.clusters))
        return best.form == "name" and not best.canonical and best.kind in {"organisation", "other"}

    def since(self, cluster: Cluster, near: int, index: int) -> bool:
        """Say whether a cluster is mentioned between two mentions."""
        return cluster.has_between(near, index)

    def speaker_of(self, index: int) -> Cluster | None:
        """Return who speaks where a mention stands."""
        around = self.speaker_around(index)
        return self.owner_of(around.source) if around else None

    def holders(self, index: int) -> list[Attribution]:
        """Return all attributions in whose words a mention stands."""
        mention = self.clusters.mention(index)
        return [a for k in self.held.around(mention) if (a := self.attributions[k]).holds(mention)]

    def owner_of(self, source: int | None) -> Cluster | None:
        """Return the cluster to which the mention with a head word belongs."""
        found = self.clusters.headed_by((source,)) if source is not None else []
        return next((c for i in found if (c := self.clusters.of_mention.get(i)) is not None), None)

    def spoke_last(self, index: int, back: int) -> Cluster | None:
        """Return who is the source of the attribution next before a mention, or of one further back."""
        at = bisect_left(self.order, (self.clusters.mention(index).start, -1)) - 1
        inside = self.speaker_around(index) is not None
        while at >= 0 and (back or (self.order[at][1] in self.nested and not inside)):
            back -= self.order[at][1] not in self.nested or inside
            at -= 1
        return None if at < 0 else self.owner_of(self.attributions[self.order[at][1]].source)

    def _is_nested(self, k: int) -> bool:
        frame = self.attributions[k].frame
        if frame is None:
            return False
        around = (self.attributions[j] for j in self.held.around(frame.cue) if j != k)
        return any(a.mode in SPEECH and a.holds(frame.cue) for a in around)


def alone_features(evidence: Evidence, index: int, antecedents: list[Antecedent]) -> list[float]:
    """Return what speaks for and against that a mention means nobody named elsewhere."""
    clusters = evidence.clusters
    sort, word = sort_of(clusters, index), clusters.head_word(index)
    words = clusters.parse.words
    lemma = word.lemma.casefold()
    article = _article(clusters, index)
    before = [c for a in antecedents for c in a.clusters]
    verb = words[word.head]
    clause = any(words[k].dep in {"ccomp", "xcomp", "acomp"} for k in clusters.parse.children(word.head))
    known = any(clusters.head_word(i).lemma.casefold() == lemma for c in before for i in c.some() if i < index)
    return [
        1.0,
        *_one_of(sort, SORTS),
        *_one_of(article, ARTICLES),
        *_one_of(_role(clusters, index), ROLES),
        float(" " in clusters.words(index)),
        float(clusters.words(index)[0].isupper() and not _opens_sentence(clusters, index)),
        float(clusters.sentence(index) == 0),
        float(clusters.sentence(index) == 1),
        float(clusters.head(index) in evidence.speakers),
        float(evidence.speaker_around(index) is not None),
        min(1.0, len(antecedents) / 8),
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


def pair_features(evidence: Evidence, index: int, antecedent: Antecedent, rank: int) -> list[float]:
    """Return what speaks for and against that mention `index` means an antecedent, the `rank`-th nearest."""
    clusters = evidence.clusters
    mention, near = clusters.mention(index), antecedent.nearest
    cluster, other = antecedent.clusters[0], clusters.mention(near)
    sort = sort_of(clusters, index)
    best = clusters.mention(cluster.best(clusters))
    apart = clusters.sentence(index) - clusters.sentence(near)
    leaps = evidence.paragraph(index) - evidence.paragraph(near)
    before = near < index
    is_noun = mention.form == "noun"
    said_by = evidence.speaker_around(index)
    speaker = evidence.owner_of(said_by.source) if said_by else None
    told_by = evidence.speaker_around(near)
    holders = [evidence.owner_of(a.source) for a in evidence.holders(index)]
    role, theirs = _role(clusters, index), _role(clusters, near)
    last = evidence.spoke_last(index, 0)
    own = float(any(speaker is c for c in antecedent.clusters)) if speaker is not None else 0.0
    is_first = sort in {"i", "we"}
    spoke = last is not None and any(last is c for c in antecedent.clusters)
    prior = evidence.spoke_last(index, 1)
    body_spoke = last is not None and not spoke and evidence.is_body(last) and evidence.since(last, near, index)
    speaks = clusters.head(index) in evidence.speakers
    is_person = sort in {"he", "she"}
    others = list(_subjects_between(clusters, near, index)) if before else []
    return [
        1.0,
        *_one_of(sort, SORTS),
        *(float(apart == k and before) for k in range(FAR)),
        float(apart >= FAR),
        float(not before),
        float(leaps == 0),
        float(leaps == 1),
        float(leaps > 1),
        *(float(rank == k) for k in range(4)),
        min(1.0, rank / 8),
        float(antecedent.is_joined),
        *_one_of(theirs, ROLES),
        *_one_of(role, ROLES),
        float(role == theirs == "subject"),
        float(theirs == "subject" and apart == 1),
        float(clusters.head_word(near).dep == "nsubj" and _is_root(clusters, near)),
        *_one_of(other.form, ("name", "noun", "pronoun")),
        *_one_of(best.kind, KINDS),
        float(best.form == "name"),
        float(best.plural),
        min(1.0, bisect_left(cluster.mentions, index) / 5),
        float(min(clusters.sentence(i) for i in cluster.mentions[:1]) == 0),
        # who speaks where
        float(speaks),
        float(speaks and spoke),
        float(spoke),
        float(prior is not None and any(prior is c for c in antecedent.clusters)),
        float(ever := evidence.spoke_before(cluster, index)),
        float(ever and is_noun),
        float(ever and speaks),
        float(is_person and body_spoke),
        float(is_person and speaks and body_spoke),
        float(last is not None and not spoke and evidence.since(last, near, index)),
        float(is_person and any(evidence.may_be_person(c) for c in others)),
        float(any(clusters.mention(c.best(clusters)).kind == best.kind for c in others)),
        float(clusters.head(near) in evidence.speakers),
        own,
        own * is_first,
        own * (not is_first),
        float(any(h is c for h in holders if h is not None for c in antecedent.clusters)),
        float(is_first and speaker is not None and _same_country(clusters, cluster, speaker)),
        float(said_by is not None and told_by is said_by),
        float(said_by is None and told_by is not None),
        float(said_by is not None and told_by is None and not own),
        # what cannot be
        float(before and _same_clause(clusters, index, near)),
        float(_is_owner_of(clusters, index, near)),
        float(_is_owner_of(clusters, near, index)),
        # number, gender
        float(mention.plural and (best.plural or antecedent.is_joined)),
        float(mention.plural and not best.plural and not antecedent.is_joined),
        float(not mention.plural and best.plural),
        *_gender(clusters, cluster, index, sort),
        # nouns
        *(_noun_features(clusters, index, cluster, best) if is_noun else [0.0] * N_NOUN),
        *_one_of(_article(clusters, index), ARTICLES),
    ]


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


def _one_of(value: str, values: tuple[str, ...]) -> Iterator[float]:
    return (float(value == v) for v in values)


def _role(clusters: Clusters, index: int) -> str:
    word = clusters.head_word(index)
    words, seen = clusters.parse.words, 0
    while word.dep in {"conj", "compound", "nmod"} and words[word.head] is not word and seen < FAR:
        word, seen = words[word.head], seen + 1
    return ROLE_OF.get(word.dep, "else")


def _article(clusters: Clusters, index: int) -> str:
    before = clusters.words_before(index, 1)
    if not before:
        return "none"
    if before[0] == "the":
        return "the"
    if before[0] in DEMONSTRATIVE:
        return "this" if before[0] in {"this", "that"} else "those"
    return "owner's" if before[0] in OWNERS else "none"


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
    yield from clusters.words(index).casefold().split()
    yield from clusters.words_before(index, 2)
