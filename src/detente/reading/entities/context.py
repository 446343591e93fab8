"""Infers the country of an office or a body of state from the words around it, where there is only one to infer."""

from collections import Counter
from collections.abc import Iterable

from detente.knowledge.agents import word_list
from detente.reading.entities.belonging import Belongings, Named, named_countries, own_of
from detente.reading.entities.clusters import Cluster, Clusters
from detente.reading.entities.offices import TABLE
from detente.reading.records import Mention

__all__ = ["infer_countries", "take_belonging"]

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
ABROAD = word_list("international_codes")
PARTIES = frozenset({"person", "organisation", "group"})
HOLDING = frozenset({"poss", "amod", "compound", "nmod"})
OF_WHERE = frozenset({"of", "from"})
LOCATIVE = word_list("locative")
ENOUGH = 2


def infer_countries(clusters: Clusters) -> None:
    """Give offices and bodies of state without a country the one that the text leaves little doubt about.

    That is the country to which their own sentences point more than once, or where the sentence is set ("in Malta"),
    or for which a speaker speaks ("Moscow supports it, the foreign minister said"), while they point to no other;
    else the only country that the whole document names. A country that is merely acted upon ("condemns X") or
    acted with ("talks with X") points to nothing.
    """
    only = _only(clusters, {m.country for m in clusters.reading.mentions if m.country and m.country not in ABROAD})
    for cluster in clusters.all:
        if _has_country(clusters, cluster) or not _is_of_state(clusters, cluster):
            continue
        stationed = any(clusters.mention(i).plural and "MIL" in clusters.mention(i).sectors for i in cluster.mentions)
        pointed = None if stationed else _pointed_to(clusters, cluster)  # soldiers in a country need not be its own
        if cluster.country is None:
            sole = only if _may_be_of(clusters, cluster, only) else None
            cluster.country = pointed or sole
            if cluster.country:
                cluster.inferred = "the words around it" if pointed else "the only country that the text names"


def _may_be_of(clusters: Clusters, cluster: Cluster, only: str | None) -> bool:
    """Say whether the only country may be taken: for several people ("soldiers") a sentence of theirs must name it."""
    if only is None or not any(clusters.mention(i).plural for i in cluster.mentions):
        return only is not None
    near = (j for i in cluster.mentions for j in clusters.in_sentence(clusters.sentence(i)))
    return any(clusters.mention(j).country == only for j in near)


def _has_country(clusters: Clusters, cluster: Cluster) -> bool:
    return bool(cluster.members) or any(clusters.mention(i).country for i in cluster.mentions)


def _is_of_state(clusters: Clusters, cluster: Cluster) -> bool:
    sectors = {s for i in cluster.mentions for s in clusters.mention(i).sectors}
    kinds = {clusters.mention(i).kind for i in cluster.mentions}
    named_body = any(
        clusters.mention(i).form == "name" and clusters.mention(i).kind != "person" for i in cluster.mentions
    )
    return not named_body and bool(sectors & STATE_SECTORS) and bool(kinds & {"person", "organisation", "group"})


def _pointed_to(clusters: Clusters, cluster: Cluster) -> str | None:
    """Return the only country to which a sentence of the cluster's mentions points strongly enough, the first such."""
    sentences = dict.fromkeys(clusters.sentence(i) for i in sorted(cluster.mentions))
    return next((code for s in sentences if (code := _pointed_to_in(clusters, cluster, s))), None)


def _pointed_to_in(clusters: Clusters, cluster: Cluster, sentence: int) -> str | None:
    weights: Counter[str] = Counter()
    for i in clusters.in_sentence(sentence):
        if clusters.mention(i).country in {None, *ABROAD} or clusters.of_mention.get(i) is cluster:
            continue
        weight = _weight(clusters, i, cluster)
        if weight:
            weights[clusters.mention(i).country or ""] += weight
    if len(weights) != 1:
        return None
    country, weight = weights.most_common(1)[0]
    return country if weight >= ENOUGH else None


def _weight(clusters: Clusters, index: int, cluster: Cluster) -> int:
    """Return how strongly a mention in the same sentence points to its country as the office's or body's."""
    words, mention = clusters.parse.words, clusters.mention(index)
    head = clusters.head(index)
    while words[head].dep == "conj" and words[head].head != head:
        head = words[head].head
    word = words[head]
    if mention.form == "noun":
        return 1
    if word.dep in HOLDING:
        return 1
    if word.dep == "pobj" and words[word.head].text.lower() in LOCATIVE:
        return ENOUGH
    if word.dep in {"nsubj", "nsubjpass"} and _reports(clusters, word.head, cluster):
        return ENOUGH
    return 1 if word.dep in {"nsubj", "nsubjpass"} else 0  # too little by itself, enough to gainsay another country


def _reports(clusters: Clusters, verb: int, cluster: Cluster) -> bool:
    """Say whether a clause is what a member of the cluster says: its verb governs or reports the clause."""
    words = clusters.parse.words
    if words[verb].dep != "ccomp":
        return False
    near = clusters.in_sentence(words[verb].sentence)
    own = (clusters.head_word(i) for i in near if clusters.of_mention.get(i) is cluster)
    return any(w.dep == "nsubj" and w.head == words[verb].head for w in own)


def _only(clusters: Clusters, named: Iterable[str]) -> str | None:
    """Return the only country that the document names, unless it is only acted upon there."""
    codes = list(named)
    if len(codes) != 1:
        return None
    sure = any(_is_setting(clusters, i, m) for i, m in enumerate(clusters.reading.mentions) if m.country == codes[0])
    return codes[0] if sure else None


def _is_setting(clusters: Clusters, index: int, mention: Mention) -> bool:
    if mention.form == "noun":
        return True
    word = clusters.head_word(index)
    if word.dep == "pobj":
        return clusters.parse.words[word.head].text.lower() in LOCATIVE
    return word.dep not in {"dobj", "dative"}


def take_belonging(clusters: Clusters, belongings: Belongings, taking: frozenset[int]) -> None:
    """Give whoever's words name no country the one to which the text lets them belong, or say that they are of none.

    Persons, bodies and groups are weighed, and what else takes part in an event: mentions `taking`. What the rules
    above inferred is weighed with the rest. Who holds an office by our table keeps its country.
    """
    named = named_countries(clusters)
    for cluster in clusters.all:
        best = clusters.mention(cluster.best(clusters))
        by_table = cluster.inferred is not None and cluster.inferred.startswith(TABLE)
        takes_part = best.kind == "other" and not taking.isdisjoint(cluster.some())
        if not (best.kind in PARTIES or takes_part) or cluster.members or by_table or own_of(clusters, cluster):
            continue
        cluster.country = _told_with(clusters, cluster) or belongings.choose(clusters, cluster, named)[0]
        cluster.inferred = _told(clusters, cluster.country, named) if cluster.country else None


def _told_with(clusters: Clusters, cluster: Cluster) -> str | None:
    """Return the country of the place that somebody's own phrase puts behind them: "women *from Visegrad*"."""
    words, places = clusters.parse.words, {p.end: p for p in clusters.reading.places if not p.in_name}
    for i in sorted(cluster.mentions):
        leads = clusters.parse.children(clusters.head(i), "prep") if clusters.mention(i).form == "noun" else ()
        for lead in leads:
            behind = clusters.parse.children(lead, "pobj") if words[lead].text.lower() in OF_WHERE else ()
            found = next((p.country for k in behind if (p := places.get(words[k].end)) and p.country), None)
            if found is not None:
                return found
    return None


def _told(clusters: Clusters, code: str, named: dict[str, Named]) -> str:
    return f"the text names {_named(clusters, named[code])}" if code in named else "the words in and around it"


def _named(clusters: Clusters, country: Named) -> str:
    """Return the words that name a country: a state's or a place's name before those of whoever else is of it."""
    best = next((i for i in country.mentions if clusters.mention(i).kind in {"state", "place"}), country.mentions[0])
    return clusters.words(best)
