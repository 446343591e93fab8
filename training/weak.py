"""Labels the real items with the dictionary coder: noisy, but of real news, and there are 76,980 of them.

    python training/weak.py ../shared/data/open/current_events_2002_2019.jsonl training/out/weak.jsonl

Takes about ten minutes on two cores.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from detente.documents.document import Document
from detente.pipeline.reader import dictionary_reader

KEPT = ("id", "text", "sentences", "events")
AT_ONCE = 64


def label(numbered: tuple[int, str]) -> str:
    """Return one item's reading as a line, without what nothing is learnt from."""
    number, text = numbered
    reading = dictionary_reader().read(Document(id=str(number), text=text)).model_dump()
    return json.dumps({name: reading[name] for name in KEPT}, ensure_ascii=False)


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield number, json.loads(line)["text"]


def main() -> int:
    """Label every item, in order."""
    arguments = argparse.ArgumentParser(description="Label real items with the dictionary coder.")
    arguments.add_argument("items", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(given.workers) as crew, given.out.open("w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in crew.map(label, _texts(given.items), chunksize=AT_ONCE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
