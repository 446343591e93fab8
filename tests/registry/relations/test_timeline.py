"""Two lanes through time: asked for the other way round they are the same, turned; and nothing told is no zero."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.cli.relations.lanes import timeline_lines
from detente.incidents.dealing import Dealing
from detente.knowledge.plover import plover
from detente.registry.interval import Interval
from detente.registry.relations.happenings import happenings_of
from detente.registry.relations.parties import Pair
from detente.registry.relations.timeline import Timeline, Volume, timeline_of
from registry.relations.dealings_made import BELONGING, EAST, NORTH, NORTH_ARMY, PAIR, SOUTH, dealing, on, ordinal

TURN = {
    "first to second": "second to first",
    "second to first": "first to second",
    "first": "second",
    "second": "first",
}


def timeline(linked: Any, pair: Pair = PAIR, **asked: Any) -> Timeline:
    volume = asked.pop("volume", Volume())
    return timeline_of(pair, happenings_of(linked, pair, BELONGING), volume, by=asked.pop("by", "month"), **asked)


def test_each_lane_counts_its_own_with_its_score_and_the_table_is_named() -> None:
    met = dealing("b", type="CONSULT", mode="visit", actors=(SOUTH,), recipients=(NORTH,))
    found = timeline([("i1", dealing("a")), ("i2", met)])
    (row,) = found.rows
    assert row.period == "2031-03"
    assert row.lanes["conflict"].cells == {("material", "first to second"): 1}
    assert row.lanes["cooperation"].cells == {("verbal", "second to first"): 1}
    assert (row.lanes["conflict"].sum, row.lanes["cooperation"].mean) == (-9, 4)
    assert found.table == "PLOVER scores, 2021-draft-2.0"


def test_what_is_not_told_is_empty_and_no_zero() -> None:
    (row,) = timeline([("i1", dealing())]).rows
    assert row.lanes["cooperation"].cells == {}
    assert row.lanes["cooperation"].mean is None


def test_more_reports_of_one_incident_change_the_volume_alone() -> None:
    day = (ordinal("2031-03-02"),) * 2
    one = timeline([("i1", dealing("a"))], volume=Volume(texts=((day, True),)))
    many = timeline([("i1", dealing(f"a{n}")) for n in range(9)], volume=Volume(texts=((day, True),) * 9))
    assert one.rows[0].lanes == many.rows[0].lanes
    assert (one.rows[0].both, many.rows[0].both) == (1, 9)


def test_what_has_more_days_than_one_period_stands_in_none_and_in_the_sum() -> None:
    long = dealing("b", when=on("2031-02-20", "2031-03-10"))
    found = timeline([("i1", dealing("a")), ("i2", long)])
    assert [row.period for row in found.rows] == ["2031-03", None]
    assert found.total.lanes["conflict"].total == 2


def test_weeks_are_called_by_their_monday() -> None:
    assert [row.period for row in timeline([("i1", dealing())], by="week").rows] == ["2031-02-24"]


def test_only_the_days_that_are_asked_for_are_there() -> None:
    asked = Interval(first=dt.date(2031, 3, 2), last=dt.date(2031, 3, 9))
    assert (
        timeline([("i1", dealing()), ("i2", dealing("b", when=None))], interval=asked).total.lanes["conflict"].total
        == 1
    )


WHO = st.lists(st.sampled_from([NORTH, SOUTH, EAST, NORTH_ARMY]), min_size=1, max_size=3, unique=True).map(tuple)
STATUS = st.sampled_from(["happened", "ongoing", "alleged", "denied", "background", "planned", "demanded"])
DEALING = st.builds(
    lambda n, actors, recipients, status, type_, day, claimant: dealing(
        f"k{n}", actors=actors, recipients=recipients, status=status, type=type_, claimant=claimant,
        when=on(f"2031-03-{day:02d}") if day else None,
    ),
    st.integers(0, 10**6), WHO, WHO | st.just(()), STATUS, st.sampled_from(sorted(plover().types)), st.integers(0, 28),
    st.none() | st.sampled_from([NORTH, SOUTH, EAST]),
)  # fmt: skip
LINKED = st.lists(st.tuples(st.sampled_from(["i1", "i2", "i3", "i4"]), DEALING), max_size=12)
VOLUME = st.lists(st.tuples(st.none() | st.just((ordinal("2031-03-05"),) * 2), st.booleans()), max_size=5)


def turned(found: Timeline) -> Timeline:
    """Return a timeline with its two turned round, and nothing else."""

    def lane(one: Any) -> Any:
        return replace(one, cells={(manner, TURN.get(way, way)): n for (manner, way), n in one.cells.items()})

    def row(one: Any) -> Any:
        return replace(one, lanes={name: lane(own) for name, own in one.lanes.items()})

    def some(given: Any) -> Any:
        return tuple(replace(one, way=TURN.get(one.way, one.way), word=TURN.get(one.word, one.word)) for one in given)

    return replace(
        found, pair=found.pair.turned, rows=tuple(map(row, found.rows)), total=row(found.total),
        counted=some(found.counted), apart=some(found.apart), recalled=some(found.recalled),
    )  # fmt: skip


@given(LINKED, VOLUME, st.sampled_from(["week", "month"]))
def test_asked_for_the_other_way_round_the_columns_are_turned_and_nothing_else(
    linked: list[tuple[str, Dealing]], texts: list[Any], by: Any
) -> None:
    volume = Volume(texts=tuple(texts))
    one = timeline(linked, by=by, volume=volume)
    assert timeline(linked, PAIR.turned, by=by, volume=volume) == turned(one)


@given(LINKED, st.randoms())
def test_the_order_in_which_reports_came_changes_nothing(linked: list[tuple[str, Dealing]], random: Any) -> None:
    shuffled = list({(incident, one.key): (incident, one) for incident, one in linked}.values())
    before = timeline(shuffled)
    random.shuffle(shuffled)
    assert timeline(shuffled) == before


@given(LINKED)
def test_every_line_of_the_table_fits_eighty_columns(linked: list[tuple[str, Dealing]]) -> None:
    lines = list(timeline_lines(timeline(linked), with_words=False))
    table = [line for line in lines if line.startswith(("2031", "other", "all", "COOP", "CONF"))]
    assert all(len(line) <= 80 for line in table)
