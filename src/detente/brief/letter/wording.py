"""Words as a letter has them: on one line, nothing hidden in them, days as people write them, addresses whole."""

import datetime as dt
from urllib.parse import urlsplit

from detente.brief.brief import Piece
from detente.brief.settings import BriefSettings
from detente.display.language import spoken
from detente.display.sheets import words_href
from detente.exchange.page_text import name_hidden

__all__ = ["clipped", "day_words", "host_of", "moment_words", "one_line", "piece_href", "whole"]


def one_line(words: str) -> str:
    """Return words from outside on one line; characters that nobody sees, or that turn a line round, are named."""
    return name_hidden(" ".join(words.split()))


def clipped(words: str, most: int) -> str:
    """Return words on one line, the first so many characters of them."""
    told = one_line(words)
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def day_words(day: dt.date | str) -> str:
    """Return a day as people write it in the language that is spoken: 15 June 2021."""
    from babel.dates import format_date

    given = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(given, "d MMMM y", locale=spoken())


def moment_words(moment: str) -> str:
    """Return a moment (ISO) as people write it, in UTC: 15 June 2021, 14:05 UTC."""
    at = dt.datetime.fromisoformat(moment)
    at = at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return f"{day_words(at.date())}, {at:%H:%M} UTC"


def whole(settings: BriefSettings, path: str) -> str:
    """Return a path of the desk as readers reach it: straight, and by no address that counts who does."""
    return f"{settings.address.rstrip('/')}/{path.lstrip('/')}"


def piece_href(piece: Piece) -> str | None:
    """Return the path at which the words of a piece are seen; else where more of it is; None where there is neither."""
    return (words_href(piece.evidence) if piece.evidence is not None else None) or piece.href


def host_of(settings: BriefSettings) -> str:
    """Return the host of the desk's address, for ids that the desk gives out."""
    return urlsplit(settings.address).hostname or "localhost"
