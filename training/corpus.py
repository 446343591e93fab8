"""Our own corpus as examples: one a sentence, cut by the same rule as a reader cuts."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.core.spans import Span, covers
from detente.documents.document import Document
from detente.evaluate.pairs import NONE, Pair, pairs_of
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from examples import Coded, Example, Said

__all__ = [
    "HASH",
    "Json",
    "examples_of",
    "joined_pairs",
    "load_composed",
    "load_real",
    "load_reviewed",
    "load_rows",
    "sentences_of",
    "text_hash",
]

Json = dict[str, Any]
HASH = 16
"""Hexadecimal digits of a SHA-256 that are kept."""


def load_rows(path: Path) -> list[Json]:
    """Return the records of a JSONL file, without the line that says where it comes from."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if "_about" not in row]


def load_real(path: Path, items: Path) -> list[Json]:
    """Return coded real items, each joined with its text; those whose text has changed are left out.

    Raises `ValueError` when none fits: then `items` is another collection.
    """
    with items.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    rows = [row | {"text": texts[row["item"]]} for row in load_rows(path) if row["item"] < len(texts)]
    fitting = [row for row in rows if text_hash(row["text"]) == row["hash"]]
    if not fitting:
        message = f"no text of {items} is one that {path} codes; give the collection that corpus/README.md names"
        raise ValueError(message)
    return fitting


def text_hash(text: str) -> str:
    """Return the hash by which a coded item knows its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH]


def load_composed(folder: Path) -> list[Json]:
    """Return the composed documents of a folder, in order of their files."""
    return [row for path in sorted(folder.glob("*.jsonl")) for row in load_rows(path)]


def load_reviewed(folder: Path) -> list[Json]:
    """Return what `detente review export` wrote into a folder, the same sentence once."""
    rows = load_composed(folder) if folder.is_dir() else []
    return list({row["id"]: row for row in rows}.values())


def sentences_of(text: str) -> list[Span]:
    """Return the sentences that a reader would see."""
    return [Span(s.start, s.end) for s in SplitSentences()(Reading(document=Document(id="x", text=text)))]


def examples_of(rows: Sequence[Json], source: str, weight: float = 1.0) -> Iterator[Example]:
    """Yield one example for each sentence of coded documents, offsets counted from the sentence's start."""
    for row in rows:
        for sentence in sentences_of(row["text"]):
            yield _example(row, sentence, source, weight)


def _example(row: Json, sentence: Span, source: str, weight: float) -> Example:
    events = [event for event in row["events"] if covers(sentence, Span(*event["trigger"]))]
    coded = tuple(_coded(event, sentence) for event in events)
    entities = [Span(e["start"], e["end"]) for e in row.get("entities", ())]
    known = {_moved(e, sentence) for e in entities if covers(sentence, e)}
    return Example(
        text=row["text"][sentence.start : sentence.end],
        source=source,
        events=coded,
        pairs=tuple(pairs_of(coded, known)),
        claims=tuple(_claims(row, sentence)),
        weight=weight,
        document=row["id"],
        offset=sentence.start,
    )


def _claims(row: Json, sentence: Span) -> Iterator[Said]:
    """Yield the claims whose cue stands in a sentence, with what of them stands there too."""
    for claim in row.get("claims", ()):
        if claim["cue"] is None or not covers(sentence, Span(*claim["cue"])):
            continue
        source = Span(*claim["source"]) if claim["source"] else None
        start, end = claim["content"]
        start, end = max(start, sentence.start), min(end, sentence.end)
        yield Said(
            cue=_moved(Span(*claim["cue"]), sentence),
            source=_moved(source, sentence) if source and covers(sentence, source) else None,
            content=_moved(Span(start, end), sentence) if start < end else None,
            mood=claim.get("mood"),
        )


def _coded(event: Json, sentence: Span) -> Coded:
    def inside(spans: list[list[int]]) -> tuple[Span, ...]:
        return tuple(_moved(Span(*s), sentence) for s in spans if covers(sentence, Span(*s)))

    return Coded(
        type=event["type"],
        trigger=_moved(Span(*event["trigger"]), sentence),
        actors=inside(event["actors"]),
        recipients=inside(event["recipients"]),
        mode=event["mode"],
        contexts=tuple(event["contexts"]),
        status=event["status"],
    )


def _moved(span: Span, sentence: Span) -> Span:
    return Span(span.start - sentence.start, span.end - sentence.start)


def joined_pairs(events: Sequence[Coded]) -> Iterator[Pair]:
    """Yield the pairs that events join, each once, without those that nothing joins."""
    known = {party for event in events for party in (*(event.actors or ()), *(event.recipients or ()))}
    yield from (pair for pair in pairs_of(events, known) if pair.type != NONE)
