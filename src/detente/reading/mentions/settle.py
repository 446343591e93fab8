"""Settles names by what the rest of the document and the gazetteer say of them."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from detente.knowledge.agents import agent_nouns, instruments, word_list
from detente.knowledge.gazetteer import Gazetteer, GazetteerEntry
from detente.knowledge.offices import load_offices
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground

__all__ = ["settle_names"]

PLACES = frozenset({"GPE", "LOC"})
SPEAKING = word_list("speaking")
LOCATIVE = word_list("locative")
PREPOSITIONS = word_list("place_prepositions")
DATELINE = re.compile(r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([^)]{2,30}\))? ?(?:[-–—]|--)\s")
BEFORE = 2
"""Words back from a name, over a comma, to the noun that it explains."""
CLOSERS = frozenset({",", ".", ";", ":", ")"})
ONE_OF = 3
"""Words before a plural noun among which "one of" stands."""
WELL_KNOWN = 200_000
"""Population from which a place's name, where the recogniser thinks of an organisation, is taken for the place."""
DOMINANT = 20
"""How many times as large as the next country's place of the same name one must be to be taken for granted."""


def settle_names(
    drafts: Sequence[Draft], ground: Ground, gazetteer: Gazetteer, in_office: Callable[[str], bool] = lambda _: False
) -> list[Draft]:
    """Return the drafts with their kinds settled: a surname learnt once is a person everywhere.

    `in_office` says of a surname whether somebody of that name was in office when the text came out. Places get the
    country in which all that bear the name lie, or by far the largest of them.
    """
    surnames = _surnames(drafts, ground) | _holders(drafts, ground, in_office)
    settled = [_settled(d, ground, gazetteer, surnames) for d in drafts]
    places = _place_names(settled, ground, gazetteer) - surnames
    ready = [_with_country(_as_place(d, ground, places), ground, gazetteer) for d in settled]
    divided = [_as_division(d, before, ground, gazetteer) for before, d in itertools.pairwise([None, *ready]) if d]
    return [_as_owned(d, before, ground) for before, d in itertools.pairwise([None, *divided]) if d]


def _as_owned(draft: Draft, before: Draft | None, ground: Ground) -> Draft:
    """Give a body the country whose it is said to be: "*Azerbaijan's* Defence Ministry"."""
    if before is None or before.kind != "state" or draft.kind != "organisation" or draft.country:
        return draft
    words = ground.parse.words
    if not draft.sectors and words[draft.past - 1].text.lower() not in instruments().organisation:
        return draft
    owned = draft.first == before.past + 1 and words[before.past].tag == "POS"
    return dataclasses.replace(draft, first=before.first, country=before.country) if owned else draft


def _as_division(draft: Draft, before: Draft | None, ground: Ground, gazetteer: Gazetteer) -> Draft:
    """Take a country's name after a town for the division that the town lies in: "Atlanta, *Georgia*"."""
    if before is None or draft.kind != "state" or before.kind != "place" or not draft.canonical:
        return draft
    words = ground.parse.words
    if ground.text[words[before.past - 1].end : words[draft.first].start] != ", ":
        return draft
    towns = gazetteer.lookup(ground.words(before.first, before.past))
    name = ground.words(draft.first, draft.past)
    if any(t.country == draft.country for t in towns):
        return draft
    around = next((t.country for t in towns if t.admin1 == name), None)
    return dataclasses.replace(draft, kind="place", country=around, canonical=None) if around else draft


def _place_names(drafts: Iterable[Draft], ground: Ground, gazetteer: Gazetteer) -> frozenset[str]:
    """Return the names that the document uses for places somewhere and that the gazetteer knows."""
    names = {ground.words(d.first, d.past) for d in drafts if d.kind == "place" and d.form == "name"}
    return frozenset(n for n in names if gazetteer.lookup(n))


def _as_place(draft: Draft, ground: Ground, places: frozenset[str]) -> Draft:
    """Take a name for a place where the document uses it for one elsewhere."""
    undecided = draft.kind in {None, "organisation", "person"} and not (draft.canonical or draft.role or draft.sectors)
    if undecided and draft.form == "name" and ground.words(draft.first, draft.past) in places:
        return dataclasses.replace(draft, kind="place")
    return draft


def _surnames(drafts: Iterable[Draft], ground: Ground) -> frozenset[str]:
    """Return the surnames of the persons whose full names the document gives."""
    known = (d for d in drafts if d.kind == "person" or _is_honoured(d, ground) or _is_explained(d, ground))
    return frozenset(ground.parse.words[d.past - 1].text for d in known if d.past - d.first > 1)


def _holders(drafts: Iterable[Draft], ground: Ground, in_office: Callable[[str], bool]) -> frozenset[str]:
    """Return single names by which the press calls somebody in office when the text came out, and no place."""
    alone = [d for d in drafts if d.past - d.first == 1 and d.form == "name" and not d.canonical]
    words = {ground.words(d.first, d.past) for d in alone if ground.label(d.first, d.past) not in PLACES}
    return frozenset(w for w in words if w[:1].isupper() and not w.isupper() and in_office(w))


def _is_honoured(draft: Draft, ground: Ground) -> bool:
    """Say whether "Mr", "Mrs" or the like stands before a name."""
    return draft.first > 0 and ground.parse.words[draft.first - 1].text.lower() in word_list("honorifics")


def _settled(draft: Draft, ground: Ground, gazetteer: Gazetteer, surnames: frozenset[str]) -> Draft:
    """Return a name with the kind that the words around it tell, where no table and no office has told it."""
    if draft.form != "name" or draft.canonical or draft.role:
        return draft
    if _is_person(draft, ground, surnames):
        return dataclasses.replace(draft, kind="person", country=None)
    if draft.kind in {None, "organisation", "person"} and not draft.sectors and _is_place(draft, ground, gazetteer):
        return dataclasses.replace(draft, kind="place")
    if draft.kind == "place" and not _is_placed(draft, ground, gazetteer):
        draft = dataclasses.replace(draft, kind=None)
    acting = draft.kind is None and (_speaks(draft, ground) or _acts(draft, ground) or _is_agent(draft, ground))
    return dataclasses.replace(draft, kind="person") if acting else draft


def _is_person(draft: Draft, ground: Ground, surnames: frozenset[str]) -> bool:
    """Say whether a name is the surname of somebody named in full, or explained by an office."""
    if draft.past - draft.first == 1 and ground.parse.words[draft.first].text in surnames:
        return True
    told = _is_honoured(draft, ground) or _is_explained(draft, ground) or _is_known_holder(draft, ground)
    return draft.kind != "person" and not draft.sectors and told


def _is_known_holder(draft: Draft, ground: Ground) -> bool:
    """Say whether a name is that of somebody who held an office: in full, or a surname alone of one who speaks."""
    alone = draft.past - draft.first == 1
    in_table = load_offices().knows(ground.words(draft.first, draft.past))
    return in_table and (not alone or _speaks(draft, ground)) and ground.label(draft.first, draft.past) not in PLACES


def _is_explained(draft: Draft, ground: Ground) -> bool:
    """Say whether an apposition says that a name is a person's: "X, a reporter with Y", "the chief negotiator, X,"."""
    words = ground.parse.words
    behind = (i for i in ground.parse.children(draft.head, "appos") if words[i].tag == "NN")
    if any(_is_of_persons(i, ground) for i in behind):
        return True
    if draft.first < BEFORE or words[draft.first - 1].text != ",":
        return False
    before = {draft.first - BEFORE}
    if words[draft.head].dep == "appos":
        before.add(words[draft.head].head)
    after = words[draft.past] if draft.past < len(words) else None
    closed = after is None or after.text in CLOSERS or after.sentence != words[draft.first].sentence
    return closed and any(_is_of_persons(i, ground) for i in before)


def _is_of_persons(i: int, ground: Ground) -> bool:
    """Say whether a word is a noun for one person by office or kind: "negotiator", "baker"; "one of the officers"."""
    word, before = ground.parse.words[i], ground.parse.words[max(0, i - ONE_OF) : i]
    if word.tag not in {"NN", "NNP"} and not any(w.text.lower() == "one" for w in before):
        return False
    return agent_nouns().classes.get(word.lemma.lower()) in {"office", "people"}


def _is_placed(draft: Draft, ground: Ground, gazetteer: Gazetteer) -> bool:
    """Say whether anything but the recogniser makes a name a place's: the gazetteer, a word before, after or in it."""
    last = ground.parse.words[draft.past - 1].text.lower()
    if last in instruments().place or _before(draft, ground) in PREPOSITIONS or _is_area(draft, ground):
        return True
    return bool(gazetteer.lookup(ground.words(draft.first, draft.past)))


def _is_in_state(draft: Draft, ground: Ground, entries: Sequence[GazetteerEntry]) -> bool:
    """Say whether a country's name follows in which the gazetteer knows a place of this name: "Al-Qa'im, Iraq"."""
    span = ground.known.get(draft.past + 1)
    if span is None or ground.parse.words[draft.past].text != "," or span.known.kind != "state":
        return False
    return any(e.country == span.known.country for e in entries)


def _acts(draft: Draft, ground: Ground) -> bool:
    """Say whether a name of two or three plain words does something, as a person would."""
    words = ground.parse.words
    inside = words[draft.first : draft.past]
    plain = all(w.pos == "PROPN" and w.text.replace("-", "").isalpha() and not w.text.isupper() for w in inside)
    if not plain or len(inside) not in {2, 3} or inside[-1].text.lower() in instruments().event:
        return False
    head = words[draft.head]
    return head.dep == "nsubj" and words[head.head].pos == "VERB"


def _is_agent(draft: Draft, ground: Ground) -> bool:
    """Say whether something was done by the bearer of a name: "replaced by X"."""
    words = ground.parse.words
    above = words[words[draft.head].head]
    return words[draft.head].dep == "pobj" and above.text == "by" and above.dep == "agent"


def _is_place(draft: Draft, ground: Ground, gazetteer: Gazetteer) -> bool:
    """Say whether a name is a place's: known, and said to be somewhere, or too well known to be anything else."""
    words = ground.words(draft.first, draft.past)
    if draft.kind != "person" and _is_area(draft, ground):
        return True
    entries = gazetteer.lookup(words)
    if not entries:
        return False
    if _before(draft, ground) in LOCATIVE or _is_dateline(draft, ground) or _is_in_state(draft, ground, entries):
        return True
    largest = entries[0]
    return draft.kind != "person" and (largest.by_hand or (largest.name == words and largest.population >= WELL_KNOWN))


def _is_dateline(draft: Draft, ground: Ground) -> bool:
    """Say whether a name stands where a report says whence it comes: "GENEVA (Reuters) -", "MANSFIELD, Ohio --"."""
    words = ground.parse.words
    if draft.first and ground.text[words[draft.first - 1].end : words[draft.first].start].count("\n") == 0:
        return False
    return DATELINE.match(ground.text, words[draft.past - 1].end) is not None


def _is_area(draft: Draft, ground: Ground) -> bool:
    """Say whether a small noun after a name makes it a place's: "the Al-A'amiriya *district*"."""
    words = ground.parse.words
    after = words[draft.past] if draft.past < len(words) else None
    return after is not None and after.sentence == words[draft.first].sentence and after.text in instruments().area


def _before(draft: Draft, ground: Ground) -> str:
    words = ground.parse.words
    at = draft.first - 1
    if at > 0 and words[at].text.lower() == "the":
        at -= 1
    return words[at].text.lower() if at >= 0 and words[at].sentence == words[draft.first].sentence else ""


def _speaks(draft: Draft, ground: Ground) -> bool:
    """Say whether a name is the subject of a verb of speaking."""
    words = ground.parse.words
    head = words[draft.head]
    return head.dep == "nsubj" and words[head.head].lemma.lower() in SPEAKING


def _with_country(draft: Draft, ground: Ground, gazetteer: Gazetteer) -> Draft:
    if draft.kind != "place" or draft.canonical or draft.country:
        return draft
    entries = gazetteer.lookup(ground.words(draft.first, draft.past))
    return dataclasses.replace(draft, country=_dominant_country(entries))


def _dominant_country(entries: Sequence[GazetteerEntry]) -> str | None:
    """Return the country of all of these places, or of one by far larger than those of every other country."""
    if not entries:
        return None
    top = entries[0]
    rivals = [e.population for e in entries if e.country != top.country]
    if rivals and not top.by_hand and top.population < DOMINANT * max(rivals):
        return None
    return top.country
