"""Letters as they were set, in the file of mail: kept once, shown as they were sent, counted by what became of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail import tables

__all__ = ["KeptLetter", "KeptPicture", "LetterKind", "deliveries_of", "keep_letter", "letter_of", "letters_of"]

LetterKind = Literal["brief", "correction", "confirmation"]
LETTERS, PICTURES, DELIVERIES = tables.letters, tables.letter_pictures, tables.deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture of a letter that was kept."""

    name: str
    png: bytes
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLetter:
    """A letter as it was set: of which revision of which brief, when, and who approved it (None: it went by itself)."""

    id: str
    kind: LetterKind
    brief: str | None
    revision: int
    edition: str
    subject: str
    html: str
    text: str
    subjects: tuple[str, ...]
    corrects: tuple[str, ...]
    heads: tuple[tuple[str, str], ...]
    made_at: dt.datetime
    approved_by: str | None
    pictures: tuple[KeptPicture, ...] = ()
    day: str = ""


def keep_letter(connection: Connection, letter: KeptLetter) -> bool:
    """Keep a letter with its pictures, and say whether it was not there: the first one of an id stays as it is."""
    if connection.scalar(sa.select(LETTERS.c.id).where(LETTERS.c.id == letter.id)) is not None:
        return False
    row = {column.name: getattr(letter, column.name) for column in LETTERS.columns}
    plain = {"subjects": list(letter.subjects), "corrects": list(letter.corrects)}
    heads = {"heads": [list(one) for one in letter.heads]}
    connection.execute(sa.insert(LETTERS).values(**{**row, **plain, **heads}))
    for one in letter.pictures:
        connection.execute(
            sa.insert(PICTURES).values(letter=letter.id, name=one.name, png=one.png, alternative=one.alternative)
        )
    return True


def letter_of(connection: Connection, id_: str) -> KeptLetter | None:
    """Return a letter as it was set, with its pictures; None where none of that id was kept."""
    found = connection.execute(sa.select(LETTERS).where(LETTERS.c.id == id_)).mappings().first()
    if found is None:
        return None
    query = sa.select(PICTURES.c.name, PICTURES.c.png, PICTURES.c.alternative).where(PICTURES.c.letter == id_)
    drawn = connection.execute(query.order_by(PICTURES.c.name)).mappings()
    return _kept(dict(found), tuple(KeptPicture(**one) for one in drawn))


def letters_of(connection: Connection, briefs: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Return by brief the ids of the letters that were set of it, the last one set first."""
    query = sa.select(LETTERS.c.brief, LETTERS.c.id).where(LETTERS.c.brief.in_(list(briefs)))
    found: dict[str, list[str]] = defaultdict(list)
    for brief, id_ in connection.execute(query.order_by(LETTERS.c.made_at.desc(), LETTERS.c.revision.desc())):
        found[brief].append(id_)
    return found


def deliveries_of(connection: Connection, briefs: Collection[str]) -> Mapping[str, Mapping[str, int]]:
    """Return by brief how many deliveries of its letters stand in which state."""
    query = (
        sa.select(LETTERS.c.brief, DELIVERIES.c.state, sa.func.count())
        .join(DELIVERIES, DELIVERIES.c.letter == LETTERS.c.id)
        .where(LETTERS.c.brief.in_(list(briefs)))
        .group_by(LETTERS.c.brief, DELIVERIES.c.state)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for brief, state, number in connection.execute(query):
        found[brief][state] = number
    return found


def _kept(row: dict[str, object], pictures: tuple[KeptPicture, ...]) -> KeptLetter:
    plain: dict[str, object] = {name: tuple(row[name] or ()) for name in ("subjects", "corrects")}  # type: ignore[arg-type]
    heads = tuple((of, line) for of, line in (row["heads"] or ()))  # type: ignore[attr-defined]
    return KeptLetter(**{**row, **plain, "heads": heads, "pictures": pictures})  # type: ignore[arg-type]
