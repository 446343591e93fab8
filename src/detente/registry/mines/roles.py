"""Who may read what is kept of persons: those whom the desk's own list names, as long as it names them; nobody else."""

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.registry.forms import from_plain
from detente.registry.toml_text import is_day

__all__ = ["READS_VICTIMS", "Answer", "Roles", "may_read_victims", "parse_roles"]

READS_VICTIMS = frozenset({"victim assistance", "victim data"})
"""The roles that read personal data: helping victims, and keeping their data."""
KNOWN = READS_VICTIMS | {"monitoring", "survey", "clearance", "risk education", "liaison"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person of the list: roles, the first and the last day (ISO 8601) they hold for, None where there is none."""

    name: str
    roles: tuple[str, ...]
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The desk's list of persons and roles. An empty one lets nobody read."""

    person: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether somebody may read, and why, in words."""

    allowed: bool
    said: str


def parse_roles(data: bytes, *, name: str) -> Roles:
    """Return the list of a TOML file. Raises `UsageError` that says all that is wrong in it."""
    what = f"the list of roles in {name}"
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{what} cannot be read: {error}; it is to be TOML in UTF-8"
        raise UsageError(message) from error
    content.pop("_about", None)
    roles = from_plain(_days_as_words(content), Roles, what=what)
    if wrong := list(dict.fromkeys(_wrong(roles))):
        message = f"{what} cannot be used: {'; '.join(wrong)}"
        raise UsageError(message)
    return roles


def may_read_victims(reader: str, *, roles: Roles, today: str) -> Answer:
    """Say whether a reader may see what is kept of victims on a day; whoever is not named for it may not."""
    found = next((one for one in roles.person if _same_name(one.name, reader)), None)
    if found is None:
        return _refused(reader, "is not in the desk's list of roles")
    if not READS_VICTIMS.intersection(found.roles):
        return _refused(reader, f"has no role that reads personal data ({', '.join(sorted(READS_VICTIMS))})")
    if (found.since and today < found.since) or (found.until and today > found.until):
        return _refused(reader, f"holds that role from {found.since or 'ever'} to {found.until or 'ever'}")
    role = ", ".join(sorted(READS_VICTIMS.intersection(found.roles)))
    return Answer(allowed=True, said=f"{found.name} may read what is kept of victims: {role}")


def _refused(reader: str, why: str) -> Answer:
    said = f"{reader[:60] or 'nobody'!r} {why}: what is kept of victims is not shown"
    return Answer(allowed=False, said=said)


def _wrong(roles: Roles) -> Iterator[str]:
    names = [_plain(one.name) for one in roles.person]
    for one in roles.person:
        if not _plain(one.name):
            yield "a person has no name"
        elif names.count(_plain(one.name)) > 1:
            yield f"{one.name!r} is there twice"
        if unknown := sorted(set(one.roles) - KNOWN):
            yield f"{one.name!r} has the role {', '.join(unknown)}; there are {', '.join(sorted(KNOWN))}"
        for day in (one.since, one.until):
            if day is not None and not is_day(day):
                yield f"{day!r} is no day of the form 2031-05-03"


def _days_as_words(value: object) -> object:
    """Return the content with days that TOML knows as such in the form that the list keeps."""
    if isinstance(value, dict):
        return {key: _days_as_words(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_days_as_words(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _same_name(one: str, other: str) -> bool:
    return bool(_plain(one)) and _plain(one) == _plain(other)
