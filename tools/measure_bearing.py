"""Measures how well it is proposed which report bears on which provision, on composed pairs.

    python tools/measure_bearing.py [--split test|train]

Every report of `corpus/implementation` is read by our own reader, and held against all provisions of its agreement.
A pair is a report and a provision; what is proposed as done counts, and what is only said is not.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.documents.document import Document
from detente.evaluate.bearing import measure_bearing
from detente.pipeline.reader import default_reader
from detente.reading.dump import dump_reading

CORPUS = Path(__file__).parents[1] / "corpus" / "implementation"


def main() -> None:
    """Read, hold against, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("train", "test"), default="test")
    given = parser.parse_args()
    reader = default_reader()

    def read(text: str) -> Mapping[str, Any]:
        plain: Mapping[str, Any] = dump_reading(reader.read(Document(id="composed", text=text)))
        return plain

    told = measure_bearing(CORPUS / f"{given.split}.jsonl", read)
    print(f"{told.gold} pairs bear, {told.found} proposed, {told.right} right")
    print(f"precision {told.precision:.3f}  recall {told.recall:.3f}  F1 {told.f1:.3f}")
    print(f"direction right in {told.directions} of {told.right}")
    for why, count in sorted(told.near.items()):
        print(f"near miss {why:<14}{told.taken.get(why, 0):>4} taken of {count}")


if __name__ == "__main__":
    main()
