"""Measures what the mine record makes of reports: composed ones, with what is right of each beside them.

    python tools/measure_mines.py [FILE ...] [--show]

A report is right where all that it tells is found and nothing else is; wrong where anything is found that it does not
tell, or that somebody else tells or does; missed where nothing is found; else partly right. One that tells of no work
is right where nothing is found. Without FILE both halves of tests/gold/mines are measured: `seen.toml` was looked at
while rules were mended, `held.toml` is only measured.
"""

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.pipeline.library import read
from detente.reading.dump import dump_reading
from detente.registry.mines.from_reading import mine_records_of
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure, MineRecord

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "mines"
GRADES = ("right", "partly", "missed", "wrong")
UNITS = {"ha": 10_000, "m2": 1}
SIZES = ("cancelled", "reduced", "cleared", "surveyed", "area")
NUMBERS = ("killed", "wounded", "reached", "count")
WORDS = ("certainty", "device", "what")

Fact = tuple[Any, ...]
"""The kind of record, what is told of it, and its value."""
Facts = dict[Fact, tuple[str | None, tuple[str, ...], str | None]]
"""For each fact who says so, who did it, and what became of the devices."""


def low_of(value: Any) -> Any:
    """Return the lower bound of a count or a size, or what else a value is."""
    return None if value is None else round(value.low, 1) if value.low is not None else value.words


def found_in(text: str) -> tuple[MineRecord, ...]:
    """Return the mine records of a text."""
    return mine_records_of(dump_reading(read(text, published="2031-12-03")), document="d1", published="2031-12-03")


def facts_found(records: tuple[MineRecord, ...]) -> Facts:
    """Return what records say, fact by fact."""
    return {
        fact: (one.claimant, tuple(body.name for body in one.bodies), fate)
        for one in records
        for fact, fate in _values(one)
        if fact[2] is not None
    }


def _values(one: MineRecord) -> Iterator[tuple[Fact, str | None]]:
    if isinstance(one, Activity):
        yield ("activity", "kind", one.kind), None
        for way in ("cancelled", "reduced", "cleared"):
            yield ("activity", way, low_of(getattr(one.released, way, None))), None
        yield ("activity", "surveyed", low_of(one.surveyed)), None
        yield ("activity", "reached", low_of(one.reached)), None
        for device in one.devices:
            yield ("activity", "devices", f"{low_of(device.count)} {device.kind}"), device.fate
    elif isinstance(one, HazardousArea):
        yield ("hazard", "certainty", one.certainty), None
        yield ("hazard", "area", low_of(one.area)), None
    elif isinstance(one, Accident):
        yield ("accident", "device", one.device), None
        yield ("accident", "killed", low_of(one.killed)), None
        yield ("accident", "wounded", low_of(one.wounded)), None
        for group in one.groups:
            yield ("accident", "groups", f"{low_of(group.count)} {group.group} {group.harm}"), None
    elif isinstance(one, Handover):
        yield ("handover", "what", one.what), None
        yield ("handover", "area", low_of(one.area)), None
    elif isinstance(one, MineFigure):
        yield ("figure", one.what, low_of(one.area or one.count)), None


def facts_right(records: list[Mapping[str, Any]]) -> Facts:
    """Return what is right of a report, in the same form."""
    return {
        fact: (one.get("claimant"), tuple(one.get("by", ())), fate)
        for one in records
        for fact, fate in _right_values(one)
    }


def _right_values(one: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    kind = one["type"]
    if kind == "figure":
        yield (kind, one["what"], metres_of(one["area"]) if "area" in one else one["count"]), None
        return
    if "kind" in one:
        yield (kind, "kind", tuple(one["kind"]) if isinstance(one["kind"], list) else one["kind"]), None
    for name in (*SIZES, *NUMBERS, *WORDS):
        if name in one:
            yield (kind, name, metres_of(one[name]) if name in SIZES else one[name]), None
    for group in one.get("groups", ()):
        yield (kind, "groups", group), None
    for device in one.get("devices", ()):
        count, what, fate = re.fullmatch(r"(\d+) (.+) (made safe|\w+)", device).groups()  # type: ignore[union-attr]
        yield (kind, "devices", f"{count} {what}"), fate


def metres_of(size: str) -> float:
    """Return the square metres of a size as the files have it."""
    number, unit = size.split()
    return float(number) * UNITS[unit]


def differences(found: Facts, right: Facts) -> tuple[list[str], list[str]]:
    """Return what is found wrongly and what is missing."""
    wrong, missing = [], []
    met = set()
    for fact, (claimant, by, fate) in found.items():
        same = next((one for one in right if _is_same(fact, one)), None)
        if same is None:
            wrong.append(f"{fact} of {claimant} by {by}")
            continue
        met.add(same)
        said, did, became = right[same]
        if not _names(claimant, said):
            wrong.append(f"{fact} is said by {claimant}, not {said}")
        if any(not any(_names(body, one) for one in did) for body in by):
            wrong.append(f"{fact} is done by {by}, not {did}")
        if fate != became and fate is not None:
            wrong.append(f"{fact} became {fate}, not {became}")
        if (did and not by) or (became and not fate):
            missing.append(f"{fact} by {did} {became or ''}")
    return wrong, missing + [str(one) for one in right if one not in met]


def _is_same(found: Fact, right: Fact) -> bool:
    allowed = right[2] if isinstance(right[2], tuple) else (right[2],)
    return found[:2] == right[:2] and found[2] in allowed


def _names(found: str | None, right: str | None) -> bool:
    if found is None or right is None:
        return found == right
    return found.lower() in right.lower() or right.lower() in found.lower()


def grade(wrong: list[str], missing: list[str], *, found: bool) -> str:
    """Return the grade of a report."""
    if wrong:
        return "wrong"
    return ("partly" if found else "missed") if missing else "right"


def measure(path: Path, *, show: bool) -> Counter[str]:
    """Return how many reports of a file have each grade; with `show`, print those that are not right."""
    grades: Counter[str] = Counter()
    for report in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        found = facts_found(found_in(report["text"]))
        wrong, missing = differences(found, facts_right(report["right"]))
        one = grade(wrong, missing, found=bool(found))
        grades[one] += 1
        if show and one != "right":
            print(f"{one}: {report['text']}", *(f"  + {line}" for line in wrong), sep="\n")
            print(*(f"  - {line}" for line in missing), sep="\n")
    return grades


def main() -> int:
    """Measure files and print how many of their reports have each grade."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    for path in given.files or (GOLD / "seen.toml", GOLD / "held.toml"):
        grades = measure(path, show=given.show)
        print(f"{path.stem}: {sum(grades.values())} reports,", ", ".join(f"{grades[one]} {one}" for one in GRADES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
