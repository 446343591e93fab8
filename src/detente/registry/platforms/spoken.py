"""Where a report speaks of a platform or an organisation: one that the desk keeps, or one that it does not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.words import is_organisation_name, is_platform_name

__all__ = ["PlatformWords", "Spoken", "said"]

Json = Mapping[str, Any]
NUMBERS = re.compile(
    r"(?<![\w+.])\d ?\+ ?\d(?: ?\+ ?\d)?(?![\w+])(?= (?:regional |cooperation |consultative )*(?:format|platform|meeting|round"
    r"|talks|mechanism|initiative|summit|session|process|group|proposal|forum|dialogue|consultations?)\b)",
)
"""A format named by how many it has on either side: "3+3"."""
BODY = re.compile(r"^(?:the )?(?:platform|format|forum|process|dialogue|initiative|mechanism|quartet)$", re.IGNORECASE)
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

    def meant_at(self, offset: int) -> Spoken | None:
        """Return the platform that words without a name mean: the only format that the text has named before them.

        An organisation is named in passing too often to be what a meeting without a name is of.
        """
        before = [one for one in self.all if one.end <= offset and self.is_format(one)]
        return before[-1] if len({one.key for one in before}) == 1 else None

    def is_format(self, one: Spoken) -> bool:
        """Say whether it is a format that meets, and no organisation."""
        return self.kept[one.id].kind == "format" if one.id else not one.is_organisation

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
            ids = {
                id_
                for id_, one in self.kept.items()
                if any(plain in name.replace(" ", "") for name in (one.name, *one.names))
            }
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


def said(telling: Telling, what: str, spoken: Spoken, *, at: Span, **told: Any) -> Assertion:
    """Return an assertion about a platform that words `at` make."""
    named: Named | Span = (
        Named(start=spoken.start, end=spoken.end, id=spoken.id, by_name=True) if spoken.id else spoken.span
    )
    return telling.assertion("platform", what, named=named, at=at, **told)
