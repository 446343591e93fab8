"""Addresses that are their own proof: who has the link may do what it is for, logged in or not.

What stands in them is nobody else's to read: no log has it, and no page hands it on to another site.
"""

import re

__all__ = ["hushed", "is_by_link", "is_one_click", "is_subscribing"]

BY_LINK = ("/unsubscribe/", "/preferences/", "/subscribe/confirm/", "/enter/")
SUBSCRIBING = ("/subscribe/", "/unsubscribe/", "/preferences/")
ONE_CLICK = re.compile(r"/unsubscribe/[^/]+")


def hushed(path: str) -> str:
    """Return an address as logs may have it: without what is the proof in it."""
    begin = next((one for one in BY_LINK if path.startswith(one)), None)
    if begin is None:
        return path
    _, slash, further = path.removeprefix(begin).partition("/")
    return f"{begin}…{slash}{further[:20]}"


def is_by_link(path: str) -> bool:
    """Say whether an address is its own proof."""
    return path.startswith(BY_LINK)


def is_subscribing(path: str) -> bool:
    """Say whether an address is one by which people sign up, or change what is sent to them."""
    return path == "/subscribe" or path.startswith(SUBSCRIBING)


def is_one_click(method: str, path: str) -> bool:
    """Say whether a mail program unsubscribes somebody (RFC 8058): no session, no origin and no form is asked of it."""
    return method == "POST" and ONE_CLICK.fullmatch(path) is not None
