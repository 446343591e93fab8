"""Asking with manners: robots.txt first, then the host's pace, then the request; and so at every redirect."""

from detente.gather.addresses import parse_address
from detente.gather.clock import Clock
from detente.gather.fetch import Fetched, Fetcher, Request
from detente.gather.politeness import Pace
from detente.gather.robots import Robots

__all__ = ["Manners"]

ALONE = frozenset({429, 503})
"""The statuses with which a Retry-After is meant for the whole host and not for one page."""


class Manners:
    """What every request of a run goes through."""

    def __init__(self, fetcher: Fetcher, *, pace: Pace | None = None) -> None:
        """Keep the fetcher, and a pace and rules that the run's requests share."""
        self.fetcher = fetcher
        self.pace = pace or Pace(fetcher.clock)
        self._robots = Robots(fetcher, self.pace)

    @property
    def clock(self) -> Clock:
        """The clock by which all of it goes."""
        return self.fetcher.clock

    def ask(self, request: Request) -> Fetched:
        """Return the answer to a request.

        Raises `RobotsRefused`, `AddressRefused`, or `FetchFailed` where there is none.
        """

        def before(url: str) -> None:
            # first of all, or the rules of a host that is left alone would be taken for unreachable, and that be kept
            self.pace.check_hold(url)
            rules = self._robots.check(url, private=request.private)
            self.pace.wait(url, delay=rules.delay)

        answer = self.fetcher.fetch(request, before=before)
        if answer.status in ALONE and answer.retry_after:
            self.pace.hold(answer.url, answer.retry_after)
        return answer

    def is_private(self, url: str) -> bool:
        """Return whether an address is that of a private host that was named. Raises `AddressRefused`."""
        parsed = parse_address(url)
        return self.fetcher.guard.check_host(parsed.scheme, parsed.host, parsed.port)
