"""Where a report speaks of agreements: kept ones, others, and by what stands for one that was spoken of before.

The noun of an instrument ("the declaration", "the statement") within two sentences of one, and "it" in the sentence
right behind one, are taken for it where the reading says nothing else, and where only one comes into question.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.registry.agreements.told.namesakes import kept_names, namesakes_in
from detente.registry.agreements.told.words import instrument_nouns, is_qualified
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Json, Span, Telling

__all__ = ["Instrument", "entity_subjects", "instruments_in"]

BACK = 3
"""Sentences behind an instrument in which its noun alone may stand for it."""
HEAD = 4
"""Words of a sentence that may stand before its subject: "Under the", "Moreover, the"."""
NO_INSTRUMENT = ("article", "section", "chapter", "constitutional")
"""How names begin that end like an instrument's and are none."""
OPENS = re.compile(
    r"[\W_]*(?:(?:the|this|that|a|an|its|under|in|both|new|moreover|also|however|in addition),?\s+){0,4}$",
    re.IGNORECASE,
)
IT = re.compile(r"\b[Ii]t\b(?!['’]s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An agreement at `[start, end)` of a text. `key` is the same wherever the report speaks of it.

    `subject` is the id under which it is kept, None for another; `named` are the words that name it best. `stands_for`
    is whether these words only stand for it.
    """

    start: int
    end: int
    key: str
    subject: str | None
    named: Span
    stands_for: bool = False
    is_weak: bool = False
    """Whether nothing but a noun says that it is an instrument, and one that much else is called by: "the deal"."""

    @property
    def at(self) -> Span:
        """Where it stands."""
        return self.start, self.end


def instruments_in(
    telling: Telling, ids: frozenset[str], aliases: Mapping[str, str]
) -> tuple[tuple[Span, tuple[Instrument, ...]], ...]:
    """Return each sentence with the agreements that it speaks of, in the order of the text.

    `ids` are of the agreements that are kept, `aliases` what is taken for one of them, by its key.
    """
    told = _told(telling, ids, aliases)
    found: list[tuple[Span, tuple[Instrument, ...]]] = []
    every: dict[str, Instrument] = {}
    for sentence in telling.sentences():
        own = [one for one in told if sentence[0] <= one.start < sentence[1]]
        before = [some for _, some in found[-BACK:]]
        own += _standing_for(telling, sentence, own, before, every)
        every.update({one.key: one for one in own})
        found.append((sentence, tuple(sorted(own, key=lambda one: one.start))))
    return tuple(found)


def entity_subjects(telling: Telling, ids: frozenset[str]) -> Mapping[str, str]:
    """Return which entities of the reading are kept agreements, by the names that they bear."""
    found: dict[str, set[str]] = {}
    for one in kept_names(telling, ids):
        for mention in telling.layer_in("mentions", (one.start, one.end)):
            if mention["entity"] and telling.entities[mention["entity"]]["kind"] == "agreement":
                found.setdefault(mention["entity"], set()).add(one.id)
    return {entity: next(iter(some)) for entity, some in found.items() if len(some) == 1}


def _told(telling: Telling, ids: frozenset[str], aliases: Mapping[str, str]) -> list[Instrument]:
    """Return what is named by a name, a noun of its own or a mention that the reading holds to be one."""
    kept = [_kept(one) for one in kept_names(telling, ids)]
    kept += [_namesake(telling, span) for span, _ in namesakes_in(telling, ids)]
    subjects = {**entity_subjects(telling, ids), **aliases}
    best = _best_names(telling)
    mentioned = [
        _mentioned(mention, subjects, best)
        for mention in telling.reading["mentions"]
        if _is_instrument(telling, mention) and not _overlaps((mention["start"], mention["end"]), kept)
    ]
    nouns = [one for one in _by_noun(telling, aliases) if not _overlaps(one.at, [*kept, *mentioned])]
    return sorted((*kept, *mentioned, *nouns), key=lambda one: one.start)


def _kept(one: Named) -> Instrument:
    return Instrument(
        start=one.start, end=one.end, key=one.id, subject=one.id, named=(one.start, one.end),
        stands_for=not one.by_name,
    )  # fmt: skip


def _namesake(telling: Telling, span: Span) -> Instrument:
    """Return an agreement that bears a kept one's name; the same words of a report are one."""
    key = f"other {telling.words(*span).casefold()}"
    return Instrument(start=span[0], end=span[1], key=key, subject=None, named=span)


def _mentioned(mention: Json, subjects: Mapping[str, str], best: Mapping[str, Span]) -> Instrument:
    subject = subjects.get(mention["entity"])
    at = (mention["start"], mention["end"])
    return Instrument(
        start=at[0], end=at[1], key=subject or mention["entity"], subject=subject,
        named=best.get(mention["entity"], at), stands_for=mention["form"] == "pronoun",
        is_weak=subject is None and mention["form"] == "noun" and mention["text"].lower() in instrument_nouns("weak"),
    )  # fmt: skip


def _is_instrument(telling: Telling, mention: Json) -> bool:
    """Say whether a mention is of an instrument: a truce alone is what the register of ceasefires keeps."""
    entity = telling.entities.get(mention["entity"] or "")
    if entity is None or entity["kind"] != "agreement":
        return False
    words = telling.words(mention["start"], mention["end"])
    if telling.text[mention["end"] : mention["end"] + 1] == "-":
        return False  # the reading has a part of a name only
    if words.lower().startswith(NO_INSTRUMENT):
        return False
    if mention["form"] == "noun" and _is_bare(words):
        return _is_new(telling, mention) or _has_more(telling, mention["entity"])
    if mention["form"] == "name":
        return True
    return _names_instrument(entity["name"] if mention["form"] == "pronoun" else words)


def _is_new(telling: Telling, mention: Json) -> bool:
    """Say whether a bare noun brings up an instrument: "an agreement", and "a deal" for those who make such."""
    if mention["text"].lower() == "deal":
        return True
    article = re.search(r"\b(?:a|an)\s$", telling.text[max(0, mention["start"] - 4) : mention["start"]], re.IGNORECASE)
    return article is not None and mention["text"].lower() in instrument_nouns("strong")


def _has_more(telling: Telling, entity: str) -> bool:
    """Say whether a bare noun stands for something that the report calls by more words."""
    some = [one for one in telling.reading["mentions"] if one["entity"] == entity and one["form"] != "pronoun"]
    return any(not _is_bare(one["text"]) and _names_instrument(one["text"]) for one in some)


def _is_bare(words: str) -> bool:
    last = words.lower().split()[-1:]
    return len(words.split()) == 1 and bool(last) and last[0] in instrument_nouns("strong") | instrument_nouns("weak")


def _names_instrument(words: str) -> bool:
    if words.lower().startswith(NO_INSTRUMENT):
        return False
    parts = frozenset(re.split(r"\W+", words.lower()))
    strong, weak = instrument_nouns("strong"), instrument_nouns("weak")
    return bool(parts & strong) or (bool(parts & weak) and is_qualified(words))


def _best_names(telling: Telling) -> dict[str, Span]:
    """Return the words that name each agreement best: a name before a noun, more words before fewer."""
    best: dict[str, tuple[tuple[bool, int, int], Span]] = {}
    for mention in telling.reading["mentions"]:
        if mention["entity"] and mention["form"] != "pronoun":
            rank = (mention["form"] == "name", mention["end"] - mention["start"], -mention["start"])
            if mention["entity"] not in best or rank > best[mention["entity"]][0]:
                best[mention["entity"]] = rank, (mention["start"], mention["end"])
    return {entity: span for entity, (_, span) in best.items()}


@functools.cache
def _noun() -> re.Pattern[str]:
    nouns = "|".join(sorted(instrument_nouns("strong") | instrument_nouns("weak"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:a|an|the|this|that|their|its)\s+)(?P<name>(?P<more>(?:[\w'’-]+\s+){{0,3}}?)(?:{nouns}))\b",
        re.IGNORECASE,
    )


def _by_noun(telling: Telling, aliases: Mapping[str, str]) -> Iterator[Instrument]:
    """Yield what the reading has no mention of and whose noun says what it is: "a joint statement"."""
    for found in _noun().finditer(telling.text):
        if found["more"].strip() and _names_instrument(found["name"]) and not _is_other(found["more"]):
            at = found.span("name")
            key = f"at {at[0]}"
            subject = aliases.get(key)
            yield Instrument(start=at[0], end=at[1], key=subject or key, subject=subject, named=at)


def _is_other(more: str) -> bool:
    """Say whether words before a noun are no attributes of it: "the ministers signed the treaty"."""
    return (
        re.search(
            r"\b(?:of|to|in|and|by|the|a|an|that|which|with|for|on|under|is|was|no|any|such)\b|ed\b|\bsign",
            more,
            re.IGNORECASE,
        )
        is not None
    )


def _overlaps(span: Span, some: Sequence[Instrument]) -> bool:
    return any(one.start < span[1] and span[0] < one.end for one in some)


def _standing_for(
    telling: Telling,
    sentence: Span,
    own: Sequence[Instrument],
    before: Sequence[Sequence[Instrument]],
    every: Mapping[str, Instrument],
) -> list[Instrument]:
    """Return what stands for an instrument of the sentences before, or of this one, by its noun alone or as "it"."""
    meant = _meant(telling, before)
    found = []
    for word in _bare_nouns().finditer(telling.text, *sentence):
        at = word.span("noun")
        if not _overlaps(at, own):
            nearer = [one for one in own if one.end <= at[0]]
            one = _one_of(nearer) if nearer else meant or _only_such(telling, word["noun"], every)
            if one is not None:
                found.append(replace(one, start=at[0], end=at[1], stands_for=True))
            elif word["noun"].lower() in instrument_nouns("strong") and not nearer:
                found.append(Instrument(start=at[0], end=at[1], key=f"at {at[0]}", subject=None, named=at))
    close = _meant(telling, before[-1:])
    for word in IT.finditer(telling.text, *sentence):
        if (
            close is not None
            and not own
            and not _overlaps(word.span(), found)
            and not _is_another(telling, word, close)
        ):
            found.append(replace(close, start=word.start(), end=word.end(), stands_for=True))
    return found


@functools.cache
def _bare_nouns() -> re.Pattern[str]:
    nouns = "|".join(sorted(instrument_nouns("strong") | instrument_nouns("weak"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:the|this|that|under its|its)\s+(?P<noun>{nouns}|(?:\w+ )?(?:points|terms|"
        rf"provisions))\b(?!\s+(?:of|on|to)\s)",
        re.IGNORECASE,
    )


def _only_such(telling: Telling, noun: str, every: Mapping[str, Instrument]) -> Instrument | None:
    """Return the only instrument of a report, where a noun names it: "the statement" of "a joint statement"."""
    one = next(iter(every.values())) if len(every) == 1 else None
    return one if one and telling.words(*one.named).lower().endswith(noun.lower()) else None


def _meant(telling: Telling, before: Sequence[Sequence[Instrument]]) -> Instrument | None:
    """Return the one instrument that the sentences before are about: the nearest one, its subject before others."""
    for some in reversed(before):
        if some:
            head = telling.sentence_at(some[0].start)[0]
            if OPENS.match(telling.text[head : some[0].start]):
                return some[0]
            return _one_of(some)
    return None


def _one_of(some: Sequence[Instrument]) -> Instrument | None:
    return some[0] if len({one.key for one in some}) == 1 else None


def _is_another(telling: Telling, word: re.Match[str], close: Instrument) -> bool:
    """Say whether the reading takes an "it" for something that is named, and is no instrument."""
    for mention in telling.layer_in("mentions", word.span()):
        entity = telling.entities.get(mention["entity"] or "")
        if entity is not None and entity["kind"] in {"state", "person", "place", "platform", "project"}:
            return True
        if entity is not None and entity["kind"] == "organisation":
            names = [m for m in telling.reading["mentions"] if m["entity"] == entity["id"] and m["form"] == "name"]
            return bool(names)
    del close
    return False
