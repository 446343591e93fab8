"""Brings all that there is to learn from together, and draws a pass of it by the recipe's mixture."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import examples_of, load_composed, load_real, load_reviewed, load_rows
from countries import with_other_countries
from examples import Example
from frames import PredicateFrame, fill_frames, load_frames, plain_frame
from open_data import factuality, noun_roles, verb_roles, weak_readings

__all__ = ["Gathered", "gather"]

EMPTY_SHARE = 0.3
"""Share kept of the weakly labelled sentences in which nothing was found."""
ELSEWHERE = 0.5
"""Share of sentences that are told of other countries than they were written of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Examples to learn from by kind, frames to fill anew each time, and what is held back to look at."""

    train: dict[str, list[Example]]
    frames: list[PredicateFrame]
    fillers: Path
    dev: dict[str, list[Example]]

    def draw(self, mix: dict[str, float], chance: random.Random) -> list[Example]:
        """Return one pass: of each kind the share that `mix` says, 1 for all of it once, 2 for all of it twice."""
        drawn: list[Example] = []
        for kind, share in mix.items():
            if kind == "frames":
                some = chance.sample(self.frames, int((share - int(share)) * len(self.frames)))
                drawn += fill_frames(self.frames, int(share), self.fillers, chance)
                drawn += fill_frames(some, 1, self.fillers, chance)
                continue
            pool = self.train[kind]
            part = pool * int(share) + chance.sample(pool, int((share - int(share)) * len(pool)))
            drawn += [with_other_countries(e, chance) if chance.random() < ELSEWHERE else e for e in part]
        return drawn


def gather(recipe: dict[str, Any], chance: random.Random) -> Gathered:
    """Read every source that the recipe names."""
    paths = {name: Path(path) for name, path in recipe["paths"].items()}
    shared = paths["open"]
    real = load_real(paths["corpus"] / "real" / "coding.jsonl", shared / "current_events_2002_2019.jsonl")
    composed = load_composed(paths["corpus"] / "composed")
    reviewed = load_reviewed(paths["corpus"] / "reviewed")
    frames = load_frames(paths["corpus"] / "frames" / "frames.txt")
    frames += [plain_frame(r["type"], r["frame"]) for r in load_rows(shared / "predicate_frames.jsonl")]
    coded = frozenset(str(row["item"]) for row in real)
    train = {
        "real": [*examples_of(_part(real, "train"), "real"), *examples_of(_part(reviewed, "train"), "reviewed")],
        "composed": list(examples_of(_part(composed, "train"), "composed")),
        "propbank": list(verb_roles(shared / "propbank_ewt_train.jsonl")),
        "qanom": list(noun_roles(shared / "qanom_train.csv")),
        "uds": list(factuality(shared / "uds_ih2_train.jsonl")),
    }
    if paths["weak"].exists():
        weak = list(weak_readings(paths["weak"], coded, recipe["weak_weight"]))
        train["weak"] = [e for e in weak if e.events]
        train["weak"] += [e for e in weak if not e.events and chance.random() < EMPTY_SHARE]
    for kind, examples in train.items():
        print(kind, len(examples), flush=True)
    dev = {
        "real": list(examples_of(_part(real, "dev"), "real")),
        "composed": list(examples_of(_part(composed, "dev"), "composed")),
    }
    return Gathered(train=train, frames=frames, fillers=paths["fillers"], dev=dev)


def _part(rows: Sequence[dict[str, Any]], split: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["split"] == split]
