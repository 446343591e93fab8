"""Asking with manners: robots.txt first, then the host's pace, then the request; and so at every redirect."""

from detente.gather.addresses import parse_address
from detente.gather.claims import Claims
from detente.gather.clock import Clock
from detente.gather.fetch import Fetched, Fetcher, Request
from detente.gather.hosts import HostNote, Memory, RulesNote
from detente.gather.pace import Pace
from detente.gather.robots import Robots, heed

__all__ = ["Manners"]


class Manners:
    """What every request of a run goes through. It is shared by the visits that go on at once."""

    def __init__(self, fetcher: Fetcher, *, pace: Pace | None = None, memory: Memory | None = None) -> None:
        """Keep the fetcher, and a pace and rules that the run's requests share, with what `memory` recalls."""
        self.fetcher = fetcher
        self.pace = pace or Pace(fetcher.clock, memory=memory)
        self.claims = Claims()
        self._robots = Robots(fetcher, self.pace, memory=memory)

    @property
    def clock(self) -> Clock:
        """The clock by which all of it goes."""
        return self.fetcher.clock

    def ask(self, request: Request) -> Fetched:
        """Return the answer to a request.

        Raises `RobotsRefused`, `AddressRefused`, or `FetchFailed` where there is none.
        """
        with self.pace.turn() as turn:

            def before(url: str) -> None:
                turn.leave()
                # first of all, or the rules of a host that is left alone would be taken for unreachable, and kept so
                self.pace.check_hold(url)
                rules = self._robots.check(url, private=request.private)
                turn.enter(url, delay=rules.delay or 0.0)

            answer = self.fetcher.fetch(request, before=before)
        heed(self.pace, answer)
        return answer

    def news(self) -> tuple[tuple[HostNote, ...], tuple[RulesNote, ...]]:
        """Return what was learnt of hosts since the last call, for whoever keeps it for the next run."""
        return self.pace.news(), self._robots.news()

    def is_private(self, url: str) -> bool:
        """Return whether an address is that of a private host that was named. Raises `AddressRefused`."""
        parsed = parse_address(url)
        return self.fetcher.guard.check_host(parsed.scheme, parsed.host, parsed.port)
