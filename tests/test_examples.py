"""The example reports: each has its facts, and every fact has its words."""

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from detente.documents.document import Document
from detente.documents.formats import open_packet
from detente.documents.packets import packets_of
from detente.knowledge.files import read_jsonl
from detente.knowledge.plover import plover
from detente.reading.records import STATUSES, ClaimMode

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".html", ".jsonl"})
CARRIERS = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".xml", ".eml", ".csv"})
"""Files as a desk gets them, each with several documents: for trying intake, without facts."""
KINDS = {"claim", "event", "date", "place", "quantity", "party", "empty"}
NEVER = {"record", "type", "status", "actors", "recipients", "kind", "value", "country", "from"}
QUANTITY_KINDS = {
    *("killed", "wounded", "captured", "missing", "displaced", "people", "troops", "vehicles", "weapons"),
    *("violations", "mines", "area", "settlements", "money", "other"),
}
PRECISIONS = {"minute", "day", "week", "month", "quarter", "year", "range"}
FULL_NAME = re.compile(r"\d\d-[a-z]+(-[a-z]+)*\.(txt|html|jsonl|xml|eml|csv)")
MACHINE_PATH = re.compile(r"/(work|tmp|home|root|usr|Users)/|[A-Z]:\\|localhost|file://")
Fact = dict[str, Any]


class VisibleText(HTMLParser):
    """Collects what a reader of a page sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's name
        self._hidden += tag in {"script", "style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def texts_of(report: Path) -> dict[str | None, str]:
    """The texts of a report by id; one text without an id, unless the file holds several."""
    source = report.read_text(encoding="utf-8")
    if report.suffix == ".jsonl":
        return {item["id"]: item["text"] for item in map(json.loads, source.splitlines())}
    if report.suffix == ".html":
        page = VisibleText()
        page.feed(source)
        page.close()
        return {None: "".join(page.parts)}
    return {None: source}


def documents_of(carrier: Path) -> list[Document]:
    return [open_packet(packet) for packet in packets_of(carrier, standard_input=BytesIO())]


def sheet_of(report: Path) -> dict[str, Any]:
    """Everything in the file of facts beside a report."""
    sheet = json.loads((EXAMPLES / f"{report.stem}.facts.json").read_text(encoding="utf-8"))
    assert isinstance(sheet, dict)
    return sheet


def facts_of(report: Path) -> list[Fact]:
    facts: list[Fact] = sheet_of(report)["facts"]
    return facts


def facts_of_kind(report: Path, kind: str) -> list[Fact]:
    return [f for f in facts_of(report) if f["kind"] == kind]


def codes() -> frozenset[str]:
    return frozenset(row["code"] for row in read_jsonl("countries/states.jsonl")) | frozenset(plover().international)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def is_day(text: str) -> bool:
    return date.fromisoformat(text).isoformat() == text


every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.stem)


def test_there_are_at_least_twelve_reports_in_three_formats() -> None:
    assert len(REPORTS) >= 12
    formats = Counter(p.suffix for p in REPORTS)
    assert formats[".html"] >= 2
    assert formats[".jsonl"] >= 1
    assert formats[".txt"] > formats[".html"]


def test_names_are_unique_and_of_one_form() -> None:
    every = [*REPORTS, *CARRIERS]
    assert all(FULL_NAME.fullmatch(p.name) for p in every)
    assert max(Counter(p.stem for p in every).values()) == 1
    assert max(Counter(p.name[:2] for p in every).values()) == 1


def test_no_facts_without_a_report() -> None:
    sheets = {p.name.removesuffix(".facts.json") for p in EXAMPLES.glob("*.facts.json")}
    assert sheets == {p.stem for p in REPORTS}


def test_the_readme_lists_every_report_once() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    named = Counter(re.findall(r"\]\((\d\d-[^)]+)\)", readme))
    assert named == Counter(p.name for p in (*REPORTS, *CARRIERS))
    assert "CC BY-SA 4.0" in readme


@pytest.mark.parametrize(
    "path", sorted(p for p in EXAMPLES.rglob("*") if p.is_file()), ids=lambda p: str(p.relative_to(EXAMPLES))
)
def test_no_file_names_a_machine(path: Path) -> None:
    assert not MACHINE_PATH.search(path.read_text(encoding="utf-8"))


@every_report
def test_a_composed_report_says_so_in_its_first_line_and_no_other_does(report: Path) -> None:
    composed = sheet_of(report)["_about"]["composed"]
    assert isinstance(composed, bool)
    for text in texts_of(report).values():
        first = text.lstrip().split("\n", 1)[0]
        assert first.startswith("Composed report: ") is composed
        assert ("invented" in first) is composed


@every_report
def test_a_report_is_of_readable_length(report: Path) -> None:
    for text in texts_of(report).values():
        assert 120 <= len(text.split()) <= 450


@every_report
def test_facts_say_where_they_come_from_and_when_the_report_was_published(report: Path) -> None:
    sheet = sheet_of(report)
    assert set(sheet) == {"_about", "published", "facts"}
    assert sheet["_about"]["source"]
    assert sheet["_about"]["licence"].startswith("CC0")
    published = sheet["published"]
    days = published.values() if isinstance(published, dict) else [published]
    assert all(day is None or is_day(day) for day in days)


@every_report
def test_there_are_facts_to_take_and_facts_to_leave(report: Path) -> None:
    kinds = Counter(f["kind"] for f in facts_of(report))
    assert set(kinds) <= KINDS
    assert 8 <= kinds.total() <= 24
    assert kinds["empty"] >= 2
    assert kinds["event"] + kinds["claim"] >= 2


@every_report
def test_every_fact_has_its_words_exactly_once(report: Path) -> None:
    texts = texts_of(report)
    for fact in facts_of(report):
        assert fact["value"]
        assert texts[fact.get("id")].count(fact["words"]) == 1, fact["words"]


@every_report
def test_narrower_words_lie_within_the_words_and_speakers_in_the_text(report: Path) -> None:
    texts = texts_of(report)
    for fact in facts_of(report):
        narrower = fact.get("text") or fact.get("quantity", {}).get("text") or ""
        assert narrower in fact["words"]
        assert (fact.get("speaker") or "") in texts[fact.get("id")]


@every_report
def test_types_modes_and_statuses_are_of_the_vocabulary(report: Path) -> None:
    for fact in facts_of_kind(report, "event"):
        assert fact["status"] in STATUSES
        assert fact.get("type") in {None, *plover().types}
        assert "mode" not in fact or fact["mode"] in plover().types[fact["type"]].modes
    for fact in facts_of_kind(report, "claim"):
        assert fact["mode"] in get_args(ClaimMode)


@every_report
def test_countries_are_known_codes(report: Path) -> None:
    for fact in facts_of(report):
        never = fact.get("never", {})
        named = chain(*(listed(part.get(field)) for part in (fact, never) for field in ("actors", "recipients")))
        assert set(named) <= codes()
        assert fact.get("country") is None or fact["country"] in codes()


@every_report
def test_days_and_precisions_of_dates_are_valid(report: Path) -> None:
    for fact in facts_of_kind(report, "date"):
        assert is_day(fact["from"])
        assert is_day(fact["to"])
        assert fact["from"] <= fact["to"]
        assert fact["precision"] in PRECISIONS
        assert fact["text"]


@every_report
def test_quantities_hold_a_figure_or_bounds_never_both(report: Path) -> None:
    for fact in facts_of_kind(report, "quantity"):
        quantity = fact["quantity"]
        assert set(quantity) == {"text", "kind", "value", "low", "high", "unit", "qualifier"}
        assert quantity["kind"] in QUANTITY_KINDS
        assert quantity["value"] is None or quantity["low"] is quantity["high"] is None


@every_report
def test_what_stays_empty_says_what_must_not_stand_there(report: Path) -> None:
    for fact in facts_of_kind(report, "empty"):
        assert fact["never"]
        assert set(fact["never"]) <= NEVER
        assert fact["never"].get("type") in {None, *plover().types}
        assert fact["never"].get("status") in {None, *STATUSES}


def test_some_reports_are_dated_and_some_are_not() -> None:
    dated = Counter(sheet_of(p)["published"] is not None for p in REPORTS)
    assert min(dated[True], dated[False]) >= 4


def test_dated_items_of_a_collection_carry_the_same_day() -> None:
    for report in (p for p in REPORTS if p.suffix == ".jsonl"):
        items = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
        assert {i["id"]: i.get("published") for i in items} == sheet_of(report)["published"]


def test_carriers_hold_what_the_readme_says_and_every_document_says_that_it_is_composed() -> None:
    formats = {carrier.name: Counter(d.format for d in documents_of(carrier)) for carrier in CARRIERS}

    assert formats == {
        "17-valley-wire-monday.xml": {"feed": 3},
        "18-valley-wire-tuesday.xml": {"feed": 3},
        "19-liaison-mail.eml": {"mail": 1, "html": 1},
        "20-district-log.csv": {"table": 3},
        "21-observers-form.csv": {"field report": 3},
    }
    texts = [document.text for carrier in CARRIERS for document in documents_of(carrier)]
    assert all(re.search("invented|inventés", text) for text in texts)


def test_the_demo_takes_every_example_in() -> None:
    makefile = (EXAMPLES.parent / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"addprefix examples/\*\.,([a-z ]+)\)", makefile)

    assert found is not None
    assert {p.suffix for p in (*REPORTS, *CARRIERS)} == {f".{ending}" for ending in found[1].split()}
