"""Holds every rule of the coding guide that a program can hold, over ``corpus/``.

    python tools/check_corpus.py [--items FILE]

Real items are stand-off; composed documents carry their text, voice and region, and a voice of a region stands in one
split only, so that no turn of phrase of one writer crosses over.

`--items` is the file that the coded real items stand in; with it, hashes are compared and spans are held to the texts.
Prints a line for every fault and ends with status 1 where there is one.
"""

import argparse
import datetime as dt
import functools
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from detente.core.errors import UsageError
from detente.evaluate.clusters import Situation, read_situations
from detente.knowledge.countries import countries
from detente.knowledge.plover import plover
from detente.reading.coding.labels import MOODS
from detente.reading.records import CLAIM_MODES, QUANTITY_KINDS, STATUSES, PlacePrecision

CORPUS = Path(__file__).parents[1] / "corpus"
HASH = 16
"""Hexadecimal digits of a text's SHA-256 that a coded item keeps."""
SPLITS = frozenset({"train", "dev", "test"})
VOICES = frozenset(
    {"wire", "ministry", "tabloid", "translated", "field", "speech", "broadcaster", "ngo", "local", "legal"}
)
REGIONS = frozenset({"AFR", "AME", "ASI", "EUR", "MEA", "OCE", "FSU", "INT"})
PLACES = frozenset({"country", "metonym", "place"})
POLE = 90
LEAST_REPORTS = 3
LABEL = re.compile(r"H\d+~?|~|#")
"""What a mark may say: a happening, the same as recalled, a recalled one that no other tells of, or many summed up."""
YEARS = range(1990, 2027)
FORMER = frozenset({"CSK", "DDR", "SCG", "SUN", "YUG"})
"""Codes of states that are no more; texts since 1990 tell of them."""

Json = dict[str, Any]
Span = tuple[int, int]


class Event(msgspec.Struct, forbid_unknown_fields=True):
    """The form of an event."""

    type: str
    mode: str | None
    contexts: list[str]
    trigger: Span
    actors: list[Span]
    recipients: list[Span]
    status: str
    claim: int | None
    where: Span | None
    when: Span | None


class Claim(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a claim."""

    source: Span | None
    cue: Span | None
    content: Span | None
    mode: str
    mood: str
    via: list[Span] = []
    speaker: list[Span] | None = None


class Entity(msgspec.Struct, forbid_unknown_fields=True):
    """The form of an entity."""

    start: int
    end: int
    country: str | None
    sectors: list[str]


class Item(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The form of what every document carries."""

    id: str
    events: list[Event]
    claims: list[Claim]
    entities: list[Entity]
    split: str | None = None


class Real(Item, kw_only=True):
    """The form of a real item."""

    item: int
    date: str
    hash: str
    doubt: bool = False


class Composed(Item, kw_only=True):
    """The form of a composed document."""

    text: str
    hard: list[str]
    voice: str | None = None
    region: str | None = None
    year: int | None = None


class Link(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a link: words, and those that name best whom they mean; null where that cannot be told."""

    at: Span
    means: list[Span] | None


class Linked(msgspec.Struct, forbid_unknown_fields=True):
    """The form of the links of a document."""

    id: str
    split: str
    links: list[Link]


class CodedPlace(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a place."""

    start: int
    end: int
    what: str
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    precision: str


class CodedQuantity(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a quantity."""

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    qualifiers: list[str]
    counted: str | None


class Details(msgspec.Struct, forbid_unknown_fields=True):
    """The form of the places and quantities of a document that stands elsewhere."""

    id: str
    split: str
    places: list[CodedPlace]
    quantities: list[CodedQuantity]


class Local(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a text composed for its places."""

    id: str
    split: str
    publisher: str | None
    published: str
    text: str
    places: list[CodedPlace]
    quantities: list[CodedQuantity]


class Reported(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a real report of a situation, with its marks: start, end, and the happening."""

    item: int
    date: str
    hash: str
    marks: list[tuple[int, int, str]]


class RealSituation(msgspec.Struct, forbid_unknown_fields=True):
    """The form of real reports around some happenings."""

    id: str
    region: str
    hard: list[str]
    split: str
    reports: list[Reported]


def load_coded(path: Path, form: type[msgspec.Struct], faults: list[str]) -> list[Json]:
    """Return the coded items of a file, without the line that says where it comes from.

    Lines that are not in the form are left out and told in `faults`, as is a file without any item.
    """
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            row = json.loads(line.decode())
            if not (isinstance(row, dict) and "_about" in row):
                msgspec.convert(row, form)
                json.dumps(row, ensure_ascii=False).encode()
                rows.append(row)
        except (ValueError, RecursionError) as error:
            faults.append(f"{path.name}:{number}: not in the form of the corpus: {error}")
    if not rows:
        faults.append(f"{path.name}: holds no item")
    return rows


def load_texts(path: Path) -> dict[int, str]:
    """Return the texts of real items by their number, which is their line's, counted from 0.

    Raises `ValueError` for a file in which a line has no text.
    """
    with path.open("rb") as lines:
        texts = {number: _text_of(line, f"{path}:{number + 1}") for number, line in enumerate(lines)}
    if not texts:
        message = f"{path} holds no texts"
        raise ValueError(message)
    return texts


def _text_of(line: bytes, where: str) -> str:
    try:
        return str(json.loads(line)["text"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        message = f"{where}: the line is no object with a `text`"
        raise ValueError(message) from error


@functools.cache
def country_codes() -> frozenset[str]:
    """Return every code that an entity's country may be."""
    return frozenset({*(c.code for c in countries() if c.code), *plover().international, *FORMER})


def faults_of(item: Json, text: str | None) -> Iterator[str]:
    """Yield what is wrong with one coded item; `text` is None where it is not at hand."""
    if text is not None and "hash" in item and _hash_of(text) != item["hash"]:
        yield "the text at this number is another one than was coded"
        return
    length = None if text is None else len(text)
    for span in _spans(item):
        if not 0 <= span[0] < span[1] or (length is not None and span[1] > length):
            yield f"span {span} is empty, reversed or outside the text"
    for event in item["events"]:
        yield from _event_faults(event, item)
    yield from _repeated("event", [[e[f] for f in ("type", "trigger", "actors", "recipients")] for e in item["events"]])
    for claim in item["claims"]:
        if claim["mode"] not in CLAIM_MODES or claim["content"] is None:
            yield f"claim {claim} lacks its content or has no known mode"
        if claim["mood"] not in MOODS:
            yield f"{claim['mood']} is no mood"
    for entity in item["entities"]:
        unknown = set(entity["sectors"]) - set(plover().sectors)
        if unknown or entity["country"] not in {None, *country_codes()}:
            yield f"entity {entity} has an unknown sector or country"
    yield from _repeated("entity", [[e["start"], e["end"]] for e in item["entities"]])


def _repeated(what: str, values: Sequence[Any]) -> Iterator[str]:
    yield from (f"{what} {value} is there twice" for i, value in enumerate(values) if value in values[:i])


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]


def _event_faults(event: Json, item: Json) -> Iterator[str]:
    vocabulary = plover()
    kind = vocabulary.types.get(event["type"])
    if kind is None:
        yield f"{event['type']} is no type"
        return
    if event["mode"] is not None and event["mode"] not in kind.modes:
        yield f"{event['mode']} is no mode of {event['type']}"
    for context in set(event["contexts"]) - set(vocabulary.contexts):
        yield f"{context} is no context"
    for field in ("contexts", "actors", "recipients"):
        yield from _repeated(f"in {field} of {event['type']} at {event['trigger']}, {field[:-1]}", event[field])
    for party in event["actors"]:
        if party in event["recipients"]:
            yield f"party {party} is actor and recipient of {event['type']} at {event['trigger']}"
    if event["status"] not in STATUSES:
        yield f"{event['status']} is no status"
    if not event["actors"] and not event["recipients"]:
        yield f"{event['type']} at {event['trigger']} has no party"
    if event["claim"] is not None and not 0 <= event["claim"] < len(item["claims"]):
        yield f"{event['type']} names claim {event['claim']}, which is not there"
    coded = [[e["start"], e["end"]] for e in item["entities"]]
    yield from (f"party {p} has no entity" for p in (*event["actors"], *event["recipients"]) if p not in coded)


def _spans(item: Json) -> Iterator[list[int]]:
    for event in item["events"]:
        yield from (event["trigger"], *event["actors"], *event["recipients"])
        yield from (event[field] for field in ("where", "when") if event[field])
    for claim in item["claims"]:
        yield from (claim[field] for field in ("source", "cue", "content") if claim[field])
        yield from (*claim.get("via", ()), *(claim.get("speaker") or ()))
    yield from ([e["start"], e["end"]] for e in item["entities"])


def composed_faults(item: Json) -> Iterator[str]:
    """Yield what is wrong with what a composed document says of itself, and where a span is padded with blanks."""
    voice, region, year = item.get("voice"), item.get("region"), item.get("year")
    if voice not in VOICES or region not in REGIONS or year not in YEARS:
        yield f"voice {voice}, region {region} or year {year} is none of the corpus"
    for start, end in _spans(item):
        if item["text"][start:end] != item["text"][start:end].strip():
            yield f"span [{start}, {end}] begins or ends with a blank"


def check_composed(corpus: Path) -> Iterator[str]:
    """Yield every fault of the composed documents of a corpus."""
    cells: dict[tuple[str, str], str] = {}
    texts: dict[str, str] = {}
    ids: set[str] = set()
    paths = sorted(corpus.glob("composed/*.jsonl"))
    if not paths:
        yield f"{corpus}: there is no composed/*.jsonl"
    for path in paths:
        malformed: list[str] = []
        items = load_coded(path, Composed, malformed)
        yield from malformed
        for item in items:
            faults = [*composed_faults(item), *faults_of(item, item["text"])]
            voice, region, split = (str(item.get(field)) for field in ("voice", "region", "split"))
            if split not in SPLITS:
                faults.append(f"{split} is no split")
            elif cells.setdefault((voice, region), split) != split:
                faults.append(f"the voice {voice} of {region} stands in two splits")
            if item["text"] in texts:
                faults.append(f"is the same text as {texts[item['text']]}")
            if item["id"] in ids:
                faults.append("is there twice")
            texts[item["text"]] = item["id"]
            ids.add(item["id"])
            yield from (f"{path.name} {item['id']}: {fault}" for fault in faults)


def check_real(corpus: Path, texts: dict[int, str]) -> Iterator[str]:
    """Yield every fault of the real items of a corpus."""
    if not (corpus / "real" / "coding.jsonl").is_file():
        yield f"{corpus}: there is no real/coding.jsonl"
    for path in sorted((*corpus.glob("real/*.jsonl"), *corpus.glob("real/blind/*.jsonl"))):
        seen: set[str] = set()
        malformed: list[str] = []
        items = load_coded(path, Real, malformed)
        yield from malformed
        for item in items:
            faults = list(faults_of(item, texts.get(item["item"])))
            if texts and item["item"] not in texts:
                faults.append("its number is not in the items given")
            if item["id"] in seen:
                faults.append("is there twice")
            if path.name == "coding.jsonl" and item.get("split") not in SPLITS:
                faults.append(f"{item.get('split')!r} is no split")
            seen.add(item["id"])
            yield from (f"{path.name} {item['id']}: {fault}" for fault in faults)


def check_links(corpus: Path) -> Iterator[str]:
    """Yield every fault of the links over composed documents."""
    documents = {d["id"]: d for p in corpus.glob("composed/*.jsonl") for d in load_coded(p, Composed, [])}
    for path in sorted(corpus.glob("links/*.jsonl")):
        malformed: list[str] = []
        rows = load_coded(path, Linked, malformed)
        yield from malformed
        yield from (f"{path.name}: {fault}" for fault in _repeated("the document", [r["id"] for r in rows]))
        for row in rows:
            document = documents.get(row["id"])
            faults = ["is no composed document"] if document is None else list(link_faults(row, document))
            yield from (f"{path.name} {row['id']}: {fault}" for fault in faults)


def link_faults(row: Json, document: Json) -> Iterator[str]:
    """Yield what is wrong with the links of a document."""
    text = document["text"]
    if row["split"] != document["split"]:
        yield f"its split is {row['split']}, the document's {document['split']}"
    for start, end in (span for link in row["links"] for span in (link["at"], *(link["means"] or ()))):
        if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
            yield f"span [{start}, {end}] is empty, padded or outside the text"
    yield from _repeated("the link at", [link["at"] for link in row["links"]])


def check_details(corpus: Path, texts: dict[int, str]) -> Iterator[str]:
    """Yield every fault of the places and quantities, those of real items against the texts that are at hand."""
    coded = corpus / "real" / "coding.jsonl"
    real = {r["id"]: r for r in load_coded(coded, Real, [])} if coded.is_file() else {}
    composed = {d["id"]: d for p in corpus.glob("composed/*.jsonl") for d in load_coded(p, Composed, [])}
    for name, form in (("coding.jsonl", Details), ("local.jsonl", Local)):
        if not (corpus / "details" / name).is_file():
            continue
        malformed: list[str] = []
        rows = load_coded(corpus / "details" / name, form, malformed)
        yield from malformed
        seen: set[str] = set()
        for row in rows:
            document = real.get(row["id"]) or composed.get(row["id"]) or (row if "text" in row else None)
            faults = (
                ["is no document of the corpus"] if document is None else list(_detail_faults(row, document, texts))
            )
            faults += [f"{row['id']} is there twice"] if row["id"] in seen else []
            seen.add(row["id"])
            yield from (f"details/{name} {row['id']}: {fault}" for fault in faults)


def _detail_faults(row: Json, document: Json, texts: dict[int, str]) -> Iterator[str]:
    """Yield what is wrong with the places and quantities of a document."""
    text = document.get("text") or texts.get(document.get("item", -1))
    if row["split"] != document["split"]:
        yield f"its split is {row['split']}, the document's {document['split']}"
    for coded in (*row["places"], *row["quantities"]):
        start, end = coded["start"], coded["end"]
        if start >= end or (text is not None and (end > len(text) or text[start:end] != text[start:end].strip())):
            yield f"span [{start}, {end}] is empty, padded or outside the text"
    yield from _place_faults(row["places"])
    for quantity in row["quantities"]:
        if quantity["kind"] not in QUANTITY_KINDS:
            yield f"{quantity['kind']} is no kind of quantity"
        if quantity["value"] is not None and (quantity["low"], quantity["high"]) != (None, None):
            yield f"the quantity at {quantity['start']} has a value and bounds"


def _place_faults(places: Sequence[Json]) -> Iterator[str]:
    """Yield what is wrong with coded places."""
    for place in places:
        if place["what"] not in PLACES or place["precision"] not in get_args(PlacePrecision):
            yield f"{place['what']} {place['precision']} is no sort or precision of a place"
        if place["country"] not in {None, *country_codes()}:
            yield f"{place['country']} is no country"
        if (place["lat"] is None) != (place["lon"] is None) or abs(place["lat"] or 0) > POLE:
            yield f"{place['lat']}, {place['lon']} is no point"


def check_incidents(corpus: Path, texts: dict[int, str]) -> Iterator[str]:
    """Yield every fault of the situations of a corpus, composed and real."""
    composed: dict[str, list[Situation]] = {}
    paths = sorted(corpus.glob("incidents/*.txt"))
    if {path.stem for path in paths} != SPLITS:
        yield f"{corpus}: incidents/ does not hold train.txt, dev.txt and test.txt"
    for path in paths:
        try:
            composed[path.name] = list(read_situations(path))
        except (ValueError, UsageError) as error:
            yield f"incidents/{path.name}: {error}"
    names = Counter(s.id for some in composed.values() for s in some)
    yield from (f"incidents: {name} is there {count} times" for name, count in names.items() if count > 1)
    for name, some in composed.items():
        yield from (f"{name} {s.id}: {fault}" for s in some for fault in _situation_faults(s))
    if (real := corpus / "incidents" / "real.jsonl").is_file():
        malformed: list[str] = []
        rows = load_coded(real, RealSituation, malformed)
        yield from malformed
        yield from (f"{real.name} {row['id']}: {fault}" for row in rows for fault in _real_situation_faults(row, texts))


def _situation_faults(situation: Situation) -> Iterator[str]:
    if not situation.region or not all(situation.hard):
        yield "its region or what makes it hard is not told"
    if len(situation.reports) < LEAST_REPORTS:
        yield "fewer than three reports"
    yield from _repeated("report", [report.id for report in situation.reports])
    for report in situation.reports:
        if set("{}|") & set(report.text):
            yield f"{report.id}: a brace or a bar outside a mark"
        try:
            dt.date.fromisoformat(report.published)
        except ValueError:
            yield f"{report.id}: {report.published!r} is no date"


def _real_situation_faults(row: Json, texts: dict[int, str]) -> Iterator[str]:
    if row["split"] not in SPLITS:
        yield f"{row['split']!r} is no split"
    for report in row["reports"]:
        text = texts.get(report["item"])
        if texts and (text is None or _hash_of(text) != report["hash"]):
            yield f"item {report['item']}: not the text that was coded"
        for start, end, label in report["marks"]:
            if not 0 <= start < end or (text is not None and end > len(text)) or not LABEL.fullmatch(label):
                yield f"item {report['item']}: {[start, end, label]} is no mark"


def check(corpus: Path, texts: dict[int, str]) -> list[str]:
    """Return every fault of a corpus, each with its file and item."""
    return [
        *check_real(corpus, texts),
        *check_composed(corpus),
        *check_links(corpus),
        *check_details(corpus, texts),
        *check_incidents(corpus, texts),
    ]


def main() -> int:
    """Check the corpus and print what is wrong with it."""
    arguments = argparse.ArgumentParser(description="Check corpus/ against the coding guide.")
    arguments.add_argument("--items", type=Path, help="the file that the coded real items stand in")
    items = arguments.parse_args().items
    try:
        texts = load_texts(items) if items else {}
    except (OSError, ValueError) as error:
        arguments.error(f"--items cannot be used: {error}")
    faults = check(CORPUS, texts)
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
