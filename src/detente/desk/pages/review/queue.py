"""What waits for a coder, in its order: the one to look at next, the one before, and who has which open."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote, urlencode

from starlette.responses import Response

from detente.desk.asked import Asked
from detente.desk.taken import Taken
from detente.review.queue import Waiting
from detente.review.records import Kind, Subject
from detente.store import incident_sizes, review_queue, said_since, voices

__all__ = ["Line", "Way", "at_now", "item_href", "line_of", "read_kind", "taken_of"]

HELD = dt.timedelta(minutes=5)
"""How long an order is kept: while reports come in, it is not made anew at each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What of the queue somebody goes through, as the address has it."""

    kind: Kind | None = None
    document: str | None = None

    def holds(self, subject: Subject) -> bool:
        """Say whether something is on this way."""
        return self.kind in {None, subject.kind} and self.document in {None, subject.document}

    def at(self, path: str, **more: str | None) -> str:
        """Return an address that keeps to this way."""
        told = {"kind": self.kind, "document": self.document, **more}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What waited at a time, the most pressing first."""

    items: tuple[Waiting, ...]
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What waits for a coder on a way: all of it in its order, what of it is `left`, as ordered at a time."""

    order: tuple[Waiting, ...]
    left: tuple[Waiting, ...]
    taken: frozenset[str]
    at: dt.datetime

    def after(self, key: str | None) -> Waiting | None:
        """Return the first that is left and open to this coder behind one, and then from the beginning.

        An order is made anew while somebody goes through it: what was behind may then be before.
        """
        behind = self._from(key)
        around = (one for one in self.order if one.subject.key != key)
        return next(self._open([*behind, *around]), None)

    def before(self, key: str) -> Waiting | None:
        """Return the last that is left before one."""
        place = next((n for n, one in enumerate(self.order) if one.subject.key == key), 0)
        return next(self._open(reversed(self.order[:place])), None)

    def _from(self, key: str | None) -> Sequence[Waiting]:
        place = next((n for n, one in enumerate(self.order) if one.subject.key == key), -1)
        return self.order[place + 1 :]

    def _open(self, some: "Sequence[Waiting] | Iterator[Waiting]") -> Iterator[Waiting]:
        left = {one.subject.key for one in self.left} - self.taken
        return (one for one in some if one.subject.key in left)


def taken_of(asked: Asked) -> Taken:
    """Return who has which item open."""
    found: Taken = asked.request.app.state.taken
    return found


def line_of(asked: Asked, way: Way) -> Line:
    """Return what waits for who asks; where nothing of an order is left, it is made anew."""
    line = _line(asked, way, _order_of(asked, way))
    if line.left:
        return line
    # what waits behind an order that is gone through is looked for once, and not after each verdict
    rest = asked.held_while("rest of the review queue", lambda: _ordered(asked, way), _who(asked), way, line.at)
    if (line := _line(asked, way, rest)).left:
        return line
    fresh = asked.held("review queue", lambda: _ordered(asked, way), _who(asked), way)
    return _line(asked, way, fresh)


def _line(asked: Asked, way: Way, order: _Order) -> Line:
    said = said_since(asked.record, order.at)
    on_way = tuple(one for one in order.items if way.holds(one.subject))
    return Line(
        order=on_way,
        left=tuple(one for one in on_way if one.subject.key not in said),
        taken=taken_of(asked).by_others(_who(asked), now=asked.now),
        at=order.at,
    )


def _order_of(asked: Asked, way: Way) -> _Order:
    """Return the order that is held; when it is old, the next is made behind it."""
    return asked.held_while("review queue", lambda: _ordered(asked, way), _who(asked), way, state=_slot(asked))


def _slot(asked: Asked) -> str:
    return str(int(asked.now.timestamp() // HELD.total_seconds()))


def _ordered(asked: Asked, way: Way) -> _Order:
    record, now = asked.record, asked.now
    sizes = asked.held_while("incident sizes", lambda: incident_sizes(record), state=_slot(asked))
    voice = asked.held_while("voices of the queue", lambda: voices(record), state=_slot(asked))
    found = review_queue(record, coder=_who(asked), document=way.document, kind=way.kind, hanging=sizes, voice=voice)
    return _Order(items=tuple(found), at=now)


def _who(asked: Asked) -> str:
    return asked.viewer.name


def item_href(subject: Subject, way: Way, **more: str | None) -> str:
    """Return the address of an item."""
    return way.at(f"/review/items/{quote(subject.document, safe='')}/{quote(subject.key, safe='')}", **more)


def at_now(asked: Asked) -> Response | None:
    """Return the way to a page as of now, where it is asked for as of an earlier day: reviews are of what is known."""
    if asked.known is None:
        return None
    kept = [(name, value) for name, value in asked.request.query_params.multi_items() if name != "known"]
    path = asked.request.url.path
    return asked.back(f"{path}?{urlencode(kept)}" if kept else path)


def read_kind(given: str | None) -> Kind | None:
    """Return which kind is asked for; None for both."""
    return next((kind for kind in get_args(Kind) if kind == given), None)
