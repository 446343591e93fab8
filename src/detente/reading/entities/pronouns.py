"""Links pronouns where it is reasonably sure whom they mean; leaves the others alone."""

from collections.abc import Iterator

from detente.knowledge.agents import word_list
from detente.reading.entities.clusters import Cluster, Clusters

__all__ = ["link_pronouns"]

MALE, FEMALE = frozenset({"he", "him"}), frozenset({"she", "her"})
SINGULAR = MALE | FEMALE
REPORTING = frozenset({"they", "them", "it"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
BODIES = frozenset({"organisation", "state", "group", "place"})
SPEAKING = word_list("speaking")
LOOK_BACK = 2


def link_pronouns(clusters: Clusters) -> None:
    """Put pronouns into the clusters of their antecedents, in order of the text."""
    for index, mention in enumerate(clusters.reading.mentions):
        if mention.form != "pronoun":
            continue
        text = clusters.words(index).casefold()
        found = None
        if text in SINGULAR:
            found = _person(clusters, index)
        elif text in REPORTING:
            found = _subject_of_clause_above(clusters, index)
        if found:
            clusters.join(found, index)
            found.called.add(text)


def _person(clusters: Clusters, index: int) -> Cluster | None:
    """Return the person of the same sentence, else the subject of the one or two before it."""
    here = clusters.sentence(index)
    found = _candidate(clusters, index, here)
    return found if found and not _clashes(clusters, found, index) else None


def _clashes(clusters: Clusters, found: Cluster, index: int) -> bool:
    """Say whether a pronoun cannot mean somebody: called by the other gender before, or the subject of its own verb."""
    text = clusters.words(index).casefold()
    others = MALE if text in FEMALE else FEMALE
    if found.called & others:
        return True
    word = clusters.head_word(index)
    beside = clusters.headed_by(clusters.parse.children(word.head, *SUBJECT))
    return word.dep in {"dobj", "dative"} and any(clusters.of_mention.get(i) is found for i in beside)


def _candidate(clusters: Clusters, index: int, here: int) -> Cluster | None:
    same = _distinct(
        clusters, (i for i in _persons_in(clusters, here) if i < index and not _quoted_apart(clusters, i, index))
    )
    if len(same) == 1:
        return same[0]
    if same:
        subjects = _distinct(clusters, (i for i in _subjects_in(clusters, here, index) if i < index))
        return subjects[0] if len(subjects) == 1 else None
    for sentence in range(here - 1, max(-1, here - 1 - LOOK_BACK), -1):
        subjects = _distinct(clusters, _subjects_in(clusters, sentence, index))
        if subjects:
            return subjects[0] if len(subjects) == 1 else None
        if _body_spoke(clusters, sentence) or _unknown_acts(clusters, sentence):
            return None
    return None


def _persons_in(clusters: Clusters, sentence: int) -> Iterator[int]:
    for i in clusters.in_sentence(sentence):
        mention = clusters.mention(i)
        if mention.kind == "person" and not mention.plural and i in clusters.of_mention:
            yield i


def _subjects_in(clusters: Clusters, sentence: int, before: int) -> Iterator[int]:
    for i in _persons_in(clusters, sentence):
        if i < before and clusters.head_word(i).dep in SUBJECT:
            yield i


def _quoted_apart(clusters: Clusters, other: int, index: int) -> bool:
    """Say whether a quotation's edge stands between two mentions: who is spoken of there need not be meant here."""
    low, high = clusters.mention(other).end, clusters.mention(index).start
    return any(mark in clusters.reading.text[low:high] for mark in '"“”')


def _distinct(clusters: Clusters, indices: Iterator[int]) -> list[Cluster]:
    found: list[Cluster] = []
    for i in indices:
        if all(clusters.of_mention[i] is not c for c in found):
            found.append(clusters.of_mention[i])
    return found


def _body_spoke(clusters: Clusters, sentence: int) -> bool:
    """Say whether somebody who is not a person spoke in a sentence."""
    words = clusters.parse.words
    for i in clusters.in_sentence(sentence):
        if clusters.mention(i).kind not in BODIES:
            continue
        head = clusters.head_word(i)
        if head.dep in SUBJECT and words[head.head].lemma.lower() in SPEAKING:
            return True
    return False


def _unknown_acts(clusters: Clusters, sentence: int) -> bool:
    """Say whether a name that is surely no place is a subject here: a person may have been taken for a body."""
    words = clusters.parse.words
    for i in clusters.parse.sentence_words(sentence):
        if words[i].dep not in SUBJECT or words[i].pos != "PROPN":
            continue
        found = clusters.reading.mention_at(words[i].start)
        if found is None or clusters.mention(found).kind not in {"state", "place", "person"}:
            return True
    return False


def _subject_of_clause_above(clusters: Clusters, index: int) -> Cluster | None:
    """Return whose words a clause reports: "Georgia announced that they will not take part"."""
    parse = clusters.parse
    at = parse.words[clusters.head(index)].head
    while parse.words[at].head != at:
        if parse.words[at].dep in {"ccomp", "advcl"}:
            above = parse.words[at].head
            for subject in parse.children(above, "nsubj", "nsubjpass"):
                found = clusters.reading.mention_at(parse.words[subject].start)
                if found is not None and found < index and clusters.mention(found).kind in BODIES:
                    return clusters.of_mention.get(found)
        at = parse.words[at].head
    return None
