"""Days and words as people write them, in the language that is spoken."""

import datetime as dt
from collections.abc import Sequence

from detente.display.language import say, spoken

__all__ = ["clip", "day_words", "listed"]


def day_words(day: dt.date | str | None) -> str:
    """Return a day as people write it in the language of the request: 15 June 2021."""
    from babel.dates import format_date

    if day is None or day == "":
        return ""
    given = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(given, "d MMMM y", locale=spoken())


def clip(words: str, most: int = 280) -> str:
    """Return words on one line, the first so many characters of them."""
    told = " ".join(words.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def listed(names: Sequence[str]) -> str:
    """Return names one after the other as a sentence has them: the last one behind "and"."""
    if len(names) <= 1:
        return "".join(names)
    return say("%(some)s and %(last)s", some=say(", ").join(names[:-1]), last=names[-1])
