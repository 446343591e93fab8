"""The open collections as examples. Each is named with its licence in the model card."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus import Json, joined_pairs
from detente.core.spans import Span
from examples import Coded, Example, Factual, Frame

__all__ = ["factuality", "noun_roles", "verb_roles", "weak_readings"]

PARTS = {"ARG0": 0, "ARG1": 1, "ARG2": 2}
TO_WHOM = "to"


def _joined(tokens: list[str]) -> tuple[str, list[Span]]:
    """Return tokens as a text with one blank between, and where each stands."""
    spans, at = [], 0
    for token in tokens:
        spans.append(Span(at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), spans


def verb_roles(path: Path) -> Iterator[Example]:
    """Yield PropBank's sentences: predicates with who acts (ARG0) and whom it concerns (ARG1, ARG2)."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text, spans = _joined(row["tokens"])
            frames = tuple(
                Frame(
                    predicate=spans[frame["pred"]],
                    parts=tuple(
                        (PARTS[name], Span(spans[first].start, spans[last].end))
                        for name, first, last in frame["args"]
                        if name in PARTS
                    ),
                )
                for frame in row["frames"]
                if not frame["roleset"].startswith(("be.", "have.", "do."))
            )
            if any(frame.parts for frame in frames):
                yield Example(text=text, source="propbank", frames=frames, whole=False)


def noun_roles(path: Path) -> Iterator[Example]:
    """Yield QANom's sentences: nouns that tell of a deed, with who did it and to whom, from the answers' places."""
    found: dict[str, dict[int, set[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(set))
    texts: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["is_verbal"] != "True" or not row["answer_range"]:
                continue
            texts[row["qasrl_id"]] = row["sentence"].split()
            part = _part(row["wh"], row["subj"], row["prep"], passive=row["is_passive"] == "True")
            if part is None:
                continue
            for stretch in row["answer_range"].split("~!~"):
                first, _, last = stretch.partition(":")
                found[row["qasrl_id"]][int(row["target_idx"])].add((part, int(first), int(last)))
    for name, predicates in found.items():
        text, spans = _joined(texts[name])
        frames = tuple(
            Frame(
                predicate=spans[at],
                parts=tuple(
                    (part, Span(spans[a].start, spans[min(b, len(spans)) - 1].end))
                    for part, a, b in sorted(parts)
                    if a < b
                ),
            )
            for at, parts in predicates.items()
            if at < len(spans)
        )
        yield Example(text=text, source="qanom", frames=frames, whole=False)


def _part(wh: str, subject: str, preposition: str, *, passive: bool) -> int | None:
    """Return which part a question asks for: its subject of an active verb acts, that of a passive one undergoes."""
    if wh not in {"who", "what"}:
        return None
    if not subject or subject == "_":
        return 1 if passive else 0
    if preposition == "by":
        return 0
    return 2 if preposition == TO_WHOM else 1


def factuality(path: Path) -> Iterator[Example]:
    """Yield UDS-IH2's sentences: predicates with how sure it is that they happened."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            tokens = row["text"].split()
            text, spans = _joined(tokens)
            degrees = tuple(
                Factual(
                    predicate=Span(spans[t["span1"][0]].start, spans[t["span1"][1] - 1].end), degree=float(t["label"])
                )
                for t in row["targets"]
                if t["span1"][1] <= len(spans)
            )
            if degrees:
                yield Example(text=text, source="uds", factual=degrees, whole=False)


def weak_readings(path: Path, leave_out: frozenset[str], weight: float) -> Iterator[Example]:
    """Yield sentences of readings that the dictionary reader made, with the events it found: noisy, and many.

    `leave_out` are ids of documents that are coded by hand.
    """
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in leave_out or "error" in row:
                continue
            for sentence in row["sentences"]:
                start, end = sentence["start"], sentence["end"]
                events = [e for e in row["events"] if start <= e["trigger"]["start"] and e["trigger"]["end"] <= end]
                coded = tuple(_weak(event, start, end) for event in events)
                yield Example(
                    text=row["text"][start:end],
                    source="weak",
                    events=coded,
                    pairs=tuple(joined_pairs(coded)),
                    weight=weight,
                    document=row["id"],
                )


def _weak(event: Json, start: int, end: int) -> Coded:
    def spans(parties: list[Json]) -> tuple[Span, ...]:
        return tuple(
            Span(p["start"] - start, p["end"] - start) for p in parties if start <= p["start"] and p["end"] <= end
        )

    return Coded(
        type=event["type"],
        trigger=spans([event["trigger"]])[0],
        actors=spans(event["actors"]),
        recipients=spans(event["recipients"]),
        mode=event["mode"],
        contexts=None,
        status=event["status"],
    )
