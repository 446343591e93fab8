"""What cannot be in a watch: blank names, ids that nobody can type, kinds of no registry, times that end in nothing."""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.knowledge.files import read_toml
from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.assertions.naming import Kept, plain_name
from detente.registry.watch.definition import Stated, Watch
from detente.registry.watch.stated import rooms_of, things_of

__all__ = ["shared_names", "wrong_counting", "wrong_languages", "wrong_stated", "wrong_words"]

MOST_DAYS = 36_500
"""Days within which something can be owed: a hundred years."""
COUNTED = ("signed", "in force")
LONG_CODE = re.compile(r"[a-z]{3}")
"""A code of ISO 639-3, for languages that have no shorter one."""


def wrong_words(watch: Watch) -> Iterator[str]:
    """Yield ids and names that are blank, or that nobody sees or can type."""
    yield from _wrong_id(watch.id, "the watch")
    yield from _blank((watch.name,), f"{watch.id or 'the watch'}: its name")
    for one in (*watch.actors, *things_of(watch)):
        yield from _wrong_id(one.id, one.name[:40])
        yield from _blank((one.name, *one.names), f"{one.id}: a name")
    for place in watch.places:
        yield from _blank((place.name, *place.names), f"the place {place.name[:40]!r}: a name")
    for phrase in watch.phrases:
        yield from _wrong_id(phrase.id, phrase.words[:40])
        yield from _blank((phrase.words, *phrase.forms), f"the phrase {phrase.id}: its words or a form")
    for agreement in watch.agreements:
        for provision in agreement.provisions:
            yield from _wrong_id(provision.id, f"a provision of {agreement.id}")
            yield from _blank((provision.words,), f"{agreement.id} {provision.id}: its words")


def wrong_languages(watch: Watch) -> Iterator[str]:
    """Yield languages that are no code."""
    told = [("the watch", code) for code in watch.languages]
    told += [(f"a text of {one.id}", text.language) for one in watch.agreements for text in one.texts]
    for what, code in told:
        if code not in _table()["languages"] and not LONG_CODE.fullmatch(code):
            yield f"{what} has the language {code[:40]!r}, no code of ISO 639 (en, fr, ti)"


def wrong_counting(agreement: Agreement) -> Iterator[str]:
    """Yield times of provisions that are none, are counted from nothing that there is, or from one another."""
    after = {one.id: one.counted_from for one in agreement.provisions if one.counted_from}
    known = (*COUNTED, *(one.id for one in agreement.provisions))
    for one in agreement.provisions:
        told = f"{agreement.id} {one.id}"
        if one.within_days is not None and not 1 <= one.within_days <= MOST_DAYS:
            yield f"{told} is due within {one.within_days} days: it is to be 1 to {MOST_DAYS}"
        if one.counted_from is not None and one.counted_from not in known:
            yield f"{told} is counted from {one.counted_from[:40]!r}; there are {', '.join(known)}"
        if _is_in_ring(one, after):
            yield f"{told} is counted from itself, by way of {one.counted_from}: no day can come of it"


def wrong_stated(watch: Watch) -> Iterator[str]:
    """Yield what is stated as no registry can keep it: of no kind, with its end before its beginning."""
    rooms = rooms_of(watch)
    for one in watch.stated:
        told = f"what is stated of {one.of}"
        room = rooms.get(one.of)
        if room is not None and one.what not in _table()[room]:
            yield f"{told} is {one.what[:40]!r}, no kind of an {room}; there are {', '.join(_table()[room])}"
        yield from _blank((one.claimant,), f"{told} ({one.what}): who says so")
        yield from _blank((words.words for words in one.evidence), f"{told} ({one.what}): the words")
        yield from _turned(one, told)


def shared_names(things: Iterable[Kept]) -> Iterator[str]:
    """Yield names that several things have: reports that use one would be of none of them."""
    having: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in things:
        for name in (one.name, *one.names):
            having[plain_name(name)].setdefault(one.id, name)
    for ids in having.values():
        if len(ids) > 1:
            yield f"{' and '.join(ids)} are both called {next(iter(ids.values()))[:60]!r}"


def _turned(one: Stated, told: str) -> Iterator[str]:
    if one.first is not None and one.last is not None and one.last < one.first:
        yield f"{told} ({one.what}) ends on {one.last}, before it begins on {one.first}"
    if one.low is not None and one.high is not None and one.high < one.low:
        yield f"{told} ({one.what}) is {one.high} at the most and {one.low} at least"


def _wrong_id(id_: str, told: str) -> Iterator[str]:
    if not _seen(id_):
        yield f"{told!r} has a blank id"
    elif id_ != _seen(id_) or not id_.isprintable():
        yield f"the id {id_[:40]!r} begins or ends with a blank, or has a sign that nobody sees"


def _blank(some: Iterable[str], told: str) -> Iterator[str]:
    if not all(map(_seen, some)):
        yield f"{told} is blank"


def _seen(text: str) -> str:
    """Return what somebody sees of a text, without blanks at its ends."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"}).strip()


def _is_in_ring(one: Provision, after: Mapping[str, str]) -> bool:
    seen, at = set[str](), after.get(one.id)
    while at is not None and at not in seen:
        if at == one.id:
            return True
        seen.add(at)
        at = after.get(at)
    return False


@functools.cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Return the kinds of assertions by registry, and the codes of languages, loaded once a process."""
    table: dict[str, Any] = read_toml("registries/kinds.toml")
    kinds = {room: tuple(some) for room, some in table["kinds"].items()}
    return {**kinds, "languages": tuple(table["languages"]["codes"].split())}
