"""Holds every rule of the coding guide that a program can hold, over ``corpus/``.

    python tools/check_corpus.py [--items FILE]

`--items` is the file that the coded real items stand in; with it, hashes are compared and spans are held to the texts.
Prints a line for every fault and ends with status 1 where there is one.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.knowledge.plover import plover
from detente.reading.records import STATUSES

CORPUS = Path(__file__).parents[1] / "corpus"
HASH = 16
"""Hexadecimal digits of a text's SHA-256 that a coded item keeps."""
CLAIM_MODES = frozenset({"direct", "indirect", "mixed", "unmarked"})
CODE = 3

Json = dict[str, Any]


def load_coded(path: Path) -> list[Json]:
    """Return the coded items of a file, without the line that says where it comes from."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if "_about" not in row]


def load_texts(path: Path) -> dict[int, str]:
    """Return the texts of real items by their number, which is their line's, counted from 0."""
    with path.open(encoding="utf-8") as lines:
        return {number: json.loads(line)["text"] for number, line in enumerate(lines)}


def faults_of(item: Json, text: str | None) -> Iterator[str]:
    """Yield what is wrong with one coded item; `text` is None where it is not at hand."""
    if text is not None and hashlib.sha256(text.encode()).hexdigest()[:HASH] != item["hash"]:
        yield "the text at this number is another one than was coded"
        return
    length = None if text is None else len(text)
    for span in _spans(item):
        if not 0 <= span[0] < span[1] or (length is not None and span[1] > length):
            yield f"span {span} is empty, reversed or outside the text"
    for event in item["events"]:
        yield from _event_faults(event, item)
    for claim in item["claims"]:
        if claim["mode"] not in CLAIM_MODES or claim["content"] is None:
            yield f"claim {claim} lacks its content or has no known mode"
    for entity in item["entities"]:
        unknown = set(entity["sectors"]) - set(plover().sectors)
        country = entity["country"]
        if unknown or not (country is None or (len(country) == CODE and country.isupper())):
            yield f"entity {entity} has an unknown sector or country"


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
    yield from ([e["start"], e["end"]] for e in item["entities"])


def check(corpus: Path, texts: dict[int, str]) -> list[str]:
    """Return every fault of the real items of a corpus, each with its file and item."""
    faults: list[str] = []
    for path in sorted(corpus.glob("real/*.jsonl")):
        seen: set[str] = set()
        for item in load_coded(path):
            text = texts.get(item["item"])
            again = ["is there twice"] if item["id"] in seen else []
            seen.add(item["id"])
            faults += [f"{path.name} {item['id']}: {fault}" for fault in (*again, *faults_of(item, text))]
    return faults


def main() -> int:
    """Check the corpus and print what is wrong with it."""
    arguments = argparse.ArgumentParser(description="Check corpus/ against the coding guide.")
    arguments.add_argument("--items", type=Path, help="the file that the coded real items stand in")
    items = arguments.parse_args().items
    faults = check(CORPUS, load_texts(items) if items else {})
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
