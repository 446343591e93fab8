"""Who does something at the desk, as the log notes it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from detente.store.access.deeds import Deed, DeedKind

__all__ = ["Doer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who does it, by which account, from which address, with which browser, and when."""

    now: dt.datetime
    name: str = ""
    account: str | None = None
    address: str = ""
    agent: str = ""

    def deed(self, what: DeedKind, **more: Any) -> Deed:
        """Return what they did, as it is noted."""
        mine = {"name": self.name, "account": self.account, "address": self.address, "at": self.now}
        return Deed(what=what, **(mine | more))
