"""Days and words as people write them, in the language that is spoken."""

import datetime as dt
from collections.abc import Sequence

from detente.display.language import say, spoken

__all__ = ["clip", "day_words", "days_words", "listed"]


def day_words(day: dt.date | str | None) -> str:
    """Return a day as people write it in the language of the request: 15 June 2021."""
    from babel.dates import format_date

    if day is None or day == "":
        return ""
    given = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(given, "d MMMM y", locale=spoken())


def days_words(first: dt.date, last: dt.date) -> str:
    """Return days in a row as people write them, what both ends share once: 19 to 20 March 2021."""
    from babel.dates import format_date

    if first == last:
        return day_words(first)
    pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
    begun = format_date(first, pattern, locale=spoken())
    return say("%(first)s to %(last)s", first=begun, last=day_words(last))


def clip(words: str, most: int = 280) -> str:
    """Return words on one line, the first so many characters of them."""
    told = " ".join(words.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def listed(names: Sequence[str], *, either: bool = False) -> str:
    """Return names one after the other as a sentence has them: before the last one "and", or "or" for `either`."""
    if len(names) <= 1:
        return "".join(names)
    told = say("%(some)s or %(last)s") if either else say("%(some)s and %(last)s")
    return told % {"some": say(", ").join(names[:-1]), "last": names[-1]}
