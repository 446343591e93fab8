"""Where a text speaks of things that a registry keeps: by one of their names, or by words that stand for them."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from detente.incidents.names import SPELLINGS

__all__ = ["Kept", "Named", "named_in", "plain_name"]

Json = Mapping[str, Any]
APOSTROPHE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
"""Ways to write what is one sign; each stands for one character, so that offsets stay what they are."""

MOST_DESKS = 16
"""Lists of things that patterns are kept for: a desk's, and parts of it that rooms ask for."""


class Kept(Protocol):
    """What a registry keeps under an id and names."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def name(self) -> str:
        """What the desk calls it."""

    @property
    def names(self) -> Sequence[str]:
        """What else it is called."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Named:
    """Words `[start, end)` of a text that name a kept thing; `by_name` where it is one of its names that they are."""

    start: int
    end: int
    id: str
    by_name: bool


def named_in(reading: Json, things: Iterable[Kept]) -> tuple[Named, ...]:
    """Return where a reading (in the contract's form) speaks of kept things, in the order of its text.

    By their names, the longest first where one lies in another; and by every mention of an entity that is so named.
    What two things are called is neither's.
    """
    by_name = list(_by_names(reading["text"].translate(APOSTROPHE), things))
    entities = _entities(reading, by_name)
    spans = {(one.start, one.end) for one in by_name}
    stood_for = [
        Named(start=mention["start"], end=mention["end"], id=entities[mention["entity"]], by_name=False)
        for mention in reading["mentions"]
        if mention["entity"] in entities and not any(_share(mention, span) for span in spans)
    ]
    return tuple(sorted((*by_name, *stood_for)))


def plain_name(name: str) -> str:
    """Return a name as it is compared: in small letters and one spelling, whatever stands between its words."""
    words = re.split(r"[\s-]+", _seen(name).translate(APOSTROPHE).casefold().strip())
    return " ".join(_in_one_spelling(word) for word in words if word)


def _seen(name: str) -> str:
    """Return a name without the signs that nobody sees: zero-width ones, marks of direction."""
    return "".join(sign for sign in name if unicodedata.category(sign) != "Cf")


def _in_one_spelling(word: str) -> str:
    for one, other in SPELLINGS:
        if word in {one, f"{one}s", f"{one}'s"}:
            return other + word.removeprefix(one)
    return word


def _by_names(text: str, things: Iterable[Kept]) -> Iterator[Named]:
    look_for = _looked_for(tuple((thing.id, thing.name, *thing.names) for thing in things))
    if look_for is None:
        return
    pattern, called = look_for
    for found in pattern.finditer(text):
        ids = called.get(plain_name(found[0]), set())
        if len(ids) == 1:
            yield Named(start=found.start(), end=found.end(), id=next(iter(ids)), by_name=True)


@functools.lru_cache(maxsize=MOST_DESKS)
def _looked_for(things: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], dict[str, set[str]]] | None:
    """Return the pattern of all names of things (id first, then names), and whose each is; None where none has one.

    One desk asks of all of its reports for the same things: making the pattern anew for each took most of the time.
    """
    called: dict[str, set[str]] = {}
    for id_, *names in things:
        for plain in filter(None, map(plain_name, names)):
            called.setdefault(plain, set()).add(id_)
    if not called:
        return None
    words = sorted(called, key=lambda name: (-len(name), name))
    either = "|".join(r"[\s-]+".join(map(_pattern, name.split())) for name in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), called


def _pattern(word: str) -> str:
    """Return the pattern of a word of a name in all of its spellings."""
    for one, other in SPELLINGS:
        if word in {other, f"{other}s", f"{other}'s"}:
            return f"(?:{one}|{other}){re.escape(word.removeprefix(other))}"
    return re.escape(word)


def _entities(reading: Json, by_name: Sequence[Named]) -> dict[str, str]:
    """Return the kept things by the ids of entities that are named so; an entity that is two of them is none."""
    found: dict[str, set[str]] = {}
    for mention in reading["mentions"]:
        # an office or a body whose name holds the thing's is not the thing: "the Shusha Declaration's signatories"
        for one in by_name:
            if mention["start"] <= one.start and one.end == mention["end"]:
                found.setdefault(mention["entity"], set()).add(one.id)
    return {entity: next(iter(ids)) for entity, ids in found.items() if entity and len(ids) == 1}


def _share(mention: Json, span: tuple[int, int]) -> bool:
    return bool(mention["start"] < span[1] and span[0] < mention["end"])
