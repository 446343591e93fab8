"""A desk filled as one that has worked for some time: the worked example, the examples, a watch, a session, a drill."""

import datetime as dt
import shutil
from pathlib import Path

from brief.made import full, over
from browser.serving import open_staff
from detente.brief.kept import brief_entry, kept_brief
from detente.brief.letter.approving import approve
from detente.core.spans import Span
from detente.review.drill import DrillItem
from detente.review.records import Field
from detente.store import documents, keep_entries, open_record, put_drill_set
from example_line.building import SAID
from example_line.built import ROOT, run

__all__ = ["AGREEMENT", "fill"]

AGREEMENT = "statement-november-2020"
WATCHES = ROOT / "src" / "detente" / "knowledge" / "data" / "watches"
TAKEN = (".txt", ".html", ".jsonl", ".xml", ".eml", ".csv")
TEXTS = {
    "as-printed": "1. The parties stop where they stand.\n2. A centre is set up to watch the truce.\n",
    "as-read-out": "1. The parties stop where they stand.\n2. A joint centre is set up to watch the truce.\n",
}
"""Two texts of an agreement, composed: it is not what stands in them that is shown."""
DRILL = "Northmark's army shelled Tolvane on Monday. Nobody was hurt."


def fill(line: Path, folder: Path) -> Path:
    """Fill a folder from the record of the worked example, and open a ceasefire's accounts in it."""
    shutil.copytree(line, folder)
    run("watch", "load", folder, WATCHES / "south-caucasus.toml", *SAID)
    run("add", folder, *sorted(one for one in (ROOT / "examples").iterdir() if one.suffix in TAKEN))
    for name, text in TEXTS.items():
        path = folder / f"{name}.txt"
        path.write_text(text)
        said = ("--as", name, "--claimant", "AZE", "--source", "a print (invented)", *SAID)
        run("agreements", "text", folder, AGREEMENT, path, *said)
    _drill(folder)
    _briefs(folder)
    open_staff(folder, "ossering")
    return folder


def _briefs(folder: Path) -> None:
    """Keep a brief that was approved and a draft, whose words are those of a report that is there."""
    now = dt.datetime.now(dt.UTC)
    (folder / "brief.toml").write_text(
        'address = "https://desk.example.org"\nterms = "As you like."\n[[edition]]\nid = "morning"\ntitle = "Morning"\n'
    )
    with open_record(folder / "record.sqlite", now=now) as record:
        report = next(one.id for one in documents(record))
        days = {"a1": "2026-11-20", "b2": "2026-11-21"}
        made = (over(full(id=id_, day=day, corrections=()), report) for id_, day in days.items())
        keep_entries(record, map(brief_entry, made), author="machine détente brief", reason="composed", now=now)
        kept = kept_brief(record, "a1")
        assert kept is not None
        approve(record, kept, by="Wanda Pell", reason="read whole", now=now)


def _drill(folder: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    answers = {"type": Field(value="ASSAULT"), "actors": Field(value=["Northmark's army"], spans=(Span(0, 16),))}
    asked = DrillItem(id="d" * 32, document="x", text=DRILL, trigger=Span(17, 24), answers=answers)
    with open_record(folder / "record.sqlite", now=now) as record:
        put_drill_set(record, [asked], set_hash="d" * 64, now=now)
