"""Writes the tables of figures into the model's card, from the measured figures that ship and from the corpus.

    detente evaluate --items FILE --write src/detente/knowledge/data/accuracy/figures.json
    python tools/fill_card.py

So no figure in the card is copied by hand. The parts between the marks `<!-- figures: ... -->` are written anew.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from detente.evaluate.measured import measured_rows

FIGURES = Path(__file__).parents[1] / "src/detente/knowledge/data/accuracy/figures.json"
CARD = Path(__file__).parents[1] / "docs" / "reference" / "model-card.md"
CORPUS = Path(__file__).parents[1] / "corpus"
FILES = {"real": ("real/coding.jsonl",), "composed": ("composed/*.jsonl",)}
SECTIONS = ("real", "composed")
HAPPENINGS = ("happenings, real", "happenings, composed")
SPLITS = ("train", "dev", "test")
OVERALL = "type and trigger"
LABELLED = ("mode", "contexts", "status")

Json = dict[str, Any]


def load(path: Path) -> list[Json]:
    """Return the measured figures, a row each, as `detente evaluate --json` prints them."""
    return measured_rows(json.loads(path.read_text(encoding="utf-8")))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _cell(row: Json | None) -> tuple[str, str]:
    if row is None or row.get("value") is None:
        return "", ""
    return _number(row["value"]), f"{row['low']:.3f}–{row['high']:.3f}"


def whole(rows: Sequence[Json]) -> str:
    """Return the figures over all labels, real and composed beside one another."""
    found = {(row["section"], row["figure"]): row for row in rows if not row.get("label")}
    names = list(dict.fromkeys(f for (section, f) in found if section not in HAPPENINGS))
    body = [[name, *(c for s in SECTIONS for c in _cell(found.get((s, name))))] for name in names]
    return table(("figure", "real items", "95 % interval", "composed text", "95 % interval"), body)


def happenings(rows: Sequence[Json]) -> str:
    """Return how well accounts are put together, real and composed situations beside one another."""
    found = {(r["section"], r["figure"], r.get("label") or ""): r for r in rows if r["section"] in HAPPENINGS}
    names = list(dict.fromkeys((figure, label) for _, figure, label in found))
    body = [
        [", ".join(filter(None, name)), *(c for s in HAPPENINGS for c in _cell(found.get((s, *name))))]
        for name in names
    ]
    return table(("figure", "real situations", "95 % interval", "composed situations", "95 % interval"), body)


def by_type(rows: Sequence[Json]) -> str:
    """Return precision, recall and F1 of type and trigger, by type."""
    found = {(r["section"], r["label"]): r for r in rows if r["figure"] == OVERALL and r.get("label")}
    body = []
    for name in sorted({label for _, label in found}):
        line = [name]
        for section in SECTIONS:
            row = found.get((section, name))
            values = (None,) * 3 if row is None else (row["precision"]["value"], row["recall"]["value"], row["value"])
            line += [*map(_number, values), str(row["gold"]) if row else "0"]
        body.append(line)
    head = ("type", *(f"{s}: {n}" for s in ("real", "composed") for n in ("P", "R", "F1", "gold")))
    return table(head, body)


def by_label(rows: Sequence[Json]) -> str:
    """Return the F1 of every mode, context and status."""
    body = []
    for figure in LABELLED:
        found = {(r["section"], r["label"]): r for r in rows if r["figure"].startswith(figure) and r.get("label")}
        for name in sorted({label for _, label in found}):
            line = [figure, name]
            for section in SECTIONS:
                row = found.get((section, name))
                line += ["", "0"] if row is None else [_number(row["value"]), str(row["gold"])]
            body.append(line)
    return table(("", "label", "real: F1", "gold", "composed: F1", "gold"), body)


def by_split(field: str, corpus: Path) -> str:
    """Return how many events of the corpus have each value of a field ("type", "status"), by kind of text and split."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for section, names in FILES.items():
        for path in (p for name in names for p in sorted(corpus.glob(name))):
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                counts.update((section, row["split"], event[field]) for event in row.get("events", ()))
    values = sorted({value for *_, value in counts})
    columns = [(section, split) for section in SECTIONS for split in SPLITS]
    body = [[value, *(f"{counts[(*column, value)]:,}" for column in columns)] for value in values]
    body.append(["all", *(f"{sum(counts[(*column, value)] for value in values):,}" for column in columns)])
    return table((field, "real: train", "dev", "test", "composed: train", "dev", "test"), body)


def fill(text: str, name: str, content: str) -> str:
    """Return a text with what stands between the marks of a part replaced.

    Raises `ValueError` where there are no such marks.
    """
    marks = re.compile(rf"(<!-- figures: {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        message = f"{CARD.name} has no part between <!-- figures: {name} --> and <!-- end -->"
        raise ValueError(message)
    return marks.sub(lambda m: m[1] + content + m[2], text)


def fill_measured(text: str, rows: Sequence[Json]) -> str:
    """Return the card with all that was measured."""
    for name, part in (("whole", whole), ("types", by_type), ("labels", by_label), ("happenings", happenings)):
        text = fill(text, name, part(rows))
    return text


def main() -> int:
    """Fill the card."""
    rows = load(FIGURES)
    text = fill_measured(CARD.read_text(encoding="utf-8"), rows)
    for name, field in (("events", "type"), ("statuses", "status")):
        text = fill(text, name, by_split(field, CORPUS))
    CARD.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
