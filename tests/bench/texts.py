"""Texts to time with: reports of about 320 words, and copies of some of them, as they come in from many outlets.

From the current events of ``../shared`` where that folder is there, some seven items a report; else from the sentences
of our own corpus, with other names and figures each time.
"""

import itertools
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["ITEMS", "REPORT_WORDS", "ROOT", "join_reports", "read_items", "reports_with_copies"]

ROOT = Path(__file__).parents[2]
ITEMS = ROOT.parent / "shared" / "data" / "open" / "current_events_2002_2019.jsonl"
REPORT_WORDS = 320
COPIES = 0.1
"""The share of documents that are copies of one that came before."""
FEW = 4
NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")


def read_items(most: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield (text, date) of the current events, the oldest first; nothing where they are not there."""
    if not ITEMS.is_file():
        return
    with ITEMS.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, most):
            row = json.loads(line)
            if row["text"].strip():
                yield row["text"], row["date"]


def join_reports(texts: Iterable[str]) -> Iterator[str]:
    """Join short texts into reports of about 320 words, a paragraph each; what is left over is none."""
    held: list[str] = []
    words = 0
    for text in texts:
        held.append(text)
        words += len(text.split())
        if words >= REPORT_WORDS:
            yield "\n\n".join(held)
            held, words = [], 0


def reports_with_copies(wanted: int, *, seed: int = 6) -> Iterator[str]:
    """Yield so many reports; one in ten is an earlier one cut, under a heading, or in another order."""
    chance = random.Random(seed)
    fresh = join_reports(itertools.chain((text for text, _ in read_items()), _composed(chance)))
    seen: list[str] = []
    for _ in range(wanted):
        if seen and chance.random() < COPIES:
            yield _copy(chance.choice(seen), chance)
        else:
            seen.append(next(fresh))
            yield seen[-1]


def _copy(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    how = chance.randrange(3)
    if how == 0:
        kept = parts[: max(1, round(len(parts) * chance.uniform(0.4, 0.8)))]
    elif how == 1:
        kept = chance.sample(parts, len(parts))
    else:
        kept = [f"From our correspondent, {chance.randrange(1, 10_000)}", *parts]
    return "\n\n".join(kept)


def _composed(chance: random.Random) -> Iterator[str]:
    """Yield sentences of the corpus without end, in another order and with other names and figures every time."""
    sentences = [*_sentences()]
    names = [name for sentence in sentences for name in NAME.findall(sentence)]
    while True:
        for sentence in chance.sample(sentences, len(sentences)):
            renamed = NAME.sub(lambda _: chance.choice(names), sentence)
            yield re.sub(r"\d+", lambda match: str(chance.randrange(10 ** len(match[0]))), renamed)


def _sentences() -> Iterator[str]:
    for path in sorted((ROOT / "corpus" / "composed").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for paragraph in json.loads(line).get("text", "").splitlines():
                yield from (part for part in re.split(r"(?<=[.?!]) ", paragraph) if len(part.split()) > FEW)
