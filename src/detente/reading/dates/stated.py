"""Dates that stand in the calendar by themselves, and those that lack no more than a year."""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from detente.reading.dates.days import Days, add_months, one_day, stretch, whole_month, whole_year, whole_years
from detente.reading.dates.feasts import feast_days, feast_weekend
from detente.reading.dates.grammar import Expression, day_in, load_grammar, month_in
from detente.reading.dates.spelled import ordinal_value, ordinal_words
from detente.reading.dates.told import NO_SUCH_DAY, STATED, UNDATED, Around, Told, told_or_refused

__all__ = ["STATED_RESOLVERS", "in_year", "month_name", "resolve_day"]

MONTHS = 12
DAYS_IN_YEAR, SOON = 365, 45
LAST_CENTURY, THIS_CENTURY = 1900, 2000
LAST_CENTURYS = "decade of the twentieth century"
TERM = re.compile(r"\b(?:until|till|by|before|for)(?: the)? $", re.IGNORECASE)
TWO_ORDERS = "unresolved: day and month may stand in either order"
OTHERS_ORDER = "stated; in the order of day and month that the text's other dates have"
ONE_ORDER = "stated; only one order of day and month is possible"
BEFORE_ERA = "unresolved: before our era, where ISO days do not reach"


def resolve_day(found: Expression, around: Around) -> Told:
    """Return the day of a month, with the year that stands in it, beside it or nearest to publication."""
    month, day = month_in(found), day_in(found)
    if "weekday" in found.pieces and "year" not in found.pieces and around.published and around.year is None:
        told = _by_weekday(found, around.published, month, day)
        if told:
            return told
    return in_year(found, around, lambda year: one_day(year, month, day), f"{day} {month_name(month)}")


def _by_weekday(found: Expression, published: date, month: int, day: int) -> Told | None:
    """Return "Sunday 4 March" in the year around publication in which it is one, or None if there is none."""
    weekday = load_grammar().words.weekdays[found.pieces["weekday"].rstrip(".").lower()]
    years = [one_day(published.year + step, month, day) for step in (0, -1, 1)]
    fitting = next((d for d in years if d and d.first and d.first.isoweekday() == weekday), None)
    return Told(days=fitting, rule="the year in which it is that weekday") if fitting else None


def _resolve_days(found: Expression, around: Around) -> Told:
    month, first, last = month_in(found), found.number("day"), found.number("lastday")

    def days_in(year: int) -> Days | None:
        a, b = one_day(year, month, first), one_day(year, month, last)
        return stretch(a.first, b.last) if a and b else None

    return in_year(found, around, days_in, f"{first} to {last} {month_name(month)}")


def _resolve_month(found: Expression, around: Around) -> Told:
    month = month_in(found)
    return in_year(found, around, lambda year: whole_month(year, month), month_name(month))


def in_year(found: Expression, around: Around, days_in: Callable[[int], Days | None], name: str) -> Told:
    """Put a day, a month or a part of one into its year: the one stated, or beside it, or nearest to publication."""
    if "year" in found.pieces:
        return told_or_refused(days_in(found.number("year")))
    if not any(days_in(year) for year in (2000, 2001)):
        return Told(days=None, rule=NO_SUCH_DAY)
    if around.year is not None:
        return told_or_refused(days_in(around.year), around.year_rule)
    if around.published is None or around.past:
        return Told(days=None, rule=UNDATED if around.published is None else "unresolved: of which year is not said")
    return _told_by_publication(around.published, around, days_in, name)


def _told_by_publication(published: date, around: Around, days_in: Callable[[int], Days | None], name: str) -> Told:
    """Return a yearly date by publication: a term on either side of it, else on the side that the clause tells of."""
    remembered = _anniversary_of(around, published, days_in)
    if remembered is not None:
        return remembered
    if not (around.future or around.recalled) and (around.planned or TERM.search(around.before)):
        return _term(published, days_in, name)
    return _nearest(published, days_in, name, future=around.future, recalled=around.recalled)


def _anniversary_of(around: Around, published: date, days_in: Callable[[int], Days | None]) -> Told | None:
    """Return the day that "the 10th anniversary of the September 11 attacks" remembers, ten years back."""
    said = _anniversary().search(around.before)
    nearest = _term(published, days_in, "").days if said else None
    if said is None or nearest is None or nearest.first is None:
        return None
    number = int(said["figures"]) if said["figures"] else ordinal_value(said["words"])
    return told_or_refused(days_in(nearest.first.year - number), f"{number} years before its anniversary")


@functools.cache
def _anniversary() -> re.Pattern[str]:
    number = rf"(?:(?P<figures>\d{{1,3}})(?:st|nd|rd|th)|(?P<words>{ordinal_words()}))"
    return re.compile(rf"\b{number}[ -]anniversary of(?: the)? $", re.IGNORECASE)


def _term(published: date, days_in: Callable[[int], Days | None], name: str) -> Told:
    """Return the yearly date nearest to publication, as a term may lie on either side ("until 17 March")."""
    around = [days for step in (-1, 0, 1) if (days := days_in(published.year + step)) and days.first and days.last]
    nearest = min(around, key=lambda days: _distance(days, published), default=None)
    return told_or_refused(nearest, f"{name} nearest to publication")


def _distance(days: Days, published: date) -> int:
    if days.first is None or days.last is None:
        return 0
    return max((days.first - published).days, (published - days.last).days, 0)


def _nearest(
    published: date, days_in: Callable[[int], Days | None], name: str, *, future: bool, recalled: bool
) -> Told:
    """Return the last time that a yearly date came round, or the next one where the clause tells of what will be."""
    for days in filter(None, map(days_in, _years_from(published.year, future=future))):
        if future and days.last and days.last >= published:
            return Told(days=days, rule=f"next {name}")
        if not future and days.first and days.first <= published:
            if not recalled and days.precision == "day" and (soon := _soon(days, published, days_in)):
                return Told(days=soon, rule=f"next {name}, which is near")
            return Told(days=days, rule=f"last past {name}")
    return Told(days=None, rule=NO_SUCH_DAY)


def _soon(last: Days, published: date, days_in: Callable[[int], Days | None]) -> Days | None:
    """Return the coming day, where it is as good as here and the last one is the better part of a year gone.

    Of a day so long past news gives the year; of one in the weeks to come it does not.
    """
    if last.first is None or (published - last.first).days <= DAYS_IN_YEAR - SOON:
        return None
    coming = (days_in(published.year + step) for step in (0, 1))
    return next((days for days in coming if days and days.first and days.first > published), None)


def _years_from(year: int, *, future: bool) -> Iterator[int]:
    """Yield years outwards; eight years always hold a 29 February, but for the turn of most centuries."""
    yield from (year + step if future else year - step for step in range(9))


def _resolve_feast(found: Expression, around: Around) -> Told:
    """Return a feast of the year stated, of the last or next time round, or nearest to publication."""
    name = found.pieces["feast"]
    step = load_grammar().words.steps.get(found.pieces.get("step", "").lower())
    if step == 0 and around.published:
        around = replace(around, year=around.published.year, year_rule="this year, from publication")
    elif step is not None:
        around = replace(around, future=step > 0, year=None, recalled=step < 0)
    return in_year(found, around, lambda year: feast_days(name, year), name)


def _resolve_feast_weekend(found: Expression, around: Around) -> Told:
    name = found.pieces["feast"]
    return in_year(found, around, lambda year: feast_weekend(name, year), f"{name} weekend")


def _resolve_figures(found: Expression, around: Around) -> Told:
    one, two, year = found.number("one"), found.number("two"), found.number("year")
    day_first, month_first = one_day(year, two, one), one_day(year, one, two)
    if day_first and month_first and day_first != month_first:
        if around.day_first is not None:
            return told_or_refused(day_first if around.day_first else month_first, OTHERS_ORDER)
        return Told(days=None, rule=TWO_ORDERS)
    return told_or_refused(day_first or month_first, ONE_ORDER)


def _resolve_year(found: Expression, _: Around) -> Told:
    return told_or_refused(whole_year(found.number("year")))


def _resolve_years(found: Expression, _: Around) -> Told:
    first = found.number("year")
    last = first // 100 * 100 + found.number("lastyear")
    if last < first:
        return told_or_refused(whole_month(first, found.number("lastyear")))
    return told_or_refused(whole_years(first, last))


def _resolve_decade(found: Expression, _: Around) -> Told:
    """Return ten years for "the 1990s", a hundred for "the 1800s"."""
    first = found.number("decade")
    length = 100 if first % 100 == 0 and first < THIS_CENTURY else 10
    return told_or_refused(whole_years(first, first + length - 1))


def _resolve_short_decade(found: Expression, _: Around) -> Told:
    """Return "the '90s" and "the nineties": of the twentieth century, as news means them."""
    word = found.pieces.get("decadeword", "").lower()
    short = (
        int(found.pieces["decade"]) if "decade" in found.pieces else load_grammar().words.tables["decade_words"][word]
    )
    if short >= THIS_CENTURY:
        return told_or_refused(whole_years(short, short + 9))
    return told_or_refused(whole_years(LAST_CENTURY + short, LAST_CENTURY + short + 9), LAST_CENTURYS)


def _resolve_century(found: Expression, _: Around) -> Told:
    century = found.number("century")
    return told_or_refused(whole_years(century * 100 - 99, century * 100))


def _resolve_quarter(found: Expression, around: Around) -> Told:
    if not {"year", "step", "thisyear"} & found.pieces.keys():
        number = found.number("quarterno")
        return in_year(found, around, lambda year: _months(year, number, 3), f"quarter {number}")
    year, rule = _year_or_stepped(found, around)
    if year is None:
        return Told(days=None, rule=rule)
    if "quarterno" in found.pieces:
        return told_or_refused(_months(year, found.number("quarterno"), 3), rule)
    if "halfno" in found.pieces:
        return told_or_refused(_months(year, found.number("halfno"), 6), rule)
    words = found.pieces["ordinal"].lower()
    place = int(words[:-2]) if words[0].isdigit() else load_grammar().words.ordinals[words]
    length = 3 if found.pieces["fraction"] == "quarter" else 6
    number = MONTHS // length if place < 0 else place
    return told_or_refused(_months(year, number, length), rule)


def _months(year: int, number: int, length: int) -> Days | None:
    """Return the quarter or half with a number."""
    if not 1 <= number <= MONTHS // length:
        return None
    first, last = whole_month(year, (number - 1) * length + 1), whole_month(year, number * length)
    return first and last and stretch(first.first, last.last, "quarter" if length == 3 else "range")  # noqa: PLR2004


def _resolve_season(found: Expression, around: Around) -> Told:
    """Return a season as its months in the north, where winter runs into the next year."""
    year, rule = _year_or_stepped(found, around)
    if year is None:
        return Told(days=None, rule=rule)
    season = found.pieces["season"].lower()
    month, length = load_grammar().words.seasons[season]
    first, last = whole_month(year, month), whole_month(*add_months(year, month, length - 1))
    days = first and last and stretch(first.first, last.last)
    return told_or_refused(days, f"{rule}; {season} by its months in the north")


def _year_or_stepped(found: Expression, around: Around) -> tuple[int | None, str]:
    """Return the year stated, or the one some years away from publication ("of last year")."""
    if "year" in found.pieces:
        return found.number("year"), STATED
    if around.published is None:
        return None, UNDATED
    word = "this" if "thisyear" in found.pieces else found.pieces["step"].lower()
    return around.published.year + load_grammar().words.steps[word], f"{word} year, from publication"


def _resolve_before_era(_: Expression, __: Around) -> Told:
    return Told(days=None, rule=BEFORE_ERA)


def month_name(month: int) -> str:
    """Return the name of a month."""
    names = list(load_grammar().words.tables["months"])
    return str(names[month - 1]) if 1 <= month <= MONTHS else str(month)


STATED_RESOLVERS: dict[str, Callable[[Expression, Around], Told]] = {
    "day": resolve_day,
    "feast": _resolve_feast,
    "feast-weekend": _resolve_feast_weekend,
    "figures": _resolve_figures,
    "days": _resolve_days,
    "month": _resolve_month,
    "year": _resolve_year,
    "years": _resolve_years,
    "decade": _resolve_decade,
    "short-decade": _resolve_short_decade,
    "century": _resolve_century,
    "quarter": _resolve_quarter,
    "season": _resolve_season,
    "before-era": _resolve_before_era,
}
