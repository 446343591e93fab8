"""One visit to one source: what it brought, how that went in words, and when the next is due."""

import dataclasses
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from itertools import islice
from typing import BinaryIO, Protocol

from detente.core.errors import DocumentError, FetchFailed, RobotsRefused
from detente.core.ids import hash_bytes
from detente.documents.packet import Packet
from detente.gather.discover import discover_feeds
from detente.gather.entries import (
    Followed,
    Patience,
    follow_entries,
    give_up_pages,
    keep_pages,
    know_entries,
    want_pages,
)
from detente.gather.feed_period import read_period
from detente.gather.fetch import Fetched, Request
from detente.gather.manners import Manners
from detente.gather.packing import pack_page, stamp_entry, suffix_of, tell_no_document
from detente.gather.politeness import FASTEST, Outcome, Stated, next_due
from detente.gather.sources import Source
from detente.gather.state import MOST_KEPT, SourceState, count_items

__all__ = ["Cut", "Visit", "tell_unopened", "visit_met_defect", "visit_source"]

GONE = 410
DOUBTED = 5
"""Failures in a row after which the address that a source said it moved to is no longer believed."""
PAGE = "page"


class Cut(Protocol):
    """Cuts a feed into its entries, each a packet; raises `DocumentError` for what is no feed."""

    def __call__(self, stream: BinaryIO, *, name: str) -> Iterator[Packet]:
        """Yield the entries."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a visit came to; `next_due` is None where the source is gone for good.

    `settled` are the addresses of entries, as the feed gives them, that need not be fetched again: whoever keeps the
    record answers `known` from them. State and packets belong together: they are to be stored at once, or neither.
    `interrupted` says that a person ended it early: whoever takes it is to end as well once it is stored.
    """

    source: str
    outcome: Outcome
    words: str
    state: SourceState
    next_due: datetime | None
    packets: tuple[Packet, ...] = ()
    settled: tuple[str, ...] = ()
    new: int = 0
    interrupted: bool = False


def visit_source(
    source: Source,
    state: SourceState,
    *,
    manners: Manners,
    cut: Cut,
    known: Callable[[str], bool],
    patience: Patience = Patience(),  # noqa: B008 - it is frozen
) -> Visit:
    """Visit a source once. What goes wrong with it is its outcome, in words, and never an exception."""
    try:
        answer = manners.ask(_request(source, state, manners))
    except RobotsRefused as error:
        return _troubled(source, state, "refused by robots", str(error), manners.clock.now())
    except FetchFailed as error:
        return _troubled(source, state, "failed", str(error), manners.clock.now())
    if not answer.good:
        return _told_by_status(source, state, answer)
    if source.kind == PAGE:
        return _page_visit(source, state, answer)
    return _feed_visit(source, state, answer, manners=manners, cut=cut, known=known, patience=patience)


def _told_by_status(source: Source, state: SourceState, answer: Fetched) -> Visit:
    """Return the visit that an answer's status tells all of."""
    if answer.not_modified:
        return _well(source, state, answer, "unchanged", "nothing has changed")
    if answer.status == GONE:
        words = f"{answer.url} is gone for good (410): delete the source, or give its new address"
        return _troubled(source, state, "gone", words, answer.fetched_at)
    words = f"{answer.url} answers with status {_status(answer.status)}"
    return _troubled(source, state, "failed", words, answer.fetched_at, retry_after=answer.retry_after)


def _request(source: Source, state: SourceState, manners: Manners) -> Request:
    """Return what to ask; a private host only where the source itself is one. Raises `AddressRefused`."""
    private = manners.is_private(source.url)
    if state.moved_to and state.failures >= DOUBTED:
        return Request(url=source.url, private=private)
    url = state.moved_to or source.url
    now = manners.clock.now()
    if any(page.is_due(now) for page in state.pages):  # its entry is told by the whole feed only
        return Request(url=url, private=private)
    return Request(url=url, etag=state.etag, last_modified=state.last_modified, private=private)


def _page_visit(source: Source, state: SourceState, answer: Fetched) -> Visit:
    suffix = suffix_of(answer)
    if suffix is None or not answer.body.strip():
        words = f"{answer.url} is {tell_no_document(answer)}"
        return _troubled(source, state, "failed", words, answer.fetched_at)
    mark = ((PAGE, hash_bytes(answer.body)[:16]),)
    if state.entries == mark:
        return _well(source, state, answer, "unchanged", "the page is as it was")
    packet = pack_page(answer, source, suffix=suffix, asked=source.url)
    words = "the page has changed" if state.entries else "the page was read for the first time"
    visit = _well(source, dataclasses.replace(state, entries=mark), answer, "fetched", words, new=1)
    return dataclasses.replace(visit, packets=(packet,), settled=(source.url,))


def _feed_visit(
    source: Source,
    state: SourceState,
    answer: Fetched,
    *,
    manners: Manners,
    cut: Cut,
    known: Callable[[str], bool],
    patience: Patience,
) -> Visit:
    try:
        packets = tuple(islice(cut(io.BytesIO(answer.body), name=answer.url), MOST_KEPT + 1))
    except DocumentError as error:
        return _troubled(source, state, "failed", _no_feed(answer, error), answer.fetched_at)
    entries = know_entries(packets[:MOST_KEPT], base=answer.url, source=source)
    if not entries and "html" in answer.media_type:
        return _troubled(source, state, "failed", _no_feed(answer), answer.fetched_at)
    remembered, wanted = dict(state.entries), want_pages(entries, state, now=answer.fetched_at)
    fresh = [one.entry for one in wanted if one.fresh]
    if source.follow:
        found = follow_entries(wanted, source, manners=manners, known=known, patience=patience)
    else:
        found = Followed(packets=[stamp_entry(e.packet, source, fetched_at=answer.fetched_at) for e in fresh])
        found.settled = [e.url for e in fresh if e.url and not e.packet.foreign]
    waiting = {one.entry.key for one in found.waiting}
    new = sum(entry.key not in remembered.keys() | waiting | found.passed for entry in fresh)
    # an edited entry that waits is remembered as it was, so that it is known as edited the next time
    marks = {entry.key: remembered.get(entry.key) if entry.key in waiting else entry.print for entry in entries}
    after = dataclasses.replace(
        state,
        entries=tuple((key, mark) for key, mark in marks.items() if mark is not None),
        pages=keep_pages(entries, state, found) if source.follow else (),
        period=read_period(answer.body),
    )
    outcome: Outcome = "fetched" if fresh or found.packets else "unchanged"
    words = _told(len(entries), new, found)
    if len(packets) > MOST_KEPT:
        words = f"{words}; it has more than {MOST_KEPT:,} entries, of which the first were read"
    visit = _well(source, after, answer, outcome, words, new=new)
    visit = dataclasses.replace(
        visit, packets=tuple(found.packets), settled=tuple(found.settled), interrupted=found.interrupted
    )
    if waiting:
        visit = dataclasses.replace(visit, state=dataclasses.replace(visit.state, etag=None, last_modified=None))
    hurry = found.interrupted or any(not one.seen for one in found.waiting)
    return _soon(visit, answer.fetched_at) if hurry and waiting else visit


def _soon(visit: Visit, now: datetime) -> Visit:
    """Return a visit whose source is due again soon: new entries of it wait."""
    soon = now + timedelta(seconds=FASTEST)
    due = min(visit.next_due, soon) if visit.next_due else soon
    return dataclasses.replace(visit, next_due=due)


def _well(source: Source, state: SourceState, answer: Fetched, outcome: Outcome, words: str, *, new: int = 0) -> Visit:
    now, moved = answer.fetched_at, answer.moved_to
    after = count_items(
        dataclasses.replace(
            state,
            etag=answer.etag or (state.etag if answer.not_modified else None),
            last_modified=answer.last_modified or (state.last_modified if answer.not_modified else None),
            moved_to=_moved(source, state, answer),
            failures=0,
            last_success=now,
        ),
        now=now,
        new=new,
    )
    if moved:
        words = f"{words}; it has moved for good to {moved}: give the source that address"
    stated = Stated(period=after.period, max_age=answer.max_age)
    due = next_due(outcome, now=now, every=source.every, failures=0, source=source.id, stated=stated)
    return Visit(source=source.id, outcome=outcome, words=words, state=after, next_due=due, new=new)


def _moved(source: Source, state: SourceState, answer: Fetched) -> str | None:
    """Return where a source has moved to: what it says now, or what it said, unless it is back at its own address."""
    if answer.moved_to:
        return answer.moved_to
    return None if (answer.chain[0].url if answer.chain else answer.url) == source.url else state.moved_to


def _troubled(
    source: Source,
    state: SourceState,
    outcome: Outcome,
    words: str,
    now: datetime,
    *,
    retry_after: float | None = None,
) -> Visit:
    failures = state.failures + 1
    after = count_items(
        dataclasses.replace(state, failures=failures, last_error=words, last_error_at=now), now=now, new=0
    )
    due = next_due(outcome, now=now, every=source.every, failures=failures, source=source.id, retry_after=retry_after)
    return Visit(source=source.id, outcome=outcome, words=words, state=after, next_due=due)


def visit_met_defect(source: Source, state: SourceState, words: str, now: datetime) -> Visit:
    """Return the visit that a defect of our own ended, so that the source backs off as any that fails."""
    return _troubled(source, state, "failed", words, now)


def tell_unopened(visit: Visit, packets: Sequence[Packet]) -> Visit:
    """Return a visit some of whose pages hold no text to be read; such a page's own site may tell it better."""
    hold = "holds" if len(packets) == 1 else "hold"
    foreign = {packet.name for packet in packets if packet.spare and packet.spare.foreign}
    settled = tuple(url for url in visit.settled if url not in foreign)
    words = f"{visit.words}; {_pages(len(packets))} {hold} no text that can be read, so what the feed tells stands in"
    state = give_up_pages(visit.state, (packet.name for packet in packets))
    return dataclasses.replace(visit, words=words, state=state, settled=settled)


def _told(entries: int, new: int, found: Followed) -> str:
    said = [f"{_entries(entries)}, {new} new"]
    if found.passed:
        said.append(f"{len(found.passed)} known from elsewhere")
    if found.asked:
        said.append(f"{_pages(found.asked)} asked for")
    if found.failures:
        said.append(_told_of_failures(found))
    if found.interrupted:
        said.append("interrupted")
    if found.waiting:
        wait = "waits" if len(found.waiting) == 1 else "wait"
        said.append(f"{_entries(len(found.waiting))} {wait} for the next visit")
    return "; ".join(said)


def _told_of_failures(found: Followed) -> str:
    owed, failed = sum(page.owed for page in found.pages.values()), len(found.failures)
    stand_in = "its entry stands in" if failed == 1 else "their entries stand in"
    are = "is" if owed == 1 else "are"
    again = f"; {owed} of them {are} asked for again" if owed else ""
    return f"{_pages(failed)} could not be had, so {stand_in}{again} ({found.failures[0]})"


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"


def _no_feed(answer: Fetched, error: DocumentError | None = None) -> str:
    """Return in words what an answer is instead of a feed, and what to do about it."""
    if not answer.body.strip():
        return f"{answer.url} is {tell_no_document(answer)}; it is asked again"
    if "html" not in answer.media_type and suffix_of(answer) != ".html":
        # what a file's reader advises is for files; what it found wrong holds here too
        why = (error.message if error else "it has no entries").partition("; known are")[0]
        watched = "" if suffix_of(answer) is None else ", or add it with --page to take it as the file that it is"
        return f"{answer.url} is no feed that can be read ({why}); look whether its address is still right{watched}"
    feeds = discover_feeds(answer.body, answer.url)
    if feeds:
        named = ", ".join(feed.url for feed in feeds[:3])
        return f"{answer.url} is a web page and no feed; it names these feeds: {named}: watch one of them instead"
    return f"{answer.url} is a web page and no feed, and names none; to watch the page itself, add it with --page"


def _status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)
