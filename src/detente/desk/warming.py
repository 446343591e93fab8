"""What pages ask for first, worked out when the desk starts and brought forward while it runs.

Nobody waits for what all pages wait for: what comes in is told to the rooms before somebody looks.
"""

import datetime as dt
import gc
import logging
import time
from collections.abc import Callable, Iterator, Sequence

from detente.core.errors import DetenteError
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.balance import gather_heard
from detente.pipeline.contradictions import gather_contradictions
from detente.pipeline.days.ahead import look_ahead
from detente.pipeline.days.gathered import warm_days
from detente.pipeline.expectations import gather_expectations
from detente.pipeline.institutions import gather_institutions
from detente.pipeline.ledger import gather_ledger, gather_phrases
from detente.pipeline.mines import gather_mines
from detente.pipeline.news import gather_news, latest_day
from detente.pipeline.platforms import gather_platforms
from detente.pipeline.projects import gather_projects
from detente.pipeline.reading_ahead import read_all_ahead
from detente.pipeline.relations import gather_accusations, gather_anniversaries, gather_pairs, gather_positions
from detente.pipeline.watches import missing_of
from detente.store import Record, added_days, events_told, observed_documents, one_state, readings_listed, voices

__all__ = ["follow", "warm_record"]

LOG = logging.getLogger("detente.desk")
SHARED: tuple[Callable[[Record], object], ...] = (
    voices, added_days, observed_documents, readings_listed, events_told, warm_days,
)  # fmt: skip
"""What the rooms are worked out from."""


def latest_news(record: Record) -> object:
    """Return what is new since the day before the last report came in."""
    return gather_news(record, since=latest_day(record))


ROOMS: tuple[Callable[[Record], object], ...] = (
    gather_agreements, gather_contradictions, gather_ledger, gather_institutions, gather_projects, gather_platforms,
    gather_mines, gather_pairs, gather_phrases, gather_accusations, gather_positions, gather_anniversaries,
    latest_news, gather_heard, missing_of,
)  # fmt: skip
"""What pages show of the whole record, in the order in which they are asked for first."""
PAUSE, SHARE = 1.0, 3.0
"""Seconds between two looks at whether anything came in; how many times as long as bringing it forward took."""


def follow(seen: Sequence[Record], *, until: Callable[[], bool] = lambda: False) -> None:
    """Work out what pages will ask for of records as some levels see them, and again whenever anything changed.

    Between two looks the weeks of ceasefires are gone through, of which the board may be asked for.
    """
    states: dict[int, str] = {}
    ahead = (None for record in seen for _ in look_ahead(record))
    while not until():
        begun = time.monotonic()
        for number, record in enumerate(seen):
            try:
                states[number] = _brought_forward(record, states.get(number))
            except DetenteError:
                LOG.warning("what pages ask for could not be worked out beforehand", exc_info=True)
        _rest(max(PAUSE, SHARE * (time.monotonic() - begun)), ahead)


def set_aside() -> None:
    """Let what is held by now be passed over when the process looks for what nobody needs any more.

    To go through all that is held of a large record takes seconds, in which no page is answered. What is let go of
    is freed all the same, but for what refers to itself: so it is done while the desk starts, and not again and again.
    """
    gc.collect()
    gc.freeze()


def _rest(seconds: float, ahead: Iterator[None]) -> None:
    """Rest for some time, in pieces, and go on with what may be asked for in between: half of the time at most."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        begun = time.monotonic()
        try:
            with one_state():
                is_more = next(ahead, "no") is None
        except DetenteError:
            LOG.warning("a week could not be worked out beforehand", exc_info=True)
            is_more = False
        time.sleep(min(left, time.monotonic() - begun) if is_more else left)


def _brought_forward(record: Record, last: str | None) -> str:
    with one_state():
        state = record.state() if record.state is not None else ""
        if state != last:
            warm_record(record, is_first=last is None)
        return state


def warm_record(record: Record, *, is_first: bool = True) -> None:
    """Ask for what pages will ask for; what cannot be had now is told to whoever asks for its page.

    At first all reports are looked for that the rooms have not been told of; then each room is told of what came in.
    """
    for ask in (*SHARED, *((_read_ahead,) if is_first else ()), _expected, *ROOMS):
        try:
            ask(record)
        except DetenteError:
            LOG.warning("not worked out beforehand: %s", ask.__name__)
        if is_first:
            set_aside()


def _read_ahead(record: Record) -> None:
    for _ in read_all_ahead(record):
        pass


def _expected(record: Record) -> object:
    return gather_expectations(record, on=dt.datetime.now(dt.UTC).date())
