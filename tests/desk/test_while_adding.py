"""The desk while another process adds documents: no error, each page of one state, and in the end all of it."""

import subprocess
import sys
import time
from pathlib import Path

from starlette.testclient import TestClient

from desk.conftest import Visit

SECONDS = 60
SAID = (
    "The bridge at Orlen is closed to all carts",
    "Nobody has asked us for seed potatoes",
    "Our doctors went home before the rain began",
    "Eleven prisoners will be exchanged tomorrow",
    "We want the railway to run again by spring",
    "The mine field behind the school was never marked",
)
PAGES = ("/", "/statements", "/relations", "/platforms", "/agreements", "/contradictions", "/expectations")


def test_pages_stay_right_while_another_process_adds_documents(visit: Visit, room: Path, tmp_path: Path) -> None:
    files = []
    for number, words in enumerate(SAID):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Marta Quill said: “{words}.”\n")
    desk = visit(room, "adjudicator")
    command = [sys.executable, "-m", "detente", "add", str(room), *map(str, files)]
    numbers = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as adding:
        while adding.poll() is None:
            for address in PAGES:
                assert desk.get(address).status_code == 200, address
            numbers.append(said_by(desk, "Marta Quill"))
        assert adding.returncode == 0, adding.stderr.read() if adding.stderr else ""
    assert numbers == sorted(numbers), "a page showed an earlier state after a later one"
    until = time.monotonic() + SECONDS
    while (last := said_by(desk, "Marta Quill")) < len(SAID) and time.monotonic() < until:
        time.sleep(0.1)
    assert last == len(SAID)


def said_by(desk: TestClient, name: str) -> int:
    """Return how many statements of somebody the ledger shows."""
    page = desk.get("/statements?as=json")
    assert page.status_code == 200
    return sum(name in str(row) for sheet in page.json()["sheets"] for row in sheet["rows"])
