"""Tells of noun phrases whether they refer, whom they explain, and of whom "the two" or "the presidents" consists."""

import re

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.pairs import last_pair
from detente.reading.records import Mention

__all__ = ["Nouns"]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
PAIR_WORDS = frozenset({"two", "both"})
PAIR_NOUNS = word_list("paired")
MEMBER_WORDS = word_list("comprising")
LOOK_BACK = 3
APPOSED = re.compile(r", (?:the|an?) ")
"""What stands between a person's name and the office that explains it."""
LED_IN = re.compile(r"(?: (?:of|for|at|in|from|with|to|on) [^,.;:!?\n\"“”]{1,60})?, (?:[A-Z][\w-]*\.? ){0,3}")
"""What stands between an office and the name of who holds it."""
CLOSES = (",", ".", ";", ":", "")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BESIDE = 3
"""Mentions on either side among which the name that a comma parts from an office is sought."""
Holders = dict[str, dict[tuple[int, str | None], int]]


class Nouns:
    """The noun phrases of one reading: which refer, and what a new one stands for."""

    def __init__(self, clusters: Clusters) -> None:
        """Look the holders of offices up once."""
        self._clusters = clusters
        self._holders = _office_holders(clusters)

    def apposed(self, index: int) -> Cluster | None:
        """Return whom a noun explains or is explained by: "Sergey Lavrov, the foreign minister"."""
        return _by_apposition(self._clusters, index)

    def may_refer(self, index: int) -> bool:
        """Say whether a noun can mean what was named before: a definite one, or a body's bare ("parliament")."""
        mention = self._clusters.mention(index)
        return _is_definite(self._clusters, index) or mention.kind == "organisation" or bool(mention.role)

    def open(self, index: int) -> None:
        """Open a cluster for a noun, with the members it stands for and the country that its owner has."""
        opened = self._clusters.start(index)
        opened.members = _members(self._clusters, index) or _holders_before(self._clusters, index, self._holders)
        owner = _owner(self._clusters, index)
        if owner is not None and self._clusters.mention(index).country is None:
            opened.country = _country_of(self._clusters, owner)
            opened.members = opened.members or owner.members  # "their armed forces": those of both


def _owner(clusters: Clusters, index: int) -> Cluster | None:
    """Return whom "his", "its", "their" right before a noun was linked to."""
    start = clusters.mention(index).start
    for i in range(index - 1, max(-1, index - 1 - BESIDE), -1):
        if clusters.mention(i).form == "pronoun" and clusters.reading.text[clusters.mention(i).end : start] == " ":
            return clusters.of_mention.get(i)
    return None


def _country_of(clusters: Clusters, owner: Cluster) -> str | None:
    """Return the one country that the mentions of an owner name."""
    codes = {c for i in owner.some() if (c := clusters.mention(i).country)} | ({owner.country} - {None})
    return codes.pop() if len(codes) == 1 else None


def _is_one_person(mention: Mention) -> bool:
    return mention.kind == "person" and not mention.plural


def _is_definite(clusters: Clusters, index: int) -> bool:
    return bool(DEFINITE.intersection(clusters.words_before(index, 2)[:1]))


def _by_apposition(clusters: Clusters, index: int) -> Cluster | None:
    """Link "Sergey Lavrov, the Russian foreign minister" and "the Russian foreign minister, Sergey Lavrov"."""
    mention, head = clusters.mention(index), clusters.head(index)
    governed = clusters.headed_by((clusters.parse.words[head].head, *clusters.parse.children(head, "appos")))
    beside = range(max(0, index - BESIDE), min(len(clusters.heads), index + BESIDE + 1))
    for other in sorted({*governed, *beside} & clusters.of_mention.keys()):
        near = clusters.mention(other)
        if near.form == "name" and _may_be_one(near, mention) and _is_apposed(clusters, other, index):
            return clusters.of_mention[other]
    return None


def _is_apposed(clusters: Clusters, name: int, noun: int) -> bool:
    """Say whether the parse makes one the apposition of the other, or a comma alone parts a person from an office."""
    words, head, theirs = clusters.parse.words, clusters.head(noun), clusters.head(name)
    if words[head].dep == "appos" and words[head].head == theirs:
        return True
    if words[theirs].dep == "appos" and words[theirs].head == head:
        return True
    near, mention = clusters.mention(name), clusters.mention(noun)
    if near.kind != "person" or mention.kind != "person":
        return False
    text = clusters.reading.text
    if near.role and (mention.end > near.start or text[near.end : near.end + 1] != ","):
        return False
    if mention.end < near.start:
        return _is_followed(text, mention.end, near) and _is_of_one(clusters, noun, name)
    after = near.end < mention.start and APPOSED.fullmatch(text[near.end : mention.start]) is not None
    return after and (words[head].dep not in SUBJECTS or text[mention.end : mention.end + 1] == ",")


def _is_followed(text: str, end: int, name: Mention) -> bool:
    """Say whether a name stands behind one comma and closes what it explains: "a doctor at the clinic, Jane Doe,"."""
    between, behind = text[end : name.start], text[name.end : name.end + 1]
    if between in {' "', " “", " «"}:  # a rebel commander "Black Saul"
        return True
    return LED_IN.fullmatch(between) is not None and (behind in CLOSES or between == ", ")


def _is_of_one(clusters: Clusters, noun: int, name: int) -> bool:
    """Say whether nobody else stands between a noun and a name, and the name starts no series."""
    between = range(min(noun, name) + 1, max(noun, name))
    words = clusters.parse.words
    alone = not clusters.parse.children(clusters.head(name), "conj") and words[clusters.head(name)].dep != "conj"
    return alone and all(clusters.mention(i).kind != "person" for i in between)


def _may_be_one(name: Mention, noun: Mention) -> bool:
    if noun.plural != name.plural:
        return False
    if name.kind == "person" or noun.kind == "person":
        return name.kind == noun.kind
    bodies = {"organisation", "group"}
    return name.kind == noun.kind or (name.kind in bodies and noun.kind in bodies)


def _office_holders(clusters: Clusters) -> Holders:
    """Return, by every word of an office, the named persons who hold it: each with its country, first mention first."""
    holders: Holders = {}
    for i, mention in enumerate(clusters.reading.mentions):
        if mention.form != "name" or not mention.role or not _is_one_person(mention) or i not in clusters.of_mention:
            continue
        for word in mention.role.casefold().split():
            holders.setdefault(word, {}).setdefault((id(clusters.of_mention[i]), mention.country), i)
    return holders


def _holders_before(clusters: Clusters, index: int, holders: Holders) -> tuple[int, ...]:
    """Return the persons near before whom "the presidents", "the two ministers" stands for: holders of that office."""
    mention = clusters.mention(index)
    if mention.kind != "group" or not mention.plural or mention.country or not _is_definite(clusters, index):
        return ()
    here = clusters.sentence(index)
    found: dict[int, int] = {}
    for (holder, _), i in holders.get(clusters.head_word(index).lemma.casefold(), {}).items():
        cluster = clusters.of_mention[i]
        last = cluster.last_before(index)
        if last is not None and here - clusters.sentence(last) <= LOOK_BACK:
            found.setdefault(holder, last)
    return tuple(sorted(found.values())) if len(found) > 1 else ()


def _members(clusters: Clusters, index: int) -> tuple[int, ...]:
    """Return the mentions of the states that a plural noun stands for, or that a platform is said to comprise."""
    mention = clusters.mention(index)
    inside = _states_inside(clusters, index)
    if mention.plural and len(inside) > 1:
        return inside
    if mention.kind == "platform" and len(inside) > 1:
        return inside
    noun = clusters.head_word(index).lemma.casefold()
    paired = PAIR_WORDS.intersection(clusters.words_before(index, 3)) or clusters.words(index).casefold().startswith(
        "two "
    )
    if mention.plural and paired and noun in PAIR_NOUNS and mention.country is None:
        return last_pair(clusters, index)
    return ()


def _states_inside(clusters: Clusters, index: int) -> tuple[int, ...]:
    """Return the states that stand in the phrase itself ("presidents of A and B", "A and B governments")."""
    head = clusters.head(index)
    mention = clusters.mention(index)
    inner, outer = {head}, set[int]()
    for child in clusters.parse.children(head, "amod", "compound", "nmod", "poss", "prep", "acl"):
        word = clusters.parse.words[child]
        if word.dep == "acl" and word.lemma.lower() not in MEMBER_WORDS:
            continue
        if word.dep == "prep" and word.text.lower() not in {"of", "between", "from"}:
            continue
        (outer if child > head else inner).update(clusters.parse.subtree(child))
    listed = _states_among(clusters, outer)  # "Soviet republics of A and B": A and B
    found = listed if len(listed) > 1 else _states_among(clusters, inner | outer)
    return found if mention.plural or mention.kind == "platform" else ()


def _states_among(clusters: Clusters, direct: set[int]) -> tuple[int, ...]:
    found: dict[str, int] = {}
    for i in clusters.headed_by(direct):
        other = clusters.mention(i)
        if other.kind == "state" and other.form == "name" and other.canonical:
            found.setdefault(other.canonical, i)
    return tuple(found.values())
