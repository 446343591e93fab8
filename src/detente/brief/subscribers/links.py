"""The links that stand in letters: each is its own proof, and opens one thing of one subscriber."""

import datetime as dt
from dataclasses import dataclass, field

from detente.brief.subscribers.tokens import read, sign

__all__ = ["CONFIRM_HOLDS", "Links", "Unsubscribing", "read_preferences", "read_unsubscribing"]

CONFIRM_HOLDS = dt.timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes links of a desk, whose own address is `address` (https://desk.example.org), by the key of its file."""

    address: str
    key: bytes = field(repr=False)

    def unsubscribe(self, subscriber: str, edition: str) -> str:
        """Return the address that ends an edition for a subscriber when something is posted to it (RFC 8058)."""
        return self._to("unsubscribe", sign(self.key, "unsubscribe", subscriber, edition))

    def preferences(self, subscriber: str) -> str:
        """Return the address at which a subscriber changes what is sent to them."""
        return self._to("preferences", sign(self.key, "preferences", subscriber))

    def confirm(self, subscriber: str, number: int, *, until: dt.datetime) -> str:
        """Return the address at which a subscriber confirms what was asked, which has a number among all consents."""
        token = sign(self.key, "confirm", subscriber, str(number), str(int(until.timestamp())))
        return self._to("subscribe/confirm", token)

    def _to(self, where: str, token: str) -> str:
        return f"{self.address.rstrip('/')}/{where}/{token}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribing:
    """Whom a link unsubscribes, and from what."""

    subscriber: str
    edition: str


def read_unsubscribing(key: bytes, token: str) -> Unsubscribing | None:
    """Return whom a link unsubscribes from what; None for what is no such link of ours."""
    found = read(key, "unsubscribe", token)
    return Unsubscribing(subscriber=found[0], edition=found[1]) if found else None


def read_preferences(key: bytes, token: str) -> str | None:
    """Return whose preferences a link opens; None for what is no such link of ours."""
    found = read(key, "preferences", token)
    return found[0] if found else None
