"""Finds the pair of states that "the two countries", "both sides" stands for."""

from collections.abc import Collection

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Clusters

__all__ = ["last_pair"]

PAIR, PAIR_LOOK_BACK = 2, 2
"""How many make a pair, and how many sentences back it may stand."""
OTHER_SIDES = frozenset({"REB", "UAF", "PRM"})
ABROAD = word_list("international_codes")
WITHIN = frozenset({"conj", "poss", "compound", "amod", "nmod", "appos", "pobj", "prep", "agent", "pcomp"})
"""Relations that lead from a name to the place of its phrase in the clause."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FACING = frozenset({"with", "against", "by"})


def last_pair(clusters: Clusters, index: int) -> tuple[int, ...]:
    """Return the pair of states that one sentence named last, in its order; none where that is unsure.

    A sentence that names more than two leaves it to what the text has called "the two" before; a state named since
    that is none of the two, or an armed group that may be a side, leaves it open.
    """
    here = clusters.sentence(index)
    since: set[str] = set()
    for sentence in range(here, max(-1, here - PAIR_LOOK_BACK - 1), -1):
        codes = _states_in(clusters, sentence, index if sentence == here else None)
        if _pair_in(clusters, sentence, index):
            return _pair_before(clusters, index, codes)
        if len(codes) > PAIR:
            return () if _names_other_side(clusters, sentence) else _pair_before(clusters, index, codes)
        if _names_other_side(clusters, sentence):
            return ()
        if len(codes) == PAIR:
            faced = since <= codes.keys() and _are_parties(clusters, *codes.values())
            return _ordered(clusters, codes) if faced else ()
        since |= codes.keys()
    ahead = _states_in(clusters, here, None)
    return _ordered(clusters, ahead) if len(ahead) == PAIR and _are_parties(clusters, *ahead.values()) else ()


def _are_parties(clusters: Clusters, one: int, other: int) -> bool:
    """Say whether two are named together ("A and B"), or as the two sides of one clause ("A met with B")."""
    words = clusters.parse.words
    first, second = (_path(clusters, clusters.head(i)) for i in (one, other))
    if any(words[i].dep == "conj" for i in {*first} ^ {*second}) and words[first[-1]].head == words[second[-1]].head:
        return True
    if words[first[-1]].head != words[second[-1]].head:
        return False
    ways = ((first, second), (second, first))
    return any(words[a[-1]].dep in SUBJECTS and _is_faced(clusters, b[-1]) for a, b in ways)


def _path(clusters: Clusters, head: int) -> list[int]:
    """Return the words from a name's head up to where its phrase hangs on the clause."""
    words, path = clusters.parse.words, [head]
    while words[path[-1]].dep in WITHIN and words[words[path[-1]].head].pos not in {"VERB", "AUX"}:
        above = words[path[-1]].head
        if above in path:
            break
        path.append(above)
    return path


def _is_faced(clusters: Clusters, index: int) -> bool:
    """Say whether what hangs on the clause at a word is done to, with or against the subject."""
    word = clusters.parse.words[index]
    return word.dep in {"dobj", "agent"} or word.text.lower() in FACING


def _names_other_side(clusters: Clusters, sentence: int) -> bool:
    """Say whether a sentence names an armed group, which "both parties" may mean as well as a state."""
    return any(
        OTHER_SIDES.intersection(mention.sectors)
        for mention in map(clusters.mention, clusters.in_sentence(sentence))
        if mention.form == "name"
    )


def _ordered(clusters: Clusters, codes: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(_state_of(clusters, i) for i in codes.values()))


def _states_in(clusters: Clusters, sentence: int, before: int | None) -> dict[str, int]:
    """Return the states that a sentence names or names somebody of, by code: capitals and officials count."""
    codes: dict[str, int] = {}
    for i in clusters.in_sentence(sentence):
        mention = clusters.mention(i)
        if before is not None and i >= before:
            break
        if mention.form != "name" or mention.country in {None, *ABROAD}:
            continue
        if mention.canonical or mention.sectors:
            codes.setdefault(str(mention.country), i)
    return codes


def _pair_in(clusters: Clusters, sentence: int, index: int) -> bool:
    """Say whether a sentence before mention `index` speaks of a pair that is already resolved."""
    found = (i for i in clusters.in_sentence(sentence) if i < index)
    return any(len(c.members) == PAIR for i in found if (c := clusters.of_mention.get(i)))


def _pair_before(clusters: Clusters, index: int, named: Collection[str]) -> tuple[int, ...]:
    """Return the pair that the text has resolved last before mention `index`, if that is near and among those named."""
    for i in range(index - 1, -1, -1):
        if clusters.sentence(index) - clusters.sentence(i) > PAIR_LOOK_BACK:
            return ()
        cluster = clusters.of_mention.get(i)
        if cluster and len(cluster.members) == PAIR:
            own = {clusters.mention(i).country for i in cluster.members}
            return cluster.members if not named or own <= set(named) else ()
    return ()


def _state_of(clusters: Clusters, index: int) -> int:
    """Return the first mention of the state itself where a capital stands for it, and the capital's where none is."""
    named = clusters.state_named(clusters.mention(index).country or "")
    return index if named is None else named
