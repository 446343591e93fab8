"""Trains the chooser of sectors: police, soldiers, civilians or none of it, from parties that people coded.

    python training/sectors.py --corpus corpus --items ITEMS.jsonl --out src/detente/reading/entities/sectors.json

Takes about fifteen minutes, most of them for reading. Only `train` is learnt from; how long to learn and from which
likelihood the chooser is believed are chosen on `dev`.
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

import numpy as np
import torch
from torch import nn

from detente.core.spans import Span
from detente.documents.document import Document
from detente.evaluate.collect import collect_corpus
from detente.evaluate.details import GoldParty
from detente.evaluate.party import mention_of_party
from detente.pipeline.reader import Reader, default_reader
from detente.reading.entities.belonging import load_belongings
from detente.reading.entities.context import infer_countries, take_belonging
from detente.reading.entities.linker import load_linker
from detente.reading.entities.open import open_clusters
from detente.reading.entities.references import link_references
from detente.reading.entities.sectors import NONE, WIDTH, sector_features, sector_states
from detente.reading.entities.stage import (
    keep_parties,
    sectors_told,
    taking_part,
)  # what the stage does before it sets sectors
from detente.reading.layers import Weights
from detente.reading.reading import Reading

SEED, MOST, TOGETHER = 1922, 127, 5
"""Chance, the greatest whole number of a weight, and how many classifiers are averaged."""
OFTEN = 4
"""Documents of train in which a sign stands at least: from few nothing is learnt that holds elsewhere."""
PASSES, BATCH, HIDDEN = 6, 128, 48
RATE, INNER_RATE = 3e-3, 2e-3
HELD = 0.1
"""How strongly weights are held down."""
SMOOTH = 0.05
"""What the coded class is doubted by: coders do not always agree."""
DROPPED = 0.2
"""Signs left out of each example at random, so that none is relied on alone."""
LEAST = [k / 100 for k in range(0, 71, 5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A coded party: the signs of the entity that a reading has for it, what the tables give, what people coded."""

    section: str
    document: str
    features: frozenset[str]
    states: Weights | None
    given: tuple[str, ...]
    right: str


def main() -> int:
    """Read the coded texts up to the entities, learn, choose, write."""
    arguments = argparse.ArgumentParser(description="Train the chooser of sectors.")
    for name in ("--corpus", "--items", "--out"):
        arguments.add_argument(name, type=Path, required=True)
    given = arguments.parse_args()
    examples = {split: list(gather(given.corpus, given.items, split)) for split in ("train", "dev")}
    given.out.write_text(json.dumps(train(examples["train"], examples["dev"])) + "\n", encoding="utf-8")
    return 0


def gather(corpus: Path, items: Path, split: str) -> Iterator[Example]:
    """Yield the examples of a split."""
    stages = default_reader().stages
    reader = Reader(stages[: [s.name for s in stages].index("entities")])
    for gold in collect_corpus(corpus, split=split, items=items):
        for coded in gold.documents:
            if coded.parties:
                reading = reader.read(Document(id=coded.id, text=coded.text, published=coded.published))
                yield from examples_of(reading, coded.parties, gold.section)


def examples_of(reading: Reading, parties: Sequence[GoldParty], section: str) -> Iterator[Example]:
    """Yield an example for each party of which the reading has an entity, by the mention nearest to its words."""
    clusters = open_clusters(reading)
    link_references(clusters, load_linker().choose)
    keep_parties(clusters)
    infer_countries(clusters)
    take_belonging(clusters, load_belongings(), taking_part(clusters))
    spans = {Span(m.start, m.end): i for i, m in enumerate(reading.mentions) if i in clusters.of_mention}
    for party in parties:
        at = mention_of_party(reading.text, party.at, list(spans))
        if at is not None:
            cluster = clusters.of_mention[spans[at]]
            given = sectors_told([clusters.mention(i) for i in sorted(cluster.mentions)]) or cluster.sectors
            yield Example(
                section=section,
                document=reading.document.id,
                features=frozenset(sector_features(clusters, cluster, given)),
                states=sector_states(clusters, cluster),
                given=given,
                right=party.sectors[-1] if party.sectors else NONE,
            )


class Weighed(nn.Module):  # type: ignore[misc]
    """Rows for signs, and a hidden layer over states; what it gives are scores of classes."""

    def __init__(self, signs: int, classes: int, hidden: int) -> None:
        """Take the numbers of signs, of classes and of hidden units."""
        super().__init__()
        self.rows = nn.EmbeddingBag(signs, classes, mode="sum")
        nn.init.zeros_(self.rows.weight)
        self.inner, self.outer = nn.Linear(2 * WIDTH, hidden), nn.Linear(hidden, classes)

    def forward(self, signs: Sequence[torch.Tensor], states: torch.Tensor) -> torch.Tensor:
        """Return scores: (examples, classes)."""
        every = torch.cat(list(signs))
        starts = torch.tensor([0, *(len(s) for s in signs[:-1])]).cumsum(0)
        kept = nn.functional.dropout(torch.ones(len(every)), DROPPED, self.training)
        rows = self.rows(every, starts, per_sample_weights=kept)
        seen = nn.functional.dropout(states, DROPPED, self.training)
        hidden = nn.functional.dropout(self.inner(seen).relu(), DROPPED, self.training)
        scores: torch.Tensor = rows + self.outer(hidden)
        return scores


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples as numbers: signs of each, states (examples, 2 x 384), the right class of each, what the tables give."""

    signs: list[torch.Tensor]
    states: torch.Tensor
    right: torch.Tensor
    tables: torch.Tensor


def train(taught: Sequence[Example], seen: Sequence[Example]) -> dict[str, Any]:
    """Return the weights learnt from `taught`, with the least likelihood chosen on `seen`."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    classes = sorted({e.right for e in taught} | {e.given[-1] for e in (*taught, *seen) if e.given})
    index = {name: k for k, name in enumerate(_names(taught))}
    batches = [_batch_of(examples, classes, index) for examples in (taught, seen)]
    print(len(taught), "parties to learn from,", len(seen), "on dev,", len(index), "signs", flush=True)
    weighed = _together([_learn(*batches, signs=len(index), classes=len(classes)) for _ in range(TOGETHER)])
    shares = [_shares(weighed, b) for b in batches]
    least = max(LEAST, key=lambda t: (float(_right(batches[1], shares[1], t).mean()), -t))
    for examples, batch, share in zip((taught, seen), batches, shares, strict=True):
        for section in sorted({e.section for e in examples}):
            own = torch.tensor([e.section == section for e in examples])
            told = [round(float(_right(batch, share, t)[own].mean()), 3) for t in (2.0, 0.0, least)]
            print(section, int(own.sum()), "tables, chooser, both:", *told, "from", least, flush=True)
    return _packed(classes, list(index), weighed) | {"least": least}


def _names(examples: Sequence[Example]) -> list[str]:
    """Return the signs that stand in enough documents, in order."""
    documents: dict[str, set[str]] = {}
    for e in examples:
        documents.setdefault(e.document, set()).update(e.features)
    stands = Counter(sign for signs in documents.values() for sign in signs)
    return sorted(name for name, count in stands.items() if count >= OFTEN)


def _batch_of(examples: Sequence[Example], classes: list[str], index: dict[str, int]) -> Batch:
    nothing = np.zeros(2 * WIDTH, dtype=np.float32)
    return Batch(
        signs=[torch.tensor([index[f] for f in sorted(e.features) if f in index], dtype=torch.long) for e in examples],
        states=torch.tensor(np.stack([nothing if e.states is None else e.states for e in examples])),
        right=torch.tensor([classes.index(e.right) if e.right in classes else -1 for e in examples]),
        tables=torch.tensor([classes.index(e.given[-1] if e.given else NONE) for e in examples]),
    )


def _learn(taught: Batch, seen: Batch, *, signs: int, classes: int) -> Weighed:
    """Return the classifier after the pass that was best on dev."""
    weighed = Weighed(signs, classes, HIDDEN)
    groups = [
        {"params": weighed.rows.parameters(), "lr": RATE, "weight_decay": HELD},
        {"params": [*weighed.inner.parameters(), *weighed.outer.parameters()], "lr": INNER_RATE, "weight_decay": HELD},
    ]
    optimiser = torch.optim.AdamW(groups)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, total_iters=PASSES)
    best, kept = 0.0, dict[str, torch.Tensor]()
    for k in range(PASSES):
        weighed.train()
        total = 0.0
        for part in torch.randperm(len(taught.signs)).split(BATCH):
            scores = weighed([taught.signs[i] for i in part.tolist()], taught.states[part])
            loss = nn.functional.cross_entropy(scores, taught.right[part], label_smoothing=SMOOTH)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += float(loss.detach()) * len(part)
        schedule.step()
        now = float(_right(seen, _shares(weighed, seen), 0.0).mean())
        print(k, round(total / len(taught.signs), 3), "right on dev", round(now, 4), flush=True)
        if now > best:
            best, kept = now, {n: v.clone() for n, v in weighed.state_dict().items()}
    weighed.load_state_dict(kept)
    return weighed


def _together(several: Sequence[Weighed]) -> Weighed:
    """Return classifiers as one that gives the mean of their scores: hidden units side by side, each with its share."""
    signs, classes = several[0].rows.weight.shape
    weighed = Weighed(signs, classes, HIDDEN * len(several))
    with torch.no_grad():
        weighed.rows.weight.copy_(sum(w.rows.weight for w in several) / len(several))
        weighed.inner.weight.copy_(torch.cat([w.inner.weight for w in several]))
        weighed.inner.bias.copy_(torch.cat([w.inner.bias for w in several]))
        weighed.outer.weight.copy_(torch.cat([w.outer.weight for w in several], dim=1) / len(several))
        weighed.outer.bias.copy_(sum(w.outer.bias for w in several) / len(several))
    return weighed


def _shares(weighed: Weighed, batch: Batch) -> torch.Tensor:
    """Return how likely each class is: (examples, classes)."""
    weighed.eval()
    with torch.no_grad():
        return torch.softmax(weighed(batch.signs, batch.states), dim=1)


def _right(batch: Batch, shares: torch.Tensor, least: float) -> torch.Tensor:
    """Return which examples come out right, as 0 or 1, where less than `least` leaves what the tables give."""
    sure, best = shares.max(dim=1)
    return (torch.where(sure >= least, best, batch.tables) == batch.right).float()


def _packed(classes: list[str], names: list[str], weighed: Weighed) -> dict[str, Any]:
    """Return the classifier with its weights as whole numbers from -127 to 127; signs that say nothing are left out."""
    rows, scale = _whole(weighed.rows.weight)
    kept = rows.abs().amax(dim=1) > 0
    inner, inner_scale = _whole(weighed.inner.weight.T)
    outer, outer_scale = _whole(weighed.outer.weight.T)
    return {
        "classes": classes,
        "features": "\n".join(name for name, keep in zip(names, kept.tolist(), strict=True) if keep),
        "rows": _text(rows[kept]),
        "scale": scale,
        "inner": _text(inner),
        "inner_scale": inner_scale,
        "inner_bias": [round(float(b), 4) for b in weighed.inner.bias.detach()],
        "outer": _text(outer),
        "outer_scale": outer_scale,
        "bias": [round(float(b), 4) for b in weighed.outer.bias.detach()],
    }


def _whole(weights: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return weights as whole numbers, and what one of them is worth."""
    scale = float(weights.detach().abs().max()) / MOST
    return torch.round(weights.detach() / scale).to(torch.int8), scale


def _text(whole: torch.Tensor) -> str:
    return base64.b85encode(whole.contiguous().numpy().tobytes()).decode()


if __name__ == "__main__":
    sys.exit(main())
