"""Dates that stand in the calendar by themselves, and those that lack no more than a year."""

from collections.abc import Callable, Iterator
from datetime import date

from detente.reading.dates.days import Days, add_months, one_day, stretch, whole_month, whole_year, whole_years
from detente.reading.dates.grammar import Expression, day_in, load_grammar, month_in
from detente.reading.dates.told import NO_SUCH_DAY, STATED, UNDATED, Around, Told, told_or_refused

__all__ = ["STATED_RESOLVERS", "resolve_day"]

MONTHS = 12
THIS_CENTURY = 2000
TWO_ORDERS = "unresolved: day and month may stand in either order"
ONE_ORDER = "stated; only one order of day and month is possible"
BEFORE_ERA = "unresolved: before our era, where ISO days do not reach"


def resolve_day(found: Expression, around: Around) -> Told:
    """Return the day of a month, with the year that stands in it, beside it or nearest to publication."""
    month, day = month_in(found), day_in(found)
    return _in_year(found, around, lambda year: one_day(year, month, day), f"{day} {_month_name(month)}")


def _resolve_days(found: Expression, around: Around) -> Told:
    month, first, last = month_in(found), found.number("day"), found.number("lastday")

    def days_in(year: int) -> Days | None:
        a, b = one_day(year, month, first), one_day(year, month, last)
        return stretch(a.first, b.last) if a and b else None

    return _in_year(found, around, days_in, f"{first} to {last} {_month_name(month)}")


def _resolve_month(found: Expression, around: Around) -> Told:
    month = month_in(found)
    return _in_year(found, around, lambda year: whole_month(year, month), _month_name(month))


def _in_year(found: Expression, around: Around, days_in: Callable[[int], Days | None], name: str) -> Told:
    """Put a day or a month into its year."""
    if "year" in found.pieces:
        return told_or_refused(days_in(found.number("year")))
    if not any(days_in(year) for year in (2000, 2001)):
        return Told(days=None, rule=NO_SUCH_DAY)
    if around.year is not None:
        return told_or_refused(days_in(around.year), around.year_rule)
    if around.published is None or around.past:
        return Told(days=None, rule=UNDATED if around.published is None else "unresolved: of which year is not said")
    return _nearest(around.published, days_in, name, future=around.future)


def _nearest(published: date, days_in: Callable[[int], Days | None], name: str, *, future: bool) -> Told:
    """Return the last time that a yearly date came round, or the next one where the clause tells of what will be."""
    for days in filter(None, map(days_in, _years_from(published.year, future=future))):
        if future and days.last and days.last >= published:
            return Told(days=days, rule=f"next {name}")
        if not future and days.first and days.first <= published:
            return Told(days=days, rule=f"last past {name}")
    return Told(days=None, rule=NO_SUCH_DAY)


def _years_from(year: int, *, future: bool) -> Iterator[int]:
    """Yield years outwards; eight years always hold a 29 February, but for the turn of most centuries."""
    yield from (year + step if future else year - step for step in range(9))


def _resolve_figures(found: Expression, _: Around) -> Told:
    one, two, year = found.number("one"), found.number("two"), found.number("year")
    day_first, month_first = one_day(year, two, one), one_day(year, one, two)
    if day_first and month_first and day_first != month_first:
        return Told(days=None, rule=TWO_ORDERS)
    return told_or_refused(day_first or month_first, ONE_ORDER)


def _resolve_year(found: Expression, _: Around) -> Told:
    return told_or_refused(whole_year(found.number("year")))


def _resolve_years(found: Expression, _: Around) -> Told:
    first = found.number("year")
    last = first // 100 * 100 + found.number("lastyear")
    return told_or_refused(whole_years(first, last))


def _resolve_decade(found: Expression, _: Around) -> Told:
    """Return ten years for "the 1990s", a hundred for "the 1800s"."""
    first = found.number("decade")
    length = 100 if first % 100 == 0 and first < THIS_CENTURY else 10
    return told_or_refused(whole_years(first, first + length - 1))


def _resolve_century(found: Expression, _: Around) -> Told:
    century = found.number("century")
    return told_or_refused(whole_years(century * 100 - 99, century * 100))


def _resolve_quarter(found: Expression, around: Around) -> Told:
    year, rule = _year_or_stepped(found, around)
    if year is None:
        return Told(days=None, rule=rule)
    if "quarterno" in found.pieces:
        return told_or_refused(_months(year, found.number("quarterno"), 3), rule)
    place = load_grammar().words.ordinals[found.pieces["ordinal"].lower()]
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
    step = load_grammar().words.steps[found.pieces["step"].lower()]
    return around.published.year + step, f"{found.pieces['step'].lower()} year, from publication"


def _resolve_before_era(_: Expression, __: Around) -> Told:
    return Told(days=None, rule=BEFORE_ERA)


def _month_name(month: int) -> str:
    names = list(load_grammar().words.tables["months"])
    return str(names[month - 1]) if 1 <= month <= MONTHS else str(month)


STATED_RESOLVERS: dict[str, Callable[[Expression, Around], Told]] = {
    "day": resolve_day,
    "figures": _resolve_figures,
    "days": _resolve_days,
    "month": _resolve_month,
    "year": _resolve_year,
    "years": _resolve_years,
    "decade": _resolve_decade,
    "century": _resolve_century,
    "quarter": _resolve_quarter,
    "season": _resolve_season,
    "before-era": _resolve_before_era,
}
