"""What a refusal is: a status of HTTP, what happened, what to do now; and which status tells of our errors."""

from collections.abc import Collection, Mapping
from http import HTTPStatus

from detente.core.errors import DetenteError, RecordBusy, UsageError

__all__ = ["Refused", "as_problem", "not_here", "status_of", "unfit", "unusable"]


class Refused(DetenteError):
    """A request that is refused: with a status of HTTP, what happened, and what to do now.

    `without` are the fields of the address that do not fit: a page leads back to its address without them.
    """

    def __init__(
        self,
        status: HTTPStatus,
        message: str,
        *,
        now: str = "",
        href: str | None = None,
        headers: Mapping[str, str] | None = None,
        without: Collection[str] = (),
    ) -> None:
        """Keep the status, what to do now, and headers of the answer beside the message."""
        super().__init__(message)
        self.status = status
        self.now = now
        self.href = href
        self.headers = dict(headers or {})
        self.without = frozenset(without)


def not_here(message: str, *, now: str = "", href: str | None = None) -> Refused:
    """Return the refusal of something that is not there, or is not released to who asks: both read the same."""
    return Refused(HTTPStatus.NOT_FOUND, message, now=now, href=href)


def unusable(message: str, *, now: str = "") -> Refused:
    """Return the refusal of what was sent, as it cannot be used."""
    return Refused(HTTPStatus.BAD_REQUEST, message, now=now)


def unfit(message: str, *, fields: Collection[str], status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Refused:
    """Return the refusal of an address in which some fields do not fit."""
    return Refused(status, message, without=fields)


def status_of(error: DetenteError) -> HTTPStatus:
    """Return the status of HTTP that tells of an error."""
    if isinstance(error, Refused):
        return error.status
    kinds: tuple[tuple[type[DetenteError], HTTPStatus], ...] = (
        (UsageError, HTTPStatus.BAD_REQUEST),
        (RecordBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    )
    return next((status for kind, status in kinds if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def as_problem(status: HTTPStatus, detail: str, *, instance: str) -> dict[str, object]:
    """Return problem details (RFC 9457)."""
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": instance,
    }
