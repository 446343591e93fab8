"""Where a report speaks of a platform or an organisation: one that the desk keeps, or one that it does not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.words import is_organisation_name, is_platform_name

__all__ = ["PlatformWords", "Spoken", "day_told", "said"]

Json = Mapping[str, Any]
NUMBERS = re.compile(
    r"(?<![\w+.])\d ?\+ ?\d(?: ?\+ ?\d)?(?![\w+])(?= (?:regional |cooperation |consultative )*(?:format|platform"
    r"|meeting|round"
    r"|talks|mechanism|initiative|summit|session|process|group|proposal|forum|dialogue|consultations?)\b)",
)
"""A format named by how many it has on either side: "3+3"."""
SAYING = re.compile(
    r"\b(?:said|says|announced|confirmed|stated|declared|reported|told \w+)(?: \w+ly)?(?: on)? ?$", re.IGNORECASE
)
BETWEEN_STATES = frozenset({"IGO", "EUR", "UNO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Words that name a platform: `id` where the desk keeps it, `key` what is the same for one that it does not."""

    start: int
    end: int
    key: str
    id: str | None = None
    is_organisation: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, kw_only=True)
class PlatformWords:
    """A telling, with where it speaks of platforms."""

    telling: Telling

    @cached_property
    def kept(self) -> Mapping[str, Platform]:
        """The platforms that the desk keeps."""
        return {one.id: one for one in self.telling.things if isinstance(one, Platform)}

    @cached_property
    def all(self) -> tuple[Spoken, ...]:
        """Every platform that is spoken of, in the order of the text; the longer words where two share some."""
        found = sorted((*self._kept(), *self._numbered(), *self._named()), key=lambda one: (one.id is None, one.start))
        chosen: list[Spoken] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in chosen):
                chosen.append(one)
        return tuple(sorted(chosen, key=lambda one: one.start))

    def within(self, span: Span) -> tuple[Spoken, ...]:
        """Return the platforms spoken of in a span."""
        return tuple(one for one in self.all if span[0] <= one.start and one.end <= span[1])

    def meant_at(self, by: Span) -> Spoken | None:
        """Return the platform that words `by` mean: the only format named before in the paragraph, or in all.

        An organisation is named in passing too often to be what a meeting without a name is of.
        """
        before = [one for one in self.all if one.end <= by[0] and self.is_format(one)]
        paragraph = self.telling.text.rfind("\n", 0, by[0])
        near = [one for one in before if one.start > paragraph]
        chosen = near or before or list(self._titled(by))
        return chosen[-1] if len({one.key for one in chosen}) == 1 else None

    def is_format(self, one: Spoken) -> bool:
        """Say whether it is a format that meets, and no organisation."""
        return self.kept[one.id].kind == "format" if one.id else not one.is_organisation

    def _titled(self, by: Span) -> Iterator[Spoken]:
        """Yield the formats that the title names; the words `by` stand for them in the text."""
        title = str(self.telling.reading.get("title") or "")
        plain = {found[0].replace(" ", "") for found in NUMBERS.finditer(title)}
        lowered = title.casefold()
        for id_, one in self.kept.items():
            names = {name.casefold() for name in (one.name, *one.names)}
            if one.kind == "format" and (any(name in lowered for name in names) or _has_numbers(names, plain)):
                yield Spoken(start=by[0], end=by[1], key=id_, id=id_)

    def _kept(self) -> Iterator[Spoken]:
        for one in self.telling.named:
            platform = self.kept.get(one.id)
            if platform is not None:
                yield Spoken(
                    start=one.start, end=one.end, key=one.id, id=one.id,
                    is_organisation=platform.kind == "organisation",
                )  # fmt: skip

    def _numbered(self) -> Iterator[Spoken]:
        """Yield formats named by numbers; one that the desk keeps where a single one has these numbers in a name."""
        for found in NUMBERS.finditer(self.telling.text):
            plain = found[0].replace(" ", "")
            ids = {id_ for id_, one in self.kept.items() if _has_numbers((one.name, *one.names), (plain,))}
            only = next(iter(ids)) if len(ids) == 1 else None
            yield Spoken(start=found.start(), end=found.end(), key=only or plain, id=only)

    def _named(self) -> Iterator[Spoken]:
        for mention in self.telling.reading["mentions"]:
            if mention["form"] != "name":
                continue
            entity = self.telling.entities.get(mention["entity"]) or {}
            is_format = entity.get("kind") == "platform" or is_platform_name(mention["text"])
            if entity.get("kind") not in {"platform", "organisation"}:
                continue
            if is_format or entity.get("country") in BETWEEN_STATES or is_organisation_name(mention["text"]):
                yield Spoken(
                    start=mention["start"], end=mention["end"], key=mention["entity"], is_organisation=not is_format
                )


def _has_numbers(names: Iterable[str], numbers: Iterable[str]) -> bool:
    """Say whether a name has one of these pairs of numbers in it: "3+3"."""
    bare = [name.replace(" ", "") for name in names]
    return any(re.search(rf"(?<![\d+]){re.escape(pair)}(?![\d+])", name) for pair in numbers for name in bare)


def day_told(telling: Telling, span: Span, *, near: int) -> Day | None:
    """Return the day in a span that stands nearest to an offset; none on which somebody only says so."""
    dates = [
        one for one in telling.layer_in("dates", span) if not SAYING.search(telling.text[span[0] : one["start"]])
    ]  # fmt: skip
    return telling.day_of(min(dates, key=lambda one: abs(one["start"] - near), default=None))


def said(telling: Telling, what: str, spoken: Spoken, *, at: Span, **told: Any) -> Assertion:
    """Return an assertion about a platform that words `at` make."""
    named: Named | Span = (
        Named(start=spoken.start, end=spoken.end, id=spoken.id, by_name=True) if spoken.id else spoken.span
    )
    return telling.assertion("platform", what, named=named, at=at, **told)
