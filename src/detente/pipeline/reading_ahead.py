"""What the rooms ask of reports, asked of new ones before anybody looks: each report is read once for all of them."""

from collections.abc import Iterator
from typing import Any

from detente.pipeline.agreements import agreements_asked
from detente.pipeline.contradictions import ROOMS, still_to_come_of
from detente.pipeline.expectations import HAPPENINGS
from detente.pipeline.ledger import HEARD, NOBODYS, phrases_asked
from detente.pipeline.mines import READER as MINES
from detente.pipeline.registries import stored_desk
from detente.pipeline.relations import ACCUSED, ANNIVERSARIES, ANSWERED, POSITIONS, asked_of
from detente.pipeline.told_pieces import Question, Reader, question_of, read_ahead
from detente.pipeline.watches import READER as NOT_WATCHED
from detente.store import NOW, Known, Record, kept_entries

__all__ = ["read_all_ahead"]


def read_all_ahead(record: Record, *, known_on: Known = NOW) -> Iterator[tuple[int, int]]:
    """Work out what reports tell the rooms, where it is not kept yet; yield of how many of how many that is done.

    What bears on agreements is not among it: from which day on is known only when all reports have told of these.
    """
    yield from read_ahead(record, list(_questions(record, known_on)), known_on=known_on)


def _questions(record: Record, known_on: Known) -> Iterator[Question[Any]]:
    desk = stored_desk(record, known_on=known_on)
    about = agreements_asked(record, known_on=known_on)
    yield question_of(record, about.desk, about.reader, about.kept)
    still = still_to_come_of(kept_entries(record, "ceasefire", known_on=known_on))
    watched = tuple(one for watch in desk.watches for one in watch.phrases)
    rooms: tuple[Reader[Any], ...] = (*ROOMS, HAPPENINGS, still, NOT_WATCHED)
    actors: tuple[Reader[Any], ...] = (ACCUSED, ANSWERED, POSITIONS, ANNIVERSARIES)
    nobodys: tuple[Reader[Any], ...] = (HEARD, phrases_asked(watched), MINES)
    yield from (question_of(record, desk, one) for one in rooms)
    yield from (question_of(record, desk, asked_of(one, desk.actors), ()) for one in actors)
    yield from (question_of(record, NOBODYS, one) for one in nobodys)
