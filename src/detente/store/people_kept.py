"""Persons kept, shown and forgotten: nothing without a role for it, and nothing without a note of who it was."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.registry.forms import from_plain, to_plain
from detente.registry.mines.roles import Answer, Roles, may_read_victims
from detente.registry.mines.victims import Victim
from detente.store.known import NOW, Known, by
from detente.store.people import People
from detente.store.people_deeds import (
    Deed,
    Doer,
    deeds_of,
    note_deed,
    people_complaints,
    salted,
    seal,
)
from detente.store.people_tables import deeds, persons

__all__ = ["Found", "Log", "forget_person", "keep_persons", "log_of_people", "new_person_id", "show_persons"]

LEAST = 3
"""Letters from which a part of a name is looked for in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Persons of an accident as they were known, and the ids of those who are forgotten since."""

    persons: tuple[Victim, ...]
    forgotten: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """All that was done with persons, and what of it does not hold."""

    deeds: tuple[Deed, ...]
    complaints: tuple[str, ...]


def new_person_id() -> str:
    """Return an id that says nothing of whom it is of: one made of a name could be tried out."""
    return secrets.token_hex(16)


def show_persons(people: People, accident: str, *, roles: Roles, doer: Doer, known_on: Known = NOW) -> Found:
    """Return the persons of an accident for who may read them, and note it; who may not is noted as well.

    Whoever is forgotten is shown as of no day.
    """
    with people.writing() as connection:
        answer = _ask(connection, roles, doer, accident=accident)
        if not answer.allowed:
            return Found(persons=(), forgotten=(), answer=answer)
        rows = _last(connection, persons.c.accident == accident, known_on)
        shown = tuple(_victim(row) for row in rows if row["content"] is not None)
        gone = tuple(row["id"] for row in rows if row["content"] is None)
        _refuse_naming(doer.reason, shown)
        note_deed(connection, "shown", doer, accident=accident, said=f"{len(shown)} shown; {answer.said}")
    return Found(persons=shown, forgotten=gone, answer=answer)


def keep_persons(people: People, new: Iterable[Victim], *, roles: Roles, doer: Doer) -> Answer:
    """Keep persons, or what is to be said of some from now on, all of them or none, for who has a role for it.

    Raises `UsageError` where a reason names one of them, or one is of another accident than before, or forgotten.
    """
    told = list(new)
    with people.writing() as connection:
        answer = _ask(connection, roles, doer, accident=told[0].accident if told else None)
        if answer.allowed:
            _refuse_naming(doer.reason, told)
            for one in told:
                _keep(connection, one, doer)
    return answer


def forget_person(people: People, given: str, *, roles: Roles, doer: Doer) -> tuple[str | None, Answer]:
    """Erase all that is kept of a person, every revision, and leave that there was one; return the id.

    Raises `UsageError` where no person's id begins so, and where the reason names the person.
    """
    with people.writing() as connection:
        answer = _ask(connection, roles, doer, accident=None)
        if not answer.allowed:
            return None, answer
        rows = _called(connection, given)
        own = rows[0]["id"]
        _refuse_naming(doer.reason, [_victim(row) for row in rows])
        gone = {"content": None, "salt": None, "forgotten_at": doer.now}
        connection.execute(sa.update(persons).where(persons.c.id == own).values(gone))
        said = "what was kept of this person is erased"
        note_deed(connection, "forgotten", doer, accident=rows[0]["accident"], person=own, said=said)
    return own, answer


def log_of_people(people: People, *, roles: Roles, doer: Doer) -> tuple[Log | None, Answer]:
    """Return the chain with what of it does not hold, for who may read persons; it tells of whom something is kept."""
    with people.writing() as connection:
        answer = _ask(connection, roles, doer, accident=None)
        if not answer.allowed:
            return None, answer
        note_deed(connection, "log", doer, said=answer.said)
        return Log(deeds=deeds_of(connection), complaints=tuple(people_complaints(connection))), answer


def _ask(connection: Connection, roles: Roles, doer: Doer, *, accident: str | None) -> Answer:
    """Return whether somebody may, by the list as it is now; note the list where it has changed, and a refusal."""
    listed = "; ".join(
        f"{one.name}: {', '.join(one.roles) or 'no role'} ({one.since or 'ever'} to {one.until or 'ever'})"
        for one in roles.person
    )
    query = sa.select(deeds.c.said).where(deeds.c.what == "roles").order_by(deeds.c.number.desc()).limit(1)
    if connection.scalar(query) != listed:
        note_deed(connection, "roles", replace(doer, reason=None), said=listed)
    answer = may_read_victims(doer.name, roles=roles, today=doer.now.date().isoformat())
    if not answer.allowed:
        # words of who is refused are not kept: they may name somebody
        note_deed(connection, "refused", replace(doer, reason=None), accident=accident, said=answer.said)
    return answer


def _keep(connection: Connection, one: Victim, doer: Doer) -> None:
    rows = _last(connection, persons.c.id == one.id, NOW)
    if rows and (rows[0]["content"] is None or rows[0]["accident"] != one.accident):
        message = f"person {one.id[:10]} is of another accident, or forgotten: nothing was kept; leave out the id"
        raise UsageError(message)
    content, salt = to_plain(one), seal()
    if rows and rows[0]["content"] == content:
        return
    revision = rows[0]["revision"] + 1 if rows else 1
    row = {"id": one.id, "revision": revision, "accident": one.accident, "salt": salt, "content": content}
    connection.execute(sa.insert(persons), row | {"made_at": doer.now})
    note_deed(
        connection,
        "kept",
        doer,
        accident=one.accident,
        person=one.id,
        revision=revision,
        content_hash=salted(salt, content),
    )


def _last(connection: Connection, chosen: sa.ColumnElement[bool], known_on: Known) -> list[sa.RowMapping]:
    """Return the last revision by then of each person that is chosen."""
    query = sa.select(persons).where(chosen, *by(persons.c.made_at, known_on))
    found = {row["id"]: row for row in connection.execute(query.order_by(persons.c.revision)).mappings()}
    return sorted(found.values(), key=lambda row: (row["made_at"], row["id"]))


def _called(connection: Connection, given: str) -> list[sa.RowMapping]:
    """Return all revisions of the one person that is meant and not forgotten. Raises `UsageError`."""
    query = sa.select(persons).where(persons.c.content.is_not(None))
    rows = [row for row in connection.execute(query).mappings() if given and row["id"].startswith(given)]
    if len({row["id"] for row in rows}) != 1:
        message = "no person who is kept, or more than one, has an id that begins so; `detente mines people` shows ids"
        raise UsageError(message)
    return rows


def _victim(row: sa.RowMapping) -> Victim:
    return from_plain(row["content"], Victim, what="a person of this file")


def _refuse_naming(reason: str | None, told: Iterable[Victim]) -> None:
    """Refuse a reason that names a person: it stands in the chain for good, where nobody can be forgotten."""
    said = set((reason or "").casefold().replace(",", " ").replace(".", " ").split())
    names = {part for one in told for part in (one.name or "").casefold().split() if len(part) >= LEAST}
    if said & names:
        message = "the reason names the person; it is kept for good, so say it without the name"
        raise UsageError(message)
