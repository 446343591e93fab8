"""Puts other countries into a sentence, so that who does what to whom is learnt from words and not from names."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from detente.core.spans import Span
from detente.evaluate.pairs import Pair
from detente.knowledge.files import read_jsonl
from examples import Coded, Example, Said

__all__ = ["with_other_countries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The first name and the first adjective of every state, and the state and kind that each of them belongs to."""

    forms: tuple[tuple[str, str], ...]
    owner: dict[str, tuple[int, int]]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A stretch of the old text, and what stands there in the new one."""

    old: Span
    new: str


@cache
def _names() -> Names:
    rows = [row for row in read_jsonl("countries/states.jsonl") if row.get("adjectives")]
    forms = tuple((row["name"], row["adjectives"][0]) for row in rows)
    owner = {form: (k, kind) for k, pair in enumerate(forms) for kind, form in enumerate(pair)}
    longest_first = sorted(owner, key=len, reverse=True)
    return Names(forms=forms, owner=owner, pattern=re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b"))


def with_other_countries(example: Example, chance: random.Random) -> Example:
    """Return the sentence with each country it names exchanged for another, the same one throughout."""
    names = _names()
    taken: dict[int, int] = {}
    exchanges = []
    for hit in names.pattern.finditer(example.text):
        state, kind = names.owner[hit[1]]
        other = taken.setdefault(state, chance.randrange(len(names.forms)))
        exchanges.append(Exchange(old=Span(*hit.span()), new=names.forms[other][kind]))
    if not exchanges or len(set(taken.values())) < len(taken):
        return example
    return _exchanged(example, exchanges)


def _exchanged(example: Example, exchanges: Sequence[Exchange]) -> Example:
    out, at = [], 0
    for exchange in exchanges:
        out += [example.text[at : exchange.old.start], exchange.new]
        at = exchange.old.end
    shifts = list(accumulate(len(x.new) - (x.old.end - x.old.start) for x in exchanges))

    def moved(span: Span) -> Span:
        return Span(_moved(span.start, exchanges, shifts, end=False), _moved(span.end, exchanges, shifts, end=True))

    def coded(event: Coded) -> Coded:
        return replace(
            event,
            trigger=moved(event.trigger),
            actors=None if event.actors is None else tuple(map(moved, event.actors)),
            recipients=None if event.recipients is None else tuple(map(moved, event.recipients)),
        )

    def said(claim: Said) -> Said:
        return replace(
            claim,
            cue=moved(claim.cue),
            source=claim.source and moved(claim.source),
            content=claim.content and moved(claim.content),
        )

    return replace(
        example,
        text="".join(out) + example.text[at:],
        events=tuple(map(coded, example.events)),
        claims=None if example.claims is None else tuple(map(said, example.claims)),
        pairs=tuple(Pair(actor=moved(p.actor), recipient=moved(p.recipient), type=p.type) for p in example.pairs),
    )


def _moved(at: int, exchanges: Sequence[Exchange], shifts: Sequence[int], *, end: bool) -> int:
    """Return where an offset of the old text stands in the new one; one within a name goes to its start or end."""
    shift = 0
    for exchange, total in zip(exchanges, shifts, strict=True):
        if at >= exchange.old.end:
            shift = total
        elif at > exchange.old.start:
            return exchange.old.start + shift + (len(exchange.new) if end else 0)
    return at + shift
