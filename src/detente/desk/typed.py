"""What a form of a page sent: its fields by name, bounded in size, and nothing that is no form."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from detente.desk.refusals import Refused
from detente.display.language import say

__all__ = ["Sent", "Typed"]

MOST = 256 * 1024
"""Bytes of a form that are read."""
MOST_FIELDS = 400
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of a form as somebody sent them, each with all its values; line ends are as we write them."""

    values: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the last value of a field without blanks around it; empty where it was not sent."""
        return self.values.get(name, ("",))[-1].strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return self.values.get(name, ())


async def _sent(request: Request) -> Typed:
    """Read a form. Raises `Refused` for what is none, or is too long."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, say("This address takes the fields of a form."))
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MOST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, say("The form is too long to be taken."))
    return read_typed(bytes(data))


def read_typed(data: bytes) -> Typed:
    """Return the fields that a form sent as bytes. Raises `Refused` where there are too many."""
    try:
        pairs = parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, say("The form has too many fields.")) from None
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        plain = value.replace("\r\n", "\n").replace("\x00", "")
        values[name] = (*values.get(name, ()), plain)
    return Typed(values=values)


Sent = Annotated[Typed, Depends(_sent)]
"""What a route is given that takes a form."""
