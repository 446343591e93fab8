"""How far coders of the same items agree, field by field, and where they differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.spans import Span, overlaps
from detente.reading.records import QUANTITY_KINDS
from detente.review.alpha import DRAWS, Agreement, Difference, agree, interval_between, masi, nominal
from detente.review.coded import same_field
from detente.review.fields import FIELDS
from detente.review.records import Field, Kind, Verdict

__all__ = ["MEASURED", "Coding", "Differing", "compare_codings", "measure_agreement"]

MEASURED: Mapping[Kind, tuple[str, ...]] = {
    "event": ("there at all", "type", "mode", "status", "contexts", "actors", "recipients", "place", "date", "numbers"),
    "claim": ("there at all", "source", "via", "cue", "content", "mode", "mood", "trend"),
}
SETS = frozenset({"actors", "recipients", "via"})
OVERLAPPING = frozenset({"place", "source", "cue", "content"})
THERE = "there at all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder made of one item: every field as the coder left it, none where it was rejected or doubted."""

    coder: str
    verdict: Verdict
    fields: Mapping[str, Field]

    @property
    def is_there(self) -> str:
        """Whether the coder holds it to be there at all: yes, no or cannot tell."""
        return {"reject": "no", "doubt": "cannot tell"}.get(self.verdict, "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A field in which the coders of an item differ, with what each says."""

    field: str
    said: Mapping[str, Field | None]


def measure_agreement(kind: Kind, items: Iterable[Sequence[Coding]], *, draws: int = DRAWS) -> dict[str, Agreement]:
    """Return alpha by field over items, each with the codings of all who coded it.

    Whether it is there at all is compared over all items, with three values: yes, no, cannot tell. So who doubts what
    the other sees differs, and doubting what is hard makes no figure better. The rest is compared where all say that it
    is there. Types, modes, statuses and
    days are one value or another; contexts, actors and recipients sets (MASI); words agree where they overlap; numbers
    lie apart by the square of their distance, where both tell one.
    """
    coded = [codings for codings in items if len(codings) > 1]
    whole = [codings for codings in coded if all(c.is_there == "yes" for c in codings)]
    found = {}
    for name in MEASURED[kind]:
        units = list(_units(name, coded if name == THERE else whole))
        found[name] = agree(units, _difference(name), draws=draws)
    return found


def compare_codings(kind: Kind, codings: Sequence[Coding]) -> list[Differing]:
    """Return the fields of one item in which its coders differ; where one rejected or doubted it, that alone."""
    if len({c.is_there for c in codings}) > 1:
        return [Differing(field=THERE, said={c.coder: Field(value=c.is_there) for c in codings})]
    if any(c.is_there != "yes" for c in codings):
        return []
    found = []
    for name in FIELDS[kind]:
        values = [c.fields.get(name, Field()) for c in codings]
        if not all(_agrees(name, values[0], value) for value in values[1:]):
            found.append(Differing(field=name, said={c.coder: c.fields.get(name) for c in codings}))
    return found


def _agrees(name: str, one: Field, other: Field) -> bool:
    """Say whether two codings of a field agree; words do where they overlap, for a coder may take more of them."""
    if name in SETS | OVERLAPPING | {"trigger"}:
        first, second = _grouped([one.spans, other.spans])
        return first == second
    return same_field(name, one, other)


def _difference(name: str) -> Difference:
    if name in SETS | {"contexts"}:
        return masi
    return interval_between if name == "numbers" else nominal


def _units(name: str, items: Iterable[Sequence[Coding]]) -> Iterator[Sequence[Any]]:
    for number, codings in enumerate(items):
        if name == "numbers":
            yield from _numbers(codings)
        elif name in SETS | OVERLAPPING:
            # words of one text are never those of another, though they stand at the same offsets
            grouped = _grouped([c.fields.get(name, Field()).spans for c in codings])
            yield [frozenset((number, span) for span in spans) for spans in grouped]
        else:
            yield [_value(name, coding) for coding in codings]


def _value(name: str, coding: Coding) -> Any:
    if name == "contexts":
        return frozenset(coding.fields.get(name, Field()).value or ())  # none told is a set without any
    return coding.is_there if name == THERE else _plain(coding.fields.get(name, Field()).value)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(value)
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _numbers(codings: Sequence[Coding]) -> Iterator[Sequence[Any]]:
    """Yield the numbers of each kind that more than one coder tells; an open end is taken for the other."""
    for kind in QUANTITY_KINDS:
        told = [c.fields[kind].value for c in codings if c.fields.get(kind, Field()).value]
        if len(told) > 1:
            yield [_ends(value) for value in told]


def _ends(value: Mapping[str, float | None]) -> tuple[float, float]:
    low, high = value["low"], value["high"]
    return float(high if low is None else low), float(low if high is None else high)  # type: ignore[arg-type]


def _grouped(chosen: Sequence[Sequence[Span]]) -> list[frozenset[Span]]:
    """Return sets of words in which words that overlap are the same: the first of them stands for all."""
    firsts: list[Span] = []
    named: list[frozenset[Span]] = []
    for spans in chosen:
        own = set()
        for span in sorted(spans):
            near = next((first for first in firsts if overlaps(first, span)), None)
            if near is None:
                firsts.append(span)
            own.add(near or span)
        named.append(frozenset(own))
    return named
