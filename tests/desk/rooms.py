"""A desk that follows two sides with a protocol, a centre, talks and a railway, and three reports of them."""

import json
import shutil
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from cli.runs import Run

__all__ = ["HOSTILE", "begin", "copied", "sheet", "texts"]

HOSTILE = "<script>alert(1)</script> \u202erobe"
SIGNED = ("--author", "Ann Brook", "--reason", "as the desk begins")
WATCH = """
id = "kessing-desk"
name = "Kessing"
invented = true
[[actors]]
id = "N"
name = "Northmark"
kind = "state"
[[actors]]
id = "S"
name = "Southmark"
kind = "state"
[[actors]]
id = "E"
name = "Eastmark"
kind = "state"
[[agreements]]
id = "kessing"
name = "Kessing Protocol"
parties = [{ actor = "N" }, { actor = "S" }]
[[agreements.provisions]]
id = "1"
words = "The parties withdraw heavy weapons from the line."
bound = ["N", "S"]
is_composed = true
[[agreements.provisions]]
id = "2"
words = "Northmark frees the prisoners it holds within ten days."
bound = ["N"]
within_days = 10
counted_from = "signed"
[[institutions]]
id = "centre"
name = "Kessing Centre"
actors = ["N", "S"]
[[platforms]]
id = "talks"
name = "Kessing Talks"
envisaged = ["E", "N", "S"]
[[projects]]
id = "line"
name = "Tessel Line"
kind = "railway"
route = ["Tessel", "Ordin"]
[[projects]]
id = "pipe"
name = "Ordin Pipe"
kind = "gas pipeline"
"""
FIRST = 'value = "round 1"\nfirst = "2021-07-01"\n'
STATED: tuple[tuple[str, str, str, str], ...] = (
    ("kessing", "signed", "N", 'first = "2021-05-02"'),
    ("kessing", "signed", "S", 'first = "2021-05-03"'),
    ("kessing", "ratified", "E", 'standing = "denied"\nparts = { ratifier = ["S"] }'),
    ("centre", "opened", "N", 'first = "2021-06-01"'),
    ("centre", "staffed", "N", 'parts = { staff = ["N"] }\nvalue = "40 officers"'),
    ("centre", "staffed", "S", 'parts = { staff = ["N"] }\nvalue = "60 officers"\nstanding = "planned"'),
    ("talks", "held", "N", f'{FIRST}parts = {{ present = ["N"], absent = ["S"] }}\nvalues = {{ N = "minister" }}'),
    ("talks", "absent", "S", f'{FIRST}standing = "negated"\nparts = {{ absent = ["S"] }}'),
    ("talks", "expected", "E", 'value = "round 2"\nstanding = "expected"\nparts = { invited = ["E"] }'),
    ("line", "money", "N", 'value = "cost"\nlow = 5\nhigh = 5\nunit = "USD"'),
    ("line", "money", "S", 'value = "cost"\nlow = 7\nhigh = 7\nunit = "USD"'),
    ("line", "status", "S", 'value = "opened"\nfirst = "2022-01-01"'),
)  # fmt: skip
REPORTS = (
    (
        "2021-06-02",
        "Northmark pulled back artillery from the river on Monday. Southmark said it would withdraw its guns.",
    ),
    ("2021-06-03", f"The Treaty of Ordin was signed by Northmark and Southmark on 3 June 2021. {HOSTILE}"),
)


def begin(run: Run, folder: Path) -> Path:
    """Return the folder of such a desk."""
    there = folder / "desk"
    (folder / "w.toml").write_text(WATCH + "".join(map(_stated, STATED)))
    lines = (json.dumps({"id": f"r{n}", "text": text, "published": day}) for n, (day, text) in enumerate(REPORTS))
    (folder / "r.jsonl").write_text("\n".join(lines))
    assert run("init", there).status == 0
    loaded = run("watch", "load", there, folder / "w.toml", *SIGNED)
    assert loaded.status == 0, loaded.err
    assert run("add", there, folder / "r.jsonl").status == 0
    return there


def _stated(one: tuple[str, str, str, str]) -> str:
    of, what, by, more = one
    words = f"{by} of {of}: {what}. {HOSTILE if what == 'opened' else ''}"
    evidence = f'evidence = [{{ words = {json.dumps(words)}, by = "Ann Brook", source = "gazette (invented)" }}]'
    return f'[[stated]]\nof = "{of}"\nwhat = "{what}"\nclaimant = "{by}"\n{more}\n{evidence}\n'


def copied(folder: Path, to: Path) -> Path:
    """Return a copy of a desk, to be written to."""
    return Path(shutil.copytree(folder, to))


def sheet(desk: TestClient, address: str, id_: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet of a page as a program is given them."""
    answer = desk.get(f"{address}{'&' if '?' in address else '?'}as=json&sheet={id_}")
    assert answer.status_code == HTTPStatus.OK, answer.text
    rows: list[dict[str, Any]] = json.loads(answer.text)["sheets"][0]["rows"]
    return rows


def texts(cell: dict[str, Any] | None) -> list[str]:
    """Return all that stands in a cell."""
    return [] if cell is None else [cell["text"], *(one["text"] for one in cell.get("more", ()))]
