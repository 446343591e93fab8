"""Names in a sentence: whose count it is, who is said to have done it, where it was."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.registry.numbers.asked import Named
from detente.registry.numbers.words import Span, asked_words, whole

__all__ = ["Mention", "find_names", "find_places", "named_by", "within"]

Names = Mapping[str, Sequence[str]]
"""By which names those are called who may have counted, or places, by their ids."""
NEAR = 60
"""Characters between a name and the word that says what it did."""
ENDS = re.compile(r"\s*(?:[.,;:!?]|$)")
"""Behind a name that a sentence ends with: "..., said the mission." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name where it stands, whose it may be, and what the words beside it say of them."""

    span: Span
    ids: frozenset[str]
    role: Literal["said", "done", "where", "named"]


def find_names(text: str, names: Names) -> tuple[Mention, ...]:
    """Return those whom a text names, each with the part that it gives them."""
    return tuple(Mention(span=at, ids=ids, role=_role(text, at)) for at, ids in _found(text, names))


def find_places(text: str, places: Names) -> tuple[Mention, ...]:
    """Return the places that a text names."""
    return tuple(Mention(span=at, ids=ids, role="where") for at, ids in _found(text, places))


def named_by(mentions: Iterable[Mention]) -> Named:
    """Return whom some mentions name."""
    every = tuple(mentions)

    def of(*roles: str) -> frozenset[str]:
        return frozenset(id_ for one in every if one.role in roles for id_ in one.ids)

    return Named(said=of("said"), done=of("done"), every=of("said", "done", "named"))


def within(mentions: Iterable[Mention], *spans: Span) -> tuple[Mention, ...]:
    """Return those that stand in one of several parts of the text."""
    return tuple(one for one in mentions if any(start <= one.span[0] < end for start, end in spans))


def _found(text: str, names: Names) -> Iterator[tuple[Span, frozenset[str]]]:
    by_name: dict[str, set[str]] = {}
    for id_, called in names.items():
        for name in filter(str.strip, called):
            by_name.setdefault(" ".join(name.casefold().split()), set()).add(id_)
    if not by_name:
        return
    for found in whole(by_name).finditer(text):
        ids = by_name.get(found[0].casefold(), set())  # a letter that only folds to one of the name's is none
        if ids:
            yield found.span(), frozenset(ids)


def _role(text: str, at: Span) -> Literal["said", "done", "named"]:
    words, since = asked_words(), max(0, at[0] - NEAR)
    if words.before.search(text, since, at[0]):
        return "said"
    if words.does.match(text, at[1], at[1] + NEAR):
        return "done"
    if words.done.search(text, since, at[0]):
        return "done"
    if words.says.match(text, at[1], at[1] + NEAR):
        return "said"
    told_last = words.said.search(text, since, at[0])
    return "said" if told_last is not None and ENDS.match(text, at[1]) is not None else "named"
