"""Every rule of the reading contract, held against readings of the examples, and of real texts where there are some."""

import datetime as dt
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from detente.documents.packets import packets_of
from detente.knowledge.countries import country_of_code
from detente.knowledge.plover import plover
from detente.pipeline.outcomes import lines_of
from detente.reading.records import (
    STATUSES,
    ClaimMode,
    DatePrecision,
    EntityKind,
    PlacePrecision,
)

EXAMPLES = sorted(
    p for p in (Path(__file__).parents[1] / "examples").iterdir() if p.suffix in {".txt", ".html", ".jsonl"}
)
Found = dict[str, Any]
Faults = Iterator[str]

FIELDS = {
    "sentences": "start end",
    "entities": "id name kind country sectors role",
    "mentions": "start end text kind entity",
    "places": "start end text name geonameid lat lon country admin1 precision candidates",
    "dates": "start end text from to precision rule",
    "quantities": "start end text kind value low high unit qualifier",
    "claims": "id source via cue content mode confidence",
    "events": "id type mode contexts cameo quad score actors recipients trigger place date status claim evidence "
    "confidence",
    "damage": "start end kind",
}
SPANNED = ("sentences", "mentions", "places", "dates", "quantities", "damage")
WORDED = ("mentions", "places", "dates", "quantities")
QUANTITY_KINDS = {
    *("killed", "wounded", "captured", "missing", "displaced", "people", "troops", "vehicles", "weapons"),
    *("violations", "mines", "area", "settlements", "money", "other"),
}
QUADS = {f"{kind} {side}" for kind in ("verbal", "material") for side in ("cooperation", "conflict")}


def faults(found: Found) -> Faults:
    """Yield what breaks a rule of the contract in a reading, in words."""
    missing = {"id", "text", "published", *FIELDS} - set(found)
    if missing:
        yield f"the reading has no {sorted(missing)}"
        return
    lacking = [layer for layer, names in FIELDS.items() for r in found[layer] if set(names.split()) - set(r)]
    if lacking:
        yield f"fields are missing from {lacking}"
        return
    yield from _span_faults(found)
    yield from _entity_faults(found)
    for date in found["dates"]:
        yield from _interval_faults(date)
    if found["published"] is not None:
        yield from _interval_faults({"precision": "day", **found["published"]})
    yield from _value_faults(found)
    for claim in found["claims"]:
        yield from _claim_faults(claim, found)
    for event in found["events"]:
        yield from _event_faults(event, found)


def _fits(span: Found, text: str) -> bool:
    return bool(0 <= span["start"] < span["end"] <= len(text))


def _span_faults(found: Found) -> Faults:
    text = found["text"]
    yield from (f"{layer} {r} has no words" for layer in SPANNED for r in found[layer] if not _fits(r, text))
    yield from (f"{layer} {r}" for layer in WORDED for r in found[layer] if text[r["start"] : r["end"]] != r["text"])
    sentences = found["sentences"]
    yield from (f"sentences {a} {b}" for a, b in itertools.pairwise(sentences) if a["end"] > b["start"])


def _is_place_code(code: str | None) -> bool:
    return code is None or code in country_of_code() or code in plover().international


def _entity_faults(found: Found) -> Faults:
    ids = [e["id"] for e in found["entities"]]
    mentioned = {m["entity"] for m in found["mentions"]}
    if len(set(ids)) != len(ids):
        yield f"entity ids repeat: {ids}"
    yield from (f"mention of {e}, which is not there" for e in mentioned - {*ids, None})
    for entity in found["entities"]:
        wrong = (
            entity["kind"] not in get_args(EntityKind)
            or not _is_place_code(entity["country"])
            or set(entity["sectors"]) - set(plover().sectors)
            or entity["id"] not in mentioned
        )
        if wrong:
            yield f"entity {entity}"
    yield from (f"mention {m}" for m in found["mentions"] if m["kind"] not in get_args(EntityKind))


def _interval_faults(date: Found) -> Faults:
    first, last = date["from"], date["to"]
    ends = [d for d in (first, last) if d is not None]
    ordered = all(dt.date.fromisoformat(d[:10]) for d in ends) and ends == sorted(ends)
    known = date["precision"] in get_args(DatePrecision) if ends else date["precision"] is None
    if not (ordered and known and date["rule"]):
        yield f"date {date}"


def _value_faults(found: Found) -> Faults:
    for quantity in found["quantities"]:
        low, high = quantity["low"], quantity["high"]
        bounded = low is not None or high is not None
        crossed = low is not None and high is not None and low > high
        if quantity["kind"] not in QUANTITY_KINDS or (quantity["value"] is not None and bounded) or crossed:
            yield f"quantity {quantity}"
    for place in found["places"]:
        located = place["lat"] is None or (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180)
        precise = place["precision"] in {*get_args(PlacePrecision), None}
        if not (located and precise and _is_place_code(place["country"]) and place["candidates"] >= 0):
            yield f"place {place}"


def _party_faults(parties: list[Found], found: Found, *, of: str) -> Faults:
    ids = {e["id"] for e in found["entities"]}
    yield from (f"{of}: {p}" for p in parties if p["entity"] not in ids or not _fits(p, found["text"]))


def _claim_faults(claim: Found, found: Found) -> Faults:
    of = f"claim {claim['id']}"
    if [c["id"] for c in found["claims"]].count(claim["id"]) > 1:
        yield f"{of}: the id repeats"
    speakers = [s for s in (claim["source"], *claim["via"]) if s is not None]
    yield from _party_faults([s for s in speakers if s["entity"] is not None], found, of=of)
    spans = [*speakers, claim["content"], *([claim["cue"]] if claim["cue"] else [])]
    yield from (f"{of}: {s} has no words" for s in spans if not _fits(s, found["text"]))
    if claim["mode"] not in get_args(ClaimMode) or not 0 < claim["confidence"] <= 1:
        yield f"{of}: {claim['mode']}, {claim['confidence']}"


def _event_faults(event: Found, found: Found) -> Faults:
    of = f"event {event['id']}"
    if [e["id"] for e in found["events"]].count(event["id"]) > 1:
        yield f"{of}: the id repeats"
    if event["type"] not in plover().types:
        yield f"{of}: {event['type']}"
        return
    yield from _code_faults(event, of=of)
    parties = [*event["actors"], *event["recipients"]]
    if not parties:
        yield f"{of}: nobody takes part"
    yield from _party_faults(parties, found, of=of)
    spans = (event["trigger"], event["evidence"])
    yield from (f"{of}: {s} has no words" for s in spans if not _fits(s, found["text"]))
    if event["place"] is not None and not 0 <= event["place"] < len(found["places"]):
        yield f"{of}: place {event['place']} of {len(found['places'])}"
    if event["claim"] is not None and event["claim"] not in {c["id"] for c in found["claims"]}:
        yield f"{of}: claim {event['claim']} is not there"
    if event["date"] is not None:
        yield from _interval_faults(event["date"])


def _code_faults(event: Found, *, of: str) -> Faults:
    known = plover().types[event["type"]]
    if event["mode"] not in {None, *known.modes}:
        yield f"{of}: {event['type']} has no mode {event['mode']}"
    if set(event["contexts"]) - set(plover().contexts):
        yield f"{of}: contexts {event['contexts']}"
    if event["status"] not in STATUSES or event["quad"] not in QUADS or event["quad"] != known.quad:
        yield f"{of}: {event['status']}, {event['quad']}"
    if event["score"] is not None and not -10 <= event["score"] <= 10:
        yield f"{of}: score {event['score']}"
    if event["cameo"] is not None and not (event["cameo"].isalnum() and event["cameo"][:2].isdigit()):
        yield f"{of}: CAMEO {event['cameo']}"
    if not 0 < event["confidence"] <= 1:
        yield f"{of}: confidence {event['confidence']}"


def read_lines(*paths: Path) -> list[bytes]:
    packets = itertools.chain.from_iterable(packets_of(p, standard_input=sys.stdin.buffer) for p in paths)
    return [line.data for line in lines_of(packets, workers=1)]


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return read_lines(*EXAMPLES)


def test_the_examples_keep_every_rule(lines: list[bytes]) -> None:
    readings = [json.loads(line) for line in lines]
    assert len(readings) >= len(EXAMPLES) >= 12
    assert not [r["error"] for r in readings if "error" in r]
    assert [fault for r in readings for fault in faults(r)] == []
    assert sum(len(r["claims"]) for r in readings) > len(readings)
    assert sum(len(r["events"]) for r in readings) > len(readings)


def test_the_evidence_of_an_event_holds_its_trigger(lines: list[bytes]) -> None:
    events = [e for line in lines for e in json.loads(line)["events"]]
    spans = [(e["evidence"], e["trigger"]) for e in events]
    assert [t for e, t in spans if not e["start"] <= t["start"] < t["end"] <= e["end"]] == []


def test_two_workers_write_the_same_bytes(lines: list[bytes], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "detente", "read", *map(str, EXAMPLES), "--workers", "2", "-o", str(out)]
    assert subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
    assert out.read_bytes() == b"".join(line + b"\n" for line in lines)


def test_a_reading_twice_is_the_same(lines: list[bytes]) -> None:
    assert read_lines(*EXAMPLES[:2]) == lines[:2]


BREAKS: list[tuple[str, Any]] = [
    ("mentions", lambda r: r.update(start=r["end"])),
    ("mentions", lambda r: r.update(entity="E999")),
    ("entities", lambda r: r.update(country="TURKEY")),
    ("entities", lambda r: r.update(kind="army")),
    ("entities", lambda r: r.update(id="E999")),
    ("claims", lambda r: r["content"].update(end=10**9)),
    ("claims", lambda r: r.update(mode="shouted")),
    ("events", lambda r: r.update(actors=[], recipients=[])),
    ("events", lambda r: r.update(type="WAR")),
    ("events", lambda r: r.update(place=999)),
    ("events", lambda r: r.update(claim="C999")),
    ("events", lambda r: r.update(status="true")),
    ("events", lambda r: r.pop("score")),
    ("dates", lambda r: r.update(text="elsewhere")),
    ("sentences", lambda r: r.update(end=10**9)),
]


@pytest.mark.parametrize(("layer", "damage"), BREAKS)
def test_what_breaks_a_rule_is_found(layer: str, damage: Any, lines: list[bytes]) -> None:
    found = next(r for r in map(json.loads, lines) if r[layer])
    damage(found[layer][0])
    assert list(faults(found))


@pytest.mark.seeds
def test_the_seeds_keep_every_rule(shared: Path) -> None:
    readings = [json.loads(line) for line in read_lines(*sorted((shared / "seeds").glob("*.txt")))]
    assert len(readings) == 2
    assert [fault for r in readings for fault in faults(r)] == []


@pytest.mark.seeds
def test_news_of_many_years_keeps_every_rule(shared: Path, tmp_path: Path) -> None:
    with (shared / "data" / "open" / "current_events_2002_2019.jsonl").open(encoding="utf-8") as stream:
        items = [json.loads(line) for line in itertools.islice(stream, 0, None, 1_260)]
    rows = [{"id": f"n{i}", "text": item["text"], "published": item["date"]} for i, item in enumerate(items)]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    readings = [json.loads(line) for line in read_lines(path)]
    assert len(readings) >= 60
    assert [r["text"] for r in readings] == [row["text"] for row in rows]
    assert [fault for r in readings for fault in faults(r)] == []
