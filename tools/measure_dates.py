"""Measures the reading of dates on the Recognizers' specifications: sentences with a reference date and its reading.

    python tools/measure_dates.py FOLDER [--failures N] [--only FILE]

FOLDER holds `recognizers_*.json` (MIT). Of the specifications, those that name calendar days are counted: a date, a
range of days, or a time on a day, of which the day is compared. One is passed where every such result is found, over
the same words, as the same days; where it gives several readings (the past and the coming 2 October) either is right.
Nothing in them is learnt from; what a failure shows is mended as a rule of English, or left.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.sentences import SplitSentences

DAYS = frozenset({"date", "daterange", "datetime", "datetimerange"})
DAY = len("2000-12-31")


def specifications(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every specification, with the name of its file."""
    for path in sorted(folder.glob("recognizers_*.json")):
        for spec in json.loads(path.read_text(encoding="utf-8-sig")):
            yield path.stem.removeprefix("recognizers_"), spec


def wanted_of(spec: dict[str, Any]) -> list[tuple[int, int, set[tuple[str, str]]]]:
    """Return the results that name calendar days: start, end, and every reading of first and last day."""
    found = []
    for result in spec.get("Results", ()):
        kind = (result.get("Type") or result.get("TypeName") or "").rpartition(".")[2]
        if kind not in DAYS:
            continue
        readings = {days for value in _values(result) for days in _days(value)}
        start = result.get("Start", 0)
        end = start + result["Length"] if "Length" in result else result.get("End", start) + 1
        if readings:
            found.append((start, end, readings))
    return found


def _values(result: dict[str, Any]) -> Iterator[dict[str, str]]:
    for holder in (result.get("Value"), result.get("Resolution")):
        if not isinstance(holder, dict):
            continue
        yield from holder.get("values") or ()
        yield from (v for name in ("PastResolution", "FutureResolution") if (v := holder.get(name)))


def _days(value: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield first and last day of a reading. A range ends before the day it names, or, as English has it, with it."""
    for name in ("date", "dateTime", "value"):
        if _is_day(value.get(name)):
            yield (value[name][:DAY],) * 2
            return
    start = value.get("startDate") or value.get("startDateTime") or value.get("start")
    end = value.get("endDate") or value.get("endDateTime") or value.get("end")
    if not (_is_day(start) and _is_day(end)) or start is None or end is None:
        return
    before = (date.fromisoformat(end[:DAY]) - timedelta(days=1)).isoformat()
    yield start[:DAY], max(start[:DAY], before)
    yield start[:DAY], max(start[:DAY], end[:DAY])


def _is_day(text: str | None) -> bool:
    try:
        date.fromisoformat((text or "")[:DAY])
    except ValueError:
        return False
    return True


def main() -> int:
    """Print how many are passed, by file and kind."""
    arguments = argparse.ArgumentParser(description="Measure dates on the Recognizers' specifications.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--failures", type=int, default=0, help="print so many failures of each file")
    arguments.add_argument("--only", default="", help="only this file")
    given = arguments.parse_args()
    reader = Reader((ReadPublished(), SplitSentences(), FindDates()))
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for name, spec in specifications(given.folder):
        wanted = wanted_of(spec)
        if not wanted or (given.only and name != given.only):
            continue
        reference = spec.get("Context", {}).get("ReferenceDateTime", "")[:DAY] or None
        reading = reader.read(Document(id="spec", text=spec["Input"], published=reference))
        days = [(d.start, d.end, (d.interval.first, d.interval.last) if d.interval else None) for d in reading.dates]
        passed = all(any(s < e2 and s2 < e and d in readings for s2, e2, d in days) for s, e, readings in wanted)
        told[name]["passed" if passed else "failed"] += 1
        if not passed and told[name]["failed"] <= given.failures:
            print(f"[{name}] {spec['Input']!r} on {reference}")
            print("   wanted", [(spec["Input"][s:e], sorted(r)[:2]) for s, e, r in wanted])
            print("   given ", [(spec["Input"][s:e], d) for s, e, d in days])
    every = Counter[str]()
    for name, counts in told.items():
        every.update(counts)
        print(f"{name}: {counts['passed']} of {counts.total()}")
    print(f"all: {every['passed']} of {every.total()}, {every['passed'] / max(1, every.total()):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
