"""The dates and quantities of the two press reports, as the list of their facts has them."""

import json
from pathlib import Path

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.quantities import FindQuantities
from detente.reading.reading import Reading
from detente.reading.records import DateMention, Quantity
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

pytestmark = pytest.mark.seeds


def read_fact(shared: Path, fact_id: str) -> tuple[Reading, int, int]:
    """Return the reading of the report that a fact is about, and where in it the fact stands."""
    lines = (shared / "facts" / "seed_facts.jsonl").read_text(encoding="utf-8").splitlines()
    fact = next(f for f in map(json.loads, lines) if f["id"] == fact_id)
    text = (shared / "seeds" / fact["file"]).read_bytes().decode("utf-8")
    stages = (ReadPublished(), SplitSentences(), ParseWords(), FindDates(), FindQuantities())
    return Reader(stages).read(Document(id=fact["file"], text=text)), fact["start"], fact["end"]


def dates_of(shared: Path, fact_id: str) -> list[DateMention]:
    reading, start, end = read_fact(shared, fact_id)
    return [d for d in reading.dates if start <= d.start < end]


def quantities_of(shared: Path, fact_id: str) -> list[Quantity]:
    reading, start, end = read_fact(shared, fact_id)
    return [q for q in reading.quantities if start <= q.start < end]


def test_one_report_states_its_day_and_the_other_does_not(shared: Path) -> None:
    dated, _, _ = read_fact(shared, "B01")
    assert dated.published is not None
    assert (dated.published.first, dated.published.last) == ("2022-01-09", "2022-01-09")
    assert dated.published.rule == "stated in the text"
    undated, _, _ = read_fact(shared, "A01")
    assert undated.published is not None
    assert (undated.published.first, undated.published.last) == ("2020-11-10", None)
    assert undated.published.rule == "not before the last day told of as past: November 10, 2020"


@pytest.mark.parametrize(
    ("fact_id", "first", "last", "precision", "rule"),
    [
        ("A22", "2020-09-01", "2020-09-30", "month", "stated"),
        ("A27", "2020-11-10", "2020-11-10", "day", "stated"),
        ("B01", "2022-01-09", "2022-01-09", "day", "stated"),
        ("B08", "2021-01-30", None, "range", "since then: stated"),
        ("B15", "2020-11-10", "2020-11-10", "day", "stated"),
        ("B17", "1992-01-01", "1992-12-31", "year", "stated"),
        ("B18", "2021-06-15", "2021-06-15", "day", "last past 15 June"),
    ],
)
def test_dates_stated_outright(
    shared: Path, fact_id: str, first: str, last: str | None, precision: str, rule: str
) -> None:
    (found,) = dates_of(shared, fact_id)
    assert found.interval is not None
    assert (found.interval.first, found.interval.last, found.interval.precision) == (first, last, precision)
    assert found.rule == rule


@pytest.mark.parametrize("fact_id", ["A02", "A12", "A13", "A15", "A34", "A36", "B20"])
def test_dates_that_the_text_alone_does_not_tell(shared: Path, fact_id: str) -> None:
    found = dates_of(shared, fact_id)
    assert found
    assert all(d.interval is None and d.rule.startswith("unresolved") for d in found)


def test_the_money(shared: Path) -> None:
    (found,) = quantities_of(shared, "A09")
    assert (found.kind, found.value, found.unit, found.qualifier) == ("money", 19_500_000_000, "USD", "alone")


def test_nearly_is_an_upper_bound_and_no_value(shared: Path) -> None:
    (several, nearly) = quantities_of(shared, "A28")
    assert (nearly.kind, nearly.value, nearly.low, nearly.high) == ("settlements", None, None, 300)
    assert nearly.qualifier == "nearly"
    assert (several.kind, several.value, several.low, several.high) == ("settlements", None, None, None)


def test_what_the_reports_do_not_count_stays_empty(shared: Path) -> None:
    for fact_id in ("A01", "B01"):
        reading, _, _ = read_fact(shared, fact_id)
        kept = {q.kind for q in reading.quantities if (q.value, q.low, q.high) != (None, None, None)}
        assert not kept & {"violations", "area", "mines", "killed", "wounded", "troops", "weapons"}
