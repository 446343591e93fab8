"""Where a report speaks of projects: by name, or by words that take one up again ("the line", "these projects").

A word is taken for a project that is named only where just one is of its kind; where it may be either, it is neither.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.registry.assertions.telling import Span, Telling
from detente.registry.projects.definition import Project
from detente.registry.projects.wording import families, told_words

__all__ = ["Spoken", "kind_words", "spoken_in"]

ADJECTIVES = r"(?:(?:new|joint|whole|entire|planned|existing|oil|gas|said) ){0,2}"
PLURAL = re.compile(
    r"\b(?:These|these|Those|those|Both|both) (?:two |joint )?(?:projects|pipelines|railways|lines|schemes)\b"
)
PRONOUN = re.compile(r"^(?:[\"“‘]?)(It|Its)\b")
THEY = re.compile(r"\b(?:these|they)\b(?= (?:do|are|were|will|have|serve|not|bring|would)\b)")
SECTION = re.compile(
    r"(?:[Tt]he|[Aa]|[Ii]ts) (?:[\w-]+ ){0,2}?(?:section|stretch|leg|phase|segment|part)\b(?: of (?:the )?)?"
)
BELONGS = re.compile(
    r"[ -](?:stations?|stops?|museums?|compan(?:y|ies)|workers?|officials?|employees|union|police|ministry"
    r"|operators?|authority|networks?|crossings?|junctions?|depots?|yards?|carriages?|cars?|engineers?"
    r"|bombings?|attacks?|disasters?|accidents?)\b",
    re.IGNORECASE,
)
"""Words behind a name that make it something else that has its name: "Kessing railway station"."""
REACH = 3
"""Sentences back to which a word takes up what was named."""
NOT_ONE = frozenset({"any"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spoken:
    """Words `[start, end)` that stand for a project; `named` are those that name it, `id` of what is kept, or None.

    `section` are the words of the part of it that is spoken of, where it is not the whole.
    """

    start: int
    end: int
    named: Span
    id: str | None = None
    by_name: bool = True
    section: Span | None = None


def spoken_in(telling: Telling) -> tuple[Spoken, ...]:
    """Return where a report speaks of projects, in the order of its text."""
    by_name = _by_name(telling)
    if not by_name:
        return ()
    homes = tuple(telling.sentences())
    taken_up = [
        one
        for number in range(len(homes))
        for one in _taken_up(telling, homes, number, by_name)
        if not any(one.start < own.end and own.start < one.end for own in by_name)
    ]
    return tuple(sorted({*(_with_section(telling, one) for one in by_name), *taken_up}, key=_place))


def kind_words(telling: Telling, one: Spoken) -> Span | None:
    """Return the noun that says what a project is, in its name or behind it: "oil pipeline"."""
    home = telling.sentence_at(one.start)
    own = telling.text[one.start : min(home[1], one.end + 30)]
    found = re.search(rf"(?<!\w)({told_words(*_nouns())})(?!\w)", own, re.IGNORECASE)
    if found is None or (found.end() < one.end - one.start and found.end() != one.end - one.start):
        return None
    between = own[one.end - one.start : found.start()]
    return (one.start + found.start(), one.start + found.end()) if not between.strip() else None


def _by_name(telling: Telling) -> list[Spoken]:
    projects = {thing.id for thing in telling.things if isinstance(thing, Project)}
    kept = [
        _widened(telling, Spoken(start=one.start, end=one.end, named=(one.start, one.end), id=one.id))
        for one in telling.named
        if one.id in projects and (one.by_name or _is_name(telling.text[one.start : one.end]))
    ]
    others = [
        Spoken(start=one["start"], end=one["end"], named=(one["start"], one["end"]))
        for one in telling.reading["mentions"]
        if one["kind"] == "project" and one["form"] == "name" and _is_name(one["text"])
        and not any(one["start"] < own.end and own.start < one["end"] for own in kept)
        and not BELONGS.match(telling.text, one["end"])
    ]  # fmt: skip
    return sorted((*kept, *others), key=_place)


def _widened(telling: Telling, one: Spoken) -> Spoken:
    """Return words that name a project with the noun behind them that says what it is."""
    kind = kind_words(telling, one)
    if kind is None or kind[1] <= one.end:
        return one
    return Spoken(start=one.start, end=kind[1], named=(one.start, kind[1]), id=one.id)


def _is_name(words: str) -> bool:
    """Whether words have a name in them, and a noun of a project: "Golden Gate Bridge", not "the Bridge"."""
    lower = words.lower()
    named = [word for word in words.split() if word[:1].isupper() and word.lower() not in _nouns()]
    return bool(named) and any(noun in lower for noun in _nouns())


def _taken_up(telling: Telling, homes: Sequence[Span], number: int, by_name: Sequence[Spoken]) -> Iterator[Spoken]:
    home = homes[number]
    text = telling.text[home[0] : home[1]]
    first = homes[max(0, number - REACH)][0]
    for found in _definite().finditer(text):
        at = home[0] + found.start()
        which = _meant(telling, by_name, noun=found[1].lower(), since=first, before=at)
        yield from _standing((at, home[0] + found.end()), which)
    for found in (*PLURAL.finditer(text), *_they(text)):
        at = home[0] + found.start()
        yield from _standing((at, home[0] + found.end()), _all_near(telling, by_name, since=first, before=at))
    if number and (it := PRONOUN.search(text)):
        before = homes[number - 1]
        which = _subject(telling, by_name, before, first)
        yield from _standing((home[0] + it.start(1), home[0] + it.end(1)), which)


def _they(text: str) -> Iterator[re.Match[str]]:
    """Yield "these" and "they" where the sentence has said "projects" before."""
    if (said := re.search(r"\b(?:these|those|the|both) projects\b", text)) is not None:
        yield from (found for found in THEY.finditer(text) if found.start() > said.end())


@functools.cache
def _definite() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat) {ADJECTIVES}({told_words(*_nouns())})\b(?! (?:of|to)\b)")


def _meant(telling: Telling, by_name: Sequence[Spoken], *, noun: str, since: int, before: int) -> list[Spoken]:
    """Return the one project that a definite noun means: of its kind, the one just named, or the only one there is."""
    fitting = [one for one in by_name if _fits(telling, one, noun)]
    near = [one for one in fitting if since <= one.start < before]
    if near:
        last = telling.sentence_at(near[-1].start)
        return _only([one for one in near if last[0] <= one.start])
    return _only(fitting)


def _all_near(telling: Telling, by_name: Sequence[Spoken], *, since: int, before: int) -> list[Spoken]:
    near = [one for one in by_name if since <= one.start < before]
    if not near:
        return []
    last = telling.sentence_at(near[-1].start)
    return list({one.id or telling.words(*one.named): one for one in near if last[0] <= one.start}.values())


def _subject(telling: Telling, by_name: Sequence[Spoken], home: Span, since: int) -> list[Spoken]:
    """Return the project that begins the sentence before, by its name or by the noun for it."""
    for one in by_name:
        if home[0] <= one.start and one.start - home[0] <= len("the "):
            return [one]
    found = _definite().match(telling.text, home[0], home[1])
    if found is None:
        return []
    return _meant(telling, by_name, noun=found[1].lower(), since=since, before=found.start())


def _only(some: Sequence[Spoken]) -> list[Spoken]:
    """Return the one project that all of them are; none where they are two."""
    ids = {one.id or one.named for one in some}
    return [some[-1]] if len(ids) == 1 else []


def _fits(telling: Telling, one: Spoken, noun: str) -> bool:
    own = telling.words(*one.named).lower()
    thing = next((t for t in telling.things if t.id == one.id and isinstance(t, Project)), None)
    if thing is not None:
        own = " ".join((own, thing.kind or "", thing.name, *thing.names)).lower()
    meant = families()[noun]
    known = {
        family for word, some in families().items() if re.search(rf"\b{re.escape(word)}\b", own) for family in some
    }
    return bool(meant & NOT_ONE or meant & known)


def _standing(at: Span, which: Sequence[Spoken]) -> Iterator[Spoken]:
    for one in which:
        yield Spoken(start=at[0], end=at[1], named=one.named, id=one.id, by_name=False)


def _with_section(telling: Telling, one: Spoken) -> Spoken:
    """Return a project with the part of it that is spoken of: "the Turkish section of ..."."""
    home = telling.sentence_at(one.start)
    before = telling.text[home[0] : one.start]
    for found in SECTION.finditer(before):
        if not before[found.end() :].strip():
            section = (home[0] + found.start(), home[0] + found.end())
            return Spoken(start=section[0], end=one.end, named=one.named, id=one.id, section=_bare(telling, section))
    return one


def _bare(telling: Telling, section: Span) -> Span:
    words = telling.text[section[0] : section[1]]
    return section[0], section[0] + len(re.sub(r" of (?:the )?$", "", words).rstrip())


def _nouns() -> tuple[str, ...]:
    return tuple(families())


def _place(one: Spoken) -> tuple[int, int, str]:
    return one.start, one.end, one.id or ""
