"""What stands released at a moment, and what is to come; how much there is that could be, by outlet and by kind."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from detente.store import tables
from detente.store.asked import portions
from detente.store.base_tables import released_as
from detente.store.columns import moment
from detente.store.known import NOW, stands
from detente.store.levels import Level
from detente.store.record import Record
from detente.store.releases import Releasable, in_force

__all__ = [
    "Holding", "Standing", "documents_to_release", "entries_to_release", "held_by_kind", "held_by_outlet",
    "place_of", "standing_releases",
]  # fmt: skip

RELEASES, DOCUMENTS, ENTRIES = tables.releases, tables.documents, tables.entries
OBSERVATIONS, ORIGINS = tables.observations, tables.origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """That something is released to a level since a moment, or will be from one on; what it is called, and under what.

    `called` is a document's title or name, or an entry's kind; `under` is who published it, or what it is kept under.
    """

    kind: Releasable
    subject: str
    level: Level
    visible_from: dt.datetime
    at: dt.datetime
    author: str
    reason: str
    called: str
    under: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the record has of an outlet, or of a kind of entry under something: how many, and to whom released.

    `forms` are those that observers filled in. None of the numbers is part of another but of `total`.
    """

    name: str | None
    under: str | None
    total: int
    public: int
    parties: int
    forms: int = 0


def standing_releases(
    record: Record, *, at: dt.datetime, kind: Releasable | None = None, among: Collection[str] | None = None,
    after: str | None = None, limit: int = 100,
) -> tuple[Standing, ...]:  # fmt: skip
    """Return what is released at a moment, or will be by what was said until then, the latest to be shown first.

    `among` are the subjects that are asked about; `after` is where an earlier list ended (`place_of` its last).
    """
    own = RELEASES
    query = sa.select(own).where(own.c.at <= at, own.c.level != "internal", _is_last(at))
    if kind is not None:
        query = query.where(own.c.kind == kind)
    if among is not None:
        query = query.where(own.c.subject.in_(list(among)))
    if after is not None:
        when, _, subject = after.partition(" ")
        began = sa.type_coerce(own.c.visible_from, sa.Text)
        query = query.where(began <= when, sa.or_(began < when, own.c.subject < subject))
    with record.reading() as connection:
        rows = connection.execute(query.order_by(own.c.visible_from.desc(), own.c.subject.desc()).limit(limit)).all()
        called = _called(connection, rows)
    return tuple(
        Standing(
            **{name: getattr(row, name) for name in Standing.__slots__ if name not in ("called", "under")},
            called=called[row.kind, row.subject][0], under=called[row.kind, row.subject][1],
        )
        for row in rows
    )  # fmt: skip


def place_of(one: Standing) -> str:
    """Return where a list is that ended with this, to go on `after` it."""
    return f"{moment(one.visible_from)} {one.subject}"


def held_by_outlet(record: Record, *, at: dt.datetime) -> tuple[Holding, ...]:
    """Return for each outlet, and for what names none, how many reports there are, and to whom they are released."""
    forms = sa.func.count(OBSERVATIONS.c.document_id)
    released = _in_force("document", at)
    joined = DOCUMENTS.outerjoin(released, released.c.subject == DOCUMENTS.c.id)
    joined = joined.outerjoin(OBSERVATIONS, OBSERVATIONS.c.document_id == DOCUMENTS.c.id)
    query = _counted(released, DOCUMENTS.c.publisher, sa.null(), forms).select_from(joined)
    query = query.where(stands(DOCUMENTS.c.id, NOW), DOCUMENTS.c.added_at <= at)
    return _holdings(record, query.group_by(DOCUMENTS.c.publisher))


def held_by_kind(record: Record, *, at: dt.datetime) -> tuple[Holding, ...]:
    """Return for each kind of entry, and what it is kept under, how many there are, and to whom they are released."""
    own = ENTRIES
    released = _in_force("entry", at)
    joined = own.outerjoin(released, released.c.subject == released_as(own))
    first = (own.c.revision == 1, own.c.made_at <= at, stands(own.c.subject, NOW, kind="entry"))
    query = _counted(released, own.c.kind, own.c.owner, sa.literal_column("0")).select_from(joined)
    return _holdings(record, query.where(*first).group_by(own.c.kind, own.c.owner))


def documents_to_release(
    record: Record, *, outlets: Collection[str] | None = None, until: dt.datetime | None = None, forms: bool
) -> tuple[str, ...]:
    """Return the documents of some outlets, or of all, that came until a moment; observers' forms where asked for."""
    query = sa.select(DOCUMENTS.c.id).where(stands(DOCUMENTS.c.id, NOW))
    if outlets is not None:
        query = query.where(DOCUMENTS.c.publisher.in_(list(outlets)))
    if until is not None:
        query = query.where(DOCUMENTS.c.added_at <= until)
    if not forms:
        query = query.where(~sa.exists().where(OBSERVATIONS.c.document_id == DOCUMENTS.c.id))
    with record.reading() as connection:
        return tuple(connection.scalars(query.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id)))


def entries_to_release(
    record: Record, *, kinds: Collection[str] | None = None, owners: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the entries of some kinds, or kept under some things; withdrawn ones are not among them."""
    where: list[ColumnElement[bool]] = [] if kinds is None else [ENTRIES.c.kind.in_(list(kinds))]
    where += [] if owners is None else [ENTRIES.c.owner.in_(list(owners))]
    query = sa.select(ENTRIES.c.subject).where(*where, stands(ENTRIES.c.subject, NOW, kind="entry")).distinct()
    with record.reading() as connection:
        return tuple(connection.scalars(query.order_by(ENTRIES.c.subject)))


def _is_last(at: dt.datetime) -> ColumnElement[bool]:
    """Ask that a release is in force, or that it is to come and nothing was said of its subject after it."""
    later = RELEASES.alias("said_later")
    said = sa.exists().where(
        later.c.kind == RELEASES.c.kind, later.c.subject == RELEASES.c.subject,
        later.c.revision > RELEASES.c.revision, later.c.at <= at,
    )  # fmt: skip
    return sa.or_(sa.and_(*in_force(RELEASES, at)), sa.and_(RELEASES.c.visible_from > at, ~said))


def _in_force(kind: Releasable, at: dt.datetime) -> Any:
    own = RELEASES.alias("standing")
    query = sa.select(own.c.subject, own.c.level).where(own.c.kind == kind, *in_force(own, at))
    return query.subquery("released")


def _counted(
    released: Any, name: ColumnElement[Any], under: ColumnElement[Any], forms: ColumnElement[Any]
) -> sa.Select[Any]:
    numbers = [
        sa.func.sum(sa.case((released.c.level == level, 1), else_=0)).label(level) for level in ("public", "parties")
    ]
    total = sa.func.count().label("total")
    return sa.select(name.label("name"), under.label("under"), total, *numbers, forms.label("forms"))


def _holdings(record: Record, query: sa.Select[Any]) -> tuple[Holding, ...]:
    with record.reading() as connection:
        rows = connection.execute(query).all()
    found = (Holding(**row._asdict()) for row in rows)
    return tuple(sorted(found, key=lambda one: (-one.total, one.name or "", one.under or "")))


def _called(connection: Connection, rows: Iterable[Any]) -> Mapping[tuple[str, str], tuple[str, str | None]]:
    """Return what things are called, and under what, by kind and subject."""
    found: dict[tuple[str, str], tuple[str, str | None]] = {}
    by_kind: dict[str, list[str]] = {"document": [], "entry": []}
    for row in rows:
        by_kind[row.kind].append(row.subject)
    for some in portions(by_kind["document"]):
        found |= {("document", one): told for one, *told in _documents(connection, some)}  # type: ignore[misc]
    for some in portions(by_kind["entry"]):
        query = sa.select(ENTRIES.c.subject, ENTRIES.c.kind, ENTRIES.c.owner).where(ENTRIES.c.subject.in_(some))
        found |= {("entry", row[0]): (row[1], row[2]) for row in connection.execute(query)}
    return found


def _documents(connection: Connection, ids: Sequence[str]) -> Iterable[tuple[str, str, str | None]]:
    name = sa.select(sa.func.min(ORIGINS.c.name)).where(ORIGINS.c.document_id == DOCUMENTS.c.id).scalar_subquery()
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.title, DOCUMENTS.c.external_id, name.label("name"), DOCUMENTS.c.publisher)
    for row in connection.execute(sa.select(*columns).where(DOCUMENTS.c.id.in_(ids))):
        yield row.id, row.title or row.external_id or row.name or row.id[:10], row.publisher
