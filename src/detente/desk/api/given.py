"""What an answer to a program is: a thing, or some of a list with the way to the rest."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

import msgspec
from starlette.responses import Response

from detente.core.errors import DetenteError
from detente.desk.answers import answer
from detente.desk.asked import Asked
from detente.desk.refusals import unusable
from detente.display.language import say

__all__ = ["JSON", "Listed", "give", "give_listed", "give_some", "last_after", "place_after"]

T = TypeVar("T")
JSON = "application/json"
Key = tuple[str, ...]
LONGEST_KEY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[T]):
    """Some of a list, in its order.

    `next` is the address of what comes behind, null at the end of the list. `known` is as of when it was asked for,
    null for now. `as_of` is when it was worked out, where the record has changed since; null where it has not.
    """

    items: tuple[T, ...]
    next: str | None
    known: str | None
    as_of: str | None


def give(asked: Asked, made: object) -> Response:
    """Answer with a thing as JSON. What is blank is null."""
    return answer(asked.request, _encoded(made), kind=JSON)


def give_some(asked: Asked, items: Sequence[T], *, after: Key | None) -> Response:
    """Answer with some of a list that goes on behind the place `after`; None where it ends here."""
    following = _next(asked, after) if after is not None else None
    as_of = getattr(asked.request.state, "as_of", None)
    made = Listed(
        items=tuple(items), next=following, known=asked.known, as_of=as_of.isoformat() if as_of is not None else None
    )
    told = give(asked, made)
    if following is not None:
        told.headers["Link"] = f'<{following}>; rel="next"'
    return told


def give_listed(
    asked: Asked, every: Iterable[T], *, key: Callable[[T], Key], limit: int, after: str | None, down: bool = False
) -> Response:
    """Answer with some of a list that was gathered whole, in the order of its keys; with the last first if `down`.

    What was added meanwhile moves nothing: a list goes on behind a key, whether it still has that key or not.
    """
    last = place_after(after)
    behind = (one for one in every if last is None or (key(one) < last if down else key(one) > last))
    found = list(islice(sorted(behind, key=key, reverse=down), limit + 1))
    shown = found[:limit]
    return give_some(asked, shown, after=key(shown[-1]) if len(found) > limit else None)


def place_after(after: str | None) -> Key | None:
    """Return the place that a list goes on behind. Raises `Refused` for what no list of ours gave out."""
    if after is None:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(after[:LONGEST_KEY] + "=" * (-len(after) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _no_place() from error
    if not isinstance(found, list) or not found or not all(map(_is_word, found)):
        raise _no_place()
    return tuple(found)


def _is_word(one: object) -> bool:
    """Say whether something is text that a database can be asked for: no halves of characters, and no zero."""
    return isinstance(one, str) and not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in one)


def _next(asked: Asked, after: Key) -> str:
    cursor = base64.urlsafe_b64encode(json.dumps(after).encode()).decode().rstrip("=")
    url = asked.request.url.include_query_params(after=cursor)
    return f"{url.path}?{url.query}"


def _encoded(made: object) -> str:
    return msgspec.json.encode(made, order="deterministic").decode()


def _no_place() -> DetenteError:
    return unusable(
        say("The list cannot go on from there: “after” is no place in it."),
        now=say("Take it from “next” of the answer before, or leave it out."),
    )


def last_after(after: str | None) -> str | None:
    """Return the id that a list of the store goes on behind."""
    place = place_after(after)
    return place[-1] if place else None
