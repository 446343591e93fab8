"""What is said of a field that does not fit: which one it is, by the name on its page, what was given, what to give."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from detente.desk.refusals.refused import Refused
from detente.display.language import mark, say

__all__ = ["FIELDS", "refuse_unfit"]

FIELDS: Mapping[str, str] = {
    "about": mark("about whom or what"),
    "account": mark("who"),
    "after": mark("where the list goes on"),
    "against": mark("said to be done by"),
    "all": mark("show"),
    "audience": mark("to whom"),
    "body": mark("found by"),
    "by": mark("according to whom"),
    "certainty": mark("state"),
    "coder": mark("coder"),
    "country": mark("country"),
    "dismissed": mark("rejected"),
    "first": mark("from"),
    "from": mark("from"),
    "hopes": mark("hopes"),
    "kind": mark("kind"),
    "known": mark("As known on"),
    "language": mark("language"),
    "last": mark("to"),
    "new": mark("to version"),
    "of": mark("about what"),
    "old": mark("from version"),
    "on": mark("as of the day"),
    "outlet": mark("publisher"),
    "party": mark("party"),
    "place": mark("place"),
    "recalled": mark("reported as"),
    "relation": mark("how they compare"),
    "room": mark("of"),
    "row": mark("about what"),
    "ruling": mark("decided"),
    "section": mark("among"),
    "since": mark("from"),
    "speaker": mark("speaker"),
    "stands": mark("state of the enquiry"),
    "state": mark("state"),
    "to": mark("to"),
    "type": mark("what"),
    "unanswered": mark("show"),
    "until": mark("to"),
    "verdict": mark("verdict"),
    "what": mark("what"),
    "who": mark("who takes part"),
    "within": mark("days for an answer"),
    "words": mark("words"),
}
"""What the fields of addresses and forms are called on pages, where the route does not say (its `title`)."""
SHOWN = 40
WANTED = (
    ("date", mark("a day, written as 2026-03-01")),
    ("value_error", mark("a day, written as 2026-03-01")),  # of our own rules there is the one for days
    ("string_too_long", mark("no more than %(n)s characters")),
    ("string_too_short", mark("at least %(n)s characters")),
    ("less_than", mark("a number up to %(n)s")),
    ("greater_than", mark("a number from %(n)s on")),
    ("int", mark("a whole number")),
    ("float", mark("a number")),
    ("bool", mark("yes or no")),
    ("literal_error", mark("one of those that the page offers")),
    ("string_pattern", mark("one of those that the page offers")),
)
"""What is to be given where the framework finds such a kind of error."""


def refuse_unfit(request: Request, wrong: Sequence[Mapping[str, Any]]) -> Refused:
    """Return the refusal of what the framework found wrong in an address or a form."""
    message = " ".join(dict.fromkeys(_said(request, one) for one in wrong))
    now = "" if request.method == "GET" else say("Go back, and fill it in again.")
    fields = [str(one["loc"][-1]) for one in wrong if one["loc"][0] == "query"]
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, message, now=now, without=fields)


def _said(request: Request, one: Mapping[str, Any]) -> str:
    field, wanted = called(request, str(one["loc"][-1])), _wanted(one)
    given = one.get("input")
    if not isinstance(given, str):
        return say("“%(field)s” is missing: give %(wanted)s.", field=field, wanted=wanted)
    clipped = f"{given[:SHOWN]}…" if len(given) > SHOWN else given
    return say(
        "“%(given)s” does not fit “%(field)s”: give %(wanted)s.", given=clipped, field=field, wanted=wanted
    )  # fmt: skip


def called(request: Request, name: str) -> str:
    """Return what a field is called on the page that is asked for; a program is told its name."""
    if request.scope["path"].startswith("/api/"):
        return name
    dependant = getattr(request.scope.get("route"), "dependant", None)
    every = (*dependant.query_params, *dependant.body_params) if dependant is not None else ()
    title = next((one.field_info.title for one in every if one.alias == name), None)
    return say(title or FIELDS.get(name, name))


def _wanted(one: Mapping[str, Any]) -> str:
    """Return what is to be given instead."""
    kind, bounds = str(one["type"]), one.get("ctx") or {}
    bound = next((f"{n:,}" for n in bounds.values() if isinstance(n, int)), "")
    told = next((words for begins, words in WANTED if kind.startswith(begins)), mark("something that can be read"))
    return say(told, n=bound) if bound else say(told)
