"""Notes the enquiries and the sign-off of the Ossering Line in a record, by the program's own commands.

Each row of `verify/steps.csv` is one `detente ceasefire verify`, each text of `sign` and each row of `sign/acts.csv`
one `detente ceasefire sign`. What a step or a text is about is found by a report that tells of it and by its words
(`verify/about.csv`), as a desk finds it: ids of what was read are not known before. It reads nothing of the truth.

    python tools/enquire_line_example.py examples/ossering-line DIR
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from review_line_example import CODER, Row, Run, events_of, run_in_process

CEASEFIRE = "ossering"
ACTS = {"signed": (), "refused": ("--refuse",), "dissents": ("--dissent",), "took back": ("--take-back",)}


def enquire_all(folder: Path, record: Path, run: Run) -> list[str]:
    """Take every step, lay every text and note every act of the example, and return what was refused."""
    about = {row["happening"]: _about(row, record, run) for row in _read(folder / "verify" / "about.csv")}
    steps = (said for row in _read(folder / "verify" / "steps.csv") for said in _step(row, about, record, run))
    return [*steps, *_sign_all(folder, about, record, run)]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an enquiry or a text is about: an incident, and the days on which it is looked for."""

    incident: str
    first: str
    last: str


def _about(row: Row, record: Path, run: Run) -> About:
    """Return the incident that a report's words tell of, or words that name none where not one was read there."""
    found = {event["incident"] for event in events_of(row["report"], row["words"], record, run)} - {None}
    incident = found.pop() if len(found) == 1 else f"no one incident of {row['happening']}"
    return About(incident=incident, first=row["first"], last=row["last"])


def _step(row: Row, known: Mapping[str, About], record: Path, run: Run) -> Iterator[str]:
    options = {"rung": "rung", "body": "body", "method": "method", "day": "day", "denied-by": "denied by"}
    given = [part for name, head in options.items() if row[head] for part in (f"--{name}", row[head])]
    about = known[row["happening"]]
    stands_on = ["--document", row["source"], "--words", row["words"], "--author", row["by"]]
    days = ["--from", about.first, "--to", about.last]
    command = ["ceasefire", "verify", str(record), CEASEFIRE, about.incident, *days, *given, *stands_on]
    status, said = run(command)
    if status:
        yield f"{row['happening']} {row['rung']}: {said.strip()}"


def _sign_all(folder: Path, known: Mapping[str, About], record: Path, run: Run) -> Iterator[str]:
    """Lay each text in the order of its number, and note on it what officers did, in theirs."""
    about, acts = _read(folder / "sign" / "about.csv"), _read(folder / "sign" / "acts.csv")
    for file in sorted((folder / "sign").glob("*.txt")):
        subjects = [known[row["happening"]] for row in about if row["text"] == file.stem]
        named = [part for subject in subjects for part in ("--about", subject.incident)]
        days = ["--from", min(one.first for one in subjects), "--to", max(one.last for one in subjects)]
        command = ["ceasefire", "sign", str(record), CEASEFIRE, "--text", str(file), *named, *days, "--author", CODER]
        status, said = run(command)
        if status:
            yield f"{file.name}: {said.strip()}"
        text = _text_id(file, record, run)
        yield from (said for row in acts if row["text"] == file.stem for said in _act(row, text, record, run))


def _text_id(file: Path, record: Path, run: Run) -> str:
    """Return the id under which the words of a file lie before both sides."""
    _, said = run(["ceasefire", "sign", str(record), CEASEFIRE, "--json"])
    laid = [json.loads(line) for line in filter(None, said.splitlines())]
    words = " ".join(file.read_text(encoding="utf-8").split())
    return next((str(one["id"]) for one in laid if " ".join(one["text"].split()) == words), f"no text of {file.name}")


def _act(row: Row, text: str, record: Path, run: Run) -> Iterator[str]:
    reason = ["--reason", row["reason"]] if row["reason"] else []
    officer = ["--party", row["party"], "--officer", row["officer"], *ACTS[row["act"]], *reason, "--author", CODER]
    status, said = run(["ceasefire", "sign", str(record), CEASEFIRE, text, *officer])
    if status:
        yield f"{row['text']} {row['act']} {row['party']}: {said.strip()}"


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    refused = enquire_all(Path(sys.argv[1]), Path(sys.argv[2]), run_in_process)
    print("\n".join(refused) or "all steps and signatures are kept")
    sys.exit(bool(refused))
