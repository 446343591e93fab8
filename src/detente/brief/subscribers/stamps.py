"""The stamp of a form: when it was shown. A program that fills in forms posts them faster than anybody reads them."""

import datetime as dt
import secrets

from detente.brief.subscribers.tokens import read, sign

__all__ = ["LATEST", "SOONEST", "age_of", "make_stamp"]

SOONEST = dt.timedelta(seconds=3)
LATEST = dt.timedelta(hours=24)


def make_stamp(key: bytes, *, now: dt.datetime) -> str:
    """Return the stamp of a form that is shown now."""
    return sign(key, "form", str(int(now.timestamp())), secrets.token_hex(4))


def age_of(key: bytes, stamp: str, *, now: dt.datetime) -> dt.timedelta | None:
    """Return how long ago a form was shown; None where its stamp is not ours."""
    found = read(key, "form", stamp)
    return None if found is None else now - dt.datetime.fromtimestamp(int(found[0]), dt.UTC)
