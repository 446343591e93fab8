import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area, area_in
from detente.registry.mines.garbles import garble
from detente.registry.mines.periods import periods_of
from detente.registry.mines.records import MineFigure
from detente.registry.mines.totals import reconcile_totals
from detente.registry.where import Locality

NEW_YEAR = dt.date(2031, 1, 6)
WEEKS = st.lists(st.integers(1, 5000), min_size=1, max_size=12)


def figure(number: int, first: int, last: int, *, running: bool = False, **change: object) -> MineFigure:
    """Return a figure of the days `first` to `last` after the first Monday of the year."""
    days = Interval(first=NEW_YEAR + dt.timedelta(days=first), last=NEW_YEAR + dt.timedelta(days=last))
    made: dict[str, object] = {
        "id": f"{'total' if running else 'week'}-{first}-{last}", "origin": "published", "what": "mine",
        "claimant": "Northmark Mine Office", "evidence": (Evidence(words=str(number), by="Ann Brook"),),
        "interval": days, "running": running, "count": Count(low=number, high=number, words=f"{number:,}"), "row": last,
    } | change  # fmt: skip
    return MineFigure(**made)  # type: ignore[arg-type]


def series(weeks: list[int], every: int = 1) -> list[MineFigure]:
    """Return weekly figures, and the running total after every so many of them and after the last."""
    parts = [figure(count, 7 * n, 7 * n + 6) for n, count in enumerate(weeks)]
    ends = [n for n in range(1, len(weeks) + 1) if n % every == 0 or n == len(weeks)]
    return parts + [figure(sum(weeks[:n]), 0, 7 * n - 1, running=True) for n in ends]


def ground(value: float, unit: str, first: int, last: int, *, running: bool = False) -> MineFigure:
    area: Area = area_in(unit, value, value, words=f"{value:g} {unit}")
    return figure(0, first, last, running=running, what="cleared", count=None, area=area)


@given(weeks=WEEKS, every=st.integers(1, 5))
def test_a_consistent_series_is_never_flagged(weeks: list[int], every: int) -> None:
    found = reconcile_totals(series(weeks, every))
    assert (found.differences, found.not_compared) == ((), ())


@given(data=st.data(), weeks=WEEKS, every=st.integers(1, 5))
def test_one_altered_figure_always_is(data: st.DataObject, weeks: list[int], every: int) -> None:
    figures = series(weeks, every)
    at = data.draw(st.integers(0, len(figures) - 1))
    was = figures[at].count
    assert was is not None
    new = data.draw(st.integers(0, 100_000).filter(lambda number: number != was.low))
    old = figures[at]
    assert old.interval is not None
    first, last = ((day - NEW_YEAR).days for day in (old.interval.first, old.interval.last))
    figures[at] = figure(new, first, last, running=old.running)
    differences = reconcile_totals(figures).differences
    assert any(old.id in one.figures for one in differences)


def test_what_is_told_names_the_figures_the_rows_and_the_likely_garble() -> None:
    figures = series([120, 450, 80], every=3)
    figures[1] = figure(540, 7, 13)
    (one,) = reconcile_totals(figures).differences
    assert (one.kind, one.rows) == ("total differs", (6, 13, 20, 20))
    assert "'540': two digits may be the wrong way round; 450 would fit" in one.likely
    assert "make 740" in one.said
    assert "“650”" in one.said


def test_a_total_that_falls_and_a_week_larger_than_it_are_told() -> None:
    totals = [figure(1234, 0, 6, running=True), figure(134, 0, 13, running=True)]
    found = reconcile_totals([*totals, figure(900, 0, 6)]).differences
    assert [one.kind for one in found] == ["total differs", "total falls"]
    found = reconcile_totals([figure(100, 0, 27, running=True), figure(1000, 7, 13)]).differences
    assert [one.kind for one in found] == ["period exceeds total"]


def test_hectares_taken_for_square_metres_are_a_likely_garble() -> None:
    weeks = [ground(12, "ha", 0, 6), ground(90_000, "ha", 7, 13), ground(21, "ha", 0, 13, running=True)]
    kinds = {one.kind: one for one in reconcile_totals(weeks).differences}
    assert "square metres and hectares may be mixed" in kinds["total differs"].likely[0]
    assert "units differ" not in kinds
    mixed = [ground(12, "ha", 0, 6), ground(90_000, "m2", 7, 13), ground(21, "ha", 0, 13, running=True)]
    found = reconcile_totals(mixed)
    assert found.differences == (), "sums in other units come out"
    assert [one.kind for one in found.remarks] == ["units differ"]


def test_sums_of_ground_are_told_with_their_unit() -> None:
    found = reconcile_totals([ground(3, "ha", 0, 6), ground(3, "m2", 0, 6, running=True)]).differences
    (one,) = (some for some in found if some.kind == "total differs")
    assert "make 30,000 m2, printed is “3 m2”" in one.said
    assert one.likely
    assert all(" m2 would fit" in how for how in one.likely)
    part = [ground(3, "ha", 0, 6), ground(2, "ha", 14, 20), ground(4, "ha", 0, 27, running=True)]
    assert "make at least 50,000 m2, printed" in reconcile_totals(part).differences[0].said


def test_a_period_that_is_more_than_its_total_grew_by_is_told() -> None:
    totals = [figure(10, 0, 6, running=True), figure(35, 0, 20, running=True)]
    (one,) = reconcile_totals([*totals, figure(30, 14, 20)]).differences
    assert one.kind == "total differs"
    assert "10 and 30 make at least 40, printed is “35”" in one.said
    assert reconcile_totals([*totals, figure(25, 14, 20)]).differences == ()
    shared = reconcile_totals([*totals, figure(30, 14, 20), figure(4, 12, 15)]).differences
    assert sorted(one.kind for one in shared) == ["periods overlap", "total differs"]


def test_a_period_that_is_more_than_the_total_is_told_once() -> None:
    totals = [figure(10, 0, 6, running=True), figure(35, 0, 20, running=True)]
    assert [one.kind for one in reconcile_totals([*totals, figure(50, 14, 20)]).differences] == ["period exceeds total"]
    falls = [figure(10, 0, 6, running=True), figure(5, 0, 20, running=True), figure(1, 14, 20)]
    assert [one.kind for one in reconcile_totals(falls).differences] == ["total falls"]


def test_common_garbles_are_recognised_and_others_are_not() -> None:
    assert garble(540, 450, is_area=False) == "two digits may be the wrong way round"
    assert garble(4500, 450, is_area=False) == "it may have a zero too many"
    assert garble(45, 450, is_area=False) == "it may lack a zero"
    assert garble(504, 450, is_area=False) == garble(451, 450, is_area=False) == garble(5, -4, is_area=False) is None


def test_weeks_that_leave_days_open_are_not_compared_which_is_said() -> None:
    found = reconcile_totals([figure(10, 0, 6), figure(99, 0, 13, running=True)])
    assert found.differences == ()
    assert "leave days open" in found.not_compared[0]


def test_weeks_that_leave_days_open_and_make_more_than_the_total_are_told() -> None:
    found = reconcile_totals([figure(60, 0, 6), figure(50, 14, 20), figure(99, 0, 27, running=True)])
    assert [one.kind for one in found.differences] == ["total differs"]
    assert "make at least 110, printed is “99”" in found.differences[0].said


def test_round_figures_fit_anything_and_open_ones_only_what_they_may() -> None:
    about = Count(low=90, high=90, words="about 90", qualifier="about")
    assert reconcile_totals([figure(0, 0, 6, count=about), figure(70, 0, 6, running=True)]).differences == ()


def test_overlapping_weeks_and_two_totals_of_a_day_are_told() -> None:
    found = reconcile_totals([figure(1, 0, 6), figure(2, 6, 12)]).differences
    assert [one.kind for one in found] == ["periods overlap"]
    twice = [figure(5, 0, 6, running=True), figure(7, 0, 6, running=True, id="other")]
    assert [one.kind for one in reconcile_totals(twice).differences] == ["two totals of a day"]


def test_figures_of_two_claimants_or_kinds_are_never_put_together() -> None:
    other = figure(99, 0, 6, running=True, claimant="Southmark Mine Office")
    kind = figure(98, 0, 6, running=True, what="IED")
    assert reconcile_totals([figure(1, 0, 6), other, kind]).differences == ()


def test_a_corrected_figure_counts_no_more() -> None:
    figures = series([10, 20])
    wrong = figure(99, 7, 13, id="wrong")
    right = figure(20, 7, 13, id="right", supersedes="wrong")
    rest = [one for one in figures if one.id != "week-7-13"]
    assert reconcile_totals([*rest, wrong, right]).differences == ()


def test_figures_of_two_places_are_never_put_together() -> None:
    east = (Locality(words="Eastbank"),)
    apart = [figure(1, 0, 6), figure(99, 0, 6, id="east", where=east), figure(98, 0, 6, running=True, where=east)]
    found = reconcile_totals(apart).differences
    assert {one.kind for one in found} == {"period exceeds total", "total differs"}
    assert all("(Eastbank)" in one.said and "Northmark Mine Office" in one.said for one in found)


@given(
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=12),
    first=st.integers(-2, 40),
    length=st.integers(0, 40),
)
def test_the_periods_between_two_days_are_all_that_share_one(
    spans: list[tuple[int, int]], first: int, length: int
) -> None:
    figures = [figure(1, start, start + more, id=str(n)) for n, (start, more) in enumerate(spans)]
    since, until = NEW_YEAR + dt.timedelta(days=first), NEW_YEAR + dt.timedelta(days=first + length)
    asked = Interval(first=since, last=until)

    found = [one.id for one in periods_of(figures).between(since, until)]

    assert sorted(found) == sorted(one.id for one in figures if one.interval and one.interval.overlaps(asked))


def test_a_sum_of_many_figures_is_told_in_few_words() -> None:
    found = reconcile_totals([*series([1] * 40)[:40], figure(99, 0, 7 * 40 - 1, running=True)]).differences
    assert "37 more and 1 make 40" in found[0].said
    assert len(found[0].figures) == 41
