"""Templates, and what all pages have around them."""

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from detente.desk.access.rights import Right
from detente.desk.access.viewer import Viewer
from detente.desk.rows import Room, put_quote, put_value
from detente.desk.shown import put_words, shown
from detente.display import language
from detente.display.drawing.bundle import bundle_href
from detente.display.language import count, mark, say, spoken
from detente.display.prose import clip, day_words
from detente.display.sheets import words_href
from detente.exchange.page_words import language_name

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FOOT", "MENU", "Page", "Place", "render", "static_file", "static_href"]


COLOURS = "colours.css"
"""The colours, which drawings and letters share with pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the menu: where it leads, what it is called, which right it takes.

    `also` are the beginnings of addresses that lie below it without its own; `page` is what its page is called, where
    that is not the same.
    """

    href: str
    name: str
    right: Right = "read"
    also: tuple[str, ...] = ()
    page: str = ""

    def is_above(self, path: str) -> bool:
        """Whether a page lies below it: one of its own, or one of those that `also` lie there."""
        return self.href != "/" and path.startswith((f"{self.href}/", *self.also))


MENU: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place(href="/", name=mark("Today")),
            Place(href="/briefs", name=mark("Briefs")),
            Place(href="/search", name=mark("Search")),
            Place(href="/check", name=mark("Check a number")),
        ),
    ),
    (
        mark("Monitoring"),
        (
            Place(href="/ceasefires", name=mark("Ceasefires")),
            Place(href="/mines", name=mark("Mines"), page=mark("Mine record")),
            Place(href="/incidents", name=mark("Incidents"), also=("/events/",)),
            Place(href="/map", name=mark("Map")),
        ),
    ),
    (
        mark("Between the parties"),
        (
            Place(href="/agreements", name=mark("Agreements")),
            Place(href="/institutions", name=mark("Institutions")),
            Place(href="/platforms", name=mark("Platforms")),
            Place(href="/projects", name=mark("Projects")),
            Place(href="/relations", name=mark("Relations")),
        ),
    ),
    (
        mark("What is said"),
        (
            Place(href="/statements", name=mark("Statements")),
            Place(href="/expectations", name=mark("Expectations")),
            Place(href="/contradictions", name=mark("Contradictions")),
        ),
    ),
    (
        mark("Record"),
        (
            Place(href="/documents", name=mark("Reports")),
            Place(href="/sources", name=mark("Sources")),
            Place(href="/watches", name=mark("Watches")),
            Place(href="/review", name=mark("Review"), right="code"),
            Place(href="/release", name=mark("Release"), right="release"),
        ),
    ),
    (
        mark("Desk"),
        (
            Place(href="/subscribers", name=mark("Subscribers"), right="administer"),
            Place(href="/accounts", name=mark("Accounts"), right="administer"),
            Place(href="/log", name=mark("Log"), right="administer"),
        ),
    ),
)
ROW = re.compile("[0-9]{1,9}")
FOOT = (
    Place(href="/glossary", name=mark("Glossary")),
    Place(href="/method", name=mark("Method")),
    Place(href="/accuracy", name=mark("Accuracy")),
    Place(href="/feeds", name=mark("Feeds")),
    Place(href="/api", name=mark("For programs")),
)


WHOLE = frozenset({"known", "lang"})
"""Fields of an address that choose nothing of what a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands around every page: its title, who looks at it, its address, as of which day.

    `as_of` is when what it shows was worked out, where the record has changed since and the next is not ready.
    `begun_anew` is whether a list begins again from the top, as the entry that it was to go on after is gone.
    `logs_in` is whether somebody may log in here. `to_sign` is where an officer finds the
    texts of the own ceasefire, `waits` how many of them wait for the officer. `by_mail` is whether anybody may sign up
    for the brief.
    """

    title: str
    viewer: Viewer
    path: str
    query: str
    known: str | None
    now: dt.datetime
    as_of: dt.datetime | None = None
    begun_anew: bool = False
    logs_in: bool = True
    to_sign: str = ""
    waits: int = 0
    by_mail: bool = False

    @property
    def above(self) -> Place | None:
        """The place of the menu that the page lies below; None of the places themselves, and of pages in no menu."""
        return next((one for _, places in (*MENU, ("", FOOT)) for one in places if one.is_above(self.path)), None)

    def at(self, **changes: object) -> str:
        """Return this page's address with some of its fields changed, or left out where they are None."""
        kept = {name: value for name, value in _fields_of(self.query) if name not in changes}
        asked = kept | {name: str(value) for name, value in changes.items() if value is not None}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path

    def fields(self, *without: str) -> list[tuple[str, str]]:
        """Return the fields of the address, but for some: what a form hands on, from the first row on."""
        return [(name, value) for name, value in _fields_of(self.query) if name not in {"part", *without}]

    def begin_of(self, sheet: str) -> int:
        """Return from after which row of a sheet on it is asked for: ``part=SHEET:50``; 0 for the first."""
        asked, _, row = dict(_fields_of(self.query)).get("part", "").rpartition(":")
        return int(row) if asked == sheet and ROW.fullmatch(row) else 0

    @property
    def is_narrowed(self) -> bool:
        """Whether its address asks for some of what it shows, by a filter or by days."""
        return any(value for name, value in _fields_of(self.query) if name not in WHOLE)

    def carry(self, href: str) -> str:
        """Return an address of the desk as of the day that this page is asked for."""
        if not self.known or "known=" in href:
            return href
        path, mark_, fragment = href.partition("#")
        return f"{path}{'&' if '?' in path else '?'}{urlencode({'known': self.known})}{mark_}{fragment}"


@functools.lru_cache(maxsize=16)
def _fields_of(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query))


def render(template: str, *, page: Page, **more: Any) -> str:
    """Return a page as HTML."""
    room = Room(more.get("sheets", {}).values(), page)
    return (
        _environment()
        .get_template(template)
        .render(page=page, menu=MENU, foot=FOOT, lang=spoken(), languages=_languages(), row_room=room, **more)
    )


def _languages() -> list[tuple[str, str]]:
    return [(code, language.LANGUAGES[code]) for code in language.offered()]


@functools.cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("detente.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=shown,
    )  # fmt: skip
    made.globals |= {"say": say, "count": count, "static": static_href, "words_href": words_href}
    made.globals["rights_of"] = lambda viewer: viewer.rights
    made.globals |= {"put_quote": put_quote, "put_value": put_value}
    made.globals["bundle_href"] = bundle_href
    made.filters |= _filters()
    return made


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "words": put_words,
        "clip": clip,
        "day": day_words,
        "moment": moment_words,
        "known": known_words,
        "language": language_name,
    }


def known_words(known: str) -> str:
    """Return a day of the address as people write it; a moment as it is given."""
    try:
        return day_words(known)
    except ValueError:
        return known


def moment_words(moment: dt.datetime) -> str:
    """Return a moment as people write it, in UTC: 15 June 2021, 14:05 UTC."""
    at = moment.astimezone(dt.UTC)
    return f"{day_words(at.date())}, {at:%H:%M} UTC"


@functools.cache
def static_file(name: str) -> bytes | None:
    """Return a file that pages are drawn with; None where there is none of that name."""
    there = {one.name: one for one in files("detente.desk").joinpath("static").iterdir()}
    there[COLOURS] = files("detente.display.drawing").joinpath(COLOURS)
    return there[name].read_bytes() if name in there else None


@functools.cache
def static_href(name: str) -> str:
    """Return the address of a file that pages are drawn with, which changes with what is in it."""
    data = static_file(name)
    if data is None:
        message = f"no file {name} is shipped with the desk"
        raise LookupError(message)
    return f"/static/{hashlib.blake2b(data, digest_size=6).hexdigest()}/{name}"
