"""Says how varied the composed half of the corpus is, and how near its splits come to one another.

python tools/measure_variety.py
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from detente.knowledge.files import read_jsonl

CORPUS = Path(__file__).parents[1] / "corpus"
WORD = re.compile(r"\w+")

Json = dict[str, Any]
Gram = tuple[str, str, str]


def load(folder: Path) -> list[Json]:
    """Return the composed documents."""
    files = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jsonl"))]
    rows = [json.loads(line) for text in files for line in text.split("\n") if line]
    return [row for row in rows if "_about" not in row]


def trigrams(text: str) -> list[Gram]:
    """Return the runs of three words of a text, in lower case."""
    words = [word.lower() for word in WORD.findall(text)]
    return [(a, b, c) for (a, b), (_, c) in pairwise(pairwise(words))]


def distinct_share(texts: Iterable[str]) -> float:
    """Return the share of different trigrams among all."""
    found = [gram for text in texts for gram in trigrams(text)]
    return len(set(found)) / len(found) if found else 0.0


def nearest_across(rows: Sequence[Json]) -> tuple[float, str, str]:
    """Return the greatest likeness (Jaccard, of trigrams) of two documents in different splits, and which they are."""
    grams = {row["id"]: set(trigrams(row["text"])) for row in rows}
    splits = {row["id"]: row["split"] for row in rows}
    where: dict[Gram, list[str]] = {}
    best = (0.0, "", "")
    for name, own in grams.items():
        shared = Counter(other for gram in own for other in where.get(gram, ()) if splits[other] != splits[name])
        for other, both in shared.items():
            best = max(best, (both / (len(own) + len(grams[other]) - both), other, name))
        for gram in own:
            where.setdefault(gram, []).append(name)
    return best


def commonest(values: Iterable[str]) -> tuple[str, float]:
    """Return the most frequent value and its share."""
    counted = Counter(values)
    value, count = counted.most_common(1)[0]
    return value, count / counted.total()


def words_at(rows: Iterable[Json], field: str) -> list[str]:
    """Return the words of all triggers, or of all parties, in lower case."""
    found = []
    for row in rows:
        for event in row["events"]:
            spans = [event["trigger"]] if field == "trigger" else [*event["actors"], *event["recipients"]]
            found += [row["text"][start:end].lower() for start, end in spans]
    return found


def states_in(rows: Iterable[Json]) -> set[str]:
    """Return the codes of the states that entities are of, without those of organisations (IGO, UNO)."""
    states = {state["code"] for state in read_jsonl("countries/states.jsonl")}
    return states & {entity["country"] for row in rows for entity in row["entities"]}


def hard_share(rows: Sequence[Json]) -> float:
    """Return the share of documents that are hard on purpose."""
    return sum(bool(row["hard"]) for row in rows) / len(rows)


def main() -> int:
    """Print the figures."""
    rows = load(CORPUS / "composed")
    likeness, one, other = nearest_across(rows)
    print(f"composed documents                  {len(rows)}")
    print(f"hard on purpose, share              {hard_share(rows):.3f}")
    print(f"distinct trigrams, share            {distinct_share(r['text'] for r in rows):.3f}")
    print(f"nearest across splits               {likeness:.3f}  ({one}, {other})")
    for field in ("trigger", "party"):
        words = words_at(rows, field)
        value, share = commonest(words)
        print(
            f"different {field:8}                  {len(set(words))} of {len(words)}; commonest {value!r}, {share:.3f}"
        )
    print(f"states named by code                {len(states_in(rows))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
