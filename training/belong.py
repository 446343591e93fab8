"""Trains belonging: of which country that a text names somebody is, from the parties that people coded.

    python training/belong.py --corpus corpus --open DIR --out src/detente/reading/entities/belonging.json

Takes about ten minutes, most of it reading. Only `train` is learnt from; `dev` shows what comes of it.
"""

import argparse
import base64
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from corpus import Json, load_composed, load_real
from detente.core.spans import Span
from detente.documents.document import Document
from detente.evaluate.party import mention_of_party
from detente.pipeline.reader import Reader, default_reader
from detente.reading.entities.belonging import alone_features, country_features, named_countries, own_of
from detente.reading.entities.context import infer_countries
from detente.reading.entities.linker import load_linker
from detente.reading.entities.offices import TABLE
from detente.reading.entities.open import open_clusters
from detente.reading.entities.references import link_references
from detente.reading.entities.signs import mention_signs
from detente.reading.entities.somebody import meet
from detente.reading.entities.stage import keep_parties
from layers import network, side_by_side

ITEMS = "current_events_2002_2019.jsonl"
HIDDEN, PASSES, RATE, HELD, DROPPED, BATCH = 48, 12, 2e-3, 0.05, 0.25, 128
OFTEN = 8
"""Documents of train in which a sign stands at least."""
MOST = 16
"""Countries of a text that are weighed while learning."""
BODIES = ("NGO", "IGO", "MNC", "UNO", "EUR")
SEED, TOGETHER = 1922, 3
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Somebody: a row for each country named, his own row, his signs, and which answer is right.

    The answers are the countries, then none at `MOST`, then `BODIES`; -1 where none of them is right.
    """

    document: str
    rows: list[list[float]]
    alone: list[float]
    signs: frozenset[str]
    right: int


class Belongs(nn.Module):
    """A network over countries, one over the party by itself, and rows for its signs."""

    def __init__(self, rows: int, alone: int, signs: int) -> None:
        """Take the numbers of features and of signs."""
        super().__init__()
        self.countries = network(rows, HIDDEN, DROPPED)
        self.alone = network(alone, HIDDEN, DROPPED)
        self.rows = nn.EmbeddingBag(signs, 1 + len(BODIES), mode="sum")
        self.bias = nn.Parameter(torch.zeros(1 + len(BODIES)))
        nn.init.zeros_(self.rows.weight)

    def forward(self, batch: "Batch") -> torch.Tensor:
        """Return scores: (parties, most countries + 1 + bodies)."""
        countries = torch.full((len(batch.alone), MOST), -1e4)
        if len(batch.of):
            countries[batch.of, batch.at] = self.countries(batch.rows).squeeze(-1)
        starts = torch.tensor([0, *(len(s) for s in batch.signs[:-1])]).cumsum(0)
        every = torch.cat(batch.signs)
        kept = nn.functional.dropout(torch.ones(len(every)), 0.2, self.training)
        signs = self.rows(every, starts, per_sample_weights=kept)
        return torch.cat([countries, self.alone(batch.alone) + self.bias + signs], dim=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples: rows (countries, features), each `of` a party and `at` a place; own rows; signs; right answers."""

    rows: torch.Tensor
    of: torch.Tensor
    at: torch.Tensor
    alone: torch.Tensor
    signs: list[torch.Tensor]
    right: torch.Tensor


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
    given.out.write_text(json.dumps(train(examples["train"], examples["dev"])) + "\n", encoding="utf-8")
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
    """Yield an example for each coded party that the reading mentions and whose own words name no country."""
    clusters = open_clusters(reading)
    link_references(clusters, load_linker().choose)
    keep_parties(clusters)
    infer_countries(clusters)
    named = named_countries(clusters)
    codes = list(named)[:MOST]
    spans = {Span(m.start, m.end): i for i, m in enumerate(reading.mentions) if i in clusters.of_mention}
    for party in row["entities"]:
        best = mention_of_party(reading.text, Span(party["start"], party["end"]), list(spans))
        if best is None:
            continue
        cluster = clusters.of_mention[spans[best]]
        if cluster.members or own_of(clusters, cluster) or (cluster.inferred or "").startswith(TABLE):
            continue
        somebody = meet(clusters, cluster, named)
        yield Example(
            document=row["id"],
            rows=[country_features(somebody, named[code]) for code in codes],
            alone=alone_features(clusters, cluster, named),
            signs=mention_signs(clusters, cluster),
            right=_answer(party["country"], codes),
        )


def _answer(country: str | None, codes: Sequence[str]) -> int:
    if country in codes:
        return codes.index(country)
    if country is None:
        return MOST
    return MOST + 1 + BODIES.index(country) if country in BODIES else -1


def train(taught: Sequence[Example], seen: Sequence[Example]) -> Json:
    """Return the weights learnt from `taught`; what they get right of `seen` is printed."""
    documents: dict[str, set[str]] = {}
    for e in taught:
        documents.setdefault(e.document, set()).update(e.signs)
    stands = Counter(sign for signs in documents.values() for sign in signs)
    index = {name: k for k, name in enumerate(sorted(n for n, count in stands.items() if count >= OFTEN))}
    reachable = [e for e in taught if e.right >= 0]
    print(len(taught), "parties,", len(reachable), "of a country named or of none,", len(index), "signs", flush=True)
    test = batch_of(seen, index)
    networks = []
    for _ in range(TOGETHER):
        networks.append(learn(reachable, index))
        print("right on dev", round(_right(networks[-1:], test), 4), flush=True)
    print("together", round(_right(networks, test), 4), flush=True)
    return packed(networks, list(index))


def batch_of(examples: Sequence[Example], index: dict[str, int]) -> Batch:
    """Put examples together."""
    places = [(k, j) for k, e in enumerate(examples) for j in range(len(e.rows))]
    return Batch(
        rows=torch.tensor([row for e in examples for row in e.rows]),
        of=torch.tensor([k for k, _ in places], dtype=torch.long),
        at=torch.tensor([j for _, j in places], dtype=torch.long),
        alone=torch.tensor([e.alone for e in examples]),
        signs=[torch.tensor([index[s] for s in sorted(e.signs) if s in index], dtype=torch.long) for e in examples],
        right=torch.tensor([e.right for e in examples]),
    )


def learn(examples: Sequence[Example], index: dict[str, int]) -> Belongs:
    """Return the networks after all passes."""
    whole = [batch_of([examples[i] for i in part.tolist()], index)
             for part in torch.randperm(len(examples)).split(BATCH)]  # fmt: skip
    belongs = Belongs(len(next(e.rows[0] for e in examples if e.rows)), len(examples[0].alone), len(index))
    optimiser = torch.optim.AdamW(belongs.parameters(), lr=RATE, weight_decay=HELD)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, total_iters=PASSES)
    belongs.train()
    for _ in range(PASSES):
        for k in torch.randperm(len(whole)).tolist():
            loss = nn.functional.cross_entropy(belongs(whole[k]), whole[k].right)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
    belongs.eval()
    return belongs


def _right(networks: Sequence[Belongs], batch: Batch) -> float:
    with torch.no_grad():
        scores = torch.stack([n(batch) for n in networks]).mean(0)
    return float((scores.argmax(dim=1) == batch.right).float().mean())


def packed(networks: Sequence[Belongs], names: list[str]) -> Json:
    """Return several as one that gives the mean of their scores; rows of signs as whole numbers."""
    share = len(networks)
    rows = sum(n.rows.weight.detach() for n in networks) / share
    scale = float(rows.abs().max()) / 127
    whole = torch.round(rows / scale).to(torch.int8)
    kept = whole.abs().amax(dim=1) > 0
    alone = side_by_side([n.alone for n in networks])
    return {
        "countries": side_by_side([n.countries for n in networks]),
        "alone": alone,
        "bias": [round(float(b), 5) for b in sum(n.bias.detach() for n in networks) / share],
        "bodies": list(BODIES),
        "signs": "\n".join(name for name, keep in zip(names, kept.tolist(), strict=True) if keep),
        "rows": base64.b85encode(whole[kept].contiguous().numpy().tobytes()).decode(),
        "scale": scale,
    }


if __name__ == "__main__":
    sys.exit(main())
