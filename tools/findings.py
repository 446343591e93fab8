"""Writes a page of what a finished run found: counts of what its collection reports, and a sample to be judged.

python tools/findings.py RUN OUT.md
"""

import hashlib
import heapq
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow.parquet as pq

from detente.runs.folder import Folder
from detente.runs.layout import ASIDE, MANIFEST

SEED, SAMPLE = "twenty events to be judged", 20
PAIRS, WITHIN, CITED, REASONS, LONGEST = 30, 15, 30, 40, 700
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
CAME_TO_PASS = frozenset({"happened", "ongoing", "background"})
EVENT = (
    "input", "file", "ordinal", "document", "published_from", "published_to", "event", "type", "mode", "quad", "status",
    "actors", "recipients", "trigger_words", "place_words", "place_name", "place_country", "date_from", "date_to",
    "date_words", "quantities", "claim", "claim_source", "claim_mode", "evidence_words",
)  # fmt: skip
SPECIAL = re.compile(r"([\\|*_`\[\]<>#])")
BLANK = "not told"

Row = Mapping[str, Any]


@dataclass(slots=True)
class Found:
    """What is counted of a run's events and claims."""

    years: dict[str, Counter[str]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    voices: Counter[str] = field(default_factory=Counter)
    pairs: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    modes: Counter[tuple[str, str]] = field(default_factory=Counter)
    cited: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    through: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unnamed: int = 0
    sample: list[tuple[str, Row]] = field(default_factory=list)


def rows_in(store: Folder, table: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Yield a table's rows, each with its month; few are held at once."""
    for name in store.names(table):
        month = PurePosixPath(name).parent.name.removeprefix("month=")
        with store.open_in(name) as stream:
            for batch in pq.ParquetFile(stream).iter_batches(batch_size=2_000, columns=list(columns)):
                yield from ((month, row) for row in batch.to_pylist())


def count_run(store: Folder) -> Found:
    """Return what is counted of a run, and a sample of its events that depends on the events alone."""
    found = Found()
    drawn = heapq.nsmallest(SAMPLE, _counted(found, store), key=lambda one: one[0])
    found.sample = sorted(drawn, key=lambda one: (one[1]["input"], one[1]["file"], one[1]["ordinal"], one[0]))
    for _, claim in rows_in(store, "claims", ("mode", "mood", "source", "via")):
        found.modes[claim["mode"], claim["mood"] or BLANK] += 1
        found.through.update(_named(via) for via in claim["via"] if via["name"])
        if claim["source"] is None or claim["source"]["name"] is None:
            found.unnamed += 1
        else:
            found.cited[_named(claim["source"])] += 1
    return found


def _counted(found: Found, store: Folder) -> Iterator[tuple[str, Row]]:
    for month, event in rows_in(store, "events", EVENT):
        found.years.setdefault(month[:4] if month != "unknown" else month, Counter())[event["type"]] += 1
        found.statuses[event["status"]] += 1
        found.voices["somebody who is cited" if event["claim"] else "the text's own voice"] += 1
        for pair in _pairs(event):
            column = event["quad"] if event["status"] in CAME_TO_PASS else "other status"
            found.pairs.setdefault(pair, Counter())[column] += 1
        name = ":".join(str(event[key]) for key in ("input", "file", "ordinal", "event"))
        yield hashlib.sha256(f"{SEED}:{name}".encode()).hexdigest(), event


def _pairs(event: Row) -> set[tuple[str, str]]:
    """Return the pairs of countries between which an event is told, each once however many take part."""
    ends = [{p["country"] for p in event[side] if p["country"]} for side in ("actors", "recipients")]
    return {(one, other) for one in ends[0] for other in ends[1]}


def _named(party: Row) -> tuple[str, str, str]:
    return party["name"], party["kind"], party["country"] or BLANK


def cell(value: object) -> str:
    """Return words as they stand in a cell: on one line, not too long, and with no mark-up of their own."""
    plain = " ".join(str(value).split())
    return SPECIAL.sub(r"\\\1", plain[:LONGEST] + ("…" if len(plain) > LONGEST else ""))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table, figures with their thousands apart."""
    lines = [head, ["---"] * len(head)]
    body = [[f"{one:,}" if isinstance(one, int) else cell(one) for one in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (*lines, *body)) + "\n"


ABOUT = """# What a run found

These are counts of what the documents of one collection report, as détente reads them. They are no counts of what
happened: a collection chooses what it tells, one happening told ten times counts ten times, and every reading errs.
Where counts are equal, the alphabet decides over the order.
"""


def page_of(manifest: Mapping[str, Any], reasons: Counter[tuple[str, str]], found: Found) -> str:
    """Return the page."""
    parts = (_ways(manifest, reasons), _events(found), _dyads(found), _claims(found), _timing(manifest), _sample(found))
    return "\n".join([ABOUT, *(line for part in parts for line in part)])


def _ways(manifest: Mapping[str, Any], reasons: Counter[tuple[str, str]]) -> Iterator[str]:
    yield "## What came in and out\n"
    inputs = ", ".join(PurePosixPath(one["address"]).name for one in manifest.get("inputs", ()))
    yield f"Read by détente {manifest.get('detente', BLANK)} out of {cell(inputs or BLANK)}.\n"
    rows = [("documents", manifest["documents"]), ("read", manifest["read"])]
    rows += [(f"kept and not read: {code}", number) for code, number in manifest.get("unread", {}).items()]
    rows += [(f"set aside: {code}", number) for code, number in manifest.get("aside", {}).items()]
    rows += [(f"passed over as no document: {why}", number) for why, number in manifest.get("passed", {}).items()]
    rows += [(f"rows of {name}", number) for name, number in manifest.get("rows", {}).items()]
    yield table(("what", "how many"), rows)
    yield "### Why documents were set aside\n"
    yield table(("code", "reason", "how many"), [(*why, n) for why, n in _first(reasons, REASONS)])
    yield "### What the reader looked at and left out\n"
    dropped = Counter(manifest.get("dropped", {}))
    yield table(("stage and reason", "how many"), _first(dropped, REASONS))


def _events(found: Found) -> Iterator[str]:
    types = sorted({kind for counts in found.years.values() for kind in counts})
    yield "## Events reported, by type and year of publication\n"
    rows = [(year, *(counts[kind] for kind in types), counts.total()) for year, counts in sorted(found.years.items())]
    yield table(("year", *types, "all"), rows)
    yield "A year stands here where documents of it report an event. `unknown`: no month of publication is sure.\n"
    yield "### How they stand\n"
    yield table(("status", "how many"), _first(found.statuses, len(found.statuses)))
    yield table(("told by", "how many"), _first(found.voices, len(found.voices)))


def _dyads(found: Found) -> Iterator[str]:
    heads = ("actor", "recipient", *QUADS, "other status", "all")
    yield "## Between whom events are reported\n"
    yield "The first four columns are events told as having happened, going on or recalled; what is planned, demanded, "
    yield "denied and the like is in the fifth. An event between several countries counts once for each pair.\n"
    for title, most, inner in (("Between countries", PAIRS, False), ("Within one", WITHIN, True)):
        pairs = {pair: counts for pair, counts in found.pairs.items() if (pair[0] == pair[1]) is inner}
        totals = Counter({pair: counts.total() for pair, counts in pairs.items()})
        yield f"### {title}\n"
        rows = [(*p, *(pairs[p][q] for q in (*QUADS, "other status")), n) for p, n in _first(totals, most)]
        yield table(heads, rows)


def _claims(found: Found) -> Iterator[str]:
    yield "## Who is cited\n"
    yield f"Claims whose source is not named, or named by words that stand for nobody known: {found.unnamed:,}.\n"
    yield table(("source", "kind", "country", "claims"), [(*who, n) for who, n in _first(found.cited, CITED)])
    yield "### Through whom\n"
    yield table(("medium", "kind", "country", "claims"), [(*who, n) for who, n in _first(found.through, CITED // 2)])
    yield "### How\n"
    yield table(("mode", "mood", "claims"), [(*how, n) for how, n in _first(found.modes, REASONS)])


def _timing(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield "## Time\n"
    own = manifest.get("stage_seconds", {})
    if own.get("shard"):
        rate = manifest["documents"] / own["shard"]
        yield f"{rate:.1f} documents a second and worker, all stages together; the last start of the run took "
        yield f"{manifest.get('seconds', 0):,.0f} seconds with {manifest.get('plan', {}).get('workers')} workers.\n"
    rows = [(name, f"{own[name]:,.1f}") for name in sorted(own, key=lambda name: (-own[name], name))]
    yield table(("stage", "seconds of all workers"), rows)


def _sample(found: Found) -> Iterator[str]:
    yield "## Twenty events to be judged\n"
    yield "Drawn by the hash of where they stand, under a fixed seed. To judge: do the words say what is read there?\n"
    rows = [(n, *_judged(event), "", "") for n, (_, event) in enumerate(found.sample, start=1)]
    yield table(("no.", "document", "words", "what is read", "right?", "remark"), rows)


def _judged(event: Row) -> tuple[str, str, str]:
    kind = "/".join(filter(None, (event["type"], event["mode"])))
    who, whom = (", ".join(f"{p['words']} ({p['country'] or '–'})" for p in event[s]) for s in ("actors", "recipients"))
    told = [f"{kind}, {event['status']}, at “{event['trigger_words']}”"]
    told += [f"who: {who or BLANK}", f"to whom: {whom or BLANK}"]
    if event["place_name"]:
        told.append(f"where: {event['place_words']} ({event['place_name']}, {event['place_country']})")
    if event["date_words"]:
        told.append(f"when: {event['date_words']} ({event['date_from']} to {event['date_to']})")
    told += [f"{quantity['kind']}: {quantity['words']}" for quantity in event["quantities"]]
    source = event["claim_source"]["words"] if event["claim_source"] else BLANK
    told.append(f"said by: {source} ({event['claim_mode']})" if event["claim"] else "in the text's own voice")
    return f"{event['document']}, {event['published_from'] or BLANK}", event["evidence_words"], "; ".join(told)


def _first(counts: Counter[Any], most: int) -> list[tuple[Any, int]]:
    """Return the most frequent, in an order that depends on the counts alone."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def reasons_of(store: Folder) -> Counter[tuple[str, str]]:
    """Return why documents were set aside: figures left out, since each has its own."""
    if not store.exists(ASIDE):
        return Counter()
    rows = [json.loads(line) for line in store.read(ASIDE).splitlines()]
    return Counter((row["code"], re.sub(r"\d[\d,.]*", "…", row["message"])) for row in rows)


def main(run: str, out: str) -> None:
    """Write the page of a run."""
    store = Folder(run)
    page = page_of(json.loads(store.read(MANIFEST)), reasons_of(store), count_run(store))
    Path(out).write_text(page, encoding="utf-8")
    print(f"{out}: {len(page):,} characters")


if __name__ == "__main__":
    main(*sys.argv[1:])
