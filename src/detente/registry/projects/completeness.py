"""How complete the record of a project is: which of the fields that such a record should have somebody has told.

It is about the record and not about the project: a small project may have a full record. What the definition of a
project in the watch holds counts for nothing here, for nobody says it; what the watch states by somebody's word does.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from detente.knowledge.files import read_toml
from detente.registry.assertions.assertion import Assertion

__all__ = ["Completeness", "Field", "completeness_of", "fields"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record, and which assertions tell it; `roles` somebody must have, `dated` if a day must be told."""

    name: str
    told_by: tuple[str, ...]
    roles: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Which fields of a project's record are `told`, and which are `missing`, in the order of the list."""

    project: str
    told: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def score(self) -> float:
        """The share of fields that are told."""
        return len(self.told) / (len(self.told) + len(self.missing))


@functools.cache
def fields() -> tuple[Field, ...]:
    """Return the fields that the record of a project should have."""
    return tuple(
        Field(name=one["name"], told_by=tuple(one["told_by"]), roles=tuple(one.get("roles", ())),
              dated=one.get("dated", False))
        for one in read_toml("projects/fields.toml")["fields"]
    )  # fmt: skip


def completeness_of(project: str, assertions: Iterable[Assertion]) -> Completeness:
    """Return which fields of a project's record somebody has told; what is denied of it tells nothing."""
    own = [one for one in assertions if one.subject == project and one.standing not in {"denied", "negated"}]
    told = [field.name for field in fields() if any(_tells(one, field) for one in own)]
    missing = [field.name for field in fields() if field.name not in told]
    return Completeness(project=project, told=tuple(told), missing=tuple(missing))


def _tells(one: Assertion, field: Field) -> bool:
    if one.what not in field.told_by and f"{one.what}:{one.value}" not in field.told_by:
        return False
    if field.roles and not any(part.role in field.roles for part in one.parts):
        return False
    return not field.dated or one.day is not None
