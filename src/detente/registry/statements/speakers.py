"""Speakers who are one person under a shorter and a fuller name, over all reports: "Sterrin" and "Odd Sterrin".

A shorter name is a fuller one's where it has the family name, their countries do not differ, and no other fuller name
has it as well; else it stays what it is. In which letters a name was brought into Latin ones makes no other person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.account import Side
from detente.incidents.names import name_of

__all__ = ["Speaker", "full_names"]

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, as one report names him or her, and of which country, where it tells it.

    `is_sure` is whether the name is known to be a person's, and not only one word that may be.
    """

    name: str
    country: str | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that is known of one name, in whichever spelling; `family` are the words of its last word."""

    name: str
    words: Words
    family: Words
    countries: frozenset[str]
    is_sure: bool
    times: int


def full_names(speakers: Iterable[Speaker]) -> Mapping[str, str]:
    """Return for each name that a speaker has the one that he or she is listed by: of the fuller ones the most used."""
    named: defaultdict[Words, list[Speaker]] = defaultdict(list)
    for one in speakers:
        if _is_name(one.name):
            named[_words(one.name)].append(one)
    known = {words: _known(words, some) for words, some in named.items()}
    by_family: defaultdict[str, list[_Known]] = defaultdict(list)
    for person in known.values():
        for word in person.family:
            by_family[word].append(person)
    fullest = {words: _fullest(person, by_family).words for words, person in known.items()}
    same: defaultdict[Words, list[_Known]] = defaultdict(list)
    for words, root in fullest.items():
        same[root].append(known[words])
    listed = {root: _listed(some) for root, some in same.items()}
    return {one.name: listed[fullest[words]] for words, some in named.items() for one in some}


def _listed(same: Sequence[_Known]) -> str:
    """Return by which of the names of one person he or she is listed: the most used that is more than a family name."""
    return min(same, key=lambda one: (one.words == one.family, -one.times, one.name)).name


def _is_name(name: str) -> bool:
    """Whether words are somebody's name, and not only what somebody is: "Georgian official" is none."""
    words = name.split()
    return bool(words) and words[0][:1].isupper() and words[-1][:1].isupper()


def _known(words: Words, some: Sequence[Speaker]) -> _Known:
    """Return what is known of a name: by the spelling that most reports have, the first in the alphabet of several."""
    times = Counter(one.name for one in some)
    name = min(times, key=lambda one: (-times[one], one))
    countries = frozenset(one.country for one in some if one.country)
    return _Known(
        name=name,
        words=words,
        family=_words(name.split()[-1]),
        countries=countries,
        is_sure=any(one.is_sure for one in some),
        times=times[name],
    )


def _words(name: str) -> Words:
    return name_of(Side(name=name, kind="person")).words


def _fullest(short: _Known, by_family: Mapping[str, Sequence[_Known]]) -> _Known:
    fuller = {one.words: one for one in _fuller(short, by_family)}
    most = [one for words, one in fuller.items() if not any(words < other for other in fuller)]
    return most[0] if len(most) == 1 else short


def _fuller(short: _Known, by_family: Mapping[str, Sequence[_Known]]) -> Iterator[_Known]:
    for one in (one for word in short.words for one in by_family.get(word, ())):
        agree = not one.countries or not short.countries or bool(one.countries & short.countries)
        if one.is_sure and short.words < one.words and one.family <= short.words and agree:
            yield one
