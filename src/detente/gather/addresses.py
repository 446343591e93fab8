"""Addresses of the web, read as they will be connected to."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from detente.core.errors import AddressRefused, FetchFailed
from detente.gather.address_guard import SCHEMES

if TYPE_CHECKING:
    import httpx2

__all__ = ["LONGEST_ADDRESS", "forward_address", "host_of", "join_address", "origin_of", "parse_address"]

LONGEST_ADDRESS = 4_000
HOST = re.compile(rb"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")
"""A host as it is resolved: a name in ASCII (what was not is by now), or an address of either kind."""


def parse_address(text: str) -> "httpx2.URL":
    """Return an address of the web, without its fragment.

    Raises `AddressRefused` for one that is none, has a user name in it, or is longer than any real one.
    """
    import httpx2

    if len(text) > LONGEST_ADDRESS:
        message = f"the address {text[:80]}... has {len(text):,} characters"
        raise AddressRefused(message)
    try:
        url = httpx2.URL(urldefrag(text.strip()).url)
    except (httpx2.InvalidURL, ValueError) as error:
        message = f"{text[:200]!r} is no address of the web ({error})"
        raise AddressRefused(message) from error
    if url.scheme not in SCHEMES or not url.host:
        message = f"{text[:200]!r} is no address of the web; it starts with neither http:// nor https://"
        raise AddressRefused(message)
    if not HOST.fullmatch(url.raw_host):
        message = f"{text[:200]!r} is no address of the web; its host is neither a name nor an address"
        raise AddressRefused(message)
    if url.userinfo:
        message = f"{url.host} is addressed with a user name in the address; leave it out"
        raise AddressRefused(message)
    return url


def forward_address(base: "httpx2.URL", location: str) -> str:
    """Return where a Location header leads; raises `FetchFailed` where nowhere."""
    found = join_address(str(base), location)
    if found is None:
        message = f"it forwards to {location[:200]!r}, which is no address"
        raise FetchFailed(message)
    return found


def join_address(base: str, link: str) -> str | None:
    """Return a link as a whole address, or None where it is none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return None


def host_of(text: str) -> str:
    """Return the host and port of an address as politeness counts them, or "" where it is none."""
    try:
        url = parse_address(text)
    except AddressRefused:
        return ""
    return f"{url.host}:{url.port or SCHEMES[url.scheme]}"


def origin_of(text: str) -> str:
    """Return scheme, host and port of an address, as robots.txt has them; raises `AddressRefused`."""
    url = parse_address(text)
    return str(url.copy_with(raw_path=b"/"))[:-1]
