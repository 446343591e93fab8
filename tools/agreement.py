"""Says how far two coders who did not see each other's work agree: Krippendorff's alpha by field.

    python tools/agreement.py [--write]

With ``--write`` the figures go into the file that ships with the program, for the desk's page on accuracy.

A unit is a trigger that at least one of them marked; triggers that share a word are the same unit. One who marked
nothing there said NONE. The fields behind the type are compared where both coded an event of the same type. Parties
agree where every span of the one meets one of the other. Contexts are compared one by one: there or not.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import krippendorff

from detente.core.spans import Span, overlaps
from detente.core.version import VERSION
from detente.evaluate.matching import meet
from detente.knowledge.plover import plover

SHIPPED = Path(__file__).parents[1] / "src/detente/knowledge/data/accuracy/agreement.json"
BLIND = Path(__file__).parents[1] / "corpus" / "real" / "blind"

Json = dict[str, Any]
Unit = tuple[Json | None, Json | None]


def load(path: Path) -> dict[str, Json]:
    """Return coded items by id."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row for row in rows if "_about" not in row}


def units_of(first: Json, second: Json) -> Iterator[Unit]:
    """Yield the triggers of an item, each as both coders' event, or None where one has none there."""
    left = list(second["events"])
    for event in first["events"]:
        near = [e for e in left if overlaps(Span(*e["trigger"]), Span(*event["trigger"]))]
        same = sorted(near, key=lambda e: e["type"] != event["type"])[:1]
        left = [e for e in left if e not in same]
        yield event, same[0] if same else None
    for event in left:
        yield None, event


def alpha(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Return Krippendorff's alpha over nominal values of two coders, one pair a unit."""
    names = {value: k for k, value in enumerate(dict.fromkeys(v for pair in pairs for v in pair))}
    table = [[names[pair[coder]] for pair in pairs] for coder in (0, 1)]
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def _parties(event: Json, field: str, other: Json) -> str:
    """Return a value for a coder's parties that is the other's where every span meets one of the other's."""
    ours, theirs = ([Span(*s) for s in e[field]] for e in (event, other))
    met = meet(ours, theirs)
    return json.dumps(other[field] if met else event[field])


def figures(units: Sequence[Unit]) -> Iterator[tuple[str, float, int]]:
    """Yield each field with its alpha and how many units it was taken over."""
    kinds = [(a["type"] if a else "NONE", b["type"] if b else "NONE") for a, b in units]
    yield "type, with NONE", alpha(kinds), len(kinds)
    both = [(a, b) for a, b in units if a and b]
    yield "type, where both see an event", alpha([(a["type"], b["type"]) for a, b in both]), len(both)
    same = [(a, b) for a, b in both if a["type"] == b["type"]]
    for field in ("mode", "status"):
        yield field, alpha([(str(a[field]), str(b[field])) for a, b in same]), len(same)
    for field in ("actors", "recipients"):
        yield field, alpha([(json.dumps(a[field]), _parties(b, field, a)) for a, b in same]), len(same)
    flags = [(c in a["contexts"], c in b["contexts"]) for a, b in same for c in plover().contexts]
    yield "contexts", alpha(flags), len(same)
    yield "in a claim", alpha([(a["claim"] is not None, b["claim"] is not None) for a, b in same]), len(same)


def shipped(rows: Sequence[tuple[str, float, int]], *, items: int, today: dt.date) -> Json:
    """Return the figures in the form in which they ship."""
    source = "two coders of the corpus, each without sight of the other (tools/agreement.py)"
    return {
        "_about": {"source": source, "licence": "Apache-2.0", "version": VERSION, "date": today.isoformat()},
        "items": items,
        "fields": [{"field": name, "alpha": round(value, 3), "units": count} for name, value, count in rows],
    }


def main() -> int:
    """Print the figures; with --write, keep them where they ship."""
    arguments = argparse.ArgumentParser(description="Say how far two coders agree.")
    arguments.add_argument("--write", action="store_true", help=f"write them into {SHIPPED.name}")
    first, second = load(BLIND / "first.jsonl"), load(BLIND / "second.jsonl")
    units = [unit for name in first for unit in units_of(first[name], second[name])]
    seen = [(bool(first[name]["events"]), bool(second[name]["events"])) for name in first]
    rows = [("an event at all, by item", alpha(seen), len(seen)), *figures(units)]
    print(f"{len(first)} items coded twice, {len(units)} triggers")
    for name, value, count in rows:
        print(f"{name:32} {value:.3f}  ({count})")
    if arguments.parse_args().write:
        content = shipped(rows, items=len(first), today=dt.datetime.now(dt.UTC).date())
        SHIPPED.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
