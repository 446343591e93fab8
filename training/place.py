"""Trains the chooser: whether capitalised words name a place, and which, from places that people coded.

    python training/place.py --corpus corpus --open DIR --out src/detente/reading/places/chooser.json

Takes about ten minutes. What is a place and what is none is learnt from CrossNER's political text too, whose names have
kinds and no points. Only `train` is learnt from; the pass that is kept and the likelihoods from which on a stretch
is a place and has a point are chosen on `dev`.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

from details import Detailed, PlaceGold, load_details
from detente.core.distance import distance_km
from detente.core.spans import overlaps
from detente.documents.document import Document
from detente.knowledge.gazetteer import GazetteerEntry, load_gazetteer
from detente.knowledge.matcher import known_names
from detente.pipeline.reader import Reader
from detente.reading.layers import Layers
from detente.reading.places.chooser import Chooser
from detente.reading.places.context import Context, next_context
from detente.reading.places.features import candidate_rows, likeliest, span_features
from detente.reading.places.spans import Toponym, find_toponyms
from detente.reading.places.stage import context_of
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords
from layers import network, side_by_side

HIDDEN, PASSES, RATE, DECAY, DROPPED = 40, 260, 4e-3, 3e-3, 0.3
PATIENCE = 40
"""Passes without a better one after which the training ends."""
SEED, TOGETHER = 1922, 5
ROUNDS = 3
"""Trainings, each on what the one before takes for known; the first on what is sure without any."""
ITEMS = "current_events_2002_2019.jsonl"
PLACE_KINDS, NO_PLACES = frozenset({"location", "country"}), frozenset({"O", "person", "politician"})
SOMEWHERE = PlaceGold(start=0, end=1, what="place")
"""A place of which nobody has said where it is."""
SAME_KM, NEAR_KM = 30.0, 161.0
STEPS = [k / 100 for k in range(20, 86, 5)]
LEAST_POINT = 0.45
"""From which likelihood on a point may be given at all: about as likely as not."""
HARM = 2.0
"""What a wrong point costs, when a right one is worth 1 and none is worth nothing: a wrong one is worse than none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A coded text as far as it is read before the chooser, with which candidates of which stretches are right."""

    reading: Reading
    toponyms: list[Toponym]
    context: Context
    gold: list[PlaceGold | None]
    """For each stretch the place coded over it, None where none is."""
    asked: list[bool] = field(default_factory=list)
    """Whether a stretch is learnt from at all; empty where all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A stretch: rows of its candidates, its own row, and which answers are right (then unknown, then no place)."""

    rows: list[list[float]]
    span: list[float]
    right: tuple[int, ...]


class Chooses(nn.Module):
    """The three networks of the chooser."""

    def __init__(self, rows: int, span: int) -> None:
        """Take the numbers of features."""
        super().__init__()
        self.candidates = network(rows, HIDDEN, DROPPED)
        self.unknown = network(span, HIDDEN, DROPPED)
        self.nothing = network(span, HIDDEN, DROPPED)

    def forward(self, batch: "Batch") -> torch.Tensor:
        """Return the logarithms of the shares: (stretches, most candidates + 2)."""
        rows = torch.full((len(batch.span), batch.most), -1e4)
        rows[batch.of, batch.at] = self.candidates(batch.rows).squeeze(-1)
        return torch.log_softmax(torch.cat([rows, self.unknown(batch.span), self.nothing(batch.span)], dim=1), dim=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """All examples, put together.

    Rows are (candidates, features), each `of` a stretch and `at` a place among its candidates; spans (stretches,
    features); which answers are right, (stretches, most + 2).
    """

    rows: torch.Tensor
    of: torch.Tensor
    at: torch.Tensor
    span: torch.Tensor
    right: torch.Tensor
    most: int


def main() -> int:
    """Read the coded texts up to what may be places, learn in rounds, choose, write."""
    arguments = argparse.ArgumentParser(description="Train the chooser of places.")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--open", type=Path, required=True, help="the open collections")
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    texts = gather(given.corpus, given.open)
    texts["train"] += [t for name in ("train", "dev") for t in labelled(given.open / f"crossner_politics_{name}.conll")]
    networks: list[Chooses] = []
    chooser: Chooser | None = None
    for number in range(ROUNDS):
        chooser = chooser_of(networks, least_place=0.5, least_point=0.5) if networks else None
        examples = {split: [e for t in own for e in examples_of(t, chooser)] for split, own in texts.items()}
        if number == 0:
            print({s: (len(e), sum(x.right[0] < len(x.rows) for x in e)) for s, e in examples.items()}, flush=True)
        networks = [learn(examples["train"], examples["dev"]) for _ in range(TOGETHER)]
    chooser = chooser_of(networks, least_place=0.5, least_point=0.5)
    least = choose_least(chooser, texts["dev"])
    report(chooser, texts["dev"], *least)
    weights = {
        name: side_by_side([getattr(n, name) for n in networks]) for name in ("candidates", "nothing", "unknown")
    }
    told = weights | {"least_place": least[0], "least_point": least[1]}
    given.out.write_text(json.dumps(told) + "\n", encoding="utf-8")
    return 0


def gather(corpus: Path, collections: Path) -> dict[str, list[Text]]:
    """Return the coded texts of train and dev, read as far as is needed."""
    texts: dict[str, list[Text]] = {"train": [], "dev": []}
    reader = Reader((ReadPublished(), SplitSentences(), ParseWords()))
    gazetteer, matcher = load_gazetteer(), known_names()
    for row in load_details(corpus, collections / ITEMS):
        if row.split not in texts:
            continue
        reading = reader.read(row.document)
        toponyms = find_toponyms(reading.parsed(), reading.text, gazetteer, matcher)
        texts[row.split].append(
            Text(
                reading=reading,
                toponyms=toponyms,
                context=context_of(reading, toponyms, matcher),
                gold=[_gold_of(t, row) for t in toponyms],
            )
        )
    return texts


def labelled(path: Path) -> list[Text]:
    """Return sentences whose names carry kinds: places are places somewhere, persons and plain words are none.

    Stretches within names of other kinds are left out: a party's name may hold a place.
    """
    reader = Reader((ReadPublished(), SplitSentences(), ParseWords()))
    gazetteer, matcher = load_gazetteer(), known_names()
    texts = []
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        words = [line.split("\t") for line in block.splitlines() if "\t" in line]
        text, kinds = "", {}
        for word, label in words:
            kinds[len(text)] = label.rpartition("-")[2]
            text += word + " "
        if not words:
            continue
        reading = reader.read(Document(id=f"{path.stem}-{number}", text=text))
        toponyms = find_toponyms(reading.parsed(), reading.text, gazetteer, matcher)
        told = [kinds.get(t.start, "?") for t in toponyms]
        texts.append(
            Text(
                reading=reading,
                toponyms=toponyms,
                context=context_of(reading, toponyms, matcher),
                gold=[SOMEWHERE if k in PLACE_KINDS else None for k in told],
                asked=[k in PLACE_KINDS or k in NO_PLACES for k in told],
            )
        )
    return texts


def _gold_of(toponym: Toponym, row: Detailed) -> PlaceGold | None:
    """Return the place coded over a stretch, the one of most of its words where there are several."""
    over = [p for p in row.places if overlaps(p, toponym)]
    return max(over, key=lambda p: min(p.end, toponym.end) - max(p.start, toponym.start), default=None)


def examples_of(text: Text, chooser: Chooser | None) -> list[Example]:
    """Return an example for each stretch, in the context that a chooser takes for known."""
    context, parse = text.context, text.reading.parsed()
    if chooser is not None:
        once = chooser.choose(text.toponyms, parse, context)
        context = next_context(context, ((c.toponym, c.entry, c.score * c.is_place) for c in once))
    examples = []
    for toponym, gold, asked in zip(text.toponyms, text.gold, text.asked or [True] * len(text.gold), strict=True):
        if not asked:
            continue
        entries = likeliest(toponym, context)
        examples.append(
            Example(
                rows=candidate_rows(toponym, entries, context),
                span=span_features(toponym, parse, context),
                right=right_of(entries, gold),
            )
        )
    return examples


def right_of(entries: Sequence[GazetteerEntry], gold: PlaceGold | None) -> tuple[int, ...]:
    """Return which answers are right: candidates that are the coded place, else "unknown", or "no place"."""
    if gold is None:
        return (len(entries) + 1,)
    if gold is SOMEWHERE:
        return tuple(range(len(entries) + 1))
    found = [k for k, e in enumerate(entries) if is_meant(e, gold, SAME_KM)]
    found = found or [k for k, e in enumerate(entries) if gold.what == "place" and is_meant(e, gold, NEAR_KM)]
    return tuple(found) or (len(entries),)


def is_meant(entry: GazetteerEntry, gold: PlaceGold, within: float) -> bool:
    """Say whether an entry is the coded place: the country, the same id, or a point near it."""
    if gold.what == "country":
        return entry.precision == "country" and entry.country == gold.country
    if entry.precision == "country":
        return False
    if gold.geonameid is not None and entry.geonameid == gold.geonameid:
        return True
    if gold.lat is None or gold.lon is None or entry.lat is None or entry.lon is None:
        return gold.lat is None and gold.geonameid is None and entry.by_hand and entry.lat is None
    wide = within * (3 if gold.precision in {"admin1", "region", "line"} else 1)
    return distance_km(entry.lat, entry.lon, gold.lat, gold.lon) <= wide


def batch_of(examples: Sequence[Example]) -> Batch:
    """Put examples together; answers are padded to the longest list of candidates."""
    most = max(len(e.rows) for e in examples)
    right = torch.zeros(len(examples), most + 2, dtype=torch.bool)
    for k, e in enumerate(examples):
        n = len(e.rows)
        for j in e.right:
            right[k, j if j < n else most + (j - n)] = True
    places = [(k, j) for k, e in enumerate(examples) for j in range(len(e.rows))]
    return Batch(
        rows=torch.tensor([row for e in examples for row in e.rows]),
        of=torch.tensor([k for k, _ in places]),
        at=torch.tensor([j for _, j in places]),
        span=torch.tensor([e.span for e in examples]),
        right=right,
        most=most,
    )


def learn(train: Sequence[Example], dev: Sequence[Example]) -> Chooses:
    """Return the networks after the pass that was best on dev."""
    taught, seen = batch_of(train), batch_of(dev)
    chooses = Chooses(taught.rows.shape[1], taught.span.shape[1])
    optimiser = torch.optim.AdamW(chooses.parameters(), lr=RATE, weight_decay=DECAY)
    best, kept, since = float("inf"), {}, 0
    for _ in range(PASSES):
        chooses.train()
        loss = _loss(chooses(taught), taught.right)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        chooses.eval()
        with torch.no_grad():
            now = float(_loss(chooses(seen), seen.right))
        since += 1
        if now < best:
            best, kept, since = now, {n: v.clone() for n, v in chooses.state_dict().items()}, 0
        if since > PATIENCE:
            break
    chooses.load_state_dict(kept)
    chooses.eval()
    print("train", round(float(loss.detach()), 4), "best on dev", round(best, 4), flush=True)
    return chooses


def _loss(shares: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    return -torch.logsumexp(shares.masked_fill(~right, -1e4), dim=1).mean()


def chooser_of(networks: Sequence[Chooses], *, least_place: float, least_point: float) -> Chooser:
    """Return the networks as the program uses them."""
    import numpy as np

    def layers(name: str) -> Layers:
        told: dict[str, Any] = side_by_side([getattr(n, name) for n in networks])
        inner, bias, outer = (np.asarray(told[k], dtype=np.float32) for k in ("inner", "inner_bias", "outer"))
        return Layers(inner, bias, outer, told["outer_bias"])

    return Chooser(
        candidates=layers("candidates"),
        nothing=layers("nothing"),
        unknown=layers("unknown"),
        least_place=least_place,
        least_point=least_point,
    )


def choose_least(chooser: Chooser, texts: Sequence[Text]) -> tuple[float, float]:
    """Return from which likelihood on a stretch is a place (best F1), and has a point (most good over harm)."""
    rows = [
        (c.is_place, c.score, g is not None, _is_right(c.entry, g))
        for t in texts
        for c, g in zip(chooser.choose(t.toponyms, t.reading.parsed(), t.context), t.gold, strict=True)
    ]
    meant = sum(is_gold for _, _, is_gold, _ in rows)

    def f1(least: float) -> float:
        given = [is_gold for share, _, is_gold, _ in rows if share >= least]
        return 2 * sum(given) / (len(given) + meant)

    place = max(STEPS, key=f1)

    def worth(least: float) -> float:
        return sum((1.0 if ok else -HARM) for p, s, g, ok in rows if g and p >= place and s >= least)

    return place, max((s for s in STEPS if s >= LEAST_POINT), key=worth)


def _is_right(entry: GazetteerEntry | None, gold: PlaceGold | None) -> bool:
    return entry is not None and gold is not None and is_meant(entry, gold, NEAR_KM)


def report(chooser: Chooser, texts: Sequence[Text], place: float, point: float) -> None:
    """Print what is found and right on dev."""
    found = right = pointed = given = gold = 0
    for t in texts:
        gold += sum(g is not None for g in t.gold)
        for c, g in zip(chooser.choose(t.toponyms, t.reading.parsed(), t.context), t.gold, strict=True):
            if c.is_place < place:
                continue
            given += 1
            found += g is not None
            if c.entry is not None and c.score >= point:
                pointed += 1
                right += _is_right(c.entry, g)
    print(f"places from {place}, points from {point}: {gold} coded among the stretches, {given} given, {found} found;")
    print(f"{pointed} with a point, {right} of them right")


if __name__ == "__main__":
    sys.exit(main())
