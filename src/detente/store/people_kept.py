"""Persons kept, shown and forgotten: nothing without a role for it, and nothing without a note of who it was."""

import re
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

DRAWN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Persons of an accident as they were known, the ids of those who are forgotten since, and what does not hold."""

    persons: tuple[Victim, ...]
    forgotten: tuple[str, ...]
    answer: Answer
    complaints: tuple[str, ...] = ()


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

    Whoever is forgotten is shown as of no day. Whose words name another accident is not shown: it was moved there.
    """
    with people.writing() as connection:
        answer = _ask(connection, roles, doer)
        if not answer.allowed:
            return Found(persons=(), forgotten=(), answer=answer)
        rows = _last(connection, persons.c.accident == accident, known_on)
        told = (_victim(row) for row in rows if row["content"] is not None)
        shown = tuple(one for one in told if one.accident == accident)
        gone = tuple(row["id"] for row in rows if row["content"] is None)
        wrong = tuple(people_complaints(connection))
        note_deed(connection, "shown", doer, accident=accident, said=f"{len(shown)} shown; {answer.said}")
    return Found(persons=shown, forgotten=gone, answer=answer, complaints=wrong)


def keep_persons(people: People, new: Iterable[Victim], *, roles: Roles, doer: Doer) -> tuple[tuple[str, ...], Answer]:
    """Keep persons, or what is to be said of some from now on, all of them or none; return their ids.

    Raises `UsageError` where an id names nobody, or somebody of another accident, or who is forgotten, or one twice.
    """
    with people.writing() as connection:
        answer = _ask(connection, roles, doer)
        if not answer.allowed:
            return (), answer
        told = [_meant(connection, one) for one in new]
        if len({one.id for one in told}) < len(told):
            message = "the file tells of one person twice: nothing was kept; say all of a person in one [[person]]"
            raise UsageError(message)
        for one in told:
            _keep(connection, one, doer)
    return tuple(one.id for one in told), answer


def forget_person(people: People, given: str, *, roles: Roles, doer: Doer) -> tuple[str | None, Answer]:
    """Erase all that is kept of a person, every revision, and leave that there was one; return the id.

    Raises `UsageError` where no person's id begins so.
    """
    with people.writing() as connection:
        answer = _ask(connection, roles, doer)
        if not answer.allowed:
            return None, answer
        rows = _called(connection, given)
        own = rows[0]["id"]
        gone = {"content": None, "salt": None, "forgotten_at": doer.now}
        connection.execute(sa.update(persons).where(persons.c.id == own).values(gone))
        said = "what was kept of this person is erased"
        note_deed(connection, "forgotten", doer, accident=rows[0]["accident"], person=own, said=said)
    return own, answer


def log_of_people(people: People, *, roles: Roles, doer: Doer) -> tuple[Log | None, Answer]:
    """Return the chain with what of it does not hold, for who may read persons; it tells of whom something is kept."""
    with people.writing() as connection:
        answer = _ask(connection, roles, doer)
        if not answer.allowed:
            return None, answer
        note_deed(connection, "log", doer, said=answer.said)
        return Log(deeds=deeds_of(connection), complaints=tuple(people_complaints(connection))), answer


def _ask(connection: Connection, roles: Roles, doer: Doer) -> Answer:
    """Return whether somebody may, by the list as it is now; note the list where it has changed, and a refusal."""
    listed = "; ".join(
        f"{one.name}: {', '.join(one.roles) or 'no role'} ({one.since or 'ever'} to {one.until or 'ever'})"
        for one in roles.person
    )
    unnamed = replace(doer, name=None, reason=None)
    query = sa.select(deeds.c.said).where(deeds.c.what == "roles").order_by(deeds.c.number.desc()).limit(1)
    if connection.scalar(query) != listed:
        note_deed(connection, "roles", unnamed, said=listed)
    answer = may_read_victims(doer.name or "", roles=roles, today=doer.now.date().isoformat())
    if not answer.allowed:
        note_deed(connection, "refused", unnamed)
    return answer


def _meant(connection: Connection, one: Victim) -> Victim:
    """Return a person under the id of the one who is kept already, where one is named, else under its own."""
    if one.supersedes is None:
        return one
    return replace(one, id=_called(connection, one.supersedes)[0]["id"], supersedes=None)


def _keep(connection: Connection, one: Victim, doer: Doer) -> None:
    if not DRAWN.fullmatch(one.id):
        message = "an id of a person is drawn by chance, and this one was not: nothing was kept; leave it out"
        raise UsageError(message)
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
