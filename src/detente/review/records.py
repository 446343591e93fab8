"""What a person says of one coding: it holds, is to be otherwise, should not be there, or cannot be told."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from detente.core.spans import Span

__all__ = [
    "HOWS",
    "KINDS",
    "VERDICTS",
    "Field",
    "How",
    "Kind",
    "Review",
    "Subject",
    "Verdict",
    "pack_fields",
    "read_fields",
]

Kind = Literal["event", "claim"]
Verdict = Literal["accept", "correct", "reject", "doubt"]
"""Doubt: from these words it cannot be told. What is doubted counts as it was read, and is shown as doubted."""
How = Literal["third", "talk"]
"""How a disagreement was settled: by somebody who was neither of the two coders, or by the coders in talk."""
KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
HOWS: tuple[How, ...] = get_args(How)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is reviewed: an event or a claim of a document, under a key that a newer reading of it keeps."""

    kind: Kind
    key: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field should be, and the words it stands on. Of parties and places the words are the value."""

    value: Any = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One person's verdict on one subject, at a time.

    `session` is the blind session that it was made in. `settles` says that it settles a disagreement of one. Of a
    correction that counts, `beside` are those of others that hold, each with the fields that it adds; of a doubt, those
    of others who cannot tell either.
    """

    id: str
    subject: Subject
    coder: str
    verdict: Verdict
    at: dt.datetime
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    comment: str | None = None
    session: str | None = None
    settles: bool = False
    beside: "tuple[Review, ...]" = ()

    @property
    def leaves_as_read(self) -> bool:
        """Whether what was read stands as it is: it was accepted, or somebody cannot tell."""
        return self.verdict in {"accept", "doubt"}

    @property
    def wants_second(self) -> bool:
        """Whether one coder alone cannot tell, so that another is to look."""
        return self.verdict == "doubt" and not self.settles and self.session is None and not self.beside


def pack_fields(fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return corrected fields as JSON has them: field -> {value, spans [[start, end], ...]}."""
    return {
        name: {"value": f.value, "spans": [[s.start, s.end] for s in f.spans]} for name, f in sorted(fields.items())
    }


def read_fields(packed: Mapping[str, Any]) -> dict[str, Field]:
    """Return the fields that `pack_fields` packed."""
    return {n: Field(value=f["value"], spans=tuple(Span(*s) for s in f["spans"])) for n, f in packed.items()}
