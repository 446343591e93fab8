"""Applies the reviews of the Ossering Line to a record, by the program's own commands, and says what was refused.

Each row of `review/decisions.csv` is one `detente review` or `detente incidents merge`: what the machine missed is
added, what should not be there is rejected, what is read otherwise is corrected, what is one happening is merged. An
event is found by its report and by words of what it stands on; `^` before them says that they are its first.

    python tools/review_line_example.py examples/ossering-line DIR
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from detente.cli import app

CODER = "Wanda Pell"
Row = dict[str, str]
Run = Callable[[list[str]], tuple[int, str]]


def review_all(folder: Path, record: Path, run: Run) -> list[str]:
    """Take every review of the example, and return what was refused."""
    with (folder / "review" / "decisions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [said for row in rows for said in _review(row, record, run)]


def run_in_process(arguments: list[str]) -> tuple[int, str]:
    """Run a command of the program here, and return its exit status and what it printed."""
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.output


def _review(row: Row, record: Path, run: Run) -> Iterator[str]:
    fields = [part for field in filter(None, row["fields"].split(";")) for part in ("--field", field)]
    named = ["--coder", CODER, "--comment", row["reason"]]
    about = f"{row['deed']} {row['report']} “{row['words']}”"
    if row["deed"] == "add":
        status, said = run(["review", "add", str(record), row["report"], "--trigger", row["words"], *fields, *named])
        if status:
            yield f"{about}: {said.strip()}"
        return
    if row["deed"] == "merge":
        yield from _merge(row, record, run)
        return
    found = [event["key"] for event in events_of(row["report"], row["words"], record, run)]
    if not found:
        yield f"{about}: no such event was read"
    for id_ in found:
        status, said = run(["review", row["deed"], str(record), id_, *fields, *named])
        if status:
            yield f"{about}: {said.strip()}"


def _merge(row: Row, record: Path, run: Run) -> Iterator[str]:
    """Merge the incidents of one event in each of several reports."""
    named = zip(row["report"].split(";"), row["words"].split(";"), strict=True)
    found = [event["incident"] for report, words in named for event in events_of(report, words, record, run)]
    ids = [incident for incident in found if incident]
    status, said = run(
        ["incidents", "merge", str(record), *dict.fromkeys(ids), "--author", CODER, "--reason", row["reason"]]
    )
    if status:
        yield f"merge {row['report']}: {said.strip()}"


def events_of(report: str, words: str, record: Path, run: Run) -> Iterator[dict[str, Any]]:
    """Yield the events of a report in whose words those of the review stand."""
    _, said = run(["show", str(record), "events", "--document", report, "--json"])
    for line in filter(None, said.splitlines()):
        event = json.loads(line)
        is_it = event["words"].startswith(words[1:]) if words.startswith("^") else words in event["words"]
        if is_it:
            yield event


if __name__ == "__main__":
    refused = review_all(Path(sys.argv[1]), Path(sys.argv[2]), run_in_process)
    print("\n".join(refused) or "all reviews are kept")
    sys.exit(bool(refused))
