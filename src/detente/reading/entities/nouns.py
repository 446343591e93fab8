"""Links noun phrases: to a person by office, to a body by its noun, to the pair of states that "the two" means."""

import re

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.pairs import last_pair
from detente.reading.records import Mention

__all__ = ["link_nouns"]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
PAIR_WORDS = frozenset({"two", "both"})
PAIR_NOUNS = word_list("paired")
MEMBER_WORDS = word_list("comprising")
GENERIC = word_list("referring")
LOOK_BACK = 3
APPOSED = re.compile(r", (?:the|an?) ")
"""What stands between a person's name and the office that explains it."""
OWN = frozenset({"his", "her"})
BESIDE = 3
"""Mentions on either side among which the name that a comma parts from an office is sought."""
Holders = dict[str, dict[tuple[int, str | None], int]]


def link_nouns(clusters: Clusters) -> None:
    """Put every mention by noun into a cluster; what cannot be linked opens one of its own."""
    holders = _office_holders(clusters)
    for index, mention in enumerate(clusters.reading.mentions):
        if mention.form != "noun":
            continue
        found = _antecedent(clusters, index, holders)
        if found:
            clusters.join(found, index)
        else:
            opened = clusters.start(index)
            opened.members = _members(clusters, index) or _holders_before(clusters, index, holders)
            opened.country = _possessor_country(clusters, index)


def _possessor_country(clusters: Clusters, index: int) -> str | None:
    """Return the country of the one person in the sentence who may be meant by "his government", "her country"."""
    mention = clusters.mention(index)
    if mention.country or not OWN.intersection(clusters.words_before(index, 1)):
        return None
    persons = [
        i
        for i in clusters.in_sentence(clusters.sentence(index))
        if i != index and i in clusters.of_mention and _is_one_person(clusters.mention(i))
    ]
    codes = {m.country for i in persons for m in map(clusters.mention, clusters.of_mention[i].mentions) if m.country}
    owners = {id(clusters.of_mention[i]) for i in persons}
    return codes.pop() if len(owners) == 1 and len(codes) == 1 else None


def _is_one_person(mention: Mention) -> bool:
    return mention.kind == "person" and not mention.plural


def _antecedent(clusters: Clusters, index: int, holders: Holders) -> Cluster | None:
    mention = clusters.mention(index)
    appositive = _by_apposition(clusters, index)
    if appositive:
        return appositive
    if not _is_definite(clusters, index) and mention.kind != "organisation":
        return None
    same = _same_words(clusters, index)
    if same:
        return same
    if mention.kind == "person":
        return _by_office(clusters, index, holders)
    return _by_noun(clusters, index)


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
    """Say whether the parse makes one the apposition of the other, or an office stands a comma away from a person."""
    words, head, theirs = clusters.parse.words, clusters.head(noun), clusters.head(name)
    if words[head].dep == "appos" and words[head].head == theirs:
        return True
    if words[theirs].dep == "appos" and words[theirs].head == head:
        return True
    near, mention = clusters.mention(name), clusters.mention(noun)
    if near.kind != "person" or not mention.role or near.role:
        return False
    text = clusters.reading.text
    before = mention.end < near.start and text[mention.end : near.start] == ", "
    after = near.end < mention.start and APPOSED.fullmatch(text[near.end : mention.start]) is not None
    return before or after


def _may_be_one(name: Mention, noun: Mention) -> bool:
    if noun.plural != name.plural:
        return False
    if name.kind == "person" or noun.kind == "person":
        return name.kind == noun.kind
    bodies = {"organisation", "group"}
    return name.kind == noun.kind or (name.kind in bodies and noun.kind in bodies)


def _same_words(clusters: Clusters, index: int) -> Cluster | None:
    """Link the same words with the same country, the latest first, as long as they are near."""
    mention, words = clusters.mention(index), clusters.words(index).casefold()
    here = clusters.sentence(index)
    for last in range(index - 1, -1, -1):
        if here - clusters.sentence(last) > LOOK_BACK:
            return None
        cluster, before = clusters.of_mention.get(last), clusters.mention(last)
        if cluster is None or before.form != "noun" or cluster.last_before(index) != last:
            continue
        if before.country == mention.country and clusters.words(last).casefold() == words:
            return None if cluster.members else cluster
    return None


def _office_holders(clusters: Clusters) -> Holders:
    """Return, by every word of an office, the named persons who hold it: each with its country, first mention first."""
    holders: Holders = {}
    for i, mention in enumerate(clusters.reading.mentions):
        if mention.form != "name" or not mention.role or not _is_one_person(mention) or i not in clusters.of_mention:
            continue
        for word in mention.role.casefold().split():
            holders.setdefault(word, {}).setdefault((id(clusters.of_mention[i]), mention.country), i)
    return holders


def _by_office(clusters: Clusters, index: int, holders: Holders) -> Cluster | None:
    """Link "the minister" to the one person of that office named before; to nobody where there are several."""
    own = clusters.mention(index).country
    found = {
        holder: i
        for (holder, country), i in holders.get(clusters.head_word(index).lemma.casefold(), {}).items()
        if i < index and (own is None or country is None or own == country)
    }
    return clusters.of_mention[next(iter(found.values()))] if len(found) == 1 else None


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


def _by_noun(clusters: Clusters, index: int) -> Cluster | None:
    """Link "the ministry" to the last name with that noun, "the group" to the last group."""
    mention = clusters.mention(index)
    noun = clusters.head_word(index).lemma.casefold()
    if noun not in GENERIC or mention.plural or mention.country or " " in clusters.words(index):
        return None
    here = clusters.sentence(index)
    for other in range(index - 1, -1, -1):
        name = clusters.mention(other)
        if here - clusters.sentence(other) > LOOK_BACK:
            return None
        if name.form != "name" or name.kind not in _kinds(mention):
            continue
        if noun in clusters.words(other).casefold().split() or (noun in {"group", "movement"} and name.kind == "group"):
            return clusters.of_mention[other]
    return None


def _kinds(mention: Mention) -> frozenset[str]:
    return frozenset({"organisation", "group"} if mention.kind in {"organisation", "group"} else {mention.kind})


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
    direct = {head}
    for child in clusters.parse.children(head, "amod", "compound", "nmod", "poss", "prep", "acl"):
        word = clusters.parse.words[child]
        if word.dep == "acl" and word.lemma.lower() not in MEMBER_WORDS:
            continue
        if word.dep == "prep" and word.text.lower() not in {"of", "between", "from"}:
            continue
        direct.update(clusters.parse.subtree(child))
    found: dict[str, int] = {}
    for i in clusters.headed_by(direct):
        other = clusters.mention(i)
        if other.kind == "state" and other.form == "name" and other.canonical:
            found.setdefault(other.canonical, i)
    return tuple(found.values()) if mention.plural or mention.kind == "platform" else ()
