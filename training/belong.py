"""Trains belonging: of which country that a text names somebody is, from the parties that people coded.

    python training/belong.py --corpus corpus --open DIR --out src/detente/reading/entities/belonging.json

Takes about ten minutes, most of it reading. Only `train` is learnt from; pass and least likelihood are chosen on `dev`.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from corpus import Json, load_composed, load_real
from detente.documents.document import Document
from detente.pipeline.reader import Reader, default_reader
from detente.reading.entities.belonging import alone_features, country_features, named_countries
from detente.reading.entities.context import infer_countries
from detente.reading.entities.linker import load_linker
from detente.reading.entities.open import open_clusters
from detente.reading.entities.references import link_references
from detente.reading.entities.stage import keep_parties
from layers import network, side_by_side

ITEMS = "current_events_2002_2019.jsonl"
HIDDEN, PASSES, PATIENCE, RATE, DECAY, DROPPED = 48, 300, 30, 4e-3, 1e-3, 0.25
SEED, TOGETHER = 1922, 3
STEPS = [k / 100 for k in range(20, 81, 5)]
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Somebody: a row for each country named, his own row, which answer is right (the last: none of them)."""

    rows: list[list[float]]
    alone: list[float]
    right: int
    reachable: bool


class Belongs(nn.Module):
    """A network over countries and one over the party by itself."""

    def __init__(self, rows: int, alone: int) -> None:
        """Take the numbers of features."""
        super().__init__()
        self.countries = network(rows, HIDDEN, DROPPED)
        self.alone = network(alone, HIDDEN, DROPPED)

    def forward(self, batch: "Batch") -> torch.Tensor:
        """Return the logarithms of the shares: (parties, most countries + 1)."""
        rows = torch.full((len(batch.alone), batch.most), -1e4)
        rows[batch.of, batch.at] = self.countries(batch.rows).squeeze(-1)
        return torch.log_softmax(torch.cat([rows, self.alone(batch.alone)], dim=1), dim=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """All examples: rows (countries, features), each `of` a party and `at` a place; own rows; which is right."""

    rows: torch.Tensor
    of: torch.Tensor
    at: torch.Tensor
    alone: torch.Tensor
    right: torch.Tensor
    most: int


def main() -> int:
    """Read the coded texts, learn, choose, write."""
    arguments = argparse.ArgumentParser(description="Train belonging.")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--open", type=Path, required=True, help="the open collections")
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    examples = gather(given.corpus, given.open)
    for split, rows in examples.items():
        print(split, len(rows), "parties,", sum(e.right < len(e.rows) for e in rows), "of a country named,",
              sum(not e.reachable for e in rows), "of another", flush=True)  # fmt: skip
    networks = [learn(examples["train"], examples["dev"]) for _ in range(TOGETHER)]
    least = choose_least(networks, examples["dev"])
    weights = {name: side_by_side([getattr(n, name) for n in networks]) for name in ("countries", "alone")}
    given.out.write_text(json.dumps(weights | {"least": least}) + "\n", encoding="utf-8")
    return 0


def gather(corpus: Path, collections: Path) -> dict[str, list[Example]]:
    """Return the examples of train and dev."""
    rows = [*load_real(corpus / "real" / "coding.jsonl", collections / ITEMS), *load_composed(corpus / "composed")]
    stages = default_reader().stages
    reader = Reader(stages[: [s.name for s in stages].index("entities")])
    examples: dict[str, list[Example]] = {"train": [], "dev": []}
    coded = [r for r in rows if r["split"] in examples and r["entities"]]
    for at in range(0, len(coded), AT_ONCE):
        some = coded[at : at + AT_ONCE]
        documents = [Document(id=r["id"], text=r["text"], published=r.get("date")) for r in some]
        for row, reading in zip(some, reader.read_all(documents), strict=True):
            if not isinstance(reading, Exception):
                examples[row["split"]] += examples_of(row, reading)
        print(at, end=" ", flush=True)
    return examples


def examples_of(row: Json, reading: Any) -> Iterator[Example]:
    """Yield an example for each coded party over which a mention stands."""
    clusters = open_clusters(reading)
    link_references(clusters, load_linker().choose)
    keep_parties(clusters)
    infer_countries(clusters)
    named = named_countries(clusters)
    if not named:
        return
    codes = list(named)
    for party in row["entities"]:
        own = [i for i, m in enumerate(reading.mentions) if m.end == party["end"] and i in clusters.of_mention]
        best = min(own, key=lambda i: abs(reading.mentions[i].start - party["start"]), default=None)
        if best is None or clusters.of_mention[best].members:
            continue
        cluster = clusters.of_mention[best]
        country = party["country"]
        yield Example(
            rows=[country_features(clusters, cluster, n, named) for n in named.values()],
            alone=alone_features(clusters, cluster, named),
            right=codes.index(country) if country in named else len(codes),
            reachable=country is None or country in named,
        )


def batch_of(examples: Sequence[Example]) -> Batch:
    """Put examples together; answers are padded to the longest list of countries."""
    most = max(len(e.rows) for e in examples)
    right = torch.tensor([e.right if e.right < len(e.rows) else most for e in examples])
    places = [(k, j) for k, e in enumerate(examples) for j in range(len(e.rows))]
    return Batch(
        rows=torch.tensor([row for e in examples for row in e.rows]),
        of=torch.tensor([k for k, _ in places]),
        at=torch.tensor([j for _, j in places]),
        alone=torch.tensor([e.alone for e in examples]),
        right=right,
        most=most,
    )


def learn(train: Sequence[Example], dev: Sequence[Example]) -> Belongs:
    """Return the networks after the pass that was best on dev."""
    taught, seen = batch_of([e for e in train if e.reachable]), batch_of([e for e in dev if e.reachable])
    belongs = Belongs(taught.rows.shape[1], taught.alone.shape[1])
    optimiser = torch.optim.AdamW(belongs.parameters(), lr=RATE, weight_decay=DECAY)
    best, kept, since = float("inf"), {}, 0
    for _ in range(PASSES):
        belongs.train()
        loss = nn.functional.nll_loss(belongs(taught), taught.right)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        belongs.eval()
        with torch.no_grad():
            now = float(nn.functional.nll_loss(belongs(seen), seen.right))
        since += 1
        if now < best:
            best, kept, since = now, {n: v.clone() for n, v in belongs.state_dict().items()}, 0
        if since > PATIENCE:
            break
    belongs.load_state_dict(kept)
    belongs.eval()
    print("train", round(float(loss.detach()), 4), "best on dev", round(best, 4), flush=True)
    return belongs


def choose_least(networks: Sequence[Belongs], examples: Sequence[Example]) -> float:
    """Return from which likelihood on a country is taken, and print how many are right then."""
    batch = batch_of(examples)
    with torch.no_grad():
        shares = torch.stack([n(batch) for n in networks]).mean(0).exp()

    def worth(least: float) -> int:
        """Return right countries less wrong ones: a wrong one is as bad as a right one is good."""
        given = [(e, int(r[: len(e.rows)].argmax()), float(r[-1]), float(r[: len(e.rows)].max())) for e, r in rows]
        taken = [(e, best) for e, best, none, share in given if share >= max(least, none)]
        return sum(1 if best == e.right and e.reachable else -1 for e, best in taken)

    rows = list(zip(examples, shares, strict=True))
    least = max(STEPS, key=worth)
    print("on dev", len(examples), "parties: right less wrong", worth(least), "with countries from", least)
    return least


if __name__ == "__main__":
    sys.exit(main())
