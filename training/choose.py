"""Chooses which real items to code by hand next: those where the model and the dictionary coder disagree.

    python training/choose.py --recipe training/recipe.toml --items 2800 --out training/out/next.jsonl

Out of a random draw of items that nobody coded yet, an item is the likelier to be taken the more events the two see
apart, the less sure the model is, and the rarer the types are among what was coded by hand. One in five is taken at
random, so that what both miss is met with as well.
"""

import argparse
import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus import load_rows, sentences_of, text_hash
from detente.core.spans import Span, overlaps
from detente.reading.coding.coder import Coder
from detente.reading.coding.weights import open_weights, shipped_model
from detente.reading.records import Coding

Json = dict[str, Any]
AT_RANDOM = 0.2
"""Share of the items that are taken whatever the two coders say."""
LOOKED_AT = 5
"""Items looked at for each that is taken."""
UNSURE = 0.3
"""How much a coding that the model is wholly unsure of counts, beside one that only one of the two sees."""
RAREST = 3.0
"""How much an event of a rare type counts at most, beside one of a type of middling frequency."""
SUSPECTED, LIKELY = 0.15, 0.5
"""Least confidence of the model's codings that are looked at, and of those that count as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item with what either coder sees in it: types that only one sees, and how unsure the model is in sum."""

    number: int
    apart: tuple[str, ...]
    doubt: float


def main() -> int:
    """Draw, look, choose, write."""
    arguments = argparse.ArgumentParser(description="Choose real items to code by hand next.")
    arguments.add_argument("--recipe", type=Path, required=True)
    arguments.add_argument("--items", type=int, required=True, help="how many to choose")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    recipe = tomllib.loads(given.recipe.read_text(encoding="utf-8"))
    paths = {name: Path(path) for name, path in recipe["paths"].items()}
    chance = random.Random(recipe["seed"])
    coded = load_rows(paths["corpus"] / "real" / "coding.jsonl")
    labelled = _free(paths["weak"], {row["item"] for row in coded})
    drawn = chance.sample(labelled, min(len(labelled), LOOKED_AT * given.items))
    with ProcessPoolExecutor(given.workers) as crew:
        seen = list(crew.map(look, drawn, chunksize=64))
    known = Counter(event["type"] for row in coded for event in row["events"])
    numbers = _choose(seen, known, given.items, chance)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(paths["open"], numbers))
    return 0


def _free(weak: Path, coded: set[int]) -> list[Json]:
    """Return the dictionary coder's readings of items that are not coded by hand, without what is not looked at."""
    with weak.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return [
            {
                "number": int(row["id"]),
                "text": row["text"],
                "events": [(e["type"], Span(e["trigger"]["start"], e["trigger"]["end"])) for e in row["events"]],
            }
            for row in rows
            if "error" not in row and int(row["id"]) not in coded
        ]


@cache
def _coder() -> Coder:
    return Coder(open_weights(shipped_model())).with_thresholds(event=SUSPECTED)


def look(row: Json) -> Seen:
    """Return what the two coders see apart in an item."""
    ours = [c for s in sentences_of(row["text"]) for c in _coder().code(row["text"][s.start : s.end], s.start)]
    return Seen(number=row["number"], apart=tuple(_apart(ours, row["events"])), doubt=sum(map(_doubt, ours)))


def _apart(ours: Sequence[Coding], theirs: Sequence[tuple[str, Span]]) -> Iterator[str]:
    """Yield the types of events that one of the coders sees and the other does not, or not with this type."""
    sure = [c for c in ours if c.confidence > LIKELY]
    for coding in sure:
        if not any(t == coding.type and overlaps(coding.trigger, at) for t, at in theirs):
            yield coding.type
    for kind, at in theirs:
        if not any(c.type == kind and overlaps(c.trigger, at) for c in sure):
            yield kind


def _doubt(coding: Coding) -> float:
    """Return 1 for a coding that is as likely right as wrong, 0 for one that is certain."""
    return 1.0 - abs(2.0 * coding.confidence - 1.0)


def _choose(seen: Sequence[Seen], known: Counter[str], wanted: int, chance: random.Random) -> list[int]:
    """Return the numbers of the chosen items, drawn without replacement by what speaks for each."""
    plain = chance.sample([s.number for s in seen], round(AT_RANDOM * wanted))
    usual = sum(known.values()) / max(1, len(known))

    def worth(item: Seen) -> float:
        rarity = (float(min(RAREST, (usual / max(1, known[t])) ** 0.5)) for t in item.apart)
        return sum(rarity) + UNSURE * item.doubt

    rest = [s for s in seen if s.number not in set(plain) and worth(s) > 0]
    # the greatest of u^(1/worth): a weighted draw without replacement
    rest.sort(key=lambda s: chance.random() ** (1.0 / worth(s)), reverse=True)
    numbers = plain + [s.number for s in rest[: wanted - len(plain)]]
    chance.shuffle(numbers)
    return numbers


def _rows(folder: Path, numbers: Sequence[int]) -> Iterator[Json]:
    with (folder / "current_events_2002_2019.jsonl").open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for number in numbers:
        item = items[number]
        yield {"item": number, "date": item["date"], "hash": text_hash(item["text"]), "text": item["text"]}


if __name__ == "__main__":
    sys.exit(main())
