"""Long lists by pages: so many at once, and from after which the next ones go on."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from detente.desk.asked import Asked
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.store import OutletView, outlets_of

__all__ = ["one_called", "onward", "options_of", "reports_of", "turn_to"]

T = TypeVar("T")
AT_ONCE = 40


def turn_to(
    asked: Asked, found: Sequence[T], after: str, *, called: Callable[[T], str], at_once: int = AT_ONCE
) -> tuple[Sequence[T], str | None]:
    """Return the entries after one, and after which the next page goes on; None where there is none.

    An entry that is no longer there begins the list anew, which the page says.
    """
    begin = asked.place_after(after, map(called, found))
    shown = found[begin : begin + at_once]
    return shown, called(shown[-1]) if shown and begin + at_once < len(found) else None


def onward(asked: Asked, after: str | None, **more: str) -> str | None:
    """Return the address of the next page of what is asked for."""
    if after is None:
        return None
    kept = {name: value for name, value in asked.request.query_params.items() if name not in {"as", "sheet", "part"}}
    return f"{asked.request.url.path}?{urlencode({**kept, 'after': after, **more})}"


def one_called(found: Sequence[T], given: str, *, ids: Callable[[T], Sequence[str]], none: str, href: str) -> T:
    """Return the one entry of which an id is, or begins with, what is given; refuse where it is not one."""
    same = [one for one in found if given in ids(one)]
    fitting = same or [one for one in found if any(id_.startswith(given) for id_ in ids(one))]
    if len(fitting) != 1:
        raise not_here(none, now=say("List them"), href=href)
    return fitting[0]


def options_of(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a filter may be set to, each with what it is called in the language of the request."""
    return [(value, say(called)) for value, called in names.items()]


def reports_of(asked: Asked, ids: Sequence[str]) -> dict[str, OutletView]:
    """Return the reports of these ids, to name them and their outlets."""
    return outlets_of(asked.record, ids, known_on=asked.known_on)
