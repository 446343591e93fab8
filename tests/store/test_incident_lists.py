"""A list that is gone through from its beginning is the one that all accounts counted together come to."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from detente.store import Record, Wanted, incident_lists, tables
from detente.store.incident_lists import chosen_ids, places_told
from store.made import NOON, add, link

NEWS = ("happened", "alleged", "background", "denied")
PLACES = ("Rivertown", "Upper Rivertown", "river crossing", "Hillford", None)
Row = dict[str, Any]


def accounts(seed: int, number: int = 240) -> list[Row]:
    """Return accounts of some incidents by chance: of few days, so that many stand side by side, and some of none."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [
        {
            "number": 1_000 + n,
            "key": f"{n:032x}",
            "position": n,
            "start": n,
            "type": chance.choice(("ASSAULT", "PROTEST")),
            "status": chance.choice(NEWS),
            "country": chance.choice(("NLD", "BEL", None)),
            "place": chance.choice(PLACES),
            "last_day": chance.choice((None, *range(737_000, 737_006))),
            "state": chance.choice((2, 2, 2, 4)),
            "incident": f"{chance.randrange(number // 3):032x}",
        }
        for n in range(number)
    ]


def fill(record: Record, rows: list[Row]) -> None:
    add(record, 1)
    link(record, now=NOON)
    with record.writing() as connection:
        made = connection.execute(sa.select(tables.account_readings)).first()
        assert made is not None
        connection.execute(sa.update(tables.accounts).values(incident=None))
        own = {"document_id": made.document_id, "made_id": made.id}
        connection.execute(sa.insert(tables.accounts), [{**row, **own, "first_day": row["last_day"]} for row in rows])


def counted(rows: list[Row], fits: Callable[[Row], bool], *, recalled: bool = False) -> list[str]:
    """Return the list as its rule says it: by the last day of what fits of each, none last, then by the id."""
    settled = [row for row in rows if row["state"] == 2]
    news = {row["incident"] for row in settled if row["status"] not in {"background", "denied", "negated"}}
    days: dict[str, int] = {}
    for row in settled:
        if fits(row) and (row["incident"] in news) is not recalled:
            days[row["incident"]] = max(days.get(row["incident"], 0), row["last_day"] or 0)
    return sorted(days, key=lambda one: (-days[one], one))


def paged(record: Record, asked: dict[str, Any], limit: int) -> Iterator[str]:
    """Yield all of a list page by page."""
    wanted = Wanted(**asked)
    while True:
        with record.reading() as connection:
            page = chosen_ids(record, connection, wanted, limit)
            yield from page
            if len(page) < limit:
                return
            last = incident_lists.last_day_in(connection, Wanted(**asked), page[-1])
            wanted = Wanted(**asked, after=(last, page[-1]))


ASKED: tuple[tuple[dict[str, Any], Callable[[Row], bool]], ...] = (
    ({"country": "NLD"}, lambda row: row["country"] == "NLD"),
    ({"country": "XXX"}, lambda _: False),
    ({"type": "PROTEST", "first": 737_002}, lambda row: row["type"] == "PROTEST" and (row["last_day"] or 0) >= 737_002),
    ({"place": "RIVER"}, lambda row: "river" in (row["place"] or "").lower()),
    ({"place": "hill", "country": "BEL"}, lambda row: (row["place"], row["country"]) == ("Hillford", "BEL")),
    ({"place": "nowhere"}, lambda _: False),
    ({"place": "%"}, lambda _: False),
)


@pytest.mark.parametrize("few", [12, 1])
def test_page_by_page_it_is_the_list_of_all_that_fits(
    record: Record, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(incident_lists, "PORTION", 3)
    monkeypatch.setattr(incident_lists, "FEW", few)
    rows = accounts(few)
    fill(record, rows)
    for asked, fits in ASKED:
        for recalled in (False, True):
            whole = counted(rows, fits, recalled=recalled)
            with record.reading() as connection:
                assert chosen_ids(record, connection, Wanted(**asked, recalled=recalled), None) == whole
            for limit in (1, 7, 500):
                assert list(paged(record, {**asked, "recalled": recalled}, limit)) == whole, (asked, recalled, limit)
    assert {*PLACES} - {None} <= places_told(record)


def test_no_more_is_fetched_of_a_list_than_a_page_needs(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incident_lists, "PORTION", 20)
    fill(record, accounts(1))
    asked: list[str] = []
    sa.event.listen(record.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with record.reading() as connection:
        assert len(chosen_ids(record, connection, Wanted(country="NLD"), 5)) == 5
    assert len([one for one in asked if "accounts" in one]) == 1
