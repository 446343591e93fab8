"""What a program may ask for: the fields that the addresses of the API have in common."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Path, Query, Request
from fastapi.dependencies.models import Dependant

from detente.desk.asked import Reads
from detente.desk.fields import Day
from detente.desk.refusals import unfit
from detente.display.language import say

__all__ = [
    "PROBLEMS", "Actor", "After", "Country", "Field", "From", "Hash", "Id", "Limit", "OfDocument", "To", "tell_known",
]  # fmt: skip

MOST, USUAL = 200, 50
"""How many of a list one answer holds at most, and where nothing is said."""
SHOWN = 40
HASH = r"^[0-9a-f]{32}$"
WORD = r"^[^\x00-\x1f]+$"

Id = Annotated[str, Path(alias="id", min_length=1, max_length=200, description="Its id.")]
Hash = Annotated[str, Path(pattern=HASH, description="Its id.")]
OfDocument = Annotated[str | None, Query(pattern=HASH, description="Only of this report.")]
Country = Annotated[str | None, Query(pattern="^[A-Z]{3}$", description="ISO 3166-1, three letters.")]
Actor = Annotated[
    str, Path(min_length=1, max_length=200, description="An actor by its id or name, or a state by its code.")
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many one answer holds at most.")]
After = Annotated[
    str | None,
    Query(
        min_length=1, max_length=2_000, pattern=r"^[A-Za-z0-9_-]+$", description="Taken from `next`: where to go on."
    ),
]
Field = Annotated[str | None, Query(min_length=1, max_length=200, pattern=WORD)]


From = Annotated[Day, Query(alias="from", description="The first day.")]
To = Annotated[Day, Query(alias="to", description="The last day, itself among them.")]
Known = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+([+-][0-9:]+|Z))?$",
        description="As known on this day, or at this moment with its offset from UTC; leave it out for now.",
    ),
]

PROBLEM: dict[str, Any] = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
"""Every error is told as problem details (RFC 9457)."""
TOLD = {
    400: "What is asked for cannot be: days that end before they begin, a day ahead, a place that no list has.",
    401: "This desk shows itself to those who are logged in.",
    403: "Whoever asks has not the right to this.",
    404: "It is not here, or is not released to whoever asks: both read the same.",
    422: "A field of the address is none that can be used, or is none that this address knows.",
    429: "More was asked than may be in this time; `Retry-After` says for how many seconds to wait.",
    500: "The desk failed; the number is what an administrator of it finds the failure by.",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, **PROBLEM} for status, words in TOLD.items()
}


def tell_known(request: Request, asked: Reads, known: Known = None) -> None:
    """Take the field that every address has; what the record is asked for comes from it by `Asked`.

    Raises a refusal for fields that the address does not know: a list must not seem narrowed where it is not.
    """
    del asked, known  # who may not ask is told that first
    there = sorted(_fields_of(request.scope["route"].dependant))
    unknown = sorted(set(request.query_params) - set(there))
    if unknown:
        message = say(
            "This address does not know “%(field)s”; the fields that it knows are: %(there)s.",
            field=unknown[0][:SHOWN],
            there=", ".join(there),
        )
        raise unfit(message, fields=unknown, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _fields_of(dependant: Dependant) -> set[str]:
    """Return the fields that an address takes, those of what it depends on among them."""
    own = {one.alias for one in dependant.query_params}
    return own.union(*(_fields_of(one) for one in dependant.dependencies))
