"""A mention of which is asked whom it means, with what is the same for everybody whom it may mean, told once."""

from dataclasses import dataclass

from detente.reading.claims.attribution import Attribution
from detente.reading.entities.antecedents import sort_of
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.evidence import Evidence
from detente.reading.records import Mention

__all__ = ["Asked", "ask", "role_of"]

ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "poss": "owner",
    "pobj": "after preposition",
    "appos": "apposed",
}
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
FAR = 4
"""Words up which a name is followed to where its phrase hangs on the clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mention, what stands before it and what it is in its clause, and who spoke before and around it."""

    evidence: Evidence
    index: int
    mention: Mention
    sort: str
    role: str
    article: str
    speaks: bool
    last: Cluster | None
    """Who spoke last before it."""
    prior: Cluster | None
    """Who spoke last but one."""
    said_by: Attribution | None
    """The innermost direct speech in which it stands."""
    speaker: Cluster | None
    """Who speaks there."""
    holders: tuple[Cluster | None, ...]
    """The sources of all in whose words it stands."""

    @property
    def clusters(self) -> Clusters:
        """All that the text speaks of."""
        return self.evidence.clusters


def ask(evidence: Evidence, index: int) -> Asked:
    """Return a mention as it is weighed."""
    clusters, said_by = evidence.clusters, evidence.speaker_around(index)
    return Asked(
        evidence=evidence,
        index=index,
        mention=clusters.mention(index),
        sort=sort_of(clusters, index),
        role=role_of(clusters, index),
        article=_article(clusters, index),
        speaks=clusters.head(index) in evidence.speakers,
        last=evidence.spoke_last(index, 0),
        prior=evidence.spoke_last(index, 1),
        said_by=said_by,
        speaker=evidence.owner_of(said_by.source) if said_by else None,
        holders=tuple(evidence.owner_of(a.source) for a in evidence.holders(index)),
    )


def role_of(clusters: Clusters, index: int) -> str:
    """Return what a mention is in its clause."""
    word = clusters.head_word(index)
    words, seen = clusters.parse.words, 0
    while word.dep in {"conj", "compound", "nmod"} and words[word.head] is not word and seen < FAR:
        word, seen = words[word.head], seen + 1
    return ROLES.get(word.dep, "else")


def _article(clusters: Clusters, index: int) -> str:
    before = clusters.words_before(index, 1)
    if not before:
        return "none"
    if before[0] == "the":
        return "the"
    if before[0] in DEMONSTRATIVE:
        return "this" if before[0] in {"this", "that"} else "those"
    return "owner's" if before[0] in OWNERS else "none"
