"""Trains the linker: whom pronouns, offices and "the ministry" mean, from links that people coded.

    python training/link.py --corpus corpus --out src/detente/reading/entities/linker.json

Takes about five minutes. Only `train` is learnt from; the likelihoods from which a link is made are chosen on `dev`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from corpus import load_composed
from detente.core.spans import Span, overlaps
from detente.documents.document import Document
from detente.pipeline.reader import Reader, default_reader
from detente.reading.entities.antecedents import Antecedent
from detente.reading.entities.asked import ask
from detente.reading.entities.clusters import Clusters
from detente.reading.entities.evidence import Evidence
from detente.reading.entities.features import SORTS, alone_features, pair_features
from detente.reading.entities.open import open_clusters
from detente.reading.entities.references import link_references
from detente.reading.reading import Reading
from detente.reading.records import Mention
from layers import network, side_by_side

Means = tuple[Span, ...] | None
HIDDEN, PASSES, RATE, DECAY, DROPPED = 48, 320, 3e-3, 2e-3, 0.25
SEED, TOGETHER = 1922, 5
"""Networks whose answers are averaged: one alone depends much on where it starts."""
LEAST = [k / 100 for k in range(30, 91, 5)]
HARM = 1.0
"""What a wrong link costs, when a right one is worth 1 and none is worth nothing."""
ENOUGH, UNTOLD = 20, 0.5
"""Mentions of a sort on dev from which its least likelihood is chosen there, and what it is with fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mention with whom it may mean: a row of features each, the mention's own row, and which of them are right."""

    sort: str
    pairs: list[list[float]]
    alone: list[float]
    right: tuple[int, ...]
    reachable: bool


def main() -> int:
    """Read the coded reports up to whom each mention may mean, learn, choose, write."""
    arguments = argparse.ArgumentParser(description="Train the linker.")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    examples = gather(given.corpus)
    for split, rows in examples.items():
        print(split, len(rows), "mentions,", sum(bool(e.right) for e in rows), "linked", flush=True)
    networks = [learn(examples["train"], examples["dev"]) for _ in range(TOGETHER)]
    least = choose_least(networks, examples["dev"])
    report(networks, examples["dev"], least)
    given.out.write_text(json.dumps(weights_of(networks) | {"least": least}) + "\n", encoding="utf-8")
    return 0


def gather(folder: Path) -> dict[str, list[Example]]:
    """Return the examples of train and dev."""
    texts = {row["id"]: row["text"] for row in load_composed(folder / "composed")}
    examples: dict[str, list[Example]] = {"train": [], "dev": []}
    stages = default_reader().stages
    names = [s.name for s in stages]
    reader = Reader(stages[: names.index("entities")])
    for row in read_links(folder / "links" / "reports.jsonl"):
        if row["split"] in examples:
            reading = reader.read(Document(id=row["id"], text=texts[row["id"]]))
            coded = {tuple(link["at"]): _means(link["means"]) for link in row["links"]}
            examples[row["split"]] += examples_of(reading, {Span(*at): means for at, means in coded.items()})
    return examples


def read_links(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the coded links of each report."""
    with path.open(encoding="utf-8") as lines:
        yield from (row for line in lines if "_about" not in (row := json.loads(line)))


def _means(means: list[list[int]] | None) -> Means:
    return None if means is None else tuple(Span(*span) for span in means)


def examples_of(reading: Reading, coded: dict[Span, Means]) -> list[Example]:
    """Return an example for each coded mention, with all mentions before it linked as they were coded."""
    found: list[Example] = []

    def choose(
        evidence: Evidence, index: int, antecedents: list[Antecedent], sort: str
    ) -> tuple[Antecedent | None, float]:
        mention = evidence.clusters.mention(index)
        at = next((s for s in coded if s.end == mention.end and s.start <= mention.start), None)
        if at is None:
            return None, 0.0
        means = coded[at]
        named = means is not None and all(not overlaps(s, at) for s in means) and bool(means)
        right = [k for k, a in enumerate(antecedents) if named and _is_meant(evidence.clusters, a, means or ())]
        if antecedents:
            asked = ask(evidence, index)
            found.append(
                Example(
                    sort=sort,
                    pairs=[pair_features(asked, a, rank) for rank, a in enumerate(antecedents)],
                    alone=alone_features(asked, antecedents),
                    right=tuple(right),
                    reachable=not named or bool(right),
                )
            )
        return (antecedents[right[0]], 1.0) if right else (None, 0.0)

    clusters = open_clusters(reading)
    link_references(clusters, choose)
    return found


def _is_meant(clusters: Clusters, antecedent: Antecedent, means: Sequence[Span]) -> bool:
    """Say whether an antecedent is what was coded: each span is named by another one of its clusters."""
    if len(antecedent.clusters) != len(means):
        return False
    return all(any(_names(clusters, c.mentions, span) for c in antecedent.clusters) for span in means)


def _names(clusters: Clusters, mentions: Sequence[int], span: Span) -> bool:
    """Say whether a mention has the word of the span that governs it, or is most of it."""
    parse = clusters.parse
    words = parse.words_in(span.start, span.end)
    roots = {i for i in words if parse.words[i].head not in words or parse.words[i].head == i}
    roots |= {k for i in roots for k in parse.children(i, "appos") if k in words}
    return any(clusters.head(i) in roots or _covers_most(clusters.mention(i), span) for i in mentions)


def _covers_most(mention: Span | Mention, span: Span) -> bool:
    return 2 * (min(mention.end, span.end) - max(mention.start, span.start)) > span.end - span.start


class Pair(nn.Module):
    """A network over pairs and one over the mention by itself."""

    def __init__(self, pairs: int, alone: int) -> None:
        """Take the numbers of features."""
        super().__init__()
        self.pairs = network(pairs, HIDDEN, DROPPED)
        self.alone = network(alone, HIDDEN, DROPPED)

    def scores(self, batch: "Batch") -> torch.Tensor:
        """Return scores: (mentions, most antecedents + 1), the last for none."""
        pairs = self.pairs(batch.pairs).squeeze(-1).masked_fill(~batch.there, -1e4)
        return torch.cat([pairs, self.alone(batch.alone)], dim=1)

    def forward(self, batch: "Batch") -> torch.Tensor:
        """Return the logarithms of the shares."""
        return torch.log_softmax(self.scores(batch), dim=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """All examples, padded: (mentions, most, features), (mentions, features), which are there, which are right."""

    pairs: torch.Tensor
    alone: torch.Tensor
    there: torch.Tensor
    right: torch.Tensor


def batch_of(examples: Sequence[Example]) -> Batch:
    """Pad examples to the longest list of antecedents; where none is right, "none" is."""
    most, wide = max(len(e.pairs) for e in examples), len(examples[0].pairs[0])
    pairs = torch.zeros(len(examples), most, wide)
    there = torch.zeros(len(examples), most, dtype=torch.bool)
    right = torch.zeros(len(examples), most + 1, dtype=torch.bool)
    for k, e in enumerate(examples):
        pairs[k, : len(e.pairs)] = torch.tensor(e.pairs)
        there[k, : len(e.pairs)] = True
        for j in e.right or (most,):
            right[k, j] = True
    return Batch(pairs, torch.tensor([e.alone for e in examples]), there, right)


def learn(train: Sequence[Example], dev: Sequence[Example]) -> Pair:
    """Return the network after the pass that was best on dev."""
    taught, seen = batch_of(train), batch_of(dev)
    network = Pair(taught.pairs.shape[2], taught.alone.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    best, kept = float("inf"), {}
    for k in range(PASSES):
        network.train()
        loss = _loss(network(taught), taught.right)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        network.eval()
        with torch.no_grad():
            now = float(_loss(network(seen), seen.right))
        if now < best:
            best, kept = now, {n: v.clone() for n, v in network.state_dict().items()}
        if k % 50 == 0:
            print(k, round(float(loss.detach()), 4), round(now, 4), flush=True)
    network.load_state_dict(kept)
    network.eval()
    print("best on dev", round(best, 4))
    return network


def _loss(shares: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    return -torch.logsumexp(shares.masked_fill(~right, -1e4), dim=1).mean()


def _answers(networks: Sequence[Pair], examples: Sequence[Example]) -> Iterator[tuple[Example, int, float]]:
    """Yield each example with the likeliest antecedent and its share, by the mean of the networks."""
    batch = batch_of(examples)
    with torch.no_grad():
        scores = torch.stack([network.scores(batch) for network in networks]).mean(0)
        shares = torch.softmax(scores, dim=1)[:, :-1]
    for e, row in zip(examples, shares, strict=True):
        best = int(row.argmax())
        yield e, best, float(row[best])


def choose_least(networks: Sequence[Pair], examples: Sequence[Example]) -> dict[str, float]:
    """Return, by sort of mention, the least likelihood at which links do more good than harm."""
    least: dict[str, float] = {}
    rows = list(_answers(networks, examples))
    for sort in SORTS:
        own = [(best in e.right, share) for e, best, share in rows if e.sort == sort]
        worth = {t: sum((1.0 if ok else -HARM) for ok, share in own if share >= t) for t in LEAST}
        least[sort] = max(LEAST, key=lambda t: (worth[t], -abs(t - UNTOLD))) if len(own) >= ENOUGH else UNTOLD
    return least


def report(networks: Sequence[Pair], examples: Sequence[Example], least: dict[str, float]) -> None:
    """Print, by sort, how many are linked, right, and should be."""
    told: Counter[tuple[str, str]] = Counter()
    for e, best, share in _answers(networks, examples):
        told[e.sort, "meant"] += bool(e.right)
        if share >= least[e.sort]:
            told[e.sort, "linked"] += 1
            told[e.sort, "right"] += best in e.right
    for sort, share in least.items():
        print(sort, {name: told[sort, name] for name in ("meant", "linked", "right")}, "from", share)


def weights_of(networks: Sequence[Pair]) -> dict[str, Any]:
    """Return the networks as one, in plain numbers."""
    return {
        "pairs": side_by_side([n.pairs for n in networks]),
        "alone": side_by_side([n.alone for n in networks]),
    }


if __name__ == "__main__":
    sys.exit(main())
