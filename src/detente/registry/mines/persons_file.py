"""Persons as somebody writes them down for one accident (TOML): no name of anybody who did not agree."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.registry.evidence import Evidence
from detente.registry.forms import from_plain
from detente.registry.mines.victims import Victim

__all__ = ["persons_of"]

OLDEST = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    words: str
    source: str
    id: str | None = None
    name: str | None = None
    sex: str | None = None
    age: int | None = None
    occupation: str | None = None
    injury: str | None = None
    doing: str | None = None
    help_received: str | None = None
    agreed_to_be_recorded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    person: tuple[_Person, ...] = ()


def persons_of(data: bytes, *, name: str, accident: str, by: str, new_id: Callable[[], str]) -> tuple[Victim, ...]:
    """Return the persons of a file, each with a new id.

    An `id` in it, or its first digits, is in `supersedes`: it names who is kept already, of whom this is said from
    now on.

    Raises `UsageError` where it cannot be used; the message repeats nothing of a person.
    """
    what = f"the persons in {name}"
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        message = f"{what} cannot be read: they are to be TOML in UTF-8"
        raise UsageError(message) from None
    told = from_plain(content, _Sheet, what=what).person
    if not told:
        message = f"{what}: there is none; write [[person]] for each"
        raise UsageError(message)
    return tuple(_victim(one, f"{what}: person[{n}]", accident, by, new_id) for n, one in enumerate(told, 1))


def _victim(one: _Person, what: str, accident: str, by: str, new_id: Callable[[], str]) -> Victim:
    if one.name and one.agreed_to_be_recorded is not True:
        message = f"{what} has a name, and not that this person agreed: agreed_to_be_recorded = true, or leave it out"
        raise UsageError(message)
    if not one.words.strip() or not one.source.strip():
        message = f"{what} needs words and their source"
        raise UsageError(message)
    if one.age is not None and not 0 <= one.age <= OLDEST:
        message = f"{what} has an age that nobody has; leave it out where it is not known"
        raise UsageError(message)
    return Victim(
        id=new_id(),
        supersedes=one.id,
        accident=accident,
        evidence=(Evidence(words=one.words, by=by, source=one.source),),
        name=one.name,
        sex=one.sex,
        age=one.age,
        occupation=one.occupation,
        injury=one.injury,
        doing=one.doing,
        help_received=one.help_received,
        agreed_to_be_recorded=one.agreed_to_be_recorded,
    )
