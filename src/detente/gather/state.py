"""What is kept of a source between visits, and its health in words."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta

__all__ = [
    "MOST_KEPT",
    "MOST_TRIES",
    "Health",
    "PageMark",
    "SourceState",
    "count_items",
    "note_failed_try",
    "tell_health",
]

MOST_KEPT = 5_000
"""Entries of one feed that are remembered; feeds hold tens, archives of a whole site some thousands."""
MOST_TRIES = 5
"""How often a page is asked for that fails for a passing reason, before its entry stands in for good."""
BETWEEN = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1), timedelta(days=2))
"""How long a page rests after each failure: an outage of a weekend does not use up the tries."""
DAYS_KEPT = 28
DAYS_COUNTED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """What is kept of the page behind an entry: what it said of its state, and how often in a row it could not be had.

    With `MOST_TRIES` it is not asked for any more, until its entry is edited; with fewer, not before `due`.
    """

    key: str
    tries: int = 0
    due: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def owed(self) -> bool:
        """Whether the page is to be asked for again, although its entry is as it was."""
        return 0 < self.tries < MOST_TRIES

    def is_due(self, now: datetime) -> bool:
        """Return whether that may be done by now; a time further ahead than any rest was set by a clock gone wrong."""
        return self.owed and (self.due is None or not now < self.due <= now + BETWEEN[-1])


def note_failed_try(page: PageMark, *, now: datetime, final: bool) -> PageMark:
    """Return what is kept of a page that could not be had; a `final` failure is the last."""
    tries = MOST_TRIES if final else page.tries + 1
    rests = BETWEEN[tries - 1] if tries <= len(BETWEEN) else None
    return dataclasses.replace(page, tries=tries, due=None if rests is None else now + rests)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is kept of a source from one visit to the next.

    `entries` are those of the last answer, each as a key (its address, in short) and a fingerprint of its bytes; `days`
    are days with the new items that each brought, oldest first; `period` is the feed's own rhythm in seconds; `pages`
    are the pages behind the entries, those of which there is anything to keep.
    """

    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    period: float | None = None
    failures: int = 0
    first_visit: datetime | None = None
    last_success: datetime | None = None
    last_error: str = ""
    last_error_at: datetime | None = None
    entries: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[str, int], ...] = ()
    pages: tuple[PageMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is doing."""

    well: bool
    last_success: datetime | None
    last_error: str
    failures: int
    items_a_day: float | None
    words: str


def count_items(state: SourceState, *, now: datetime, new: int) -> SourceState:
    """Return the state with the new items of a visit counted on its day."""
    today, oldest = now.date().isoformat(), (now.date() - timedelta(days=DAYS_KEPT)).isoformat()
    days = dict(state.days)
    days[today] = days.get(today, 0) + new
    kept = tuple(sorted((day, items) for day, items in days.items() if day > oldest))
    return dataclasses.replace(state, days=kept, first_visit=state.first_visit or now)


def tell_health(state: SourceState, *, now: datetime) -> Health:
    """Return how a source is doing: when it last answered, what it last said wrong, how many items it brings a day."""
    return Health(
        well=state.failures == 0 and state.last_success is not None,
        last_success=state.last_success,
        last_error=state.last_error,
        failures=state.failures,
        items_a_day=_items_a_day(state, now.date()),
        words=_words(state),
    )


def _items_a_day(state: SourceState, today: date) -> float | None:
    """Return the mean over the last seven days, or over those since the first visit; None before it."""
    if state.first_visit is None:
        return None
    watched = min(DAYS_COUNTED, (today - state.first_visit.date()).days + 1)
    since = (today - timedelta(days=watched)).isoformat()
    return sum(items for day, items in state.days if day > since) / max(1, watched)


def _words(state: SourceState) -> str:
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times in a row"
        since = f"; it last answered on {state.last_success:%Y-%m-%d %H:%M}" if state.last_success else ""
        return f"failed {times}: {state.last_error}{since}"
    if state.last_success is None:
        return state.last_error or "not visited yet"
    return f"answered on {state.last_success:%Y-%m-%d %H:%M}{_standing_in(state)}"


def _standing_in(state: SourceState) -> str:
    """Return in words how many entries stand in for pages that could not be had."""
    missing, owed = sum(page.tries > 0 for page in state.pages), sum(page.owed for page in state.pages)
    if not missing:
        return ""
    words = "1 entry stands in for its page" if missing == 1 else f"{missing} entries stand in for their pages"
    return f"; {words}, {owed} to be asked for again"
