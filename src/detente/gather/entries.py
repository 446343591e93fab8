"""The entries of a feed: which are new since the last visit, and the pages behind them."""

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from detente.core.errors import AddressRefused, FetchFailed, RobotsRefused
from detente.core.ids import hash_bytes, hash_parts
from detente.documents.address import site_of, without_login
from detente.documents.packet import Packet
from detente.gather.addresses import join_address
from detente.gather.fetch import Fetched, Request
from detente.gather.manners import Manners
from detente.gather.pace import Pace
from detente.gather.packing import pack_page, stamp_entry, suffix_of, tell_no_document
from detente.gather.robots import ALONE
from detente.gather.sources import Source
from detente.gather.state import MOST_TRIES, PageMark, SourceState, note_failed_try

__all__ = [
    "Entry",
    "Followed",
    "Patience",
    "Wanted",
    "follow_entries",
    "give_up_pages",
    "keep_pages",
    "know_entries",
    "want_pages",
]

SHORT = 16
PASSING = frozenset({408, 425, 429, *range(500, 600)})
"""The statuses of a page that may be had another time."""
LONGEST_KEPT = 200
"""The longest validator that is kept of a page; real ones have tens of characters."""
MOST_VALIDATORS = 500
"""Pages of one feed of which the validators are kept; they are kept with every visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed: its packet, a key that stays with it, and a print of what it says now."""

    packet: Packet
    key: str
    print: str
    url: str | None

    @property
    def mark(self) -> tuple[str, str]:
        """What is remembered of it."""
        return self.key, self.print


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What one visit may take: pages behind entries, their bytes together, and seconds, the waiting included."""

    pages: int = 40
    size: int = 64_000_000
    seconds: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry whose page is wanted; `seen`: it was there before; `fresh`: it says what it has not said before."""

    entry: Entry
    page: PageMark
    seen: bool
    fresh: bool


@dataclass(slots=True, kw_only=True)
class Followed:
    """What following came to: packets, the addresses that are settled by them, why some failed, which entries wait.

    `pages` is what is to be kept of each page that was asked for; `passed` are new entries whose pages are known.
    """

    packets: list[Packet] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    waiting: list[Wanted] = field(default_factory=list)
    pages: dict[str, PageMark] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    asked: int = 0
    interrupted: bool = False
    size: int = 0

    def spent(self, patience: Patience) -> bool:
        """Return whether a visit has had what it may have."""
        return self.asked >= patience.pages or self.size >= patience.size


def know_entries(packets: Iterable[Packet], *, base: str, source: Source) -> tuple[Entry, ...]:
    """Return a feed's packets as entries, each once; one without an address is known by what it says.

    What is told of an address on another site than the feed's is the feed's own voice.
    """
    found: dict[str, Entry] = {}
    sites = {site_of(base), site_of(source.url)}
    for packet in packets:
        said = packet.carried
        joined = join_address(base, said.url) if said.url else None
        url = without_login(joined) if joined else None
        digest = hash_parts(hash_bytes(packet.data), said.title or "", said.published or "", str(packet.error or ""))
        key = _key(url or digest)
        foreign = url is not None and site_of(url) not in sites
        whole = dataclasses.replace(packet, carried=dataclasses.replace(said, url=url), foreign=foreign)
        found.setdefault(key, Entry(packet=whole, key=key, print=digest[:SHORT], url=url))
    return tuple(found.values())


def _key(known_by: str) -> str:
    return hash_parts("entry", known_by)[:SHORT]


def want_pages(entries: Iterable[Entry], state: SourceState, *, now: datetime) -> list[Wanted]:
    """Return the entries that are new, that were edited, and whose pages are due to be tried again, in this order."""
    prints, pages = dict(state.entries), {page.key: page for page in state.pages}
    found: list[Wanted] = []
    for entry in entries:
        page, seen = pages.get(entry.key) or PageMark(key=entry.key), entry.key in prints
        if prints.get(entry.key) != entry.print:
            # what was given up is asked for again with what the entry says now
            page = dataclasses.replace(page, tries=0, due=None)
            found.append(Wanted(entry=entry, page=page, seen=seen, fresh=True))
        elif page.is_due(now):
            found.append(Wanted(entry=entry, page=page, seen=seen, fresh=False))
    return sorted(found, key=lambda wanted: (wanted.seen, not wanted.fresh))


def follow_entries(
    entries: Iterable[Wanted],
    source: Source,
    *,
    manners: Manners,
    known: Callable[[str], bool],
    patience: Patience,
) -> Followed:
    """Fetch the page behind each entry; where there is none, the entry itself stands in.

    A new entry whose address is known is passed over: another source brought its page. What patience does not last for,
    what another visit is fetching now, and what a host wants left alone or many wait for, waits for the next visit;
    after an interrupt all that is left does.
    """
    found, left = Followed(), deque(entries)
    until = manners.clock.now() + timedelta(seconds=patience.seconds)
    private = manners.is_private(source.url)

    def take(wanted: Wanted, url: str | None) -> None:
        now = manners.clock.now()
        # before it is looked up: whoever lets go of an address has kept what it brought
        mine = url is None or manners.claims.take(url, source.id)
        had = url is not None and known(url)
        if had and not wanted.seen:
            found.passed.add(wanted.entry.key)
            return
        if url is None or wanted.entry.packet.error is not None:
            found.packets.append(stamp_entry(wanted.entry.packet, source, fetched_at=now))
        elif not mine or found.spent(patience) or now >= until or _is_no_time_for(url, manners.pace):
            found.waiting.append(wanted)
        else:
            request = _request(url, wanted.page, private=private)
            _follow(wanted, request, source, manners=manners, had=had, found=found)

    try:
        while left:
            take(left[0], left[0].entry.url)
            left.popleft()
    except KeyboardInterrupt:
        # what was fetched so far cost its hosts something: it is handed on, and the interrupt after it
        found.interrupted = True
        found.waiting.extend(left)
    return found


def _is_no_time_for(url: str, pace: Pace) -> bool:
    return pace.is_held(url) or pace.is_crowded(url)


def _request(url: str, page: PageMark, *, private: bool) -> Request:
    return Request(url=url, etag=page.etag, last_modified=page.last_modified, private=private)


def _follow(wanted: Wanted, request: Request, source: Source, *, manners: Manners, had: bool, found: Followed) -> None:
    """Add an entry's page, or the entry itself where there is no page to be had; or let it wait."""
    found.asked += 1
    final = False
    try:
        answer = manners.ask(request)
        if answer.status in ALONE and manners.pace.is_held(answer.url):
            found.waiting.append(wanted)
            return
        final = answer.status not in PASSING
        packet = None if answer.not_modified else _page(answer, wanted.entry, request.url, source)
    except FetchFailed as error:
        found.failures.append(f"{request.url[:200]}: {error}")
        final = final or isinstance(error, (AddressRefused, RobotsRefused))
        page = note_failed_try(wanted.page, now=manners.clock.now(), final=final)
        # what was had of an address says more than its entry does, as long as there is hope for the page
        if (wanted.fresh and not had) or (had and not page.owed):
            found.packets.append(stamp_entry(wanted.entry.packet, source, fetched_at=manners.clock.now()))
    else:
        page = _marked(wanted.page, answer)
        if packet is not None:
            found.packets.append(packet)
            found.size += len(packet.data)
    found.pages[page.key] = page
    # what another site's page could not be had for is no reason for its own feed not to ask for it
    if not page.owed and not (page.tries and wanted.entry.packet.foreign):
        found.settled.append(request.url)


def _page(answer: Fetched, entry: Entry, url: str, source: Source) -> Packet:
    """Return the packet of a page; raises `FetchFailed` where the answer is none."""
    if not answer.good:
        message = f"it answers with status {answer.status}"
        raise FetchFailed(message)
    suffix = suffix_of(answer)
    if suffix is None or not answer.body.strip():
        message = f"it is {tell_no_document(answer)}"
        raise FetchFailed(message)
    return pack_page(answer, source, suffix=suffix, asked=url, entry=entry.packet)


def _marked(page: PageMark, answer: Fetched) -> PageMark:
    """Return what is kept of a page that was had: the better of its validators, where it is of a sane length."""
    if answer.not_modified:
        return dataclasses.replace(page, tries=0, due=None)
    etag, modified = (_sane(value) for value in (answer.etag, answer.last_modified))
    return PageMark(key=page.key, etag=etag, last_modified=None if etag else modified)


def _sane(value: str | None) -> str | None:
    return value if value and len(value) <= LONGEST_KEPT else None


def keep_pages(entries: Iterable[Entry], state: SourceState, found: Followed) -> tuple[PageMark, ...]:
    """Return what is kept of the pages behind a feed's entries from here on, where there is anything to keep."""
    pages = {page.key: page for page in state.pages} | found.pages
    kept = [pages[entry.key] for entry in entries if entry.key in pages]
    missing = [page for page in kept if page.tries]
    had = [page for page in kept if not page.tries and (page.etag or page.last_modified)]
    return (*missing, *had[:MOST_VALIDATORS])


def give_up_pages(state: SourceState, urls: Iterable[str]) -> SourceState:
    """Return the state in which the entries at these addresses stand in for good: their pages came, and held no text.

    What such a page said of its state is forgotten, so that it is asked for whole once its entry is edited.
    """
    given_up = {key: PageMark(key=key, tries=MOST_TRIES) for key in map(_key, urls)}
    kept = (page for page in state.pages if page.key not in given_up)
    return dataclasses.replace(state, pages=(*given_up.values(), *kept))
