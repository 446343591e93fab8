"""What robots.txt says is kept to, and where it cannot be had nothing is asked."""

import gzip
import threading
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from detente.core.errors import AddressRefused, FetchFailed, RobotsRefused
from detente.gather.fetch import Fetcher, Request
from detente.gather.hosts import HostNote, RulesNote
from detente.gather.manners import Manners
from detente.gather.pace import Pace
from detente.gather.robots import MOST_ROBOTS, Robots

if TYPE_CHECKING:
    from gather.conftest import Asked, HandClock, Web

ROBOTS = b"""# a site
User-agent: *
Disallow: /

User-agent: detente
Crawl-delay: 12
Disallow: /drafts
Allow: /drafts/final
Disallow: /*.zip$
"""


@pytest.fixture
def robots(fetcher: Fetcher, clock: "HandClock") -> Robots:
    return Robots(fetcher, Pace(clock))


def test_the_rules_for_us_go_before_those_for_all(web: "Web", robots: Robots) -> None:
    web.serve("/robots.txt", ROBOTS)

    assert robots.check(web.url("/news")).delay == 12
    robots.check(web.url("/drafts/final/1"))
    robots.check(web.url("/robots.txt"))
    for path in ("/drafts", "/drafts/1", "/a/b.zip"):
        with pytest.raises(RobotsRefused, match=f"not to fetch .*{path}"):
            robots.check(web.url(path))
    assert web.times("/robots.txt") == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_allows_everything(web: "Web", robots: Robots, status: int) -> None:
    web.serve("/robots.txt", ROBOTS, status=status)
    assert robots.check(web.url("/drafts")).delay is None


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_rules_that_cannot_be_had_forbid_everything_for_an_hour(
    web: "Web", robots: Robots, clock: "HandClock", status: int
) -> None:
    web.serve("/robots.txt", status=status)
    for _ in range(3):
        with pytest.raises(FetchFailed, match=f"nothing there is asked for now: it answers with status {status}"):
            robots.check(web.url("/news"))
    assert web.times("/robots.txt") == 1

    web.serve("/robots.txt", status=404)
    clock.moment += timedelta(hours=1)
    robots.check(web.url("/news"))


def test_rules_are_asked_for_again_after_a_day(web: "Web", robots: Robots, clock: "HandClock") -> None:
    web.serve("/robots.txt", b"")
    for hours in (0, 23, 2, 23, 2):
        clock.moment += timedelta(hours=hours)
        robots.check(web.url("/news"))

    assert web.times("/robots.txt") == 3


def test_rules_are_followed_to_where_they_moved_but_not_to_a_private_address(web: "Web", robots: Robots) -> None:
    web.serve("/robots.txt", status=301, Location="/rules.txt")
    web.serve("/rules.txt", ROBOTS)
    with pytest.raises(RobotsRefused):
        robots.check(web.url("/drafts"))


def test_rules_that_lead_into_the_house_are_an_address_refused_and_asked_for_once(web: "Web", robots: Robots) -> None:
    web.serve("/robots.txt", status=301, Location="http://169.254.169.254/")
    for _ in range(3):
        with pytest.raises(AddressRefused):
            robots.check(web.url("/news"))
    assert web.times("/robots.txt") == 1


class Book:
    """Recalls what sites said."""

    def __init__(self, *notes: RulesNote) -> None:
        self.notes = {note.origin: note for note in notes}

    def host(self, host: str) -> HostNote | None:  # noqa: ARG002
        return None

    def rules(self, origin: str) -> RulesNote | None:
        return self.notes.get(origin)


def test_the_next_run_keeps_to_the_rules_until_they_are_a_day_old(
    web: "Web", fetcher: Fetcher, clock: "HandClock"
) -> None:
    web.serve("/robots.txt", ROBOTS)
    first = Robots(fetcher, Pace(clock), memory=Book())
    first.check(web.url("/news"))
    notes = first.news()
    assert [note.body for note in notes] == [ROBOTS]
    assert first.news() == ()

    clock.moment += timedelta(hours=23)
    with pytest.raises(RobotsRefused):
        Robots(fetcher, Pace(clock), memory=Book(*notes)).check(web.url("/drafts"))
    assert web.times("/robots.txt") == 1
    clock.moment += timedelta(hours=2)
    Robots(fetcher, Pace(clock), memory=Book(*notes)).check(web.url("/news"))
    assert web.times("/robots.txt") == 2


def test_rules_that_could_not_be_had_are_not_asked_for_by_the_next_run_either(
    web: "Web", fetcher: Fetcher, clock: "HandClock"
) -> None:
    web.serve("/robots.txt", status=500)
    first = Robots(fetcher, Pace(clock), memory=Book())
    with pytest.raises(FetchFailed):
        first.check(web.url("/news"))
    book = Book(*first.news())
    with pytest.raises(FetchFailed, match="status 500"):
        Robots(fetcher, Pace(clock), memory=book).check(web.url("/news"))
    assert web.times("/robots.txt") == 1
    clock.moment += timedelta(hours=1)
    web.serve("/robots.txt", status=404)
    Robots(fetcher, Pace(clock), memory=book).check(web.url("/news"))


def test_rules_that_are_to_hold_for_longer_than_a_day_are_not_believed(
    web: "Web", fetcher: Fetcher, clock: "HandClock"
) -> None:
    note = RulesNote(
        origin=web.url("/")[:-1], until=clock.now() + timedelta(days=9), body=b"User-agent: *\nDisallow: /"
    )
    Robots(fetcher, Pace(clock), memory=Book(note)).check(web.url("/news"))
    assert web.times("/robots.txt") == 1


def test_of_rules_without_end_the_beginning_counts(web: "Web", robots: Robots) -> None:
    sent = []

    def endless(asked: "Asked") -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", str(100_000_000))
        asked.end_headers()
        with suppress(ConnectionError):
            asked.wfile.write(ROBOTS)
            for _ in range(100):
                asked.wfile.write(b"#" + b"x" * 999_998 + b"\n")
                sent.append(1)
        asked.close_connection = True

    web.pages["/robots.txt"] = endless
    with pytest.raises(RobotsRefused):
        robots.check(web.url("/drafts"))
    assert len(sent) < 20


def test_of_rules_that_are_a_bomb_the_beginning_counts(web: "Web", robots: Robots) -> None:
    bomb = gzip.compress(ROBOTS + b"#" * 200_000_000, compresslevel=1)
    web.serve("/robots.txt", bomb, Content_Encoding="gzip")
    with pytest.raises(RobotsRefused):
        robots.check(web.url("/drafts"))


def test_two_visits_to_one_site_ask_for_its_rules_once(web: "Web", robots: Robots) -> None:
    web.serve("/robots.txt", ROBOTS)
    threads = [threading.Thread(target=robots.check, args=(web.url("/news"),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert web.times("/robots.txt") == 1


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html><body>Not found</body></html>",
        b"User-agent: *\nDisallow: http://[",
        b"User-agent: *\nCrawl-delay: -1\nCrawl-delay: nan\nCrawl-delay: inf",
        b"Disallow: /\n",
        b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 3000,
        b"#" + b"x" * MOST_ROBOTS + b"\nUser-agent: *\nDisallow: /",
    ],
)
def test_rules_that_are_none_allow_and_hurt_nobody(web: "Web", robots: Robots, text: bytes) -> None:
    web.serve("/robots.txt", text)
    assert robots.check(web.url("/news")).delay is None


def test_a_pause_of_a_day_is_taken_for_a_mistake(web: "Web", robots: Robots) -> None:
    web.serve("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 86400")
    assert robots.check(web.url("/news")).delay == 300


def test_every_step_of_a_request_keeps_pace_and_rules(web: "Web", fetcher: Fetcher, clock: "HandClock") -> None:
    web.serve("/robots.txt", ROBOTS)
    web.serve("/a", status=302, Location="/b")
    web.serve("/b", b"here")
    web.serve("/c", status=302, Location="/drafts/1")
    manners = Manners(fetcher)

    assert manners.ask(Request(url=web.url("/a"))).body == b"here"
    assert clock.slept == [12.0, 12.0]
    with pytest.raises(RobotsRefused):
        manners.ask(Request(url=web.url("/c")))
    assert web.times("/drafts/1") == 0


def test_a_host_that_says_too_many_is_left_alone(web: "Web", fetcher: Fetcher, clock: "HandClock") -> None:
    web.serve("/a", status=429, Retry_After="600")
    manners = Manners(fetcher)

    assert manners.ask(Request(url=web.url("/a"))).status == 429
    with pytest.raises(FetchFailed, match="left alone"):
        manners.ask(Request(url=web.url("/b")))
    clock.sleep(600)
    assert manners.ask(Request(url=web.url("/b"))).status == 404
