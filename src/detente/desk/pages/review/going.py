"""Where a coder goes on to from an item: the next one and the one before, in the queue or in a blind session."""

from detente.desk.asked import Asked
from detente.desk.pages.review.item import Item
from detente.desk.pages.review.queue import Line, Way, item_href, line_of
from detente.pipeline.reviewing import session_items
from detente.review.records import Subject

__all__ = ["following", "line_at", "onward_href", "preceding"]


def line_at(asked: Asked, item: Item, way: Way) -> Line | None:
    """Return the line that an item is come to in; None in a blind session, which has an order of its own."""
    return line_of(asked, way) if item.session is None else None


def following(item: Item, line: Line | None, *, coder: str) -> Subject | None:
    """Return what a coder looks at next; None where nothing more waits behind an item."""
    if line is not None:
        found = line.after(item.subject.key)
        return None if found is None else found.subject
    left, place = _left(item, coder), item.position or 0
    return next((s for n, s in left if n > place), next((s for n, s in left if n < place), None))


def preceding(item: Item, line: Line | None, *, coder: str) -> Subject | None:
    """Return what a coder has passed over before an item."""
    if line is not None:
        found = line.before(item.subject.key)
        return None if found is None else found.subject
    return next((s for n, s in reversed(_left(item, coder)) if n < (item.position or 0)), None)


def _left(item: Item, coder: str) -> list[tuple[int, Subject]]:
    """Return the items of its session that a coder has not coded, each with its number."""
    if item.session is None:
        return []
    left = {one.subject for one in session_items(item.session, coder=coder)}
    return [(n, subject) for n, subject in enumerate(item.session.items, 1) if subject in left]


def onward_href(item: Item, way: Way, onward: Subject | None, *, did: str | None = None) -> str:
    """Return the address to go on to; where nothing more waits, that of the queue or of the session."""
    if onward is not None:
        return item_href(onward, way, did=did)
    return way.at("/review" if item.session is None else f"/review/sessions/{item.session.id}", did=did)
