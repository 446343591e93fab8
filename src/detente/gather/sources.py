"""What is watched: feeds and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.core.errors import AddressRefused, SourcesBroken
from detente.core.ids import hash_parts
from detente.gather.address_guard import Guard
from detente.gather.addresses import parse_address

__all__ = [
    "EVERY",
    "LONGEST_EVERY",
    "SHORTEST_EVERY",
    "Kind",
    "Source",
    "check_sources",
    "clean_tag",
    "make_source",
]

Kind = Literal["feed", "page"]
EVERY = 1_800
"""Seconds between two visits, where nothing else is set."""
SHORTEST_EVERY, LONGEST_EVERY = 60, 30 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed or a page that is watched.

    `follow` fetches the page behind each entry of a feed; `every` is in seconds; `tags` are the desk's own words for
    it.
    """

    id: str
    kind: Kind
    url: str
    title: str = ""
    publisher: str = ""
    language: str = ""
    every: int = EVERY
    follow: bool = True
    enabled: bool = True
    tags: tuple[str, ...] = ()


def make_source(
    url: str,
    *,
    kind: Kind = "feed",
    title: str = "",
    publisher: str = "",
    language: str = "",
    every: int = EVERY,
    follow: bool = True,
    tags: tuple[str, ...] = (),
) -> Source:
    """Return a source with the id that its address gives it: the same address added twice is one source.

    Raises `SourcesBroken` for an address that cannot be watched, or a rhythm that no source has.
    """
    try:
        address = str(parse_address(url))
    except AddressRefused as error:
        raise SourcesBroken(str(error)) from error
    if not SHORTEST_EVERY <= every <= LONGEST_EVERY:
        message = (
            f"{address} is to be visited every {every} seconds; set between {SHORTEST_EVERY} and {LONGEST_EVERY:,}"
        )
        raise SourcesBroken(message)
    return Source(
        id=hash_parts("source", address)[:12],
        kind=kind,
        url=address,
        title=_line(title),
        publisher=_line(publisher),
        language=_line(language),
        every=every,
        follow=follow and kind == "feed",
        tags=tuple(dict.fromkeys(filter(None, map(clean_tag, tags)))),
    )


def check_sources(sources: Iterable[Source], guard: Guard) -> None:
    """Refuse sources that could never be visited: at a port or an address that is not asked.

    Raises `SourcesBroken`.
    """
    for source in sources:
        url = parse_address(source.url)
        try:
            guard.check_written(url.scheme, url.host, url.port)
        except AddressRefused as error:
            message = (
                f"{source.url} can never be visited: {error}. Nothing was added; if it is a host of your own, name "
                "it in DETENTE_PRIVATE_HOSTS (host or host:port) first"
            )
            raise SourcesBroken(message) from error


def clean_tag(tag: str) -> str:
    """Return a tag on one line and without the signs that part tags in a list."""
    return _line(tag.replace(",", " ").replace("/", " "))


def _line(text: str) -> str:
    """Return a text on one line, without what no XML can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
